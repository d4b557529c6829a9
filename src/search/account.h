/*
 * account.h - what a list of codes says of the Center for a whole account.
 * Layer: search.  Pure.
 *
 * CBP goes by the "predominant number of goods", and no source says how goods are counted: so the same list
 * is measured by lines, by quantity and by value, and each measure has its own first Center.
 */
#ifndef SEARCH_ACCOUNT_H
#define SEARCH_ACCOUNT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "search/codes.h"

enum account_by { BY_LINES, BY_QUANTITY, BY_VALUE, ACCOUNT_BY__MAX };

#define ACCOUNT_UNITS 8	/* different units of quantity that are told apart */

/* One way of counting. */
struct account_measure {
	bool	present;			/* the list has something to count this way */
	double	total;				/* of the lines with a Center */
	size_t	lines;				/* of these, how many have the number */
	const struct code_total *first, *second;	/* NULL: none; SECOND has more than 0 */
	double	lead;				/* of first before second, or before nothing */
	bool	tie;				/* first and second are equal */
	bool	majority;			/* first has more than half */
};

/* All lines of one heading that go to one Center. */
struct account_group {
	const struct store_heading *heading;	/* NULL: a whole chapter was given */
	const struct store_rule *rule;
	const char *code, *title;		/* of heading or chapter */
	size_t	lines;
	double	quantity, value;
};

struct account {
	const struct store *store;	/* whose words the page speaks in; set by account_view() */
	const struct codes *codes;
	struct account_measure by[ACCOUNT_BY__MAX];
	bool	disagree;			/* two measures have different first Centers */
	size_t	special;			/* lines of chapters 98, 99 and 77: not goods of their own */
	size_t	unplaced;			/* other lines without a Center: they could count */
	size_t	flawed;				/* lines with a flaw in quantity or value */
	bool	open;				/* the unplaced lines could change the first by lines */
	const struct code_line *dearest;	/* the line with the largest value; NULL: none */
	double	dearest_share;			/* of all value */
	struct str units[ACCOUNT_UNITS];	/* of quantity, as written, each once */
	size_t	n_units;
	struct account_group *groups;		/* Centers by lines, then most lines first */
	size_t	n_groups;
};

void	account_of(struct account *, struct arena *, const struct codes *);
/* What T has by this measure, and its share from 0 to 1. */
double	account_amount(const struct code_total *t, enum account_by);
double	account_share(const struct code_total *t, enum account_by);
/*
 * How much more of its goods SECOND needs to pass FIRST: lines or quantity, whole; value, two digits.  As
 * many again need not come new if they move over from the first: then half of it is enough.
 */
double	account_needed(const struct account_measure *, enum account_by);

/*
 * Append a table for spreadsheets (RFC 4180, UTF-8 with a byte order mark): every line with its Center and
 * reason, or one row a Center.  A cell that a spreadsheet could take for a formula begins with an
 * apostrophe.
 */
void	account_lines_csv(struct buf *out, const struct codes *);
void	account_shares_csv(struct buf *out, const struct codes *);
/* Append the list anew with only what was read of it, each code on the line where it stood: what
 * codes_read() makes of it is the same again. */
void	account_list(struct buf *out, const struct codes *);

#endif
