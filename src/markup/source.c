#include "markup/source.h"

void
source_init(struct source *src, struct arena *a, struct str body, struct loc start)
{
	unsigned line = start.line != 0 ? start.line : 1;
	size_t at = 0, end, cap = body.n / 32 + 8,
	       cr = str_chr(body, '\r'); /* as a rule there is none */

	*src = (struct source){ .text = body, .file = start.file };
	src->lines = arena_alloc(a, cap * sizeof(*src->lines)); /* as a rule enough */
	while (at < body.n) {
		end = at + str_chr(str_skip(body, at), '\n');
		if (cr < at)
			cr = at + str_chr(str_skip(body, at), '\r');
		if (cr < end)
			end = cr;
		src->lines = arena_grow(a, src->lines, src->n, &cap, sizeof(*src->lines));
		src->lines[src->n++] =
		    (struct source_line){ .at = at, .n = end - at, .line = line };
		line++;
		if (end + 1 < body.n && body.p[end] == '\r' && body.p[end + 1] == '\n')
			end++;
		at = end + 1;
	}
}

struct str
source_line(const struct source *src, size_t number)
{
	const struct source_line *l;

	if (number == 0 || number > src->n)
		return (struct str){ NULL, 0 };
	l = &src->lines[number - 1];
	return (struct str){ src->text.p + l->at, l->n };
}

struct loc
source_loc(const struct source *src, size_t number, size_t col)
{
	const struct source_line *l;

	if (number == 0 || number > src->n)
		return (struct loc){ .file = src->file };
	l = &src->lines[number - 1];
	col = col > l->added ? col - l->added : 1;
	return (
	    struct loc){ .file = src->file, .line = l->line, .col = (unsigned)(col + l->cut) };
}
