#include "search/lines.h"

#include <string.h>

#include "base/htsno.h"

#define TEXT_MAX 500 /* bytes shown of a meaning: its end, which tells most */

struct near {
	const char *code, *text; /* NULL: none */
};

static const char *
dotted(struct arena *a, const char *code)
{
	struct buf b = BUF_INIT;
	const char *out;

	htsno_dotted(&b, str_of(code));
	out = arena_strdup(a, b.p);
	buf_free(&b);
	return out;
}

/* A text too long to be read in a table loses its beginning, at a word. */
static const char *
shown(struct arena *a, struct str text)
{
	size_t cut;

	if (text.n <= TEXT_MAX)
		return arena_strndup(a, text.p, text.n);
	text = str_skip(text, text.n - TEXT_MAX);
	cut = str_chr(text, ' ');
	if (cut == text.n) { /* one long word: cut it at a character */
		cut = 0;
		while (cut < text.n && (text.p[cut] & 0xC0) == 0x80)
			cut++;
	}
	text = str_skip(text, cut);
	return arena_printf(a, "\xE2\x80\xA6%.*s", (int)text.n, text.p);
}

/* The line of CODE itself; NULL when there is none. */
static const char *
text_of(struct arena *a, const struct store *s, const char *code)
{
	const char *out = NULL;

	db_bind_text(s->line_at, 1, code);
	if (db_step(s->line_at) == DB_ROW)
		out = shown(a, db_col_str(s->line_at, 0));
	db_reset(s->line_at);
	return out;
}

static struct near
neighbor(struct arena *a, struct db_stmt *st, const char *code, size_t len)
{
	struct near out = { NULL, NULL };
	const char *last = arena_printf(a, "%.4s:", code); /* after every digit */

	db_bind_text(st, 1, code);
	db_bind_int(st, 2, (int64_t)len);
	db_bind_str(st, 3, (struct str){ code, 4 });
	db_bind_text(st, 4, last);
	if (db_step(st) == DB_ROW) {
		struct str found = db_col_str(st, 0);

		out.code = arena_strndup(a, found.p, found.n);
		out.text = shown(a, db_col_str(st, 1));
	}
	db_reset(st);
	return out;
}

static size_t
shared(const char *x, const char *y)
{
	size_t n = 0;

	while (x[n] != '\0' && x[n] == y[n])
		n++;
	return n;
}

/* The line of as many digits that shares the most of CODE's first ones; of two such, the smaller. */
static struct near
nearest(struct arena *a, const struct store *s, const char *code)
{
	struct near none = { NULL, NULL };
	size_t len;

	for (len = strlen(code); len >= 6; len -= 2) {
		struct near before = neighbor(a, s->line_before, code, len),
			    after = neighbor(a, s->line_after, code, len);

		if (before.code == NULL && after.code == NULL)
			continue;
		if (before.code == NULL)
			return after;
		return after.code == NULL ||
			       shared(before.code, code) >= shared(after.code, code)
			   ? before
			   : after;
	}
	return none;
}

const char *
lines_say(struct arena *a, const struct store *s, const char *code)
{
	const char *text;
	struct near n;

	if (s->hts_edition == NULL)
		return NULL;
	text = text_of(a, s, code);
	if (text != NULL && text[0] != '\0')
		return arena_printf(a, tr(s->tr, "%s is: %s."), dotted(a, code), text);
	if (text != NULL)
		return arena_printf(
		    a, tr(s->tr, "%s is a number of %s."), dotted(a, code), s->hts_edition);
	n = nearest(a, s, code);
	if (n.code == NULL)
		return arena_printf(a,
		    tr(s->tr, "The imported edition (%s) has no line %s, and no line of "
			      "heading %.4s."),
		    s->hts_edition, dotted(a, code), code);
	return arena_printf(a,
	    tr(s->tr, "The imported edition (%s) has no line %s; the nearest is %s: %s."),
	    s->hts_edition, dotted(a, code), dotted(a, n.code), n.text);
}
