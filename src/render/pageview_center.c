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

/* Headings of a Center by how sure they are. */
struct tally {
	size_t of[BASIS__MAX], headings;
};

/* "8701–8711, 8713": the headings of C that go to CENTER; a run holds all that C has between
 * its ends.  In A. */
static const char *
ranges(struct arena *a, const struct chapter *c, const struct center *center)
{
	struct buf b = BUF_INIT;
	const char *out;
	size_t i, j;

	for (i = 0; i < c->n_headings; i = j) {
		for (j = i; j < c->n_headings && c->headings[j].rule->center == center; j++)
			;
		if (j == i) {
			j++;
			continue;
		}
		buf_addf(&b, "%s%s", b.n > 0 ? ", " : "", c->headings[i].code);
		if (j - i > 1)
			buf_addf(&b, "%s%s", j - i > 2 ? "\xE2\x80\x93" : ", ",
			    c->headings[j - 1].code);
	}
	out = arena_strndup(a, b.p, b.n);
	buf_free(&b);
	return out;
}

/* The basis that all of C's headings share which go to CENTER, or null; counts them. */
static const struct value *
shared_basis(
    struct arena *a, struct tally *all, const struct chapter *c, const struct center *center)
{
	struct tally here = { .headings = 0 };
	size_t i;

	for (i = 0; i < c->n_headings; i++) {
		if (c->headings[i].rule->center != center)
			continue;
		here.of[c->headings[i].rule->basis]++;
		here.headings++;
	}
	all->headings += here.headings;
	for (i = 0; i < BASIS__MAX; i++)
		all->of[i] += here.of[i];
	for (i = 0; i < BASIS__MAX; i++)
		if (here.headings > 0 && here.of[i] == here.headings)
			return pageview_basis(a, (enum basis)i);
	return value_null();
}

/* What of chapter C goes to CENTER; nothing is added when nothing does. */
static void
add_chapter(const struct pageview *pv, struct arena *a, struct value *list, struct tally *all,
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
		return;
	value_set_cstr(v, "number", c->number);
	value_set_cstr(v, "title", c->title);
	value_set_cstr(v, "url", pageview_hts_url(a, c->number));
	value_set_bool(v, "whole", value_count(headings) == c->n_headings);
	value_set_int(v, "count", (long long)value_count(headings));
	value_set_cstr(v, "ranges", ranges(a, c, center));
	value_set(v, "basis", shared_basis(a, all, c, center));
	pageview_flags(a, v);
	value_push(list, v);
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
pageview_center(
    const struct pageview *pv, struct pageview_page *out, const struct center *center)
{
	struct arena *a = out->arena;
	const struct center *c = pageview_center_words(pv, center);
	struct pageview_head head = {
		.title = arena_printf(a, pageview_tr(pv, TR("%s Center")), c->name),
		.crumb = c->name,
		.description = arena_printf(a, pageview_tr(pv, TR("%s%s Managed from %s.")),
		    c->summary, str_ends(str_of(c->summary), ".") ? "" : ".", c->city),
		.section = "centers",
		.sources = &c->page->sources,
		.doc = page_doc(c->page, out->arena),
		.above = { { pageview_tr(pv, TR("Centers")),
		    pageview_url(pv, a, "/centers/") } },
		.n_above = 1,
	};
	struct value *chapters = value_list(a), *faqs = value_list(a);
	struct tally all = { .headings = 0 };
	size_t i;

	out->url = c->page->url;
	out->template = "center";
	out->in_other = center->in[LANG_ES] != NULL;
	out->file = c->page->file;
	out->reviewed = c->page->reviewed;
	out->indexed = true;
	for (i = 0; i < pv->site->n_chapters; i++)
		add_chapter(pv, a, chapters, &all, &pv->site->chapters[i], center);
	add_faqs(pv, faqs, center);
	if (value_count(chapters) > 0)
		head.below[head.n_below++] =
		    (struct pageview_crumb){ pageview_tr(pv, TR("Its tariff codes")), "codes" };
	if (value_count(faqs) > 0)
		head.below[head.n_below++] =
		    (struct pageview_crumb){ pageview_tr(pv, TR("Questions about this Center")),
			    "questions" };
	pageview_begin(pv, out, &head);
	value_set(out->root, "center", pageview_card(pv, center));
	value_set(out->root, "chapters", chapters);
	value_set(out->root, "faqs", faqs);
	value_set_int(out->root, "n_headings", (long long)all.headings);
	value_set_int(out->root, "n_chapters", (long long)value_count(chapters));
	value_set_int(out->root, "n_stated", (long long)all.of[BASIS_STATED]);
	value_set_int(out->root, "n_scope", (long long)all.of[BASIS_SCOPE]);
	value_set_int(out->root, "n_inferred", (long long)all.of[BASIS_INFERRED]);
}
