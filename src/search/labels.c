#include "search/labels.h"

#include <math.h>

#include "search/opinion.h"

#define ENOUGH 20.0 /* weight of words that tell as much as a query can: three rare ones */

static const struct {
	const char *name;
	double weight;
} table[] = {
	[SIGNAL_LEAD] = { "lead", LABEL_LEAD },
	[SIGNAL_FIT] = { "fit", LABEL_FIT },
	[SIGNAL_OPINION] = { "opinion", LABEL_OPINION },
	[SIGNAL_TELLS] = { "tells", LABEL_TELLS },
	[SIGNAL_LONE] = { "lone", LABEL_LONE },
};

static double
clamp(double v, double limit)
{
	return fmax(-limit, fmin(v, limit));
}

static double
opinion_lead(
    const struct store *s, struct arena *a, const struct find_result *r, const struct query *q)
{
	const double *chance = opinion_of(s, a, q);
	size_t first = (size_t)(r->centers[0].center - s->centers), i;
	double other = -HUGE_VAL;

	for (i = 0; i < s->n_centers; i++)
		if (i != first)
			other = fmax(other, chance[i]);
	return s->n_centers > 1 ? clamp(chance[first] - other, 5) : 0;
}

void
label_signals(double out[SIGNAL__MAX], struct arena *a, const struct store *s,
    const struct find_result *r, const struct query *q)
{
	const struct find_heading *top = &r->headings[0];
	double share = r->centers[0].share, weight = 0;
	size_t i;

	for (i = 0; i < q->n_words; i++)
		if (!q->words[i].other)
			weight += (double)(q->words[i].weight * q->words[i].share);
	out[SIGNAL_LEAD] = clamp(log(share) - log(fmax(1 - share, 1e-9)), 6);
	out[SIGNAL_FIT] = top->fit;
	out[SIGNAL_OPINION] = opinion_lead(s, a, r, q);
	out[SIGNAL_TELLS] = fmin(weight / ENOUGH, 1);
	out[SIGNAL_LONE] = q->n_content == 1 ? 1 - top->fit : 0;
}

double
label_chance(const double signals[SIGNAL__MAX])
{
	double sum = LABEL_BIAS;
	size_t i;

	for (i = 0; i < SIGNAL__MAX; i++)
		sum += table[i].weight * signals[i];
	return 1 / (1 + exp(-sum));
}

const char *
label_signal_name(enum label_signal i)
{
	return table[i].name;
}
