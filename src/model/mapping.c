/*
 * mapping.c - which Center a code goes to: the rules of the scope files.
 *
 * The rule with the longest prefix wins (19 CFR 101.1 defines an industry by HTSUS numbers; the rules
 * themselves come from the sources that each names).  Two rules of one length that hold on the same
 * day for the same code are an error that names both.
 */
#include <stdlib.h>
#include <string.h>

#include "model/load.h"
#include "model/mapping.h"

static const char *const basis_names[] = {
	[BASIS_STATED] = "stated",
	[BASIS_SCOPE] = "industry-scope",
	[BASIS_INFERRED] = "inferred",
};

const char *
basis_name(enum basis b)
{
	return basis_names[b];
}

static enum basis
basis_of(const char *name)
{
	enum basis b;

	for (b = 0; b < BASIS__MAX; b++)
		if (strcmp(name, basis_names[b]) == 0)
			return b;
	return BASIS_INFERRED; /* the schema admits no other */
}

static struct date
date_at(const struct front *f, const char *key)
{
	struct date d = { 0, 0, 0 };
	const char *s = front_text(f, key);

	if (s != NULL)
		(void)date_parse(str_of(s), &d); /* the schema checked it */
	return d;
}

static size_t
digits(char out[9], struct str s)
{
	size_t i, n = 0;

	for (i = 0; i < s.n && n < 8; i++)
		if (ascii_isdigit(s.p[i]))
			out[n++] = s.p[i];
	out[n] = '\0';
	return n;
}

/* The first moment of DAY where the site is; 0: no day. */
static int64_t
begin_of(const struct site *site, struct date day)
{
	struct buf text = BUF_INIT;
	int64_t t = 0;

	if (day.year != 0) {
		date_iso(&text, day);
		(void)time_parse(buf_str(&text), site->config.time_zone, &t); /* a whole date */
	}
	buf_free(&text);
	return t;
}

/* A rule that begins or ends changes pages and index: a build is due then. */
static void
due(struct site *site, struct date day)
{
	int64_t t = begin_of(site, day);

	if (t > site->at && (site->next_due == 0 || t < site->next_due))
		site->next_due = t;
}

static bool
holds(const struct rule *r, struct date today)
{
	return (r->since.year == 0 || date_cmp(r->since, today) <= 0) &&
	       (r->until.year == 0 || date_cmp(today, r->until) < 0);
}

static bool
same_days(const struct rule *a, const struct rule *b)
{
	return (a->until.year == 0 || b->since.year == 0 || date_cmp(b->since, a->until) < 0) &&
	       (b->until.year == 0 || a->since.year == 0 || date_cmp(a->since, b->until) < 0);
}

/* Add the rule that F describes for codes FROM to TO, unless it clashes with one before it. */
static void
add_rule(struct loader *l, struct rule *all, size_t *n, const struct front *f, struct str from,
    struct str to)
{
	struct rule r = { .basis = basis_of(front_text(f, "basis")), .loc = f->loc };
	const struct front *code = front_get(f, "code");
	size_t i;

	if (code != NULL)
		r.loc = code->loc;
	r.center = resolve_center(l, front_get(f, "center"));
	resolve_sources(l, front_get(f, "source"), &r.sources);
	r.since = date_at(f, "since");
	r.until = date_at(f, "until");
	r.note = front_text(f, "note");
	r.len = digits(r.from, from);
	(void)digits(r.to, to); /* as long as FROM: the schema checked it */
	if (r.since.year != 0 && r.until.year != 0 && date_cmp(r.until, r.since) <= 0) {
		(void)diag_error(
		    l->diag, r.loc, "until must be later than since"); /* counted */
		return;
	}
	if (strcmp(r.to, r.from) < 0) {
		(void)diag_error(l->diag, r.loc, "the range %s-%s runs backwards", /* counted */
		    r.from, r.to);
		return;
	}
	for (i = 0; i < *n; i++) {
		if (all[i].len != r.len || strcmp(all[i].to, r.from) < 0 ||
		    strcmp(r.to, all[i].from) < 0 || !same_days(&all[i], &r))
			continue;
		(void)diag_error(l->diag, r.loc, /* counted */
		    "the rule for %s%s%s overlaps the one for %s%s%s at %s:%u on the same days",
		    r.from, strcmp(r.from, r.to) != 0 ? "-" : "",
		    strcmp(r.from, r.to) != 0 ? r.to : "", all[i].from,
		    strcmp(all[i].from, all[i].to) != 0 ? "-" : "",
		    strcmp(all[i].from, all[i].to) != 0 ? all[i].to : "", all[i].loc.file,
		    all[i].loc.line);
		return;
	}
	all[(*n)++] = r;
}

