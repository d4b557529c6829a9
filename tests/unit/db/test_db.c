#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/fs.h"
#include "db/db.h"

struct place {
	char dir[32];
	struct arena arena;
	struct diag diag;
	char *path; /* of the database */
};

static int
setup(void **state)
{
	struct place *p = calloc(1, sizeof(*p));

	if (p == NULL)
		return -1;
	(void)snprintf(p->dir, sizeof(p->dir), "%s", "/tmp/cee-db-XXXXXX");
	arena_init(&p->arena, 0);
	diag_init(&p->diag);
	*state = p;
	if (mkdtemp(p->dir) == NULL)
		return -1;
	p->path = fs_join(&p->arena, p->dir, "search.db");
	return 0;
}

static int
teardown(void **state)
{
	struct place *p = *state;
	int rc = fs_remove(&p->diag, p->dir);

	arena_free(&p->arena);
	diag_free(&p->diag);
	free(p);
	return rc;
}

/* One message, about the database's file, that holds TEXT. */
static void
assert_says(struct place *p, const char *text)
{
	if (p->diag.errors != 1)
		diag_print(&p->diag, stderr);
	assert_int_equal(p->diag.errors, 1);
	assert_string_equal(p->diag.msgs[0].loc.file, p->path);
	if (strstr(p->diag.msgs[0].text, text) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", p->diag.msgs[0].text, text);
	diag_free(&p->diag);
	diag_init(&p->diag);
}

static void
run(struct place *p, struct db *db, const char *sql)
{
	struct db_stmt *s = db_prepare(&p->diag, db, sql);

	assert_non_null(s);
	assert_int_equal(db_run(&p->diag, s), 0);
	db_stmt_free(s);
}

static int64_t
number(struct place *p, struct db *db, const char *sql)
{
	struct db_stmt *s = db_prepare(&p->diag, db, sql);
	int64_t v;

	assert_non_null(s);
	assert_int_equal(db_step(s), DB_ROW);
	v = db_col_int(s, 0);
	assert_int_equal(db_step(s), DB_DONE);
	db_stmt_free(s);
	return v;
}

static struct db *
create(struct place *p)
{
	struct db *db = db_create(&p->diag, p->path);

	assert_non_null(db);
	run(p, db, "INSERT INTO meta VALUES('mapping_date', '2026-11-21')");
	run(p, db,
	    "INSERT INTO page VALUES(1, '/faq/x/', 'faq', 'Liquidation', '', "
	    "'What liquidation of an entry is')");
	run(p, db,
	    "INSERT INTO fts_heading(rowid, title, scope, names) "
	    "VALUES(1, 'shirt', 'knit', 'tshirt')");
	return db;
}

static struct db *
opened(struct place *p)
{
	struct db *db = db_open(&p->diag, p->path);

	if (db == NULL)
		diag_print(&p->diag, stderr);
	assert_non_null(db);
	return db;
}

static void
there_and_back(void **state)
{
	struct place *p = *state;
	struct db *db = create(p);

	assert_int_equal(db_finish(&p->diag, db), 0);
	db = opened(p);
	assert_int_equal(number(p, db, "PRAGMA user_version"), DB_VERSION);
	assert_int_equal(number(p, db, "SELECT count(*) FROM meta"), 1);
	/* The page's text was indexed by db_finish, the heading's as it was inserted. */
	assert_int_equal(
	    number(p, db, "SELECT rowid FROM fts_page WHERE fts_page MATCH 'liquidations'"), 1);
	assert_int_equal(
	    number(p, db, "SELECT rowid FROM fts_heading WHERE fts_heading MATCH 'tshirt'"), 1);
	db_close(db);
	/* Made anew: nothing of the old one is left. */
	db = db_create(&p->diag, p->path);
	assert_non_null(db);
	assert_int_equal(db_finish(&p->diag, db), 0);
	db = opened(p);
	assert_int_equal(number(p, db, "SELECT count(*) FROM meta"), 0);
	db_close(db);
	db_close(NULL);
	assert_int_equal(p->diag.n, 0);
}

/* The same rows make the same file, and nothing lies beside it. */
static void
same_bytes(void **state)
{
	struct place *p = *state;
	struct buf one = BUF_INIT, two = BUF_INIT;
	struct fs_list names;

	assert_int_equal(db_finish(&p->diag, create(p)), 0);
	assert_int_equal(fs_read(&p->diag, &one, p->path, 1u << 24), 0);
	assert_int_equal(db_finish(&p->diag, create(p)), 0);
	assert_int_equal(fs_read(&p->diag, &two, p->path, 1u << 24), 0);
	assert_true(str_eq(buf_str(&one), buf_str(&two)));
	assert_int_equal(fs_names(&p->diag, &p->arena, p->dir, &names), 0);
	assert_int_equal(names.n, 1);
	buf_free(&one);
	buf_free(&two);
}

/* A path with what a URI would read as its own. */
static void
odd_paths(void **state)
{
	static const char *const names[] = { "a b.db", "a?mode=rw.db", "a#b.db", "a%41.db",
		"\xC3\xB1.db", "a&immutable=0.db" };
	struct place *p = *state;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		p->path = fs_join(&p->arena, p->dir, names[i]);
		assert_int_equal(db_finish(&p->diag, create(p)), 0);
		assert_true(fs_exists(p->path));
		db_close(opened(p));
	}
}

