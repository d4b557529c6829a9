#include "words/terms.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "words/forms.h"

#define STEM_MIN 4 /* bytes; shorter words only lose nothing by staying whole */

#define PIN_MIN 3 /* bytes that are left of a pinned word in Spanish */
#define SPANISH_MARK \
	"es0" /* before a Spanish term; a letter and a digit stay one token of FTS5 */

#define WHOLE 16 /* bytes of a word that its key holds: nearly always all of it */

/* A word as it is typed, and what became of it.  What is asked of each word of a text comes first, so
 * that it lies in one line of memory: this is a table of tens of thousands that is read millions of times. */
struct known {
	uint64_t key[2]; /* of TYPED */
	uint32_t length; /* of TYPED */
	uint32_t tally;
	enum lang lang;
	bool
	    bare; /* signs alone: SURFACE is empty, which is not asked of it as it lies elsewhere */
	unsigned flags; /* that do not depend on what follows */
	const char *surface, *term;
	const char *typed;
};

/* Where it stands: small, so that the many slots of a large table stay near. */
struct slot {
	uint32_t hash, number; /* its lower half; known[number - 1], 0: free */
};

struct words {
	struct sb_stemmer *english, *spanish;
	struct buf fold; /* scratch */
	struct arena arena; /* of what is known */
	struct known
	    *known; /* N of them, as they came: frequent words first; room for CAP / 2 */
	struct slot *slots; /* open addressing, CAP a power of two; 0: nothing is remembered */
	size_t n, cap;
};

struct words *
words_new(void)
{
	struct words *w = xalloc(sizeof(*w));

	*w = (struct words){ .english = sb_stemmer_new("english", "UTF_8"),
		.spanish = sb_stemmer_new("spanish", "UTF_8"),
		.fold = BUF_INIT };
	if (w->english == NULL || w->spanish == NULL)
		abort(); /* the library is built with both, or memory is out */
	return w;
}

void
words_free(struct words *w)
{
	if (w == NULL)
		return;
	sb_stemmer_delete(w->english);
	sb_stemmer_delete(w->spanish);
	buf_free(&w->fold);
	arena_free(&w->arena);
	free(w->known);
	free(w->slots);
	free(w);
}

static void
make_room(struct words *w)
{
	size_t i, k, cap = w->cap != 0 ? w->cap * 2 : 4096;
	struct slot *slots = xalloc(cap * sizeof(*slots));

	memset(slots, 0, cap * sizeof(*slots));
	for (i = 0; i < w->cap; i++) {
		if (w->slots[i].number == 0)
			continue;
		for (k = w->slots[i].hash & (cap - 1); slots[k].number != 0;)
			k = (k + 1) & (cap - 1);
		slots[k] = w->slots[i];
	}
	free(w->slots);
	w->slots = slots;
	w->cap = cap;
	w->known = xrealloc(w->known, cap / 2 * sizeof(*w->known));
}

void
words_remember(struct words *w)
{
	if (w->cap == 0)
		make_room(w);
}

