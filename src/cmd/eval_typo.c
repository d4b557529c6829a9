/* eval_typo.c - one random typing mistake a query, the same in every run. */
#include <string.h>

#include "cmd/eval_base.h"

#define SEED 20261121u
#define LONG_WORD 5 /* letters that a word needs to be mistyped */
#define MAX_WORDS 64

enum edit { EDIT_INSERT, EDIT_DELETE, EDIT_REPLACE, EDIT_SWAP, EDIT__MAX };

/* Steele, Lea and Flood's splitmix64: one multiplication chain a number. */
static uint64_t
next(uint64_t *state)
{
	uint64_t z = (*state += 0x9e3779b97f4a7c15u);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

static size_t
below(uint64_t *state, size_t n)
{
	return (size_t)(next(state) % n);
}

/* From the bytes of the query, so that new rows in a file leave the others as they were. */
static uint64_t
seed_of(struct str query)
{
	uint64_t h = 0xcbf29ce484222325u ^ SEED; /* FNV-1a */
	size_t i;

	for (i = 0; i < query.n; i++)
		h = (h ^ (unsigned char)query.p[i]) * 0x100000001b3u;
	return h;
}

/* Start and length of a random long word of QUERY; false when it has none. */
static bool
pick_word(struct str query, uint64_t *rng, size_t *start, size_t *len)
{
	size_t at[MAX_WORDS], size[MAX_WORDS], n = 0, i, j;

	for (i = 0; i < query.n && n < MAX_WORDS; i = j + 1) {
		j = i;
		while (j < query.n && ascii_isalpha(query.p[j]))
			j++;
		if (j - i < LONG_WORD)
			continue;
		at[n] = i;
		size[n++] = j - i;
	}
	if (n == 0)
		return false;
	i = below(rng, n);
	*start = at[i];
	*len = size[i];
	return true;
}

/* A letter that is not NOT. */
static char
letter(uint64_t *rng, char not )
{
	char c;

	do
		c = (char)('a' + (int)below(rng, 26));
	while (c == ascii_lower(not ));
	return c;
}

static bool
mistype(struct buf *out, struct str query)
{
	uint64_t rng = seed_of(query);
	size_t start, len, at;
	enum edit how;

	if (!pick_word(query, &rng, &start, &len))
		return false;
	at = start + 1 + below(&rng, len - 1); /* never the first letter */
	buf_clear(out);
	buf_add(out, query.p, at);
	how = (enum edit)below(&rng, EDIT__MAX);
	/* The last letter and the first of two equal ones cannot be swapped with the next. */
	if (how == EDIT_SWAP && (at + 1 == start + len || query.p[at] == query.p[at + 1]))
		how = EDIT_REPLACE;
	switch (how) {
	case EDIT_INSERT:
		buf_addc(out, letter(&rng, query.p[at]));
		break;
	case EDIT_SWAP:
		buf_addc(out, query.p[at + 1]);
		buf_addc(out, query.p[at]);
		at += 2;
		break;
	case EDIT_REPLACE:
		buf_addc(out, letter(&rng, query.p[at]));
		at++;
		break;
	case EDIT_DELETE:
	case EDIT__MAX:
		at++;
		break;
	}
	buf_addstr(out, str_skip(query, at));
	return true;
}

void
eval_typos(struct eval *e, struct eval_tally *out)
{
	struct eval_group *g = eval_group(out, STR("typing mistakes"));
	struct buf typed = BUF_INIT;
	struct arena a;
	size_t i;

	arena_init(&a, 0);
	for (i = 0; i < e->n_outcomes; i++) {
		const struct eval_outcome *o = &e->outcomes[i];
		struct answer_request req;
		struct answer an;

		if (o->row->file->kind != EVAL_PRODUCTS || !mistype(&typed, o->row->query))
			continue;
		arena_reset(&a);
		req = (struct answer_request){ .q = buf_str(&typed) };
		answer_make(&an, &a, e->store, &req);
		eval_count(out, g, "center@1 as written", o->right);
		eval_count(out, g, "center@1 mistyped",
		    an.n_centers > 0 &&
			eval_right(e->store, o->row->want, an.centers[0].center, NULL));
	}
	arena_free(&a);
	buf_free(&typed);
}
