/*
 * fuzz_index.c - a search.db of which the input changes cells, rows and bytes.
 *
 * The input is a list of changes to a sound index: the first byte of each says what, then come table, column and row,
 * and a value up to a NUL.  The schema's constraints are taken out first, so that a cell may hold anything.
 *
 * Whatever comes of it: the file is refused with a message, or it is opened, and then every address answers without
 * reading what is not there.  The replies may be nonsense: who can write the index can write the answers.
 */
#include <fcntl.h>
#include <sqlite3.h>

#include "../unit/search/fixture_db.h"
#include "base/arena.h"
#include "fuzz.h"
#include "search/api.h"

static char path[] = "/tmp/fuzz-index-XXXXXX";
static unsigned char *image; /* of the sound index, without constraints */
static sqlite3_int64 image_n;

static void
clean(void)
{
	(void)unlink(path); /* the process ends */
}

static void
run(sqlite3 *h, const char *sql)
{
	check(sqlite3_exec(h, sql, NULL, NULL, NULL) == SQLITE_OK, sql);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	int fd = mkstemp(path);
	sqlite3 *h;

	(void)argc;
	(void)argv;
	check(fd >= 0 && close(fd) == 0 && atexit(clean) == 0, "a temporary file");
	fixture_db_write(path, "r1", NULL);
	check(sqlite3_open(path, &h) == SQLITE_OK, "the index opens for writing");
	run(h, "PRAGMA journal_mode=off");
	run(h, "PRAGMA writable_schema=1");
	run(h,
	    "UPDATE sqlite_schema SET sql = replace(replace(sql, ' NOT NULL', ''), ' UNIQUE', "
	    "'') "
	    "WHERE sql NOT LIKE '%VIRTUAL%' AND sql NOT LIKE '%WITHOUT ROWID%' AND name NOT IN "
	    "(SELECT tbl_name FROM sqlite_schema WHERE name LIKE 'sqlite_autoindex%')");
	run(h, "PRAGMA writable_schema=RESET");
	image = sqlite3_serialize(h, "main", &image_n, 0);
	check(image != NULL, "memory");
	(void)sqlite3_close(h); /* no statement is open */
	return 0;
}

struct input {
	const uint8_t *p;
	size_t n;
};

static unsigned
byte(struct input *in)
{
	if (in->n == 0)
		return 0;
	in->n--;
	return *in->p++;
}

static struct str
text(struct input *in)
{
	size_t n = 0;
	struct str s = { (const char *)in->p, 0 };

	while (n < in->n && in->p[n] != 0)
		n++;
	s.n = n;
	n += n < in->n;
	in->p += n;
	in->n -= n;
	return s;
}

static void
bind(sqlite3_stmt *st, struct input *in)
{
	static const double reals[] = { 0, -1, 1e308, 1e-300, 0.5, -1e308 };
	static const sqlite3_int64 ints[] = { 0, -1, INT64_MAX, INT64_MIN, UINT32_MAX,
		(sqlite3_int64)1 << 32, 65536, INT32_MAX };
	unsigned kind = byte(in), more = kind / 8;
	struct str s;

	switch (kind % 8) {
	case 0:
		sqlite3_bind_null(st, 1);
		break;
	case 1:
		sqlite3_bind_int64(st, 1, (int)more - 8);
		break;
	case 2:
		sqlite3_bind_int64(st, 1, ints[more % 8]);
		break;
	case 3:
		sqlite3_bind_double(st, 1, reals[more % 6]);
		break;
	case 4:
		s = text(in);
		sqlite3_bind_blob(st, 1, s.p, (int)s.n, SQLITE_TRANSIENT);
		break;
	default:
		s = text(in);
		sqlite3_bind_text(st, 1, s.p, (int)s.n, SQLITE_TRANSIENT);
		break;
	}
}

