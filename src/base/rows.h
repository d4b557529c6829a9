/*
 * rows.h - lists as people paste and save them: one row a line, fields apart by tab, semicolon or comma.
 * Layer: base.  Pure.
 *
 * The lenient sister of csv.h: nothing is an error, and one bad row spoils no other.  A field in double
 * quotes may hold separators, line breaks and a quote as two, if its closing quote is found soon and stands
 * before a separator or the row's end; a field that only begins with a quote ends where any other does.
 * Rows end in LF, CRLF or a lone CR.
 */
#ifndef BASE_ROWS_H
#define BASE_ROWS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

#define ROWS_FIELDS	256	/* of one row; what follows is passed over */
#define ROWS_QUOTED	4096	/* bytes of a quoted field with line breaks; longer is a lost quote */
#define ROWS_LOST	8	/* quotes of a row that nothing closes; in more, a quote is a letter */

struct rows {
	struct str rest;	/* what is not read yet */
	char	sep;		/* between fields; a row without it has the next best of the three */
	size_t	line;		/* on which the next row begins, from 1 */
};

struct rows_row {
	struct str field[ROWS_FIELDS];	/* N of them, trimmed and unquoted; borrowed, or in the arena */
	size_t	n;
	size_t	line;			/* on which the row begins */
	bool	blank;			/* nothing but white space and separators */
};

/* TEXT is borrowed.  The separator is the one that most of its first lines have; of two equal ones the
 * tab goes before the semicolon, that before the comma. */
void	rows_init(struct rows *, struct str text);
/* The next row; false at the end. */
bool	rows_next(struct rows *, struct arena *, struct rows_row *);

#endif
