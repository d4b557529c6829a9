#include "search/spell.h"

#include <math.h>
#include <string.h>

#include "base/near.h"

#define PART_MIN 3 /* letters of either part of a compound */
#define MEND_MIN 4 /* letters of a word that may be mended */
#define MEND_FIRST 7 /* letters from which the first one may be wrong */
#define MEND_TWO 8 /* letters from which two edits are allowed */

bool
spell_split(const struct store *s, struct arena *a, const char *surface, const char **first,
    const char **second)
{
	size_t n = strlen(surface), i, best_i = 0;
	uint32_t best = 1; /* both parts must stand in the texts at least twice */

	for (i = PART_MIN; i + PART_MIN <= n; i++) {
		const struct store_word *x, *y;
		uint32_t least;

		if (((unsigned char)surface[i] & 0xC0) == 0x80)
			continue; /* inside a character */
		x = store_word(s, arena_strndup(a, surface, i));
		y = x != NULL ? store_word(s, surface + i) : NULL;
		if (y == NULL)
			continue;
		least = x->n < y->n ? x->n : y->n;
		if (least > best) {
			best = least;
			best_i = i;
		}
	}
	if (best_i == 0)
		return false;
	*first = arena_strndup(a, surface, best_i);
	*second = arena_strdup(a, surface + best_i);
	return true;
}

/* Can words with these letters be MAX edits apart?  Each edit brings or takes at most one letter. */
static bool
may_be_near(uint32_t a, uint32_t b, unsigned max)
{
	return (unsigned)__builtin_popcount(a & ~b) <= max &&
	       (unsigned)__builtin_popcount(b & ~a) <= max;
}

static bool
has_digit(const char *s)
{
	for (; *s != '\0'; s++)
		if (ascii_isdigit(*s))
			return true;
	return false;
}

const char *
spell_mend(const struct store *s, struct arena *a, const char *surface)
{
	size_t n = strlen(surface), i;
	unsigned max = n >= MEND_TWO ? 2 : 1;
	double best = 1e9, score;
	uint32_t letters = store_letters(surface);
	const char *found = NULL;

	if (n < MEND_MIN || has_digit(surface))
		return NULL;
	for (i = 0; i < s->n_words; i++) {
		const char *w = s->word[i].surface;
		size_t m = s->word[i].len;
		unsigned d;

		if (n < MEND_FIRST && w[0] != surface[0] && w[0] != surface[1])
			continue; /* a short word with another first letter is another word */
		if (m + max < n || n + max < m || m < PART_MIN ||
		    !may_be_near(letters, s->word[i].letters, max) || has_digit(w))
			continue;
		d = near_distance((struct str){ surface, n }, (struct str){ w, m }, max);
		if (d > max)
			continue;
		/* Nearer first; then the same first letter; then the commoner word. */
		score = (double)d + (w[0] != surface[0] ? 0.8 : 0) -
			0.1 * log(1.0 + (double)s->word[i].n);
		if (score < best) {
			best = score;
			found = w;
		}
	}
	return found != NULL && best < 1.9 ? arena_strdup(a, found) : NULL;
}
