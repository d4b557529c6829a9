/* typed.c - Centers, FAQs, terms, pinned answers and changes from their pages' front matter. */
#include <stdlib.h>
#include <string.h>

#include "base/near.h"
#include "model/load.h"

/*
 * The Center that V names is there, but held back: said once, where it was done.  Who names it made no
 * mistake.  False when there is no such Center.
 */
static bool
held_center(struct loader *l, const struct front *v)
{
	static const struct {
		const char *key, *what, *mend;
	} kinds[] = {
		[HELD_DRAFT] = { "draft", "is a draft", "remove the line \"draft: true\"" },
		[HELD_NOT_YET] = { "publish_on", "is held back until this time",
		    "remove the line \"publish_on\"" },
		[HELD_EXPIRED] = { "expires_on", "has expired",
		    "remove the line \"expires_on\"" },
	};
	struct site *site = l->site;
	struct page *p;
	const struct front *at;
	enum held why;
	size_t i;

	for (i = 0; i < site->n_pages; i++) {
		p = &site->pages[i];
		if (p->type != PAGE_CENTER || p->live || !str_is(v->text, p->slug))
			continue;
		p->faulty = true; /* no note says of it that it is held back */
		why = page_held(p, site->at);
		at = front_get(p->front, kinds[why].key);
		(void)diag_error(l->diag, at->loc, /* counted */
		    "this Center %s, but %s:%u names it; %s, or name another Center there "
		    "first",
		    kinds[why].what, v->loc.file, v->loc.line, kinds[why].mend);
		load_add_broken(l, PAGE_CENTER, p->file, p->slug, p->url);
		return true;
	}
	return false;
}

const struct center *
resolve_center(struct loader *l, const struct front *v)
{
	const struct site *site = l->site;
	const char *slugs[64], *near;
	size_t i;

	if (v == NULL)
		return NULL;
	for (i = 0; i < site->n_centers; i++)
		if (str_is(v->text, site->centers[i].slug))
			return &site->centers[i];
	if (load_broken(l, PAGE_CENTER, v->text.p, NULL) != NULL || held_center(l, v))
		return NULL;
	for (i = 0; i < site->n_centers && i < 64; i++)
		slugs[i] = site->centers[i].slug;
	near = near_best(v->text, slugs, i);
	if (near != NULL)
		(void)diag_error(l->diag, v->loc, "no Center \"%s\"; did you mean \"%s\"?",
		    v->text.p, near); /* counted */
	else
		(void)diag_error(l->diag, v->loc, /* counted */
		    "no Center \"%s\"; it must be the name of a file in centers/", v->text.p);
	return NULL;
}

void
resolve_aside(struct loader *l, const struct front *list)
{
	struct sources unused;
	size_t i;

	for (i = 0; list != NULL && i < list->n_aside; i++) {
		const struct front *f = list->items[list->n + i], *v;

		if (f->kind != FRONT_MAP)
			continue;
		v = front_get(f, "center");
		if (v != NULL && v->kind == FRONT_SCALAR)
			(void)resolve_center(l, v); /* counted */
		v = front_get(f, "heading");
		if (v != NULL && v->kind == FRONT_SCALAR)
			(void)resolve_heading(l, v); /* counted */
		v = front_get(f, "source");
		if (v != NULL && v->kind == FRONT_SCALAR)
			resolve_sources(l, v, &unused);
	}
}

bool
load_broken_code(const struct loader *l, const char *code)
{
	char chapter[3] = "";

	if (!ascii_isdigit(code[0]) || !ascii_isdigit(code[1]))
		return false;
	memcpy(chapter, code, 2);
	return load_broken(l, PAGE_SCOPE, chapter, NULL) != NULL;
}

const struct heading *
resolve_heading(struct loader *l, const struct front *v)
{
	const struct heading *h;

	if (v == NULL)
		return NULL;
	h = site_heading(l->site, v->text.p);
	if (h == NULL && !load_broken_code(l, v->text.p))
		(void)diag_error(l->diag, v->loc, "no heading \"%s\" in scopes/", /* counted */
		    v->text.p);
	return h;
}

