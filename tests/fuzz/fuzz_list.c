/*
 * fuzz_list.c - any bytes as an uploaded list: encoding, rows, columns, numbers, shares, tables.
 *
 * Whatever comes in: it becomes UTF-8; rows lie on later and later lines; amounts are none or sound; the
 * measures add up; no cell of a table begins as a formula; a table is CSV that our strict reader takes, with
 * a row for each line.
 */
#include <math.h>

#include "../unit/search/fixture_db.h"
#include "base/amount.h"
#include "base/charset.h"
#include "base/csv.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "search/account.h"

static struct store *store;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	char path[] = "/tmp/fuzz-list-XXXXXX";
	int fd = mkstemp(path);
	struct diag d;

	(void)argc;
	(void)argv;
	check(fd >= 0 && close(fd) == 0, "a temporary file");
	fixture_db_write(path, "r1", NULL);
	diag_init(&d);
	store = store_open(&d, path);
	check(store != NULL, "the index opens");
	check(unlink(path) == 0, "the file goes, the open index stays");
	diag_free(&d);
	return 0;
}

static void
check_amount(struct str s)
{
	double point, comma;
	enum amount_status one = amount_read(s, false, &point),
			   two = amount_read(s, true, &comma);
	int style = amount_style(s);

	check(one == two || (one != AMOUNT_UNREADABLE && two != AMOUNT_UNREADABLE),
	    "readable or not, however it is read");
	check(point >= 0 && point <= AMOUNT_MAX && comma >= 0 && comma <= AMOUNT_MAX,
	    "an amount is one");
	check(style == 0 || one != AMOUNT_OK || point == comma, "one way to read it");
	(void)amount_has_currency(s);
}

static void
check_measures(const struct account *ac)
{
	enum account_by by;
	size_t i, lines = 0;

	for (by = BY_LINES; by < ACCOUNT_BY__MAX; by++) {
		const struct account_measure *m = &ac->by[by];

		check(m->present == (m->total > 0), "present when there is something");
		check(!m->present || m->first != NULL, "and then somebody is first");
		check(m->lead >= 0 && m->lead <= m->total, "a lead is part of the whole");
		check(m->second == NULL ||
			  account_amount(m->second, by) <= account_amount(m->first, by),
		    "the second is not before the first");
	}
	for (i = 0; i < ac->n_groups; i++)
		lines += ac->groups[i].lines;
	check(lines == ac->codes->good, "the headings have all good lines");
	check(ac->special + ac->unplaced + ac->codes->good == ac->codes->n,
	    "every line is one of three");
}

static void
check_table(struct arena *a, const struct codes *c)
{
	struct buf b = BUF_INIT;
	struct csv_row row;
	struct diag d;
	struct csv csv;
	size_t rows = 0, i;
	int rc;

	account_lines_csv(&b, c);
	check(utf8_valid(buf_str(&b)) == b.n, "a table is UTF-8");
	diag_init(&d);
	csv_init(&csv, "f", buf_str(&b));
	while ((rc = csv_next(&d, &csv, a, &row)) > 0) {
		check(row.n == 12, "as many columns as in the first row");
		for (i = 0; i < row.n; i++)
			check(row.field[i].n == 0 || row.field[i].p[0] == '\0' ||
				  strchr("=+-@\t\r", row.field[i].p[0]) == NULL,
			    "no formula");
		rows++;
	}
	check(rc == 0 && rows == c->n + 1, "one row a line");
	diag_free(&d);
	buf_clear(&b);
	account_shares_csv(&b, c);
	buf_clear(&b);
	account_list(&b, c);
	check(utf8_valid(buf_str(&b)) == b.n, "the list anew is UTF-8");
	buf_free(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	/* A copy of exactly this size, so that ASan sees a byte read too far. */
	char *bytes = malloc(n != 0 ? n : 1);
	struct buf text = BUF_INIT;
	struct account ac;
	struct codes c;
	struct arena a;
	size_t i;

	check(bytes != NULL, "memory");
	if (n != 0)
		memcpy(bytes, data, n);
	arena_init(&a, 0);
	(void)charset_to_utf8(
	    &text, (struct str){ bytes, n }, charset_guess((struct str){ bytes, n }));
	check(utf8_valid(buf_str(&text)) == text.n, "UTF-8");
	check_amount(buf_str(&text));
	codes_read(&c, &a, store, buf_str(&text));
	for (i = 0; i < c.n; i++)
		check(i == 0 || c.lines[i].line >= c.lines[i - 1].line, "in the order given");
	account_of(&ac, &a, &c);
	check_measures(&ac);
	check_table(&a, &c);
	buf_free(&text);
	arena_free(&a);
	free(bytes);
	return 0;
}
