/*
 * check_fix.h - mistakes that have one mend only, mended: cee check --fix.
 * Layer: cmd.
 *
 * A mend never changes what a file says: it is what the message proposes, or white space that no
 * reader sees (the HTML of the text is the same before and after, or the mend is not made).
 */
#ifndef CMD_CHECK_FIX_H
#define CMD_CHECK_FIX_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "cmd/check_files.h"

/* Bytes COL to END (the first that stays) of LINE, columns from 1, become TEXT. */
struct check_edit {
	unsigned line, col, end;
	const char *text;	/* in the arena */
};

/* The edit that mends what M says; false when there is none that is sure. */
bool	check_edit(struct check_edit *, struct arena *, struct check_files *,
	    const struct diag_msg *);

/* A file that is to be changed. */
struct check_change {
	const char *path;
	struct str before, after;
	size_t	mends;
};

struct check_changes {
	struct check_change *v;	/* N of them, by path */
	size_t	n, cap, mends;
};

/* What mending every message of D, and tidying the files below CONTENT, would change. */
void	check_fix_plan(struct check_changes *, struct arena *, struct check_files *,
	    const struct diag *d, const char *content);
/* Append it as a unified diff. */
void	check_fix_diff(struct buf *out, const struct check_changes *);
/* Write the files, AFTER or as they were before.  0, or -1 with what failed reported. */
int	check_fix_write(struct diag *, const struct check_changes *, bool after);

/* Note each file below CONTENT with white space that check_fix_plan() would tidy. */
void	check_tidy_notes(struct diag *, struct arena *, struct check_files *, const char *content);

#endif
