/*
 * check_tidy.h - line ends and blanks that no reader sees.
 * Layer: cmd.  Pure.
 */
#ifndef CMD_CHECK_TIDY_H
#define CMD_CHECK_TIDY_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

/* What is untidy; 0: nothing of the kind.  Lines from 1. */
struct check_untidy {
	unsigned crlf;		/* lines that end in CR LF */
	unsigned blanks;	/* lines that end in blanks, but for Markdown's line break of two */
	unsigned first_blanks;	/* the first of them */
	unsigned last;		/* the last line, when it has no line end */
};

/* Append TEXT, tidy, to OUT (NULL: only count).  MARKDOWN: front matter and a body, else YAML. */
void	check_tidy(struct buf *out, struct check_untidy *, struct str text, bool markdown);
/* Do BEFORE and AFTER, Markdown files with front matter, or YAML, say the same? */
bool	check_tidy_same(struct str before, struct str after, bool markdown);

#endif
