/* pageview_text.c - questions, terms, changes and other pages that people wrote as texts. */
#include <string.h>

#include "render/pageview_parts.h"

#define RELATED 8 /* other questions shown below one */

/* {question, url, description} */
static const struct value *
faq_value(struct arena *a, const struct faq *f)
{
	struct value *v = value_map(a);

	value_set_cstr(v, "question", f->page->title);
	value_set_cstr(v, "url", f->page->url);
	value_set_cstr(v, "description", f->page->description);
	return v;
}

void
pageview_fill_faqs(const struct pageview *pv, struct pageview_page *out)
{
	const struct config *c = &pv->site->config;
	struct value *topics = value_set_list(out->root, "topics");
	size_t i, j;

	for (i = 0; i < c->n_topics; i++) {
		struct value *list = value_list(out->arena), *v;

		for (j = 0; j < pv->site->n_faqs; j++)
			if (pv->site->faqs[j].topic == &c->topics[i])
				value_push(list, faq_value(out->arena, &pv->site->faqs[j]));
		if (value_count(list) == 0)
			continue;
		v = value_push_map(topics);
		value_set_cstr(v, "id", c->topics[i].id);
		value_set_cstr(v, "title", pageview_tr(pv, c->topics[i].title));
		value_set(v, "faqs", list);
		value_set_int(v, "count", (long long)value_count(list));
	}
	value_set_int(out->root, "count", (long long)pv->site->n_faqs);
}

static void
add_centers(
    const struct pageview *pv, struct value *v, const struct center *const *centers, size_t n)
{
	struct value *list = value_set_list(v, "centers");
	size_t i;

	for (i = 0; i < n; i++)
		value_push(list, pageview_card(pv, centers[i]));
}

void
pageview_faq(const struct pageview *pv, struct pageview_page *out, const struct faq *f)
{
	struct pageview_head head = {
		.title = f->page->title,
		.description = f->page->description,
		.section = "faq",
		.sources = &f->page->sources,
		.doc = page_doc(f->page, out->arena),
		.above = { { pageview_tr(pv, TR("Questions")),
		    pageview_url(pv, out->arena, "/faq/") } },
		.n_above = 1,
	};
	struct value *topic, *related;
	size_t at, i, n;

	out->url = f->page->url;
	out->template = "faq";
	out->in_other = f->page->in[LANG_ES] != NULL;
	out->file = f->page->file;
	out->reviewed = f->page->reviewed;
	out->indexed = true;
	pageview_begin(pv, out, &head);
	value_set(out->root, "also_asked", pageview_strings(out->arena, &f->also_asked));
	topic = value_set_map(out->root, "topic");
	value_set_cstr(topic, "id", f->topic->id);
	value_set_cstr(topic, "title", pageview_tr(pv, f->topic->title));
	add_centers(pv, out->root, f->centers, f->n_centers);
	related = value_set_list(out->root, "related");
	at = (size_t)(f - pv->site->faqs);
	i = pv->next_faq[at];
	value_set(out->root, "next",
	    i != at ? faq_value(out->arena, &pv->site->faqs[i]) : value_null());
	for (i = pv->next_faq[i], n = 0; i != at && n < RELATED; i = pv->next_faq[i], n++)
		value_push(related, faq_value(out->arena, &pv->site->faqs[i]));
}

/* {label, id}, added to LETTERS. */
static const struct value *
add_letter(struct arena *a, struct value *letters, char letter)
{
	struct value *v = value_map(a);
	bool alpha = ascii_isalpha(letter);

	value_set_cstr(v, "label",
	    alpha ? arena_printf(a, "%c", letter - 'a' + 'A')
		  : "0\xE2\x80\x93"
		    "9");
	value_set_cstr(v, "id", alpha ? arena_printf(a, "letter-%c", letter) : "letter-0");
	value_push(letters, v);
	return v;
}

void
pageview_fill_glossary(const struct pageview *pv, struct pageview_page *out)
{
	struct value *list = value_set_list(out->root, "terms");
	struct value *letters = value_set_list(out->root, "letters");
	char last = '\0';
	size_t i;

	for (i = 0; i < pv->site->n_terms; i++) {
		const struct term *t = &pv->site->terms[i];
		struct value *v = value_push_map(list);
		/* A term is read on its own: what others link does not count. */
		bool *used = glossary_used(&pv->glossary, out->arena);
		char letter = ascii_lower(t->term[0]);

		value_set(v, "letter",
		    letter != last ? add_letter(out->arena, letters, letter) : value_null());
		last = letter;

		value_set_cstr(v, "id", t->page->slug);
		value_set_cstr(v, "term", t->term);
		value_set(v, "also", pageview_strings(out->arena, &t->also));
		value_set_str(v, "body",
		    glossary_link(&pv->glossary, out->arena, used, t->page->doc.html, t));
		value_set(v, "sources", pageview_sources(pv, out->arena, &t->page->sources));
		pageview_flags(out->arena, v);
		value_set(v, "reviewed", pageview_date(pv, out->arena, t->page->reviewed));
	}
}

