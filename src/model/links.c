/* links.c - every link and image that an author wrote leads somewhere. */
#include <string.h>

#include "base/fs.h"
#include "base/hash.h"
#include "base/near.h"
#include "base/work.h"
#include "model/kept.h"
#include "model/links.h"
#include "model/load.h"

/* Bytes of an address that is looked up without more ado. */

/* Pages that the build makes from the model and not from a file of its own. */
static const char *const made[] = {
	"/",
	"/centers/",
	"/hts/",
	"/products/",
	"/faq/",
	"/glossary/",
	"/changes/",
	"/find/",
	"/account/",
	"/contact/",
	"/data/",
	"/feed.xml",
	"/sitemap.xml",
	"/opensearch.xml",
	"/robots.txt",
};

/* Those of them that each other language has, too. */
static const char *const made_too[] = { "/", "/centers/", "/products/", "/faq/", "/find/",
	"/account/", "/contact/" };

static bool
is_heading_url(const struct site *site, struct str path)
{
	char code[5];

	if (path.n != 10 || !str_starts(path, "/hts/") || path.p[9] != '/')
		return false;
	memcpy(code, path.p + 5, 4);
	code[4] = '\0';
	return site_heading(site, code) != NULL;
}

static bool
is_letter_url(struct str path)
{
	return path.n >= 12 && path.n <= 14 && str_starts(path, "/products/") &&
	       path.p[path.n - 1] == '/';
}

bool
links_is_made(const struct site *site, struct str path)
{
	size_t i;

	if (lang_of_path(path) != LANG_EN) {
		path = lang_bare_path(path);
		for (i = 0; i < sizeof(made_too) / sizeof(made_too[0]); i++)
			if (str_is(path, made_too[i]))
				return true;
		return is_letter_url(path);
	}
	for (i = 0; i < sizeof(made) / sizeof(made[0]); i++)
		if (str_is(path, made[i]))
			return true;
	return is_heading_url(site, path) || is_letter_url(path);
}

static bool
is_image(struct loader *l, struct str path)
{
	char *file;

	if (!str_starts(path, "/images/") || str_find(path, "..") < path.n)
		return false;
	file = arena_printf(&l->site->arena, "%s%.*s", l->site->root, (int)path.n, path.p);
	return fs_exists(file) && !fs_is_dir(file);
}

static bool
has_id(const struct page *p, struct str id)
{
	const struct markdown_doc *doc;
	struct arena a;
	bool has = false;
	size_t i;

	arena_init(&a, 0);
	doc = page_doc(p, &a);
	for (i = 0; i < doc->n_outline && !has; i++)
		has = str_eq(doc->outline[i].id, id);
	arena_free(&a);
	return has;
}

static void
missing_id(
    struct loader *l, const struct page *to, const struct markdown_link *k, struct str id)
{
	struct arena *a = &l->site->arena;
	const struct markdown_doc *doc = page_doc(to, a);
	const char **ids = arena_alloc(a, (doc->n_outline + 1) * sizeof(*ids)), *near;
	size_t i;

	for (i = 0; i < doc->n_outline; i++)
		ids[i] = arena_strndup(a, doc->outline[i].id.p, doc->outline[i].id.n);
	near = near_best(id, ids, doc->n_outline);
	(void)diag_error(l->diag, k->loc, "no heading \"#%.*s\" in %s%s%s%s", /* counted */
	    (int)id.n, id.p, to->file, near != NULL ? "; did you mean \"#" : "",
	    near != NULL ? near : "", near != NULL ? "\"?" : "");
}

static const char *
nearest_image(struct loader *l, const char *path)
{
	struct arena *a = &l->site->arena;
	const char *dir = fs_join(a, l->site->root, "images"), **names, *near = NULL;
	struct fs_list files;
	struct diag silent;
	size_t i;

	diag_init(&silent);
	if (fs_is_dir(dir) && fs_walk(&silent, a, dir, &files) == 0) {
		names = arena_alloc(a, (files.n + 1) * sizeof(*names));
		for (i = 0; i < files.n; i++)
			names[i] = fs_join(a, "/images", files.path[i]);
		near = near_best(str_of(path), names, files.n);
	}
	diag_free(&silent);
	return near;
}

static const char *
nearest_url(struct loader *l, const char *path)
{
	const struct site *site = l->site;
	const char **urls = arena_alloc(
	    &l->site->arena, (site->n_pages + site->n_translations + 1) * sizeof(*urls));
	size_t i, n = 0;

	for (i = 0; i < site->n_pages; i++)
		if (site->pages[i].live &&
		    (strchr(site->pages[i].url, '#') != NULL) == (strchr(path, '#') != NULL))
			urls[n++] = site->pages[i].url;
	for (i = 0; i < site->n_translations; i++)
		if (site->translations[i].live && site->translations[i].url[0] != '\0')
			urls[n++] = site->translations[i].url;
	return near_best(str_of(path), urls, n);
}

