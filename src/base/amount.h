/*
 * amount.h - quantities and values as spreadsheets write them.
 * Layer: base.  Pure.
 *
 * "1,234.50", "1.234,50", "1 234,50", "1'234.50", "$12", "USD 12", "12 pcs", "12,50 EUR".  A number below zero
 * is none, whether with a sign before or behind it or in parentheses.
 */
#ifndef BASE_AMOUNT_H
#define BASE_AMOUNT_H

#include <stdbool.h>

#include "base/str.h"

enum amount_status {
	AMOUNT_OK,
	AMOUNT_NONE,		/* empty, or a dash */
	AMOUNT_NEGATIVE,
	AMOUNT_UNREADABLE,
	AMOUNT_HUGE		/* above AMOUNT_MAX */
};

#define AMOUNT_MAX 1e15		/* doubles count exactly, and no importer has more */

/*
 * The number in S.  DECIMAL_COMMA decides what can be read in two ways: in "1,234" and "1.234" the comma or
 * the dot is then the decimal mark or not.  What can be read in one way only is read in that.
 */
enum amount_status amount_read(struct str s, bool decimal_comma, double *out);
/* What S tells of its writer: -1 a decimal point, 1 a decimal comma, 0 nothing. */
int	amount_style(struct str s);
/* Is there a currency sign or an ISO 4217 code that importers use? */
bool	amount_has_currency(struct str s);

#endif