static void
read_only(void **state)
{
	struct place *p = *state;
	struct db_stmt *s;
	struct db *db;

	assert_int_equal(db_finish(&p->diag, create(p)), 0);
	db = opened(p);
	s = db_prepare(&p->diag, db, "INSERT INTO meta VALUES('a', 'b')");
	assert_non_null(s);
	assert_false(db_failed(db));
	assert_int_equal(db_step(s), DB_FAILED);
	assert_true(db_failed(db));
	assert_false(db_failed(db));
	db_reset(s);
	assert_int_equal(db_run(&p->diag, s), -1);
	db_stmt_free(s);
	assert_says(p, "readonly");
	assert_null(db_prepare(&p->diag, db, "SELECT a FROM nowhere"));
	assert_says(p, "no such table");
	db_stmt_free(NULL);
	db_close(db);
}

static void
bad_files(void **state)
{
	struct place *p = *state;
	struct buf b = BUF_INIT;
	struct db *db;

	assert_null(db_open(&p->diag, p->path));
	assert_says(p, "cannot open");
	assert_int_equal(fs_write(&p->diag, p->path, STR("")), 0);
	assert_null(db_open(&p->diag, p->path));
	assert_says(p, "not a search index");
	assert_int_equal(fs_write(&p->diag, p->path, STR("<!doctype html>\n<p>Not found")), 0);
	assert_null(db_open(&p->diag, p->path));
	assert_says(p, "not a search index");
	buf_reserve(&b, 8192);
	while (b.n < 8192)
		buf_addc(&b, (char)(b.n * 31 % 251));
	assert_int_equal(fs_write(&p->diag, p->path, buf_str(&b)), 0);
	assert_null(db_open(&p->diag, p->path));
	assert_says(p, "not a search index");
	/* Another program's database, and one that was not finished. */
	db = create(p);
	run(p, db, "COMMIT");
	db_close(db);
	assert_null(db_open(&p->diag, p->path));
	assert_says(p, "has version 0");
	db = create(p);
	run(p, db, "COMMIT");
	run(p, db, "PRAGMA user_version = 99");
	db_close(db);
	assert_null(db_open(&p->diag, p->path));
	assert_says(p, "version 99");
	assert_null(db_create(&p->diag, (p->path = fs_join(&p->arena, p->dir, "no/such.db"))));
	assert_says(p, "unable to open");
	buf_free(&b);
}

/* One bit turned, in places all over the file, or its end cut off: refused.  Changed after it was opened: the open
 * one goes on. */
