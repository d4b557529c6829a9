/*
 * codes.h - tariff codes as people write them, and where each goes.
 * Layer: search.
 *
 * A code is 2, 4, 6, 8 or 10 digits (chapter, heading, subheading, line, statistical suffix), with
 * dots, spaces or hyphens anywhere or nowhere, after "HTS", "HS", "heading" or nothing.  The longest
 * prefix that the mapping knows decides; one bad line spoils no other.
 */
#ifndef SEARCH_CODES_H
#define SEARCH_CODES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "search/columns.h"
#include "search/store.h"

enum code_status {
	CODE_OK,		/* heading or chapter known */
	CODE_UNKNOWN,		/* well formed, but no such chapter or heading */
	CODE_SPECIAL,		/* chapters 98 and 99: decide no Center */
	CODE_RESERVED,		/* chapter 77 */
	CODE_INVALID		/* not a code */
};

struct code_line {
	struct str input;			/* the field as written */
	size_t	line;				/* from 1 */
	char	code[11];			/* digits; empty when invalid */
	enum code_status status;
	const struct store_heading *heading;	/* NULL: none */
	const struct store_rule *rule;		/* NULL: no Center; an unknown code of an earlier edition may have one */
	const char *title;			/* of the heading or chapter; NULL: none */
	const char *note;			/* one sentence; NULL: nothing to say */
	const char *remark;			/* the end of the note that the editors wrote, in English; NULL: none */
	double	quantity, value;
	bool	has_quantity, has_value;
	struct str quantity_text, value_text, unit;	/* as written; empty where there is none */
	const char *flaw;			/* what of quantity or value could not be read; NULL: nothing */
};

struct code_total {
	const struct store_center *center;
	size_t	lines;				/* good lines that go there */
	double	quantity, value;
	double	lines_share, quantity_share, value_share;	/* 0 to 1 of all that have one */
};

struct codes {
	struct code_line *lines;		/* in the order given */
	size_t	n;
	struct code_total *totals;		/* most lines first */
	size_t	n_totals;
	size_t	good;				/* lines with a Center */
	bool	has_quantity, has_value;	/* any line has one */
	bool	truncated;			/* more than LIMIT_CODE_LINES lines */
	struct columns columns;			/* of a list; n_codes is 0 for codes from elsewhere */
};

const char *code_status_name(enum code_status);

/* Read one field; fills everything but line, quantity and value.  In the arena. */
void	code_read(struct code_line *, struct arena *, const struct store *, struct str field);
/* Only the digits and the status of a field, without asking whether there is such a heading. */
void	code_digits(struct code_line *, struct str field);
/*
 * Read a list as people paste or export it, any bytes: a code a line, with quantity and value where there
 * are columns for them (search/columns.h).  A code may stand in other words; a single line of nothing but
 * codes is one of each.  Empty lines, headings and what stands above them are passed over.  LIST is
 * borrowed.  In codes_list.c.
 */
void	codes_read(struct codes *, struct arena *, const struct store *, struct str list);
/* What LIST is when its first bytes are those of a file that is no text ("an Excel workbook"), or NULL. */
const char *codes_not_text(struct str list);
/* Count the lines of C by Center into its totals. */
void	codes_sum(struct codes *c, struct arena *, const struct store *);
/* When TEXT is nothing but codes (perhaps with "HTS", "heading", "chapter"), read them into *OUT as
 * one line each and return true. */
bool	codes_in_query(struct codes *out, struct arena *, const struct store *, struct str text);

#endif
