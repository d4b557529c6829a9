#include <string.h>

#include "view/mustache_tree.h"

/* Longer delimiters serve nobody, and are compared at every byte of the text. */
#define DELIM_MAX 16

static bool
at_mark(struct str src, size_t at, struct str mark)
{
	return at + mark.n <= src.n && memcmp(src.p + at, mark.p, mark.n) == 0;
}

/*
 * Offset of LEAD (0: none) followed by CLOSE from AT on, or src.n.  With OPEN the search ends
 * where that stands first: a tag cannot hold another, so the closing mark was forgotten.
 */
static size_t
find_close(struct str src, size_t at, char lead, struct str close, const struct str *open)
{
	size_t skip = lead != 0 ? 1 : 0;

	for (; at < src.n; at++) {
		if ((lead == 0 || src.p[at] == lead) && at_mark(src, at + skip, close))
			return at;
		if (open != NULL && at_mark(src, at, *open))
			return at;
	}
	return src.n;
}

/* Neither white space nor control bytes. */
static bool
solid(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7F)
			return false;
	return s.n > 0;
}

/* mustache(5), set delimiter: two marks without white space and "=". */
static int
read_delims(struct diag *d, struct loc loc, struct str s, struct mustache_delims *out)
{
	size_t n = 0;

	while (n < s.n && !ascii_isspace(s.p[n]))
		n++;
	out->open = (struct str){ s.p, n };
	out->close = str_trim(str_skip(s, n));
	if (!solid(out->open) || !solid(out->close) || str_chr(s, '=') != s.n)
		return diag_error(d, loc,
		    "bad delimiters, expected two marks with a space between them and no "
		    "\"=\"");
	if (out->open.n > DELIM_MAX || out->close.n > DELIM_MAX)
		return diag_error(
		    d, loc, "bad delimiters, expected at most %d bytes each", DELIM_MAX);
	return 0;
}

/* "." or parts joined by single dots. */
static bool
dotted(struct str name)
{
	return str_is(name, ".") || (!str_starts(name, ".") && !str_ends(name, ".") &&
					str_find(name, "..") == name.n);
}

static int
check_name(struct diag *d, struct loc loc, const struct mustache_tag *tag)
{
	/* Names of templates and blocks may hold dots anywhere. */
	bool value = tag->dynamic || tag->sigil == 0 || strchr("#^&{", tag->sigil) != NULL;

	if (tag->name.n == 0)
		return diag_error(d, loc, "tag without a name");
	if (!solid(tag->name))
		return diag_error(d, loc, "bad name in tag, expected no white space in it");
	if (value && !dotted(tag->name))
		return diag_error(d, loc,
		    "bad name \"%.*s\", expected parts with single dots between",
		    MUSTACHE_SHOW(tag->name));
	return 0;
}

int
mustache_tag(struct diag *d, struct loc loc, struct str src, size_t at,
    const struct mustache_delims *delims, struct mustache_tag *tag)
{
	size_t from = at + delims->open.n, to;
	bool nests; /* an opening mark may stand inside */
	char lead = 0;

	*tag = (struct mustache_tag){ .end = src.n };
	while (from < src.n && ascii_isspace(src.p[from]))
		from++;
	if (from < src.n && !at_mark(src, from, delims->close) && src.p[from] != '\0' &&
	    strchr("#^/><$!=&{", src.p[from]) != NULL)
		tag->sigil = src.p[from++];
	if (tag->sigil == '{')
		lead = '}';
	else if (tag->sigil == '=')
		lead = '=';
	nests = tag->sigil == '!' || tag->sigil == '=';
	to = find_close(src, from, lead, delims->close, nests ? NULL : &delims->open);
	tag->end = to;
	if (to == src.n || !at_mark(src, to + (lead != 0 ? 1 : 0), delims->close) ||
	    (lead != 0 && src.p[to] != lead))
		return diag_error(d, loc, "tag is not closed, expected \"%.*s%.*s\"",
		    lead != 0 ? 1 : 0, &lead, MUSTACHE_SHOW(delims->close));
	tag->end = to + (lead != 0 ? 1 : 0) + delims->close.n;
	if (tag->sigil == '!')
		return 0;
	tag->name = str_trim((struct str){ src.p + from, to - from });
	if (tag->sigil == '=')
		return read_delims(d, loc, tag->name, &tag->delims);
	if (tag->sigil != 0 && strchr("<>/", tag->sigil) != NULL &&
	    str_starts(tag->name, "*")) {
		tag->dynamic = true;
		tag->name = str_trim(str_skip(tag->name, 1));
	}
	return check_name(d, loc, tag);
}

const struct str *
mustache_path(struct arena *a, struct str name, size_t *parts)
{
	struct str *path = NULL, part;
	size_t cap = 0;

	*parts = 0;
	if (str_is(name, "."))
		return NULL;
	while (str_split(&name, '.', &part)) {
		path = arena_grow(a, path, *parts, &cap, sizeof(*path));
		path[(*parts)++] = part;
	}
	return path;
}
