#include "search/find.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "search/opinion.h"
#include "search/spanish.h"
#include "search/weights.h"

#define MAX_BITS 64 /* query words that a bit set can hold */
#define FORM_FIT 0.8 /* below, a name's other words tell it apart */

/* What the names say for one heading. */
struct evidence {
	double fit[3]; /* the three best names */
	const struct store_name *best;
	uint64_t words;
	double text; /* full text score, relative to the best heading's */
	double lines; /* the same of the schedule's own words, where an edition was imported */
};

/* What the query says of one name. */
struct hit {
	float asked; /* weight of the query's words that stand in the name */
	float said; /* weight of the name's words that the query has */
	uint64_t words;
};

/* Numbers as they were met, each once: few of very many, so nothing here is as long as all of them. */
struct met {
	uint32_t *v; /* N of them, room for MOST */
	size_t n, most;
	uint32_t *slots; /* hash table: place in V + 1, 0 free */
	unsigned shift; /* of a hash, to a slot */
};

struct search {
	const struct store *s;
	const struct query *q;
	struct arena *a;
	double total; /* weight of all searched words */
	bool tailed; /* some word is in a tail */
	bool guessed; /* a word stands for another, by WordNet */
	uint64_t head; /* bit of the head word, and of other readings of it */
	struct met names; /* with a hit */
	struct hit *hits; /* by place in NAMES */
	struct met headings; /* with evidence */
	struct evidence *evidence; /* by place in HEADINGS */
};

#define FROM_TEXT \
	80 /* headings that a full-text statement gives at most: their LIMIT in store.c */

/* MOST numbers can be met. */
static void
met_init(struct met *m, struct arena *a, size_t most)
{
	size_t slots = 64;

	m->most = most;
	m->shift = 32 - 6;
	while (slots < most * 2) {
		slots *= 2;
		m->shift--;
	}
	m->v = arena_alloc(a, (most + 1) * sizeof(*m->v));
	m->slots = arena_alloc(a, slots * sizeof(*m->slots));
}

/* The place of NUMBER, which is met now if it was not before. */
static size_t
met_place(struct met *m, uint32_t number)
{
	uint32_t i =
	    (number * 2654435769u) >> m->shift; /* Fibonacci's: 2^32 by the golden ratio */
	uint32_t last = UINT32_MAX >> m->shift;

	while (m->slots[i] != 0 && m->v[m->slots[i] - 1] != number)
		i = (i + 1) & last;
	if (m->slots[i] == 0) {
		assert(m->n < m->most);
		m->v[m->n++] = number;
		m->slots[i] = (uint32_t)m->n;
	}
	return m->slots[i] - 1;
}

/* Names that the query's words can be met in, or more. */
static size_t
names_of(const struct search *x)
{
	size_t i, n = 0;

	for (i = 0; i < x->q->n_words && i < MAX_BITS; i++)
		if (x->q->words[i].role != ROLE_ASIDE && x->q->words[i].id != UINT32_MAX)
			n += x->s->terms[x->q->words[i].id].n;
	return n < x->s->n_names ? n : x->s->n_names;
}

static void
collect_hits(struct search *x)
{
	const struct store *s = x->s;
	size_t i, j;

	for (i = 0; i < x->q->n_words && i < MAX_BITS; i++) {
		const struct query_word *w = &x->q->words[i];
		const struct store_term *t;

		if (w->role == ROLE_ASIDE)
			continue;
		x->guessed |= w->share < 1;
		x->tailed |= w->tail;
		if (!w->other)
			x->total += (double)w->weight;
		if (w->role == ROLE_HEAD || (w->other && i > 0 && x->head >> (i - 1) == 1))
			x->head |= (uint64_t)1 << i;
		if (w->id == UINT32_MAX)
			continue;
		t = &s->terms[w->id];
		for (j = 0; j < t->n; j++) {
			struct hit *h =
			    &x->hits[met_place(&x->names, s->postings[t->first + j])];
			float same = s->posting_endings[t->first + j] == w->ending
					 ? 1
					 : (float)WEIGHT_STEM;

			h->asked += w->weight * w->share * same;
			h->said += t->weight * same;
			h->words |= (uint64_t)1 << i;
		}
	}
}

static bool
is_head(const struct search *x, uint32_t term)
{
	size_t i;

	for (i = 0; i < x->q->n_words && x->head >> i != 0; i++)
		if ((x->head & (uint64_t)1 << i) != 0 && x->q->words[i].id == term)
			return true;
	return false;
}

