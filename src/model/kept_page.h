/*
 * kept_page.h - one page as it was read, to bytes and back.  Private to kept.c.
 * Layer: model.
 */
#ifndef MODEL_KEPT_PAGE_H
#define MODEL_KEPT_PAGE_H

#include "model/site.h"

/* Append PAGE to OUT; a file of pages/ with or without its plain text.  *DOC (may be NULL) is where in OUT its
 * document begins, the last part of it.  False when it is not one to keep. */
bool	kept_page_write(struct buf *out, const struct page *, bool text, size_t *doc);
/* PAGE from those bytes, which outlive it; its file is set.  False: they are no such page. */
bool	kept_page_read(struct str bytes, struct arena *, struct page *);
/* Only its document, of which these are the bytes; its texts are borrowed from where the same bytes STAND. */
bool	kept_page_doc(struct str bytes, const char *stands, struct arena *, struct page *);
/* Only its hash, or "". */
const char *kept_page_sha(struct str bytes);

#endif
