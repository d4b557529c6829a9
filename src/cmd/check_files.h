/*
 * check_files.h - the texts of the files that messages are about.
 * Layer: cmd.
 *
 * Each file is read once, when it is asked for.  All lives in the arena given to check_files_init().
 */
#ifndef CMD_CHECK_FILES_H
#define CMD_CHECK_FILES_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/str.h"

struct check_file {
	const char *path;
	struct str text;	/* p is NULL when the file cannot be read */
};

struct check_files {
	struct arena *arena;
	struct check_file *v;	/* N of them, in the order asked for */
	size_t	n, cap, last;	/* LAST: where the latest was found */
};

void	check_files_init(struct check_files *, struct arena *);
/* The bytes of the file at PATH; p is NULL when it cannot be read. */
struct str check_files_text(struct check_files *, const char *path);
/* The line that LOC is on, without its end; p is NULL when there is none. */
struct str check_files_line(struct check_files *, struct loc);

/*
 * Append the line of LOC as " 12 | text" and below it a caret under the column, both with a line
 * end; nothing when LOC has no line, or the line cannot be shown.  Long lines are cut around the
 * place.
 */
void	check_excerpt(struct buf *out, struct check_files *, struct loc);

#endif
