/*
 * schema.h - which keys a front matter may have, and what their values must be.
 * Layer: model.
 *
 * One table per kind of file.  The same tables drive the checks and the manual.  After
 * schema_check() has returned 0, front_get() on a key gives a value of the table's type or NULL.
 */
#ifndef MODEL_SCHEMA_H
#define MODEL_SCHEMA_H

#include <stdbool.h>

#include "base/diag.h"
#include "model/front.h"

enum schema_type {
	SCHEMA_TEXT,		/* one line, not empty */
	SCHEMA_DATE,		/* 2013, 2013-06 or 2013-06-03 */
	SCHEMA_DAY,		/* 2013-06-03 */
	SCHEMA_TIME,		/* a day, optionally with a time of day */
	SCHEMA_BOOL,		/* true or false */
	SCHEMA_INT,		/* 0 to 9999 */
	SCHEMA_URL,		/* http:// or https:// */
	SCHEMA_EMAIL,
	SCHEMA_SLUG,		/* lower-case words joined by "-" */
	SCHEMA_PATH,		/* a root-relative URL path */
	SCHEMA_CHAPTER,		/* two digits */
	SCHEMA_HEADING,		/* four digits */
	SCHEMA_CODE,		/* 4, 6 or 8 digits, dots allowed, or two of them joined by "-" */
	SCHEMA_ENUM,		/* one of `choices` */
	SCHEMA_MAP,		/* a mapping with `keys` */
	SCHEMA__MAX
};

struct schema_key {
	const char *name;		/* NULL ends the table */
	enum schema_type type;		/* of the value, or of each item of a list */
	bool	required;
	bool	aside;			/* with `required`: nothing else in the file depends on it, so that
					 * without it the rest can still be checked */
	bool	list;			/* a list of such values */
	bool	scalar_too;		/* with `list`: one value may stand alone; with SCHEMA_MAP: a
					 * line of text may stand for the mapping */
	const char *const *choices;	/* SCHEMA_ENUM: ends in NULL */
	const struct schema_key *keys;	/* SCHEMA_MAP */
	const char *help;		/* one line for the person who fills it in */
};

/* Report every unknown, missing or ill-typed key of MAP (with a suggestion where one is near), by
 * the tables KEYS and, when not NULL, COMMON.  A missing key that a misspelt one was meant to be is
 * not reported beside it.  0 when there was none. */
int	schema_check(struct diag *, const struct front *map, const struct schema_key *keys,
	    const struct schema_key *common);

/*
 * Take out of MAP, which schema_check() has reported, whatever is wrong: pairs, and items of lists,
 * which stay behind the others (n_aside): what they refer to can still be checked.
 * Is what is left as the tables want it, so that the rest of its file can be checked?
 */
bool	schema_prune(struct front *map, const struct schema_key *keys,
	    const struct schema_key *common);

/* The tables. */
extern const struct schema_key schema_common[];
extern const struct schema_key schema_center[], schema_scope[], schema_faq[], schema_page[],
	   schema_term[], schema_answer[], schema_change[], schema_site[], schema_source[];
/* Of translations, which share no key with all others. */
extern const struct schema_key schema_center_words[], schema_faq_words[], schema_page_words[],
	   schema_answer_words[];

#endif
