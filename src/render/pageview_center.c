/* pageview_center.c - the profile of a Center: what it handles, by chapter, and how sure
 * that is. */
#include <string.h>

#include "render/pageview_parts.h"

/* Lines below H that go to CENTER though H itself does not. */
static void
add_lines(
    struct arena *a, struct value *list, const struct heading *h, const struct center *center)
{
	size_t i;

	for (i = 0; i < h->n_splits; i++) {
		const struct split *s = &h->splits[i];
		struct value *v;

		if (s->rule->center != center || h->rule->center == center)
			continue;
		v = value_push_map(list);
		value_set_cstr(v, "code", pageview_dotted(a, s->code));
		value_set_cstr(v, "title", s->title);
		value_set_cstr(v, "url", arena_printf(a, "/hts/%s/#line-%s", h->code, s->code));
		value_set(v, "basis", pageview_basis(a, s->rule->basis));
	}
}

/* What of chapter C goes to CENTER; nothing is added when nothing does.  Returns the
 * headings. */
static size_t
add_chapter(const struct pageview *pv, struct arena *a, struct value *list,
    const struct chapter *c, const struct center *center)
{
	struct value *v = value_map(a), *headings = value_set_list(v, "headings");
	struct value *lines = value_set_list(v, "lines");
	size_t i;

	for (i = 0; i < c->n_headings; i++) {
		const struct heading *h = &c->headings[i];

		if (h->rule->center == center)
			value_push(headings, pageview_ref(pv, a, h));
		add_lines(a, lines, h, center);
	}
	if (value_count(headings) + value_count(lines) == 0)
		return 0;
	value_set_cstr(v, "number", c->number);
	value_set_cstr(v, "title", c->title);
	value_set_cstr(v, "url", pageview_hts_url(a, c->number));
	value_set_bool(v, "whole", value_count(headings) == c->n_headings);
	value_set_int(v, "count", (long long)value_count(headings));
	pageview_flags(a, v);
	value_push(list, v);
	return value_count(headings);
}

static void
add_faqs(const struct pageview *pv, struct value *list, const struct center *center)
{
	size_t i, j;

	for (i = 0; i < pv->site->n_faqs; i++) {
		const struct faq *f = &pv->site->faqs[i];
		struct value *v;

		for (j = 0; j < f->n_centers && f->centers[j] != center; j++)
			;
		if (j == f->n_centers)
			continue;
		v = value_push_map(list);
		value_set_cstr(v, "question", f->page->title);
		value_set_cstr(v, "url", f->page->url);
	}
}

void
pageview_center(const struct pageview *pv, struct pageview_page *out, const struct center *c)
{
	struct arena *a = out->arena;
	struct pageview_head head = {
		.title = arena_printf(a, "%s Center", c->name),
		.crumb = c->name,
		.description = arena_printf(a, "%s%s Managed from %s.", c->summary,
		    str_ends(str_of(c->summary), ".") ? "" : ".", c->city),
		.section = "centers",
		.sources = &c->page->sources,
		.doc = &c->page->doc,
		.above = { { "Centers", "/centers/" } },
		.n_above = 1,
	};
	struct value *chapters;
	size_t i, n = 0;

	out->url = c->page->url;
	out->template = "center";
	out->file = c->page->file;
	out->reviewed = c->page->reviewed;
	out->indexed = true;
	pageview_begin(pv, out, &head);
	value_set(out->root, "center", pageview_card(pv, c));
	chapters = value_set_list(out->root, "chapters");
	for (i = 0; i < pv->site->n_chapters; i++)
		n += add_chapter(pv, a, chapters, &pv->site->chapters[i], c);
	value_set_int(out->root, "n_headings", (long long)n);
	value_set_int(out->root, "n_chapters", (long long)value_count(chapters));
	add_faqs(pv, value_set_list(out->root, "faqs"), c);
}
