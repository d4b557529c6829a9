/*
 * called.h - the page that a person means by a path or an address.
 * Layer: model.
 */
#ifndef MODEL_CALLED_H
#define MODEL_CALLED_H

#include "base/arena.h"
#include "base/diag.h"
#include "model/site.h"

/* FILE without the content root; as it is where it does not lie below. */
const char *called_below(const struct site *, const char *file);
/* The English page that NAME is the file of, below the content root or with it, or the address of in any language.
 * NULL when it is neither, or the file of a translation: that is reported, with the nearest file or the English one. */
const struct page *called_page(struct diag *, struct arena *, const struct site *, const char *name);

#endif
