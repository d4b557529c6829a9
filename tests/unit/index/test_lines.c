/* An imported edition in search.db: numbers with their meaning, words by heading. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/lines.h"
#include "model/tariff.h"

struct world {
	struct diag diag;
	struct site site;
	struct chapter chapter;
	struct heading headings[2];
	struct tariff tariff;
	struct words *words;
	struct vocabulary *vocabulary;
	struct db *db;
};

static void
add(struct world *w, const char *code, const char *indent, const char *text)
{
	tariff_add(&w->diag, &w->tariff, str_of(code), str_of(indent), str_of(text), 1);
}

static int
setup(void **state)
{
	struct world *w = xalloc(sizeof(*w));

	*w = (struct world){ .headings = { { .code = "7317" }, { .code = "7319" } } };
	*state = w;
	diag_init(&w->diag);
	arena_init(&w->site.arena, 0);
	w->chapter = (struct chapter){ .headings = w->headings, .n_headings = 2 };
	w->site.chapters = &w->chapter;
	w->site.n_chapters = 1;
	tariff_init(&w->tariff, &w->site.arena, "f");
	add(w, "7317", "0", "Nails");
	add(w, "7317.00.10.10", "1", "Galvanized tacks");
	add(w, "7318", "0", "Screws");
	add(w, "7319", "0", "Needles");
	add(w, "", "1", "Bodkins");
	add(w, "7319.40", "2", "Crooked");
	assert_int_equal(tariff_finish(&w->diag, &w->tariff), 0);
	w->tariff.edition = "Edition";
	w->words = words_new();
	w->vocabulary = vocabulary_new(w->words);
	w->db = db_create(&w->diag, ":memory:");
	return w->db != NULL ? 0 : -1;
}

static int
teardown(void **state)
{
	struct world *w = *state;

	db_close(w->db);
	vocabulary_free(w->vocabulary);
	words_free(w->words);
	arena_free(&w->site.arena);
	diag_free(&w->diag);
	free(w);
	return 0;
}

static void
expect(struct world *w, const char *sql, const char *want)
{
	struct db_stmt *s = db_prepare(&w->diag, w->db, sql);
	struct buf got = BUF_INIT;

	assert_non_null(s);
	while (db_step(s) == DB_ROW)
		buf_addf(&got, "%s%s", got.n > 0 ? ";" : "", db_col_text(s, 0));
	db_stmt_free(s);
	assert_string_equal(got.p, want);
	buf_free(&got);
}

static void
test_none(void **state)
{
	struct world *w = *state;

	assert_int_equal(lines_write(&w->diag, w->db, &w->site, w->words, w->vocabulary), 0);
	expect(w, "SELECT count(*) FROM line", "0");
	expect(w, "SELECT count(*) FROM meta", "0");
}

static void
test_written(void **state)
{
	struct world *w = *state;

	w->site.tariff = &w->tariff;
	assert_int_equal(lines_write(&w->diag, w->db, &w->site, w->words, w->vocabulary), 0);
	assert_int_equal(vocabulary_write(w->vocabulary, &w->diag, w->db), 0);
	expect(w, "SELECT value FROM meta WHERE key = 'hts_edition'", "Edition");
	expect(w, "SELECT code || ' ' || heading || ' ' || indent || ' ' || text FROM line",
	    "731700 7317 1 Nails > Galvanized tacks;73170010 7317 1 Nails > Galvanized tacks;"
	    "7317001010 7317 1 Nails > Galvanized tacks;731940 7319 2 Needles > Bodkins > "
	    "Crooked");
	/* By the numbers that the site's headings have; 7318 is none of them. */
	expect(w, "SELECT rowid FROM fts_line WHERE fts_line MATCH 'galvan'", "1");
	expect(w, "SELECT rowid FROM fts_line WHERE fts_line MATCH 'bodkin'", "2");
	expect(w, "SELECT count(*) FROM fts_line WHERE fts_line MATCH 'screw'", "0");
	expect(w, "SELECT n FROM word WHERE surface = 'galvanized'", "1");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_none, setup, teardown),
		cmocka_unit_test_setup_teardown(test_written, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
