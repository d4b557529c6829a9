#include "index/opinion.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "words/features.h"

#define ROUNDS 3 /* over all names; more gain nothing on held-out queries */
#define RATE 0.3f /* step, divided by the root of the squared steps so far (AdaGrad) */
#define BIAS_RATE 0.01f
#define MOST 127 /* of a stored weight: one signed byte */
#define AHEAD ((size_t)8) /* examples */
#define LANES 4 /* Centers that are reckoned at once; loops of so many steps become one */

/* One name: its features stand in opinion.features[first .. first + n). */
struct example {
	uint64_t key; /* of its text, for the order */
	size_t first;
	uint32_t n, center;
};

/* A row for each feature: weights of K Centers, from lane WIDTH on their squared steps so far, so that
 * both come into reach at once.  Lanes between K and WIDTH are never looked at. */
struct opinion {
	struct arena arena;
	const struct site *site;
	size_t k, width; /* Centers; the same as a multiple of LANES */
	float *rows;
	float *bias;
	double *chance; /* scratch, by lane */
	float *step, *rated; /* the same: the step, and RATE times it */
	uint32_t *features;
	size_t n_features, cap_features;
	struct example *examples;
	size_t n_examples, cap_examples;
};

static uint64_t
key_of(const char *text)
{
	uint64_t h = 14695981039346656037u; /* FNV-1a */

	for (; *text != '\0'; text++)
		h = (h ^ (unsigned char)*text) * 1099511628211u;
	return h;
}

static void
add_example(struct opinion *l, struct words *w, const struct heading *h, const struct name *n,
    struct arena *scratch)
{
	const struct rule *r =
	    strcmp(n->code, h->code) == 0 ? h->rule : site_route(l->site, n->code);
	uint32_t found[FEATURES_MAX];
	struct example *e;
	size_t i, m;

	m = words_features(w, scratch, str_of(n->text), found);
	arena_reset(scratch);
	if (r == NULL || m == 0)
		return;
	l->examples = arena_grow(
	    &l->arena, l->examples, l->n_examples, &l->cap_examples, sizeof(*l->examples));
	e = &l->examples[l->n_examples++];
	*e = (struct example){ key_of(n->text), l->n_features, (uint32_t)m,
		(uint32_t)(r->center - l->site->centers) };
	for (i = 0; i < m; i++) {
		l->features = arena_grow(&l->arena, l->features, l->n_features,
		    &l->cap_features, sizeof(*l->features));
		l->features[l->n_features++] = found[i];
	}
}

static void
gather(struct opinion *l, struct words *w)
{
	const struct site *s = l->site;
	struct arena scratch;
	size_t i, j, k;

	arena_init(&scratch, 0);
	for (i = 0; i < s->n_chapters; i++)
		for (j = 0; j < s->chapters[i].n_headings; j++) {
			const struct heading *h = &s->chapters[i].headings[j];

			for (k = 0; k < h->n_names; k++)
				if (h->names[k].kind != NAME_CAS)
					add_example(l, w, h, &h->names[k], &scratch);
		}
	arena_free(&scratch);
}

/* The weights of a feature. */
static float *
row_of(const struct opinion *l, uint32_t feature)
{
	return l->rows + (size_t)feature * 2 * l->width;
}

/* What the model thinks now: the chance of each Center, into l->chance. */
static void
guess(struct opinion *l, const struct example *e, float scale)
{
	const uint32_t *f = l->features + e->first;
	double best = -1e30, sum = 0;
	size_t c, i, k;

	for (c = 0; c < l->width; c += LANES) {
		double all[LANES];

		for (k = 0; k < LANES; k++)
			all[k] = (double)l->bias[c + k];
		for (i = 0; i < e->n; i++) {
			const float *weight = row_of(l, f[i]) + c;

			for (k = 0; k < LANES; k++)
				all[k] += (double)(weight[k] * scale);
		}
		memcpy(l->chance + c, all, sizeof(all));
	}
	for (c = 0; c < l->k; c++)
		if (l->chance[c] > best)
			best = l->chance[c];
	for (c = 0; c < l->k; c++)
		sum += l->chance[c] = exp(l->chance[c] - best);
	for (c = 0; c < l->k; c++)
		l->chance[c] /= sum;
}

static void
learn(struct opinion *l, const struct example *e)
{
	const uint32_t *f = l->features + e->first;
	float scale = 1.0f / sqrtf((float)e->n);
	size_t c, i, k;

	guess(l, e, scale);
	for (c = 0; c < l->k; c++) {
		float error = (float)(l->chance[c] - (c == e->center ? 1.0 : 0.0));

		l->bias[c] -= BIAS_RATE * error;
		l->step[c] = error * scale;
		l->rated[c] = RATE * l->step[c];
	}
	for (i = 0; i < e->n; i++) {
		float *weight = row_of(l, f[i]), *square = weight + l->width;

		for (c = 0; c < l->width; c += LANES) {
			for (k = 0; k < LANES; k++)
				square[c + k] += l->step[c + k] * l->step[c + k];
			for (k = 0; k < LANES; k++)
				weight[c + k] -=
				    l->rated[c + k] / (sqrtf(square[c + k]) + 0.1f);
		}
	}
}

/* An example's place in a round. */
struct place {
	uint64_t key;
	size_t example;
};

#define BUCKET_BITS 16 /* of a key: names are a few to a bucket */
#define BUCKETS ((size_t)1 << BUCKET_BITS)

/* Put the N places of V in the order of their keys, and of examples where those are the same, into OUT.  The keys are
 * evenly mixed, so that their first bits bring nearly all to where they belong.  FROM is scratch, for BUCKETS + 1. */