/* One change, as SQL where it can be said so. */
static void
change(sqlite3 *h, struct input *in)
{
	static const struct {
		const char *table, *columns[9], *keys[2];
	} t[] = {
		{ "meta", { "value", "key" }, { "key", "key" } },
		{ "center",
		    { "slug", "pos", "number", "name", "summary", "city", "field_office",
			"mailbox", "url" },
		    { "slug", "slug" } },
		{ "rule",
		    { "from_code", "to_code", "center", "basis", "source", "source_date",
			"note" },
		    { "from_code", "to_code" } },
		{ "chapter", { "number", "title", "section" }, { "number", "number" } },
		{ "heading", { "id", "code", "title", "chapter", "scope" }, { "id", "id" } },
		{ "name",
		    { "id", "heading", "code", "kind", "text", "terms", "head", "other",
			"question" },
		    { "id", "id" } },
		{ "page", { "id", "url", "kind", "title", "also", "text" }, { "id", "id" } },
		{ "answer", { "id", "action", "center", "heading", "html", "text" },
		    { "id", "id" } },
		{ "choice", { "answer", "pos", "label", "center", "heading", "query", "url" },
		    { "answer", "pos" } },
		{ "pin", { "terms", "answer" }, { "terms", "terms" } },
		{ "topic", { "id", "pos", "title" }, { "id", "id" } },
		{ "channel",
		    { "pos", "topics", "words", "recipient", "port", "mailbox", "advice", "url",
			"question" },
		    { "pos", "pos" } },
		{ "opinion", { "center", "scale", "bias", "weights" }, { "center", "center" } },
		{ "word", { "surface", "n" }, { "surface", "surface" } },
		{ "wordnet", { "lemma", "target", "weight", "path" }, { "lemma", "target" } },
		{ "real_word", { "lines" }, { "rowid", "rowid" } },
		{ "template", { "name", "text" }, { "name", "name" } },
	};
	unsigned op = byte(in) % 8, table = byte(in) % (sizeof(t) / sizeof(t[0])),
		 column = byte(in), row = byte(in), i;
	struct buf sql = BUF_INIT;
	sqlite3_stmt *st;

	for (i = 0; i < 9 && t[table].columns[i] != NULL; i++)
		continue;
	if (op < 6)
		buf_addf(&sql, "UPDATE OR REPLACE %s SET %s = ?", t[table].table,
		    t[table].columns[column % i]);
	else
		buf_addf(&sql, "DELETE FROM %s", t[table].table);
	if (op != 0 && op != 7) /* else all rows */
		buf_addf(&sql,
		    " WHERE (%s, %s) = (SELECT %s, %s FROM %s ORDER BY 1, 2 LIMIT 1 OFFSET %u)",
		    t[table].keys[0], t[table].keys[1], t[table].keys[0], t[table].keys[1],
		    t[table].table, row);
	check(sqlite3_prepare_v2(h, sql.p, -1, &st, NULL) == SQLITE_OK, sql.p);
	if (op < 6)
		bind(st, in);
	(void)sqlite3_step(st); /* a constraint may still refuse it */
	(void)sqlite3_finalize(st);
	buf_free(&sql);
}

/* The changes of IN to the file: cells first, then, after the byte FF, bytes. */
static void
write_index(struct input *in)
{
	unsigned char *copy = sqlite3_malloc64((sqlite3_uint64)image_n), *made;
	sqlite3_int64 n = 0;
	sqlite3 *h;
	int fd, changes;
	size_t at;

	check(copy != NULL && sqlite3_open(":memory:", &h) == SQLITE_OK, "memory");
	memcpy(copy, image, (size_t)image_n);
	check(sqlite3_deserialize(h, "main", copy, image_n, image_n,
		  SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE) == SQLITE_OK,
	    "the copy opens");
	run(h, "PRAGMA journal_mode=off");
	for (changes = 0; changes < 8 && in->n > 0 && in->p[0] != 0xFF; changes++)
		change(h, in);
	made = sqlite3_serialize(h, "main", &n, 0);
	check(made != NULL, "memory");
	(void)byte(in); /* the FF */
	while (in->n >= 4) {
		at = byte(in) << 16;
		at |= byte(in) << 8;
		at |= byte(in);
		made[at % (size_t)n] = (unsigned char)byte(in);
	}
	if (in->n == 1) /* cut off */
		n = n * byte(in) / 256;
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	check(fd >= 0 && write(fd, made, (size_t)n) == n && close(fd) == 0, "it is written");
	sqlite3_free(made);
	(void)sqlite3_close(h); /* no statement is open */
}

static void
ask(struct api *api, const char *method, const char *where, const char *query, const char *body)
{
	struct msg_request req = { .method = str_of(method),
		.path = str_of(where),
		.query = str_of(query),
		.content_type = STR("application/x-www-form-urlencoded"),
		.body = str_of(body) };
	struct msg_response r;

	msg_response_init(&r);
	api_handle(api, &req, &r);
	check(r.status >= 200 && r.status < 600, "an answer");
	msg_response_free(&r);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const queries[] = { "q=cotton+shirts", "q=ceiling+fanz", "q=8443.31",
		"q=6109+8471+9801", "q=which+center", "q=protest+deadline", "q=tricycle",
		"q=plastic+shoes+for+dogs" };
	struct input in = { data, n };
	struct api *api;
	struct diag d;
	size_t i;

	if (n > 512)
		return 0;
	write_index(&in);
	diag_init(&d);
	api = api_open(&d, path);
	check((api == NULL) == (d.errors > 0), "refused means reported");
	diag_free(&d);
	if (api == NULL)
		return 0;
	for (i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		ask(api, "GET", "/find/", queries[i], "");
		ask(api, "GET", "/api/v1/find", queries[i], "");
	}
	ask(api, "GET", "/api/v1/suggest", "q=sh", "");
	ask(api, "GET", "/api/v1/suggest", "q=84", "");
	ask(api, "GET", "/api/v1/suggest", "q=how+do", "");
	ask(api, "GET", "/api/v1/centers", "", "");
	ask(api, "GET", "/api/v1/codes", "c=6109.10&c=84433250&c=77&c=9801", "");
	ask(api, "POST", "/account/", "", "list=6109.10%2C3%0A8471%2C5");
	ask(api, "POST", "/contact/", "",
	    "topic=protest&goods=cotton+shirts&question=How+long+may+it+be");
	ask(api, "POST", "/api/v1/feedback", "", "q=shoes&right=no&from=page");
	api_close(api);
	return 0;
}
