/*
 * static_search.h - what a release holds so that browsers can search without a server.
 * Layer: render.
 *
 * The module and the scripts are assets that `make wasm` makes ("search.wasm", "search-worker.js",
 * "offline-worker.js"); the pack of the index (index/pack.h) comes from the caller.  Browsers fetch the
 * module and the pack as gzip files, whatever the server can do, for they unpack such files themselves:
 *
 *	/assets/search.<hash>.wasm	and .gz
 *	/assets/search.<hash>.pack	and .gz
 *	/search.json			where these are, and what to keep for use without a network
 *	/offline.js			the service worker, which names the release
 */
#ifndef RENDER_STATIC_SEARCH_H
#define RENDER_STATIC_SEARCH_H

#include "base/diag.h"
#include "render/assets.h"
#include "render/stage.h"

/* Are the files of `make wasm` among the assets?  0, or -1 after reporting; DIR is where they should be. */
int	static_search_check(struct diag *, const struct assets *, const char *dir);
/* Put all of it, when nothing but compressed copies is put after it: the release is sealed.  0 or -1. */
int	static_search_put(struct stage *, struct diag *, const struct assets *, struct str pack);

#endif
