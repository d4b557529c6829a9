#include "search/suggest.h"

#include <math.h>
#include <string.h>

#include "base/escape.h"
#include "base/utf8.h"
#include "words/forms.h"

/* Rows that one kind may take where there are others; goods take what is left. */
#define CENTERS_MAX 2
#define QUESTIONS_MAX 2
#define LETTERS_MIN 4 /* before a question is guessed, unless the text asks */
#define ASKED_MAX 6 /* of a text that begins as a question does */
#define EXACT 1000 /* how much more general the typed word itself is than what begins with it */

static bool
starts_word(const char *text, const char *p)
{
	return p == text || p[-1] == ' ' || p[-1] == '-' || p[-1] == '(';
}

/* The first place where a word of TEXT begins as PREFIX does; NULL: none.  *ODD is set when a letter
 * beyond ASCII stood in the way, so that only the folded text can tell.  PREFIX is a visitor's and may
 * hold NUL, which must not be taken for the one that ends TEXT. */
static const char *
goes_on(const char *text, struct str prefix, bool *odd)
{
	const char *p;
	size_t i;

	for (p = text; *p != '\0'; p++) {
		if (!starts_word(text, p))
			continue;
		for (i = 0; i < prefix.n && p[i] != '\0' && ascii_lower(p[i]) == prefix.p[i];
		     i++)
			;
		if (i == prefix.n)
			return p;
		*odd |= (unsigned char)p[i] >= 0x80;
	}
	return NULL;
}

/* The same in *TEXT folded as prefixes are, where that is needed; *TEXT is then the folded one. */
static const char *
goes_on_folded(struct arena *a, const char **text, struct str prefix)
{
	struct buf b = BUF_INIT;
	bool odd = false;
	const char *p = goes_on(*text, prefix, &odd);

	if (p != NULL || !odd)
		return p;
	utf8_fold(&b, str_of(*text));
	*text = arena_strndup(a, b.p, b.n);
	buf_free(&b);
	return goes_on(*text, prefix, &odd);
}

/* The two letters at P, as one number: what a bucket of store.starts is found by. */
static size_t
letters(const char *p)
{
	return (size_t)(unsigned char)ascii_lower(p[0]) << 8 | (unsigned char)ascii_lower(p[1]);
}

/* Up to four bytes at P as one number, the first one highest. */
static uint32_t
four(const char *p, size_t n)
{
	uint32_t v = 0;
	size_t i;

	for (i = 0; i < 4; i++)
		v = v << 8 | (i < n ? (unsigned char)ascii_lower(p[i]) : 0);
	return v;
}

/* Count, or where STARTS is not NULL enter, name I under each two letters that a word of TEXT begins with. */
static void
enter(struct store *s, uint32_t *at, const char *text, uint32_t i)
{
	const char *p;

	for (p = text; *p != '\0'; p++) {
		size_t l;

		if (!starts_word(text, p))
			continue;
		l = letters(p);
		if (s->starts != NULL) {
			s->starts[at[l]] = i;
			s->starts_next[at[l]] =
			    p[1] != '\0' ? four(p + 2, strnlen(p + 2, 4)) : 0;
		}
		at[l]++;
	}
}

static bool
is_ascii(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s >= 0x80)
			return false;
	return true;
}

/* How special a name is whatever was typed: TEXT is its text, folded or not. */
static long
special_itself(const struct store *s, const struct store_name *name, const char *text)
{
	long rank = (long)strlen(text);
	const char *c;

	for (c = text; *c != '\0'; c++)
		rank += *c == ' ' ? 120 : *c == '-' ? 60 : 0;
	/* What many names end in is what they are kinds of. */
	if (name->head != UINT32_MAX) /* a name may have no term */
		rank -= lround(15 * log2(1 + s->terms[name->head].n));
	return rank;
}

/* Name I, whose text is also read as FOLDED. */
static void
rank(struct store *s, size_t i, const char *folded)
{
	const struct store_name *name = &s->names[i];
	long a = special_itself(s, name, name->text);
	long b = folded != name->text ? special_itself(s, name, folded) : a;
	size_t m = strlen(name->text), n = strlen(folded);

	/* What does not fit is cut: then the name is looked at. */
	a = a < b ? a : b;
	m = m < n ? m : n;
	s->ranks[i].least = (int16_t)(a < INT16_MAX ? a : INT16_MAX);
	s->ranks[i].len = (uint16_t)(m < UINT16_MAX ? m : UINT16_MAX);
}

/* Once to count and rank, once to enter. */
static void
enter_all(struct store *s, uint32_t *at)
{
	struct buf folded = BUF_INIT;
	size_t i;

	for (i = 0; i < s->n_names; i++) {
		const char *text = s->names[i].text, *other = text;

		enter(s, at, text, (uint32_t)i);
		if (!is_ascii(text)) {
			buf_clear(&folded);
			utf8_fold(&folded, str_of(text));
			enter(s, at, folded.p, (uint32_t)i);
			other = folded.p;
		}
		if (s->starts == NULL)
			rank(s, i, other);
	}
	buf_free(&folded);
}

