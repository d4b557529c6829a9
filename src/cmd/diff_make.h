/*
 * diff_make.h - an index of content as it is, without a site, and where its names stand.
 * Layer: cmd.
 *
 * Knows the model and not the search, whose struct answer is another.
 */
#ifndef CMD_DIFF_MAKE_H
#define CMD_DIFF_MAKE_H

#include <stdint.h>

#include "cmd/diff_ask.h"
#include "cmd/diff_index.h"

/* Words that editors pinned an answer to. */
struct diff_pinned {
	struct str words;
	const char *terms;	/* as the index keeps them */
	struct loc loc;
};

struct diff_source {
	struct diff_name *names;	/* N of them, by heading, text, kind, code; with their places */
	size_t	n_names;
	struct diff_pinned *pins;	/* in the order of the files */
	size_t	n_pins;
};

/* Write the index of CONTENT as of AT to PATH.  SOURCE, in the arena, may be NULL.  The words of the
 * interface, which content has not, are those of the index LIKE, so that both speak the same languages;
 * NULL: every language, without its words.  0, or -1 after reporting every mistake in the content. */
int	diff_make(struct diff_source *, struct diag *, struct arena *, const char *content, int64_t at,
	    const char *like, const char *path);
/* The place of NAME; file NULL when SOURCE has no such name. */
struct loc diff_place(const struct diff_source *, const struct diff_name *name);

#endif
