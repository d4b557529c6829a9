/*
 * new_same.h - is what somebody wants to write there already?
 * Layer: cmd.
 */
#ifndef CMD_NEW_SAME_H
#define CMD_NEW_SAME_H

#include "cmd/new_kind.h"

/*
 * Report every file of SITE, draft or not, that says with one of the kind's `same` keys what VALUES
 * say: the same words in any order, case and number, little words left out; and, for a chapter, a
 * heading that another chapter has.  0: none.
 */
int	new_same(struct diag *, const struct new_kind *, const struct new_values *,
	    const struct site *);

#endif
