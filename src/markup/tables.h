/*
 * tables.h - pipe tables, which cmark does not know: found in the text, and their HTML frame.
 * Layer: markup, private.  Knows no cmark.
 *
 * A table stands at the top level, in a paragraph: a header row, a row of dashes with as many
 * cells ("|---|:--:|--:|", colons align), and rows up to the paragraph's end.  Outer pipes are
 * optional; "\|" is a pipe in a cell, within a code span too.  A line "Table: words" directly
 * before the header, or alone in the paragraph before, is its caption.  Shorter rows are filled
 * up.
 *
 * Each cell becomes a heading line of its own in the text that cmark reads: a heading's content
 * is inline Markdown whatever it begins with, and the body's link definitions hold for it.
 */
#ifndef MARKUP_TABLES_H
#define MARKUP_TABLES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "markup/source.h"

enum table_align { TABLE_NONE, TABLE_LEFT, TABLE_CENTER, TABLE_RIGHT };

struct table {
	size_t	columns;
	enum table_align *align;	/* of each column */
	bool	names_rows;		/* the first column has a header */
	bool	has_caption;
	size_t	rows;			/* below the header */
	struct loc loc;			/* of the header row */
};

struct table_cell {
	const struct table *table;
	size_t	row, column;	/* row 0: header or caption */
	bool	caption;
	bool	empty;		/* nothing is written in it */
	bool	ends_row;	/* the last one written in its row */
};

/* A paragraph as cmark found it. */
struct tables_paragraph {
	size_t	first, last;	/* lines in the source, from 1, both included */
	bool	top;		/* stands at the top level */
	bool	adjacent;	/* directly follows the paragraph before it in the list */
};

/* Does any line look like a row of dashes?  If not, there is no table to find. */
bool	tables_possible(const struct source *);
/*
 * The paragraphs that may be tables, told without parsing: for bodies in which every row of dashes stands
 * in lines that all begin with "|", with nothing else above and below, and nothing could hide them (code,
 * HTML) or belong to them (a caption).  False: only a parse can tell.
 */
bool	tables_plain(struct arena *, const struct source *, struct tables_paragraph **, size_t *n);
/*
 * Find the tables in the N paragraphs and make OUT, in the arena, the source with a line for
 * each of their cells.  Errors: header and dashes that differ in their number of cells; a row
 * longer than its header; more than LIMIT_TABLE_CELLS in all tables of a body together (short
 * rows cost a byte and are filled up: many small tables could do what one large one may not).
 * A table that is not at the top level is a warning.  Returns 0 or -1; OUT is made either way.
 */
int	tables_rewrite(struct diag *, struct arena *, const struct source *,
	    const struct tables_paragraph *, size_t n, struct source *out);

/*
 * The HTML around a cell's content, cells in the order of the source: tags of the cell, and of
 * row, table and scrolling region where it is the first or last in them.  NAME, HTML already,
 * is the id for the caption, or the region's label without one; only the first cell's is used.
 */
void	table_cell_open(struct buf *html, const struct table_cell *, struct str name);
void	table_cell_close(struct buf *html, const struct table_cell *);
/* Is this the first, the last cell or caption of its table? */
bool	table_cell_is_first(const struct table_cell *);
bool	table_cell_is_last(const struct table_cell *);

#endif
