/* pageview_tariff.c - the tariff's index, its chapters and headings. */
#include <string.h>

#include "render/pageview_parts.h"

static const struct value *
section_value(const struct site *site, struct arena *a, const char *id)
{
	struct value *v = value_map(a);

	value_set_cstr(v, "id", id);
	value_set_cstr(v, "title", pageview_section_title(site, id));
	return v;
}

/* {number, title, url} of a chapter. */
static struct value *
chapter_value(struct arena *a, const struct chapter *c)
{
	struct value *v = value_map(a);

	value_set_cstr(v, "number", c->number);
	value_set_cstr(v, "title", c->title);
	value_set_cstr(v, "url", pageview_hts_url(a, c->number));
	return v;
}

/* The Centers that the chapter's headings go to, in the order of the headings. */
static void
add_centers(
    const struct pageview *pv, struct arena *a, struct value *v, const struct chapter *c)
{
	struct value *list = value_set_list(v, "centers");
	bool *seen = arena_alloc(a, (pv->site->n_centers + 1) * sizeof(*seen));
	size_t i;

	for (i = 0; i < c->n_headings; i++) {
		size_t center = (size_t)(c->headings[i].rule->center - pv->site->centers);

		if (!seen[center])
			value_push(list, pv->centers[center]);
		seen[center] = true;
	}
}

void
pageview_fill_hts(const struct pageview *pv, struct pageview_page *out)
{
	struct value *sections = value_set_list(out->root, "sections"), *chapters = NULL;
	const struct site *site = pv->site;
	const char *section = "";
	size_t i;

	/* Sections are runs of chapters, numbered through. */
	for (i = 0; i < site->n_chapters; i++) {
		const struct chapter *c = &site->chapters[i];
		struct value *v;

		if (chapters == NULL || strcmp(section, c->section) != 0) {
			v = value_push_map(sections);
			value_set_cstr(v, "id", c->section);
			value_set_cstr(v, "title", pageview_section_title(site, c->section));
			chapters = value_set_list(v, "chapters");
			section = c->section;
		}
		v = chapter_value(out->arena, c);
		add_centers(pv, out->arena, v, c);
		value_push(chapters, v);
	}
}

/* Rules for codes below CODE; those of lines with words of their own in H (if any) are left
 * out. */
static void
add_exceptions(const struct pageview *pv, struct arena *a, struct value *v, const char *code,
    const struct heading *h)
{
	struct value *list = value_set_list(v, "exceptions");
	size_t i, j;

	for (i = 0; i < pv->site->n_rules; i++) {
		const struct rule *r = &pv->site->rules[i];

		if (!pageview_below(r, code))
			continue;
		for (j = 0; h != NULL && j < h->n_splits && h->splits[j].rule != r; j++)
			;
		if (h == NULL || j == h->n_splits)
			value_push(list, pageview_rule(pv, a, r));
	}
}

void
pageview_chapter(const struct pageview *pv, struct pageview_page *out, const struct chapter *c)
{
	struct arena *a = out->arena;
	size_t at = (size_t)(c - pv->site->chapters), i;
	struct pageview_head head = {
		.title = arena_printf(a, "Chapter %s: %s", c->number, c->title),
		.crumb = arena_printf(a, "Chapter %s", c->number),
		.section = "hts",
		.sources = &c->page->sources,
		.above = { { "Tariff codes", "/hts/" } },
		.n_above = 1,
	};
	struct value *v, *headings;

	head.description =
	    c->rule != NULL
		? arena_printf(a,
		      "HTSUS chapter %s, %s: which CBP Center handles each of its %zu "
		      "headings. Mostly %s.",
		      c->number, c->title, c->n_headings, c->rule->center->name)
		: arena_printf(a,
		      "HTSUS chapter %s, %s: which CBP Center handles each heading.", c->number,
		      c->title);
	out->url = c->page->url;
	out->template = "chapter";
	out->file = c->page->file;
	out->reviewed = c->page->reviewed;
	out->indexed = true;
	pageview_begin(pv, out, &head);
	v = chapter_value(a, c);
	value_set(out->root, "chapter", v);
	value_set(v, "section", section_value(pv->site, a, c->section));
	value_set_str(v, "intro", pageview_prose(pv, out, str_of(c->intro_html)));
	value_set(v, "rule", pageview_rule(pv, a, c->rule));
	headings = value_set_list(v, "headings");
	for (i = 0; i < c->n_headings; i++)
		value_push(headings, pageview_ref(pv, a, &c->headings[i]));
	add_exceptions(pv, a, v, c->number, NULL);
	value_set_bool(v, "has_rule", c->rule != NULL);
	pageview_flags(a, v);
	value_set(v, "previous", at > 0 ? chapter_value(a, c - 1) : value_null());
	value_set(
	    v, "next", at + 1 < pv->site->n_chapters ? chapter_value(a, c + 1) : value_null());
}

