/* Comma-separated values: what RFC 4180 allows, and where what it does not allow is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/csv.h"

/* Rows as "line:[field][field]", one after the other. */
static int
show(struct buf *out, struct diag *d, struct str text)
{
	struct csv_row row;
	struct arena a;
	struct csv csv;
	size_t i;
	int rc;

	arena_init(&a, 0);
	csv_init(&csv, "f.csv", text);
	while ((rc = csv_next(d, &csv, &a, &row)) > 0) {
		buf_addf(out, "%u:", row.line);
		for (i = 0; i < row.n; i++)
			buf_addf(out, "[%.*s]", (int)row.field[i].n, row.field[i].p);
	}
	/* The end, and an error, are for good. */
	assert_int_equal(csv_next(d, &csv, &a, &row), 0);
	arena_free(&a);
	return rc;
}

static void
test_rows(void **state)
{
	static const char *const cases[][2] = {
		{ "", "" },
		{ "a", "1:[a]" },
		{ "a,b\r\nc,d\r\n", "1:[a][b]2:[c][d]" },
		{ "a,b\nc,d", "1:[a][b]2:[c][d]" },
		{ "a\r\nb\nc", "1:[a]2:[b]3:[c]" },
		{ ",", "1:[][]" },
		{ "a,", "1:[a][]" },
		{ ",a\n", "1:[][a]" },
		{ "\n", "1:[]" },
		{ "a\n\nb", "1:[a]2:[]3:[b]" },
		{ "\"\"", "1:[]" },
		{ "\"a\",\"b\"\n", "1:[a][b]" },
		{ "\"a,b\",c", "1:[a,b][c]" },
		{ "\"a\"\"b\"", "1:[a\"b]" },
		{ "\"\"\"\"", "1:[\"]" },
		{ "\"[\"\"No.\"\",\"\"kg\"\"]\",x", "1:[[\"No.\",\"kg\"]][x]" },
		{ "\"a\nb\",c\nd", "1:[a\nb][c]3:[d]" },
		{ "\"a\r\nb\"\r\nd", "1:[a\r\nb]3:[d]" },
		{ "\"a\rb\"", "1:[a\rb]" },
		{ " a , b ", "1:[ a ][ b ]" },
		{ "\xEF\xBB\xBF\"a\",b", "1:[a][b]" },
		{ "\xEF\xBB\xBF", "" },
		{ "\xC3\xA9,\xFF", "1:[\xC3\xA9][\xFF]" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf got = BUF_INIT;
		struct diag d;

		diag_init(&d);
		assert_int_equal(show(&got, &d, str_of(cases[i][0])), 0);
		assert_string_equal(got.p, cases[i][1]);
		assert_int_equal(d.n, 0);
		diag_free(&d);
		buf_free(&got);
	}
}

static void
test_errors(void **state)
{
	static const struct {
		const char *text, *rows;
		unsigned line, col;
		const char *message; /* a part of it */
	} cases[] = {
		{ "a\"b", "", 1, 2, "within a field" },
		{ "a\nb, \"c\"", "1:[a]", 2, 4, "within a field" },
		{ "\"a", "", 1, 1, "not closed" },
		{ "a,b\n\"c\n\n", "1:[a][b]", 2, 1, "not closed" },
		{ "\"", "", 1, 1, "not closed" },
		{ "\"a\"b", "", 1, 4, "after a closing quote" },
		{ "\"a\" ,b", "", 1, 4, "after a closing quote" },
		{ "\"x\ny\"z", "", 2, 3, "after a closing quote" },
		{ "\"a\"\r", "", 1, 4, "after a closing quote" },
		{ "a\rb", "", 1, 2, "without a line feed" },
		{ "\xEF\xBB\xBF"
		  "a\"",
		    "", 1, 2, "within a field" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf got = BUF_INIT;
		struct diag d;

		diag_init(&d);
		assert_int_equal(show(&got, &d, str_of(cases[i].text)), -1);
		assert_string_equal(got.p, cases[i].rows);
		assert_int_equal(d.n, 1);
		assert_string_equal(d.msgs[0].loc.file, "f.csv");
		assert_int_equal(d.msgs[0].loc.line, cases[i].line);
		assert_int_equal(d.msgs[0].loc.col, cases[i].col);
		assert_non_null(strstr(d.msgs[0].text, cases[i].message));
		diag_free(&d);
		buf_free(&got);
	}
}

static void
test_too_many_fields(void **state)
{
	struct buf text = BUF_INIT, got = BUF_INIT;
	struct diag d;
	int i;

	(void)state;
	diag_init(&d);
	for (i = 1; i < CSV_FIELDS; i++)
		buf_adds(&text, "x,");
	buf_adds(&text, "x");
	assert_int_equal(show(&got, &d, buf_str(&text)), 0);
	buf_adds(&text, ",x");
	assert_int_equal(show(&got, &d, buf_str(&text)), -1);
	assert_non_null(strstr(d.msgs[0].text, "256 fields"));
	diag_free(&d);
	buf_free(&text);
	buf_free(&got);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_errors),
		cmocka_unit_test(test_too_many_fields),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
