/*
 * pageview_parts.h - values that the builders of pages share.
 * Layer: render, private to the files pageview*.c.
 *
 * "In A" below: the value lives in the arena A, and borrows its texts from the model.
 */
#ifndef RENDER_PAGEVIEW_PARTS_H
#define RENDER_PAGEVIEW_PARTS_H

#include "render/pageview.h"

struct pageview_crumb {
	const char *title, *url;
};

/* What every page says of itself.  NULL and 0 where there is nothing to say. */
struct pageview_head {
	const char *title;		/* its h1 */
	const char *crumb;		/* shorter, for the breadcrumbs; NULL: the title */
	const char *description;	/* for result lists; cut at a word when long */
	const char *query;		/* in the search box */
	const char *section;		/* which part of the site it belongs to */
	const struct sources *sources;
	const struct markdown_doc *doc;	/* its body */
	struct pageview_crumb above[3];	/* the pages above it below "Home", outermost first */
	size_t	n_above;
	struct pageview_crumb below[4];	/* parts after the body, for the outline: title, id */
	size_t	n_below;
};

/* Make OUT's root with "site", "assets" and "page"; OUT's url, template, reviewed and
 * indexed are set already. */
void	pageview_begin(const struct pageview *, struct pageview_page *out,
	    const struct pageview_head *);

/* The live file of pages/ whose address is URL, or NULL. */
const struct page *pageview_page_at(const struct pageview *, const char *url);
/* Beside each list of MAP under "x" put "has_x", true when it has items: a template cannot
 * ask a list for that without going through it. */
void	pageview_flags(struct arena *a, struct value *map);
/* {iso, long}, or null when there is no date; in A. */
const struct value *pageview_date(const struct pageview *, struct arena *a, struct date);
/* HTML of a text, with the terms linked that OUT has not linked yet; in OUT's arena.  To be
 * called in the order of reading. */
struct str pageview_prose(const struct pageview *, struct pageview_page *out, struct str html);
/* A list of {title, date, url}; in A. */
const struct value *pageview_sources(const struct pageview *, struct arena *a,
	    const struct sources *);
/* "113,127"; in A. */
const char *pageview_number(struct arena *a, size_t n);
/* A list of texts; in A. */
const struct value *pageview_strings(struct arena *a, const struct strings *);
/* {name, stated, scope, inferred}; in A. */
const struct value *pageview_basis(struct arena *a, enum basis);
/* The card of a Center, shared by all pages. */
const struct value *pageview_card(const struct pageview *, const struct center *);
/* {codes, center, basis, sources, note, since, until, ...}, or null; in A. */
const struct value *pageview_rule(const struct pageview *, struct arena *a,
	    const struct rule *);
/* {code, title, url, center, basis}, or null; in A. */
const struct value *pageview_ref(const struct pageview *, struct arena *a,
	    const struct heading *);
/* {edition, imported, rows} of the heading in the imported tariff schedule, or null; in A. */
const struct value *pageview_schedule(const struct pageview *, struct arena *a,
	    const struct heading *);
/* Does the rule give codes below CODE, all longer than it, a Center? */
bool	pageview_below(const struct rule *, const char *code);
/* "6109", "6109.10", "6109.10.20"; in A. */
const char *pageview_dotted(struct arena *a, const char *digits);
/* URL ("/faq/") in the language of the pages: "/es/faq/"; in A. */
const char *pageview_url(const struct pageview *, struct arena *a, const char *url);
/* TEXT in the language of the pages. */
__attribute__((format_arg(2)))
const char *pageview_tr(const struct pageview *, const char *text);
/* C in the words of that language, or as it is. */
const struct center *pageview_center_words(const struct pageview *, const struct center *);
/* "/hts/61/", "/hts/6109/"; in A. */
const char *pageview_hts_url(struct arena *a, const char *code);
/* Title of a section of the tariff schedule; "" when unknown. */
const char *pageview_section_title(const struct site *, const char *id);

/* pageview_made.c calls these for what belongs to each such page. */
void	pageview_fill_hts(const struct pageview *, struct pageview_page *);
void	pageview_fill_products(const struct pageview *, struct pageview_page *);
void	pageview_fill_faqs(const struct pageview *, struct pageview_page *);
void	pageview_fill_glossary(const struct pageview *, struct pageview_page *);
void	pageview_fill_changes(const struct pageview *, struct pageview_page *);
void	pageview_fill_data(const struct pageview *, struct pageview_page *);

#endif
