#include "cmd/eval_base.h"

#include <string.h>

#include "db/db.h"

#define MAX_WORDS 64

/* A simple search: a statement whose first column is a Center's slug or a heading's number. */
struct baseline {
	const char *group, *sql;
	const char *between; /* of the query's words */
	bool terms; /* compare terms, not words */
};

/* The Centers' pages in a full-text table of their own, in memory, so that only they are weighed. */
static int
make_centers(struct diag *d, struct db *db)
{
	static const char *const statements[] = {
		"PRAGMA query_only=0", /* of this connection; the file itself is immutable */
		"PRAGMA temp_store=2",
		"CREATE VIRTUAL TABLE temp.paragraphs USING fts5(text, slug UNINDEXED, "
		"tokenize='porter unicode61 remove_diacritics 2')",
		"INSERT INTO temp.paragraphs SELECT page.text, center.slug FROM page "
		"JOIN center ON center.url = page.url WHERE page.kind = 'center'",
	};
	size_t i;

	for (i = 0; i < sizeof(statements) / sizeof(statements[0]); i++) {
		struct db_stmt *st = db_prepare(d, db, statements[i]);
		enum db_step step;

		if (st == NULL)
			return -1;
		step = db_step(st);
		if (step == DB_ROW) /* a pragma tells its value */
			step = db_step(st);
		db_stmt_free(st);
		if (step != DB_DONE)
			return db_damaged(d, db);
	}
	return 0;
}

/* The words of QUERY that carry goods, quoted, BETWEEN them. */
static void
match_of(struct buf *out, struct arena *a, const struct eval *e, struct str query,
    const struct baseline *b)
{
	struct word w[MAX_WORDS];
	size_t i, n = words_split(e->store->words, a, query, w, MAX_WORDS);

	buf_clear(out);
	for (i = 0; i < n; i++)
		if ((w[i].flags & WORD_STOP) == 0)
			buf_addf(out, "%s\"%s\"", out->n > 0 ? b->between : "",
			    b->terms ? w[i].term : w[i].surface);
}

static const struct store_center *
first_center(
    const struct eval *e, struct db_stmt *st, const struct baseline *b, const struct buf *match)
{
	const struct store_center *c = NULL;

	if (match->n == 0)
		return NULL;
	db_bind_str(st, 1, buf_str(match));
	if (db_step(st) == DB_ROW) {
		size_t h = b->terms ? (size_t)db_col_int(st, 0) - 1 : 0;

		if (!b->terms)
			c = store_center(e->store, db_col_str(st, 0));
		else if (h < e->store->n_headings)
			c = e->store->headings[h].rule->center;
	}
	db_reset(st);
	return c;
}

static int
run_baseline(struct eval *e, struct eval_tally *out, struct db *db, const struct baseline *b)
{
	struct db_stmt *st = db_prepare(e->diag, db, b->sql);
	struct eval_group *g = eval_group(out, str_of(b->group));
	struct buf match = BUF_INIT;
	struct arena a;
	size_t i;

	if (st == NULL)
		return -1;
	arena_init(&a, 0);
	for (i = 0; i < e->n_outcomes; i++) {
		const struct eval_row *row = e->outcomes[i].row;
		const struct store_center *c;

		if (row->file->kind != EVAL_PRODUCTS)
			continue;
		arena_reset(&a);
		match_of(&match, &a, e, row->query, b);
		c = first_center(e, st, b, &match);
		eval_count(
		    out, g, "center@1", c != NULL && eval_right(e->store, row->want, c, NULL));
		eval_count(out, g, "none", c == NULL);
	}
	arena_free(&a);
	buf_free(&match);
	db_stmt_free(st);
	return 0;
}

int
eval_baselines(struct eval *e, struct eval_tally *out, const char *index)
{
	static const struct baseline table[] = {
		{ "baseline: Center paragraphs",
		    "SELECT slug FROM temp.paragraphs WHERE paragraphs MATCH ? "
		    "ORDER BY bm25(paragraphs), slug LIMIT 1",
		    " OR ", false },
		{ "baseline: plain FTS5 AND",
		    "SELECT rowid FROM fts_heading WHERE fts_heading MATCH ? "
		    "ORDER BY bm25(fts_heading), rowid LIMIT 1",
		    " ", true },
	};
	struct db *db = db_open(e->diag, index);
	size_t i;
	int rc;

	if (db == NULL)
		return -1;
	rc = make_centers(e->diag, db);
	for (i = 0; rc == 0 && i < sizeof(table) / sizeof(table[0]); i++)
		rc = run_baseline(e, out, db, &table[i]);
	db_close(db);
	return rc;
}
