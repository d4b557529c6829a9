/*
 * make.h - a whole build, pages and index, as the commands run it.
 * Layer: cmd.
 */
#ifndef CMD_MAKE_H
#define CMD_MAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "render/build.h"

/* The directories that build, check and serve read and write; getopt fills it. */
struct make_dirs {
	const char *content, *templates, *out;
	const char *assets;		/* made by `make web` */
	bool	preview;		/* nobody but the author sees it */
	bool	stage;			/* make the release, do not publish it */
	bool	now;			/* the time was not stated */
	bool	clean;			/* as the first build would */
	bool	compress;		/* put compressed copies beside text files */
	bool	no_index;		/* pages only: the site has no search */
	unsigned jobs;			/* as in render/build.h */
	const char *static_search;	/* made by `make wasm`: search in browsers; NULL: without */
	const char **queries;		/* N files of queries: the release carries what they measure */
	size_t	n_queries;
};

#define MAKE_DIRS { .content = "content", .templates = "templates", .out = "site", \
	.assets = "build/assets" }

/* Where `make wasm` puts what `--static-search` adds, when no other place is said. */
#define MAKE_STATIC_SEARCH "build/wasm/assets"

/* Build from DIRS as of AT, index and all; REPORT is for build_report_free(). */
int	make_site(struct diag *, const struct make_dirs *, int64_t at, struct build_report *report);

#endif
