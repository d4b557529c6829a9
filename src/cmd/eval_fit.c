#include "cmd/eval_fit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FOLDS 5
#define N (SIGNAL__MAX + 1) /* weights: the bias, then the signals */
#define RIDGE \
	0.5 /* keeps a signal that never varies at 0; next to thousands of rows it is nothing */
#define ROUNDS 20 /* Newton's method needs six or seven */
#define FILE_WEIGHT 1000.0 /* of all the rows of one file */

#define SURE 2.0 /* chance of a row that is "exact" whatever the signals say */
#define NEVER (-1.0) /* of one whose label cannot be had from the signals */
#define ALL FOLDS /* no fold in particular */

struct row {
	const struct eval_outcome *o;
	double x[N]; /* 1, then the signals */
	double weight; /* the rows of a file sum to FILE_WEIGHT */
	double chance; /* by the model of the other folds */
	unsigned fold;
	bool vague; /* of a file of what names no goods */
};

struct fit {
	struct row *rows;
	size_t n;
};

/* What answers with chances in some range reach. */
struct point {
	double chance; /* where the range begins */
	double precision, coverage; /* of products */
	double vague; /* part of what names no goods */
};

static double
chance_of(const double w[N], const double x[N])
{
	double sum = 0;
	size_t i;

	for (i = 0; i < N; i++)
		sum += w[i] * x[i];
	return 1 / (1 + exp(-sum));
}

/* Solve A x = b by elimination with pivots; b becomes x. */
static void
solve(double a[N][N], double b[N])
{
	size_t i, j, k, p;
	double swap;

	for (i = 0; i < N; i++) {
		for (p = k = i; k < N; k++)
			if (fabs(a[k][i]) > fabs(a[p][i]))
				p = k;
		for (j = 0; j < N; j++) {
			swap = a[i][j];
			a[i][j] = a[p][j];
			a[p][j] = swap;
		}
		swap = b[i];
		b[i] = b[p];
		b[p] = swap;
		for (k = 0; k < N; k++) {
			double f = k == i ? 0 : a[k][i] / a[i][i];

			for (j = i; j < N; j++)
				a[k][j] -= f * a[i][j];
			b[k] -= f * b[i];
		}
	}
	for (i = 0; i < N; i++)
		b[i] /= a[i][i];
}

/* Newton's method on the weighted log-likelihood of every weighed row but those of fold SKIP. */
static void
train(double w[N], const struct fit *f, unsigned skip)
{
	size_t round, r, i, j;

	memset(w, 0, N * sizeof(*w));
	for (round = 0; round < ROUNDS; round++) {
		double slope[N] = { 0 }, curve[N][N] = { { 0 } };

		for (r = 0; r < f->n; r++) {
			const struct row *x = &f->rows[r];
			double p, miss, var;

			if (!x->o->weighed || x->fold == skip)
				continue;
			p = chance_of(w, x->x);
			miss = x->weight * ((x->o->right ? 1 : 0) - p);
			var = x->weight * p * (1 - p);
			for (i = 0; i < N; i++) {
				slope[i] += miss * x->x[i];
				for (j = 0; j < N; j++)
					curve[i][j] += var * x->x[i] * x->x[j];
			}
		}
		for (i = 0; i < N; i++) {
			slope[i] -= RIDGE * w[i];
			curve[i][i] += RIDGE;
		}
		solve(curve, slope);
		for (i = 0; i < N; i++)
			w[i] += slope[i];
	}
}

static unsigned
fold_of(struct str query)
{
	uint32_t h = 2166136261u; /* FNV-1a */
	size_t i;

	for (i = 0; i < query.n; i++)
		h = (h ^ (unsigned char)query.p[i]) * 16777619u;
	return (h >> 16) % FOLDS;
}

