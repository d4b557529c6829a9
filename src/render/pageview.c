#include "render/pageview.h"

#include <stdlib.h>
#include <string.h>

#include "base/htsno.h"
#include "base/sort.h"
#include "render/jsonld.h"
#include "render/pageview_parts.h"

#define DESCRIPTION_MAX 160 /* bytes: what result lists show */
#define OUTLINE_MIN 4 /* parts of a page that is long enough to list them */

void
pageview_flags(struct arena *a, struct value *map)
{
	size_t i, n = value_count(map);

	for (i = 0; i < n; i++)
		if (value_kind(value_at(map, i)) == VALUE_LIST)
			value_set_bool(map, arena_join(a, "has_", value_key(map, i), ""),
			    value_count(value_at(map, i)) > 0);
}

const struct value *
pageview_date(const struct pageview *pv, struct arena *a, struct date d)
{
	struct value *v;
	struct buf b = BUF_INIT;

	if (d.year == 0)
		return value_null();
	v = value_map(a);
	date_iso(&b, d);
	value_set_cstr(v, "iso", arena_strdup(a, b.p));
	buf_clear(&b);
	date_long_in(&b, d, pv->in.lang);
	value_set_cstr(v, "long", arena_strdup(a, b.p));
	buf_free(&b);
	return v;
}

const char *
pageview_number(struct arena *a, size_t n)
{
	if (n < 1000)
		return arena_printf(a, "%zu", n);
	return arena_printf(a, "%s,%03zu", pageview_number(a, n / 1000), n % 1000);
}

const struct value *
pageview_sources(const struct pageview *pv, struct arena *a, const struct sources *s)
{
	struct value *list = value_list(a);
	size_t i;

	for (i = 0; s != NULL && i < s->n; i++) {
		struct value *v = value_push_map(list);

		value_set_cstr(v, "title", s->v[i]->title);
		value_set(v, "date", pageview_date(pv, a, s->v[i]->date));
		value_set_cstr(v, "url", s->v[i]->url);
	}
	return list;
}

const struct value *
pageview_strings(struct arena *a, const struct strings *s)
{
	struct value *list = value_list(a);
	size_t i;

	for (i = 0; i < s->n; i++)
		value_push_cstr(list, s->v[i]);
	return list;
}

const struct value *
pageview_basis(struct arena *a, enum basis b)
{
	struct value *v = value_map(a);

	value_set_cstr(v, "name", basis_name(b));
	value_set_bool(v, "stated", b == BASIS_STATED);
	value_set_bool(v, "scope", b == BASIS_SCOPE);
	value_set_bool(v, "inferred", b == BASIS_INFERRED);
	return v;
}

const struct value *
pageview_card(const struct pageview *pv, const struct center *c)
{
	return pv->centers[c - pv->site->centers];
}

const char *
pageview_dotted(struct arena *a, const char *s)
{
	struct buf b = BUF_INIT;
	const char *out;

	htsno_dotted(&b, str_of(s));
	out = arena_strndup(a, b.p, b.n);
	buf_free(&b);
	return out;
}

const char *
pageview_url(const struct pageview *pv, struct arena *a, const char *url)
{
	return arena_join(a, lang_info[pv->in.lang].prefix, url, "");
}

const char *
pageview_tr(const struct pageview *pv, const char *text)
{
	return tr(pv->in.words, text);
}

const struct center *
pageview_center_words(const struct pageview *pv, const struct center *c)
{
	return c->in[pv->in.lang] != NULL ? c->in[pv->in.lang] : c;
}

const char *
pageview_hts_url(struct arena *a, const char *code)
{
	return arena_join(a, "/hts/", code, "/");
}