unsigned
words_ending(const char *w, size_t n)
{
	static const struct {
		const char *s;
		size_t n;
		unsigned ending;
	} endings[] = {
		{ "ing", 3, 1 },
		{ "ed", 2, 2 },
		{ "er", 2, 3 },
		{ "or", 2, 3 },
	};
	size_t i;

	if (n > 1 && (w[n - 1] == 's' || w[n - 1] == 'S'))
		n--;
	for (i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		if (n > endings[i].n &&
		    strncasecmp(w + n - endings[i].n, endings[i].s, endings[i].n) == 0)
			return endings[i].ending;
	return 0;
}

bool
words_is_stop(const char *surface)
{
	return forms_stop(surface);
}

static const char *
stemmed(struct words *w, struct arena *a, const char *s)
{
	size_t n = strlen(s);
	const sb_symbol *out;

	if (n < STEM_MIN || forms_keep(s))
		return arena_strdup(a, s);
	out = sb_stemmer_stem(w->english, (const sb_symbol *)s, (int)n);
	if (out == NULL)
		return arena_strdup(a, s);
	return arena_strndup(a, (const char *)out, (size_t)sb_stemmer_length(w->english));
}

/* "puddings" is a "pudding", which is kept whole. */
static const char *
kept_singular(struct arena *a, const char *surface)
{
	size_t n = strlen(surface);
	const char *singular;

	if (n < STEM_MIN || surface[n - 1] != 's')
		return NULL;
	singular = arena_strndup(a, surface, n - 1);
	return forms_keep(singular) ? singular : NULL;
}

const char *
words_term_as_written(struct words *w, struct arena *a, const char *surface)
{
	return stemmed(w, a, surface);
}

const char *
words_term(struct words *w, struct arena *a, const char *surface)
{
	const char *canonical = forms_canonical(surface);

	if (canonical == NULL && !forms_keep(surface))
		canonical = kept_singular(a, surface);
	return stemmed(w, a, canonical != NULL ? canonical : surface);
}

/* The accent that folding took from an ending which the stemmer knows by it: "ceramicación". */
static const char *
with_accent(struct arena *a, const char *s)
{
	static const struct {
		const char *plain, *accented;
	} endings[] = {
		{ "acion", "ación" },
		{ "ucion", "ución" },
		{ "logia", "logía" },
	};
	size_t i, n = strlen(s), m;

	for (i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		m = strlen(endings[i].plain);
		if (n > m && strcmp(s + n - m, endings[i].plain) == 0)
			return arena_printf(a, "%.*s%s", (int)(n - m), s, endings[i].accented);
	}
	return s;
}

/* The stemmer takes "correas" for a verb, and "luces" for another word than "luz". */
static const char *
spanish_singular(struct arena *a, const char *s)
{
	size_t n = strlen(s);

	if (n < STEM_MIN || s[n - 1] != 's' || strchr("aeiou", s[n - 2]) == NULL)
		return s;
	if (n > STEM_MIN && strcmp(s + n - 3, "ces") == 0)
		return arena_printf(a, "%.*sz", (int)(n - 3), s);
	if (n > 5 && strcmp(s + n - 5, "iones") == 0)
		return arena_strndup(a, s, n - 2);
	return arena_strndup(a, s, n - 1);
}

static const char *
spanish_term(struct words *w, struct arena *a, const char *surface)
{
	const char *s = with_accent(a, spanish_singular(a, surface));
	const sb_symbol *out;

	if (ascii_isdigit(surface[0]))
		return surface; /* a number is the same in both */
	out = sb_stemmer_stem(w->spanish, (const sb_symbol *)s, (int)strlen(s));
	if (out == NULL)
		return arena_printf(a, SPANISH_MARK "%s", surface);
	return arena_printf(
	    a, SPANISH_MARK "%.*s", sb_stemmer_length(w->spanish), (const char *)out);
}

/* One form for the singular and the plural: endings that tell them apart are left out, in both. */
static const char *
without_number(struct arena *a, const char *s)
{
	size_t n = strlen(s);
	bool z;

	while (n > PIN_MIN && (s[n - 1] == 's' || s[n - 1] == 'e'))
		n--;
	z = n > 1 && s[n - 1] == 'z';
	return arena_printf(a, SPANISH_MARK "%.*s%s", (int)(n - z), s, z ? "c" : "");
}

const char *
words_pin_in(enum lang lang, struct arena *a, const struct word *word)
{
	if (lang != LANG_ES || (word->flags & WORD_NUMBER) != 0)
		return word->term;
	return without_number(a, word->surface);
}

const char *
words_term_in(struct words *w, enum lang lang, struct arena *a, const char *surface)
{
	return lang == LANG_ES ? spanish_term(w, a, surface) : words_term(w, a, surface);
}

size_t
words_head_in(enum lang lang, const struct word *word, size_t n)
{
	size_t i;

	if (lang != LANG_ES)
		return words_head(word, n);
	for (i = 0; i < n; i++)
		if ((word[i].flags & (WORD_STOP | WORD_NUMBER)) == 0)
			return i;
	return n;
}

size_t
words_head(const struct word *word, size_t n)
{
	size_t i, head = n;

	for (i = 0; i < n; i++) {
		if (head < n &&
		    (forms_opens(word[i].surface) || (word[i - 1].flags & WORD_COMMA) != 0))
			break;
		if ((word[i].flags & (WORD_STOP | WORD_NUMBER)) == 0)
			head = i;
	}
	return head;
}

/* Beyond ASCII: spaces, punctuation and signs that come along when people paste from a page. */
static bool
is_sign(uint32_t cp)
{
	static const struct {
		uint32_t from, to;
	} signs[] = {
		{ 0x80, 0xA9 },
		{ 0xAB, 0xAC },
		{ 0xAE, 0xB1 },
		{ 0xB4, 0xB4 },
		{ 0xB6, 0xB8 },
		{ 0xBB, 0xBB },
		{ 0xBF, 0xBF },
		{ 0xD7, 0xD7 },
		{ 0xF7, 0xF7 },
		{ 0x2000, 0x206F },
		{ 0x2120, 0x2122 },
		{ 0x3000, 0x303F },
		{ 0xFF01, 0xFF0F },
		{ 0xFFFD, 0xFFFD },
	};
	size_t i;

	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (cp >= signs[i].from && cp <= signs[i].to)
			return true;
	return false;
}

/* Bytes of the letter or digit of any script at the front of S; 0 when something else is there. */
static size_t
letter(struct str s)
{
	uint32_t cp;
	size_t n;

	if (s.n > 0 && (unsigned char)s.p[0] < 0x80)
		return ascii_isalpha(s.p[0]) || ascii_isdigit(s.p[0]);
	n = utf8_next(s, &cp);
	return n > 0 && !is_sign(cp) ? n : 0;
}

static bool
is_break(struct str between)
{
	size_t i;

	for (i = 0; i < between.n; i++)
		if (strchr(",;:|/()[]\n", between.p[i]) != NULL)
			return true;
	/* " - " and " – " break a phrase; a dash within a word does not. */
	return str_chr(between, ' ') < between.n &&
	       (str_chr(between, '-') < between.n ||
		   str_find(between, "\xE2\x80\x93") < between.n);
}

/* A number with at most three letters of unit after it: 10, 3.5, 12v, 500ml, 10pcs. */
static bool
is_number(const char *s)
{
	size_t i = 0, letters = 0;

	if (!ascii_isdigit(s[0]))
		return false;
	while (ascii_isdigit(s[i]) || s[i] == '.')
		i++;
	for (; s[i] != '\0'; i++, letters++)
		if (!ascii_isalpha(s[i]))
			return false;
	/* 3d and 4k name goods: "3d printer" */
	return letters <= 3 && !(letters == 1 && i == 2 && strchr("dgk", s[1]) != NULL);
}

/* Bytes of the apostrophe at S: ' or the curly one. */
static size_t
apostrophe(struct str s)
{
	if (s.n > 0 && s.p[0] == '\'')
		return 1;
	return str_starts(s, "\xE2\x80\x99") ? 3 : 0;
}

/* Two to seven digits, two digits and a check digit: the sum of the others, each times its place from
 * the right, modulo 10. */
size_t
words_cas(struct str s)
{
	size_t a = 0, i, place = 0, sum = 0, n;

	while (a < s.n && ascii_isdigit(s.p[a]))
		a++;
	n = a + 5;
	if (a < 2 || a > 7 || s.n < n || s.p[a] != '-' || !ascii_isdigit(s.p[a + 1]) ||
	    !ascii_isdigit(s.p[a + 2]) || s.p[a + 3] != '-' || !ascii_isdigit(s.p[a + 4]) ||
	    (s.n > n && (letter(str_skip(s, n)) > 0 || s.p[n] == '-')))
		return 0;
	for (i = a + 3; i-- > 0;)
		if (ascii_isdigit(s.p[i]))
			sum += ++place * (size_t)(s.p[i] - '0');
	return sum % 10 == (size_t)(s.p[a + 4] - '0') ? n : 0;
}

/*
 * Length of the word at the front of S: letters and digits, an apostrophe between letters ("men's"),
 * a point between digits ("3.5").
 */
static size_t
word_length(struct str s)
{
	size_t i = 0, q;

	if ((q = words_cas(s)) > 0)
		return q;
	while (i < s.n) {
		struct str rest = str_skip(s, i);

		if ((q = apostrophe(rest)) > 0) {
			if (i == 0 || i + q >= s.n || !ascii_isalpha(s.p[i + q]))
				break;
			i += q;
		} else if ((q = letter(rest)) > 0) {
			i += q;
		} else if (s.p[i] == '.' && i > 0 && i + 1 < s.n && ascii_isdigit(s.p[i - 1]) &&
			   ascii_isdigit(s.p[i + 1])) {
			i++;
		} else {
			break;
		}
	}
	return i;
}

/* Fold, and drop "'s", a plural apostrophe and inner apostrophes. */
static const char *
surface_of(struct words *w, struct arena *a, struct str typed)
{
	struct buf *b = &w->fold;
	size_t i, n = 0;

	buf_clear(b);
	utf8_fold(b, typed);
	for (i = 0; i < b->n;) {
		size_t q = apostrophe(str_skip(buf_str(b), i));

		if (q > 0) {
			if (i + q + 1 == b->n && b->p[i + q] == 's')
				break;
			i += q;
			continue;
		}
		b->p[n++] = b->p[i++];
	}
	return arena_strndup(a, b->p, n);
}

/* Fill in what W is by itself: all but what the text around it says. */
static void
understand(struct words *w, enum lang lang, struct arena *a, struct word *word)
{
	word->surface = surface_of(w, a, word->typed);
	if (word->surface[0] == '\0')
		return;
	word->term = words_term_in(w, lang, a, word->surface);
	if (lang == LANG_ES ? forms_stop_spanish(word->surface) : forms_stop(word->surface))
		word->flags |= WORD_STOP;
	if (is_number(word->surface))
		word->flags |= WORD_NUMBER;
}

/* Bytes of WORD as two numbers, which tell words of one length apart up to WHOLE; of longer ones the first and the
 * last.  Numbers of the machine's own, that nobody else sees. */
static void
key_of(uint64_t key[2], struct str word)
{
	const char *p = word.p;
	size_t n = word.n;

	if (n >= 8) {
		memcpy(&key[0], p, 8);
		memcpy(&key[1], p + n - 8, 8);
	} else if (n >= 4) {
		uint32_t first, last;

		memcpy(&first, p, 4);
		memcpy(&last, p + n - 4, 4);
		key[0] = first;
		key[1] = last;
	} else {
		key[0] = n > 0 ? (unsigned char)p[0] : 0;
		key[1] = n > 0
			     ? (uint64_t)(unsigned char)p[n / 2] << 8 | (unsigned char)p[n - 1]
			     : 0;
	}
}

static uint64_t
hash_of(const uint64_t key[2], size_t n)
{
	uint64_t h = (key[0] ^ n) * 0x9E3779B97F4A7C15u;

	h = (h ^ (h >> 32) ^ key[1]) * 0xC2B2AE3D27D4EB4Fu;
	return h ^ (h >> 29);
}

static bool
is_known(const struct known *k, const uint64_t key[2], enum lang lang, struct str typed)
{
	return k->key[0] == key[0] && k->key[1] == key[1] && k->length == typed.n &&
	       k->lang == lang && (typed.n <= WHOLE || memcmp(k->typed, typed.p, typed.n) == 0);
}

/* What is known of the word TYPED, or is from now on. */
static struct known *
remember(struct words *w, enum lang lang, struct str typed)
{
	struct word word = { .typed = typed };
	struct slot *slot;
	struct known *k;
	uint64_t key[2], h;
	size_t i;

	key_of(key, typed);
	h = hash_of(key, typed.n);
	for (i = (size_t)h & (w->cap - 1); (slot = &w->slots[i])->number != 0;
	     i = (i + 1) & (w->cap - 1))
		if (slot->hash == (uint32_t)h &&
		    is_known(&w->known[slot->number - 1], key, lang, typed))
			return &w->known[slot->number - 1];
	understand(w, lang, &w->arena, &word);
	if ((w->n + 1) * 2 >= w->cap) {
		make_room(w);
		for (i = (size_t)h & (w->cap - 1); (slot = &w->slots[i])->number != 0;)
			i = (i + 1) & (w->cap - 1);
	}
	k = &w->known[w->n++];
	*k = (struct known){ .key = { key[0], key[1] },
		.length = (uint32_t)typed.n,
		.lang = lang,
		.bare = word.surface[0] == '\0',
		.flags = word.flags,
		.surface = word.surface,
		.term = word.term,
		.typed = arena_strndup(&w->arena, typed.p, typed.n) };
	*slot = (struct slot){ (uint32_t)h, (uint32_t)w->n };
	return k;
}

/* understand(), or what it said when the word was seen before. */
static void
recall(struct words *w, enum lang lang, struct arena *a, struct word *word)
{
	const struct known *k;

	if (w->cap == 0) {
		understand(w, lang, a, word);
		return;
	}
	k = remember(w, lang, word->typed);
	word->surface = k->surface;
	word->term = k->term;
	word->flags = k->flags;
}

/* Bytes at the front of S that begin no word, whatever follows them; maybe not all. */
static size_t
blank(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80 || ascii_isalpha(s.p[i]) ||
		    ascii_isdigit(s.p[i]))
			break;
	return i;
}