static void
checksum(void **state)
{
	struct place *p = *state;
	struct buf b = BUF_INIT;
	struct db *db;
	size_t n, i;

	assert_int_equal(db_finish(&p->diag, create(p)), 0);
	assert_int_equal(fs_read(&p->diag, &b, p->path, 1u << 24), 0);
	for (n = 0, i = 0; n < b.n; n += n < 100 ? 1 : 997, i++) {
		b.p[n] = (char)(b.p[n] ^ (1 << i % 8));
		assert_int_equal(fs_write(&p->diag, p->path, buf_str(&b)), 0);
		assert_null(db_open(&p->diag, p->path));
		b.p[n] = (char)(b.p[n] ^ (1 << i % 8));
	}
	for (n = 0; n < b.n; n += n < 600 ? 50 : 1111) {
		assert_int_equal(fs_write(&p->diag, p->path, (struct str){ b.p, n }), 0);
		assert_null(db_open(&p->diag, p->path));
	}
	diag_free(&p->diag);
	diag_init(&p->diag);
	b.p[b.n / 2] = (char)(b.p[b.n / 2] ^ 1);
	assert_int_equal(fs_write(&p->diag, p->path, buf_str(&b)), 0);
	assert_null(db_open(&p->diag, p->path));
	assert_says(p, "damaged");
	b.p[b.n / 2] = (char)(b.p[b.n / 2] ^ 1);
	assert_int_equal(fs_write(&p->diag, p->path, buf_str(&b)), 0);
	db = opened(p);
	assert_int_equal(truncate(p->path, 0), 0);
	assert_int_equal(
	    number(p, db, "SELECT rowid FROM fts_page WHERE fts_page MATCH 'liquidations'"), 1);
	assert_false(db_failed(db));
	db_close(db);
	buf_free(&b);
}

/* Damaged before its checksum was made, cut at any place: either refused at once, or the reading fails; never a
 * crash. */
static void
truncated(void **state)
{
	struct place *p = *state;
	struct buf b = BUF_INIT;
	struct db_stmt *s;
	struct db *db;
	size_t n, refused = 0, failed = 0;

	assert_int_equal(db_finish(&p->diag, create(p)), 0);
	assert_int_equal(fs_read(&p->diag, &b, p->path, 1u << 24), 0);
	for (n = 1; n < b.n; n += n < 600 ? 50 : 1111) {
		enum db_step step = DB_FAILED;

		assert_int_equal(fs_write(&p->diag, p->path, (struct str){ b.p, n }), 0);
		(void)db_stamp(&p->diag, p->path); /* may be too short for it */
		db = db_open(&p->diag, p->path);
		if (db == NULL) {
			refused++;
			continue;
		}
		s = db_prepare(&p->diag, db,
		    "SELECT count(*) FROM page JOIN fts_page ON "
		    "fts_page.rowid = page.id WHERE fts_page MATCH 'liquidation'");
		if (s != NULL)
			step = db_step(s);
		failed += step == DB_FAILED;
		assert_int_not_equal(step, DB_TIMEOUT);
		db_stmt_free(s);
		db_close(db);
	}
	assert_true(refused > 0);
	assert_true(refused + failed > 5);
	assert_true(p->diag.errors >= refused);
	buf_free(&b);
}

/* Each breaks what only one of the checks of db_finish sees. */
static void
integrity(void **state)
{
	struct place *p = *state;
	struct db *db;

	db = create(p);
	run(p, db, "INSERT INTO fts_heading(fts_heading) VALUES('optimize')");
	run(p, db, "UPDATE fts_heading_data SET block = zeroblob(40) WHERE id > 100");
	assert_int_equal(db_finish(&p->diag, db), -1);
	assert_says(p, "malformed");
	db = create(p);
	run(p, db, "CREATE TABLE odd (n INTEGER CHECK (n > 0))");
	run(p, db, "PRAGMA ignore_check_constraints = 1");
	run(p, db, "INSERT INTO odd VALUES(-1)");
	run(p, db, "PRAGMA ignore_check_constraints = 0");
	assert_int_equal(db_finish(&p->diag, db), -1);
	assert_says(p, "CHECK");
	/* What failed has no checksum, so nobody reads it. */
	assert_null(db_open(&p->diag, p->path));
	assert_says(p, "damaged");
}