const struct value *
pageview_rule(const struct pageview *pv, struct arena *a, const struct rule *r)
{
	struct value *v;
	const char *from;

	if (r == NULL)
		return value_null();
	v = value_map(a);
	from = pageview_dotted(a, r->from);
	if (strcmp(r->from, r->to) != 0)
		from = arena_printf(a, "%s\xE2\x80\x93%s", from, pageview_dotted(a, r->to));
	value_set_cstr(v, "codes", from);
	value_set_bool(v, "chapter_wide", r->len == 2);
	value_set(v, "center", pageview_card(pv, r->center));
	value_set(v, "basis", pageview_basis(a, r->basis));
	value_set(v, "sources", pageview_sources(pv, a, &r->sources));
	value_set_cstr(v, "note", r->note);
	value_set(v, "since", pageview_date(pv, a, r->since));
	value_set(v, "until", pageview_date(pv, a, r->until));
	return v;
}

const struct value *
pageview_ref(const struct pageview *pv, struct arena *a, const struct heading *h)
{
	struct value *v;

	if (h == NULL)
		return value_null();
	v = value_map(a);
	value_set_cstr(v, "code", h->code);
	value_set_cstr(v, "title", h->title);
	value_set_cstr(v, "url", pageview_hts_url(a, h->code));
	value_set(v, "center", pageview_card(pv, h->rule->center));
	value_set(v, "basis", pageview_basis(a, h->rule->basis));
	return v;
}

bool
pageview_below(const struct rule *r, const char *code)
{
	size_t n = strlen(code);

	return r->len > n && strncmp(r->from, code, n) <= 0 && strncmp(r->to, code, n) >= 0;
}

const char *
pageview_section_title(const struct site *site, const char *id)
{
	size_t i;

	for (i = 0; i < site->config.n_sections; i++)
		if (strcmp(site->config.sections[i].id, id) == 0)
			return site->config.sections[i].title;
	return "";
}

/* The start of TEXT, cut at a word when it is longer than result lists show. */
static const char *
description(struct arena *a, const char *text)
{
	size_t n = strlen(text);

	if (n <= DESCRIPTION_MAX)
		return text;
	for (n = DESCRIPTION_MAX - 3; n > DESCRIPTION_MAX / 2 && text[n] != ' '; n--)
		;
	return arena_printf(a, "%.*s\xE2\x80\xA6", (int)n, text);
}

/* "in": true for the part of the site that the page belongs to. */
static void
set_section(struct value *page, const char *section)
{
	static const char *const names[] = { "home", "centers", "hts", "products", "faq",
		"glossary", "changes", "find", "account", "data", "about", "contact" };
	struct value *in = value_set_map(page, "in");
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		value_set_bool(in, names[i], section != NULL && strcmp(section, names[i]) == 0);
}

struct str
pageview_prose(const struct pageview *pv, struct pageview_page *out, struct str html)
{
	return glossary_link(&pv->glossary, out->arena, out->linked, html, NULL);
}

static void
set_outline(struct value *page, const struct pageview_head *head)
{
	const struct markdown_doc *doc = head->doc;
	struct value *list = value_set_list(page, "outline");
	size_t i;

	for (i = 0; doc != NULL && i < doc->n_outline; i++) {
		struct value *v;

		if (doc->outline[i].level != 2)
			continue;
		v = value_push_map(list);
		value_set_str(v, "id", doc->outline[i].id);
		value_set_str(v, "title", doc->outline[i].text);
	}
	for (i = 0; i < head->n_below; i++) {
		struct value *v = value_push_map(list);

		value_set_cstr(v, "id", head->below[i].url);
		value_set_cstr(v, "title", head->below[i].title);
	}
	value_set_bool(page, "long", value_count(list) >= OUTLINE_MIN);
}

static void
set_crumbs(struct value *page, const struct pageview_head *head)
{
	struct value *list = value_set_list(page, "crumbs");
	size_t i;

	for (i = 0; i < head->n_above; i++) {
		struct value *v = value_push_map(list);

		value_set_cstr(v, "title", head->above[i].title);
		value_set_cstr(v, "url", head->above[i].url);
	}
	value_set_cstr(page, "crumb", head->crumb != NULL ? head->crumb : head->title);
}

