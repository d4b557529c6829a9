/*
 * inline.h - text, code, emphasis, links and images.
 * Layer: markup, private.
 */
#ifndef MARKUP_INLINE_H
#define MARKUP_INLINE_H

#include "markup/walk.h"

/* Write w->node, inline content, before (w->enter) or after its children. */
void	inline_visit(struct walk *w);

#endif