void
suggest_prepare(struct store *s)
{
	uint32_t *at = arena_alloc(&s->arena, (SUGGEST_STARTS + 1) * sizeof(*at)), sum = 0, n;
	size_t i;

	s->ranks = arena_alloc(&s->arena, (s->n_names + 1) * sizeof(*s->ranks));
	s->starts = NULL;
	enter_all(s, at);
	for (i = 0; i <= SUGGEST_STARTS; i++) { /* counts become places */
		n = at[i];
		at[i] = sum;
		sum += n;
	}
	s->starts_next = arena_alloc(&s->arena, (sum + 1) * sizeof(*s->starts_next));
	s->starts = arena_alloc(&s->arena, (sum + 1) * sizeof(*s->starts));
	enter_all(s, at); /* each place is now where the next bucket begins */
	memmove(at + 1, at, SUGGEST_STARTS * sizeof(*at));
	at[0] = 0;
	s->starts_at = at;
}

struct pick {
	const struct store_name *name;
	long rank; /* lower is better */
};

/* How special NAME is, found at P of TEXT, its folded form; lower is more general. */
static long
special(const struct store *s, const struct store_name *name, const char *text, const char *p,
    struct str prefix)
{
	const char *end = p + prefix.n;
	long rank = special_itself(s, name, text);

	if (p != text)
		rank += 300;
	else if (*end == '\0' || strcmp(end, "s") == 0)
		rank -= EXACT; /* the word itself */
	if (*end != '\0' && *end != ' ')
		rank += 60; /* in the middle of a word */
	if ((name->kind == STORE_ES) != (s->lang == LANG_ES))
		rank += 100; /* the page's language first */
	else if (name->kind == STORE_BRAND)
		rank += 150;
	return rank;
}

/* Do both names have the same words, such as "shoe" and "shoes"? */
static bool
same_words(const struct store *s, const struct store_name *x, const struct store_name *y)
{
	return strcmp(x->text, y->text) == 0 ||
	       (x->n_plain > 0 && x->n_plain == y->n_plain && x->kind == y->kind &&
		   memcmp(s->name_terms + x->first, s->name_terms + y->first,
		       x->n_plain * sizeof(*s->name_terms)) == 0);
}

/* Keep NAME among the N best, at most MAX of them, unless its like is there with a better rank. */
static void
consider(struct pick *best, size_t *n, size_t max, const struct store *s,
    const struct store_name *name, long rank)
{
	size_t i, at = *n;

	for (i = 0; i < *n; i++) {
		if (!same_words(s, best[i].name, name))
			continue;
		if (best[i].rank <= rank)
			return;
		memmove(best + i, best + i + 1, (*n - i - 1) * sizeof(*best));
		at = --*n;
		break;
	}
	while (at > 0 && rank < best[at - 1].rank)
		at--;
	if (at >= max)
		return;
	if (*n < max)
		(*n)++;
	memmove(best + at + 1, best + at, (*n - at - 1) * sizeof(*best));
	best[at] = (struct pick){ name, rank };
}

static const char *
find_url(struct arena *a, const struct store *s, const char *query)
{
	struct buf b = BUF_INIT;
	const char *url;

	buf_addf(&b, "%s/find/?q=", lang_info[s->lang].prefix);
	escape_url_arg(&b, str_of(query));
	url = arena_strdup(a, b.p);
	buf_free(&b);
	return url;
}

/* The digits of a text that is a code or its beginning; empty when it holds anything else. */
static struct str
digits_of(struct arena *a, struct str text)
{
	char *out = arena_strndup(a, text.p, text.n);
	size_t i, n = 0;

	for (i = 0; i < text.n; i++) {
		if (text.p[i] >= '0' && text.p[i] <= '9')
			out[n++] = text.p[i];
		else if (text.p[i] != '.' && text.p[i] != ' ')
			return (struct str){ out, 0 };
	}
	return (struct str){ out, n <= 10 ? n : 0 };
}

static size_t
codes(struct suggestion *out, struct arena *a, const struct store *s, struct str digits)
{
	const struct store_chapter *chapter = digits.n == 2 ? store_chapter(s, digits) : NULL;
	size_t i, n = 0;

	if (chapter != NULL)
		out[n++] = (struct suggestion){ arena_printf(a, "Chapter %s, %s",
						    chapter->number, chapter->title),
			"code", arena_printf(a, "/hts/%s/", chapter->number), NULL };
	if (digits.n > 4)
		digits.n = 4;
	for (i = store_headings_before(s, digits); i < s->n_headings && n < SUGGEST_MAX; i++) {
		const struct store_heading *h = &s->headings[i];

		if (strncmp(h->code, digits.p, digits.n) != 0)
			break;
		out[n++] = (struct suggestion){ arena_printf(a, "%s %s", h->code, h->title),
			"code", arena_printf(a, "/hts/%s/", h->code), h->rule->center };
	}
	return n;
}

