#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "db/db.h"
#include "index/named.h"
#include "index/pack.h"

struct reader {
	struct diag *diag;
	struct db *db;
	struct words *words;
	struct str rest; /* of the pack */
	bool bad; /* it ended early or makes no sense */
};

static unsigned char
byte(struct reader *r)
{
	unsigned char c;

	if (r->rest.n == 0) {
		r->bad = true;
		return 0;
	}
	c = (unsigned char)r->rest.p[0];
	r->rest = str_skip(r->rest, 1);
	return c;
}

static uint64_t
varint(struct reader *r)
{
	uint64_t v = 0;
	unsigned shift;

	for (shift = 0; shift < 64; shift += 7) {
		unsigned char c = byte(r);

		v |= (uint64_t)(c & 0x7f) << shift;
		if (c < 0x80)
			return v;
	}
	r->bad = true;
	return 0;
}

/* N bytes, or none when there are not so many. */
static struct str
take(struct reader *r, uint64_t n)
{
	struct str v = { r->rest.p, (size_t)n };

	if (n > r->rest.n) {
		r->bad = true;
		return (struct str){ "", 0 };
	}
	r->rest = str_skip(r->rest, v.n);
	return v;
}

/* What ends in NUL. */
static struct str
text(struct reader *r)
{
	struct str v = take(r, str_chr(r->rest, '\0'));

	(void)byte(r); /* the NUL; without one it is bad */
	return v;
}

/* A column while its table is written: where its next value is. */
struct column {
	struct str name;
	char type;
	struct str runs, values;
	uint64_t n_runs, run;
	bool null;
	int64_t last;
};

static int64_t
unzigzag(uint64_t v)
{
	return (int64_t)((v >> 1) ^ (0 - (v & 1)));
}

/* Bind the next value, which is not null; what it is, when it is a text. */
static struct str
value(struct reader *r, struct column *c, struct db_stmt *st, int at)
{
	struct str v = { "", 0 };
	uint64_t bits = 0;
	double real;
	size_t i;

	switch (c->type) {
	case 'i':
		c->last = (int64_t)((uint64_t)c->last + (uint64_t)unzigzag(varint(r)));
		db_bind_int(st, at, c->last);
		break;
	case 'r':
		v = take(r, 8);
		for (i = 0; i < v.n; i++)
			bits |= (uint64_t)(unsigned char)v.p[i] << (8 * i);
		memcpy(&real, &bits, sizeof(real));
		db_bind_real(st, at, real);
		break;
	case 't':
		v = text(r);
		db_bind_str(st, at, v);
		break;
	case 'b':
		db_bind_blob(st, at, take(r, varint(r)));
		break;
	default:
		r->bad = true;
	}
	return v;
}

/* Where the column begins and ends: R goes past it. */
static void
open_column(struct reader *r, struct column *c, uint64_t rows)
{
	uint64_t i, all = 0;

	*c = (struct column){ .name = text(r), .type = (char)byte(r), .null = true };
	c->n_runs = varint(r);
	c->runs = r->rest;
	for (i = 0; i < c->n_runs && !r->bad; i++)
		all += varint(r);
	if (all != rows)
		r->bad = true;
	c->values = take(r, varint(r));
}

/* Bind the column's value of the next row; what it is, when it is a text. */
static struct str
next(struct reader *r, struct column *c, struct db_stmt *st, int at)
{
	struct str rest = r->rest, v = { "", 0 };

	r->rest = c->runs;
	while (c->run == 0 && !r->bad) {
		c->run = varint(r);
		c->null = !c->null;
	}
	c->runs = r->rest;
	c->run--;
	r->rest = c->values;
	if (c->null)
		db_bind_text(st, at, NULL);
	else
		v = value(r, c, st, at);
	c->values = r->rest;
	r->rest = rest;
	return v;
}

/* INSERT for N columns and, of names, the two that are made anew. */
static struct db_stmt *
insert(struct reader *r, struct arena *a, struct str table, const struct column *c, size_t n,
    bool names)
{
	struct buf sql = BUF_INIT;
	struct db_stmt *st;
	size_t i;

	st = db_prepare(
	    r->diag, r->db, arena_printf(a, "DELETE FROM \"%.*s\"", (int)table.n, table.p));
	if (st == NULL || db_run(r->diag, st) != 0) { /* what the schema put there */
		db_stmt_free(st);
		return NULL;
	}
	db_stmt_free(st);
	buf_addf(&sql, "INSERT INTO \"%.*s\" (", (int)table.n, table.p);
	for (i = 0; i < n; i++)
		buf_addf(&sql, "%s\"%.*s\"", i > 0 ? ", " : "", (int)c[i].name.n, c[i].name.p);
	buf_adds(&sql, names ? ", terms, head) VALUES (" : ") VALUES (");
	for (i = 0; i < n + (names ? 2 : 0); i++)
		buf_adds(&sql, i > 0 ? ", ?" : "?");
	buf_addc(&sql, ')');
	st = db_prepare(r->diag, r->db, sql.p);
	buf_free(&sql);
	return st;
}

/* What the indexer writes beside the text of a name (indexer.c). */
static void
bind_derived(struct reader *r, struct arena *a, struct db_stmt *st, struct str kind,
    struct str name, int at)
{
	const char *copy = arena_strndup(a, name.p, name.n);
	struct named kept;

