/*
 * live.h - what a page needs to follow the site while its author works on it.
 * Layer: net.  Pure.
 *
 * A page carries the generation it was served in.  Its script listens to
 * LIVE_EVENTS?g=GENERATION with EventSource while the page is visible, and is told at once if the
 * generation is over already.  At "reload" it reloads, keeping the scroll position.  At "notice"
 * it asks for LIVE_STRIP?p=PATH: one element with the id "live-strip", as it stands in the page,
 * whose descendants with data-live-part are exchanged where they differ.  Attributes of the strip:
 *
 *	data-live-build		the build that search and files come from
 *	data-live-late		this page comes from it: reload when the build is another, not before
 *
 * Escape closes every <details data-live-closes> of the strip; it stays closed until it says
 * something else.
 */
#ifndef NET_LIVE_H
#define NET_LIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

#define LIVE_SCRIPT "/_live/live.js"
#define LIVE_EVENTS "/_live/events"
#define LIVE_STRIP "/_live/strip"
#define LIVE_STYLE "/_live/live.css"

/* The script, a file of its own because our Content-Security-Policy allows no other. */
struct str live_script(void);
/* Put STRIP (may be empty) and the script's element before the last "</body>" of HTML, or at its end. */
void	live_inject(struct buf *html, struct str strip, uint64_t generation);
/* Append the event that announces GENERATION, as text/event-stream wants it: "reload", or "notice"
 * when pages stay as they are. */
void	live_event(struct buf *out, uint64_t generation, bool reload);

#endif
