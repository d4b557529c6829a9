/*
 * metrics.h - what a server counts, as Prometheus reads it.
 * Layer: net.
 *
 * Numbers only: nothing of a request but its status and its time is kept.  Counting is free of locks and may
 * happen in any thread.
 */
#ifndef NET_METRICS_H
#define NET_METRICS_H

#include <stdint.h>

#include "base/buf.h"

struct metrics;

struct metrics *metrics_new(void);	/* never NULL */
void	metrics_free(struct metrics *);	/* NULL is accepted */

/* The counters below accept NULL, and count nothing then. */

/* A request was answered with STATUS (100 to 599; others count as 500) in NS nanoseconds. */
void	metrics_answered(struct metrics *, int status, int64_t ns);
/* A request was refused with STATUS before the handler saw it: not sound, or over a limit. */
void	metrics_refused(struct metrics *, int status);
/* A peer was cut off: it broke the protocol or was too slow. */
void	metrics_cut(struct metrics *);

/* Append everything in Prometheus' text format, version 0.0.4. */
void	metrics_write(const struct metrics *, struct buf *out);
/* Append one metric more, with its HELP and TYPE ("counter" or "gauge") lines. */
void	metrics_add(struct buf *out, const char *name, const char *type, const char *help,
	    int64_t value);

#endif