/* word_length(), quicker for what is nearly every word: letters with none but a blank or mark behind. */
static size_t
next_length(struct str s)
{
	size_t i;

	for (i = 0; i < s.n && ascii_isalpha(s.p[i]); i++)
		;
	if (i > 0 && (i == s.n || ((unsigned char)s.p[i] < 0x80 && !ascii_isdigit(s.p[i]) &&
				      s.p[i] != '\'')))
		return i;
	return word_length(s);
}

/* Length of the first word of S, which begins after GAP bytes; 0 when there is none, and GAP is all. */
static size_t
next_word(struct str s, size_t *gap)
{
	size_t len;

	for (*gap = blank(s); *gap < s.n; ++*gap)
		if ((len = next_length(str_skip(s, *gap))) > 0)
			return len;
	return 0;
}

size_t
words_split(struct words *w, struct arena *a, struct str text, struct word *out, size_t max)
{
	return words_split_in(w, LANG_EN, a, text, out, max);
}

size_t
words_split_in(struct words *w, enum lang lang, struct arena *a, struct str text,
    struct word *out, size_t max)
{
	size_t n = 0, len, gap;

	while (text.n > 0 && n < max) {
		len = next_word(text, &gap);
		if (n > 0 && gap > 0 && (gap > 1 || text.p[0] != ' ') &&
		    is_break((struct str){ text.p, gap }))
			out[n - 1].flags |= WORD_COMMA;
		if (n > 0 && gap == 1 && text.n > 1 && text.p[0] == '-')
			out[n - 1].flags |= WORD_HYPHEN;
		text = str_skip(text, gap);
		if (len == 0)
			break;
		out[n] = (struct word){ .typed = { text.p, len } };
		recall(w, lang, a, &out[n]);
		text = str_skip(text, len);
		if (out[n].surface[0] != '\0')
			n++;
	}
	if (n > 0 && n < max && is_break(text))
		out[n - 1].flags |= WORD_COMMA;
	return n;
}