/* Does each word of PREFIX begin a word of the question? */
static bool
asks(struct arena *a, const char *question, struct str prefix)
{
	struct str word;
	size_t i, start = 0;

	for (i = 0; i <= prefix.n; i++) {
		if (i < prefix.n && prefix.p[i] != ' ')
			continue;
		word = (struct str){ prefix.p + start, i - start };
		if (word.n > 0 && goes_on_folded(a, &question, word) == NULL)
			return false;
		start = i + 1;
	}
	return true;
}

static size_t
questions(struct suggestion *out, size_t max, struct arena *a, const struct store *s,
    struct str prefix)
{
	size_t i, n = 0;

	for (i = 0; i < s->n_faqs && n < max; i++)
		if (asks(a, s->faqs[i].question, prefix))
			out[n++] = (struct suggestion){ s->faqs[i].question, "question",
				s->faqs[i].url, NULL };
	return n;
}

/* Can the name of start AT be among the N best, MAX at most, for a prefix that goes on with NEXT after
 * its two letters?  A look that spares one at the name itself, which most would not be worth. */
static bool
may_be(const struct store *s, uint32_t at, const uint32_t next[2], size_t typed,
    const struct pick *best, size_t n, size_t max)
{
	const struct store_rank *r = &s->ranks[s->starts[at]];

	if ((s->starts_next[at] & next[1]) != next[0])
		return false;
	return n < max || r->len <= typed + 1 || (long)r->least < best[n - 1].rank;
}

static size_t
products(struct suggestion *out, size_t max, struct arena *a, const struct store *s,
    struct str prefix)
{
	struct pick best[SUGGEST_MAX + 1];
	size_t i, n = 0, l = letters(prefix.p), more = prefix.n - 2 < 4 ? prefix.n - 2 : 4;
	uint32_t at, end = max > 0 ? s->starts_at[l + 1] : 0, last = UINT32_MAX;
	const uint32_t next[2] = { four(prefix.p + 2, more),
		more > 0 ? UINT32_MAX << 8 * (4 - more) : 0 };

	for (at = s->starts_at[l]; at < end; at++) {
		const struct store_name *name = &s->names[s->starts[at]];
		const char *text, *p;

		if (s->starts[at] == last || !may_be(s, at, next, prefix.n, best, n, max) ||
		    name->kind == STORE_CAS)
			continue;
		last = s->starts[at];
		text = name->text;
		p = goes_on_folded(a, &text, prefix);
		if (p != NULL)
			consider(best, &n, max, s, name, special(s, name, text, p, prefix));
	}
	for (i = 0; i < n; i++)
		out[i] = (struct suggestion){ best[i].name->text, "product",
			find_url(a, s, best[i].name->text), best[i].name->rule->center };
	return n;
}

size_t
suggest_find(struct suggestion *out, struct arena *a, const struct store *s, struct str text)
{
	struct suggestion asked[ASKED_MAX];
	struct buf b = BUF_INIT;
	struct str prefix, digits;
	size_t i, n = 0, n_asked;
	bool question, odd = false;

	utf8_fold(&b, str_trim(text));
	prefix = (struct str){ arena_strndup(a, b.p, b.n), b.n };
	buf_free(&b);
	if (prefix.n < 2)
		return 0;
	digits = digits_of(a, prefix);
	if (digits.n >= 2)
		return codes(out, a, s, digits);
	for (i = 0; i < prefix.n && prefix.p[i] != ' '; i++)
		;
	question = forms_asks(arena_strndup(a, prefix.p, i));
	n_asked = question || prefix.n >= LETTERS_MIN
		      ? questions(asked, question ? ASKED_MAX : QUESTIONS_MAX, a, s, prefix)
		      : 0;
	if (question)
		for (; n < n_asked; n++)
			out[n] = asked[n];
	for (i = 0; i < s->n_centers && n < CENTERS_MAX + (question ? n_asked : 0); i++)
		if (goes_on(s->center_words[i].name, prefix, &odd) != NULL)
			out[n++] = (struct suggestion){ arena_printf(a, tr(s->tr, "%s Center"),
							    s->center_words[i].name),
				"center", s->center_words[i].url, &s->centers[i] };
	n += products(out + n, SUGGEST_MAX - n - (question ? 0 : n_asked), a, s, prefix);
	if (!question)
		for (i = 0; i < n_asked; i++)
			out[n++] = asked[i];
	return n;
}
