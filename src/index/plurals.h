/*
 * plurals.h - the plurals of names that are words apart: "wine glasses", where "glasses" alone are eyeglasses.
 * Layer: index.
 *
 * Such a plural (words/forms.h keeps it) has other terms than the name that it belongs to, so the index has it as a name
 * of its own, unless the content gives it to some heading already: "safety glasses" are no panes.
 */
#ifndef INDEX_PLURALS_H
#define INDEX_PLURALS_H

#include "base/arena.h"
#include "model/site.h"

struct plurals;

/* In the arena, with texts borrowed from the site. */
struct plurals *plurals_new(struct arena *, const struct site *);
/* The plural of NAME, a plain English one, if the index needs it; else NULL.  In the arena. */
const char *plurals_of(const struct plurals *, struct arena *, const char *name);

#endif
