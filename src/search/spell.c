#include "search/spell.h"

#include <math.h>
#include <string.h>

#include "base/near.h"

#define PART_MIN 3 /* letters of either part of a compound */
#define MEND_MIN 4 /* letters of a word that may be mended */
#define MEND_FIRST 7 /* letters from which the first one may be wrong */
#define FINISH_MIN 5 /* letters of a word whose end is missing */
#define MEND_TWO 8 /* letters from which two edits are allowed */
#define LETTERS_MAX 64 /* of words that are compared; longer ones are no words */
#define NEAREST 12 /* words that are looked at beside the query's others */

/* What a slip costs.  Two keys changed places, a letter left out or struck twice can happen in a word
 * in a few ways each; a wrong letter in two dozen ways a letter, so each of those is rarer. */
#define COST_SWAP 0.7
#define COST_LOST 0.75 /* a letter is missing */
#define COST_DOUBLE 0.6 /* one of a pair is missing, or one letter stands twice */
#define COST_EXTRA 1.0
#define COST_WRONG 1.0
#define COST_NEAR 0.85 /* the key beside it, or another vowel */
#define COST_FIRST 0.8 /* more, when the first letter is another */
#define COST_SPACE 0.75 /* a space is missing and a name holds both words */
#define COST_APART 1.15 /* ... or none does */
#define COST_UNNAMED 0.3 /* more, when the texts have the word and no name does */
#define COST_PLURAL 0.3 /* more, when the texts have the word in the singular only */
#define COST_MAX 1.9
#define GAIN_COMMON 0.1 /* times the logarithm of how often the word stands in the texts */
#define GAIN_BESIDE 0.6 /* a name holds the word and another one of the query */
#define GAIN_SOUND 0.04 /* both sound the same: it settles ties */

bool
spell_pair(const struct store *s, uint32_t a, uint32_t b)
{
	uint32_t i, low, high;
	const struct store_term *x, *y;

	if (a == UINT32_MAX || b == UINT32_MAX)
		return false;
	x = &s->terms[s->terms[a].n <= s->terms[b].n ? a : b];
	y = &s->terms[s->terms[a].n <= s->terms[b].n ? b : a];
	for (i = 0, low = 0; i < x->n && low < y->n; i++) { /* postings are in order */
		uint32_t name = s->postings[x->first + i];

		for (high = y->n; low < high;) {
			uint32_t mid = low + (high - low) / 2;

			if (s->postings[y->first + mid] < name)
				low = mid + 1;
			else
				high = mid;
		}
		if (low < y->n && s->postings[y->first + low] == name)
			return true;
	}
	return false;
}

static uint32_t
term_of(const struct store *s, struct arena *a, const char *surface)
{
	return store_term(s, words_term(s->words, a, surface));
}

bool
spell_split(
    const struct store *s, struct arena *a, const char *surface, struct spell_split *out)
{
	size_t n = strlen(surface), i;
	double best = COST_MAX;

	for (i = PART_MIN; i + PART_MIN <= n; i++) {
		const struct store_word *x, *y;
		uint32_t least;
		bool pair;
		double cost;

		if (((unsigned char)surface[i] & 0xC0) == 0x80)
			continue; /* inside a character */
		x = store_word(s, arena_strndup(a, surface, i));
		y = x != NULL ? store_word(s, surface + i) : NULL;
		if (y == NULL)
			continue;
		least = x->n < y->n ? x->n : y->n;
		pair = spell_pair(s, term_of(s, a, x->surface), term_of(s, a, y->surface));
		if (least < 2 && !pair)
			continue; /* what stands in the texts once may be a slip itself */
		cost =
		    (pair ? COST_SPACE : COST_APART) - GAIN_COMMON * log(1.0 + (double)least);
		if (cost < best) {
			best = cost;
			*out = (struct spell_split){ x->surface, y->surface, cost, pair };
		}
	}
	return best < COST_MAX;
}

