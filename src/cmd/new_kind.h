/*
 * new_kind.h - the kinds of content that `cee new` writes, and the values it was given.
 * Layer: cmd.
 */
#ifndef CMD_NEW_KIND_H
#define CMD_NEW_KIND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "model/schema.h"
#include "model/site.h"

#define NEW_KEYS 4 /* of a kind's lists below, the last NULL */

struct new_kind {
	const char *name;		/* as typed: "faq" */
	enum page_type type;
	const char *dir;		/* below the content root */
	const struct schema_key *keys;
	const char *title_key;		/* the key of a lone argument; names the file */
	const char *lead;		/* first comment of the file: what it is, where to read on */
	const char *same[NEW_KEYS];	/* keys whose texts no two files share */
	const char *ask[NEW_KEYS];	/* optional keys that are worth asking for */
	const char *body;		/* what to write below the front matter */
};

extern const struct new_kind new_kinds[];	/* ends with a NULL name */

/* The kind of that name; NULL after reporting, with a suggestion. */
const struct new_kind *new_kind_find(struct diag *, const char *name);

/* Values in the order given; a key stands as often as it has items. */
struct new_value {
	const char *key, *text;
};

struct new_values {
	struct arena *arena;	/* borrowed */
	struct new_value *v;
	size_t	n, cap;
};

/* Keys of no front matter: the text, the file's name, and a chapter's first heading with its names. */
extern const struct schema_key new_extra[];

/* The key NAME of the kind, of new_extra or of every page; NULL: there is none. */
const struct schema_key *new_key(const struct new_kind *, const char *name);
/* Is it a list of short words, so that one text may hold several between commas or spaces? */
bool	new_splits(const struct schema_key *);
/* The first value of KEY, or NULL. */
const char *new_get(const struct new_values *, const char *key);
/* A choice of a pinned answer, from "Hair accessories | 9615": a heading, a Center, a path, else a
 * query; TO is "" when there is nothing after the bar. */
struct new_choice {
	const char *label, *key, *to;
};
struct new_choice new_choice(struct arena *, const struct site *, const char *text);
/* Check TEXT as a value of KEY in SITE and add it, split where new_splits().  -1 after reporting: it
 * is empty, names nothing that is there, or a lone value is given twice. */
int	new_add(struct diag *, struct new_values *, const struct new_kind *, const struct site *,
	    const struct schema_key *, const char *text);

#endif
