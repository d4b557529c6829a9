/*
 * mustache.h - Mustache templates: parsed once, rendered many times.
 * Layer: view.
 *
 * The language is mustache(5) with its specification's optional modules for inheritance and
 * dynamic names, without lambdas:
 *
 *	{{! comment }}                      {{=<% %>=}}  other delimiters
 *	{{name}}  {{a.b}}  {{.}}            HTML-escaped; {{{name}}} and {{&name}} as it is
 *	{{#name}}...{{/name}}               for each item, or once when true
 *	{{^name}}...{{/name}}               when false, see value_true()
 *	{{>partial}}  {{>*name}}            another template of the set; named by a value
 *	{{<parent}}{{$block}}...{{/block}}{{/parent}}   that template with its blocks replaced
 *	{{$block}}default{{/block}}         a block that others may replace
 *
 * What the specification leaves open:
 *	- A line is standalone when it holds one such tag and white space, or one whole parent.
 *	- The indentation of a standalone partial is put before each line of it but blank ones.
 *	  Block contents lose the indentation that their lines share and get that of the place
 *	  where they land.
 *	- A block is replaced by the outermost template that has a content for it.  The content
 *	  sees the values at the place where it lands, and only those replacements that its own
 *	  template was given: a block inside it is never replaced by itself.
 *	- "" is false; true and false are written as words; lists and maps are not written.
 */
#ifndef VIEW_MUSTACHE_H
#define VIEW_MUSTACHE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/str.h"
#include "view/value.h"

/* Bounds on one render, since a few nested sections over one list can ask for the age of the
 * universe: bytes written, and tags, items and contexts looked at. */
#define MUSTACHE_MAX_OUTPUT	16777216u	/* 16 MiB: a page is a hundredth of it */
#define MUSTACHE_MAX_STEPS	4000000u		/* 10,000 table rows use a tenth */

struct mustache_template;

/* Named templates.  One thread fills the set; then any number of threads may render. */
struct mustache_set {
	struct arena *arena;	/* borrowed: holds the parsed templates */
	struct mustache_template **templates;	/* N of them, sorted by name */
	size_t	n, cap;
};

/* An empty set whose templates live in the arena. */
void	mustache_set_init(struct mustache_set *, struct arena *);

/*
 * Parse TEXT and add it under NAME, the name that {{>name}} uses.  FILE is for messages.  All
 * three are copied.  Every mistake is reported at its place in FILE (after 20 it stops): tags
 * and sections that are not closed (where they were opened), closing tags that match nothing,
 * bad names and delimiters, more than LIMIT_TEMPLATE_DEPTH sections in each other, more than
 * LIMIT_TEMPLATE_FILE bytes, a name that the set has already.  What stands between {{<parent}}
 * and its blocks is never shown and is warned about.  A template with errors is known to the
 * set but will not render.  Returns 0 or -1.
 */
int	mustache_add(struct diag *, struct mustache_set *, const char *name, const char *file,
	    struct str text);

bool	mustache_has(const struct mustache_set *, const char *name);

/*
 * Report each {{>partial}} and {{<parent}} of the set that names no template of the set, and
 * each block content given to a parent that has no such block, wherever names are not dynamic.
 * Call it when all templates are added.  Returns 0 or -1.
 */
int	mustache_check(struct diag *, const struct mustache_set *);

/*
 * MUSTACHE_STRICT: a variable, section, partial or parent that nothing provides is an error,
 * and so is a list or map where text is wanted.  A key that is there with null, false or "" is
 * provided, and so is every name below null or false ("a.b" when a is null).  Without the flag
 * nothing is shown for these, as the specification has it.
 *
 * MUSTACHE_KNOWN: what mustache_add() and mustache_check() find was reported: templates with errors
 * and names of templates that are not there still make it fail, but nothing is said of them again.
 */
enum mustache_flags { MUSTACHE_STRICT = 1, MUSTACHE_KNOWN = 2 };

/*
 * Append template NAME filled with ROOT (NULL: null) to OUT.  Errors, located in the template:
 * what MUSTACHE_STRICT finds (up to 20, then it stops); partials and parents more than
 * LIMIT_TEMPLATE_DEPTH deep; the bounds above.  After an error OUT is as it was.  Neither the
 * set nor the values are changed; only OUT grows.  Returns 0 or -1.
 */
int	mustache_render(struct diag *, const struct mustache_set *, const char *name,
	    const struct value *root, struct buf *out, unsigned flags);

#endif
