#include "search/codes_text.h"

#include <string.h>

#include "base/limits.h"

/* A run of digits and dots, or of letters, in the text. */
struct token {
	struct str s;
	size_t digits;
	bool dotted; /* 6109.10 */
	bool number; /* digits and dots only */
	bool to_next; /* "-", "to", "through" or "–" stands between this and the next number */
};

struct scan {
	struct token *v;
	size_t n;
	size_t words; /* tokens that are no number and no word about codes */
};

static bool
is_one_of(struct str w, const char *const *words)
{
	for (; *words != NULL; words++)
		if (str_is_nocase(w, *words))
			return true;
	return false;
}

static bool
names_codes(struct str w)
{
	static const char *const words[] = { "hts", "htsus", "hs", "heading", "headings",
		"subheading", "subheadings", "chapter", "chapters", "code", "codes", "tariff",
		NULL };

	return is_one_of(w, words);
}

static bool
joins_range(struct str w)
{
	static const char *const words[] = { "to", "through", "thru", "until", NULL };

	return is_one_of(w, words);
}

/* Does BETWEEN, what stands before a number and after another, make a range of the two? */
static bool
dash_between(struct str between)
{
	struct str s = str_trim(between);

	return str_is(s, "-") || str_is(s, "\xE2\x80\x93") || str_is(s, "..");
}

static struct token
next_token(struct str text)
{
	struct token t = { .s = { text.p, 0 } };
	size_t i = 0;

	if (ascii_isdigit(text.p[0])) {
		t.number = true;
		while (i < text.n &&
		       (ascii_isdigit(text.p[i]) || (text.p[i] == '.' && i + 1 < text.n &&
							ascii_isdigit(text.p[i + 1])))) {
			t.digits += ascii_isdigit(text.p[i]);
			t.dotted |= text.p[i] == '.';
			i++;
		}
		if (i < text.n && (ascii_isalpha(text.p[i]) || text.p[i] == '%'))
			t.number = false; /* 12v, 100% */
	}
	while (i < text.n && (ascii_isalpha(text.p[i]) || (unsigned char)text.p[i] >= 0x80 ||
				 (!t.number && ascii_isdigit(text.p[i]))))
		i++;
	t.s.n = i > 0 ? i : 1;
	return t;
}

static void
scan(struct scan *sc, struct arena *a, struct str text)
{
	size_t cap = 0, i = 0, gap = 0;
	bool ranged = false;

	*sc = (struct scan){ .n = 0 };
	while (i < text.n) {
		struct token t;

		if (!ascii_isdigit(text.p[i]) && !ascii_isalpha(text.p[i])) {
			i++;
			continue;
		}
		if (sc->n > 0 && dash_between((struct str){ text.p + gap, i - gap }))
			sc->v[sc->n - 1].to_next = true;
		t = next_token(str_skip(text, i));
		i += t.s.n;
		gap = i;
		if (!t.number && joins_range(t.s)) {
			ranged = sc->n > 0;
			continue;
		}
		if (ranged && t.number)
			sc->v[sc->n - 1].to_next = true;
		ranged = false;
		if (!t.number && !names_codes(t.s))
			sc->words++;
		sc->v = arena_grow(a, sc->v, sc->n, &cap, sizeof(*sc->v));
		sc->v[sc->n++] = t;
	}
}

static bool
is_heading(const struct store *s, const struct token *t)
{
	return t->number && t->digits >= 4 && t->digits % 2 == 0 && t->digits <= 10 &&
	       store_heading(s, (struct str){ t->s.p, 4 }) != NULL;
}

/* "for Honda Civic 2006-2011" */
static bool
is_year(struct str s)
{
	return s.n == 4 && str_cmp(s, STR("1900")) >= 0 && str_cmp(s, STR("2039")) <= 0;
}

/* NAMED: a word about codes was seen before.  Two years beside other words are what the goods fit. */
static bool
is_range(const struct scan *sc, size_t i, bool named)
{
	const struct token *a = &sc->v[i], *b = &sc->v[i + 1];

	if (i + 1 >= sc->n || !a->to_next || !a->number || !b->number || a->dotted ||
	    b->dotted || a->digits != b->digits || str_cmp(a->s, b->s) >= 0)
		return false;
	if (!named && sc->words > 0 && is_year(a->s) && is_year(b->s))
		return false;
	return a->digits == 4 || (a->digits == 2 && named);
}

/* Is the text about codes at all? */
static bool
about_codes(const struct scan *sc, const struct store *s)
{
	size_t i, known = 0;
	bool named = false;

	for (i = 0; i < sc->n; i++) {
		const struct token *t = &sc->v[i];

		if (is_range(sc, i, named))
			return true;
		if (is_heading(s, t) && (t->dotted || (i > 0 && names_codes(sc->v[i - 1].s))))
			return true;
		known += is_heading(s, t);
		named |= !t->number && names_codes(t->s);
	}
	return known > 1 && known > sc->words;
}

static void
add(struct codes *c, size_t *cap, struct arena *a, const struct store *s, struct str field)
{
	if (c->n >= LIMIT_CODE_LINES) {
		c->truncated = true;
		return;
	}
	c->lines = arena_grow(a, c->lines, c->n, cap, sizeof(*c->lines));
	code_read(&c->lines[c->n], a, s, field);
	c->lines[c->n].line = c->n + 1;
	c->n++;
}

/* Every heading from FROM to TO, of chapters or headings. */
static void
add_range(struct codes *c, size_t *cap, struct arena *a, const struct store *s, struct str from,
    struct str to)
{
	size_t i, n = 0;

	for (i = 0; i < s->n_headings && n < CODES_RANGE_MAX; i++) {
		struct str prefix = { s->headings[i].code, from.n };

		if (str_cmp(prefix, from) < 0 || str_cmp(prefix, to) > 0)
			continue;
		add(c, cap, a, s, str_of(s->headings[i].code));
		n++;
	}
	if (n == CODES_RANGE_MAX)
		c->truncated = true;
}

bool
codes_in_text(struct codes *c, struct arena *a, const struct store *s, struct str text)
{
	struct scan sc;
	size_t i, cap = 0;
	bool named = false;

	*c = (struct codes){ .n = 0 };
	scan(&sc, a, text);
	if (!about_codes(&sc, s))
		return false;
	for (i = 0; i < sc.n; i++) {
		const struct token *t = &sc.v[i];

		if (is_range(&sc, i, named)) {
			add_range(c, &cap, a, s, t->s, sc.v[i + 1].s);
			i++;
		} else if (t->number && t->digits >= 4) {
			add(c, &cap, a, s, t->s);
		}
		named |= !t->number && names_codes(t->s);
	}
	codes_sum(c, a, s);
	return c->n > 0;
}
