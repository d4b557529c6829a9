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
		value_set_cstr(row, "title", pageview_tr(pv, c->topics[i].title));
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
	bool english; /* in English alone */
	void (*fill)(const struct pageview *, struct pageview_page *);
} made[MADE__MAX] = {
	[MADE_HOME] = { "/", "home", "home", TR("What do you import?"), TR("Home"), NULL, false,
	    false, fill_home },
	[MADE_CENTERS] = { "/centers/", "centers", "centers",
	    TR("The Centers of Excellence and Expertise"), TR("Centers"),
	    TR("Each CBP Center of Excellence and Expertise in plain words: the goods it "
	       "handles, "
	       "where it is managed and how to reach it."),
	    false, false, fill_centers },
	[MADE_HTS] = { "/hts/", "hts", "hts", "Tariff codes and their Centers", "Tariff codes",
	    "Every chapter of the Harmonized Tariff Schedule by section, with the CBP Centers "
	    "that handle its headings.",
	    false, true, pageview_fill_hts },
	[MADE_PRODUCTS] = { "/products/", "products", "products", TR("Products A to Z"), NULL,
	    TR("Names of goods from A to Z, as buyers and sellers say them, each with its "
	       "tariff "
	       "heading and CBP Center."),
	    false, false, pageview_fill_products },
	[MADE_FAQ] = { "/faq/", "faqs", "faq", TR("Questions and answers"), TR("Questions"),
	    TR("Short answers, with their sources, to what importers ask about the CBP "
	       "Centers: "
	       "placement, filing, protests and more."),
	    false, false, pageview_fill_faqs },
	[MADE_GLOSSARY] = { "/glossary/", "glossary", "glossary", "Glossary of customs terms",
	    "Glossary",
	    "What the words mean that CBP and its Centers use, in plain English, from account "
	    "to tariff heading.",
	    false, true, pageview_fill_glossary },
	[MADE_CHANGES] = { "/changes/", "changes", "changes",
	    "Changes to the Centers and the mapping", "Changes",
	    "What changed, and when: the Centers, the goods they handle, and this site's "
	    "mapping of tariff codes.",
	    false, true, pageview_fill_changes },
	[MADE_FIND] = { "/find/", "find", "find", TR("Find the Center for your goods"),
	    TR("Find"),
	    TR("Type what you import in your own words, or a tariff code, and see which CBP "
	       "Center "
	       "handles it and why."),
	    true, false, fill_nothing },
	[MADE_ACCOUNT] = { "/account/", "account", "account",
	    TR("Which Center for my mix of goods?"), TR("I have codes"),
	    TR("Paste your tariff codes with counts and values to see how your imports spread "
	       "over "
	       "the CBP Centers."),
	    false, false, fill_nothing },
	[MADE_CONTACT] = { "/contact/", "contact", "contact", TR("Write to a Center"),
	    TR("Contact"),
	    TR("Whom to ask at CBP about your Center or an entry, with a letter to copy, print "
	       "or "
	       "mail."),
	    false, false, fill_topics },
	[MADE_DATA] = { "/data/", "data", "data", "Download the mapping", "Data",
	    "Which CBP Center handles each tariff heading, with basis, source and date, as "
	    "CSV, "
	    "JSON and a search database.",
	    false, true, pageview_fill_data },
	[MADE_404] = { "/404.html", "404", NULL, TR("Page not found"), NULL,
	    TR("There is no page at this address. Search for your goods, or start from the "
	       "Centers, the tariff or the products A to Z."),
	    true, false, fill_nothing },
};

const char *
pageview_made_url(enum pageview_made which)
{
	return made[which].url;
}

bool
pageview_made_english(enum pageview_made which)
{
	return made[which].english;
}

bool
pageview_is_intro(const struct page *p)
{
	struct str bare = lang_bare_path(str_of(p->url));
	size_t i;

	for (i = 0; i < MADE__MAX; i++)
		if (bare.n > 0 && bare.p[1] == made[i].url[1] && str_is(bare, made[i].url))
			return true;
	return false;
}

void
pageview_made(const struct pageview *pv, struct pageview_page *out, enum pageview_made which)
{
	const struct made *m = &made[which];
	const char *url = pageview_url(pv, out->arena, m->url);
	const struct page *intro = pageview_page_at(pv, url);
	struct pageview_head head = { .title = pageview_tr(pv, m->title),
		.crumb = m->crumb != NULL ? pageview_tr(pv, m->crumb) : NULL,
		.description = m->description != NULL ? pageview_tr(pv, m->description) : NULL,
		.section = m->section };

	if (head.description == NULL)
		head.description = pageview_tr(pv, pv->site->config.description);
	out->url = url;
	out->in_other = !m->english;
	out->template = m->template;
	out->indexed = !m->unlisted;
	if (intro != NULL) {
		head.title = intro->title;
		head.description = intro->description;
		head.sources = &intro->sources;
		head.doc = page_doc(intro, out->arena);
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
		.description = pageview_tr(pv, pv->site->config.description),
		.section = "find",
	};

	out->template = "shell";
	pageview_begin(pv, out, &head);
	value_set_cstr(out->root, "main", PAGEVIEW_MARK_MAIN);
}
