/*
 * move.h - what moving a content file changes in it and in the files that link to it.
 * Layer: model.  Nothing is written here.
 */
#ifndef MODEL_MOVE_H
#define MODEL_MOVE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "model/site.h"

struct move_edit {
	const char *file;	/* as messages name it: "content/faqs/x.md" */
	const char *to;		/* where it goes, likewise; NULL: it stays */
	struct str before, after;	/* its whole text */
	size_t	links;		/* destinations changed in it */
};

struct move {
	const char *from, *to;	/* the file and where it goes, as messages name them */
	const char *from_url, *to_url;	/* "" when such files have no page */
	bool	redirect;	/* the file says redirect_from for its old address */
	struct move_edit *v;	/* N of them; the first is the moved file's own, changed or not, and
				 * after it those of its translations, which go with it */
	size_t	n;
};

/*
 * Plan to move the content file OLD to NEW.  Both are paths, with or without the content root, or
 * addresses of the site; NEW may leave out the folder and ".md".  OLD is the English file; its translations go
 * with it.  A page that readers may have seen gets redirect_from with its old addresses; one that moves back loses
 * them.  Refused, reported: a file
 * that is not there, a NEW that is, another kind of content, Centers and chapters (their file names
 * are names that rules use).  Everything in the arena.  Returns 0 or -1.
 */
int	move_plan(struct diag *, struct arena *, const struct site *, const char *old,
	    const char *new, struct move *out);

#endif
