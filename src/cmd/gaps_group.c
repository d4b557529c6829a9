#include "cmd/gaps_group.h"

#include <stdlib.h>
#include <string.h>

#include "base/near.h"
#include "search/wordnet.h"
#include "words/forms.h"

#define WORDS_MAX 24 /* of a wording: GAPS_FORM bytes */
#define NEAR_FROM 6 /* letters from which one may be off */

/* A wording with what it is put together by. */
struct keyed {
	const struct gaps_wording *wording;
	const char *key; /* "?" and the missing word's term, or all terms */
	const char *word; /* the missing word */
};

/* Does SURFACE stand in the texts, in the singular or the plural?  A stem that it shares may be chance. */
static bool
is_written(struct arena *a, const struct store *s, const char *surface)
{
	size_t n = strlen(surface);

	if (store_word(s, surface) != NULL ||
	    store_word(s, arena_printf(a, "%ss", surface)) != NULL ||
	    store_word(s, arena_printf(a, "%ses", surface)) != NULL)
		return true;
	if (n < 4 || surface[n - 1] != 's')
		return false;
	if (store_word(s, arena_strndup(a, surface, n - 1)) != NULL)
		return true;
	if (surface[n - 2] != 'e')
		return false;
	return store_word(s, arena_strndup(a, surface, n - 2)) != NULL ||
	       (surface[n - 3] == 'i' &&
		   store_word(s, arena_printf(a, "%.*sy", (int)n - 3, surface)) != NULL);
}

bool
gaps_is_missing(struct arena *a, const struct store *s, const char *surface)
{
	const char *form = forms_canonical(surface);

	if (words_is_stop(surface) || forms_asks(surface))
		return false;
	return !is_written(a, s, form != NULL ? form : surface);
}

/* Another word for the same that the site has, by WordNet; else the word's own term. */
static const char *
meaning_of(struct arena *a, const struct store *s, const char *surface)
{
	struct wordnet_reading r[WORDNET_READINGS];
	size_t n = wordnet_read(s, a, surface, r);

	if (n > 0 && r[0].steps[0] == '=')
		return words_key(s->words, a, str_of(r[0].target));
	return words_term(s->words, a, surface);
}

static void
key_of(struct keyed *k, struct arena *a, const struct store *s)
{
	struct word w[WORDS_MAX];
	size_t n = words_split(s->words, a, str_of(k->wording->text), w, WORDS_MAX), i;

	for (i = n; i-- > 0;) { /* the later word names the goods more often */
		if (!gaps_is_missing(a, s, w[i].surface))
			continue;
		k->word = w[i].surface;
		k->key = arena_printf(a, "?%s", meaning_of(a, s, w[i].surface));
		return;
	}
	k->key = words_key(s->words, a, str_of(k->wording->text));
}

/* The key of an earlier, more frequent wording that K's is a slip of. */
static void
join_slips(struct keyed *v, size_t n)
{
	size_t i, j;

	for (i = 1; i < n; i++)
		for (j = 0; j < i && v[i].word != NULL; j++)
			if (v[j].word != NULL && strlen(v[j].word) >= NEAR_FROM &&
			    near_distance(str_of(v[i].word), str_of(v[j].word), 1) <= 1) {
				v[i].key = v[j].key;
				break;
			}
}

static int
by_key(const void *x, const void *y)
{
	const struct keyed *a = x, *b = y;
	int c = strcmp(a->key, b->key);

	if (c != 0)
		return c;
	if (a->wording->tally.total != b->wording->tally.total)
		return a->wording->tally.total > b->wording->tally.total ? -1 : 1;
	return strcmp(a->wording->text, b->wording->text);
}

static int
by_count(const void *x, const void *y)
{
	const struct gaps_group *a = x, *b = y;

	if (a->tally.total != b->tally.total)
		return a->tally.total > b->tally.total ? -1 : 1;
	return strcmp(a->wordings[0]->text, b->wordings[0]->text);
}

void
gaps_group(struct gaps_groups *out, struct arena *a, const struct store *s,
    const struct gaps_wordings *wordings)
{
	struct keyed *v = arena_alloc(a, (wordings->n + 1) * sizeof(*v));
	size_t i, j;

	*out = (struct gaps_groups){ .v = arena_alloc(a, (wordings->n + 1) * sizeof(*out->v)) };
	for (i = 0; i < wordings->n; i++) {
		v[i].wording = &wordings->v[i];
		key_of(&v[i], a, s);
	}
	join_slips(v, wordings->n);
	if (wordings->n > 0)
		qsort(v, wordings->n, sizeof(*v), by_key);
	for (i = 0; i < wordings->n; i = j) {
		struct gaps_group *g = &out->v[out->n++];

		g->word = v[i].word;
		for (j = i; j < wordings->n && strcmp(v[i].key, v[j].key) == 0; j++)
			;
		g->wordings = arena_alloc(a, (j - i) * sizeof(struct gaps_wording *));
		for (; g->n_wordings < j - i; g->n_wordings++) {
			g->wordings[g->n_wordings] = v[i + g->n_wordings].wording;
			gaps_tally_add(&g->tally, &g->wordings[g->n_wordings]->tally);
		}
	}
	if (out->n > 0)
		qsort(out->v, out->n, sizeof(*out->v), by_count);
}