static void
add_rows(struct fit *f, struct arena *a, const struct eval *e)
{
	size_t i, k;

	f->rows = arena_alloc(a, (e->n_outcomes + 1) * sizeof(*f->rows));
	for (i = 0; i < e->n_outcomes; i++) {
		const struct eval_outcome *o = &e->outcomes[i];
		struct row *r = &f->rows[f->n++];

		*r = (struct row){ .o = o, .x = { 1 }, .chance = NEVER };
		for (k = 0; k < SIGNAL__MAX; k++)
			r->x[k + 1] = o->signals[k];
		r->weight = FILE_WEIGHT / (double)o->row->file->n;
		r->vague = o->row->file->kind == EVAL_VAGUE;
		r->fold = fold_of(o->row->query);
		if (!o->weighed && o->first != NULL && o->label == LABEL_EXACT)
			r->chance = SURE;
	}
}

static void
set_chances(struct fit *f)
{
	double w[N];
	unsigned k;
	size_t i;

	for (k = 0; k < FOLDS; k++) {
		train(w, f, k);
		for (i = 0; i < f->n; i++)
			if (f->rows[i].o->weighed && f->rows[i].fold == k)
				f->rows[i].chance = chance_of(w, f->rows[i].x);
	}
}

/* Sums over rows, to be added up over folds. */
struct sums {
	double shown, right, products, vague_shown, vague;
};

/* Is the row's answer "very likely" (or "exact") when that begins at CHANCE? */
static bool
likely(const struct row *r, double chance)
{
	return r->chance >= chance && (!r->o->held || r->chance >= SURE);
}

/* Add the row to SUM; SHOWN: its answer is of the label that is judged. */
static void
add(struct sums *sum, const struct row *r, bool shown)
{
	if (r->vague) {
		sum->vague++;
		sum->vague_shown += shown;
	} else {
		sum->products += r->weight;
		sum->shown += shown ? r->weight : 0;
		sum->right += shown && r->o->right ? r->weight : 0;
	}
}

static struct point
point_of(const struct sums *s, double chance)
{
	return (struct point){ chance, s->shown > 0 ? s->right / s->shown : 0,
		s->products > 0 ? s->shown / s->products : 0,
		s->vague > 0 ? s->vague_shown / s->vague : 0 };
}

/* "Very likely" from CHANCE on, by the rows of every fold but SKIP. */
static struct point
judge_likely(const struct fit *f, double chance, unsigned skip)
{
	struct sums sum = { 0 };
	size_t i;

	for (i = 0; i < f->n; i++)
		if (f->rows[i].fold != skip)
			add(&sum, &f->rows[i], likely(&f->rows[i], chance));
	return point_of(&sum, chance);
}

/* "Probably" from CHANCE on, "very likely" from LIKELY on. */
static struct point
judge_probably(const struct fit *f, double chance, double from)
{
	struct sums sum = { 0 };
	size_t i;

	for (i = 0; i < f->n; i++) {
		const struct row *r = &f->rows[i];

		add(&sum, r, r->chance >= chance && !likely(r, from));
	}
	return point_of(&sum, chance);
}

/* The lowest chance, in steps of a hundredth, that keeps to the limits. */
static struct point
choose_likely(const struct fit *f, unsigned skip, double vague)
{
	struct point p = { .chance = 1 };
	int i;

	for (i = 1; i < 100; i++) {
		p = judge_likely(f, i / 100.0, skip);
		if (p.precision >= FIT_LIKELY_PRECISION && p.vague <= vague)
			break;
	}
	return p;
}

static struct point
choose_probably(const struct fit *f, double from)
{
	struct point p = { .chance = 1 };
	int i;

	for (i = 1; i / 100.0 < from; i++) {
		p = judge_probably(f, i / 100.0, from);
		if (p.precision >= FIT_PROBABLY_PRECISION && p.vague <= FIT_VAGUE_PROBABLY)
			break;
	}
	return p;
}

/* Each fold judged by the limit that the other four chose. */
static struct point
nested(const struct fit *f, double vague)
{
	struct sums sum = { 0 };
	unsigned k;
	size_t i;

	for (k = 0; k < FOLDS; k++) {
		double chance = choose_likely(f, k, vague).chance;

		for (i = 0; i < f->n; i++)
			if (f->rows[i].fold == k)
				add(&sum, &f->rows[i], likely(&f->rows[i], chance));
	}
	return point_of(&sum, 0);
}