struct strings
front_strings(struct loader *l, const struct front *map, const char *key)
{
	const struct front *v = front_get(map, key);
	struct strings s = { NULL, 0 };
	size_t i, n;

	if (v == NULL)
		return s;
	n = v->kind == FRONT_LIST ? v->n : 1;
	s.v = arena_alloc(&l->site->arena, (n + 1) * sizeof(*s.v));
	for (i = 0; i < n; i++)
		s.v[s.n++] = (v->kind == FRONT_LIST ? v->items[i] : v)->text.p;
	return s;
}

static const struct center **
centers_at(struct loader *l, const struct front *map, size_t *n)
{
	const struct front *v = front_get(map, "centers");
	const struct center **out;
	size_t i;

	*n = 0;
	if (v == NULL)
		return NULL;
	out = arena_alloc(&l->site->arena, (v->n + 1) * sizeof(const struct center *));
	for (i = 0; i < v->n; i++) {
		out[*n] = resolve_center(l, v->items[i]);
		if (out[*n] != NULL)
			(*n)++;
	}
	return out;
}

/* Room for one T for each live page of a type. */
static void *
room(struct loader *l, enum page_type type, size_t size)
{
	size_t i, n = 1;

	for (i = 0; i < l->site->n_pages; i++)
		n += l->site->pages[i].type == type && l->site->pages[i].live;
	return arena_alloc(&l->site->arena, n * size);
}

/* The next live page of TYPE from *I on, or NULL. */
static const struct page *
next_page(const struct site *site, enum page_type type, size_t *i)
{
	while (*i < site->n_pages) {
		const struct page *p = &site->pages[(*i)++];

		if (p->type == type && p->live)
			return p;
	}
	return NULL;
}

/* Each Center in the words of its translations. */
static void
translate_centers(struct loader *l)
{
	struct site *site = l->site;
	enum lang lang;
	size_t i;

	for (i = 0; i < site->n_centers; i++) {
		struct center *c = &site->centers[i];

		c->in[LANG_EN] = c;
		for (lang = LANG_EN + 1; lang < LANG__MAX; lang++) {
			const struct page *p = c->page->in[lang];
			struct center *t;

			if (p == NULL)
				continue;
			t = arena_alloc(&site->arena, sizeof(*t));
			*t = *c;
			t->page = p;
			t->name = front_text(p->front, "name");
			t->summary = front_text(p->front, "summary");
			t->also_called = front_strings(l, p->front, "also_called");
			if (front_get(p->front, "industries") != NULL)
				t->industries = front_strings(l, p->front, "industries");
			c->in[lang] = t;
		}
	}
}

static int
by_number(const void *x, const void *y)
{
	const struct center *a = x, *b = y;

	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	return strcmp(a->slug, b->slug);
}

void
load_centers(struct loader *l)
{
	struct site *site = l->site;
	const struct page *p;
	size_t i = 0, j;

	site->centers = room(l, PAGE_CENTER, sizeof(*site->centers));
	while ((p = next_page(site, PAGE_CENTER, &i)) != NULL) {
		struct center *c = &site->centers[site->n_centers++];
		const char *opened = front_text(p->front, "opened");
		unsigned long number = 0;

		c->page = p;
		c->slug = p->slug;
		c->name = front_text(p->front, "name");
		c->summary = front_text(p->front, "summary");
		c->city = front_text(p->front, "city");
		c->field_office = front_text(p->front, "field_office");
		c->mailbox = front_text(p->front, "mailbox");
		c->also_called = front_strings(l, p->front, "also_called");
		c->industries = front_strings(l, p->front, "industries");
		(void)str_to_uint(str_of(front_text(p->front, "number")), 9999, &number);
		c->number = (unsigned)number;
		if (opened != NULL)
			(void)date_parse(str_of(opened), &c->opened); /* checked */
	}
	if (site->n_centers > 1)
		qsort(site->centers, site->n_centers, sizeof(*site->centers), by_number);
	for (j = 1; j < site->n_centers; j++)
		if (site->centers[j].number == site->centers[j - 1].number)
			(void)diag_error(l->diag, /* counted */
			    front_get(site->centers[j].page->front, "number")->loc,
			    "number %u is also that of %s", site->centers[j].number,
			    site->centers[j - 1].page->file);
	translate_centers(l);
}

