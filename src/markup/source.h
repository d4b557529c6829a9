/*
 * source.h - a text cut into lines, each knowing where in the author's file it came from.
 * Layer: markup, private.
 *
 * cmark is given either the body itself or a copy in which each table cell has a line of its
 * own (tables.h); either way its lines and columns are turned into places in the file here.
 */
#ifndef MARKUP_SOURCE_H
#define MARKUP_SOURCE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

struct table_cell;

struct source_line {
	size_t	at, n;		/* offset in text, bytes without the line end */
	unsigned line;		/* in the file, from 1 */
	size_t	added, cut;	/* bytes put before the author's, and of theirs left out before */
	const struct table_cell *cell;	/* the cell that is this line, or NULL */
};

struct source {
	struct str text;	/* borrowed */
	const char *file;	/* borrowed; may be NULL */
	struct source_line *lines;	/* N of them, in an arena */
	size_t	n;
};

/* Cut BODY, whose first line is START in its file, at the line ends of CommonMark 2.1. */
void	source_init(struct source *, struct arena *, struct str body, struct loc start);
/* Line NUMBER from 1, without its end; empty when there is none.  Borrows from text. */
struct str source_line(const struct source *, size_t number);
/* The place in the file of byte column COL of line NUMBER, both from 1 as cmark counts. */
struct loc source_loc(const struct source *, size_t number, size_t col);

#endif
