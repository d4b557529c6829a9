#include "model/tariff_import.h"

#include "base/csv.h"
#include "base/utf8.h"
#include "model/plain.h"

enum column { NUMBER, INDENT, DESCRIPTION, COLUMN__MAX };

static const char *const column_names[] = {
	[NUMBER] = "HTS Number",
	[INDENT] = "Indent",
	[DESCRIPTION] = "Description",
};

enum tariff_format
tariff_format(struct str bytes)
{
	if (tariff_is_kept(bytes))
		return TARIFF_KEPT;
	if (str_starts(bytes, "\xEF\xBB\xBF"))
		bytes = str_skip(bytes, 3);
	bytes = str_trim(bytes);
	if (bytes.n == 0 || str_starts(bytes, "PK\x03\x04") || str_starts(bytes, "\xD0\xCF") ||
	    bytes.p[0] == '<' || str_chr(bytes, '\0') < bytes.n)
		return TARIFF_OTHER;
	return bytes.p[0] == '[' || bytes.p[0] == '{' ? TARIFF_JSON : TARIFF_CSV;
}

void
tariff_row(struct diag *d, struct tariff *t, struct str code, struct str indent,
    struct str text, unsigned line)
{
	struct buf plain = BUF_INIT;

	if (utf8_valid(text) == text.n) {
		plain_add(&plain, text);
		/* A colon says that lines follow, which the indent says as well. */
		while (
		    plain.n > 0 && (plain.p[plain.n - 1] == ':' || plain.p[plain.n - 1] == ' '))
			buf_truncate(&plain, plain.n - 1);
		text = buf_str(&plain);
	}
	tariff_add(d, t, code, indent, text, line);
	buf_free(&plain);
}

/* Where each column stands, by the row of names. */
static int
find_columns(struct diag *d, const struct tariff *t, const struct csv_row *head, size_t *place)
{
	size_t i, k;

	for (k = 0; k < COLUMN__MAX; k++) {
		for (i = 0; i < head->n; i++)
			if (str_is_nocase(str_trim(head->field[i]), column_names[k]))
				break;
		if (i == head->n)
			return diag_error(d, (struct loc){ t->file, head->line, 0 },
			    "no column \"%s\"; expected the names HTS Number, Indent and "
			    "Description in the first row",
			    column_names[k]);
		place[k] = i;
	}
	return 0;
}

int
tariff_csv(struct diag *d, struct tariff *t, struct str bytes)
{
	size_t place[COLUMN__MAX] = { 0 }, n;
	struct arena a; /* of one row */
	struct csv_row row;
	struct csv csv;
	int rc;

	arena_init(&a, 0);
	csv_init(&csv, t->file, bytes);
	rc = csv_next(d, &csv, &a, &row);
	if (rc == 0)
		rc = diag_error(d, (struct loc){ t->file, 0, 0 }, "the file is empty");
	else if (rc > 0)
		rc = find_columns(d, t, &row, place);
	for (n = row.n; rc >= 0;) {
		arena_reset(&a);
		rc = csv_next(d, &csv, &a, &row);
		if (rc <= 0)
			break;
		if (row.n != n)
			rc = diag_error(d, (struct loc){ t->file, row.line, 0 },
			    "%zu fields; expected %zu, as in the first row", row.n, n);
		else
			tariff_row(d, t, row.field[place[NUMBER]], row.field[place[INDENT]],
			    row.field[place[DESCRIPTION]], row.line);
	}
	arena_free(&a);
	return rc;
}

int
tariff_known(struct diag *d, const struct tariff *t, const struct site *site)
{
	size_t i, j, n, known = 0, all = 0;

	for (i = 0; i < site->n_chapters; i++) {
		for (j = 0; j < site->chapters[i].n_headings; j++) {
			(void)tariff_heading(t, site->chapters[i].headings[j].code, &n);
			known += n > 0;
			all++;
		}
	}
	if (known * 10 >= all * 9 && known > 0)
		return 0;
	return diag_error(d, (struct loc){ t->file, 0, 0 },
	    "holds %zu of the %zu headings in scopes/; expected nine in ten: is it the whole "
	    "schedule?",
	    known, all);
}
