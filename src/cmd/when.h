/*
 * when.h - points in time as editors read them: in words, by the site's own clocks.
 * Layer: cmd.
 */
#ifndef CMD_WHEN_H
#define CMD_WHEN_H

#include <stdint.h>

#include "base/buf.h"

/* Append "December 1, 2026, 09:00 (New York time)" for T in ZONE, an IANA name; NULL: UTC. */
void	when_words(struct buf *out, int64_t t, const char *zone);

#endif
