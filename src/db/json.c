#include "db/json.h"

#include <stdbool.h>
#include <stdlib.h>

#include "db/db.h"

struct json_array {
	const char *file;
	struct str rest;
	unsigned line; /* of the first byte of REST */
	size_t n; /* objects read */
	bool done; /* the array ended, or something was wrong */
	struct db *db;
	struct db_stmt *each;
};

static void
skip_space(struct json_array *j)
{
	while (j->rest.n > 0 && (j->rest.p[0] == ' ' || j->rest.p[0] == '\t' ||
				    j->rest.p[0] == '\n' || j->rest.p[0] == '\r')) {
		j->line += j->rest.p[0] == '\n';
		j->rest = str_skip(j->rest, 1);
	}
}

static int
bad(struct diag *d, struct json_array *j, const char *what)
{
	j->done = true;
	return diag_error(d, (struct loc){ j->file, j->line, 0 }, "%s", what);
}

struct json_array *
json_open(struct diag *d, const char *file, struct str text)
{
	struct json_array *j = xalloc(sizeof(*j));

	if (str_starts(text, "\xEF\xBB\xBF"))
		text = str_skip(text, 3);
	*j = (struct json_array){ .file = file, .rest = text, .line = 1 };
	j->db = db_scratch(d);
	if (j->db != NULL)
		j->each = db_prepare(d, j->db, "SELECT key, type, atom FROM json_each(?)");
	if (j->each != NULL) {
		skip_space(j);
		if (str_starts(j->rest, "[")) {
			j->rest = str_skip(j->rest, 1);
			return j;
		}
		(void)bad(d, j, "expected a JSON array of objects"); /* NULL says it */
	}
	json_close(j);
	return NULL;
}

void
json_close(struct json_array *j)
{
	if (j == NULL)
		return;
	db_stmt_free(j->each);
	db_close(j->db);
	free(j);
}

/* The length of the object that S begins with, strings passed over; 0 when it never ends. */
static size_t
object_length(struct str s)
{
	size_t i, depth = 0;
	bool in_string = false;

	for (i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (in_string) {
			if (c == '\\')
				i++;
			else if (c == '"')
				in_string = false;
		} else if (c == '"') {
			in_string = true;
		} else if (c == '{') {
			depth++;
		} else if (c == '}' && --depth == 0) {
			return i + 1;
		}
	}
	return 0;
}

static enum json_kind
kind_of(struct str type)
{
	if (str_is(type, "text"))
		return JSON_TEXT;
	if (str_is(type, "integer") || str_is(type, "real"))
		return JSON_NUMBER;
	return str_is(type, "null") ? JSON_NULL : JSON_OTHER;
}

static int
read_object(struct diag *d, struct json_array *j, struct arena *a, struct str object,
    struct json_member *m, size_t n)
{
	enum db_step step;
	size_t i;

	for (i = 0; i < n; i++)
		m[i] = (struct json_member){ .key = m[i].key };
	db_bind_str(j->each, 1, object);
	while ((step = db_step(j->each)) == DB_ROW) {
		for (i = 0; i < n; i++) {
			struct str text = db_col_str(j->each, 2);

			if (!str_is(db_col_str(j->each, 0), m[i].key))
				continue;
			m[i].kind = kind_of(db_col_str(j->each, 1));
			m[i].text = (struct str){ "", 0 };
			if (m[i].kind == JSON_TEXT || m[i].kind == JSON_NUMBER)
				m[i].text =
				    (struct str){ arena_strndup(a, text.p, text.n), text.n };
		}
	}
	db_reset(j->each);
	return step == DB_DONE ? 0 : bad(d, j, "the object that begins here is no JSON");
}

int
json_next(struct diag *d, struct json_array *j, struct arena *a, struct json_member *m,
    size_t n, unsigned *line)
{
	size_t length, i;

	if (j->done)
		return 0;
	skip_space(j);
	if (j->n > 0 && str_starts(j->rest, ",")) {
		j->rest = str_skip(j->rest, 1);
		skip_space(j);
	} else if (str_starts(j->rest, "]")) {
		j->rest = str_skip(j->rest, 1);
		skip_space(j);
		j->done = true;
		return j->rest.n == 0 ? 0 : bad(d, j, "more text after the end of the array");
	} else if (j->n > 0 || j->rest.n == 0) {
		return bad(d, j,
		    j->rest.n == 0 ? "the array is not closed; is the file whole?"
				   : "expected a comma or the end of the array");
	}
	if (!str_starts(j->rest, "{"))
		return bad(d, j, "expected an object");
	length = object_length(j->rest);
	if (length == 0)
		return bad(d, j, "the object that begins here is not closed");
	*line = j->line;
	if (read_object(d, j, a, (struct str){ j->rest.p, length }, m, n) != 0)
		return -1;
	for (i = 0; i < length; i++)
		j->line += j->rest.p[i] == '\n';
	j->rest = str_skip(j->rest, length);
	j->n++;
	return 1;
}