static void
print_point(FILE *out, const char *what, const struct point *p)
{
	(void)fprintf(out,
	    " * %s: precision %.4f, coverage %.4f, of what names no goods %.4f\n", what,
	    p->precision, p->coverage, p->vague); /* the caller checks the stream */
}

/* What the limits reach on the rows of each file. */
static void
print_files(FILE *out, const struct fit *f, const struct eval_file *files, size_t n,
    double likely_from, double probably_from)
{
	size_t i, k;

	for (k = 0; k < n; k++) {
		struct sums sure = { 0 }, probably = { 0 };
		struct point p, q;

		for (i = 0; i < f->n; i++) {
			const struct row *r = &f->rows[i];
			bool first = likely(r, likely_from);

			if (r->o->row->file != &files[k])
				continue;
			add(&sure, r, first);
			add(&probably, r, !first && r->chance >= probably_from);
		}
		if (sure.products + sure.vague <= 0)
			continue;
		(void)fprintf(out, " *   %s (%zu rows, SHA-256 %s)\n", files[k].path,
		    files[k].n, files[k].hash); /* the caller checks the stream */
		p = point_of(&sure, likely_from);
		q = point_of(&probably, probably_from);
		if (files[k].kind == EVAL_VAGUE)
			(void)fprintf(
			    out, " *     very likely %.4f, probably %.4f\n", p.vague, q.vague);
		else
			(void)fprintf(out,
			    " *     very likely: precision %.4f, coverage %.4f; "
			    "probably: %.4f, %.4f\n",
			    p.precision, p.coverage, q.precision, q.coverage);
	}
}

/* As the value of a macro; the caller checks the stream, here and below. */
static void
print_weight(FILE *out, double w)
{
	(void)fprintf(out, w < 0 ? "(%.2f)\n" : "%.2f\n", w);
}

static void
print_weights(FILE *out, const struct fit *f)
{
	double w[N];
	size_t i, k;

	train(w, f, ALL);
	(void)fputs("#define LABEL_BIAS\t", out);
	print_weight(out, w[0]);
	for (i = 0; i < SIGNAL__MAX; i++) {
		const char *name = label_signal_name((enum label_signal)i);

		(void)fprintf(out, "#define LABEL_");
		for (k = 0; name[k] != '\0'; k++)
			(void)fputc(name[k] - ('a' - 'A'), out);
		(void)fputc('\t', out);
		print_weight(out, w[i + 1]);
	}
}

void
eval_fit(FILE *out, const struct eval *e, const struct eval_file *files, size_t n_files)
{
	struct fit f = { .n = 0 };
	struct point chosen, strict, probably, check;
	struct arena a;

	arena_init(&a, 0);
	add_rows(&f, &a, e);
	set_chances(&f);
	chosen = choose_likely(&f, ALL, 1);
	strict = choose_likely(&f, ALL, FIT_VAGUE_CONFIDENT);
	probably = choose_probably(&f, chosen.chance);
	check = nested(&f, 1);
	(void)fprintf(
	    out, "/*\n * Cross-validated, each file of products weighing the same:\n");
	print_point(out, "very likely", &chosen);
	print_point(out, "probably", &probably);
	print_point(out, "very likely, its limit chosen without the fold", &check);
	print_files(out, &f, files, n_files, chosen.chance, probably.chance);
	(void)fprintf(out,
	    " * To say \"very likely\" of at most %.2f of what names no goods: %.2f\n",
	    FIT_VAGUE_CONFIDENT, strict.chance);
	print_point(out, "then", &strict);
	(void)fprintf(out, " */\n");
	print_weights(out, &f);
	(void)fprintf(out,
	    "\n#define LABEL_LIKELY_CHANCE\t%.2f\n#define LABEL_PROBABLY_CHANCE\t%.2f\n",
	    chosen.chance, probably.chance);
	arena_free(&a);
}
