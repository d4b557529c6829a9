/*
 * indexing.h - the search index of a build, written beside its pages on a thread of its own.
 * Layer: render.
 */
#ifndef RENDER_INDEXING_H
#define RENDER_INDEXING_H

#include <pthread.h>

#include "render/build.h"

struct indexing {
	const struct build_options *opt;
	const struct site *site;
	pthread_t thread;
	bool started, joined; /* the thread; by indexing_end() */
	const char *path;
	struct diag diag;
	int rc;
	pthread_mutex_t lock;
	pthread_cond_t told;
	bool known; /* INPUT is, or never will be: then it is NULL */
	const struct build_index_input *input;
};

/* Write the index of SITE to PATH as OPTIONS say, all of which outlive it, beside what follows.  Options without an
 * index: both do nothing. */
void	indexing_start(struct indexing *, const struct build_options *, const struct site *,
	    const char *path);
/* Tell it what it waits for, or, with NULL, that there is nothing to wait for; wait for its end.  What
 * it reported goes to the diag.  0, or -1; asked again, the same. */
int	indexing_end(struct indexing *, struct diag *, const struct build_index_input *);

#endif
