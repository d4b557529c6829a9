/*
 * sample.h - two small sites made of nothing, to try templates on.
 * Layer: render.
 */
#ifndef RENDER_SAMPLE_H
#define RENDER_SAMPLE_H

#include <stdbool.h>

#include "base/arena.h"
#include "model/site.h"
#include "render/downloads.h"

/* A site in the arena.  RICH: each kind of page, with something in every value; else one
 * page of each kind that cannot do without, and nothing in any value that may be empty. */
const struct site *sample_site(struct arena *, bool rich);

/* Files to download; RICH or none. */
const struct downloads *sample_downloads(bool rich);

#endif