/* The question in the words of its translations. */
static void
translate_faq(struct loader *l, struct faq *f)
{
	enum lang lang;

	f->in[LANG_EN] = f;
	for (lang = LANG_EN + 1; lang < LANG__MAX; lang++) {
		const struct page *p = f->page->in[lang];
		struct faq *t;

		if (p == NULL)
			continue;
		t = arena_alloc(&l->site->arena, sizeof(*t));
		*t = *f;
		t->page = p;
		t->also_asked = front_strings(l, p->front, "also_asked");
		f->in[lang] = t;
	}
}

static const struct topic *
resolve_topic(struct loader *l, const struct front *v)
{
	const struct config *c = &l->site->config;
	const char *ids[64], *near;
	size_t i;

	if (l->config_bad)
		return NULL;
	for (i = 0; i < c->n_topics; i++)
		if (str_is(v->text, c->topics[i].id))
			return &c->topics[i];
	for (i = 0; i < c->n_topics && i < 64; i++)
		ids[i] = c->topics[i].id;
	near = near_best(v->text, ids, i);
	(void)diag_error(l->diag, v->loc, "no topic \"%s\" in site.yml%s%s%s", /* counted */
	    v->text.p, near != NULL ? "; did you mean \"" : "", near != NULL ? near : "",
	    near != NULL ? "\"?" : "");
	return NULL;
}

void
load_faqs(struct loader *l)
{
	struct site *site = l->site;
	const struct page *p;
	size_t i = 0;

	site->faqs = room(l, PAGE_FAQ, sizeof(*site->faqs));
	while ((p = next_page(site, PAGE_FAQ, &i)) != NULL) {
		struct faq *f = &site->faqs[site->n_faqs];

		f->page = p;
		f->topic = resolve_topic(l, front_get(p->front, "topic"));
		f->also_asked = front_strings(l, p->front, "also_asked");
		f->centers = centers_at(l, p->front, &f->n_centers);
		translate_faq(l, f);
		if (f->topic != NULL)
			site->n_faqs++;
	}
}

static int
by_term(const void *x, const void *y)
{
	const struct term *a = x, *b = y;
	size_t i = 0;

	while (a->term[i] != '\0' && ascii_lower(a->term[i]) == ascii_lower(b->term[i]))
		i++;
	return (unsigned char)ascii_lower(a->term[i]) - (unsigned char)ascii_lower(b->term[i]);
}

void
load_terms(struct loader *l)
{
	struct site *site = l->site;
	const struct page *p;
	size_t i = 0;

	site->terms = room(l, PAGE_TERM, sizeof(*site->terms));
	while ((p = next_page(site, PAGE_TERM, &i)) != NULL) {
		struct term *t = &site->terms[site->n_terms++];

		t->page = p;
		t->term = front_text(p->front, "term");
		t->also = front_strings(l, p->front, "also");
	}
	if (site->n_terms > 1)
		qsort(site->terms, site->n_terms, sizeof(*site->terms), by_term);
}

static void
choices(struct loader *l, struct answer *a, const struct front *list)
{
	size_t i;

	a->choices = arena_alloc(
	    &l->site->arena, ((list != NULL ? list->n : 0) + 1) * sizeof(*a->choices));
	resolve_aside(l, list);
	for (i = 0; list != NULL && i < list->n; i++) {
		const struct front *f = list->items[i];
		struct choice *c = &a->choices[a->n_choices++];

		c->label = front_text(f, "label");
		c->center = resolve_center(l, front_get(f, "center"));
		c->heading = resolve_heading(l, front_get(f, "heading"));
		c->query = front_text(f, "query");
		c->url = front_text(f, "url");
		if (front_get(f, "center") == NULL && front_get(f, "heading") == NULL &&
		    c->query == NULL && c->url == NULL)
			(void)diag_error(l->diag, f->loc, /* counted */
			    "choice \"%s\" leads nowhere; give it a center, heading, query or "
			    "url",
			    c->label);
		else if (c->center == NULL && c->heading != NULL && c->heading->rule != NULL)
			c->center = c->heading->rule->center;
	}
}

