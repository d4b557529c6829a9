#include "render/preview.h"

#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "model/tariff.h"
#include "render/pages.h"
#include "render/redirects.h"
#include "render/templates.h"

struct preview_look {
	struct arena arena;
	struct templates templates;
	struct assets assets;
};

/* The content, with or without what is held back. */
struct half {
	struct arena arena; /* of the page values */
	struct site site;
	struct pageview pageview[LANG__MAX];
	struct redirects redirects;
	bool tried, good, listed; /* LISTED: the A to Z is there */
};

struct preview {
	const struct preview_look *look;
	struct half live, all;
	struct diag why; /* not ALL, when that is so */
};

struct preview_look *
preview_look_open(struct diag *d, const char *templates, const char *assets)
{
	struct preview_look *k = xalloc(sizeof(*k));
	size_t before = d->errors;
	const char *dirs[2];

	memset(k, 0, sizeof(*k));
	arena_init(&k->arena, 0);
	dirs[0] = fs_join(&k->arena, templates, "assets");
	dirs[1] = assets;
	(void)assets_load(d, &k->arena, dirs, assets != NULL ? 2 : 1, &k->assets); /* counted */
	(void)templates_load(d, &k->arena, templates, &k->templates); /* counted */
	if (k->templates.set[LANG_EN].n > 0)
		(void)templates_check(d, &k->templates, k->assets.urls); /* counted */
	if (d->errors == before)
		return k;
	if (assets != NULL && !fs_is_dir(assets))
		diag_note(d, (struct loc){ assets, 0, 0 },
		    "is not there; \"make web\" makes the style sheet and what goes with it");
	preview_look_close(k);
	return NULL;
}

void
preview_look_close(struct preview_look *k)
{
	if (k == NULL)
		return;
	arena_free(&k->arena);
	free(k);
}

const struct asset *
preview_asset(const struct preview_look *k, struct str url)
{
	size_t i;

	for (i = 0; k != NULL && i < k->assets.n; i++)
		if (str_is(url, k->assets.v[i].url))
			return &k->assets.v[i];
	return NULL;
}

const struct asset *
preview_asset_named(const struct preview_look *k, const char *name)
{
	size_t i;

	for (i = 0; k != NULL && i < k->assets.n; i++)
		if (strcmp(k->assets.v[i].name, name) == 0)
			return &k->assets.v[i];
	return NULL;
}

static void
init_texts(struct half *h, const struct preview_look *look)
{
	enum lang lang;

	for (lang = 0; lang < LANG__MAX; lang++) {
		struct pageview_lang in = templates_lang(&look->templates, lang);

		if (look->templates.has[lang])
			pageview_init_texts(
			    &h->pageview[lang], &h->arena, &h->site, look->assets.urls, &in);
	}
}

static void
half_load(struct half *h, struct diag *d, const struct preview_look *look, const char *content,
    int64_t at, bool all, const struct site *former)
{
	const struct site_options o = { .all = all, .before = former };
	size_t before = d->errors;

	arena_init(&h->arena, 0);
	h->tried = true;
	(void)site_load_as(d, &h->site, content, at, &o); /* counted */
	(void)tariff_load(d, &h->site); /* counted */
	if (h->site.config.short_title != NULL)
		(void)redirects_collect(d, &h->arena, &h->site, &h->redirects); /* counted */
	h->good = d->errors == before && look != NULL;
	if (h->good)
		init_texts(h, look);
}

static void
half_free(struct half *h)
{
	if (!h->tried)
		return;
	arena_free(&h->arena);
	site_free(&h->site);
}

struct preview *
preview_open(struct diag *d, const struct preview_look *look, const char *content, int64_t at,
    const struct preview *before)
{
	struct preview *p = xalloc(sizeof(*p));

	memset(p, 0, sizeof(*p));
	p->look = look;
	diag_init(&p->why);
	half_load(
	    &p->live, d, look, content, at, false, before != NULL ? &before->live.site : NULL);
	if (p->live.good)
		return p;
	preview_close(p);
	return NULL;
}

void
preview_close(struct preview *p)
{
	if (p == NULL)
		return;
	half_free(&p->live);
	half_free(&p->all);
	diag_free(&p->why);
	free(p);
}

const struct site *
preview_site(const struct preview *p)
{
	return &p->live.site;
}

const struct site *
preview_held(struct preview *p, struct diag *d)
{
	size_t i;

	if (!p->all.tried)
		half_load(&p->all, &p->why, p->look, p->live.site.root, p->live.site.at, true,
		    &p->live.site);
	if (p->all.good)
		return &p->all.site;
	diag_sort(&p->why);
	for (i = 0; i < p->why.n; i++)
		if (p->why.msgs[i].level == DIAG_ERROR)
			(void)diag_error(d, p->why.msgs[i].loc, "%s",
			    p->why.msgs[i].text); /* NULL says it */
	return NULL;
}

void
preview_prepare(struct preview *p, const char *url, bool held)
{
	struct half *h = held ? &p->all : &p->live;
	enum lang lang;

	if (h->listed || !str_starts(lang_bare_path(str_of(url)), "/products/"))
		return;
	for (lang = 0; lang < LANG__MAX; lang++)
		if (p->look->templates.has[lang])
			pageview_init_products(&h->pageview[lang]);
	h->listed = true;
}

static void *
take(void *ctx, unsigned thread, size_t i, struct diag *d, struct arena *a,
    const struct pageview_page *page, struct str html)
{
	(void)thread;
	(void)i;
	(void)d;
	(void)a;
	(void)page;
	buf_addstr(ctx, html);
	return NULL;
}

enum preview_found
preview_page(
    const struct preview *p, struct diag *d, struct buf *html, const char *url, bool held)
{
	const struct half *h = held ? &p->all : &p->live;
	enum lang in = lang_of_path(str_of(url));
	enum lang lang = p->look->templates.has[in] ? in : LANG_EN;
	struct pages pages = { .diag = d,
		.pv = &h->pageview[lang],
		.set = &p->look->templates.set[lang],
		.make = take,
		.ctx = html };
	bool found;

	if (pages_at(&pages, &h->redirects, url, &found) != 0)
		return PREVIEW_BROKEN;
	return found ? PREVIEW_PAGE : PREVIEW_NONE;
}