const char *
spell_finish(const struct store *s, struct arena *a, const char *surface)
{
	size_t n = strlen(surface), low = 0, high = s->n_words;
	const struct store_word *found = NULL;
	uint32_t term = UINT32_MAX;

	if (n < FINISH_MIN)
		return NULL;
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (strcmp(s->word[mid].surface, surface) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < s->n_words && strncmp(s->word[low].surface, surface, n) == 0; low++) {
		const struct store_word *w = &s->word[low];
		uint32_t id = term_of(s, a, w->surface);

		if (id == UINT32_MAX || (found != NULL && id != term) || w->len < n + 2)
			return NULL;
		if (found == NULL || w->n > found->n)
			found = w;
		term = id;
	}
	return found != NULL ? found->surface : NULL;
}

/* Are no more than MAX bits set, which is one or two? */
static inline bool
few_bits(uint32_t bits, unsigned max)
{
	bits &= bits - 1; /* without its lowest */
	return (max > 1 ? bits & (bits - 1) : bits) == 0;
}

/* Can words with these letters be MAX edits apart?  An edit adds a letter, or takes one, or both. */
static bool
may_be_near(uint32_t a, uint32_t b, unsigned max)
{
	return few_bits(a & ~b, max) && few_bits(b & ~a, max);
}

static bool
has_digit(const char *s)
{
	for (; *s != '\0'; s++)
		if (ascii_isdigit(*s))
			return true;
	return false;
}

static bool
is_vowel(char c)
{
	return strchr("aeiouy", c) != NULL && c != '\0';
}

/* Are the keys beside each other? */
static bool
beside(char a, char b)
{
	static const char *const rows[] = { "qwertyuiop", "asdfghjkl", "zxcvbnm" };
	size_t i;
	long x[2] = { -9, -9 }, y[2] = { -9, -9 };

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *p = strchr(rows[i], a), *q = strchr(rows[i], b);

		if (p != NULL && *p != '\0') {
			x[0] = p - rows[i];
			y[0] = (long)i;
		}
		if (q != NULL && *q != '\0') {
			x[1] = q - rows[i];
			y[1] = (long)i;
		}
	}
	if (y[0] < 0 || y[1] < 0)
		return false;
	if (y[0] == y[1])
		return x[0] - x[1] == 1 || x[1] - x[0] == 1;
	/* The lower row stands half a key to the right. */
	if (y[0] + 1 == y[1])
		return x[0] == x[1] || x[0] == x[1] + 1;
	if (y[1] + 1 == y[0])
		return x[0] == x[1] || x[1] == x[0] + 1;
	return false;
}

static double
least(double a, double b)
{
	return a < b ? a : b;
}

/* Optimal string alignment, each edit at its cost: TYPED meant WORD; both fit into LETTERS_MAX. */
static double
cost_of(struct str typed, struct str word)
{
	double row[3][LETTERS_MAX + 1];
	size_t i, j;

	row[0][0] = 0;
	for (j = 1; j <= word.n; j++)
		row[0][j] = row[0][j - 1] + COST_LOST;
	for (i = 1; i <= typed.n; i++) {
		double *now = row[i % 3], *up = row[(i + 2) % 3], *up2 = row[(i + 1) % 3];
		char t = typed.p[i - 1];

		now[0] = up[0] + COST_EXTRA;
		for (j = 1; j <= word.n; j++) {
			char w = word.p[j - 1];
			double wrong = beside(t, w) || (is_vowel(t) && is_vowel(w))
					   ? COST_NEAR
					   : COST_WRONG;
			double v = up[j - 1] + (t == w ? 0 : wrong);

			v = least(v,
			    up[j] + (i > 1 && typed.p[i - 2] == t ? COST_DOUBLE : COST_EXTRA));
			v = least(v, now[j - 1] + (j > 1 && word.p[j - 2] == w ? COST_DOUBLE
									       : COST_LOST));
			if (i > 1 && j > 1 && t == word.p[j - 2] && typed.p[i - 2] == w)
				v = least(v, up2[j - 2] + COST_SWAP);
			now[j] = v;
		}
	}
	return row[typed.n % 3][word.n];
}

