/*
 * load.h - what the files that fill a struct site share.  Private to the layer model.
 *
 * Each function reports what is wrong and goes on, so that one run shows every error; the caller
 * looks at the diag's count in the end.
 */
#ifndef MODEL_LOAD_H
#define MODEL_LOAD_H

#include <stdatomic.h>

#include "model/schema.h"
#include "model/site.h"

/* A file that could not be used, and that was said: what refers to it is no second mistake. */
struct load_broken {
	enum page_type type;
	const char *file, *slug, *url;
};

/* Arenas of the threads that read, shared by the sites that hold what was read. */
struct site_memory {
	struct arena *arenas;	/* N of them */
	unsigned n;
	atomic_uint sites;	/* that share it; they may be freed on several threads */
};

struct loader {
	struct diag *diag;
	struct site *site;
	struct load_broken *broken;	/* N of them */
	size_t	n_broken, cap_broken;
	bool	rules_bad;	/* a rule could not be used, and that was said */
	bool	config_bad;	/* site.yml, likewise */
	bool	sources_bad;	/* sources.yml as a whole, likewise */
	struct site_options opt;
};

void	load_add_broken(struct loader *, enum page_type, const char *file, const char *slug,
	    const char *url);
/* The broken file of TYPE with SLUG; with NULL for SLUG the one at URL.  NULL: there is none. */
const struct load_broken *load_broken(const struct loader *, enum page_type, const char *slug,
	    const char *url);
/* Is CODE (digits) of a chapter whose file is broken? */
bool	load_broken_code(const struct loader *, const char *code);

/* config.c: content/site.yml */
void	load_config(struct loader *);
/* sources.c: content/sources.yml, then the values of "sources" and "source" keys */
void	load_sources(struct loader *);
void	resolve_sources(struct loader *, const struct front *value, struct sources *out);
/* page.c: every Markdown file to site->pages, typed by its folder */
void	load_pages(struct loader *);
/* Values of a list key (or of a lone scalar) as strings. */
struct strings front_strings(struct loader *, const struct front *map, const char *key);
/* The URL of the content file FILE (below the content root), "" when it has no page. */
char	*page_url(struct arena *, const char *file);
/* The path below the content root that DEST ("../faqs/x.md") means in FILE. */
char	*page_target(struct arena *, const char *file, struct str dest);
/* channels.c: site.yml's channels; after load_faqs */
void	load_channels(struct loader *);
/* typed.c: centers first, the others when scopes are known */
void	load_centers(struct loader *);
void	load_faqs(struct loader *);
void	load_terms(struct loader *);
void	load_answers(struct loader *);
void	load_changes(struct loader *);
/* The Center that KEY names; reports an unknown one.  NULL when the key is absent or unknown. */
const struct center *resolve_center(struct loader *, const struct front *value);
/* What the items of LIST refer to that schema_prune() put aside: their own mistake hides no other. */
void	resolve_aside(struct loader *, const struct front *list);
/* The heading that VALUE names; reports an unknown one. */
const struct heading *resolve_heading(struct loader *, const struct front *value);
/* mapping.c: the rules of all chapters, checked against each other */
void	load_rules(struct loader *);
/* scope.c: headings and names of all chapters; after load_rules */
void	load_scopes(struct loader *);
/* TEXT, the whole file of a chapter: "-tee" below an item is no item of its own; it would end in the name
 * before it, and nobody see it. */
void	load_check_items(struct diag *, const char *file, struct str text);
/* urls.c: no two files, and no former address and a live page, have one address; after load_pages() has them all */
void	check_urls(struct loader *);
/* links.c: every link and image of every live page leads somewhere */
void	check_links(struct loader *);
/* Append to OUT the addresses that the links of DOC lead to, each with a NUL; those that lead out of the site are passed
 * over.  False when one leads elsewhere: to a place within a page, to a file. */
bool	links_leads(struct buf *out, const struct markdown_doc *doc);

#endif
