/*
 * columns.h - which column of a list holds the code, which the quantity and which the value.
 * Layer: search.
 *
 * By their headings where a row near the top names them, as reports of ACE and spreadsheets do ("HTS
 * Number - Full", "Line Tariff Quantity (1)", "Entered Value"); else by what stands in them.
 */
#ifndef SEARCH_COLUMNS_H
#define SEARCH_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "search/store.h"

#define COLUMNS_CODES 4		/* tariff columns of one row: an entry line may have several */
#define COLUMN_NONE ((size_t)-1)

struct column {
	size_t	at;		/* index into rows_row.field; COLUMN_NONE: there is none */
	const char *heading;	/* as written, in the arena; NULL: the list has no headings */
};

struct columns {
	size_t	n_codes;		/* 0: nothing was read yet; else code[0] is the first choice */
	struct column code[COLUMNS_CODES];
	struct column quantity, value, unit;
	size_t	heading_line;		/* the line with the headings; 0: none */
	bool	by_heading;		/* the code's column was found by its heading */
	bool	decimal_comma;		/* how numbers that can be read in two ways are written */
	size_t	zero_lost;		/* codes of this many digits lost a zero in front; 0: none did */
};

/* Find the columns of LIST, any bytes.  Its rows from the one after heading_line on hold goods. */
void	columns_find(struct columns *, struct arena *, const struct store *, struct str list);

#endif