static void
sort(struct place *out, const struct place *v, size_t n, size_t *from)
{
	size_t i, j;

	memset(from, 0, (BUCKETS + 1) * sizeof(*from));
	for (i = 0; i < n; i++)
		from[(v[i].key >> (64 - BUCKET_BITS)) + 1]++;
	for (i = 0; i < BUCKETS; i++)
		from[i + 1] += from[i];
	for (i = 0; i < n; i++)
		out[from[v[i].key >> (64 - BUCKET_BITS)]++] = v[i];
	for (i = 1; i < n; i++) {
		struct place p = out[i];

		for (j = i; j > 0 && out[j - 1].key > p.key; j--)
			out[j] = out[j - 1];
		out[j] = p;
	}
}

/*
 * Ask for what learn() will need after now: it lies anywhere in megabytes, and waiting for it cost more
 * than the reckoning.  Of the N places that follow, the nearest has its features known and gets its rows,
 * a farther one its features, one farther still its example.  Inlined, as gcc drops a call that does nothing but ask.
 */
static inline __attribute__((always_inline)) void
foresee(const struct opinion *l, const struct place *next, size_t n)
{
	const struct example *e;
	const uint32_t *f;
	size_t i;

	if (n > 2 * AHEAD)
		__builtin_prefetch(&l->examples[next[2 * AHEAD].example]);
	if (n > AHEAD) {
		f = l->features + l->examples[next[AHEAD].example].first;
		__builtin_prefetch(f);
		__builtin_prefetch(
		    f + 16); /* a name has some twenty-five, a line of memory sixteen */
	}
	if (n == 0)
		return;
	e = &l->examples[next[0].example];
	for (i = 0, f = l->features + e->first; i < e->n; i++) {
		__builtin_prefetch(row_of(l, f[i]));
		__builtin_prefetch(row_of(l, f[i]) + 2 * l->width - 1);
	}
}

/* Every round has an order of its own.  It follows from the names' texts, not from their number or
 * places: one more name leaves all others where they were, and so nearly all of the model. */
static void
train(struct opinion *l)
{
	struct place *order = arena_alloc(&l->arena, (l->n_examples + 1) * sizeof(*order));
	struct place *mixed = arena_alloc(&l->arena, (l->n_examples + 1) * sizeof(*mixed));
	size_t *from = arena_alloc(&l->arena, (BUCKETS + 1) * sizeof(*from));
	uint64_t round, h;
	size_t i;

	for (round = 1; round <= ROUNDS; round++) {
		for (i = 0; i < l->n_examples; i++) {
			h = l->examples[i].key + round * 0x9E3779B97F4A7C15u; /* splitmix64 */
			h = (h ^ (h >> 30)) * 0xBF58476D1CE4E5B9u;
			h = (h ^ (h >> 27)) * 0x94D049BB133111EBu;
			mixed[i] = (struct place){ h ^ (h >> 31), i };
		}
		sort(order, mixed, l->n_examples, from);
		for (i = 0; i < l->n_examples; i++) {
			foresee(l, order + i + 1, l->n_examples - i - 1);
			learn(l, &l->examples[order[i].example]);
		}
	}
}

/* A Center's weights as signed bytes; SCALE times the byte is the weight. */
static int
put_center(const struct opinion *l, struct diag *d, struct db_stmt *s, size_t c, float scale,
    char *bytes)
{
	size_t i;

	for (i = 0; i < FEATURES_BUCKETS; i++) {
		long v = lroundf(row_of(l, (uint32_t)i)[c] / scale);

		bytes[i] = (char)(signed char)(v > MOST ? MOST : v < -MOST ? -MOST : v);
	}
	db_bind_text(s, 1, l->site->centers[c].slug);
	db_bind_real(s, 2, (double)scale);
	db_bind_real(s, 3, (double)l->bias[c]);
	db_bind_blob(s, 4, (struct str){ bytes, FEATURES_BUCKETS });
	return db_run(d, s);
}

struct opinion *
opinion_learn(const struct site *site, struct words *w)
{
	struct opinion *l = xalloc(sizeof(*l));
	size_t width = (site->n_centers + LANES - 1) / LANES * LANES;

	*l = (struct opinion){ .site = site, .k = site->n_centers, .width = width };
	arena_init(&l->arena, 0);
	l->rows = arena_alloc(&l->arena, (size_t)FEATURES_BUCKETS * 2 * width * sizeof(float));
	l->bias = arena_alloc(&l->arena, width * sizeof(float));
	l->step = arena_alloc(&l->arena, width * sizeof(float));
	l->rated = arena_alloc(&l->arena, width * sizeof(float));
	l->chance = arena_alloc(&l->arena, width * sizeof(double));
	gather(l, w);
	train(l);
	return l;
}

void
opinion_free(struct opinion *l)
{
	if (l == NULL)
		return;
	arena_free(&l->arena);
	free(l);
}

int
opinion_write(struct diag *d, struct db *db, const struct opinion *l)
{
	struct db_stmt *s = db_prepare(d, db, "INSERT INTO opinion VALUES (?, ?, ?, ?)");
	char *bytes = xalloc(FEATURES_BUCKETS);
	float most = 1e-6f;
	uint32_t f;
	size_t i;
	int rc = s == NULL ? -1 : 0;

	for (f = 0; f < FEATURES_BUCKETS; f++)
		for (i = 0; i < l->k; i++)
			if (fabsf(row_of(l, f)[i]) > most)
				most = fabsf(row_of(l, f)[i]);
	for (i = 0; rc == 0 && i < l->k; i++)
		rc = put_center(l, d, s, i, most / MOST, bytes);
	db_stmt_free(s);
	free(bytes);
	return rc;
}
