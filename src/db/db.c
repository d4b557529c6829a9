#include "db/db.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/work.h"

/* SQLite's file format, 1.3: the application id, which nothing reads. */
#define SUM_AT 68
#define SUM_SIZE 4
#define HEADER_SIZE 100

#define PIECE (256ul * 1024) /* of a file that is summed */

struct db {
	sqlite3 *h;
	char *path; /* for messages */
	struct buf image; /* the file, when it was opened for reading */
	int64_t deadline_ns; /* of the monotonic clock; 0: none */
	bool folded; /* db_fold() was called */
	bool whole; /* the image has the checksum it says */
	bool failed; /* a step, since db_failed() */
};

struct db_stmt {
	sqlite3_stmt *h;
	struct db *db;
};

static int
fail(struct diag *d, const struct db *db, const char *what)
{
	return diag_error(
	    d, (struct loc){ db->path, 0, 0 }, "%s: %s", what, sqlite3_errmsg(db->h));
}

static int64_t
now_ns(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t); /* cannot fail on Linux */
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int
too_late(void *arg)
{
	const struct db *db = arg;

	return db->deadline_ns != 0 && now_ns() > db->deadline_ns;
}

static struct db *
open_handle(struct diag *d, const char *path, const char *name, int flags)
{
	struct db *db = xalloc(sizeof(*db));
	size_t n = strlen(path) + 1;

	*db = (struct db){ .path = xalloc(n), .image = BUF_INIT };
	memcpy(db->path, path, n);
	if (sqlite3_open_v2(name, &db->h, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
		(void)fail(d, db, "cannot open"); /* NULL says it */
		db_close(db);
		return NULL;
	}
	return db;
}

static int
exec(struct diag *d, struct db *db, const char *sql)
{
	if (sqlite3_exec(db->h, sql, NULL, NULL, NULL) != SQLITE_OK)
		return fail(d, db, "database error");
	return 0;
}

/* One segment each, if they fit in so many bytes: merging costs more than sorting.  Pages that do not fit make several,
 * which are merged once, at the end, and not on the way too. */
static const char bulk[] =
    "INSERT INTO fts_heading(fts_heading, rank) VALUES('hashsize', 33554432);"
    "INSERT INTO fts_page(fts_page, rank) VALUES('hashsize', 33554432);"
    "INSERT INTO fts_page(fts_page, rank) VALUES('automerge', 0);"
    "INSERT INTO fts_line(fts_line, rank) VALUES('hashsize', 33554432);";

struct db *
db_create(struct diag *d, const char *path)
{
	struct db *db;

	(void)unlink(path); /* a missing file is what we want */
	db = open_handle(d, path, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
	if (db == NULL)
		return NULL;
	/* Nobody reads the file before it is renamed into place, so nothing needs a journal. */
	if (exec(d, db,
		"PRAGMA journal_mode=off; PRAGMA synchronous=off;"
		"PRAGMA secure_delete=off; PRAGMA page_size=4096; PRAGMA encoding='UTF-8';") !=
		0 ||
	    exec(d, db, "BEGIN") != 0 || exec(d, db, db_schema) != 0 ||
	    exec(d, db, bulk) != 0) {
		db_close(db);
		return NULL;
	}
	return db;
}

/* SQLite's own check of every page, index and constraint: one row "ok", or what is wrong. */
static int
check_integrity(struct diag *d, struct db *db)
{
	struct db_stmt *s = db_prepare(d, db, "PRAGMA integrity_check(1)");
	int rc = 0;

	if (s == NULL)
		return -1;
	if (db_step(s) != DB_ROW)
		rc = fail(d, db, "database error");
	else if (!str_is(db_col_str(s, 0), "ok"))
		rc = diag_error(d, (struct loc){ db->path, 0, 0 },
		    "the new index is damaged: %s", db_col_text(s, 0));
	db_stmt_free(s);
	return rc;
}

/* The number that PRAGMA gives; 0 when it gives none. */
static int64_t
pragma(struct db *db, const char *sql)
{
	struct diag unread;
	struct db_stmt *s;
	int64_t n = 0;

	diag_init(&unread);
	s = db_prepare(&unread, db, sql);
	if (s != NULL && db_step(s) == DB_ROW)
		n = db_col_int(s, 0);
	db_stmt_free(s);
	diag_free(&unread);
	return n;
}

/* Is more than a fiftieth of the file free?  Less is not worth writing all of it again. */
static bool
is_loose(struct db *db)
{
	return pragma(db, "PRAGMA freelist_count") * 50 > pragma(db, "PRAGMA page_count");
}

static int
all(struct diag *d, struct db *db, const char *const *steps, size_t n)
{
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < n; i++)
		rc = exec(d, db, steps[i]);
	return rc;
}

int
db_fold(struct diag *d, struct db *db)
{
	static const char *const steps[] = {
		"INSERT INTO fts_page(fts_page) VALUES('rebuild')",
		"INSERT INTO fts_heading(fts_heading) VALUES('optimize')",
		"INSERT INTO fts_page(fts_page) VALUES('optimize')",
		"INSERT INTO fts_line(fts_line) VALUES('optimize')",
		"INSERT INTO fts_heading(fts_heading) VALUES('integrity-check')",
		"INSERT INTO fts_line(fts_line) VALUES('integrity-check')",
	};

	db->folded = true;
	return all(d, db, steps, sizeof(steps) / sizeof(steps[0]));
}

static uint32_t
sum_of(struct str image)
{
	static const char zero[SUM_SIZE] = { 0 };
	uint32_t sum = hash_crc32(0, (struct str){ image.p, SUM_AT });

	sum = hash_crc32(sum, (struct str){ zero, SUM_SIZE });
	return hash_crc32(sum, str_skip(image, SUM_AT + SUM_SIZE));
}

static void
sum_bytes(unsigned char out[SUM_SIZE], uint32_t sum)
{
	size_t i;

	for (i = 0; i < SUM_SIZE; i++)
		out[i] = (unsigned char)(sum >> (8 * (SUM_SIZE - 1 - i)));
}

/* The sum of the file, piece by piece: an index of many pages is large. */
static int
sum_file(struct diag *d, const char *path, uint32_t *sum)
{
	const struct loc loc = { path, 0, 0 };
	int fd = open(path, O_RDONLY | O_CLOEXEC), rc = 0;
	struct stat st;
	char *piece;
	size_t at = 0;
	ssize_t n;

	if (fd < 0)
		return diag_error(d, loc, "cannot read: %s", strerror(errno));
	if (fstat(fd, &st) == 0 && (uint64_t)st.st_size > DB_SIZE_MAX) {
		(void)close(fd); /* read only */
		return diag_error(d, loc,
		    "the index has %llu MiB; a search opens at most %lu, so make it of fewer "
		    "pages",
		    (unsigned long long)st.st_size >> 20, DB_SIZE_MAX >> 20);
	}
	piece = xalloc(PIECE);
	*sum = hash_crc32(0, (struct str){ NULL, 0 });
	while ((n = read(fd, piece, PIECE)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			rc = diag_error(d, loc, "cannot read: %s", strerror(errno));
			break;
		}
		if (at == 0 && n >= HEADER_SIZE)
			memset(piece + SUM_AT, 0, SUM_SIZE);
		*sum = hash_crc32(*sum, (struct str){ piece, (size_t)n });
		at += (size_t)n;
	}
	if (rc == 0 && at < HEADER_SIZE)
		rc = diag_error(d, loc, "not a search index");
	free(piece);
	(void)close(fd); /* read only */
	return rc;
}

static int
put_sum(struct diag *d, const char *path, uint32_t crc)
{
	const struct loc loc = { path, 0, 0 };
	unsigned char sum[SUM_SIZE];
	int fd = open(path, O_WRONLY | O_CLOEXEC), rc = 0;

	if (fd < 0)
		return diag_error(d, loc, "cannot write: %s", strerror(errno));
	sum_bytes(sum, crc);
	if (pwrite(fd, sum, sizeof(sum), SUM_AT) != (ssize_t)sizeof(sum))
		rc = diag_error(d, loc, "cannot write: %s", strerror(errno));
	if (close(fd) != 0 && rc == 0)
		rc = diag_error(d, loc, "cannot write: %s", strerror(errno));
	return rc;
}

int
db_stamp(struct diag *d, const char *path)
{
	uint32_t crc;

	return sum_file(d, path, &crc) == 0 ? put_sum(d, path, crc) : -1;
}

/* A file that is written: whoever looks whether it is sound and whoever sums it up only read it. */
struct ending {
	struct db *db;
	struct diag diag[2]; /* of each */
	uint32_t crc;
	int rc[2];
};

static void
look(void *ctx, unsigned thread, size_t i)
{
	struct ending *e = ctx;

	(void)thread;
	e->rc[i] = i == 0 ? check_integrity(&e->diag[i], e->db)
			  : sum_file(&e->diag[i], e->db->path, &e->crc);
}

/* Both at once, then what the sum is. */
static int
end(struct diag *d, struct db *db, uint32_t *crc)
{
	struct ending e = { .db = db };
	size_t i, k;

	for (i = 0; i < 2; i++)
		diag_init(&e.diag[i]);
	work_each(2, 2, look, &e);
	for (i = 0; i < 2; i++) {
		for (k = 0; k < e.diag[i].n; k++)
			diag_add(d, e.diag[i].msgs[k].level, e.diag[i].msgs[k].loc,
			    e.diag[i].msgs[k].text);
		diag_free(&e.diag[i]);
	}
	*crc = e.crc;
	return e.rc[0] == 0 && e.rc[1] == 0 ? 0 : -1;
}

int
db_finish(struct diag *d, struct db *db)
{
	static const char *const steps[] = {
		"COMMIT",
		"ANALYZE",
	};
	struct buf stamp = BUF_INIT, path = BUF_INIT;
	uint32_t crc = 0;
	int rc = db->folded ? 0 : db_fold(d, db);

	buf_adds(&path, db->path);
	buf_addf(&stamp, "PRAGMA user_version=%d", DB_VERSION);
	if (rc == 0)
		rc = all(d, db, steps, sizeof(steps) / sizeof(steps[0]));
	if (rc == 0 && is_loose(db))
		rc = exec(d, db, "VACUUM");
	if (rc == 0)
		rc = exec(d, db, stamp.p);
	if (rc == 0)
		rc = end(d, db, &crc);
	buf_free(&stamp);
	db_close(db);
	if (rc == 0)
		rc = put_sum(d, path.p, crc);
	buf_free(&path);
	return rc;
}

/* The file as it is now, for good: SQLite reads our copy, so that neither a change of the file nor a
 * disk that fails under a mapping reaches a program that has it open. */
static int
take_image(struct diag *d, struct db *db)
{
	unsigned char sum[SUM_SIZE];

	if (fs_read(d, &db->image, db->path, DB_SIZE_MAX) != 0)
		return -1;
	if (db->image.n < HEADER_SIZE || memcmp(db->image.p, "SQLite format 3", 16) != 0)
		return diag_error(d, (struct loc){ db->path, 0, 0 }, "not a search index");
	sum_bytes(sum, sum_of(buf_str(&db->image)));
	db->whole = memcmp(db->image.p + SUM_AT, sum, sizeof(sum)) == 0;
	if (sqlite3_deserialize(db->h, "main", (unsigned char *)db->image.p,
		(sqlite3_int64)db->image.n, (sqlite3_int64)db->image.n,
		SQLITE_DESERIALIZE_READONLY) != SQLITE_OK)
		return fail(d, db, "cannot open");
	return 0;
}

static int
check_version(struct diag *d, struct db *db)
{
	struct db_stmt *s = db_prepare(d, db, "PRAGMA user_version");
	int64_t version = -1;

	if (s == NULL)
		return -1;
	if (db_step(s) == DB_ROW)
		version = db_col_int(s, 0);
	db_stmt_free(s);
	if (version == -1)
		return fail(d, db, "not a search index");
	/* One of another version may have no checksum: say the version, if that is what it is. */
	if (!db->whole && version == DB_VERSION)
		return db_damaged(d, db);
	if (version != DB_VERSION)
		return diag_error(d, (struct loc){ db->path, 0, 0 },
		    "the index has version %lld, this program reads version %d; build it anew",
		    (long long)version, DB_VERSION);
	return 0;
}

struct db *
db_open(struct diag *d, const char *path)
{
	struct db *db = open_handle(d, path, ":memory:", SQLITE_OPEN_READWRITE);
	struct buf begin = BUF_INIT;
	bool bad;

	if (db == NULL)
		return NULL;
	/* With mmap_size SQLite looks at our copy in place instead of copying each page. */
	buf_addf(&begin, "PRAGMA query_only=1; PRAGMA trusted_schema=0; PRAGMA mmap_size=%lu",
	    DB_SIZE_MAX);
	bad = take_image(d, db) != 0 || exec(d, db, begin.p) != 0 || check_version(d, db) != 0;
	buf_free(&begin);
	if (bad) {
		db_close(db);
		return NULL;
	}
	sqlite3_progress_handler(db->h, 500, too_late, db);
	return db;
}

int
db_turn(struct diag *d, struct db *db)
{
	struct buf stamp = BUF_INIT;
	int rc;

	buf_addf(&stamp,
	    "COMMIT; PRAGMA user_version=%d; PRAGMA query_only=1; PRAGMA trusted_schema=0",
	    DB_VERSION);
	rc = exec(d, db, stamp.p);
	buf_free(&stamp);
	if (rc == 0)
		sqlite3_progress_handler(db->h, 500, too_late, db);
	return rc;
}

struct db *
db_scratch(struct diag *d)
{
	return open_handle(d, ":memory:", ":memory:", SQLITE_OPEN_READWRITE);
}

void
db_close(struct db *db)
{
	if (db == NULL)
		return;
	(void)sqlite3_close(db->h); /* statements are freed before: it cannot be busy */
	buf_free(&db->image);
	free(db->path);
	free(db);
}

struct db_stmt *
db_prepare(struct diag *d, struct db *db, const char *sql)
{
	struct db_stmt *s = xalloc(sizeof(*s));

	*s = (struct db_stmt){ .db = db };
	if (sqlite3_prepare_v3(db->h, sql, -1, SQLITE_PREPARE_PERSISTENT, &s->h, NULL) !=
	    SQLITE_OK) {
		(void)fail(d, db, "database error"); /* NULL says it */
		free(s);
		return NULL;
	}
	return s;
}

void
db_stmt_free(struct db_stmt *s)
{
	if (s == NULL)
		return;
	(void)sqlite3_finalize(s->h); /* repeats the last step's error */
	free(s);
}

/* A bind fails only for an index out of range, which is our bug and shows in the first test. */
void
db_bind_str(struct db_stmt *s, int i, struct str v)
{
	(void)sqlite3_bind_text64(
	    s->h, i, v.p != NULL ? v.p : "", v.n, SQLITE_STATIC, SQLITE_UTF8);
}

void
db_bind_text(struct db_stmt *s, int i, const char *v)
{
	if (v == NULL)
		(void)sqlite3_bind_null(s->h, i);
	else
		db_bind_str(s, i, str_of(v));
}

void
db_bind_int(struct db_stmt *s, int i, int64_t v)
{
	(void)sqlite3_bind_int64(s->h, i, v);
}

void
db_bind_real(struct db_stmt *s, int i, double v)
{
	(void)sqlite3_bind_double(s->h, i, v);
}

void
db_bind_blob(struct db_stmt *s, int i, struct str v)
{
	(void)sqlite3_bind_blob64(s->h, i, v.p, v.n, SQLITE_STATIC);
}

enum db_step
db_step(struct db_stmt *s)
{
	switch (sqlite3_step(s->h)) {
	case SQLITE_ROW:
		return DB_ROW;
	case SQLITE_DONE:
		return DB_DONE;
	case SQLITE_INTERRUPT:
		return DB_TIMEOUT;
	default:
		s->db->failed = true;
		return DB_FAILED;
	}
}

bool
db_failed(struct db *db)
{
	bool failed = db->failed;

	db->failed = false;
	return failed;
}

void
db_reset(struct db_stmt *s)
{
	(void)sqlite3_reset(s->h); /* repeats the last step's error */
	(void)sqlite3_clear_bindings(s->h); /* cannot fail */
}

int
db_run(struct diag *d, struct db_stmt *s)
{
	enum db_step step;

	while ((step = db_step(s)) == DB_ROW)
		;
	if (step != DB_DONE) {
		(void)fail(d, s->db, "database error"); /* -1 below */
		db_reset(s);
		return -1;
	}
	db_reset(s);
	return 0;
}

int
db_cols(const struct db_stmt *s)
{
	return sqlite3_column_count(s->h);
}

const char *
db_col_name(const struct db_stmt *s, int i)
{
	return sqlite3_column_name(s->h, i);
}

enum db_type
db_col_type(const struct db_stmt *s, int i)
{
	switch (sqlite3_column_type(s->h, i)) {
	case SQLITE_INTEGER:
		return DB_INT;
	case SQLITE_FLOAT:
		return DB_REAL;
	case SQLITE_TEXT:
		return DB_TEXT;
	case SQLITE_BLOB:
		return DB_BLOB;
	default:
		return DB_NULL;
	}
}

struct str
db_col_str(struct db_stmt *s, int i)
{
	const unsigned char *p = sqlite3_column_text(s->h, i);
	int n = sqlite3_column_bytes(s->h, i);

	if (p == NULL)
		return (struct str){ "", 0 };
	return (struct str){ (const char *)p, (size_t)n };
}

const char *
db_col_text(struct db_stmt *s, int i)
{
	return db_col_str(s, i).p;
}

bool
db_col_null(struct db_stmt *s, int i)
{
	return sqlite3_column_type(s->h, i) == SQLITE_NULL;
}

int64_t
db_col_int(struct db_stmt *s, int i)
{
	return sqlite3_column_int64(s->h, i);
}

double
db_col_real(struct db_stmt *s, int i)
{
	return sqlite3_column_double(s->h, i);
}

int
db_damaged(struct diag *d, const struct db *db)
{
	return diag_error(
	    d, (struct loc){ db->path, 0, 0 }, "the search index is damaged; build it anew");
}

struct str
db_col_blob(struct db_stmt *s, int i)
{
	const void *p = sqlite3_column_blob(s->h, i);
	int n = sqlite3_column_bytes(s->h, i);

	return (struct str){ p, p != NULL ? (size_t)n : 0 };
}

void
db_deadline(struct db *db, unsigned ms)
{
	db->deadline_ns = ms != 0 ? now_ns() + (int64_t)ms * 1000000 : 0;
}
