/*
 * front.h - YAML front matter to a tree of located nodes.
 * Layer: model.  front.c alone includes <yaml.h>, and alone converts libyaml's positions (from 0, in
 * characters) into ours (lines and byte columns from 1).
 *
 * A strict subset: scalars are text ("08" and 08 are the same), no aliases, anchors, tags or second
 * documents, no key twice in one mapping; bounded in size and depth (base/limits.h).
 */
#ifndef MODEL_FRONT_H
#define MODEL_FRONT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

enum front_kind { FRONT_SCALAR, FRONT_LIST, FRONT_MAP };

struct front;

struct front_pair {
	struct str key;
	struct loc key_loc;
	struct front *value;
};

/* One node; lives in the arena given to front_parse, its loc.file in the caller's storage. */
struct front {
	enum front_kind kind;
	struct loc loc;			/* of its first byte */
	struct str text;		/* FRONT_SCALAR: ends in NUL */
	struct front **items;		/* FRONT_LIST */
	struct front_pair *pairs;	/* FRONT_MAP, in the order written */
	size_t	n;			/* items or pairs */
	size_t	n_aside;		/* items after these that schema_prune() put aside */
};

/*
 * Cut a Markdown file into front matter and body.  The file must begin with a line "---"; the front
 * matter ends at the next such line.  *YAML begins on line 2; *BODY_LINE is the line on which *BODY
 * begins.  Both borrow from TEXT.  Returns -1, reported, when the fence is missing or not closed, with
 * yaml->p NULL; and when a byte order mark stands before it, with all of them set.
 */
int	front_split(struct diag *, const char *file, struct str text, struct str *yaml,
	    struct str *body, unsigned *body_line);

/* Parse YAML whose first line is FIRST_LINE of FILE into a mapping; NULL after reporting.  Empty
 * YAML gives an empty mapping.  FILE must outlive the tree.  A value of one line with a colon in it
 * ("title: Fees: what to pay"), which is no YAML, is read as it is meant, with a warning. */
struct front *front_parse(struct diag *, struct arena *, const char *file, unsigned first_line,
	    struct str yaml);

/* The value of KEY in a mapping, or NULL. */
const struct front *front_get(const struct front *, const char *key);
/* The text of the scalar at KEY; NULL when it is absent or no scalar. */
const char *front_text(const struct front *, const char *key);

#endif
