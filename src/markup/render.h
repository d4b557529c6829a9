/*
 * render.h - one walk over cmark's tree that makes the whole of a markdown_doc.
 * Layer: markup, private.  The tree is only passed through here, so <cmark.h> is not needed.
 */
#ifndef MARKUP_RENDER_H
#define MARKUP_RENDER_H

#include "markup/markdown.h"
#include "markup/source.h"

struct cmark_node;

/* Fill DOC, in the arena, from the tree that cmark made of SRC.  Constant stack, however deep
 * the tree.  Returns 0, or -1 when the content has errors (reported). */
int	render_tree(struct diag *, struct arena *, const struct markdown_options *,
	    const struct source *src, struct cmark_node *root, struct markdown_doc *doc);

#endif