bool
pageview_has(const struct pageview *pv, struct str url)
{
	enum pageview_made m;
	const struct page *p;
	struct buf b = BUF_INIT;

	for (m = 0; m < MADE__MAX; m++)
		if (str_is(url, pageview_made_url(m)))
			return pv->in.lang == LANG_EN || !pageview_made_english(m);
	if (pv->in.lang == LANG_EN)
		return true;
	if (str_starts(url, "/products/") && str_ends(url, "/"))
		return products_has(&pv->products, url);
	buf_adds(&b, lang_info[pv->in.lang].prefix); /* not in the arena: threads share it */
	buf_addstr(&b, url);
	p = site_page_by_url(pv->site, b.p);
	buf_free(&b);
	return p != NULL && p->live;
}

/* The language link, and for search engines the same page in each language. */
static void
set_languages(const struct pageview *pv, struct pageview_page *out, struct value *page)
{
	enum lang other = pv->in.lang == LANG_EN ? LANG_ES : LANG_EN, l;
	struct value *list = value_set_list(page, "alternates"), *v;
	const char *base = pv->site->config.base_url, *there, *url = out->url;
	struct arena *a = out->arena;
	bool same = false;

	value_set_null(page, "other");
	if (!pv->in.has[other])
		return;
	if (url != NULL)
		url = arena_strndup(
		    a, lang_bare_path(str_of(url)).p, lang_bare_path(str_of(url)).n);
	if (url == NULL) {
		there = PAGEVIEW_MARK_OTHER;
	} else if (str_starts(str_of(url), "/products/")) {
		there = "/products/"; /* letters are not the same */
		same = strcmp(url, there) == 0;
	} else if (other == LANG_EN) {
		there = url;
		same = true;
	} else {
		same = out->in_other;
		there = same ? url : "/";
	}
	if (str_is(str_of(there), "/404.html")) {
		there = "/";
		same = false;
	}
	v = value_set_map(page, "other");
	value_set_cstr(v, "code", lang_info[other].code);
	value_set_cstr(v, "name", lang_info[other].name);
	value_set_cstr(
	    v, "url", url == NULL ? there : arena_join(a, lang_info[other].prefix, there, ""));
	if (!same || url == NULL)
		return;
	for (l = 0; l < LANG__MAX; l++) {
		v = value_push_map(list);
		value_set_cstr(v, "code", lang_info[l].code);
		value_set_cstr(v, "url", arena_join(a, base, lang_info[l].prefix, url));
	}
	v = value_push_map(list);
	value_set_cstr(v, "code", "x-default");
	value_set_cstr(v, "url", arena_join(a, base, url, ""));
}

void
pageview_begin(
    const struct pageview *pv, struct pageview_page *out, const struct pageview_head *head)
{
	const struct config *c = &pv->site->config;
	struct arena *a = out->arena;
	struct value *page;
	bool home = out->url != NULL && str_is(lang_bare_path(str_of(out->url)), "/");
	bool own = out->url != NULL && str_ends(str_of(out->url), "/"); /* not /404.html */

	out->root = value_map(a);
	value_set(out->root, "site", pv->site_value);
	value_set(out->root, "assets", pv->assets);
	page = value_set_map(out->root, "page");
	out->head_title = arena_join(a, home ? pageview_tr(pv, c->title) : head->title, " | ",
	    home ? c->agency : pageview_tr(pv, c->title));
	value_set_cstr(page, "title", head->title);
	value_set_cstr(page, "head_title", out->head_title);
	value_set_cstr(page, "description", description(a, head->description));
	value_set_cstr(page, "url", out->url);
	value_set_cstr(
	    page, "canonical", own ? arena_join(a, c->base_url, out->url, "") : NULL);
	value_set_bool(page, "indexed", out->indexed);
	value_set_bool(page, "home", home);
	value_set_cstr(page, "lang", lang_info[pv->in.lang].code);
	set_languages(pv, out, page);
	value_set_cstr(page, "query", head->query != NULL ? head->query : "");
	value_set(page, "reviewed", pageview_date(pv, a, out->reviewed));
	value_set(page, "sources", pageview_sources(pv, a, head->sources));
	out->linked = glossary_used(&pv->glossary, a);
	value_set_str(page, "body",
	    head->doc != NULL ? pageview_prose(pv, out, head->doc->html) : STR(""));
	set_outline(page, head);
	set_crumbs(page, head);
	set_section(page, head->section);
	pageview_flags(a, page);
}

