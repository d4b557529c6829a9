/*
 * check_names.h - the names of a site, each typed into the search of that site.
 * Layer: cmd.
 */
#ifndef CMD_CHECK_NAMES_H
#define CMD_CHECK_NAMES_H

#include "base/diag.h"
#include "cmd/check_search.h"
#include "model/site.h"

/*
 * Make the index of SITE (from a site_load() that returned 0) in a temporary file and run
 * check_search() on it with every name.  0, or -1 after reporting; the file is gone either way.
 */
int check_names(struct check_search *out, struct diag *, const struct site *);

#endif