static void
missing(struct loader *l, const struct markdown_link *k, const char *path)
{
	const char *near = str_starts(str_of(path), "/images/") ? nearest_image(l, path)
								: nearest_url(l, path);

	(void)diag_error(l->diag, k->loc, "the %s \"%.*s\" leads nowhere%s%s%s", /* counted */
	    k->kind == MARKDOWN_IMAGE ? "image" : "link", (int)k->dest.n, k->dest.p,
	    near != NULL ? "; did you mean \"" : "", near != NULL ? near : "",
	    near != NULL ? "\"?" : "");
}

/* Pages that the build makes of files, each an entry whose id is the file's slug. */
static bool
is_of_entries(struct str path)
{
	return str_is(path, "/glossary/") || str_is(path, "/changes/");
}

/* What cannot be read now is no dead end. */
static bool
leads_to_broken(const struct loader *l, const char *url, struct str path)
{
	return load_broken(l, PAGE__MAX, NULL, url) != NULL ||
	       (l->n_broken > 0 && str_starts(path, "/hts/") && path.n == 10 &&
		   load_broken_code(l, path.p + 5));
}

/* The English address of "/es/faq/tires/". */
static const char *
english(const struct loader *l, const char *url)
{
	struct str bare = lang_bare_path(str_of(url));

	return arena_strndup(&l->site->arena, bare.p, bare.n);
}

/* A page of its own, or an entry on a page that the build makes ("/glossary/#liquidation"). */
static void
check_target(struct loader *l, const struct page *from, const struct markdown_link *k)
{
	struct str dest = k->resolved;
	size_t hash = str_chr(dest, '#');
	struct str path = { dest.p, hash }, id = str_skip(dest, hash + 1);
	const struct page *to = from;
	char *text;

	path.n = str_chr(path, '?'); /* "/find/?q=shoes" leads to /find/ */
	if (path.n > 0) {
		text = arena_strndup(&l->site->arena, path.p, path.n);
		to = site_page_by_url(l->site, text);
		if (to == NULL && hash < dest.n)
			to = site_page_by_url(
			    l->site, arena_strndup(&l->site->arena, dest.p, dest.n));
		if (to == NULL && (id.n == 0 || !is_of_entries(path)) &&
		    (links_is_made(l->site, path) || is_image(l, path)))
			return;
		if (to == NULL &&
		    (leads_to_broken(l, text, path) ||
			leads_to_broken(
			    l, arena_strndup(&l->site->arena, dest.p, dest.n), path)))
			return;
		if (to == NULL) {
			missing(l, k,
			    id.n > 0 ? arena_strndup(&l->site->arena, dest.p, dest.n) : text);
			return;
		}
		if (!to->live && to->lang != LANG_EN &&
		    leads_to_broken(l, english(l, text), lang_bare_path(path)))
			return; /* held back with its English file, which has its own mistake */
		if (!to->live) {
			(void)diag_error(l->diag, k->loc, /* counted */
			    "the link \"%.*s\" leads to %s, which is not on the site now",
			    (int)k->dest.n, k->dest.p, to->file);
			return;
		}
	}
	if (id.n > 0 && strchr(to->url, '#') == NULL && to->type != PAGE_SCOPE &&
	    !has_id(to, id))
		missing_id(l, to, k, id);
}

static void
check_link(struct loader *l, const struct page *p, const struct markdown_link *k)
{
	struct str dest = k->resolved;

	if (str_starts(dest, "https://") || str_starts(dest, "http://") ||
	    str_starts(dest, "mailto:") || str_starts(dest, "tel:"))
		return;
	if (dest.n == 0)
		(void)diag_error(l->diag, k->loc, "a link without a destination"); /* counted */
	else if (dest.p[0] != '/' && dest.p[0] != '#')
		(void)diag_error(l->diag, k->loc, /* counted */
		    "the %s \"%.*s\" leads nowhere; begin it with \"/\", or name the .md file",
		    k->kind == MARKDOWN_IMAGE ? "image" : "link", (int)k->dest.n, k->dest.p);
	else
		check_target(l, p, k);
}

static void
check_page(struct loader *l, const struct page *p)
{
	const struct markdown_doc *doc;
	struct arena a;
	size_t i;

	arena_init(&a, 0);
	doc = page_doc(p, &a);
	for (i = 0; p->live && i < doc->n_links; i++)
		check_link(l, p, &doc->links[i]);
	arena_free(&a);
	site_seen(l->site);
}