static int64_t
now_ms(void)
{
	struct timespec t;

	assert_int_equal(clock_gettime(CLOCK_MONOTONIC, &t), 0);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
deadline(void **state)
{
	struct place *p = *state;
	struct db_stmt *s, *quick;
	struct db *db;
	int64_t start;

	assert_int_equal(db_finish(&p->diag, create(p)), 0);
	db = opened(p);
	s = db_prepare(&p->diag, db,
	    "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c "
	    "LIMIT 1000000000) SELECT count(*) FROM c");
	quick = db_prepare(&p->diag, db, "SELECT 7");
	assert_non_null(s);
	assert_non_null(quick);
	start = now_ms();
	db_deadline(db, 30);
	assert_int_equal(db_step(quick), DB_ROW); /* what is quick is not disturbed */
	assert_int_equal(db_step(s), DB_TIMEOUT);
	assert_true(now_ms() - start >= 30);
	assert_true(now_ms() - start < 5000);
	db_reset(s);
	db_deadline(db, 30); /* anew for the next one */
	start = now_ms();
	assert_int_equal(db_step(s), DB_TIMEOUT);
	assert_true(now_ms() - start >= 30);
	db_reset(s);
	db_deadline(db, 0);
	db_stmt_free(s);
	s = db_prepare(&p->diag, db,
	    "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c "
	    "LIMIT 500000) SELECT count(*) FROM c");
	assert_int_equal(db_step(s), DB_ROW); /* no limit any more */
	assert_int_equal(db_col_int(s, 0), 500000);
	db_stmt_free(s);
	db_stmt_free(quick);
	db_close(db);
}

static void
binding_and_columns(void **state)
{
	struct place *p = *state;
	struct db *db = create(p);
	struct db_stmt *s =
	    db_prepare(&p->diag, db, "SELECT ?1, ?2, ?3, ?4, ?1 IS NULL, 2.5, ?5");

	assert_non_null(s);
	db_bind_str(s, 1, (struct str){ "cut off", 3 });
	db_bind_text(s, 2, NULL);
	db_bind_int(s, 3, INT64_MIN);
	db_bind_str(s, 4, (struct str){ NULL, 0 });
	db_bind_text(s, 5, "'; DROP TABLE meta; --");
	assert_int_equal(db_step(s), DB_ROW);
	assert_true(str_is(db_col_str(s, 0), "cut"));
	assert_string_equal(db_col_text(s, 0), "cut");
	assert_true(db_col_null(s, 1));
	assert_string_equal(db_col_text(s, 1), "");
	assert_int_equal(db_col_str(s, 1).n, 0);
	assert_true(db_col_int(s, 2) == INT64_MIN);
	assert_false(db_col_null(s, 3)); /* an empty text is no null */
	assert_string_equal(db_col_text(s, 3), "");
	assert_true(db_col_real(s, 5) > 2.49 && db_col_real(s, 5) < 2.51);
	assert_string_equal(db_col_text(s, 6), "'; DROP TABLE meta; --");
	db_reset(s);
	assert_int_equal(db_step(s), DB_ROW);
	assert_true(db_col_null(s, 0)); /* reset forgets the parameters */
	assert_int_equal(db_col_int(s, 4), 1);
	db_stmt_free(s);
	db_close(db);
}

/* What no search could open is not made. */
static void
too_large(void **state)
{
	struct place *p = *state;
	FILE *f = fopen(p->path, "w");

	assert_non_null(f);
	assert_int_equal(ftruncate(fileno(f), (off_t)DB_SIZE_MAX + 1), 0); /* takes no room */
	assert_int_equal(fclose(f), 0);
	assert_int_equal(db_stamp(&p->diag, p->path), -1);
	assert_says(p, "a search opens at most 1000");
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(there_and_back),
		TEST(same_bytes),
		TEST(odd_paths),
		TEST(read_only),
		TEST(bad_files),
		TEST(checksum),
		TEST(too_large),
		TEST(truncated),
		TEST(integrity),
		TEST(deadline),
		TEST(binding_and_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