/* The words of T, which is A in another language, for A's choices. */
static void
translate_choices(struct loader *l, struct answer *t, const struct answer *a)
{
	const struct front *list = front_get(t->page->front, "choices");
	struct strings labels = front_strings(l, t->page->front, "choices");
	size_t i;

	if (labels.n != a->n_choices) {
		if (!a->page->faulty && !t->page->faulty)
			(void)diag_error(l->diag, /* counted */
			    list != NULL ? list->loc : t->page->front->loc,
			    "%zu choice%s, where %s has %zu; each stands for the one of its "
			    "place",
			    labels.n, labels.n == 1 ? "" : "s", a->page->file, a->n_choices);
		return;
	}
	t->choices = arena_alloc(&l->site->arena, (a->n_choices + 1) * sizeof(*t->choices));
	for (i = 0; i < a->n_choices; i++) {
		t->choices[i] = a->choices[i];
		t->choices[i].label = labels.v[i];
	}
}

/* The answer in the words of its translations. */
static void
translate_answer(struct loader *l, struct answer *a)
{
	enum lang lang;

	a->in[LANG_EN] = a;
	for (lang = LANG_EN + 1; lang < LANG__MAX; lang++) {
		const struct page *p = a->page->in[lang];
		struct answer *t;

		if (p == NULL)
			continue;
		t = arena_alloc(&l->site->arena, sizeof(*t));
		*t = *a;
		t->page = p;
		t->reason = front_text(p->front, "reason");
		t->queries = front_strings(l, p->front, "queries");
		translate_choices(l, t, a);
		a->in[lang] = t;
	}
}

void
load_answers(struct loader *l)
{
	static const char *const names[] = { "answer", "ask", "decline" };
	struct site *site = l->site;
	const struct page *p;
	size_t i = 0;

	site->answers = room(l, PAGE_ANSWER, sizeof(*site->answers));
	while ((p = next_page(site, PAGE_ANSWER, &i)) != NULL) {
		struct answer *a = &site->answers[site->n_answers++];
		const char *action = front_text(p->front, "action"), *within;

		a->page = p;
		for (a->action = 0; a->action + 1 < ACTION__MAX; a->action++)
			if (strcmp(action, names[a->action]) == 0)
				break;
		a->queries = front_strings(l, p->front, "queries");
		a->center = resolve_center(l, front_get(p->front, "center"));
		a->heading = resolve_heading(l, front_get(p->front, "heading"));
		a->reason = front_text(p->front, "reason");
		within = front_text(p->front, "within");
		a->within = within != NULL && strcmp(within, "true") == 0;
		if (a->center == NULL && a->heading != NULL && a->heading->rule != NULL)
			a->center = a->heading->rule->center;
		choices(l, a, front_get(p->front, "choices"));
		if (a->action == ACTION_ANSWER && front_get(p->front, "center") == NULL &&
		    front_get(p->front, "heading") == NULL && !p->faulty)
			(void)diag_error(l->diag,
			    front_get(p->front, "action")->loc, /* counted */
			    "action: answer needs a center or a heading");
		if (a->action == ACTION_ASK && a->n_choices < 2 && !p->faulty)
			(void)diag_error(l->diag,
			    front_get(p->front, "action")->loc, /* counted */
			    "action: ask needs at least two choices");
		translate_answer(l, a);
	}
}

static int
newest_first(const void *x, const void *y)
{
	const struct change *a = x, *b = y;
	int c = date_cmp(b->date, a->date);

	return c != 0 ? c : strcmp(a->page->slug, b->page->slug);
}

void
load_changes(struct loader *l)
{
	struct site *site = l->site;
	const struct page *p;
	size_t i = 0;

	site->changes = room(l, PAGE_CHANGE, sizeof(*site->changes));
	while ((p = next_page(site, PAGE_CHANGE, &i)) != NULL) {
		struct change *c = &site->changes[site->n_changes++];

		c->page = p;
		(void)date_parse(str_of(front_text(p->front, "date")), &c->date); /* checked */
		c->title = front_text(p->front, "title");
		c->centers = centers_at(l, p->front, &c->n_centers);
		c->headings = front_strings(l, p->front, "headings");
	}
	if (site->n_changes > 1)
		qsort(site->changes, site->n_changes, sizeof(*site->changes), newest_first);
}