void
words_tally(struct words *w, struct str text, size_t max)
{
	struct known *k;
	size_t n = 0, len, gap;

	while (text.n > 0 && n < max) {
		len = next_word(text, &gap);
		text = str_skip(text, gap);
		if (len == 0)
			break;
		k = remember(w, LANG_EN, (struct str){ text.p, len });
		text = str_skip(text, len);
		if (k->bare)
			continue;
		k->tally++;
		n++;
	}
}

bool
words_tallied(const struct words *w, size_t at, struct word *out, size_t *n)
{
	const struct known *k = w->known + at;

	if (at >= w->n)
		return false;
	*out = (struct word){ { k->typed, k->length }, k->surface, k->term, k->flags };
	*n = k->tally;
	return true;
}

#define KEY_MAX 32 /* words of a pinned query; longer texts are never pinned */
#define TERMS_MAX 4096 /* words of one text; the longest scope prose has a few hundred */

const char *
words_terms_of(struct words *w, struct arena *a, const struct word *word, size_t n)
{
	struct buf b = BUF_INIT, joined = BUF_INIT;
	size_t i;
	char *s;

	for (i = 0; i < n; i++) {
		if ((word[i].flags & WORD_STOP) == 0)
			buf_addf(&b, "%s%s", b.n > 0 ? " " : "", word[i].term);
		if ((word[i].flags & WORD_HYPHEN) == 0 || i + 1 >= n)
			continue;
		buf_clear(&joined);
		buf_addf(&joined, "%s%s", word[i].surface, word[i + 1].surface);
		buf_addf(&b, "%s+%s", b.n > 0 ? " " : "", words_term(w, a, joined.p));
	}
	s = arena_strndup(a, b.p, b.n);
	buf_free(&b);
	buf_free(&joined);
	return s;
}

