#include "cmd/eval_full.h"

#include <stdlib.h>
#include <string.h>

#define WORST 10 /* chapters shown */
#define CHAPTER_ROWS 4 /* a chapter with fewer says too little */
#define BINS 10

static bool
is_product(const struct eval_outcome *o)
{
	return o->row->file->kind == EVAL_PRODUCTS;
}

static void
count_centers(const struct eval *e, struct eval_tally *out, struct arena *a)
{
	struct eval_group *g = eval_group(out, STR("Centers"));
	size_t i, k;

	for (k = 0; k < e->store->n_centers; k++) {
		const struct store_center *c = &e->store->centers[k];
		const char *precision = arena_printf(a, "precision(%s)", c->slug);
		const char *recall = arena_printf(a, "recall(%s)", c->slug);

		eval_declare(out, g, precision);
		eval_declare(out, g, recall);
		for (i = 0; i < e->n_outcomes; i++) {
			const struct eval_outcome *o = &e->outcomes[i];

			if (is_product(o) && o->first == c)
				eval_count(out, g, precision, o->right);
			if (is_product(o) && o->expected == c)
				eval_count(out, g, recall, o->right);
		}
	}
}

/* The lowest share of right rows first; of equal ones that with more rows. */
static int
by_rate(const void *x, const void *y)
{
	const struct eval_metric *a = x, *b = y;
	double p = eval_value(a), q = eval_value(b);

	if (p != q)
		return p < q ? -1 : 1;
	if (a->of != b->of)
		return a->of > b->of ? -1 : 1;
	return strcmp(a->name, b->name);
}

static void
count_chapters(const struct eval *e, struct eval_tally *out, struct arena *a)
{
	struct eval_group *g = eval_group(out, STR("worst chapters"));
	size_t i, n;

	for (i = 0; i < e->n_outcomes; i++) {
		const struct eval_outcome *o = &e->outcomes[i];

		if (is_product(o) && o->row->want.n >= 2)
			eval_count(out, g, arena_printf(a, "center@1(%.2s)", o->row->want.p),
			    o->right);
	}
	for (i = n = 0; i < g->n; i++)
		if (g->metrics[i].of >= CHAPTER_ROWS)
			g->metrics[n++] = g->metrics[i];
	if (n > 1)
		qsort(g->metrics, n, sizeof(*g->metrics), by_rate);
	g->n = n < WORST ? n : WORST;
}

static void
count_shares(const struct eval *e, struct eval_tally *out, struct arena *a)
{
	struct eval_group *g = eval_group(out, STR("shares"));
	const char *name[BINS];
	size_t i;

	for (i = 0; i < BINS; i++) {
		name[i] = arena_printf(
		    a, "right(share %.1f-%.1f)", (double)i / BINS, (double)(i + 1) / BINS);
		eval_declare(out, g, name[i]);
	}
	for (i = 0; i < e->n_outcomes; i++) {
		const struct eval_outcome *o = &e->outcomes[i];
		size_t bin = o->share < 1 ? (size_t)(o->share * BINS) : BINS - 1;

		if (is_product(o) && o->first != NULL)
			eval_count(out, g, name[bin], o->right);
	}
}

static void
count_labels(const struct eval *e, struct eval_tally *out, struct arena *a)
{
	struct eval_group *g = eval_group(out, STR("labels"));
	enum answer_label l;
	size_t i;

	for (l = LABEL_EXACT; l <= LABEL_NONE; l++) {
		const char *name = answer_label_name(l);
		const char *precision = arena_printf(a, "precision(%s)", name);
		const char *coverage = arena_printf(a, "coverage(%s)", name);

		eval_declare(out, g, precision);
		for (i = 0; i < e->n_outcomes; i++) {
			const struct eval_outcome *o = &e->outcomes[i];

			if (!is_product(o))
				continue;
			if (o->label == l)
				eval_count(out, g, precision, o->right);
			eval_count(out, g, coverage, o->label == l);
		}
	}
}