static void
add_exception(
    struct loader *l, struct rule *all, size_t *n, const struct front *e, const char *chapter)
{
	const struct front *code = front_get(e, "code");
	size_t dash = str_chr(code->text, '-');
	struct str from = { code->text.p, dash }, to = from;
	char a[9], b[9];

	if (dash < code->text.n)
		to = str_skip(code->text, dash + 1);
	(void)digits(a, from); /* lengths: the schema checked them */
	(void)digits(b, to);
	if (strncmp(a, chapter, 2) != 0 || strncmp(b, chapter, 2) != 0) {
		(void)diag_error(l->diag, code->loc, /* counted */
		    "code %s is not of chapter %s", code->text.p, chapter);
		return;
	}
	add_rule(l, all, n, e, from, to);
}

static int
by_prefix(const void *x, const void *y)
{
	const struct rule *a = x, *b = y;

	if (a->len != b->len)
		return a->len < b->len ? -1 : 1;
	return strcmp(a->from, b->from);
}

void
load_rules(struct loader *l)
{
	struct site *site = l->site;
	struct rule *all;
	size_t i, j, n = 0, max = 0, before = l->diag->errors;
	bool without_center = false;

	for (i = 0; i < site->n_chapters; i++) {
		const struct front *e = front_get(site->chapters[i].page->front, "exceptions");

		max += 1 + (e != NULL ? e->n : 0);
	}
	all = arena_alloc(&site->arena, (max + 1) * sizeof(*all));
	for (i = 0; i < site->n_chapters; i++) {
		const struct chapter *c = &site->chapters[i];
		const struct front *e = front_get(c->page->front, "exceptions");

		add_rule(l, all, &n, c->page->front, str_of(c->number), str_of(c->number));
		for (j = 0; e != NULL && j < e->n; j++)
			add_exception(l, all, &n, e->items[j], c->number);
		resolve_aside(l, e);
	}
	site->rules = arena_alloc(&site->arena, (n + 1) * sizeof(*site->rules));
	for (i = 0; i < n; i++) {
		due(site, all[i].since);
		due(site, all[i].until);
		if (all[i].center == NULL)
			without_center = true;
		else if (holds(&all[i], site->today))
			site->rules[site->n_rules++] = all[i];
	}
	if (site->n_rules > 1)
		qsort(site->rules, site->n_rules, sizeof(*site->rules), by_prefix);
	l->rules_bad = l->diag->errors > before || without_center;
	for (i = 0; i < site->n_chapters; i++)
		site->chapters[i].rule = site_route(site, site->chapters[i].number);
}

const struct rule *
site_route(const struct site *site, const char *code)
{
	const struct rule *best = NULL;
	size_t i, n = strlen(code);

	for (i = 0; i < site->n_rules; i++) { /* sorted by length: a later match is longer */
		const struct rule *r = &site->rules[i];

		if (r->len <= n && strncmp(code, r->from, r->len) >= 0 &&
		    strncmp(code, r->to, r->len) <= 0)
			best = r;
	}
	return best;
}

static void
add_later(struct later_rule *out, size_t *n, const struct site *site, const struct front *f,
    const struct front *code)
{
	struct date since = date_at(f, "since");

	if (since.year == 0 || date_cmp(since, site->today) <= 0)
		return;
	out[(*n)++] = (struct later_rule){ .code = code->text.p,
		.center = front_text(f, "center"),
		.since = begin_of(site, since),
		.loc = code->loc };
}

size_t
mapping_later(struct later_rule **out, struct arena *a, const struct site *site)
{
	size_t i, j, n = 0, max = 1;

	for (i = 0; i < site->n_chapters; i++) {
		const struct front *e = front_get(site->chapters[i].page->front, "exceptions");

		max += 1 + (e != NULL ? e->n : 0);
	}
	*out = arena_alloc(a, max * sizeof(**out));
	for (i = 0; i < site->n_chapters; i++) {
		const struct front *f = site->chapters[i].page->front;
		const struct front *e = front_get(f, "exceptions");

		add_later(*out, &n, site, f, front_get(f, "chapter"));
		for (j = 0; e != NULL && j < e->n; j++)
			add_later(*out, &n, site, e->items[j], front_get(e->items[j], "code"));
	}
	return n;
}
