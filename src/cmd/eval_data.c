#include "cmd/eval_data.h"

#include <stdint.h>

#include "base/buf.h"
#include "base/fs.h"

#define FILE_LIMIT (16ul * 1024 * 1024) /* bytes of one file of queries */

/* A kind and the columns that it must have and may have; the first row that fits is taken. */
static const struct {
	enum eval_kind kind;
	const char *query, *want, *extra, *other; /* OTHER: instead of EXTRA */
} kinds[] = {
	{ EVAL_PRODUCTS, "query", "hts", "style", "source" },
	{ EVAL_QUESTIONS, "query", "url", NULL, NULL },
	{ EVAL_VAGUE, "query", "why", NULL, NULL },
	{ EVAL_CODES, "input", "status", "heading", NULL },
	{ EVAL_MIXES, "codes", "center", NULL, NULL },
	{ EVAL_PINNED, "query", "center", NULL, NULL },
	{ EVAL_FIGURES, "metric", "value", NULL, NULL },
};

/* The place of a column in the header line; SIZE_MAX when it has none of that name. */
static size_t
column(struct str header, const char *name)
{
	struct str f;
	size_t i;

	for (i = 0; name != NULL && str_split(&header, '\t', &f); i++)
		if (str_is(str_trim(f), name))
			return i;
	return SIZE_MAX;
}

static struct str
field(struct str line, size_t want)
{
	struct str f = { "", 0 };
	size_t i;

	if (want == SIZE_MAX)
		return f;
	for (i = 0; i <= want; i++)
		if (!str_split(&line, '\t', &f))
			return (struct str){ "", 0 };
	return f;
}

static void
read_rows(struct eval_file *f, struct arena *a, struct str rest, const size_t columns[3])
{
	struct str line;
	size_t cap = 0;
	unsigned number = 1;

	while (str_split(&rest, '\n', &line)) {
		number++;
		if (str_ends(line, "\r"))
			line.n--;
		if (field(line, columns[0]).n == 0)
			continue;
		f->rows = arena_grow(a, f->rows, f->n, &cap, sizeof(*f->rows));
		f->rows[f->n++] = (struct eval_row){
			.query = field(line, columns[0]),
			.want = field(line, columns[1]),
			.extra = field(line, columns[2]),
			.file = f,
			.line = number,
		};
	}
}

int
eval_file_read(struct eval_file *f, struct diag *d, struct arena *a, const char *path)
{
	struct buf text = BUF_INIT;
	struct str rest, header = { "", 0 };
	size_t i, columns[3];
	int rc;

	*f = (struct eval_file){ .path = path };
	rc = fs_read(d, &text, path, FILE_LIMIT);
	if (rc == 0) {
		hash_hex(f->hash, buf_str(&text));
		rest = (struct str){ arena_strndup(a, text.p, text.n), text.n };
		(void)str_split(&rest, '\n', &header); /* an empty file has an empty header */
		for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
			columns[0] = column(header, kinds[i].query);
			columns[1] = column(header, kinds[i].want);
			columns[2] = column(header, kinds[i].extra);
			if (columns[2] == SIZE_MAX)
				columns[2] = column(header, kinds[i].other);
			if (columns[0] != SIZE_MAX && columns[1] != SIZE_MAX)
				break;
		}
		if (i == sizeof(kinds) / sizeof(kinds[0])) {
			rc = diag_error(d, (struct loc){ path, 1, 1 },
			    "the header line must name the columns query and hts, url, why or "
			    "center, or input and status, or codes and center, tab between");
		} else {
			f->kind = kinds[i].kind;
			if (f->kind != EVAL_FIGURES)
				read_rows(f, a, rest, columns);
		}
	}
	buf_free(&text);
	return rc;
}
