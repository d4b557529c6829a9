/*
 * make_say.h - what a build did, in plain words and as JSON.
 * Layer: cmd.
 */
#ifndef CMD_MAKE_SAY_H
#define CMD_MAKE_SAY_H

#include "base/buf.h"
#include "cmd/diff_index.h"
#include "render/build.h"

/* Pages, what is held back and until when, and how EFFECTS (NULL: none known) changed. */
void	make_say_text(struct buf *out, const struct build_report *, const struct diff_index *effects);
void	make_say_json(struct buf *out, const struct build_report *, const struct diff_index *effects);
/* What the new index is to the one of the release that was current, both below OUT: true when both
 * are there. */
bool	make_say_effects(struct diff_index *, struct arena *, const char *out,
	    const struct build_report *);

#endif
