#include "render/source_tree.h"

#include <string.h>

#include "base/fs.h"
#include "base/work.h"
#include "model/tariff.h"
#include "render/feed.h"
#include "render/static_search.h"

/* The assets, those of the templates and those that are made. */
static int
load_assets(struct diag *d, const struct build_options *o, struct source_tree *in)
{
	const char *dirs[3] = { fs_join(&in->arena, o->templates, "assets") };
	size_t n = 1;

	if (o->assets != NULL)
		dirs[n++] = o->assets;
	if (o->static_search != NULL)
		dirs[n++] = o->static_search;
	if (assets_load(d, &in->arena, dirs, n, &in->assets) != 0)
		return -1;
	return o->static_search != NULL ? static_search_check(d, &in->assets, o->static_search)
					: 0;
}

/* When templates ask for assets that nobody made yet, say how they are made. */
static void
explain_assets(struct diag *d, const struct build_options *o, size_t before)
{
	size_t i;

	if (d->errors == before || o->assets == NULL || fs_is_dir(o->assets))
		return;
	for (i = 0; i < d->n; i++)
		if (strstr(d->msgs[i].text, "\"assets.") != NULL)
			break;
	if (i < d->n)
		diag_note(d, (struct loc){ o->assets, 0, 0 },
		    "is not there; \"make web\" makes the style sheet and what goes with it");
}

void
source_views(struct source_tree *in)
{
	enum lang lang;

	for (lang = 0; lang < LANG__MAX; lang++) {
		struct pageview_lang about = templates_lang(&in->templates, lang);

		if (in->templates.has[lang])
			pageview_init(lang == LANG_EN ? &in->pageview : &in->in[lang],
			    &in->arena, &in->site, in->assets.urls, &about);
	}
}

/* Threads that read: those that will make pages, and the index's, which has nothing to do before all is read, when
 * they are one. */
static unsigned
readers(const struct build_options *o, bool lean)
{
	unsigned jobs = work_threads(o->jobs);

	return jobs == 1 && lean && o->index != NULL ? 2 : jobs;
}

int
source_load(struct diag *d, const struct build_options *o, bool lean,
    const struct site_files *files, struct source_tree *in)
{
	struct site_options opt = { .lean = lean, .jobs = readers(o, lean), .files = files };
	size_t before = d->errors;
	struct buf scratch = BUF_INIT;

	*in = (struct source_tree){ .site.root = NULL };
	if (lean && !o->clean)
		opt.kept = in->kept = kept_open(o->out, o->index != NULL);
	opt.no_texts = lean && o->index == NULL && !kept_texts(in->kept);
	if (lean)
		opt.spill = in->spill =
		    spill_open(o->out, o->index != NULL || kept_texts(in->kept));
	arena_init(&in->arena, 0);
	in->site_sound = site_load_as(d, &in->site, o->content, o->at, &opt) == 0;
	in->site.config.static_search = o->static_search != NULL;
	(void)tariff_load(d, &in->site); /* counted */
	(void)load_assets(d, o, in); /* counted */
	(void)templates_load(d, &in->arena, o->templates, &in->templates); /* counted */
	if (in->templates.set[LANG_EN].n > 0) {
		(void)templates_check(d, &in->templates, in->assets.urls); /* counted */
		explain_assets(d, o, before);
	}
	if (in->site.config.short_title != NULL) {
		(void)redirects_collect(d, &in->arena, &in->site, &in->redirects); /* counted */
		(void)feed_opensearch(d, &scratch, &in->site); /* counted */
		buf_free(&scratch);
	}
	return d->errors != before ? -1 : 0;
}

void
source_unload(struct source_tree *in)
{
	arena_free(&in->arena);
	site_free(&in->site);
	kept_close(in->kept);
	spill_close(in->spill);
}