void
pageview_end(struct pageview_page *out)
{
	value_set_cstr(out->root, "json_ld", jsonld_page(out->arena, out->template, out->root));
	pageview_flags(out->arena, out->root);
}

static struct value *
card(const struct pageview *pv, const struct center *english)
{
	const struct center *c = pageview_center_words(pv, english);
	struct arena *a = pv->arena;
	struct value *v = value_map(a);

	value_set_cstr(v, "slug", c->slug);
	value_set_cstr(v, "name", c->name);
	value_set_cstr(v, "url", c->page->url);
	value_set_cstr(v, "number", arena_printf(a, "%03u", c->number));
	value_set_cstr(v, "summary", c->summary);
	value_set_cstr(v, "city", c->city);
	value_set_cstr(v, "field_office", c->field_office);
	value_set(v, "opened", pageview_date(pv, a, c->opened));
	value_set(v, "industries", pageview_strings(a, &c->industries));
	value_set(v, "also_called", pageview_strings(a, &c->also_called));
	value_set_cstr(v, "mailbox", c->mailbox);
	pageview_flags(a, v);
	return v;
}

static int
by_url(const void *x, const void *y)
{
	const struct page *const *a = x, *const *b = y;

	return strcmp((*a)->url, (*b)->url);
}

static void
find_texts(struct pageview *pv)
{
	const struct site *site = pv->site;
	size_t i;

	pv->texts = arena_alloc(pv->arena, (site->n_pages + 1) * sizeof(struct page *));
	for (i = 0; i < site->n_pages; i++) {
		const struct page *p = &site->pages[i], *t = p->in[pv->in.lang];

		if (p->type == PAGE_PAGE && p->live)
			pv->texts[pv->n_texts++] = t != NULL ? t : p;
	}
	sort_by(pv->texts, pv->n_texts, sizeof(struct page *), by_url);
}

const struct page *
pageview_page_at(const struct pageview *pv, const char *url)
{
	const struct page *p = site_page_by_url(pv->site, url);

	if (p == NULL || p->type != PAGE_PAGE || !p->live ||
	    (p->lang != pv->in.lang && (p->lang != LANG_EN || p->in[pv->in.lang] != NULL)))
		return NULL;
	return p;
}

/* Tie the questions of each topic into a ring. */
static void
tie_faqs(struct pageview *pv)
{
	const struct site *site = pv->site;
	size_t none = site->n_faqs, i, *first, *last;

	first = arena_alloc(pv->arena, (site->config.n_topics + 1) * sizeof(*first));
	last = arena_alloc(pv->arena, (site->config.n_topics + 1) * sizeof(*last));
	pv->next_faq = arena_alloc(pv->arena, (site->n_faqs + 1) * sizeof(*pv->next_faq));
	for (i = 0; i < site->config.n_topics; i++)
		first[i] = none;
	for (i = 0; i < site->n_faqs; i++) {
		size_t topic = (size_t)(site->faqs[i].topic - site->config.topics);

		if (first[topic] == none)
			first[topic] = i;
		else
			pv->next_faq[last[topic]] = i;
		last[topic] = i;
		pv->next_faq[i] = first[topic];
	}
}

/* A page that asks for a place in the menu. */
struct menu_item {
	unsigned long place;
	const struct page *page;
};

static int
by_place(const void *x, const void *y)
{
	const struct menu_item *a = x, *b = y;

	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	return strcmp(a->page->url, b->page->url);
}