/* The names of KIND that belong to the line CODE. */
static void
add_names(const struct pageview *pv, struct arena *a, struct value *list,
    const struct heading *h, const char *code, enum name_kind kind)
{
	size_t i;

	for (i = 0; i < h->n_names; i++) {
		const struct name *n = &h->names[i];
		struct value *v;

		if (n->kind != kind || strcmp(n->code, code) != 0)
			continue;
		v = value_push_map(list);
		value_set_cstr(v, "text", n->text);
		value_set(v, "other", pageview_ref(pv, a, n->other));
		value_set_cstr(v, "question", n->question);
	}
}

/* Is there a name in any of the lists? */
static bool
any(const struct value *names)
{
	size_t i;

	for (i = 0; i < value_count(names); i++)
		if (value_true(value_at(names, i)))
			return true;
	return false;
}

static void
set_names(const struct pageview *pv, struct arena *a, struct value *v, const struct heading *h,
    const char *code)
{
	struct value *names = value_set_map(v, "names");

	add_names(pv, a, value_set_list(names, "english"), h, code, NAME_PLAIN);
	add_names(pv, a, value_set_list(names, "shared"), h, code, NAME_ALSO);
	add_names(pv, a, value_set_list(names, "spanish"), h, code, NAME_ES);
	add_names(pv, a, value_set_list(names, "brands"), h, code, NAME_BRAND);
	add_names(pv, a, value_set_list(names, "cas"), h, code, NAME_CAS);
	pageview_flags(a, names);
	value_set_bool(v, "has_names", any(names));
}

static void
add_lines(const struct pageview *pv, struct pageview_page *out, struct value *v,
    const struct heading *h)
{
	struct value *list = value_set_list(v, "lines");
	struct arena *a = out->arena;
	size_t i;

	for (i = 0; i < h->n_splits; i++) {
		const struct split *s = &h->splits[i];
		struct value *line = value_push_map(list);

		value_set_cstr(line, "code", pageview_dotted(a, s->code));
		value_set_cstr(line, "id", arena_printf(a, "line-%s", s->code));
		value_set_cstr(line, "title", s->title);
		value_set_str(line, "scope", pageview_prose(pv, out, str_of(s->html)));
		value_set(line, "rule", pageview_rule(pv, a, s->rule));
		set_names(pv, a, line, h, s->code);
	}
}

/* The heading before (STEP -1) or after (STEP 1) H, in the next chapter that has any. */
static const struct heading *
neighbour(const struct site *site, const struct heading *h, int step)
{
	const struct chapter *c = h->chapter;
	size_t at = (size_t)(h - c->headings);

	if (step < 0 ? at > 0 : at + 1 < c->n_headings)
		return h + step;
	for (;;) {
		if (c == (step < 0 ? site->chapters : site->chapters + site->n_chapters - 1))
			return NULL;
		c += step;
		if (c->n_headings > 0)
			return step < 0 ? &c->headings[c->n_headings - 1] : c->headings;
	}
}

void
pageview_heading(const struct pageview *pv, struct pageview_page *out, const struct heading *h)
{
	const struct chapter *c = h->chapter;
	struct arena *a = out->arena;
	struct pageview_head head = {
		.title = arena_printf(a, "%s %s", h->code, h->title),
		.crumb = h->code,
		.description = arena_printf(a,
		    "HTSUS %s, %s, is handled by the %s Center. How "
		    "sure that is, and what the goods are called.",
		    h->code, h->title, h->rule->center->name),
		.section = "hts",
		.sources = &c->page->sources,
		.above = { { "Tariff codes", "/hts/" },
		    { arena_printf(a, "Chapter %s", c->number), c->page->url } },
		.n_above = 2,
	};
	struct value *v;

	out->url = pageview_hts_url(a, h->code);
	out->template = "heading";
	out->file = c->page->file;
	out->reviewed = c->page->reviewed;
	out->indexed = true;
	pageview_begin(pv, out, &head);
	v = value_set_map(out->root, "heading");
	value_set_cstr(v, "code", h->code);
	value_set_cstr(v, "title", h->title);
	value_set_str(v, "scope", pageview_prose(pv, out, str_of(h->html)));
	value_set_cstr(v, "not_here", h->not_html);
	value_set(v, "chapter", chapter_value(a, c));
	value_set(v, "section", section_value(pv->site, a, c->section));
	value_set(v, "rule", pageview_rule(pv, a, h->rule));
	set_names(pv, a, v, h, h->code);
	add_lines(pv, out, v, h);
	value_set(v, "schedule", pageview_schedule(pv, a, h));
	add_exceptions(pv, a, v, h->code, h);
	pageview_flags(a, v);
	value_set(v, "previous", pageview_ref(pv, a, neighbour(pv->site, h, -1)));
	value_set(v, "next", pageview_ref(pv, a, neighbour(pv->site, h, 1)));
}
