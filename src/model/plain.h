/*
 * plain.h - a description with markup and entities as plain text.
 * Layer: model.  Pure.
 */
#ifndef MODEL_PLAIN_H
#define MODEL_PLAIN_H

#include "base/buf.h"
#include "base/str.h"

/*
 * Append TEXT (UTF-8) to OUT without its HTML tags (<i>, <sup>, <br>, ...) and with its entities
 * (named and numbered) as the characters that they stand for; white space of every kind, control
 * bytes and characters of no width become single spaces or nothing, none at the ends.  A "<" that
 * begins no tag and an entity that is not known stay as they are.
 */
void	plain_add(struct buf *out, struct str text);

#endif
