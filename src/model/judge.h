/*
 * judge.h - what a careful editor would remark on in content that is not wrong: warnings.
 * Layer: model.  No clock; of files only the names of images are read.
 *
 * site_load() reports what is wrong.  What is judged here loads and builds, yet somebody should
 * look: names that two Centers share, headings that nobody will find, reviews that are overdue.
 */
#ifndef MODEL_JUDGE_H
#define MODEL_JUDGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "model/site.h"

#define JUDGE_NAMES_MIN 8 /* names under which a heading counts as hard to find */
#define JUDGE_REVIEW_DAYS 400 /* a year and a month: yearly rounds may slip a little */
#define JUDGE_DESCRIPTION_MIN 50 /* characters of a page's description: shorter says little, */
#define JUDGE_DESCRIPTION_MAX 160 /* longer is cut in lists of results */

/*
 * Warn of everything in SITE that is worth a second look, at the line where it stands; what is
 * fine is not mentioned.  SITE comes from site_load(); SOUND: it returned 0.  If not, names are not
 * held against each other, since what would settle them may be missing.  Only what is live is judged,
 * as of the site's day; notes say what is held back.  Cannot fail; the order of messages is left to
 * diag_sort().
 */
void judge_site(struct diag *, const struct site *, bool sound);

enum judge_row_kind { JUDGE_CHAPTER, JUDGE_CENTER, JUDGE_ALL };

/* How much is written about one chapter, one Center, or everything. */
struct judge_row {
	enum judge_row_kind kind;
	const char *key; /* "61", a Center's slug, "all" */
	const char *title;
	size_t headings;
	size_t names; /* of every kind but Spanish */
	size_t spanish; /* Spanish names */
	size_t with_spanish; /* headings that have some */
	size_t with_prose; /* headings that say what decides them */
	size_t with_not_here; /* headings that say what is not theirs */
	size_t faqs; /* that name the Center; in all: every one; chapters: 0 */
	struct date reviewed; /* the oldest of the pages concerned; year 0: there is none */
};

struct judge_rows {
	struct judge_row *v; /* chapters by number, Centers by number, then all */
	size_t n;
};

/*
 * Count what SITE (from a site_load() that returned 0) holds.  A heading counts for the Center of
 * its own rule; a name for that of the line it stands under, so that Centers add up to all.  Rows
 * live in the arena, their texts in SITE.
 */
void judge_coverage(struct judge_rows *out, struct arena *, const struct site *);

/* How much of what can be in Spanish is. */
struct judge_share {
	const char *what; /* "questions", for people and as a key in JSON */
	const char *title; /* "Questions in Spanish" */
	size_t some, of;
};

enum { JUDGE_SPANISH = 5 };

/* Count what is live in SITE; nothing is wrong with the rest, it is shown in English.  Returns how many
 * shares: JUDGE_SPANISH, or 0 for a site that has no translations at all. */
size_t judge_translated(struct judge_share out[JUDGE_SPANISH], const struct site *);

#endif