/* Is TERM said only after "with", "for" and the like? */
static bool
is_tail(const struct search *x, uint32_t term)
{
	bool tail = false;
	size_t i;

	for (i = 0; i < x->q->n_words; i++) {
		const struct query_word *w = &x->q->words[i];

		if (w->role == ROLE_ASIDE || w->id != term)
			continue;
		if (!w->tail)
			return false;
		tail = true;
	}
	return tail;
}

/* The largest share among WORDS: a reading that is a guess fits no better than it is sure. */
static double
surest(const struct search *x, uint64_t words)
{
	double best = 0;
	size_t i;

	for (i = 0; i < x->q->n_words && i < MAX_BITS; i++)
		if ((words & (uint64_t)1 << i) != 0 && (double)x->q->words[i].share > best)
			best = (double)x->q->words[i].share;
	return best;
}

/* Has NAME the words of a Spanish query as they were asked, not only their stems? */
static bool
in_same_form(const struct search *x, const struct store_name *name, uint64_t words)
{
	struct word *w = arena_alloc(x->a, LIMIT_QUERY_WORDS * sizeof(*w));
	size_t n = words_split_in(
	    x->s->words, LANG_ES, x->a, str_of(name->text), w, LIMIT_QUERY_WORDS);
	size_t i, j;

	for (i = 0; i < x->q->n_words && i < MAX_BITS; i++) {
		if ((words & (uint64_t)1 << i) == 0 || x->q->words[i].share < 1)
			continue;
		for (j = 0; j < n && !spanish_same(w[j].surface, x->q->words[i].surface); j++)
			;
		if (j == n)
			return false;
	}
	return true;
}

/* How exactly NAME is what was asked: 1 when the words are the same. */
static double
fit_of(const struct search *x, const struct store_name *name, const struct hit *h)
{
	double asked = (double)h->asked / x->total;
	double said = name->weight > 0 ? (double)h->said / (double)name->weight : 0;
	double fit;

	if (asked > 1)
		asked = 1;
	if (said > 1)
		said = 1; /* the query has a word twice */
	fit = pow(asked, WEIGHT_ASKED) * pow(said, WEIGHT_SAID);
	if (x->guessed)
		fit *= pow(surest(x, h->words), 1 - WEIGHT_ASKED);
	if (x->head != 0 && (h->words & x->head) == 0)
		fit *= WEIGHT_NO_HEAD;
	else if (!is_head(x, name->head))
		fit *= WEIGHT_OTHER_HEAD;
	if (x->tailed && is_tail(x, name->head))
		fit *= WEIGHT_TAIL;
	if (x->q->lang == LANG_ES && fit > FORM_FIT && !in_same_form(x, name, h->words))
		fit *= WEIGHT_FORM;
	return fit;
}

static void
keep_best(struct evidence *e, const struct store_name *name, double fit)
{
	if (fit > e->fit[0]) {
		e->fit[2] = e->fit[1];
		e->fit[1] = e->fit[0];
		e->fit[0] = fit;
		e->best = name;
	} else if (fit > e->fit[1]) {
		e->fit[2] = e->fit[1];
		e->fit[1] = fit;
	} else if (fit > e->fit[2]) {
		e->fit[2] = fit;
	}
}

static void
weigh_names(struct search *x)
{
	size_t i;

	for (i = 0; i < x->names.n; i++) {
		const struct store_name *n = &x->s->names[x->names.v[i]];
		const struct hit *h = &x->hits[i];
		struct evidence *e = &x->evidence[met_place(&x->headings, n->heading)];

		keep_best(e, n, fit_of(x, n, h));
		e->words |= h->words;
	}
}

/* Ask one of the full-text statements; false when the time is up. */
static bool
ask_text(struct search *x, struct db_stmt *st, struct str match, bool lines)
{
	double best = 0;
	enum db_step step;

	db_bind_str(st, 1, match);
	while ((step = db_step(st)) == DB_ROW) {
		size_t h = (size_t)db_col_int(st, 0) - 1;
		double score = db_col_real(st, 1);
		struct evidence *e;

		if (best <= 0)
			best = score > 0 ? score : 1;
		if (h >= x->s->n_headings)
			continue;
		e = &x->evidence[met_place(&x->headings, (uint32_t)h)];
		if (lines)
			e->lines = score / best;
		else
			e->text = score / best;
	}
	db_reset(st);
	return step != DB_TIMEOUT;
}

/* Full text over titles, prose and all names of a heading together; then over the words of the
 * imported edition, if there is one. */