	named_read(&kept, r->words, str_is(kind, "es") ? LANG_ES : LANG_EN, a, copy);
	db_bind_text(st, at, strcmp(kept.terms, copy) != 0 ? kept.terms : NULL);
	db_bind_text(st, at + 1, kept.head);
}

static int
read_rows(struct reader *r, struct db_stmt *st, struct column *c, size_t n, uint64_t rows,
    const struct column *name)
{
	struct str kind = { "", 0 }; /* stands before the text */
	struct arena a;
	uint64_t row;
	size_t i;
	int rc = 0;

	arena_init(&a, 0);
	for (row = 0; rc == 0 && row < rows; row++) {
		for (i = 0; i < n; i++) {
			struct str v = next(r, &c[i], st, (int)i + 1);

			if (name != NULL && str_is(c[i].name, "kind"))
				kind = v;
			if (&c[i] == name)
				bind_derived(r, &a, st, kind, v, (int)n + 1);
		}
		rc = db_run(r->diag, st);
		arena_reset(&a);
	}
	arena_free(&a);
	return rc;
}

#define COLUMNS_MAX 64 /* of a table */

static int
read_table(struct reader *r, struct str table)
{
	bool names = str_is(table, "name");
	struct column *c, *name = NULL;
	struct db_stmt *st;
	struct arena a;
	uint64_t n = varint(r), rows = varint(r), i;
	int rc;

	if (n == 0 || n > COLUMNS_MAX) {
		r->bad = true;
		return -1;
	}
	arena_init(&a, 0);
	c = arena_alloc(&a, (size_t)n * sizeof(*c));
	for (i = 0; i < n && !r->bad; i++) {
		open_column(r, &c[i], rows);
		if (names && str_is(c[i].name, "text") && c[i].type == 't')
			name = &c[i];
	}
	if (names && rows > 0 && name == NULL)
		r->bad = true;
	st = r->bad ? NULL : insert(r, &a, table, c, (size_t)n, names);
	rc = st != NULL ? read_rows(r, st, c, (size_t)n, rows, name) : -1;
	db_stmt_free(st);
	arena_free(&a);
	return rc;
}

/* The full text of headings, from their rows and names (indexer.c). */
static int
make_fts(struct reader *r)
{
	struct db_stmt *heading =
	    db_prepare(r->diag, r->db, "SELECT id, title, scope FROM heading ORDER BY id");
	/* Names stand by heading. */
	struct db_stmt *name = db_prepare(
	    r->diag, r->db, "SELECT heading, coalesce(terms, text) FROM name ORDER BY id");
	struct db_stmt *fts = db_prepare(r->diag, r->db,
	    "INSERT INTO fts_heading(rowid, title, scope, names) VALUES (?, ?, ?, ?)");
	struct buf names = BUF_INIT;
	struct arena a;
	enum db_step more = DB_FAILED;
	int rc = heading != NULL && name != NULL && fts != NULL ? 0 : -1;

	arena_init(&a, 0);
	if (rc == 0)
		more = db_step(name);
	while (rc == 0 && db_step(heading) == DB_ROW) {
		int64_t id = db_col_int(heading, 0);

		buf_clear(&names);
		for (; more == DB_ROW && db_col_int(name, 0) == id; more = db_step(name))
			buf_addf(&names, "%s ", db_col_text(name, 1));
		db_bind_int(fts, 1, id);
		db_bind_text(fts, 2, words_terms(r->words, &a, db_col_str(heading, 1)));
		db_bind_text(fts, 3, words_terms(r->words, &a, db_col_str(heading, 2)));
		db_bind_str(fts, 4, buf_str(&names));
		rc = db_run(r->diag, fts);
		arena_reset(&a);
	}
	if (rc == 0 && more != DB_DONE)
		rc = db_damaged(r->diag, r->db);
	arena_free(&a);
	buf_free(&names);
	db_stmt_free(heading);
	db_stmt_free(name);
	db_stmt_free(fts);
	return rc;
}

static int
run(struct reader *r, const char *sql)
{
	struct db_stmt *st = db_prepare(r->diag, r->db, sql);
	int rc = st != NULL ? db_run(r->diag, st) : -1;

	db_stmt_free(st);
	return rc;
}

static int
read_all(struct reader *r)
{
	struct str table;
	int rc = 0;

	while (rc == 0 && !r->bad && (table = text(r)).n > 0)
		rc = read_table(r, table);
	if (r->bad || rc != 0)
		return -1;
	if (make_fts(r) != 0 || run(r, "INSERT INTO fts_page(fts_page) VALUES('rebuild')") != 0)
		return -1;
	return db_turn(r->diag, r->db);
}

struct db *
pack_open(struct diag *d, struct str pack)
{
	struct reader r = { .diag = d, .rest = pack };
	struct loc at = { "pack", 0, 0 };
	int rc;

	if (!str_starts(pack, PACK_MAGIC)) {
		(void)diag_error(d, at, "is none"); /* NULL says it */
		return NULL;
	}
	r.rest = str_skip(r.rest, strlen(PACK_MAGIC));
	if (varint(&r) != DB_VERSION || r.bad) {
		(void)diag_error(d, at, "is of another version than %d", DB_VERSION);
		return NULL;
	}
	r.db = db_create(d, ":memory:");
	if (r.db == NULL)
		return NULL;
	r.words = words_new();
	rc = read_all(&r);
	if (r.bad)
		rc = diag_error(d, at, "is damaged");
	words_free(r.words);
	if (rc == 0)
		return r.db;
	db_close(r.db);
	return NULL;
}