void
eval_full(const struct eval *e, struct eval_tally *out)
{
	struct arena a;

	arena_init(&a, 0);
	count_centers(e, out, &a);
	count_chapters(e, out, &a);
	count_shares(e, out, &a);
	count_labels(e, out, &a);
	arena_free(&a);
}

/* Rows expected, columns answered, one more column for no Center at all.  In the arena. */
static size_t *
confusion(const struct eval *e, struct arena *a)
{
	size_t n = e->store->n_centers, i;
	size_t *cells = arena_alloc(a, (n * (n + 1) + 1) * sizeof(*cells));

	for (i = 0; i < e->n_outcomes; i++) {
		const struct eval_outcome *o = &e->outcomes[i];
		size_t row, col = n;

		if (!is_product(o) || o->expected == NULL)
			continue;
		row = (size_t)(o->expected - e->store->centers);
		if (o->first != NULL)
			col = (size_t)(o->first - e->store->centers);
		cells[row * (n + 1) + col]++;
	}
	return cells;
}

void
eval_confusion_text(FILE *out, const struct eval *e)
{
	size_t n = e->store->n_centers, i, j;
	const size_t *cells;
	struct arena a;

	arena_init(&a, 0);
	cells = confusion(e, &a);
	/* fprintf: the caller checks the stream when all is written. */
	(void)fprintf(
	    out, "\nconfusion: expected (rows), answered (columns, in the same order)\n");
	for (i = 0; i < n; i++) {
		(void)fprintf(out, "%-34s", e->store->centers[i].slug);
		for (j = 0; j <= n; j++)
			(void)fprintf(out, " %4zu", cells[i * (n + 1) + j]);
		(void)fprintf(out, "%s\n", i == 0 ? "  (last: none)" : "");
	}
	arena_free(&a);
}

void
eval_confusion_json(struct jsonw *w, const struct eval *e)
{
	size_t n = e->store->n_centers, i, j;
	const size_t *cells;
	struct arena a;

	arena_init(&a, 0);
	cells = confusion(e, &a);
	jsonw_object(w);
	jsonw_key(w, "centers");
	jsonw_array(w);
	for (i = 0; i < n; i++)
		jsonw_cstr(w, e->store->centers[i].slug);
	jsonw_end(w);
	jsonw_key(w, "counts");
	jsonw_array(w);
	for (i = 0; i < n; i++) {
		jsonw_array(w);
		for (j = 0; j <= n; j++)
			jsonw_int(w, (int64_t)cells[i * (n + 1) + j]);
		jsonw_end(w);
	}
	jsonw_end(w);
	jsonw_end(w);
	arena_free(&a);
}

/* What a row wanted, in words. */
static const char *
wanted(const struct eval *e, struct arena *a, const struct eval_row *row)
{
	const struct store_center *c = NULL;

	switch (row->file->kind) {
	case EVAL_PRODUCTS:
		(void)eval_right(e->store, row->want, NULL, &c); /* only for the Center */
		return arena_printf(a, "%.*s (%s)", (int)row->want.n, row->want.p,
		    c != NULL ? c->slug : "no Center");
	case EVAL_VAGUE:
		return arena_printf(a, "no Center (%.*s)", (int)row->want.n, row->want.p);
	case EVAL_QUESTIONS:
	case EVAL_CODES:
	case EVAL_MIXES:
	case EVAL_PINNED:
	case EVAL_FIGURES:
		break;
	}
	return arena_printf(a, "%.*s%s%.*s", (int)row->want.n, row->want.p,
	    row->extra.n > 0 ? " " : "", (int)row->extra.n, row->extra.p);
}

void
eval_wrong_text(FILE *out, const struct eval *e)
{
	struct arena a;
	size_t i;

	arena_init(&a, 0);
	for (i = 0; i < e->n_wrong; i++) {
		const struct eval_row *row = e->wrong[i].row;

		/* the caller checks the stream when all is written */
		(void)fprintf(out, "%s:%u: %.*s: wanted %s, got %s\n", row->file->path,
		    row->line, row->query.n > 200 ? 200 : (int)row->query.n, row->query.p,
		    wanted(e, &a, row), e->wrong[i].got);
	}
	arena_free(&a);
}
