/*
 * desk.h - the editor's desk: the site in memory as its author sees it, for the preview server.
 * Layer: cmd.
 *
 * One thread (the owner) loads; those of the server ask.  What is asked for is answered from one
 * state of the content, whole: a load makes another beside it and then changes over.  Pages come from
 * memory; search, the API, /data/ and feeds come from the last whole build, which follows behind.
 */
#ifndef CMD_DESK_H
#define CMD_DESK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/msg.h"
#include "cmd/make.h"

struct desk;

/* DIRS is borrowed. */
struct desk *desk_open(const struct make_dirs *dirs);
void	desk_close(struct desk *);	/* NULL is accepted */

/*
 * For the owner.  Read the content again, and with LOOK templates and assets.  Returns 0: pages are
 * new; -1: there are mistakes, pages are as they were.  SAID, for the owner to print, gets everything.
 */
int	desk_load(struct desk *, struct diag *said, bool look);
/* After a good load: find what is worth a second look, which takes its time. */
void	desk_judge(struct desk *);
/* The whole build that must follow a good load has ended, and SAID is what it had to say; MORE: another
 * has begun meanwhile. */
void	desk_built(struct desk *, bool good, bool more, const struct diag *said);
/* Seconds until something that is held back now will not be, or the other way round; -1: never. */
int64_t	desk_due_s(const struct desk *);

/* For the server's threads: http_options' dynamic() and strip(). */
bool	desk_owns(void *desk, struct str method, struct str path);
void	desk_strip(void *desk, struct buf *out, struct str path);
struct str desk_style(void);

/* The handler of net/: SHARED is the desk. */
extern const struct msg_handler desk_handler;

#endif
