/* pageview_data.c - the downloads: which files there are, and since when they say what they say. */
#include "render/pageview_parts.h"

void
pageview_fill_data(const struct pageview *pv, struct pageview_page *out)
{
	const struct site *site = pv->site;
	struct arena *a = out->arena;
	struct value *latest;

	downloads_fill(a, out->root, pv->downloads);
	value_set(out->root, "built",
	    pv->downloads != NULL ? pageview_date(pv, a, pv->downloads->built) : value_null());
	if (site->n_changes == 0) {
		value_set_null(out->root, "latest");
		return;
	}
	latest = value_set_map(out->root, "latest");
	value_set_cstr(latest, "title", site->changes[0].title);
	value_set_cstr(latest, "url", site->changes[0].page->url);
	value_set(latest, "date", pageview_date(pv, a, site->changes[0].date));
}
