/*
 * pageview.h - what each page's template is filled with: the contract of cee-template(5).
 * Layer: render.
 *
 * A builder fills a struct pageview_page from the model: address, template and values.  Values
 * that many pages share (the site, the Centers) are made once, in the build's arena; the rest
 * lives in the page's own arena and is gone with the page.  Every key is always there, with
 * null, false, "" or an empty list where there is nothing to say, since templates are rendered
 * in strict mode.
 */
#ifndef RENDER_PAGEVIEW_H
#define RENDER_PAGEVIEW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/lang.h"
#include "model/site.h"
#include "render/downloads.h"
#include "render/glossary.h"
#include "render/products.h"
#include "view/catalog.h"
#include "view/value.h"

/* Names under a letter before it is cut into pages of two letters. */
#define PAGEVIEW_NAMES 600

/* Which language the pages are in, and which there are. */
struct pageview_lang {
	enum lang lang;
	const struct catalog *words;	/* borrowed; NULL for English */
	bool	has[LANG__MAX];		/* is the site in it? */
};

struct pageview {
	struct arena *arena;		/* of the build; borrowed */
	const struct site *site;	/* borrowed; of another language: what it has in that one */
	struct pageview_lang in;
	const struct value *site_value;	/* "site" */
	const struct value *assets;	/* "assets" */
	const struct value **centers;	/* a card for each of site->centers */
	const struct page **texts;	/* live files of pages/, by address */
	size_t	n_texts;
	size_t	*next_faq;		/* of each of site->faqs, in its topic; round */
	struct products products;
	struct glossary glossary;
	const struct downloads *downloads;	/* borrowed; NULL: not known yet */
};

/* Marks in the page shell, where the responder puts a page's title, the words in the search
 * box and the answer.  No text of ours holds such bytes. */
#define PAGEVIEW_MARK_TITLE	"\001title\001"
#define PAGEVIEW_MARK_QUERY	"\001query\001"
#define PAGEVIEW_MARK_MAIN	"\001main\001"
/* In an address: the same answer in the other language. */
#define PAGEVIEW_MARK_OTHER	"\001other\001"

/* One page, filled by a builder; lives as long as its arena. */
struct pageview_page {
	struct arena *arena;	/* of this page; set by the caller */
	const char *url;	/* "/faq/", "/404.html"; NULL: it has no address */
	const char *template;	/* its name */
	const char *head_title;	/* for <title>; not escaped */
	const char *file;	/* content file behind it, for messages; NULL: none */
	struct date reviewed;	/* year 0: not known */
	bool	indexed;	/* for search engines, and in the sitemap */
	bool	in_other;	/* of an English page: it is there in the other language, too */
	bool	*linked;	/* terms of the glossary that its prose links already */
	struct value *root;
};

/* Pages that the build makes whatever the content is. */
enum pageview_made {
	MADE_HOME, MADE_CENTERS, MADE_HTS, MADE_PRODUCTS, MADE_FAQ, MADE_GLOSSARY, MADE_CHANGES,
	MADE_FIND, MADE_ACCOUNT, MADE_CONTACT, MADE_DATA, MADE_404, MADE__MAX
};

/* ASSETS: a map from the names of assets to their addresses (assets.h).  IN is NULL for a site in English
 * alone. */
void	pageview_init(struct pageview *, struct arena *, const struct site *,
	    const struct value *assets, const struct pageview_lang *in);

/* In two steps, for who does not need the pages below /products/: all but the A to Z, of which only
 * the count is known; and that, which takes as long as the rest. */
void	pageview_init_texts(struct pageview *, struct arena *, const struct site *,
	    const struct value *assets, const struct pageview_lang *in);
void	pageview_init_products(struct pageview *);

/* Builders: one for each kind of page. */
void	pageview_made(const struct pageview *, struct pageview_page *, enum pageview_made);
void	pageview_center(const struct pageview *, struct pageview_page *, const struct center *);
void	pageview_chapter(const struct pageview *, struct pageview_page *,
	    const struct chapter *);
void	pageview_heading(const struct pageview *, struct pageview_page *,
	    const struct heading *);
/* LETTER with its names, or with links to its groups when it has such. */
void	pageview_letter(const struct pageview *, struct pageview_page *,
	    const struct products_letter *letter);
/* One group of a letter that was cut. */
void	pageview_group(const struct pageview *, struct pageview_page *,
	    const struct products_letter *letter, const struct products_group *);
void	pageview_faq(const struct pageview *, struct pageview_page *, const struct faq *);
/* A file of pages/. */
void	pageview_text(const struct pageview *, struct pageview_page *, const struct page *);
/* The page that stands at FROM and sends readers on to PAGE. */
void	pageview_redirect(const struct pageview *, struct pageview_page *, const char *from,
	    const struct page *page);
/* The frame that the responder puts its answers into. */
void	pageview_shell(const struct pageview *, struct pageview_page *);

/* To be called after any of them, before the page is rendered. */
void	pageview_end(struct pageview_page *);

/* The address of a page that the build makes, in English. */
const char *pageview_made_url(enum pageview_made);
/* Is that page made in English alone? */
bool	pageview_made_english(enum pageview_made);
/* Is there a page at URL, an English address, in the language of these pages? */
bool	pageview_has(const struct pageview *, struct str url);

/* The page that stands above the one at URL, and is named over it; NULL: none.  In the arena it works. */
const struct page *pageview_above(const struct pageview *, struct arena *, const char *url);

/* Is PAGE the introduction of a page that the build makes, and not one of its own? */
bool	pageview_is_intro(const struct page *page);

#endif
