/* WordNet's files to rows: what counts as a target, in which order, and what is left out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/fs.h"
#include "index/wordnet.h"
#include "index/wordnet_files.h"

#define FILES "tests/vectors/wordnet"

struct world {
	char dir[32];
	struct arena arena;
	struct diag diag;
	struct words *words;
};

static int
setup(void **state)
{
	struct world *w = xalloc(sizeof(*w));

	*w = (struct world){ .dir = "/tmp/cee-wordnet-XXXXXX", .words = words_new() };
	arena_init(&w->arena, 0);
	diag_init(&w->diag);
	*state = w;
	return mkdtemp(w->dir) != NULL ? 0 : -1;
}

static int
teardown(void **state)
{
	struct world *w = *state;

	assert_int_equal(fs_remove(&w->diag, w->dir), 0);
	words_free(w->words);
	diag_free(&w->diag);
	arena_free(&w->arena);
	free(w);
	return 0;
}

/* An index with a few names and what WordNet adds, open for reading; NULL when that failed. */
static struct db *
written(struct world *w, const char *files)
{
	static const char *const names[] = { "t-shirts", "sweaters", "washing machines" };
	const char *path = fs_join(&w->arena, w->dir, "search.db");
	struct db *db = db_create(&w->diag, path);
	struct wordnet_input *in;
	struct db_stmt *s;
	size_t i;
	int rc;

	assert_non_null(db);
	s = db_prepare(&w->diag, db,
	    "INSERT INTO name(heading, code, kind, text, terms, head) "
	    "VALUES (1, '6109', 'name', ?1, ?2, '')");
	assert_non_null(s);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		db_bind_text(s, 1, names[i]);
		db_bind_text(s, 2, words_terms(w->words, &w->arena, str_of(names[i])));
		assert_int_equal(db_run(&w->diag, s), 0);
	}
	db_stmt_free(s);
	s = db_prepare(&w->diag, db, "INSERT INTO word VALUES ('sweater', 1)");
	assert_non_null(s);
	assert_int_equal(db_run(&w->diag, s), 0);
	db_stmt_free(s);
	in = wordnet_input_read(files);
	rc = wordnet_write(&w->diag, db, w->words, in);
	wordnet_input_free(in);
	if (rc != 0) {
		db_close(db);
		return NULL;
	}
	/* db_finish() checks references too: the heading of the names. */
	s = db_prepare(
	    &w->diag, db, "INSERT INTO heading VALUES (1, '6109', 'T-shirts', '61', 'Tops.')");
	assert_int_equal(db_run(&w->diag, s), 0);
	db_stmt_free(s);
	assert_int_equal(db_finish(&w->diag, db), 0);
	return db_open(&w->diag, path);
}

/* All rows of SQL, apart by ";". */
static void
expect(struct world *w, struct db *db, const char *sql, const char *want)
{
	struct db_stmt *s = db_prepare(&w->diag, db, sql);
	struct buf got = BUF_INIT;

	assert_non_null(s);
	while (db_step(s) == DB_ROW)
		buf_addf(&got, "%s%s", got.n > 0 ? ";" : "", db_col_text(s, 0));
	db_stmt_free(s);
	assert_string_equal(got.p, want);
	buf_free(&got);
}

static const char rows[] =
    "SELECT lemma || ' ' || target || ' ' || weight || ' ' || path FROM wordnet "
    "ORDER BY lemma, weight DESC";

static void
test_rows(void **state)
{
	struct world *w = *state;
	struct db *db = written(w, FILES);

	assert_non_null(db);
	expect(w, db, rows,
	    /* A sense that is no thing is passed over; one step up is unknown, two are not. */
	    "flunk machine 25 spinner;"
	    "flunken machine 25 spinner;" /* its irregular form */
	    "glorp machine 50 ;" /* food keeps its capital; the plant Zorpus does not count */
	    "snugtop sweater 80 =;" /* another word for the same */
	    "snugtop t-shirt 20 ;" /* the second sense, of two words */
	    "spinner machine 50 ;"
	    "zorptop t-shirt 40 ");
	/* Neither words of the texts nor "sweeter", which is a way to write one of a name here.  The
	 * texts have "machines", and "machine" is real as well. */
	expect(w, db, "SELECT replace(lines, char(10), ' ') FROM real_word",
	    "bzzfly drone flunk flunken glorp grimblier grimbly machine smode smoodle snugtop "
	    "spinner "
	    "thing throughly wearable whimsy zorptop ");
	db_close(db);
	assert_int_equal(w->diag.n, 0);
}

