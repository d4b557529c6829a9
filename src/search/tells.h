/*
 * tells.h - the question that tells two headings apart, from their titles.
 * Layer: search.  Pure.
 */
#ifndef SEARCH_TELLS_H
#define SEARCH_TELLS_H

#include "base/arena.h"
#include "base/str.h"
#include "view/catalog.h"

/*
 * The question that decides between goods of titles A and B: what they are made of when each title
 * names another material, the whole or a part when one of them is of parts, and so on.  Nothing is
 * asked that QUERY has answered.  NULL: the titles do not tell.  In the arena or static.
 */
const char *tells_apart(struct arena *, const struct catalog *, const char *a, const char *b, struct str query);

#endif
