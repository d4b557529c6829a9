/*
 * mustache_tree.h - parsed templates, shared by the mustache_*.c files and nobody else.
 * Layer: view.
 */
#ifndef VIEW_MUSTACHE_TREE_H
#define VIEW_MUSTACHE_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "view/mustache.h"

enum mustache_kind {
	MUSTACHE_TEXT,		/* bytes within one line, its newline included */
	MUSTACHE_INDENT,	/* a line begins: write the indentation in force, then ws */
	MUSTACHE_VALUE,
	MUSTACHE_SECTION,
	MUSTACHE_INVERTED,
	MUSTACHE_PARTIAL,
	MUSTACHE_PARENT,	/* its children are the BLOCKs that replace */
	MUSTACHE_BLOCK,		/* its children are the default, or the replacement */
};

struct mustache_node {
	enum mustache_kind kind;
	bool	raw;		/* VALUE: not escaped */
	bool	dynamic;	/* PARTIAL, PARENT: path leads to the name */
	bool	alone;		/* PARTIAL, PARENT: standalone.  BLOCK: first on its line */
	bool	fresh;		/* BLOCK: the body begins on a line of its own */
	unsigned line, col;	/* of the opening delimiter */
	struct str text;	/* TEXT: the bytes; others: the name without "*" */
	struct str ws;		/* INDENT: white space of the line; when alone: indentation */
	const struct str *path;	/* VALUE, sections, dynamic: the name's parts, none for "." */
	size_t	parts;
	struct mustache_node *first;	/* children */
	struct mustache_node *next;	/* sibling */
};

struct mustache_template {
	const char *name, *file;
	struct mustache_node *first;
	bool	broken;		/* had errors: not for rendering */
};

struct mustache_delims {
	struct str open, close;
};

/* One tag, as it stands in the text. */
struct mustache_tag {
	char	sigil;		/* one of "#^/><$!=&{", or 0: a variable */
	bool	dynamic;	/* "*" stood before the name */
	struct str name;	/* white space around it removed; empty in comments */
	struct mustache_delims delims;	/* sigil '=': the new ones */
	size_t	end;		/* offset after the tag; after an error: where to go on */
};

/* Arguments for "%.*s": names in messages are cut where they stop being names. */
#define MUSTACHE_SHOW(s) (int)((s).n < 60 ? (s).n : 60), (s).p

/* Read the tag whose opening delimiter stands at SRC[AT].  Returns 0 or -1. */
int	mustache_tag(struct diag *, struct loc, struct str src, size_t at,
	    const struct mustache_delims *, struct mustache_tag *out);
/* Cut a dotted name at its dots into *PARTS strings in the arena; "." gives none. */
const struct str *mustache_path(struct arena *, struct str name, size_t *parts);
/* Parse TEXT, which lives as long as the arena, into t->first.  Returns 0 or -1. */
int	mustache_parse(struct diag *, struct arena *, struct mustache_template *t,
	    struct str text);
/* The white space that all lines of FIRST and its siblings begin with; false: no lines. */
bool	mustache_shared_indent(const struct mustache_node *first, struct str *ws);
/* Take WIDTH bytes off the white space that each of those lines begins with. */
void	mustache_dedent(struct mustache_node *first, size_t width);

/* Number of template NAME in the set, or set->n. */
size_t	mustache_index(const struct mustache_set *, struct str name);
/* Report at LOC that the set has no template NAME, for which MORE other places ask, with the nearest
 * name; returns -1. */
int	mustache_unknown(struct diag *, struct loc, const struct mustache_set *,
	    struct str name, size_t more);
struct loc mustache_loc(const struct mustache_template *, const struct mustache_node *);

#endif
