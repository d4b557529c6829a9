#include "base/near.h"

#include <string.h>

#define NEAR_MAX 64

/* Optimal string alignment distance over three rows. */
unsigned
near_distance(struct str a, struct str b, unsigned max)
{
	unsigned row[3][NEAR_MAX + 1];
	size_t i, j;

	if (a.n > NEAR_MAX || b.n > NEAR_MAX)
		return max + 1;
	if ((a.n > b.n ? a.n - b.n : b.n - a.n) > max)
		return max + 1;
	for (j = 0; j <= b.n; j++)
		row[0][j] = (unsigned)j;
	for (i = 1; i <= a.n; i++) {
		unsigned *now = row[i % 3], *up = row[(i + 2) % 3], *up2 = row[(i + 1) % 3];
		unsigned best;

		now[0] = best = (unsigned)i;
		for (j = 1; j <= b.n; j++) {
			unsigned v = up[j - 1] + (a.p[i - 1] != b.p[j - 1]);

			if (up[j] + 1 < v)
				v = up[j] + 1;
			if (now[j - 1] + 1 < v)
				v = now[j - 1] + 1;
			if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] &&
			    a.p[i - 2] == b.p[j - 1] && up2[j - 2] + 1 < v)
				v = up2[j - 2] + 1;
			now[j] = v;
			if (v < best)
				best = v;
		}
		if (best > max)
			return max + 1;
	}
	return row[a.n % 3][b.n] <= max ? row[a.n % 3][b.n] : max + 1;
}

static struct str
lowered(char out[NEAR_MAX], struct str s)
{
	size_t i;

	for (i = 0; i < s.n && i < NEAR_MAX; i++)
		out[i] = ascii_lower(s.p[i]);
	return (struct str){ out, i };
}

const char *
near_best(struct str word, const char *const *candidates, size_t n)
{
	unsigned limit = word.n < 5 ? 1 : 2, best = limit + 1, d;
	const char *found = NULL;
	char w[NEAR_MAX], c[NEAR_MAX];
	size_t i;

	if (word.n > NEAR_MAX)
		return NULL;
	for (i = 0; i < n; i++) {
		if (candidates[i] == NULL || strlen(candidates[i]) > NEAR_MAX)
			continue;
		d = near_distance(lowered(w, word), lowered(c, str_of(candidates[i])), limit);
		if (d < best) {
			best = d;
			found = candidates[i];
		}
	}
	return found;
}