static void
test_same_twice(void **state)
{
	struct world *w = *state;
	struct buf one = BUF_INIT, two = BUF_INIT;
	const char *path = fs_join(&w->arena, w->dir, "search.db");

	db_close(written(w, FILES));
	assert_int_equal(fs_read(&w->diag, &one, path, 1u << 24), 0);
	db_close(written(w, FILES));
	assert_int_equal(fs_read(&w->diag, &two, path, 1u << 24), 0);
	assert_int_equal(one.n, two.n);
	assert_memory_equal(one.p, two.p, one.n);
	buf_free(&one);
	buf_free(&two);
}

/* Without the files: one warning, empty tables, no error. */
static void
test_missing(void **state)
{
	struct world *w = *state;
	struct db *db = written(w, fs_join(&w->arena, w->dir, "none"));

	assert_non_null(db);
	assert_int_equal(w->diag.errors, 0);
	assert_int_equal(w->diag.warnings, 1);
	expect(w, db, rows, "");
	expect(w, db, "SELECT lines FROM real_word", "");
	db_close(db);
}

/* A line that is not in the format is an error with its file and line. */
static void
test_damaged(void **state)
{
	static const struct {
		const char *file, *text;
	} cases[] = {
		{ "data.noun", "00000000 06 n zz thing 0 000 | gloss\n" },
		{ "data.noun", "offset 06 n 01 thing 0 000 | gloss\n" },
		{ "data.noun", "00000000 06 n 01 thing 0 001 @ here n 0000 | gloss\n" },
		{ "data.noun", "00000000 06 n 01 thing 0 999 | gloss\n" },
		{ "data.noun", "00000009 06 n 01 a 0 000 | x\n00000009 06 n 01 b 0 000 | x\n" },
		{ "index.noun", "thing n one 0 1 0 00000000\n" },
		{ "index.noun", "thing n 2 0 2 0 00000000\n" },
		{ "noun.exc", "alone\n" },
	};
	static const char *const files[] = { "data.noun", "index.noun", "data.verb", "data.adj",
		"data.adv", "noun.exc", "verb.exc", "adj.exc" };
	struct world *w = *state;
	size_t i, j;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct wordnet net;
		struct diag d;

		diag_init(&d);
		for (j = 0; j < sizeof(files) / sizeof(files[0]); j++)
			assert_int_equal(
			    fs_write(&d, fs_join(&w->arena, w->dir, files[j]),
				str_of(
				    strcmp(files[j], cases[i].file) == 0 ? cases[i].text : "")),
			    0);
		assert_true(wordnet_there(&w->arena, w->dir));
		if (wordnet_load(&d, &w->arena, &net, w->dir) != -1)
			fail_msg("taken: %s", cases[i].text);
		assert_int_equal(d.errors, 1);
		assert_non_null(strstr(d.msgs[0].loc.file, cases[i].file));
		assert_true(d.msgs[0].loc.line > 0);
		diag_free(&d);
	}
}

static void
test_traps(void **state)
{
	unsigned i;

	(void)state;
	for (i = 0; i < wordnet_traps_n; i++) {
		const struct wordnet_trap *t = &wordnet_traps[i];
		int c = i > 0 ? strcmp(t[-1].lemma, t->lemma) : -1;

		if (c > 0 || (c == 0 && (t[-1].target == NULL || t->target == NULL ||
					    strcmp(t[-1].target, t->target) >= 0)))
			fail_msg("%s stands in the wrong place", t->lemma);
		assert_true(t->reason[0] != '\0');
		assert_true(wordnet_trap(t->lemma, t->target));
	}
	for (i = 0; i < wordnet_vagues_n; i++) {
		assert_true(i == 0 || strcmp(wordnet_vagues[i - 1], wordnet_vagues[i]) < 0);
		assert_true(wordnet_vague(wordnet_vagues[i]));
	}
	assert_true(wordnet_trap("drone", "bee"));
	assert_true(wordnet_trap("rattail", "soft-finned fish"));
	assert_false(wordnet_trap("rattail", "file"));
	assert_false(wordnet_trap("barbell", "weight"));
	assert_false(wordnet_vague("weight"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_rows, setup, teardown),
		cmocka_unit_test_setup_teardown(test_same_twice, setup, teardown),
		cmocka_unit_test_setup_teardown(test_missing, setup, teardown),
		cmocka_unit_test_setup_teardown(test_damaged, setup, teardown),
		cmocka_unit_test(test_traps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
