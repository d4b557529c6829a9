/*
 * builder.h - whole builds in a process of their own, behind the preview.
 * Layer: cmd.
 *
 * Another process, not a thread: reading content is not for two threads at once (date.h), its memory
 * goes back when it ends, and it can give way to what somebody waits for.
 */
#ifndef CMD_BUILDER_H
#define CMD_BUILDER_H

#include <stdbool.h>

#include "base/diag.h"
#include "cmd/make.h"

struct builder;

/* Start the process; before the caller has any thread.  DIRS is borrowed.  NULL after reporting. */
struct builder *builder_start(struct diag *, const struct make_dirs *dirs);
/* Readable when builder_take() has something to read. */
int	builder_fd(const struct builder *);
/* Build; while it builds, once more when that is done. */
void	builder_build(struct builder *);
bool	builder_busy(const struct builder *);

enum builder_state {
	BUILDER_BUSY,	/* nothing new */
	BUILDER_DONE,	/* a build has ended well */
	BUILDER_FAILED,	/* a build has failed: SAID tells why */
	BUILDER_GONE	/* the process is no more */
};
/* Read what the process sent; SAID gets the messages of a build that ended, good or bad.  Begins the
 * next one when that was asked for. */
enum builder_state builder_take(struct builder *, struct diag *said);
/* End the process, in the middle of a build or not.  NULL is accepted. */
void	builder_stop(struct builder *);

#endif
