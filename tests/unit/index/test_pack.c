/* An index to a pack and back: every row of every table, the full text; packs that are no packs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "db/db.h"
#include "index/named.h"
#include "index/pack.h"

static char dir[] = "/tmp/test_pack.XXXXXX";
static const char *const names[] = { "t-shirts", "leather leash for dogs", "sewing machine",
	"JALAPE\xC3\x91O", "7664-93-9", "correas para perros" };
#define N_NAMES (sizeof(names) / sizeof(names[0]))

static void
run(struct diag *d, struct db *db, const char *sql)
{
	struct db_stmt *st = db_prepare(d, db, sql);

	assert_non_null(st);
	assert_int_equal(db_run(d, st), 0);
	db_stmt_free(st);
}

/* Names as the indexer writes them, and the full text of their heading. */
static void
put_names(struct diag *d, struct db *db)
{
	struct words *words = words_new();
	struct db_stmt *st;
	struct buf all = BUF_INIT;
	struct arena a;
	size_t i;

	arena_init(&a, 0);
	st = db_prepare(
	    d, db, "INSERT INTO name(heading, kind, text, terms, head) VALUES (2, ?, ?, ?, ?)");
	for (i = 0; i < N_NAMES; i++) {
		struct named n;

		named_read(&n, words, i == 5 ? LANG_ES : LANG_EN, &a, names[i]);
		buf_addf(&all, "%s ", n.terms);
		db_bind_text(st, 1, i == 4 ? "cas" : i == 5 ? "es" : "name");
		db_bind_text(st, 2, names[i]);
		db_bind_text(st, 3, strcmp(n.terms, names[i]) != 0 ? n.terms : NULL);
		db_bind_text(st, 4, n.head);
		assert_int_equal(db_run(d, st), 0);
	}
	db_stmt_free(st);
	st = db_prepare(
	    d, db, "INSERT INTO fts_heading(rowid, title, scope, names) VALUES (2, ?, ?, ?)");
	db_bind_text(st, 1, words_terms(words, &a, STR("Other shirts")));
	db_bind_text(st, 2, words_terms(words, &a, STR("Warm things")));
	db_bind_str(st, 3, buf_str(&all));
	assert_int_equal(db_run(d, st), 0);
	db_stmt_free(st);
	buf_free(&all);
	arena_free(&a);
	words_free(words);
}

static void
make(struct diag *d, const char *path)
{
	static const char *const rows[] = {
		"INSERT INTO meta VALUES ('release', 'r1'), ('built', '')",
		"INSERT INTO center VALUES ('a', 0, 1, 'A', '', 'B', 'C', NULL, '/a/')",
		"INSERT INTO center VALUES ('b', 1, 2, 'B', '', 'B', 'C', 'b@example.org', "
		"'/b/')",
		"INSERT INTO rule VALUES ('61', '61', 'a', 'stated', 'S', NULL, NULL)",
		"INSERT INTO rule VALUES ('6109', '6110', 'b', 'inferred', 'S', '2016', 'N')",
		"INSERT INTO chapter VALUES ('61', 'Clothes', 'XI')",
		"INSERT INTO heading VALUES (1, '6109', 'T-shirts', '61', '')",
		"INSERT INTO heading VALUES (2, '6110', 'Other shirts', '61', 'Warm things')",
		"INSERT INTO line VALUES ('610910', '6109', -3, 'Of cotton')",
		"INSERT INTO line VALUES ('610990', '6109', 9223372036854775807, 'Other')",
		"INSERT INTO line VALUES ('611010', '6110', -9223372036854775807, 'x')",
		"INSERT INTO page(url, kind, title, also, text) VALUES "
		"('/p/', 'page', 'Protests', '', 'How to protest a duty.')",
		"INSERT INTO opinion VALUES ('a', 0.1, -2.5e-300, x'00ff80'), ('b', 1.0, 0.0, "
		"x'')",
		"INSERT INTO real_word VALUES ('abc' || char(10) || 'bcd' || char(10))",
		"INSERT INTO fts_heading(rowid, title, scope, names) VALUES (1, 't shirt', '', "
		"'')",
		"INSERT INTO fts_page_in(rowid, title, also, text) VALUES (7, 'protest', '', "
		"'')",
		"INSERT INTO fts_line(rowid, text) VALUES (1, 'of cotton other')",
	};
	struct db *db = db_create(d, path);
	size_t i;

	assert_non_null(db);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		run(d, db, rows[i]);
	put_names(d, db);
	assert_int_equal(db_finish(d, db), 0);
}

