#include "index/opinion.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "words/features.h"

#define ROUNDS 3 /* over all names; more gain nothing on held-out queries */
#define RATE 0.3f /* step, divided by the root of the squared steps so far (AdaGrad) */
#define BIAS_RATE 0.01f
#define MOST 127 /* of a stored weight: one signed byte */

/* One name: its features stand in learner.features[first .. first + n). */
struct example {
	size_t first;
	uint32_t n, center;
};

struct learner {
	struct arena arena;
	const struct site *site;
	size_t k; /* Centers */
	float *weight, *square; /* [feature * k + Center] */
	float *bias;
	double *chance; /* scratch, by Center */
	uint32_t *features;
	size_t n_features, cap_features;
	struct example *examples;
	size_t n_examples, cap_examples;
};

static void
add_example(struct learner *l, struct words *w, const struct name *n, struct arena *scratch)
{
	const struct rule *r = site_route(l->site, n->code);
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
	*e = (struct example){ l->n_features, (uint32_t)m,
		(uint32_t)(r->center - l->site->centers) };
	for (i = 0; i < m; i++) {
		l->features = arena_grow(&l->arena, l->features, l->n_features,
		    &l->cap_features, sizeof(*l->features));
		l->features[l->n_features++] = found[i];
	}
}

static void
gather(struct learner *l, struct words *w)
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
					add_example(l, w, &h->names[k], &scratch);
		}
	arena_free(&scratch);
}

/* What the model thinks now: the chance of each Center, into l->chance. */
static void
guess(struct learner *l, const struct example *e, float scale)
{
	const uint32_t *f = l->features + e->first;
	double best = -1e30, sum = 0;
	size_t c, i;

	for (c = 0; c < l->k; c++)
		l->chance[c] = (double)l->bias[c];
	for (i = 0; i < e->n; i++)
		for (c = 0; c < l->k; c++)
			l->chance[c] += (double)(l->weight[f[i] * l->k + c] * scale);
	for (c = 0; c < l->k; c++)
		if (l->chance[c] > best)
			best = l->chance[c];
	for (c = 0; c < l->k; c++)
		sum += l->chance[c] = exp(l->chance[c] - best);
	for (c = 0; c < l->k; c++)
		l->chance[c] /= sum;
}

static void
learn(struct learner *l, const struct example *e)
{
	const uint32_t *f = l->features + e->first;
	float scale = 1.0f / sqrtf((float)e->n), step;
	size_t c, i, at;

	guess(l, e, scale);
	for (c = 0; c < l->k; c++) {
		float error = (float)(l->chance[c] - (c == e->center ? 1.0 : 0.0));

		l->bias[c] -= BIAS_RATE * error;
		step = error * scale;
		for (i = 0; i < e->n; i++) {
			at = f[i] * l->k + c;
			l->square[at] += step * step;
			l->weight[at] -= RATE * step / (sqrtf(l->square[at]) + 0.1f);
		}
	}
}

static void
train(struct learner *l)
{
	size_t *order = arena_alloc(&l->arena, (l->n_examples + 1) * sizeof(*order)), i, j, t;
	uint32_t random = 12345;
	int round;

	for (i = 0; i < l->n_examples; i++)
		order[i] = i;
	for (round = 0; round < ROUNDS; round++) {
		for (i = l->n_examples; i > 1; i--) {
			random = random * 1103515245u + 12345u;
			j = (random >> 8) % i;
			t = order[i - 1];
			order[i - 1] = order[j];
			order[j] = t;
		}
		for (i = 0; i < l->n_examples; i++)
			learn(l, &l->examples[order[i]]);
	}
}

/* A Center's weights as signed bytes; SCALE times the byte is the weight. */
static int
put_center(struct learner *l, struct diag *d, struct db_stmt *s, size_t c, float scale)
{
	char *bytes = arena_alloc(&l->arena, FEATURES_BUCKETS);
	size_t i;

	for (i = 0; i < FEATURES_BUCKETS; i++) {
		long v = lroundf(l->weight[i * l->k + c] / scale);

		bytes[i] = (char)(signed char)(v > MOST ? MOST : v < -MOST ? -MOST : v);
	}
	db_bind_text(s, 1, l->site->centers[c].slug);
	db_bind_real(s, 2, (double)scale);
	db_bind_real(s, 3, (double)l->bias[c]);
	db_bind_blob(s, 4, (struct str){ bytes, FEATURES_BUCKETS });
	return db_run(d, s);
}

int
opinion_write(struct diag *d, struct db *db, const struct site *site, struct words *w)
{
	struct learner l = { .site = site, .k = site->n_centers };
	struct db_stmt *s = db_prepare(d, db, "INSERT INTO opinion VALUES (?, ?, ?, ?)");
	size_t i, n = FEATURES_BUCKETS * site->n_centers;
	float most = 1e-6f;
	int rc = s == NULL ? -1 : 0;

	arena_init(&l.arena, 0);
	l.weight = arena_alloc(&l.arena, n * sizeof(float));
	l.square = arena_alloc(&l.arena, n * sizeof(float));
	l.bias = arena_alloc(&l.arena, (l.k + 1) * sizeof(float));
	l.chance = arena_alloc(&l.arena, (l.k + 1) * sizeof(double));
	gather(&l, w);
	train(&l);
	for (i = 0; i < n; i++)
		if (fabsf(l.weight[i]) > most)
			most = fabsf(l.weight[i]);
	for (i = 0; rc == 0 && i < l.k; i++)
		rc = put_center(&l, d, s, i, most / MOST);
	db_stmt_free(s);
	arena_free(&l.arena);
	return rc;
}