const char *
words_terms(struct words *w, struct arena *a, struct str text)
{
	return words_terms_in(w, LANG_EN, a, text);
}

const char *
words_terms_in(struct words *w, enum lang lang, struct arena *a, struct str text)
{
	size_t max = text.n / 2 + 1 < TERMS_MAX ? text.n / 2 + 1 : TERMS_MAX;
	struct word *word = xalloc(max * sizeof(*word));
	const char *s = words_terms_of(w, a, word, words_split_in(w, lang, a, text, word, max));

	free(word);
	return s;
}

static int
by_term(const void *x, const void *y)
{
	return strcmp(((const struct word *)x)->term, ((const struct word *)y)->term);
}

const char *
words_key(struct words *w, struct arena *a, struct str text)
{
	return words_key_in(w, LANG_EN, a, text);
}

const char *
words_key_in(struct words *w, enum lang lang, struct arena *a, struct str text)
{
	struct word word[KEY_MAX];
	struct buf b = BUF_INIT;
	size_t i, n = words_split_in(w, lang, a, text, word, KEY_MAX), content = 0;
	const char *last = "", *key;

	for (i = 0; i < n; i++) {
		content += (word[i].flags & (WORD_STOP | WORD_NUMBER)) == 0;
		word[i].term = words_pin_in(lang, a, &word[i]);
	}
	qsort(word, n, sizeof(*word), by_term);
	for (i = 0; i < n; i++) {
		if ((content > 0 && (word[i].flags & (WORD_STOP | WORD_NUMBER)) != 0) ||
		    strcmp(word[i].term, last) == 0)
			continue;
		last = word[i].term;
		buf_addf(&b, "%s%s", b.n > 0 ? " " : "", last);
	}
	key = arena_strndup(a, b.p, b.n);
	buf_free(&b);
	return key;
}