/* All that SQL gives, a line for each row. */
static void
dump(struct diag *d, struct buf *out, struct db *db, const char *sql)
{
	struct db_stmt *st = db_prepare(d, db, sql);
	int i;

	assert_non_null(st);
	buf_addf(out, "%s\n", sql);
	while (db_step(st) == DB_ROW) {
		for (i = 0; i < db_cols(st); i++) {
			enum db_type type = db_col_type(st, i);

			buf_addf(out, "%d:", (int)type);
			if (type == DB_BLOB)
				buf_addstr(out, db_col_blob(st, i));
			else if (type == DB_REAL)
				buf_addf(out, "%a", db_col_real(st, i));
			else
				buf_addstr(out, db_col_str(st, i));
			buf_addc(out, '|');
		}
		buf_addc(out, '\n');
	}
	db_stmt_free(st);
}

static void
dump_all(struct diag *d, struct buf *out, struct db *db)
{
	struct db_stmt *st;
	struct arena a;

	assert_non_null(db);
	arena_init(&a, 0);
	st = db_prepare(d, db,
	    "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND "
	    "name NOT LIKE 'sqlite%' AND name NOT LIKE 'fts%' ORDER BY name");
	while (db_step(st) == DB_ROW)
		dump(d, out, db, arena_printf(&a, "SELECT * FROM \"%s\"", db_col_text(st, 0)));
	db_stmt_free(st);
	dump(d, out, db, "PRAGMA user_version");
	dump(d, out, db,
	    "SELECT rowid, bm25(fts_heading) FROM fts_heading WHERE fts_heading "
	    "MATCH 'shirt OR leash OR warm' ORDER BY rowid");
	dump(d, out, db,
	    "SELECT rowid, bm25(fts_page) FROM fts_page WHERE fts_page MATCH 'protests'");
	dump(d, out, db,
	    "SELECT rowid, bm25(fts_line) FROM fts_line WHERE fts_line MATCH 'cotton'");
	dump(d, out, db,
	    "SELECT rowid, bm25(fts_page_in) FROM fts_page_in WHERE fts_page_in MATCH "
	    "'protest'");
	arena_free(&a);
	db_close(db);
}

static void
there_and_back(void **state)
{
	struct buf pack = BUF_INIT, want = BUF_INIT, got = BUF_INIT;
	struct arena a;
	struct diag d;
	const char *from;

	(void)state;
	arena_init(&a, 0);
	diag_init(&d);
	from = arena_printf(&a, "%s/from.db", dir);
	make(&d, from);
	assert_int_equal(pack_write(&d, &pack, from), 0);
	dump_all(&d, &want, db_open(&d, from));
	dump_all(&d, &got, pack_open(&d, buf_str(&pack)));
	assert_string_equal(got.p, want.p);
	assert_non_null(strstr(want.p, "leash"));
	diag_print(&d, stderr);
	assert_int_equal(d.n, 0);
	assert_int_equal(unlink(from), 0);
	buf_free(&pack);
	buf_free(&want);
	buf_free(&got);
	diag_free(&d);
	arena_free(&a);
}

static void
no_packs(void **state)
{
	struct buf pack = BUF_INIT;
	struct arena a;
	struct diag d;
	const char *from;
	size_t n;

	(void)state;
	arena_init(&a, 0);
	diag_init(&d);
	from = arena_printf(&a, "%s/from.db", dir);
	make(&d, from);
	assert_int_equal(pack_write(&d, &pack, from), 0);
	/* Cut anywhere: said, each time. */
	for (n = 0; n < pack.n; n += n < 40 ? 1 : 17) {
		size_t before = d.n;

		assert_null(pack_open(&d, (struct str){ pack.p, n }));
		assert_true(d.n > before);
	}
	/* Another byte anywhere: read or refused, and nothing else. */
	for (n = 0; n < pack.n; n += 13) {
		pack.p[n] = (char)(pack.p[n] ^ 0x55);
		db_close(pack_open(&d, buf_str(&pack))); /* a text may have changed */
		pack.p[n] = (char)(pack.p[n] ^ 0x55);
	}
	pack.p[strlen(PACK_MAGIC)]++;
	assert_null(pack_open(&d, buf_str(&pack)));
	assert_non_null(strstr(d.msgs[d.n - 1].text, "version"));
	assert_int_equal(pack_write(&d, &pack, "/nowhere/search.db"), -1);
	assert_int_equal(unlink(from), 0);
	buf_free(&pack);
	diag_free(&d);
	arena_free(&a);
}

static int
setup(void **state)
{
	(void)state;
	return mkdtemp(dir) == NULL ? -1 : 0;
}

static int
teardown(void **state)
{
	(void)state;
	return rmdir(dir);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(there_and_back),
		cmocka_unit_test(no_packs),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
