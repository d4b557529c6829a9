#include "search/opinion.h"

#include <math.h>
#include <string.h>

#include "words/features.h"

int
opinion_load(struct diag *d, struct store *s)
{
	struct db_stmt *st =
	    db_prepare(d, s->db, "SELECT center, scale, bias, weights FROM opinion");
	enum db_step step;

	if (st == NULL)
		return -1;
	s->opinion = arena_alloc(&s->arena, (s->n_centers + 1) * sizeof(*s->opinion));
	while ((step = db_step(st)) == DB_ROW) {
		const struct store_center *c = store_center(s, db_col_str(st, 0));
		struct str bytes = db_col_blob(st, 3);

		if (c == NULL || bytes.n != FEATURES_BUCKETS) {
			step = DB_FAILED;
			break;
		}
		s->opinion[c - s->centers] =
		    (struct store_opinion){ db_col_real(st, 1), db_col_real(st, 2),
			    (const void *)arena_strndup(&s->arena, bytes.p, bytes.n) };
	}
	db_stmt_free(st);
	if (step != DB_DONE)
		return diag_error(d, (struct loc){ NULL, 0, 0 }, "the search index is damaged");
	return 0;
}

/* The query as understood: corrected words in place, what is excluded or noise left out. */
static struct str
understood(struct arena *a, const struct query *q)
{
	struct buf b = BUF_INIT;
	struct str s;
	size_t i;

	for (i = 0; i < q->n_words; i++)
		if (q->words[i].role != ROLE_ASIDE || words_is_stop(q->words[i].surface))
			buf_addf(&b, "%s%s", b.n > 0 ? " " : "", q->words[i].surface);
	s = (struct str){ arena_strndup(a, b.p, b.n), b.n };
	buf_free(&b);
	return s;
}

const double *
opinion_of(const struct store *s, struct arena *a, const struct query *q)
{
	double *log_chance = arena_alloc(a, (s->n_centers + 1) * sizeof(*log_chance));
	uint32_t f[FEATURES_MAX];
	size_t n = words_features(s->words, a, understood(a, q), f), c, i;
	double best = -1e30, sum = 0;

	if (n == 0)
		return log_chance;
	for (c = 0; c < s->n_centers; c++) {
		const struct store_opinion *o = &s->opinion[c];
		long total = 0;

		if (o->weights == NULL)
			return memset(log_chance, 0, s->n_centers * sizeof(*log_chance));
		for (i = 0; i < n; i++)
			total += o->weights[f[i]];
		log_chance[c] = o->bias + (double)total * o->scale / sqrt((double)n);
		if (log_chance[c] > best)
			best = log_chance[c];
	}
	for (c = 0; c < s->n_centers; c++)
		sum += exp(log_chance[c] - best);
	for (c = 0; c < s->n_centers; c++)
		log_chance[c] -= best + log(sum);
	return log_chance;
}
