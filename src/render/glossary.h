/*
 * glossary.h - links the first use of each glossary term in a page's prose to its entry.
 * Layer: render.  Pure.
 *
 * It works on the HTML that markup/ wrote, where every "<" begins a tag and every attribute is
 * quoted; what an author may write holds no tags of its own.  The model's text stays as it is,
 * so that the search never sees these links.
 */
#ifndef RENDER_GLOSSARY_H
#define RENDER_GLOSSARY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "model/site.h"

/* One way to say a term. */
struct glossary_form {
	struct str text;	/* escaped for HTML; folded unless EXACT */
	bool	exact;		/* an abbreviation: "DIS" is not "dis" */
	bool	one_word;
	size_t	term;		/* in site->terms */
};

struct glossary {
	const struct site *site;	/* borrowed */
	struct glossary_form *forms;	/* by first letter, then the longest first */
	size_t	n_forms;
	size_t	at[27];		/* where the forms of each letter begin; at[26]: their end */
};

/*
 * Read the terms of SITE.  Their other names (`also`) count when they have more than one word or
 * are abbreviations: "extension" alone is too common a word to be sure.  Names that begin with
 * no letter never match.  All in A; borrows from SITE.
 */
void	glossary_init(struct glossary *, struct arena *a, const struct site *site);

/* USED, a bool for each term: set for those that a page has linked already.  In A, all false. */
bool	*glossary_used(const struct glossary *, struct arena *a);

/*
 * HTML, with a link at the first use of each term that is not USED yet; sets USED.  A term
 * that HTML links by hand, wherever, counts as used from the start.  Left alone: what stands
 * in links, headings, code and captions; one word before a number ("section 301" is a name).
 * OWN is a term not to be linked, since HTML is its entry; NULL: none.  Copied into A when
 * anything changed, else HTML itself.
 */
struct str glossary_link(const struct glossary *, struct arena *a, bool *used, struct str html,
	    const struct term *own);

#endif
