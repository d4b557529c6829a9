#include "cmd/eval_run.h"

#include <string.h>
#include <time.h>

bool
eval_confident(enum answer_label label, size_t n_centers)
{
	return n_centers > 0 && (label == LABEL_VERY_LIKELY || label == LABEL_EXACT);
}

/* The rule of a code that may have dots; NULL: none. */
static const struct store_rule *
route(const struct store *s, struct str code)
{
	char digits[16];
	size_t i, n = 0;

	for (i = 0; i < code.n && n < sizeof(digits); i++)
		if (ascii_isdigit(code.p[i]))
			digits[n++] = code.p[i];
	return store_route(s, (struct str){ digits, n });
}

bool
eval_right(const struct store *s, struct str hts, const struct store_center *center,
    const struct store_center **expected)
{
	const struct store_center *first = NULL;
	bool right = false;
	struct str code;

	while (str_split(&hts, '|', &code)) {
		const struct store_rule *r = route(s, code);

		if (r != NULL && first == NULL)
			first = r->center;
		right |= r != NULL && r->center == center;
	}
	if (expected != NULL)
		*expected = right ? center : first;
	return right;
}

bool
eval_url(struct str patterns, const char *url)
{
	struct str p;

	while (str_split(&patterns, '|', &p)) {
		size_t at;

		p = str_trim(p);
		at = str_chr(p, '~');
		if (at == p.n
			? str_is(p, url)
			: strncmp(url, p.p, at) == 0 && memmem(url + at, strlen(url + at),
							    p.p + at + 1, p.n - at - 1) != NULL)
			return true;
	}
	return false;
}

static void
wrong(struct eval *e, const struct eval_row *row, const char *got)
{
	e->wrong =
	    arena_grow(&e->arena, e->wrong, e->n_wrong, &e->cap_wrong, sizeof(*e->wrong));
	e->wrong[e->n_wrong++] = (struct eval_wrong){ row, arena_strdup(&e->arena, got) };
}

/* The answer in a few words. */
static const char *
summary(struct arena *a, const struct answer *an)
{
	return arena_printf(a, "%s, %s%s%s%s%s", answer_kind_name(an->kind),
	    answer_label_name(an->label), an->n_centers > 0 ? ", " : "",
	    an->n_centers > 0 ? an->centers[0].center->slug : "",
	    an->n_headings > 0 ? ", " : "",
	    an->n_headings > 0 ? an->headings[0].heading->code : "");
}

static struct eval_outcome *
keep(struct eval *e, const struct eval_row *row, const struct answer *an)
{
	struct eval_outcome *o;

	e->outcomes = arena_grow(
	    &e->arena, e->outcomes, e->n_outcomes, &e->cap_outcomes, sizeof(*e->outcomes));
	o = &e->outcomes[e->n_outcomes++];
	*o = (struct eval_outcome){ .row = row, .label = an->label, .weighed = an->weighed };
	o->held = an->question != NULL && an->n_centers > 1;
	memcpy(o->signals, an->signals, sizeof(o->signals));
	if (an->n_centers > 0) {
		o->first = an->centers[0].center;
		o->share = an->centers[0].share;
	}
	return o;
}

/* The place of the first right Center and heading, from 1; SIZE_MAX when there is none. */
static void
places(const struct eval *e, const struct answer *an, struct str hts, size_t *center,
    size_t *heading)
{
	struct str code;
	size_t i;

	*center = *heading = SIZE_MAX;
	for (i = 0; i < an->n_centers && *center == SIZE_MAX; i++)
		if (eval_right(e->store, hts, an->centers[i].center, NULL))
			*center = i + 1;
	while (str_split(&hts, '|', &code)) {
		code = str_trim(code);
		for (i = 0; i < an->n_headings && i + 1 < *heading; i++)
			if (code.n >= 4 &&
			    strncmp(an->headings[i].heading->code, code.p, 4) == 0)
				*heading = i + 1;
	}
}

static void
score(struct eval *e, struct str group, const struct answer *an, const struct eval_row *row,
    double us)
{
	struct eval_group *g = eval_group(&e->tally, group);
	bool likely = an->label == LABEL_VERY_LIKELY || an->label == LABEL_EXACT;
	bool probably = an->label == LABEL_PROBABLY;
	size_t center, heading;

	places(e, an, row->want, &center, &heading);
	eval_count(&e->tally, g, "center@1", center <= 1);
	eval_count(&e->tally, g, "center@2", center <= 2);
	eval_count(&e->tally, g, "center@3", center <= 3);
	eval_count(&e->tally, g, "heading@1", heading <= 1);
	eval_count(&e->tally, g, "heading@3", heading <= 3);
	eval_count(&e->tally, g, "none", an->n_centers == 0);
	eval_declare(&e->tally, g, "precision(very-likely)");
	if (likely)
		eval_count(&e->tally, g, "precision(very-likely)", center <= 1);
	eval_count(&e->tally, g, "coverage(very-likely)", likely);
	eval_declare(&e->tally, g, "precision(probably)");
	if (probably)
		eval_count(&e->tally, g, "precision(probably)", center <= 1);
	eval_count(&e->tally, g, "coverage(probably)", probably);
	eval_time(&e->tally, g, us);
}

