#include "base/csv.h"

#include <string.h>

void
csv_init(struct csv *c, const char *file, struct str text)
{
	if (str_starts(text, "\xEF\xBB\xBF"))
		text = str_skip(text, 3);
	*c = (struct csv){ .file = file, .rest = text, .line_start = text.p, .line = 1 };
}

/* Where REST begins. */
static struct loc
here(const struct csv *c)
{
	return (struct loc){ c->file, c->line, (unsigned)(c->rest.p - c->line_start) + 1 };
}

static void
next_line(struct csv *c, const char *start)
{
	c->line++;
	c->line_start = start;
}

/* Does REST begin with a line break?  Its length, or 0. */
static size_t
line_break(const struct csv *c)
{
	if (str_starts(c->rest, "\n"))
		return 1;
	return str_starts(c->rest, "\r\n") ? 2 : 0;
}

/* A field without quotes: up to the next comma or line break. */
static int
read_plain(struct diag *d, struct csv *c, struct str *out)
{
	*out = (struct str){ c->rest.p, 0 };
	while (c->rest.n > 0 && c->rest.p[0] != ',' && line_break(c) == 0) {
		if (c->rest.p[0] == '"')
			return diag_error(d, here(c),
			    "a double quote within a field that does not begin with one");
		if (c->rest.p[0] == '\r')
			return diag_error(d, here(c), "a carriage return without a line feed");
		c->rest = str_skip(c->rest, 1);
		out->n++;
	}
	return 0;
}

/* What stands between the quotes, each doubled one once. */
static struct str
unquoted(struct arena *a, struct str s, size_t doubled)
{
	char *p;
	size_t i, n = 0;

	if (doubled == 0)
		return s;
	p = arena_alloc(a, s.n);
	for (i = 0; i < s.n; i++) {
		p[n++] = s.p[i];
		if (s.p[i] == '"')
			i++; /* its twin */
	}
	return (struct str){ p, n };
}

static int
read_quoted(struct diag *d, struct csv *c, struct arena *a, struct str *out)
{
	struct loc open = here(c);
	const char *start = c->rest.p + 1;
	size_t doubled = 0;

	for (c->rest = str_skip(c->rest, 1); c->rest.n > 0; c->rest = str_skip(c->rest, 1)) {
		if (c->rest.p[0] == '\n')
			next_line(c, c->rest.p + 1);
		if (c->rest.p[0] != '"')
			continue;
		if (!str_starts(c->rest, "\"\""))
			break;
		c->rest = str_skip(c->rest, 1);
		doubled++;
	}
	if (c->rest.n == 0)
		return diag_error(d, open, "a double quote is not closed");
	*out = unquoted(a, (struct str){ start, (size_t)(c->rest.p - start) }, doubled);
	c->rest = str_skip(c->rest, 1);
	if (c->rest.n > 0 && c->rest.p[0] != ',' && line_break(c) == 0)
		return diag_error(
		    d, here(c), "expected a comma or the end of the row after a closing quote");
	return 0;
}

int
csv_next(struct diag *d, struct csv *c, struct arena *a, struct csv_row *row)
{
	size_t cap = 0, n;
	int rc;

	*row = (struct csv_row){ .line = c->line };
	if (c->rest.n == 0)
		return 0;
	for (;;) {
		row->field = arena_grow(a, row->field, row->n, &cap, sizeof(*row->field));
		if (row->n == CSV_FIELDS)
			rc = diag_error(d, here(c), "a row of more than %d fields", CSV_FIELDS);
		else if (str_starts(c->rest, "\""))
			rc = read_quoted(d, c, a, &row->field[row->n]);
		else
			rc = read_plain(d, c, &row->field[row->n]);
		if (rc != 0) {
			c->rest.n = 0;
			return -1;
		}
		row->n++;
		if (c->rest.n == 0)
			return 1;
		n = line_break(c);
		c->rest = str_skip(c->rest, n > 0 ? n : 1); /* or a comma */
		if (n > 0) {
			next_line(c, c->rest.p);
			return 1;
		}
	}
}
