#include "words/features.h"

#include <string.h>

#define WORDS_MAX 40 /* words of one text that are looked at */

enum { TERM = 1, HEAD, PAIR, PART }; /* kinds of features: hashed apart */

/* FNV-1a, started apart for each kind; the upper bits are the better mixed ones. */
static uint32_t
bucket(const char *p, size_t n, unsigned kind)
{
	uint64_t h = 14695981039346656037u ^ kind;
	size_t i;

	for (i = 0; i < n; i++)
		h = (h ^ (unsigned char)p[i]) * 1099511628211u;
	return (uint32_t)(h >> 20) & (FEATURES_BUCKETS - 1);
}

static size_t
parts(struct arena *a, const char *surface, uint32_t *out, size_t n)
{
	const char *marked = arena_join(a, "^", surface, "$");
	size_t m = strlen(marked), len, i;

	for (len = 4; len <= 5; len++)
		for (i = 0; i + len <= m && n < FEATURES_MAX; i++)
			out[n++] = bucket(marked + i, len, PART);
	return n;
}

size_t
words_features(struct words *w, struct arena *a, struct str text, uint32_t *out)
{
	struct word word[WORDS_MAX];
	size_t n_words = words_split(w, a, text, word, WORDS_MAX), n = 0, i;
	size_t head = words_head(word, n_words);
	const char *before = NULL, *pair;

	for (i = 0; i < n_words && n + 3 <= FEATURES_MAX; i++) {
		if ((word[i].flags & (WORD_STOP | WORD_NUMBER)) != 0)
			continue;
		out[n++] = bucket(word[i].term, strlen(word[i].term), TERM);
		if (i == head)
			out[n++] = bucket(word[i].term, strlen(word[i].term), HEAD);
		if (before != NULL) {
			pair = arena_join(a, before, " ", word[i].term);
			out[n++] = bucket(pair, strlen(pair), PAIR);
		}
		before = word[i].term;
		n = parts(a, word[i].surface, out, n);
	}
	return n;
}
