/* Rows of pasted and exported lists: fields in brackets, the line number before each row. */
#include "vectors.h"

#include "base/buf.h"
#include "base/rows.h"

static const struct {
	const char *text, *rows;
} cases[] = {
	{ "", "" },
	{ "a", "1[a]" },
	{ "a,b\nc,d\n", "1[a][b]2[c][d]" },
	{ "a\tb,c\td", "1[a][b,c][d]" },
	{ "a;b,c;d", "1[a][b,c][d]" },
	{ "1,5;2,5\n3,5;4,5", "1[1,5][2,5]2[3,5][4,5]" },
	{ "a,b\r\nc,d\re,f", "1[a][b]2[c][d]3[e][f]" },
	{ "a\n\n b \n", "1[a]2-[]3[b]" },
	{ ",,\n", "1-[][][]" },
	{ "a,b;c\nd,e\nf,g", "1[a][b;c]2[d][e]3[f][g]" }, /* most lines decide */
	{ "a,b\nc,d\ne;f", "1[a][b]2[c][d]3[e][f]" }, /* a line without it has its own */
	{ "\"a,b\",c", "1[a,b][c]" },
	/* After eight quotes that nothing closes a quote is a letter. */
	{ "1;\"a;\"a;\"a;\"a;\"a;\"a;\"a;\"a;\"b;c\" d\n\"e;f\"",
	    "1[1][\"a][\"a][\"a][\"a][\"a][\"a][\"a][\"a][\"b][c\" d]2[e;f]" },
	{ "\"a \"\"b\"\"\",c", "1[a \"b\"][c]" },
	{ "\"a\nb\",c\nd", "1[a\nb][c]3[d]" },
	{ "\"a\r\nb\" ,c\r\nd", "1[a\r\nb][c]3[d]" },
	{ " \"a\" , \"b\" ", "1[a][b]" },
	{ "\"a,b\nc,d", "1[\"a][b]2[c][d]" }, /* never closed */
	{ "\"a,1\nb,\"2\"\n", "1[\"a][1]2[b][2]" }, /* another field's quotes close nothing */
	{ "12\" pipe,3", "1[12\" pipe][3]" },
	{ "\"12\" pipe\",3", "1[12\" pipe][3]" },
	{ "\"\",x", "1[][x]" },
};

static void
test_cases(void **state)
{
	struct rows_row *row = xalloc(sizeof(*row));
	size_t i, j;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf b = BUF_INIT;
		struct arena a;
		struct rows r;

		arena_init(&a, 0);
		rows_init(&r, str_of(cases[i].text));
		while (rows_next(&r, &a, row)) {
			buf_addf(&b, "%zu%s", row->line, row->blank ? "-" : "");
			for (j = 0; j < row->n; j++)
				buf_addf(&b, "[%.*s]", (int)row->field[j].n, row->field[j].p);
		}
		if (strcmp(b.p, cases[i].rows) != 0)
			fail_msg("case %zu: %s", i, b.p);
		buf_free(&b);
		arena_free(&a);
	}
	free(row);
}

static void
test_limits(void **state)
{
	struct rows_row *row = xalloc(sizeof(*row));
	struct buf b = BUF_INIT;
	struct arena a;
	struct rows r;
	size_t i;

	(void)state;
	arena_init(&a, 0);
	for (i = 0; i < ROWS_FIELDS + 10; i++)
		buf_adds(&b, "x,");
	buf_adds(&b, "\ny\n\"");
	rows_init(&r, buf_str(&b));
	assert_true(rows_next(&r, &a, row));
	assert_int_equal(row->n, ROWS_FIELDS);
	assert_true(rows_next(&r, &a, row));
	assert_int_equal(row->line, 2);
	buf_clear(&b);
	buf_addc(&b, '"'); /* a quote lost, and one far below */
	for (i = 0; i < ROWS_QUOTED; i++)
		buf_adds(&b, "6109\n");
	buf_adds(&b, "x\"\n");
	rows_init(&r, buf_str(&b));
	assert_true(rows_next(&r, &a, row));
	assert_true(rows_next(&r, &a, row));
	assert_int_equal(row->line, 2);
	buf_free(&b);
	arena_free(&a);
	free(row);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
