#include "base/rows.h"

#include <string.h>

#define SAMPLE 200 /* lines that vote for a separator */
#define CHOICES 3

static const char separators[CHOICES] = { '\t', ';', ',' };

static bool
is_end(char c)
{
	return c == '\n' || c == '\r';
}

static size_t
line_length(struct str s)
{
	size_t i = 0;

	while (i < s.n && !is_end(s.p[i]))
		i++;
	return i;
}

/* Bytes of the line break at the front of S. */
static size_t
break_length(struct str s)
{
	if (s.n == 0 || !is_end(s.p[0]))
		return 0;
	return s.n > 1 && s.p[0] == '\r' && s.p[1] == '\n' ? 2 : 1;
}

/* Which separators LINE has outside of quotes. */
static void
seen(struct str line, bool has[CHOICES])
{
	bool quoted = false;
	size_t i, j;

	memset(has, 0, CHOICES * sizeof(*has));
	for (i = 0; i < line.n; i++) {
		quoted ^= line.p[i] == '"';
		for (j = 0; j < CHOICES && !quoted; j++)
			has[j] |= line.p[i] == separators[j];
	}
}

void
rows_init(struct rows *r, struct str text)
{
	size_t votes[CHOICES] = { 0, 0, 0 }, n, i, best = CHOICES - 1;
	bool has[CHOICES];

	*r = (struct rows){ .rest = text, .line = 1 };
	for (n = 0; n < SAMPLE && text.n > 0; n++) {
		size_t len = line_length(text);

		seen((struct str){ text.p, len }, has);
		for (i = 0; i < CHOICES; i++)
			votes[i] += has[i];
		text = str_skip(text, len);
		text = str_skip(text, break_length(text));
	}
	for (i = CHOICES; i-- > 0;)
		if (votes[i] > 0 && votes[i] >= votes[best])
			best = i;
	r->sep = separators[best];
}

/* The separator of the row that begins S. */
static char
row_separator(const struct rows *r)
{
	bool has[CHOICES];
	size_t i;

	seen((struct str){ r->rest.p, line_length(r->rest) }, has);
	for (i = 0; i < CHOICES; i++)
		if (has[i] && separators[i] == r->sep)
			return r->sep;
	for (i = 0; i < CHOICES; i++)
		if (has[i])
			return separators[i];
	return r->sep;
}

/* Where the field that begins with a quote ends, after its closing quote and the spaces behind it; 0: it
 * is no quoted field.  *PAIRS: quotes in it that stand as two.  *BREAKS: line breaks. */
static size_t
quoted_length(struct str s, char sep, struct str *inner, size_t *pairs, size_t *breaks)
{
	bool loose = false; /* a single quote within: only a row's own may have it */
	size_t i = 1, after;

	*pairs = *breaks = 0;
	while (i < s.n) {
		if (*breaks > 0 && i > ROWS_QUOTED)
			return 0;
		if (is_end(s.p[i])) {
			if (loose)
				return 0;
			(*breaks)++;
			i += break_length(str_skip(s, i));
			continue;
		}
		if (s.p[i] != '"') {
			i++;
			continue;
		}
		if (i + 1 < s.n && s.p[i + 1] == '"') {
			(*pairs)++;
			i += 2;
			continue;
		}
		for (after = i + 1; after < s.n && s.p[after] == ' '; after++)
			;
		if (after == s.n || s.p[after] == sep || is_end(s.p[after])) {
			*inner = (struct str){ s.p + 1, i - 1 };
			return after;
		}
		if (*breaks > 0)
			return 0;
		loose = true;
		i++;
	}
	return 0;
}

static struct str
unpaired(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);
	size_t i, n = 0;

	for (i = 0; i < s.n; i++) {
		p[n++] = s.p[i];
		i += s.p[i] == '"' && i + 1 < s.n && s.p[i + 1] == '"';
	}
	return (struct str){ p, n };
}

/* Read one field off r->rest, up to its separator or the row's end.  *LOST: quotes of the row that nothing
 * closes; each may have been looked for up to the row's end, so after some they are letters. */
static struct str
field(struct rows *r, struct arena *a, char sep, unsigned *lost)
{
	size_t i = 0, len, pairs, breaks;
	struct str inner;

	while (i < r->rest.n && r->rest.p[i] == ' ')
		i++;
	r->rest = str_skip(r->rest, i);
	if (r->rest.n > 0 && r->rest.p[0] == '"' && *lost < ROWS_LOST) {
		len = quoted_length(r->rest, sep, &inner, &pairs, &breaks);
		if (len > 0) {
			r->rest = str_skip(r->rest, len);
			r->line += breaks;
			return str_trim(pairs > 0 ? unpaired(a, inner) : inner);
		}
		++*lost;
	}
	for (i = 0; i < r->rest.n && r->rest.p[i] != sep && !is_end(r->rest.p[i]); i++)
		;
	inner = (struct str){ r->rest.p, i };
	r->rest = str_skip(r->rest, i);
	return str_trim(inner);
}

bool
rows_next(struct rows *r, struct arena *a, struct rows_row *row)
{
	unsigned lost = 0;
	char sep;

	if (r->rest.n == 0)
		return false;
	row->n = 0;
	row->line = r->line;
	row->blank = true;
	sep = row_separator(r);
	for (;;) {
		struct str f = field(r, a, sep, &lost);

		row->blank &= f.n == 0;
		if (row->n < ROWS_FIELDS)
			row->field[row->n++] = f;
		if (r->rest.n == 0 || r->rest.p[0] != sep)
			break;
		r->rest = str_skip(r->rest, 1);
	}
	r->rest = str_skip(r->rest, break_length(r->rest));
	r->line++;
	return true;
}
