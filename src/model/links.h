/*
 * links.h - which addresses the build makes without a content file of their own.
 * Layer: model.
 */
#ifndef MODEL_LINKS_H
#define MODEL_LINKS_H

#include <stdbool.h>

#include "base/str.h"
#include "model/site.h"

/* Is PATH ("/hts/6109/", "/products/t/", "/data/") made from the model, or answered by the
 * responder?  Of the A to Z the shape is all that is known here: which letters have names is not. */
bool	links_is_made(const struct site *, struct str path);
/* Report each page, and each former address, in the place of one that the build makes otherwise: a
 * build finds that when it writes them, cee check by this.  (A page at /data/ or the like is the text
 * of that page.) */
void	links_check_made(struct diag *, const struct site *);

#endif
