#include "index/lines.h"

#include <string.h>

#include "model/tariff.h"

static int
put_edition(struct diag *d, struct db *db, const struct tariff *t)
{
	struct db_stmt *s = db_prepare(d, db, "INSERT INTO meta VALUES ('hts_edition', ?)");
	int rc;

	if (s == NULL)
		return -1;
	db_bind_text(s, 1, t->edition);
	rc = db_run(d, s);
	db_stmt_free(s);
	return rc;
}

static int
put_lines(struct diag *d, struct db *db, const struct tariff *t)
{
	struct db_stmt *s = db_prepare(d, db, "INSERT INTO line VALUES (?, ?, ?, ?)");
	struct buf text = BUF_INIT;
	struct tariff_line *v;
	struct arena a;
	size_t i, n;
	int rc = s == NULL ? -1 : 0;

	arena_init(&a, 0);
	v = tariff_lines(&a, t, &n);
	for (i = 0; rc == 0 && i < n; i++) {
		buf_clear(&text);
		if (v[i].row != TARIFF_NONE)
			tariff_meaning(&text, t, v[i].row);
		db_bind_text(s, 1, v[i].code);
		db_bind_str(s, 2, (struct str){ v[i].code, 4 });
		db_bind_int(s, 3, v[i].row != TARIFF_NONE ? t->rows[v[i].row].indent : 0);
		db_bind_str(s, 4, buf_str(&text));
		rc = db_run(d, s);
	}
	arena_free(&a);
	buf_free(&text);
	db_stmt_free(s);
	return rc;
}

/* Each row's own text once: a parent's words count once for the heading, not for every line. */
static void
heading_text(struct buf *out, const struct tariff *t, const char *heading)
{
	size_t n, i = tariff_heading(t, heading, &n);

	for (; n > 0; n--, i++)
		buf_addf(out, "%s. ", t->rows[i].text);
}

static int
put_words(struct diag *d, struct db *db, const struct site *site, struct words *words,
    struct vocabulary *vocabulary)
{
	struct db_stmt *s =
	    db_prepare(d, db, "INSERT INTO fts_line(rowid, text) VALUES (?, ?)");
	struct buf text = BUF_INIT;
	struct arena a;
	int64_t id = 0;
	size_t i, j;
	int rc = s == NULL ? -1 : 0;

	arena_init(&a, 0);
	for (i = 0; rc == 0 && i < site->n_chapters; i++) {
		for (j = 0; rc == 0 && j < site->chapters[i].n_headings; j++) {
			buf_clear(&text);
			heading_text(&text, site->tariff, site->chapters[i].headings[j].code);
			vocabulary_add(vocabulary, buf_str(&text));
			db_bind_int(s, 1, ++id);
			db_bind_text(s, 2, words_terms(words, &a, buf_str(&text)));
			rc = db_run(d, s);
			arena_reset(&a);
		}
	}
	arena_free(&a);
	buf_free(&text);
	db_stmt_free(s);
	return rc;
}

int
lines_write(struct diag *d, struct db *db, const struct site *site, struct words *words,
    struct vocabulary *vocabulary)
{
	if (site->tariff == NULL)
		return 0;
	if (put_edition(d, db, site->tariff) != 0 || put_lines(d, db, site->tariff) != 0)
		return -1;
	return put_words(d, db, site, words, vocabulary);
}
