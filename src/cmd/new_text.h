/*
 * new_text.h - the text of a new content file: front matter with hints, and a body.
 * Layer: cmd.  Pure.
 */
#ifndef CMD_NEW_TEXT_H
#define CMD_NEW_TEXT_H

#include "base/buf.h"
#include "base/date.h"
#include "cmd/new_kind.h"

/* Append the file: every key of the schema, those without a value as comments with their help; reviewed
 * on SITE's today.  Without a "body" among the values the text says what belongs there. */
void	new_text(struct buf *out, const struct new_kind *, const struct new_values *,
	    const struct site *site, bool draft);
/* Append the file's name below the content root, from "path" or the title; nothing when neither
 * has a word. */
void	new_file(struct buf *out, const struct new_kind *, const struct new_values *);

#endif
