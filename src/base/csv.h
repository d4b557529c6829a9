/*
 * csv.h - comma-separated values, read strictly by RFC 4180.
 * Layer: base.  Pure: bytes in, rows out.
 *
 * Fields are separated by commas, rows by CRLF or LF alone; the last row need not end in one.  A field in
 * double quotes may hold all of these, and a quote as two.  A quote within a field that does not
 * begin with one, anything but a comma or the row's end after a closing quote, a quote never closed
 * and a lone CR are errors: a reader that guesses loses goods without a word.
 */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

#define CSV_FIELDS 256	/* of one row; more is no table that we know */

struct csv {
	const char *file;	/* for messages; borrowed */
	struct str rest;	/* what is not read yet */
	const char *line_start;	/* of the line that REST begins in */
	unsigned line;		/* its number, from 1 */
};

struct csv_row {
	struct str *field;	/* N of them, unquoted; borrowed from the text or in the arena */
	size_t	n;
	unsigned line;		/* on which the row begins */
};

/* TEXT is borrowed until the last row is used; a byte order mark is passed over. */
void	csv_init(struct csv *, const char *file, struct str text);
/* The next row: 1; 0 at the end; -1 after reporting what is wrong and where, and nothing after
 * that.  An empty line is a row of one empty field. */
int	csv_next(struct diag *, struct csv *, struct arena *, struct csv_row *out);

#endif
