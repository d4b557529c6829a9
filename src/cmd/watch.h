/*
 * watch.h - tell when files below some directories change.
 * Layer: cmd.
 */
#ifndef CMD_WATCH_H
#define CMD_WATCH_H

#include <stdbool.h>

#include "base/diag.h"

struct watch;

/* Watch N directories and all below them.  NULL after reporting. */
struct watch *watch_open(struct diag *, const char *const *dirs, unsigned n);
void	watch_close(struct watch *);	/* NULL is accepted */
/* Wait until something changed and 50 ms have passed without another change (true), or until a signal
 * interrupts (false). */
bool	watch_wait(struct watch *);

#endif
