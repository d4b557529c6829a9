/*
 * codes_text.h - tariff codes that stand in other text, and ranges of codes.
 * Layer: search.
 */
#ifndef SEARCH_CODES_TEXT_H
#define SEARCH_CODES_TEXT_H

#include "search/codes.h"

#define CODES_RANGE_MAX 400	/* headings that one range may stand for: a section of the tariff */

/*
 * Read the codes in TEXT when it is about codes: a range ("6109-6115", "chapters 61 to 63"), a code with
 * its dots ("invoice says 6109.10 and 8471"), a code after "HTS", "heading" or the like, or more known
 * headings than other words.  One line each in *OUT; false, and nothing read, for other text.
 */
bool	codes_in_text(struct codes *out, struct arena *, const struct store *, struct str text);

#endif
