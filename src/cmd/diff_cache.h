/*
 * diff_cache.h - what a release answered, kept beside the releases so that it is asked once.
 * Layer: cmd.
 *
 * OUT/.diff-cache/<hash> is named by the index and by the program that asked it; a line is a query's
 * kind, text and reply, tab between.  It may be removed at any time, and whatever is wrong with it, the
 * queries are asked again.
 */
#ifndef CMD_DIFF_CACHE_H
#define CMD_DIFF_CACHE_H

#include "cmd/diff_ask.h"

/* The file for the index at PATH, in the arena; NULL: nothing is to be kept. */
const char *diff_cache_file(struct arena *, const char *out, const char *index);
/* Fill the replies that FILE has. */
void	diff_cache_load(struct arena *, const char *file, const struct diff_query *,
	    struct diff_reply *, size_t n);
/* Keep all N replies in FILE, and no others; other files of the folder go. */
void	diff_cache_save(const char *file, const struct diff_query *, const struct diff_reply *,
	    size_t n);

#endif
