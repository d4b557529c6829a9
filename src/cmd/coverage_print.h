/*
 * coverage_print.h - the coverage of the content in text, as JSON and as a page.
 * Layer: cmd.
 */
#ifndef CMD_COVERAGE_PRINT_H
#define CMD_COVERAGE_PRINT_H

#include "base/buf.h"
#include "cmd/coverage.h"

/* Append shares with bars, the tables of check_coverage_text(), and the lists. */
void coverage_text(struct buf *out, const struct coverage *);

/* Append one object: "coverage" as check_coverage_json() writes it, and a key for each list. */
void coverage_json(struct buf *out, const struct coverage *);

/*
 * Append a whole HTML page.  CSS is the address of the release's style sheet, for a page of the site
 * (a preview's /_coverage/): it has no inline style and no script, and links are paths.  NULL: a file
 * that stands alone, with a few styles in its head and whole addresses.
 */
void coverage_html(struct buf *out, const struct coverage *, const char *css);

/* A share of a whole that should be all of it. */
struct coverage_share {
	const char *title;
	size_t some, of;
};

enum { COVERAGE_SHARES = 6 + JUDGE_SPANISH };

/* The shares that sum up C, as many as are known: without an index the questions are not;
 * those of Spanish for a site that is in Spanish. */
size_t coverage_shares(struct coverage_share out[COVERAGE_SHARES], const struct coverage *c);
/* "8712, 8715": append the codes of rule R, dotted as people write them. */
void coverage_codes(struct buf *out, const struct rule *r);
/* "nobody named" for a page without an owner. */
const char *coverage_owner(const struct page *);

#endif
