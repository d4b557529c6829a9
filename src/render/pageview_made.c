/*
 * pageview_made.c - pages that the build makes whatever the content is.  A file of pages/ with
 * the same address gives such a page its title, description and introduction.
 */
#include <string.h>

#include "render/pageview_parts.h"

static void
fill_centers(const struct pageview *pv, struct pageview_page *out)
{
	struct value *list = value_set_list(out->root, "centers");
	size_t i;

	for (i = 0; i < pv->site->n_centers; i++)
		value_push(list, pv->centers[i]);
}

static void
fill_home(const struct pageview *pv, struct pageview_page *out)
{
	fill_centers(pv, out);
	value_set_cstr(out->root, "n_names", pageview_number(out->arena, pv->products.n));
}

/* What a letter can be about: the topics of the questions. */
static void
fill_topics(const struct pageview *pv, struct pageview_page *out)
{
	const struct config *c = &pv->site->config;
	struct value *list = value_set_list(out->root, "topics"), *row;
	size_t i;

	for (i = 0; i < c->n_topics; i++) {
		row = value_push_map(list);
		value_set_cstr(row, "id", c->topics[i].id);
		value_set_cstr(row, "title", c->topics[i].title);
	}
}

static void
fill_nothing(const struct pageview *pv, struct pageview_page *out)
{
	(void)pv;
	(void)out;
}

static const struct made {
	const char *url, *template, *section, *title, *crumb, *description;
	bool unlisted; /* not for search engines */
	void (*fill)(const struct pageview *, struct pageview_page *);
} made[MADE__MAX] = {
	[MADE_HOME] = { "/", "home", "home", "What do you import?", "Home", NULL, false,
	    fill_home },
	[MADE_CENTERS] = { "/centers/", "centers", "centers",
	    "The Centers of Excellence and Expertise", "Centers",
	    "Each CBP Center of Excellence and Expertise in plain words: the goods it handles, "
	    "where it is managed and how to reach it.",
	    false, fill_centers },
	[MADE_HTS] = { "/hts/", "hts", "hts", "Tariff codes and their Centers", "Tariff codes",
	    "Every chapter of the Harmonized Tariff Schedule by section, with the CBP Centers "
	    "that handle its headings.",
	    false, pageview_fill_hts },
	[MADE_PRODUCTS] = { "/products/", "products", "products", "Products A to Z", NULL,
	    "Names of goods from A to Z, as buyers and sellers say them, each with its tariff "
	    "heading and CBP Center.",
	    false, pageview_fill_products },
	[MADE_FAQ] = { "/faq/", "faqs", "faq", "Questions and answers", "Questions",
	    "Short answers, with their sources, to what importers ask about the CBP Centers: "
	    "placement, filing, protests and more.",
	    false, pageview_fill_faqs },
	[MADE_GLOSSARY] = { "/glossary/", "glossary", "glossary", "Glossary of customs terms",
	    "Glossary",
	    "What the words mean that CBP and its Centers use, in plain English, from account "
	    "to tariff heading.",
	    false, pageview_fill_glossary },
	[MADE_CHANGES] = { "/changes/", "changes", "changes",
	    "Changes to the Centers and the mapping", "Changes",
	    "What changed, and when: the Centers, the goods they handle, and this site's "
	    "mapping of tariff codes.",
	    false, pageview_fill_changes },
	[MADE_FIND] = { "/find/", "find", "find", "Find the Center for your goods", "Find",
	    "Type what you import in your own words, or a tariff code, and see which CBP "
	    "Center "
	    "handles it and why.",
	    true, fill_nothing },
	[MADE_ACCOUNT] = { "/account/", "account", "account",
	    "Which Center for my mix of goods?", "I have codes",
	    "Paste your tariff codes with counts and values to see how your imports spread "
	    "over "
	    "the CBP Centers.",
	    false, fill_nothing },
	[MADE_CONTACT] = { "/contact/", "contact", "contact", "Write to a Center", "Contact",
	    "Whom to ask at CBP about your Center or an entry, with a letter to copy, print or "
	    "mail.",
	    false, fill_topics },
	[MADE_DATA] = { "/data/", "data", "data", "Download the mapping", "Data",
	    "Which CBP Center handles each tariff heading, with basis, source and date, as "
	    "CSV, "
	    "JSON and a search database.",
	    false, pageview_fill_data },
	[MADE_404] = { "/404.html", "404", NULL, "Page not found", NULL,
	    "There is no page at this address. Search for your goods, or start from the "
	    "Centers, the tariff or the products A to Z.",
	    true, fill_nothing },
};

const char *
pageview_made_url(enum pageview_made which)
{
	return made[which].url;
}

bool
pageview_is_intro(const struct page *p)
{
	size_t i;

	for (i = 0; i < MADE__MAX; i++)
		if (strcmp(p->url, made[i].url) == 0)
			return true;
	return false;
}

void
pageview_made(const struct pageview *pv, struct pageview_page *out, enum pageview_made which)
{
	const struct made *m = &made[which];
	const struct page *intro = pageview_page_at(pv, m->url);
	struct pageview_head head = { .title = m->title,
		.crumb = m->crumb,
		.description = m->description,
		.section = m->section };

	if (head.description == NULL)
		head.description = pv->site->config.description;
	out->url = m->url;
	out->template = m->template;
	out->indexed = !m->unlisted;
	if (intro != NULL) {
		head.title = intro->title;
		head.description = intro->description;
		head.sources = &intro->sources;
		head.doc = &intro->doc;
		out->file = intro->file;
		out->reviewed = intro->reviewed;
	}
	pageview_begin(pv, out, &head);
	m->fill(pv, out);
}

void
pageview_redirect(const struct pageview *pv, struct pageview_page *out, const char *from,
    const struct page *page)
{
	struct pageview_head head = {
		.title = "This page has moved",
		.description = page->description,
	};

	out->url = from;
	out->template = "redirect";
	out->file = page->file;
	out->indexed = false;
	pageview_begin(pv, out, &head);
	value_set_cstr(out->root, "to", page->url);
	value_set_cstr(out->root, "to_title", page->title);
	value_set_cstr(out->root, "to_canonical",
	    arena_printf(out->arena, "%s%s", pv->site->config.base_url, page->url));
}

void
pageview_shell(const struct pageview *pv, struct pageview_page *out)
{
	struct pageview_head head = {
		.title = PAGEVIEW_MARK_TITLE,
		.query = PAGEVIEW_MARK_QUERY,
		.description = pv->site->config.description,
		.section = "find",
	};

	out->template = "shell";
	pageview_begin(pv, out, &head);
	value_set_cstr(out->root, "main", PAGEVIEW_MARK_MAIN);
}
