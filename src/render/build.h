/*
 * build.h - content and templates to a release of the site.
 * Layer: render.
 *
 * The output is a function of content, templates and the stated time: built twice, it is the
 * same byte for byte.
 */
#ifndef RENDER_BUILD_H
#define RENDER_BUILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/str.h"
#include "model/site.h"
#include "render/manifest.h"
#include "view/catalog.h"

/* A text that the responder needs, under its name. */
struct build_template {
	const char *name;
	struct str text;
};

/*
 * What the index holds beside the model.  The templates are the files of templates/answer/ in
 * English, under their base names, and in other languages ("es/find"), and "shell" in each, a page of the site rendered but for three
 * marks that the responder replaces (PAGEVIEW_MARK_*): \1title\1, in <title>; \1query\1, in the
 * attribute that holds what is in the search box; \1main\1, within <main>.  What is put there
 * must be escaped.
 */
struct build_index_input {
	const char *release;			/* its id */
	const struct build_template *templates;	/* N of them, sorted by name but for "shell" */
	size_t	n_templates;
	const struct catalog *catalog;		/* of each language; those without entries are not there */
};

struct build_options {
	const char *content, *templates;	/* directories to read */
	const char *assets;			/* another, of assets that are made; may be missing */
	const char *out;			/* directory of releases (release.h) */
	int64_t	at;				/* stated time, seconds since 1970 */
	bool	now;				/* nobody stated it: it is just the time */
	bool	stage;				/* make the release, do not publish it */
	int	index_version;			/* of what index() writes: of its tables */
	bool	preview;			/* readers do not see it: addresses are not kept */
	bool	clean;				/* make nothing of what builds before wrote down for this one */
	bool	compress;			/* put compressed copies beside text files */
	unsigned jobs;				/* threads that make pages; 0: one for each processor */
	/*
	 * Write the search index of the site to PATH, a new file, on a thread of its own while pages are
	 * rendered; LATE(wait) gives what only they tell, and waits for it; NULL when the build fails.
	 * Returns 0, or -1 after reporting or that NULL.  NULL: the release has none.
	 */
	int	(*index)(void *ctx, struct diag *, const struct site *,
		    const struct build_index_input *(*late)(void *wait), void *wait,
		    const char *path);
	/* Measure the index at PATH: figures for the release, in the arena.  0, or -1 after
	 * reporting.  NULL: the release has none. */
	int	(*measure)(void *ctx, struct diag *, struct arena *, const char *path,
		    struct manifest_figure **, size_t *n);
	/* Append a pack of the index at PATH (index/pack.h).  Returns 0, or -1 after reporting.  Not
	 * called without STATIC_SEARCH. */
	int	(*pack)(void *ctx, struct diag *, struct buf *, const char *path);
	const char *static_search;		/* directory of `make wasm`: browsers shall search by
						 * themselves (static_search.h); NULL: they shall not */
	void	*ctx;				/* first argument of all three */
	const char *revision;			/* of the content (manifest.h); NULL: a hash of it */
};

/* A page that the current release had not, or not so; or one that it had. */
struct build_page {
	const char *url;	/* "/faq/" */
	const char *file;	/* that it is made from; NULL: of none, or not known */
};

struct build_pages {
	struct build_page *v;	/* N of them, in the order in which they are made */
	size_t	n, cap;
};

enum build_why { BUILD_DRAFT, BUILD_NOT_YET, BUILD_EXPIRED, BUILD_LATER_RULE };

/* A content file, or a rule of one, that is not on the site. */
struct build_held {
	const char *file;
	unsigned line;		/* LATER_RULE; else 0 */
	const char *code, *center;	/* LATER_RULE: what goes where; else NULL */
	enum build_why why;
	int64_t	when;		/* NOT_YET, LATER_RULE: until; EXPIRED: since; seconds since 1970 */
};

/* What a build did; initialised by build_run() whatever it returns, for build_report_free(). */
struct build_report {
	struct arena arena;
	const char *release;	/* its id; NULL: there is none */
	size_t	pages_new, pages_changed, pages_unchanged, pages_removed;
				/* against the release that was current */
	struct build_pages new, changed, removed;	/* those pages */
	const char *before;	/* the id of the release that was current; NULL: none was */
	const char *revision;	/* of the content (manifest.h) */
	size_t	n_files;	/* of the release */
	uint64_t bytes;		/* of all of them */
	struct build_held *held;	/* N of them, by file */
	size_t	n_held;
	int64_t	next_due;	/* when a later build will differ; 0: not known to */
	const char *time_zone;	/* of the site: the times above are told in it; NULL: no release */
};

/*
 * Build a release from OPTIONS and make it current.  Every error in content and templates is
 * reported in one run; then nothing is rendered and the current release stays.  Returns 0 or
 * -1.
 */
int	build_run(struct diag *, const struct build_options *, struct build_report *);
void	build_report_free(struct build_report *);

/* Report what build_run() would report of content and templates, and write nothing.  LOOK (may be
 * NULL) sees the site that was read; SOUND: it loaded without an error.  0 or -1. */
int	build_check(struct diag *, const struct build_options *,
	    void (*look)(void *ctx, const struct site *, bool sound), void *ctx);

#endif
