/*
 * templates.h - the templates directory: page templates parsed, answer templates as they are.
 * Layer: render.
 *
 *	NAME.mustache		one for each kind of page, and layout
 *	partials/		"{{>partials/date}}" is partials/date.mustache
 *	answer/			for the responder: only checked here; known by their base names
 *	words/es.po		the words of the interface in Spanish (view/catalog.h); without it the site has
 *				no Spanish pages
 *	assets/			see assets.h
 *	README.md		for people
 */
#ifndef RENDER_TEMPLATES_H
#define RENDER_TEMPLATES_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/lang.h"
#include "render/build.h"
#include "base/hash.h"
#include "render/pageview.h"
#include "view/catalog.h"
#include "view/mustache.h"

struct templates {
	struct mustache_set set[LANG__MAX];	/* of the pages, in each language */
	struct catalog catalog[LANG__MAX];	/* that of English is empty */
	bool	has[LANG__MAX];			/* is the site in this language? */
	struct build_template *answers;		/* N of them; "es/find" is Spanish */
	size_t	n_answers, cap_answers;
	char	sha[HASH_HEX];			/* of all that pages are rendered with, as it was read */
};

/*
 * Read DIR into the arena.  Reports what does not parse, partials that are not there, files
 * that do not belong there, page templates that are missing.  Returns 0 or -1; T is safe to
 * read either way.
 */
int	templates_load(struct diag *, struct arena *, const char *dir, struct templates *t);

/*
 * Fill every page template with two small sites (sample.h), one that has all there is to have
 * and one that has next to nothing, and report what the templates ask for in vain: wherever it
 * is used, whatever the content of the day is.  Returns 0 or -1.
 */
int	templates_check(struct diag *, const struct templates *, const struct value *assets);

/* The language LANG as pageview_init() takes it; borrows from T. */
struct pageview_lang templates_lang(const struct templates *, enum lang lang);

#endif
