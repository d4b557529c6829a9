/*
 * lines.h - the imported edition of the tariff schedule to search.db.
 * Layer: index.
 */
#ifndef INDEX_LINES_H
#define INDEX_LINES_H

#include "base/diag.h"
#include "db/db.h"
#include "index/vocabulary.h"
#include "model/site.h"
#include "words/terms.h"

/*
 * Write meta hts_edition, table `line` and the full text `fts_line` (by the numbers that headings have
 * in table `heading`), and count the words into the vocabulary.  Without an imported edition
 * nothing is written.  0, or -1 after reporting.
 */
int	lines_write(struct diag *, struct db *, const struct site *, struct words *,
	    struct vocabulary *);

#endif
