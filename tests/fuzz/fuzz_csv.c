/*
 * fuzz_csv.c - any bytes as comma-separated values, and as an export of the tariff schedule.
 *
 * Whatever comes in: a reader that ends without an error has read fields that, written with every
 * field in quotes, are read again the same, and row numbers that agree with the line breaks; an error
 * is one message within the text.  An export that is taken is kept and read again the same; a
 * cleaned description holds neither control bytes nor double spaces, and is UTF-8.
 */
#include <string.h>

#include "base/csv.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "model/plain.h"
#include "model/tariff_import.h"

static size_t
breaks(struct str s)
{
	size_t i, n = 0;

	for (i = 0; i < s.n; i++)
		n += s.p[i] == '\n';
	return n;
}

static void
add_quoted(struct buf *out, const struct csv_row *row)
{
	size_t i, j;

	for (i = 0; i < row->n; i++) {
		buf_adds(out, i > 0 ? ",\"" : "\"");
		for (j = 0; j < row->field[i].n; j++) {
			if (row->field[i].p[j] == '"')
				buf_addc(out, '"');
			buf_addc(out, row->field[i].p[j]);
		}
		buf_addc(out, '"');
	}
	buf_adds(out, "\r\n");
}

/* Read TEXT; write what was read to OUT.  What csv_next() said in the end. */
static int
copy(struct buf *out, struct str text)
{
	size_t lines = breaks(text) + 1, last = 0;
	struct csv_row row;
	struct arena a;
	struct diag d;
	struct csv csv;
	int rc;

	arena_init(&a, 0);
	diag_init(&d);
	csv_init(&csv, "f", text);
	while ((rc = csv_next(&d, &csv, &a, &row)) > 0) {
		check(row.n > 0, "a row has a field");
		check(row.line > last && row.line <= lines, "rows stand on later lines");
		last = row.line;
		add_quoted(out, &row);
	}
	check((rc < 0) == (d.n == 1), "one message says what is wrong");
	check(d.n == 0 || (d.msgs[0].loc.line <= lines && d.msgs[0].loc.col <= text.n + 1),
	    "the message is within the text");
	check(csv_next(&d, &csv, &a, &row) == 0 && d.n <= 1, "the end is the end");
	diag_free(&d);
	arena_free(&a);
	return rc;
}

static void
cleaning(struct str s)
{
	struct buf b = BUF_INIT;
	size_t i;

	plain_add(&b, s);
	check(utf8_valid(buf_str(&b)) == b.n, "a cleaned text is UTF-8");
	for (i = 0; i < b.n; i++) {
		check((unsigned char)b.p[i] >= ' ' && b.p[i] != 0x7F, "without control bytes");
		check(b.p[i] != ' ' || (i > 0 && i + 1 < b.n && b.p[i - 1] != ' '),
		    "single spaces, none at the ends");
	}
	buf_free(&b);
}

/* All of an edition, for comparing. */
static void
exporting(struct str s)
{
	struct buf one = BUF_INIT, two = BUF_INIT;
	struct tariff t, again;
	struct arena a;
	struct diag d;
	size_t n;

	arena_init(&a, 0);
	diag_init(&d);
	tariff_init(&t, &a, "f");
	t.imported = (struct date){ 2026, 11, 21 };
	if (tariff_csv(&d, &t, s) == 0 && tariff_finish(&d, &t) == 0) {
		check(d.errors == 0, "what is taken has no errors");
		(void)tariff_lines(&a, &t, &n); /* must not read what is not there */
		tariff_write(&one, &t);
		tariff_init(&again, &a, "f");
		check(tariff_read(&d, &again, buf_str(&one)) == 0, "kept is readable");
		tariff_write(&two, &again);
		check(str_eq(buf_str(&one), buf_str(&two)), "kept is what it was");
	} else {
		check(d.errors > 0, "what is refused has errors");
	}
	diag_free(&d);
	arena_free(&a);
	buf_free(&one);
	buf_free(&two);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* A copy of exactly this size, so that ASan sees a byte read too far. */
	char *bytes = malloc(size != 0 ? size : 1);
	struct buf one = BUF_INIT, two = BUF_INIT;
	struct str s = { bytes, size };

	check(bytes != NULL, "memory");
	if (size != 0)
		memcpy(bytes, data, size);
	if (copy(&one, s) == 0) {
		check(copy(&two, buf_str(&one)) == 0, "what was written is readable");
		check(str_eq(buf_str(&one), buf_str(&two)), "written and read again the same");
	}
	cleaning(s);
	exporting(s);
	buf_free(&one);
	buf_free(&two);
	free(bytes);
	return 0;
}