bool
links_leads(struct buf *out, const struct markdown_doc *doc)
{
	size_t i;

	for (i = 0; i < doc->n_links; i++) {
		struct str dest = doc->links[i].resolved;

		if (str_starts(dest, "https://") || str_starts(dest, "http://"))
			continue;
		if (dest.n == 0 || dest.p[0] != '/' || memchr(dest.p, '#', dest.n) != NULL ||
		    memchr(dest.p, '?', dest.n) != NULL || memchr(dest.p, '\0', dest.n) != NULL)
			return false;
		buf_addstr(out, dest);
		buf_addc(out, '\0');
	}
	return true;
}

/* Are there live pages at all those addresses? */
static bool
all_live(const struct site *site, struct str leads)
{
	const struct page *to;
	struct str url;

	while (str_split(&leads, '\0', &url)) {
		to = site_page_by_url(site, url.p); /* which ends in NUL */
		if (to == NULL || !to->live)
			return false;
	}
	return true;
}

/* Which pages have links that are not so plain. */
struct looking {
	const struct site *site;
	bool *odd; /* of each page */
	bool known; /* pages that were plain are */
	struct hand {
		struct arena scratch;
		struct buf leads;
	} * hands; /* of each thread */
};

static void
look_at(void *ctx, unsigned thread, size_t i)
{
	const struct looking *all = ctx;
	const struct page *p = &all->site->pages[i];
	struct hand *h = &all->hands[thread];

	if (!p->live || (all->known && p->plain))
		return;
	if (p->leads.p != NULL) {
		all->odd[i] = !all_live(all->site, p->leads);
		return;
	}
	buf_clear(&h->leads);
	all->odd[i] = !links_leads(&h->leads, page_doc(p, &h->scratch)) ||
		      !all_live(all->site, buf_str(&h->leads));
	arena_reset(&h->scratch);
	site_seen(all->site);
}

/* All that links of such pages depend on. */
static uint64_t
sum_addresses(const struct site *site)
{
	struct buf all = BUF_INIT;
	uint64_t sum;
	size_t i;

	for (i = 0; i < site->n_by_url; i++) {
		buf_adds(&all, site->by_url[i]->url);
		buf_addc(&all, site->by_url[i]->live ? '\1' : '\0');
	}
	sum = hash_sum(buf_str(&all));
	buf_free(&all);
	return sum;
}

void
check_links(struct loader *l)
{
	unsigned threads = work_threads(l->opt.jobs);
	struct looking look = { .site = l->site,
		.odd = arena_alloc(&l->site->arena, (l->site->n_pages + 1) * sizeof(bool)),
		.hands = arena_alloc(&l->site->arena, threads * sizeof(*look.hands)) };
	size_t i, j;

	l->site->addresses = sum_addresses(l->site);
	look.known = l->opt.kept != NULL && kept_addresses(l->opt.kept) == l->site->addresses;
	for (i = 0; i < threads; i++)
		buf_init(&look.hands[i].leads);
	work_each(threads, l->site->n_pages, look_at, &look);
	for (i = 0; i < threads; i++) {
		arena_free(&look.hands[i].scratch);
		buf_free(&look.hands[i].leads);
	}
	for (i = 0; i < l->site->n_pages; i++) {
		l->site->pages[i].plain = l->site->pages[i].live && !look.odd[i];
		if (look.odd[i])
			check_page(l, &l->site->pages[i]);
	}
	for (i = 0; i < l->site->n_translations; i++)
		check_page(l, &l->site->translations[i]);
	for (i = 0; i < l->site->n_answers; i++) {
		const struct answer *a = &l->site->answers[i];

		for (j = 0; j < a->n_choices; j++) {
			struct markdown_link k = { .loc = a->page->front->loc };

			if (a->choices[j].url == NULL)
				continue;
			k.dest = k.resolved = str_of(a->choices[j].url);
			check_link(l, a->page, &k);
		}
	}
}

void
links_check_made(struct diag *d, const struct site *site)
{
	size_t i, k;

	for (i = 0; i < site->n_pages; i++) {
		const struct page *p = &site->pages[i];

		if (p->type == PAGE_PAGE && p->live &&
		    (is_heading_url(site, str_of(p->url)) || is_letter_url(str_of(p->url))))
			(void)diag_error(d, (struct loc){ p->file, 0, 0 }, /* counted */
			    "has the address %s of another page that the build makes", p->url);
		for (k = 0; k < p->redirect_from.n && p->live; k++)
			if (links_is_made(site, str_of(p->redirect_from.v[k])) &&
			    site_page_by_url(site, p->redirect_from.v[k]) == NULL)
				(void)diag_error(d, /* counted */
				    front_get(p->front, "redirect_from")->loc,
				    "redirect_from %s is the address of a page that the build "
				    "makes",
				    p->redirect_from.v[k]);
	}
}
