/*
 * published.h - every address that readers were ever given, so that none of them dies unseen.
 * Layer: render.
 *
 * OUT/published has one path a line, sorted.  It is only ever added to, when a release becomes the
 * current one.  Not in it: pages of the A to Z, which come and go with the names.
 */
#ifndef RENDER_PUBLISHED_H
#define RENDER_PUBLISHED_H

#include <stdbool.h>

#include "base/diag.h"
#include "model/site.h"
#include "render/manifest.h"

/*
 * Report each address in OUT/published that would lead nowhere: no file is made for it (MADE tells,
 * by its path below the release), no content file that is held back has it, had it before
 * (redirect_from) or is the chapter of its heading, and `gone` in site.yml does not give it up.  Also an entry of `gone` that has a page.  Returns 0 or -1.
 */
int	published_check(struct diag *, const char *out, const struct site *,
	    bool (*made)(void *ctx, const char *file), void *ctx);

/* Add the pages of a release that becomes the current one, under the lock.  Returns 0 or -1. */
int	published_record(struct diag *, const char *out, const struct manifest *);

#endif
