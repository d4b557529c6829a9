/*
 * preview.h - the site in memory, one page at a time: what an author sees before any build.
 * Layer: render.
 *
 * A look (templates and assets) is read once and serves many previews (the content at one time).
 * What a build would refuse is refused here too, in the same words; what needs all pages at once
 * (two with one title, sitemap, feeds, the list of downloads) is left to the build.
 *
 * Reading content is not for two threads at once (date.h); rendering is.
 */
#ifndef RENDER_PREVIEW_H
#define RENDER_PREVIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "model/site.h"
#include "render/assets.h"

struct preview_look;
struct preview;

/* Read and check templates and assets (ASSETS: those that are made; may be missing or NULL).
 * NULL after reporting. */
struct preview_look *preview_look_open(struct diag *, const char *templates, const char *assets);
void	preview_look_close(struct preview_look *);	/* NULL is accepted */
/* The asset whose address is URL, or NULL. */
const struct asset *preview_asset(const struct preview_look *, struct str url);

/* The asset with this name ("style.css"), or NULL. */
const struct asset *preview_asset_named(const struct preview_look *, const char *name);

/* Read the content as of the time AT; what BEFORE (may be NULL), which is of the same content, read of files
 * that did not change is not read again.  LOOK is borrowed and must outlive the preview; with LOOK NULL
 * the content is only checked.  NULL after reporting, and when LOOK is NULL. */
struct preview *preview_open(struct diag *, const struct preview_look *, const char *content,
	    int64_t at, const struct preview *before);
void	preview_close(struct preview *);	/* NULL is accepted */
/* What readers would get. */
const struct site *preview_site(const struct preview *);
/*
 * The same with all that is held back, read from the content when it is first asked for; NULL when it
 * does not go together (D says why).  One thread at a time, and none that reads content meanwhile.
 */
const struct site *preview_held(struct preview *, struct diag *d);

/* Make what only the page at URL needs.  One thread at a time, and none that renders such a page. */
void	preview_prepare(struct preview *, const char *url, bool held);

enum preview_found { PREVIEW_NONE, PREVIEW_PAGE, PREVIEW_BROKEN };

/*
 * Append the page at URL ("/faq/x/"), for which preview_prepare() was called: as readers would get it,
 * or, HELD, from preview_held(), which must have been called too.  BROKEN: it cannot be rendered (reported).  Any number of threads.
 */
enum preview_found preview_page(const struct preview *, struct diag *, struct buf *html,
	    const char *url, bool held);

#endif
