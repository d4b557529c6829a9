/*
 * live.h - what a page needs to reload itself when the site was built anew.
 * Layer: net.  Pure.
 *
 * A page carries the generation it was served in.  Its script listens to
 * LIVE_EVENTS?g=GENERATION with EventSource while the page is visible and reloads, keeping the
 * scroll position, when an event "reload" comes; at once, if the generation is over already.
 */
#ifndef NET_LIVE_H
#define NET_LIVE_H

#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

#define LIVE_SCRIPT "/_live/live.js"
#define LIVE_EVENTS "/_live/events"

/* The script, a file of its own because our Content-Security-Policy allows no other. */
struct str live_script(void);
/* Put the script's element before the last "</body>" of HTML, or at its end. */
void	live_inject(struct buf *html, uint64_t generation);
/* Append the event that announces GENERATION, as text/event-stream wants it. */
void	live_event(struct buf *out, uint64_t generation);

#endif
