#include "cmd/coverage.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/coverage_ask.h"

static bool
undated(const struct rule *r)
{
	size_t i;

	for (i = 0; i < r->sources.n; i++)
		if (r->sources.v[i]->date.year != 0)
			return false;
	return true;
}

static void
count_heading(struct coverage *c, struct coverage_chapter *row, const struct heading *h)
{
	size_t i, names = 0, spanish = 0;

	for (i = 0; i < h->n_names; i++) {
		if (h->names[i].kind == NAME_ES)
			spanish++;
		else
			names++;
	}
	row->headings++;
	row->spanish += spanish > 0;
	row->basis[h->rule->basis]++;
	row->undated += undated(h->rule);
	row->sound += h->rule->basis != BASIS_INFERRED && !undated(h->rule);
	if (names >= JUDGE_NAMES_MIN)
		row->named++;
	else if (names > 0)
		row->few++;
	else
		row->none++;
	if (names < JUDGE_NAMES_MIN)
		c->few[c->n_few++] = (struct coverage_heading){ h, names };
}

static void
count_chapters(struct coverage *c, struct arena *a)
{
	const struct site *site = c->site;
	size_t i, j, b, n = 1;

	for (i = 0; i < site->n_chapters; i++)
		n += site->chapters[i].n_headings;
	c->few = arena_alloc(a, n * sizeof(*c->few));
	c->chapters = arena_alloc(a, (site->n_chapters + 1) * sizeof(*c->chapters));
	c->n_chapters = site->n_chapters;
	for (i = 0; i < site->n_chapters; i++) {
		struct coverage_chapter *row = &c->chapters[i];

		*row = (struct coverage_chapter){ .chapter = &site->chapters[i] };
		for (j = 0; j < row->chapter->n_headings; j++)
			count_heading(c, row, &row->chapter->headings[j]);
		c->all.headings += row->headings;
		c->all.named += row->named;
		c->all.few += row->few;
		c->all.none += row->none;
		c->all.spanish += row->spanish;
		c->all.undated += row->undated;
		c->all.sound += row->sound;
		for (b = 0; b < BASIS__MAX; b++)
			c->all.basis[b] += row->basis[b];
	}
}

static int
oldest_first(const void *x, const void *y)
{
	const struct page *const *a = x, *const *b = y;
	int d = date_cmp((*a)->reviewed, (*b)->reviewed);

	return d != 0 ? d : strcmp((*a)->file, (*b)->file);
}

static int
by_owner(const void *x, const void *y)
{
	const struct page *const *a = x, *const *b = y;
	int d = ((*a)->owner == NULL) - ((*b)->owner == NULL);

	if (d == 0 && (*a)->owner != NULL)
		d = strcmp((*a)->owner, (*b)->owner);
	if (d == 0)
		d = date_cmp((*a)->review_by, (*b)->review_by);
	return d != 0 ? d : strcmp((*a)->file, (*b)->file);
}

static void
list_pages(struct coverage *c, struct arena *a)
{
	const struct site *site = c->site;
	size_t i;

	c->unread = arena_alloc(a, (site->n_pages + 1) * sizeof(const struct page *));
	c->older = arena_alloc(a, (site->n_translations + 1) * sizeof(const struct page *));
	for (i = 0; i < site->n_translations; i++) {
		const struct page *t = &site->translations[i];

		if (t->live && date_cmp(t->translated, t->in[LANG_EN]->reviewed) < 0)
			c->older[c->n_older++] = t;
	}
	c->overdue = arena_alloc(a, (site->n_pages + 1) * sizeof(const struct page *));
	for (i = 0; i < site->n_pages; i++) {
		const struct page *p = &site->pages[i];

		if (!p->live)
			continue;
		c->n_live++;
		if (p->reviewed.year == 0 ||
		    date_days(site->today) - date_days(p->reviewed) >= COVERAGE_YEAR)
			c->unread[c->n_unread++] = p;
		if (p->review_by.year != 0 && date_cmp(p->review_by, site->today) < 0)
			c->overdue[c->n_overdue++] = p;
	}
	if (c->n_unread > 1)
		qsort(c->unread, c->n_unread, sizeof(const struct page *), oldest_first);
	if (c->n_overdue > 1)
		qsort(c->overdue, c->n_overdue, sizeof(const struct page *), by_owner);
}

static void
list_rules(struct coverage *c, struct arena *a)
{
	const struct site *site = c->site;
	size_t i;

	c->thin = arena_alloc(a, (site->n_rules + 1) * sizeof(*c->thin));
	for (i = 0; i < site->n_rules; i++) {
		const struct rule *r = &site->rules[i];

		if (r->basis == BASIS_INFERRED || undated(r))
			c->thin[c->n_thin++] =
			    (struct coverage_rule){ r, r->basis == BASIS_INFERRED, undated(r) };
	}
}

static int
ask(struct coverage *c, struct diag *d, struct arena *a, const char *index)
{
	struct coverage_question *q, *next;
	size_t i, j, n = 0;

	for (i = 0; i < c->n_faqs; i++)
		n += c->faqs[i].asked;
	q = next = arena_alloc(a, (n + 1) * sizeof(*q));
	for (i = 0; i < c->n_faqs; i++) {
		const struct faq *f = c->faqs[i].faq;

		*next++ =
		    (struct coverage_question){ .text = f->page->title, .url = f->page->url };
		for (j = 0; j < f->also_asked.n; j++)
			*next++ = (struct coverage_question){ .text = f->also_asked.v[j],
				.url = f->page->url };
	}
	if (coverage_ask(d, index, q, n) != 0)
		return -1;
	for (i = 0, next = q; i < c->n_faqs; i++) {
		struct coverage_faq *f = &c->faqs[i];
		size_t missed = 0;

		f->missed = arena_alloc(a, (f->asked + 1) * sizeof(*f->missed));
		for (j = 0; j < f->asked; j++, next++) {
			if (next->reached)
				f->reached++;
			else
				f->missed[missed++] = next->text;
		}
	}
	c->asked = true;
	return 0;
}

int
coverage_make(struct coverage *c, struct diag *d, struct arena *a, const struct site *site,
    const char *index)
{
	size_t i;

	*c = (struct coverage){ .site = site };
	judge_coverage(&c->rows, a, site);
	count_chapters(c, a);
	list_pages(c, a);
	list_rules(c, a);
	c->n_faqs = site->n_faqs;
	c->faqs = arena_alloc(a, (c->n_faqs + 1) * sizeof(*c->faqs));
	for (i = 0; i < c->n_faqs; i++)
		c->faqs[i] = (struct coverage_faq){ .faq = &site->faqs[i],
			.asked = 1 + site->faqs[i].also_asked.n };
	return index != NULL ? ask(c, d, a, index) : 0;
}