/* The menu, and the pages that stand directly below the root. */
static void
set_menu(const struct pageview *pv, struct value *v)
{
	struct value *list = value_set_list(v, "menu"), *top = value_set_list(v, "top"), *entry;
	struct menu_item *items = arena_alloc(pv->arena, (pv->n_texts + 1) * sizeof(*items));
	size_t i, n = 0;

	for (i = 0; i < pv->n_texts; i++) {
		const struct page *p = pv->texts[i];
		const struct front *front =
		    p->lang == LANG_EN ? p->front : p->in[LANG_EN]->front;
		const char *nav = front != NULL ? front_text(front, "nav") : NULL;
		struct str bare = str_skip(lang_bare_path(str_of(p->url)), 1);

		if (str_chr(bare, '/') + 1 == bare.n && !pageview_is_intro(p)) {
			entry = value_push_map(top);
			value_set_cstr(entry, "title", p->title);
			value_set_cstr(entry, "url", p->url);
		}
		if (nav != NULL && str_to_uint(str_of(nav), 9999, &items[n].place))
			items[n++].page = p;
	}
	if (n > 1)
		qsort(items, n, sizeof(*items), by_place);
	for (i = 0; i < n; i++) {
		entry = value_push_map(list);
		value_set_cstr(entry, "title", items[i].page->title);
		value_set_cstr(entry, "url", items[i].page->url);
	}
}

static bool
has_contact(const struct site *site)
{
	const struct page *p = site_page_by_url(site, "/contact/");

	return p != NULL && p->live;
}

void
pageview_init_products(struct pageview *pv)
{
	struct products all;

	products_build(&all, pv->arena, pv->site, pv->in.lang, PAGEVIEW_NAMES);
	pv->products.v = all.v; /* the count stays: other threads may be reading it */
	pv->products.letters = all.letters;
	pv->products.n_letters = all.n_letters;
}

void
pageview_init(struct pageview *pv, struct arena *a, const struct site *site,
    const struct value *assets, const struct pageview_lang *in)
{
	pageview_init_texts(pv, a, site, assets, in);
	pageview_init_products(pv);
}

/* What SITE has in the language of IN: of its questions those that are translated, and no terms, for they
 * are English. */
static const struct site *
site_in(struct arena *a, const struct site *site, const struct pageview_lang *in)
{
	struct site *out = arena_alloc(a, sizeof(*out));
	size_t i;

	*out = *site;
	out->faqs = arena_alloc(a, (site->n_faqs + 1) * sizeof(*out->faqs));
	out->n_faqs = out->n_terms = out->n_changes = 0;
	for (i = 0; i < site->n_faqs; i++)
		if (site->faqs[i].in[in->lang] != NULL)
			out->faqs[out->n_faqs++] = *site->faqs[i].in[in->lang];
	return out;
}

void
pageview_init_texts(struct pageview *pv, struct arena *a, const struct site *site,
    const struct value *assets, const struct pageview_lang *in)
{
	const struct config *c = &site->config;
	struct value *v = value_map(a);
	size_t i;

	if (in != NULL && in->lang != LANG_EN)
		site = site_in(a, site, in);
	*pv = (struct pageview){ .arena = a, .site = site, .site_value = v, .assets = assets };
	if (in != NULL)
		pv->in = *in;
	glossary_init(&pv->glossary, a, site);
	find_texts(pv);
	tie_faqs(pv);
	value_set_cstr(v, "title", pageview_tr(pv, c->title));
	value_set_cstr(v, "short_title", c->short_title);
	value_set_cstr(v, "description", pageview_tr(pv, c->description));
	value_set_cstr(v, "home", pageview_url(pv, a, "/"));
	value_set_cstr(v, "home_title", pageview_tr(pv, TR("Home")));
	value_set_cstr(v, "base_url", c->base_url);
	value_set_cstr(v, "agency", c->agency);
	value_set_cstr(v, "mailbox", c->mailbox);
	value_set_bool(v, "official", c->official_banner);
	value_set_bool(v, "static_search", c->static_search);
	value_set(v, "mapping_date", pageview_date(pv, a, c->mapping_date));
	value_set_cstr(
	    v, "contact", has_contact(site) ? pageview_url(pv, a, "/contact/") : NULL);
	set_menu(pv, v);
	pageview_flags(a, v);
	pv->centers = arena_alloc(a, (site->n_centers + 1) * sizeof(struct value *));
	for (i = 0; i < site->n_centers; i++)
		pv->centers[i] = card(pv, &site->centers[i]);
	products_count(&pv->products, site, pv->in.lang);
}
