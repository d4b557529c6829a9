#include "cmd/eval_tally.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct eval_group *
eval_group(struct eval_tally *t, struct str name)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (str_is(name, t->groups[i].name))
			return &t->groups[i];
	t->groups = arena_grow(t->arena, t->groups, t->n, &t->cap, sizeof(*t->groups));
	t->groups[t->n] = (struct eval_group){
		.name = arena_strndup(t->arena, name.p, name.n),
	};
	return &t->groups[t->n++];
}

static struct eval_metric *
metric_of(struct eval_tally *t, struct eval_group *g, const char *name)
{
	size_t i;

	for (i = 0; i < g->n; i++)
		if (strcmp(g->metrics[i].name, name) == 0)
			return &g->metrics[i];
	g->metrics = arena_grow(t->arena, g->metrics, g->n, &g->cap, sizeof(*g->metrics));
	g->metrics[g->n] = (struct eval_metric){ .name = arena_strdup(t->arena, name) };
	return &g->metrics[g->n++];
}

void
eval_count(struct eval_tally *t, struct eval_group *g, const char *metric, bool hit)
{
	struct eval_metric *m = metric_of(t, g, metric);

	m->of++;
	m->hit += hit;
}

void
eval_declare(struct eval_tally *t, struct eval_group *g, const char *metric)
{
	(void)metric_of(t, g, metric); /* only that it is there */
}

void
eval_time(struct eval_tally *t, struct eval_group *g, double us)
{
	g->us = arena_grow(t->arena, g->us, g->n_us, &g->cap_us, sizeof(*g->us));
	g->us[g->n_us++] = us;
}

double
eval_value(const struct eval_metric *m)
{
	return m->of > 0 ? (double)m->hit / (double)m->of : 0;
}

void
eval_wilson(const struct eval_metric *m, double *low, double *high)
{
	const double z = 1.959964;
	double n = (double)m->of, p = eval_value(m), mid, half, div;

	*low = *high = 0;
	if (m->of == 0)
		return;
	div = 1 + z * z / n;
	mid = p + z * z / (2 * n);
	half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n));
	*low = fmax(0, (mid - half) / div);
	*high = (mid + half) / div;
}

static int
by_time(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

static const struct {
	const char *name;
	double q;
} times[] = { { "p50", 0.50 }, { "p95", 0.95 }, { "p99", 0.99 } };

#define N_TIMES (sizeof(times) / sizeof(times[0]))

/* The times must be sorted, and some. */
static double
percentile(const struct eval_group *g, double q)
{
	return g->us[(size_t)(q * (double)(g->n_us - 1))];
}

static void
sort_times(struct eval_group *g)
{
	if (g->n_us > 0)
		qsort(g->us, g->n_us, sizeof(*g->us), by_time);
}

void
eval_tally_text(FILE *out, struct eval_tally *t)
{
	double low, high;
	size_t i, m;

	for (i = 0; i < t->n; i++) {
		struct eval_group *g = &t->groups[i];

		sort_times(g);
		(void)fprintf(out, "%s%s\n", i > 0 ? "\n" : "", g->name); /* see fflush */
		for (m = 0; m < g->n; m++) {
			eval_wilson(&g->metrics[m], &low, &high);
			(void)fprintf(out, "%s %.4f [%.4f, %.4f] n=%zu\n", g->metrics[m].name,
			    eval_value(&g->metrics[m]), low, high, g->metrics[m].of);
		}
		for (m = 0; m < N_TIMES && g->n_us > 0; m++)
			(void)fprintf(out, "%s %.0f us n=%zu\n", times[m].name,
			    percentile(g, times[m].q), g->n_us);
	}
}

void
eval_tally_json(struct jsonw *w, struct eval_tally *t)
{
	double low, high;
	size_t i, m;

	for (i = 0; i < t->n; i++) {
		struct eval_group *g = &t->groups[i];

		sort_times(g);
		jsonw_key(w, g->name);
		jsonw_object(w);
		for (m = 0; m < g->n; m++) {
			eval_wilson(&g->metrics[m], &low, &high);
			jsonw_key(w, g->metrics[m].name);
			jsonw_object(w);
			jsonw_kreal(w, "value", eval_value(&g->metrics[m]), 4);
			jsonw_kreal(w, "low", low, 4);
			jsonw_kreal(w, "high", high, 4);
			jsonw_kint(w, "n", (int64_t)g->metrics[m].of);
			jsonw_end(w);
		}
		for (m = 0; m < N_TIMES && g->n_us > 0; m++)
			jsonw_kreal(w, times[m].name, percentile(g, times[m].q), 0);
		jsonw_end(w);
	}
}
