/*
 * kept_page.h - one page as it was read, to bytes and back.  Private to kept.c.
 * Layer: model.
 */
#ifndef MODEL_KEPT_PAGE_H
#define MODEL_KEPT_PAGE_H

#include "model/site.h"

/* Where in those bytes HTML and plain text begin, and how long the latter is. */
struct kept_places {
	size_t	html, text, n_text;
};

/* Append PAGE to OUT, which is empty if PLACES are asked for; a file of pages/ with or without its plain text.
 * False when it is not one to keep. */
bool	kept_page_write(struct buf *out, const struct page *, bool text, struct kept_places *);
/* PAGE from those bytes, which outlive it; its file is set.  False: they are no such page. */
bool	kept_page_read(struct str bytes, struct arena *, struct page *);
/* Only its hash, or "". */
const char *kept_page_sha(struct str bytes);

#endif