static double
now_us(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t); /* cannot fail on Linux */
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void
ask(struct eval *e, struct arena *a, struct answer *an, struct str query)
{
	const struct answer_request req = { .q = query };

	answer_make(an, a, e->store, &req);
}

static void
run_product(struct eval *e, struct arena *a, const struct eval_row *row)
{
	struct eval_outcome *o;
	struct answer an;
	double us = now_us();

	ask(e, a, &an, row->query);
	us = now_us() - us;
	score(e, STR("all"), &an, row, us);
	if (row->extra.n > 0)
		score(e, row->extra, &an, row, us);
	o = keep(e, row, &an);
	o->right = eval_right(e->store, row->want, o->first, &o->expected);
	if (!o->right)
		wrong(e, row, summary(a, &an));
}

static void
run_question(struct eval *e, struct arena *a, const struct eval_row *row)
{
	struct eval_group *g = eval_group(&e->tally, STR("questions"));
	struct answer an;
	size_t i, place = SIZE_MAX;

	ask(e, a, &an, row->query);
	/* A pinned answer leads on by its choices, any other by its pages. */
	for (i = 0; an.pinned != NULL && i < an.n_choices && place == SIZE_MAX; i++)
		if (eval_url(row->want, lang_bare_path(str_of(an.choices[i].url)).p))
			place = i + 1;
	for (i = 0; i < an.pages.n && place == SIZE_MAX; i++)
		if (eval_url(row->want, lang_bare_path(str_of(an.pages.v[i].url)).p))
			place = i + 1;
	eval_count(&e->tally, g, "question@1", place <= 1);
	eval_count(&e->tally, g, "question@3", place <= 3);
	if (place > 1)
		wrong(e, row, an.pages.n > 0 ? an.pages.v[0].url : summary(a, &an));
}

static void
run_vague(struct eval *e, struct arena *a, const struct eval_row *row)
{
	struct eval_group *g = eval_group(&e->tally, STR("not goods"));
	struct answer an;
	bool confident;

	ask(e, a, &an, row->query);
	confident = eval_confident(an.label, an.n_centers);
	eval_count(&e->tally, g, "confident(vague)", confident);
	if (row->want.n > 0)
		eval_count(&e->tally, g,
		    arena_printf(a, "confident(vague: %.*s)", (int)row->want.n, row->want.p),
		    confident);
	if (confident)
		wrong(e, row, summary(a, &an));
	(void)keep(e, row, &an); /* right stays false: no Center is */
}

static void
run_code(struct eval *e, struct arena *a, const struct eval_row *row)
{
	struct eval_group *g = eval_group(&e->tally, STR("codes"));
	const char *status, *heading;
	struct code_line l;
	bool right;

	code_read(&l, a, e->store, row->query);
	status = code_status_name(l.status);
	heading = l.heading != NULL ? l.heading->code : "";
	right = str_is(row->want, status) && str_is(row->extra, heading);
	eval_count(&e->tally, g, "code", right);
	if (!right)
		wrong(e, row, arena_printf(a, "%s %s", status, heading));
}

static void
run_mix(struct eval *e, struct arena *a, const struct eval_row *row)
{
	struct eval_group *g = eval_group(&e->tally, STR("mixes"));
	char *list = arena_strndup(a, row->query.p, row->query.n), *p;
	const char *center;
	struct codes codes;
	bool right;

	for (p = list; (p = strchr(p, ',')) != NULL; p++)
		*p = '\n';
	codes_read(&codes, a, e->store, str_of(list));
	center = codes.n_totals > 0 ? codes.totals[0].center->slug : "";
	right = str_is(row->want, center);
	eval_count(&e->tally, g, "mix", right);
	if (!right)
		wrong(e, row, center);
}

static void
run_pinned(struct eval *e, struct arena *a, const struct eval_row *row)
{
	struct eval_group *g = eval_group(&e->tally, STR("pinned"));
	struct answer an;
	bool right;

	ask(e, a, &an, row->query);
	right = an.n_centers > 0 && str_is(row->want, an.centers[0].center->slug);
	eval_count(&e->tally, g, "pinned", right);
	eval_count(&e->tally, g, "confident(pinned)", eval_confident(an.label, an.n_centers));
	if (!right)
		wrong(e, row, summary(a, &an));
}

void
eval_run(struct eval *e, const struct eval_file *file)
{
	static void (*const run[])(struct eval *, struct arena *, const struct eval_row *) = {
		[EVAL_PRODUCTS] = run_product,
		[EVAL_QUESTIONS] = run_question,
		[EVAL_VAGUE] = run_vague,
		[EVAL_CODES] = run_code,
		[EVAL_MIXES] = run_mix,
		[EVAL_PINNED] = run_pinned,
	};
	struct arena a;
	size_t i;

	arena_init(&a, 0);
	for (i = 0; i < file->n; i++) {
		arena_reset(&a);
		run[file->kind](e, &a, &file->rows[i]);
	}
	arena_free(&a);
}
