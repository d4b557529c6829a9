#include "cmd/check_tidy.h"

#include <string.h>

#include "markup/markdown.h"
#include "model/front.h"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool
is_fence(struct str line)
{
	return str_starts(line, "---") && str_trim(str_skip(line, 3)).n == 0;
}

/* Does code begin or end here?  What is in it is left alone. */
static bool
is_code_fence(struct str line)
{
	line = str_trim(line);
	return str_starts(line, "```") || str_starts(line, "~~~");
}

/* It may be code without a fence. */
static bool
is_indented(struct str line)
{
	return str_starts(line, "    ") || str_starts(line, "\t");
}

/* A value of several lines ("text: |") keeps its blanks. */
static bool
opens_block(struct str line)
{
	line = str_trim(line);
	while (line.n > 0 &&
	       (strchr("+-", line.p[line.n - 1]) != NULL || ascii_isdigit(line.p[line.n - 1])))
		line.n--;
	return str_ends(line, ": |") || str_ends(line, ": >") || str_ends(line, "- |") ||
	       str_ends(line, "- >");
}

/* Bytes of LINE that stay, given the line that follows. */
static size_t
kept(struct str line, struct str next, bool body)
{
	size_t n = line.n;

	while (n > 0 && is_blank(line.p[n - 1]))
		n--;
	/* CommonMark 6.7: two blanks at the end of a line within a paragraph break it. */
	if (body && n > 0 && line.n - n >= 2 && line.p[line.n - 1] == ' ' &&
	    line.p[line.n - 2] == ' ' && str_trim(next).n > 0)
		return line.n;
	return n;
}

void
check_tidy(struct buf *out, struct check_untidy *u, struct str text, bool markdown)
{
	struct str rest = text, line;
	bool body = false, code = false, front_kept = false;
	unsigned n = 0;
	size_t stay;

	*u = (struct check_untidy){ .crlf = 0 };
	while (rest.n > 0) {
		size_t end = str_chr(rest, '\n');
		bool ended = end < rest.n;

		line = (struct str){ rest.p, end };
		rest = str_skip(rest, end + (ended ? 1 : 0));
		n++;
		if (line.n > 0 && line.p[line.n - 1] == '\r' && ended) {
			line.n--;
			u->crlf++;
		}
		if (markdown && !body && n > 1 && is_fence(line))
			body = true;
		else if (body && is_code_fence(line))
			code = !code;
		else if (!body && opens_block(line))
			front_kept = true;
		stay = code || (!body && front_kept) || (body && is_indented(line))
			   ? line.n
			   : kept(line, (struct str){ rest.p, str_chr(rest, '\n') }, body);
		if (stay < line.n && u->blanks++ == 0)
			u->first_blanks = n;
		if (!ended)
			u->last = n;
		if (out != NULL) {
			buf_add(out, line.p, stay);
			buf_addc(out, '\n');
		}
	}
}

static bool
same_front(const struct front *a, const struct front *b)
{
	size_t i;

	if (a == NULL || b == NULL)
		return a == b;
	if (a->kind != b->kind || a->n != b->n || !str_eq(a->text, b->text))
		return false;
	for (i = 0; i < a->n; i++) {
		if (a->kind == FRONT_MAP &&
		    (!str_eq(a->pairs[i].key, b->pairs[i].key) ||
			!same_front(a->pairs[i].value, b->pairs[i].value)))
			return false;
		if (a->kind == FRONT_LIST && !same_front(a->items[i], b->items[i]))
			return false;
	}
	return true;
}

/* One of the two texts as its readers understand it. */
struct reading {
	const struct front *front;
	struct str html;
	bool ok;
};

static struct reading
reading(struct diag *d, struct arena *a, struct str text, bool markdown)
{
	struct reading r = { .ok = true };
	struct markdown_options o = { .loc = { "x", 1, 0 } };
	struct markdown_doc doc;
	struct str yaml = text, body = { NULL, 0 };
	unsigned line = 1;

	if (markdown && front_split(d, "x", text, &yaml, &body, &line) != 0 && yaml.p == NULL) {
		r.ok = false;
		return r;
	}
	r.front = front_parse(d, a, "x", 1, yaml);
	if (markdown) {
		(void)markdown_parse(d, a, &o, body, &doc); /* both are parsed alike */
		r.html = doc.html;
	}
	return r;
}

bool
check_tidy_same(struct str before, struct str after, bool markdown)
{
	struct arena a;
	struct diag d;
	struct reading x, y;
	bool same;

	arena_init(&a, 0);
	diag_init(&d);
	x = reading(&d, &a, before, markdown);
	y = reading(&d, &a, after, markdown);
	same = x.ok && y.ok && str_eq(x.html, y.html) && x.front != NULL &&
	       same_front(x.front, y.front);
	diag_free(&d);
	arena_free(&a);
	return same;
}
