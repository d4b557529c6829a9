/*
 * gaps_line.h - one record of what people failed to find, as a line of text.
 * Layer: search.  Pure.
 *
 *	2026-11-21 n 3f9a5c0d7e11b204 - stand up trike
 *
 * Day (UTC), kind, keyed hash of the words, the Center expected or "-", and the words themselves when
 * they may be written.  No digit stands in the words nor in the Center, so a line that lost its end and
 * ran into the next one is no line any more and is passed over.
 */
#ifndef SEARCH_GAPS_LINE_H
#define SEARCH_GAPS_LINE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

enum gaps_kind {
	GAPS_NOTHING,	/* nothing was found */
	GAPS_ASKED,	/* more had to be asked */
	GAPS_UNSURE,	/* answered with "probably" */
	GAPS_WRONG,	/* a visitor said that the answer was wrong */
	GAPS_KIND__MAX
};

struct gaps_line {
	int64_t	day;			/* since 1970-01-01 */
	enum gaps_kind kind;
	uint64_t hash;
	struct str expected;		/* slug of a Center; empty: none.  Borrowed */
	struct str text;		/* empty: not written.  Borrowed */
};

#define GAPS_LINE	256		/* bytes of a line at most, its end included; below PIPE_BUF */

/* Read LINE, without its end; false when it is no whole record. */
bool	gaps_line_read(struct str line, struct gaps_line *out);
/* Append the line and its end. */
void	gaps_line_write(struct buf *out, const struct gaps_line *);
/* "nothing", "asked", "unsure", "wrong" */
const char *gaps_kind_name(enum gaps_kind);

#endif