/* "6109", "8501-8505": the code, and the page of the heading it begins with. */
static void
add_codes(
    const struct pageview *pv, struct arena *a, struct value *v, const struct strings *codes)
{
	struct value *list = value_set_list(v, "headings");
	size_t i, j, n;

	for (i = 0; i < codes->n; i++) {
		struct value *code = value_push_map(list);
		char digits[5] = "";

		for (j = n = 0; codes->v[i][j] != '\0' && n < 4; j++)
			if (ascii_isdigit(codes->v[i][j]))
				digits[n++] = codes->v[i][j];
		value_set_cstr(code, "code", codes->v[i]);
		value_set_cstr(code, "url",
		    site_heading(pv->site, digits) != NULL ? pageview_hts_url(a, digits)
							   : NULL);
	}
}

void
pageview_fill_changes(const struct pageview *pv, struct pageview_page *out)
{
	struct value *list = value_set_list(out->root, "changes");
	struct value *years = value_set_list(out->root, "years");
	int last = 0;
	size_t i;

	for (i = 0; i < pv->site->n_changes; i++) {
		const struct change *c = &pv->site->changes[i];
		struct value *v = value_push_map(list);
		bool first = c->date.year != last;

		if (first)
			value_push_cstr(
			    years, arena_printf(out->arena, "%d", (int)c->date.year));
		value_set(
		    v, "year", first ? value_at(years, value_count(years) - 1) : value_null());
		last = c->date.year;

		value_set_cstr(v, "id", c->page->slug);
		value_set_cstr(v, "title", c->title);
		value_set(v, "date", pageview_date(pv, out->arena, c->date));
		value_set_str(v, "body", pageview_prose(pv, out, c->page->doc.html));
		value_set(v, "sources", pageview_sources(pv, out->arena, &c->page->sources));
		add_centers(pv, v, c->centers, c->n_centers);
		add_codes(pv, out->arena, v, &c->headings);
		pageview_flags(out->arena, v);
	}
}

const struct page *
pageview_above(const struct pageview *pv, struct arena *a, const char *url)
{
	size_t n = strlen(url), root = n - lang_bare_path(str_of(url)).n + 1;
	const struct page *p;

	while (n > root + 1) {
		for (n--; n > root && url[n - 1] != '/'; n--)
			;
		p = n > root ? pageview_page_at(pv, arena_strndup(a, url, n)) : NULL;
		if (p != NULL)
			return p;
	}
	return NULL;
}

void
pageview_text(const struct pageview *pv, struct pageview_page *out, const struct page *p)
{
	const struct page *above = pageview_above(pv, out->arena, p->url);
	struct str bare = lang_bare_path(str_of(p->url));
	struct pageview_head head = {
		.title = p->title,
		.description = p->description,
		.section = str_starts(bare, "/about/") ? "about"
			   : str_is(bare, "/contact/") ? "contact"
						       : NULL,
		.sources = &p->sources,
		.doc = page_doc(p, out->arena),
	};
	struct value *list;
	size_t i, n;

	if (above != NULL)
		head.above[head.n_above++] =
		    (struct pageview_crumb){ above->title, above->url };
	out->url = p->url;
	out->template = "page";
	out->in_other = p->in[LANG_ES] != NULL;
	out->file = p->file;
	out->reviewed = p->reviewed;
	out->indexed = true;
	pageview_begin(pv, out, &head);
	/* Pages of the menu that share the first part of the address. */
	list = value_set_list(out->root, "siblings");
	n = strlen(p->url) - bare.n + str_chr(str_skip(bare, 1), '/') + 2;
	for (i = 0; i < value_count(value_get(pv->site_value, STR("menu"))); i++) {
		const struct value *m = value_at(value_get(pv->site_value, STR("menu")), i);
		struct str url = value_text(value_get(m, STR("url")));
		struct value *v;

		if (url.n < n || strncmp(url.p, p->url, n) != 0)
			continue;
		v = value_push_map(list);
		value_set(v, "title", value_get(m, STR("title")));
		value_set(v, "url", value_get(m, STR("url")));
		value_set_bool(v, "current", str_is(url, p->url));
	}
}
