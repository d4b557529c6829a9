/*
 * new_translation.h - the file beside an English one that its words in Spanish go into.
 * Layer: cmd.
 */
#ifndef CMD_NEW_TRANSLATION_H
#define CMD_NEW_TRANSLATION_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "model/site.h"

/*
 * Append the translation of the content file PATH (with or without the content root, or an address of SITE):
 * each key that has words, the English in a comment above it, empty where it must be filled in, and the English
 * text in comments.  The site does not load with the file as it is: nobody sees half of a page.
 * Returns the new file's name, in the arena, or NULL after reporting: there is no such file, its kind has no
 * translations, or it has one.
 */
const char *new_translation(struct diag *, struct arena *, struct buf *text, const struct site *,
	    const char *path);

#endif