static bool
add_text(struct search *x)
{
	struct buf match = BUF_INIT;
	bool in_time = true;

	query_match(&match, x->q);
	if (match.n > 0) {
		db_deadline(x->s->db, x->s->patience_ms);
		in_time = ask_text(x, x->s->find_headings, buf_str(&match), false);
		if (in_time && x->s->find_lines != NULL)
			in_time = ask_text(x, x->s->find_lines, buf_str(&match), true);
		db_deadline(x->s->db, 0);
	}
	buf_free(&match);
	return !in_time;
}

static double
coverage_of(const struct search *x, uint64_t words)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < x->q->n_words && i < MAX_BITS; i++)
		if ((words & (uint64_t)1 << i) != 0)
			sum += (double)(x->q->words[i].weight * x->q->words[i].share);
	return x->total > 0 ? fmin(sum / x->total, 1) : 0;
}

static int
by_score(const void *a, const void *b)
{
	const struct find_heading *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return strcmp(x->heading->code, y->heading->code);
}

static void
rank_headings(struct search *x, struct find_result *r)
{
	const struct store *s = x->s;
	struct find_heading *all = arena_alloc(x->a, (x->headings.n + 1) * sizeof(*all));
	const double *opinion = opinion_of(s, x->a, x->q);
	size_t i, n = 0;

	for (i = 0; i < x->headings.n; i++) {
		const struct store_heading *heading = &s->headings[x->headings.v[i]];
		const struct evidence *e = &x->evidence[i];
		struct find_heading *h = &all[n];

		if (e->fit[0] <= 0 && e->text <= 0 && e->lines <= 0)
			continue;
		h->heading = heading;
		h->name = e->best;
		h->rule =
		    e->best != NULL && e->best->rule != NULL ? e->best->rule : heading->rule;
		h->fit = e->fit[0];
		h->words = e->words;
		h->coverage = coverage_of(x, e->words);
		h->score = WEIGHT_FIT * e->fit[0] + WEIGHT_MORE * (e->fit[1] + e->fit[2]) +
			   WEIGHT_COVERAGE * h->coverage + WEIGHT_TEXT * e->text +
			   WEIGHT_LINES * e->lines +
			   WEIGHT_OPINION * opinion[h->rule->center - s->centers];
		n++;
	}
	qsort(all, n, sizeof(*all), by_score);
	r->headings = all;
	r->n_headings = n < FIND_MAX ? n : FIND_MAX;
}

static int
by_share(const void *a, const void *b)
{
	const struct find_center *x = a, *y = b;

	if (x->share != y->share)
		return x->share > y->share ? -1 : 1;
	return strcmp(x->center->slug, y->center->slug);
}

/* Evidence per Center: the sum over its headings of exp((score - best) / T), normalised. */
static void
rank_centers(struct search *x, struct find_result *r)
{
	double *sum = arena_alloc(x->a, (x->s->n_centers + 1) * sizeof(*sum)), all = 0;
	size_t i;

	for (i = 0; i < r->n_headings; i++) {
		const struct find_heading *h = &r->headings[i];
		double e = exp((h->score - r->headings[0].score) / WEIGHT_TEMPERATURE);

		sum[h->rule->center - x->s->centers] += e;
		all += e;
	}
	r->centers = arena_alloc(x->a, (x->s->n_centers + 1) * sizeof(*r->centers));
	for (i = 0; i < x->s->n_centers; i++) {
		if (sum[i] <= 0)
			continue;
		r->centers[r->n_centers].center = &x->s->centers[i];
		r->centers[r->n_centers++].share = sum[i] / all;
	}
	qsort(r->centers, r->n_centers, sizeof(*r->centers), by_share);
}

void
find_run(struct find_result *r, struct arena *a, const struct store *s, const struct query *q)
{
	struct search x = { .s = s, .q = q, .a = a };
	size_t n;

	*r = (struct find_result){ .n_headings = 0 };
	if (q->n_content == 0)
		return;
	n = names_of(&x);
	met_init(&x.names, a, n);
	x.hits = arena_alloc(a, (n + 1) * sizeof(*x.hits));
	collect_hits(&x);
	n = x.names.n + 2 * FROM_TEXT < s->n_headings ? x.names.n + 2 * FROM_TEXT
						      : s->n_headings;
	met_init(&x.headings, a, n);
	x.evidence = arena_alloc(a, (n + 1) * sizeof(*x.evidence));
	weigh_names(&x);
	r->timed_out = add_text(&x);
	rank_headings(&x, r);
	if (r->n_headings > 0)
		rank_centers(&x, r);
}
