#include "markup/guard.h"

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* A rule such as "- - - -" (CommonMark 4.1): its marks open no list. */
static bool
is_rule(struct str line)
{
	size_t i;

	line = str_trim(line);
	if (line.n == 0 || (line.p[0] != '-' && line.p[0] != '*'))
		return false;
	for (i = 0; i < line.n; i++)
		if (line.p[i] != line.p[0] && !is_blank(line.p[i]))
			return false;
	return true;
}

/* Bytes of the container marker (CommonMark 5.1, 5.2) that S begins with, or 0. */
static size_t
marker(struct str s)
{
	size_t n = 0;

	if (s.n == 0)
		return 0;
	if (s.p[0] == '>')
		return 1;
	if (s.p[0] == '-' || s.p[0] == '*' || s.p[0] == '+') {
		n = 1;
	} else {
		while (n < s.n && n < 9 && ascii_isdigit(s.p[n]))
			n++;
		if (n == 0 || n == s.n || (s.p[n] != '.' && s.p[n] != ')'))
			return 0;
		n++;
	}
	return n == s.n || is_blank(s.p[n]) ? n : 0;
}

/* The offset of the marker that may stand too deep (CommonMark 5.2: a list's content is
 * indented by two columns or more), or line.n. */
static size_t
too_deep(struct str line)
{
	size_t at = 0, markers = 0, columns = 0, n;

	for (;;) {
		for (; at < line.n && is_blank(line.p[at]); at++)
			columns += line.p[at] == '\t' ? 4 : 1; /* at most */
		n = marker(str_skip(line, at));
		if (n == 0)
			return line.n;
		/* The blank behind each marker before this one is the marker's own. */
		if (markers + 1 + (columns > markers ? columns - markers : 0) / 2 > GUARD_DEPTH)
			return is_rule(line) ? line.n : at;
		markers++;
		at += n;
	}
}

int
guard_check(struct diag *d, const struct source *src)
{
	bool any = str_find(src->text, "![") < src->text.n; /* as a rule there is none */
	size_t i, at, images = 0;

	for (i = 0; i < src->n; i++) {
		struct str line = source_line(src, i + 1);

		at = too_deep(line);
		if (at < line.n)
			return diag_error(d, source_loc(src, i + 1, at + 1),
			    "lists and quotations nested more than %d deep", GUARD_DEPTH);
		for (at = any ? str_find(line, "![") : line.n; at < line.n;
		     at = at + 2 + str_find(str_skip(line, at + 2), "!["))
			if (++images > GUARD_IMAGES)
				return diag_error(d, source_loc(src, i + 1, at + 1),
				    "more than %d images in one file, split it", GUARD_IMAGES);
	}
	return 0;
}
