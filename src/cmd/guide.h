/*
 * guide.h - the editor's manual, content/README.md, compiled in: one text for a browser and a terminal.
 * Layer: cmd.
 *
 * A task is a part that begins "## Title"; its name is the title's slug, "add-a-name", the same as the
 * anchor that a browser shows.
 */
#ifndef CMD_GUIDE_H
#define CMD_GUIDE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

struct guide_task {
	const char *name;	/* in the arena */
	struct str title;	/* borrowed, as is the text: both last as long as the program */
	struct str text;	/* from the line after the title to the next one */
};

/* The tasks in their order; their number in *N. */
struct guide_task *guide_tasks(struct arena *, size_t *n);

/* The whole manual, Markdown; lasts as long as the program. */
struct str guide_all(void);

/* The task that says how what stands in FILE is done: "add-a-question" for a file of faqs/.  For
 * chapters FRONT tells their facts from their names.  NULL: none is about such files. */
const char *guide_task_of(struct str file, bool front);

/* Append a task for a terminal: its title, and its text as it is but for the fences of examples, whose
 * lines are set in by four columns, below the name of the file that they belong to. */
void	guide_text(struct buf *out, const struct guide_task *);

#endif
