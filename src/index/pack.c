#include "index/pack.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "db/db.h"

static void
put_varint(struct buf *out, uint64_t v)
{
	for (; v >= 0x80; v >>= 7)
		buf_addc(out, (char)(unsigned char)(v | 0x80));
	buf_addc(out, (char)(unsigned char)v);
}

/* Small numbers of either sign to small ones: 0, -1, 1, -2 to 0, 1, 2, 3. */
static uint64_t
zigzag(int64_t v)
{
	return v < 0 ? ~((uint64_t)v << 1) : (uint64_t)v << 1;
}

static void
put_name(struct buf *out, const char *name)
{
	buf_add(out, name, strlen(name) + 1);
}

/* One column while its table is read. */
struct column {
	const char *name;
	enum db_type type; /* of its values; DB_NULL: none yet */
	struct buf runs, values;
	uint64_t n_runs, run; /* and the length of the run that goes on */
	bool null; /* is that one of nulls? */
	int64_t last; /* integer */
};

static void
end_run(struct column *c)
{
	put_varint(&c->runs, c->run);
	c->n_runs++;
	c->run = 0;
	c->null = !c->null;
}

static void
put_real(struct buf *out, double v)
{
	uint64_t bits;
	int i;

	memcpy(&bits, &v, sizeof(bits));
	for (i = 0; i < 64; i += 8)
		buf_addc(out, (char)(unsigned char)(bits >> i));
}

static void
put_value(struct column *c, struct db_stmt *st, int i)
{
	struct str v;
	int64_t n;

	switch (c->type) {
	case DB_INT:
		n = db_col_int(st, i);
		put_varint(&c->values, zigzag((int64_t)((uint64_t)n - (uint64_t)c->last)));
		c->last = n;
		break;
	case DB_REAL:
		put_real(&c->values, db_col_real(st, i));
		break;
	case DB_TEXT:
		buf_addstr(&c->values, db_col_str(st, i));
		buf_addc(&c->values, '\0');
		break;
	case DB_BLOB:
		v = db_col_blob(st, i);
		put_varint(&c->values, v.n);
		buf_addstr(&c->values, v);
		break;
	case DB_NULL:
		break;
	}
}

/* False for what the format cannot hold: values of two types, a NUL in a text. */
static bool
add_value(struct column *c, struct db_stmt *st, int i)
{
	enum db_type type = db_col_type(st, i);
	struct str v;

	if ((type == DB_NULL) != c->null)
		end_run(c);
	c->run++;
	if (type == DB_NULL)
		return true;
	if (c->type != DB_NULL && c->type != type)
		return false;
	c->type = type;
	if (type == DB_TEXT) {
		v = db_col_str(st, i);
		if (str_chr(v, '\0') < v.n)
			return false;
	}
	put_value(c, st, i);
	return true;
}

static void
put_column(struct buf *out, struct column *c)
{
	static const char letters[] = {
		[DB_NULL] = 'n',
		[DB_INT] = 'i',
		[DB_REAL] = 'r',
		[DB_TEXT] = 't',
		[DB_BLOB] = 'b',
	};

	end_run(c);
	put_name(out, c->name);
	buf_addc(out, letters[c->type]);
	put_varint(out, c->n_runs);
	buf_addstr(out, buf_str(&c->runs));
	put_varint(out, c->values.n);
	buf_addstr(out, buf_str(&c->values));
}

/* Is COLUMN of TABLE made anew by the reader? */
static bool
is_derived(const char *table, const char *column)
{
	return strcmp(table, "name") == 0 &&
	       (strcmp(column, "terms") == 0 || strcmp(column, "head") == 0);
}

static int
put_table(struct diag *d, struct buf *out, struct db *db, const char *table)
{
	struct arena a;
	struct column *c;
	struct db_stmt *st;
	enum db_step step = DB_FAILED;
	uint64_t rows = 0, kept = 0;
	int i, n;
	bool sound = true;

	arena_init(&a, 0);
	/* A name of the schema, not of anybody's making. */
	st = db_prepare(d, db, arena_printf(&a, "SELECT * FROM \"%s\"", table));
	if (st == NULL) {
		arena_free(&a);
		return -1;
	}
	n = db_cols(st);
	c = arena_alloc(&a, (size_t)n * sizeof(*c));
	for (i = 0; i < n; i++) {
		c[i] = (struct column){
			.name = db_col_name(st, i), .runs = BUF_INIT, .values = BUF_INIT
		};
		kept += !is_derived(table, c[i].name);
	}
	while (sound && (step = db_step(st)) == DB_ROW)
		for (i = 0, rows++; i < n && sound; i++)
			if (!is_derived(table, c[i].name))
				sound = add_value(&c[i], st, i);
	put_name(out, table);
	put_varint(out, kept);
	put_varint(out, rows);
	for (i = 0; i < n; i++) {
		if (!is_derived(table, c[i].name))
			put_column(out, &c[i]);
		buf_free(&c[i].runs);
		buf_free(&c[i].values);
	}
	db_stmt_free(st);
	arena_free(&a);
	return sound && step == DB_DONE ? 0 : db_damaged(d, db);
}

int
pack_write(struct diag *d, struct buf *out, const char *path)
{
	struct db *db = db_open(d, path);
	struct db_stmt *st;
	enum db_step step = DB_FAILED;
	int rc = 0;

	if (db == NULL)
		return -1;
	st = db_prepare(d, db,
	    "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND "
	    "name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND "
	    "name NOT LIKE 'fts\\_heading\\_%' ESCAPE '\\' AND name NOT IN ('fts_page_data', "
	    "'fts_page_idx', 'fts_page_docsize', 'fts_page_config') ORDER BY rowid");
	if (st != NULL) {
		buf_adds(out, PACK_MAGIC);
		put_varint(out, DB_VERSION);
		while (rc == 0 && (step = db_step(st)) == DB_ROW)
			rc = put_table(d, out, db, db_col_text(st, 0));
		put_name(out, "");
	}
	db_stmt_free(st);
	if (rc == 0 && step != DB_DONE)
		rc = db_damaged(d, db);
	db_close(db);
	return rc;
}
