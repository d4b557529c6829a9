/*
 * mapping.h - rules that do not hold yet.
 * Layer: model.
 *
 * The rules that hold are site->rules (site.h).  One whose "since" is still to come is in no page and
 * no index; whoever wrote it wants to be told that it waits.
 */
#ifndef MODEL_MAPPING_H
#define MODEL_MAPPING_H

#include "base/arena.h"
#include "model/site.h"

struct later_rule {
	const char *code;	/* as written: "8517", "8501-8504", or the chapter's two digits */
	const char *center;	/* slug, as written */
	int64_t	since;		/* the first moment of its day in the site's time zone */
	struct loc loc;
};

/* The rules of live chapters whose day is still to come, by file and line.  The list lives in the
 * arena, the texts in SITE.  Returns their number. */
size_t	mapping_later(struct later_rule **out, struct arena *, const struct site *);

#endif
