#include "markup/walk.h"

#include <string.h>

#include "base/bytes.h"

/* Text: plain, collapsed. */

void
walk_space(struct walk *w)
{
	if (w->no_text && w->listening == 0)
		return;
	if (w->text.n > 0 && w->text.p[w->text.n - 1] != ' ')
		buf_addc(&w->text, ' ');
}

/* Are the bytes HERE, where NEXT are the ones behind each, words with one space between each two? */
static inline bool
words(bytes16 here, bytes16 next)
{
	return !bytes16_any((bytes16)((here < ' ') | ((here == ' ') & (next <= ' '))));
}

/* Is all of S so, without a space at its ends? */
static bool
all_words(struct str s)
{
	size_t i;

	if (s.n == 0 || s.p[0] == ' ')
		return false;
	for (i = 0; s.n - i > 16; i += 16)
		if (!words(bytes16_at(s.p + i), bytes16_at(s.p + i + 1)))
			return false;
	s = str_skip(s, i);
	return words(s.n < 16 ? bytes16_upto(s.p, s.n, '!') : bytes16_at(s.p),
	    bytes16_upto(s.p + 1, s.n - 1, ' '));
}

static void
collapse(struct walk *w, struct str s)
{
	size_t i, from = 0;

	for (i = 0; i < s.n; i++) {
		if ((unsigned char)s.p[i] > ' ' || !ascii_isspace(s.p[i]))
			continue;
		buf_add(&w->text, s.p + from, i - from);
		walk_space(w);
		from = i + 1;
	}
	if (from < s.n)
		buf_add(&w->text, s.p + from, s.n - from);
}

void
walk_text(struct walk *w, struct str s)
{
	bool before = s.n > 0 && s.p[0] == ' ', after = s.n > 0 && s.p[s.n - 1] == ' ';

	if (w->no_text && w->listening == 0)
		return;
	s.n -= after ? 1 : 0;
	s = str_skip(s, before ? 1 : 0);
	if (before)
		walk_space(w);
	if (all_words(s))
		buf_addstr(&w->text, s);
	else
		collapse(w, s);
	if (after)
		walk_space(w);
}

struct str
walk_keep(struct walk *w, struct str s)
{
	return (struct str){ arena_strndup(w->arena, s.p, s.n), s.n };
}

struct str
walk_keep_text(struct walk *w, size_t from)
{
	return walk_keep(w, str_trim(str_skip(buf_str(&w->text), from)));
}

struct walk_mark
walk_here(const struct walk *w)
{
	return (struct walk_mark){ w->html.n, w->text.n };
}

/* Places in the file. */

/* Column of the first byte of line NUMBER that belongs to the paragraph around node: behind the
 * marks of the quotations it stands in, as far as they are written, and blanks if so asked. */
static size_t
line_start(const struct walk *w, size_t number, bool skip_blanks)
{
	struct str line = source_line(w->src, number);
	size_t i, start = 0;
	unsigned quotes = w->quotes;

	for (i = 0; i < line.n; i++) {
		if (line.p[i] == '>' && quotes > 0) {
			quotes--;
			start = i + 1 < line.n && line.p[i + 1] == ' ' ? i + 2 : i + 1;
		} else if (line.p[i] != ' ' && line.p[i] != '\t') {
			break;
		}
	}
	return (skip_blanks ? i : start) + 1;
}

/*
 * cmark counts the columns of every line of a paragraph as if it began where the first does.
 * It begins behind its blanks, or before them if it continues the paragraph lazily (CommonMark
 * 5.1): the right one of the two has the mark of a link, image or tag in that column.
 */
struct loc
walk_inline_loc(const struct walk *w, size_t number, int column)
{
	struct str line = source_line(w->src, number);
	size_t col = column > 0 ? (size_t)column : 1, from;

	if (number > w->first_line && col >= w->first_col) {
		from = col - w->first_col;
		col = from + line_start(w, number, true);
		if (col > line.n || strchr("[<!", line.p[col - 1]) == NULL)
			col = from + line_start(w, number, false);
	}
	return source_loc(w->src, number, col);
}

size_t
walk_positive(int n)
{
	return n > 0 ? (size_t)n : 0;
}

struct loc
walk_block_loc(const struct walk *w)
{
	return source_loc(w->src, walk_positive(cmark_node_get_start_line(w->node)),
	    walk_positive(cmark_node_get_start_column(w->node)));
}

/* HTML. */

struct str
walk_literal(const struct walk *w)
{
	return str_of(cmark_node_get_literal(w->node));
}

void
walk_fresh_line(struct walk *w)
{
	if (w->html.n > 0 && w->html.p[w->html.n - 1] != '\n')
		buf_addc(&w->html, '\n');
}

void
walk_raw_html(struct walk *w, struct loc loc)
{
	if (w->raw)
		buf_addstr(&w->html, walk_literal(w));
	else if (w->plain)
		buf_adds(&w->html, "<!-- raw HTML omitted -->");
	else
		w->status = diag_error(w->diag, loc, "raw HTML is not allowed, use Markdown");
}
