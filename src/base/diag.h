/*
 * diag.h - located messages: collected while a build runs, shown once, sorted by file.
 * Layer: base.
 *
 * A message is one line, lower case, no full stop: what is wrong and what was expected.  Functions
 * that take a diag and return int return 0, or -1 when they have already reported the failure.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"

struct loc {
	const char *file;	/* as the user would type it; NULL: no file */
	unsigned line, col;	/* from 1, columns in bytes; 0: the whole file or line */
};

enum diag_level { DIAG_ERROR, DIAG_WARNING, DIAG_NOTE };

struct diag_msg {
	struct loc loc;		/* file name copied into the diag */
	enum diag_level level;
	size_t	seq;		/* order of arrival, the last sort key */
	const char *text;
};

struct diag {
	struct arena arena;	/* holds the texts */
	struct diag_msg *msgs;	/* N of them, in order of arrival until diag_sort */
	size_t	n, cap;
	size_t	errors, warnings;
};

void	diag_init(struct diag *);
void	diag_free(struct diag *);
/* Record an error; returns -1, so that "return diag_error(...)" is the idiom. */
int	diag_error(struct diag *, struct loc, const char *, ...)
	    __attribute__((format(printf, 3, 4)));
void	diag_warn(struct diag *, struct loc, const char *, ...)
	    __attribute__((format(printf, 3, 4)));
void	diag_note(struct diag *, struct loc, const char *, ...)
	    __attribute__((format(printf, 3, 4)));
/* Record TEXT, one line, as it is: a message of another diag. */
void	diag_add(struct diag *, enum diag_level, struct loc, const char *text);
/* Sort by file, line, column, arrival, and drop exact repeats. */
void	diag_sort(struct diag *);
/* Sort, then print each as "file:line:col: error: text". */
void	diag_print(struct diag *, FILE *);
/* "error", "warning" or "note". */
const char *diag_level_name(enum diag_level);

#endif