/* How WORD sounds, roughly: consonants, and that there is a vowel between. */
static void
sound_of(char out[LETTERS_MAX + 1], struct str word)
{
	size_t i, n = 0;

	for (i = 0; i < word.n && n < LETTERS_MAX; i++) {
		char c = word.p[i], next = (char)(i + 1 < word.n ? word.p[i + 1] : '\0');

		if (c == 'p' && next == 'h') {
			c = 'f';
			i++;
		} else if (c == 'c') {
			c = next != '\0' && strchr("eiy", next) != NULL ? 's' : 'k';
		} else if (c == 'q' || (c == 'g' && next == 'h')) {
			c = 'k';
		} else if (c == 'z' || c == 'x') {
			c = 's';
		} else if (c == 'h' && n > 0) {
			continue;
		} else if (is_vowel(c)) {
			c = 'a';
		}
		if (n == 0 || out[n - 1] != c)
			out[n++] = c;
	}
	out[n] = '\0';
}

static bool
sounds_alike(struct str a, struct str b)
{
	char x[LETTERS_MAX + 1], y[LETTERS_MAX + 1];

	sound_of(x, a);
	sound_of(y, b);
	return strcmp(x, y) == 0;
}

/* The likeliest words, best first. */
struct nearest {
	struct {
		const struct store_word *word;
		double cost;
		bool plural; /* its plural is meant, which the texts lack */
	} v[NEAREST];
	size_t n;
};

static void
keep(struct nearest *k, const struct store_word *word, double cost, bool plural)
{
	size_t i;

	if (k->n == NEAREST && cost >= k->v[NEAREST - 1].cost)
		return;
	if (k->n < NEAREST)
		k->n++;
	for (i = k->n - 1; i > 0 && k->v[i - 1].cost > cost; i--)
		k->v[i] = k->v[i - 1];
	k->v[i].word = word;
	k->v[i].cost = cost;
	k->v[i].plural = plural;
}

static void
find_nearest(struct nearest *k, const struct store *s, const char *surface, bool plural)
{
	struct str typed = str_of(surface);
	uint32_t letters = store_letters(surface);
	unsigned max = typed.n >= MEND_TWO ? 2 : 1;
	size_t i;

	for (i = 0; i < s->n_words; i++) {
		const struct store_word *w = &s->word[i];
		struct str word = { w->surface, w->len };
		double cost;

		if (word.n + max < typed.n || typed.n + max < word.n || word.n < PART_MIN ||
		    word.n > LETTERS_MAX || !may_be_near(letters, w->letters, max) ||
		    near_distance(typed, word, max) > max || has_digit(w->surface) ||
		    (plural && word.p[word.n - 1] == 's'))
			continue;
		cost = (plural ? COST_PLURAL : 0) + cost_of(typed, word) -
		       GAIN_COMMON * log(1.0 + (double)w->n);
		if (word.p[0] != typed.p[0])
			cost += COST_FIRST;
		if (sounds_alike(typed, word))
			cost -= GAIN_SOUND;
		keep(k, w, cost, plural);
	}
}

/* Does a name hold TERM and another of the query? */
static bool
belongs(const struct store *s, uint32_t term, const uint32_t *others, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (others[i] != term && spell_pair(s, term, others[i]))
			return true;
	return false;
}

const char *
spell_mend(const struct store *s, struct arena *a, const char *surface, const uint32_t *others,
    size_t n_others, double *cost)
{
	struct str typed = str_of(surface);
	struct nearest near = { .n = 0 };
	const char *found = NULL;
	size_t i;

	*cost = COST_MAX;
	if (typed.n < MEND_MIN || typed.n > LETTERS_MAX || has_digit(surface))
		return NULL;
	find_nearest(&near, s, surface, false);
	if (typed.n > MEND_MIN && surface[typed.n - 1] == 's')
		find_nearest(&near, s, arena_strndup(a, surface, typed.n - 1), true);
	for (i = 0; i < near.n; i++) {
		const char *w = near.v[i].word->surface;
		uint32_t term = term_of(s, a, w);
		bool with = belongs(s, term, others, n_others);
		double c = near.v[i].cost - (with ? GAIN_BESIDE : 0) +
			   (term == UINT32_MAX ? COST_UNNAMED : 0);

		/* A short word with another first letter is another word, unless the rest says so. */
		if (w[0] != typed.p[0] && !with && typed.n < MEND_FIRST && w[0] != typed.p[1])
			continue;
		if (c < *cost) {
			*cost = c;
			found = near.v[i].plural ? arena_printf(a, "%ss", w) : w;
		}
	}
	return found;
}
