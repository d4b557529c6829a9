#include "render/published.h"

#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/lang.h"
#include "base/limits.h"
#include "base/sort.h"

struct addresses {
	const char **v;
	size_t n, cap;
};

static int
by_bytes(const void *x, const void *y)
{
	const char *const *a = x, *const *b = y;

	return strcmp(*a, *b);
}

static void
add(struct addresses *l, struct arena *a, const char *url)
{
	l->v = arena_grow(a, l->v, l->n, &l->cap, sizeof(*l->v));
	l->v[l->n++] = url;
}

/* Pages of product names come and go with the names, in each language: nobody is promised one. */
static bool
promised(struct str url)
{
	return !str_starts(lang_bare_path(url), "/products/");
}

/* A missing list is an empty one: nothing was published yet. */
static int
read_list(struct diag *d, struct arena *a, const char *path, struct addresses *l)
{
	struct buf text = BUF_INIT;
	struct str rest, line;
	int rc = 0;

	if (fs_exists(path))
		rc = fs_read(d, &text, path, LIMIT_PUBLISHED_FILE);
	rest = buf_str(&text);
	while (rc == 0 && str_split(&rest, '\n', &line))
		if (str_starts(line, "/") && promised(line))
			add(l, a, arena_strndup(a, line.p, line.n));
	buf_free(&text);
	return rc;
}

/* "/faq/x/" is public/faq/x/index.html. */
static const char *
file_of(struct arena *a, const char *url)
{
	return arena_printf(
	    a, "public%s%s", url, str_ends(str_of(url), "/") ? "index.html" : "");
}

static bool
given_up(const struct config *c, const char *url)
{
	size_t i;

	for (i = 0; i < c->gone.n; i++)
		if (strcmp(c->gone.v[i], url) == 0)
			return true;
	return false;
}

/* A content file that is held back has URL, had it before, or is the chapter of its heading. */
static bool
held_back(struct arena *a, const struct site *site, const char *url)
{
	const struct page *p = site_page_by_url(site, url);
	size_t i, j;

	if (p == NULL && strlen(url) == strlen("/hts/6109/") &&
	    str_starts(str_of(url), "/hts/")) {
		p = site_page_by_url(site, arena_printf(a, "/hts/%.2s/", url + 5));
		if (p != NULL && p->live)
			p = NULL; /* then the heading itself was taken out */
	}
	for (i = 0; p == NULL && i < site->n_pages; i++)
		for (j = 0; p == NULL && j < site->pages[i].redirect_from.n; j++)
			if (strcmp(site->pages[i].redirect_from.v[j], url) == 0)
				p = &site->pages[i];
	return p != NULL;
}

int
published_check(struct diag *d, const char *out, const struct site *site,
    bool (*made)(void *ctx, const char *file), void *ctx)
{
	size_t before = d->errors, i;
	struct addresses l = { .n = 0 };
	struct arena a;
	const char *config;
	int rc;

	arena_init(&a, 0);
	config = fs_join(&a, site->root, "site.yml");
	rc = read_list(d, &a, fs_join(&a, out, "published"), &l);
	for (i = 0; rc == 0 && i < l.n; i++)
		if (!made(ctx, file_of(&a, l.v[i])) && !held_back(&a, site, l.v[i]) &&
		    !given_up(&site->config, l.v[i]))
			(void)diag_error(d, (struct loc){ config, 0, 0 }, /* counted */
			    "%s was published and now leads nowhere: say redirect_from: [%s] "
			    "in the page that took its place, or give it up with gone: [%s] "
			    "here",
			    l.v[i], l.v[i], l.v[i]);
	for (i = 0; i < site->config.gone.n; i++)
		if (made(ctx, file_of(&a, site->config.gone.v[i])))
			(void)diag_error(d, (struct loc){ config, 0, 0 }, /* counted */
			    "gone gives up %s, which has a page", site->config.gone.v[i]);
	arena_free(&a);
	return rc == 0 && d->errors == before ? 0 : -1;
}

int
published_record(struct diag *d, const char *out, const struct manifest *m)
{
	struct addresses l = { .n = 0 };
	struct buf text = BUF_INIT, had = BUF_INIT;
	struct arena a;
	const char *path;
	size_t i;
	int rc;

	arena_init(&a, 0);
	path = fs_join(&a, out, "published");
	rc = read_list(d, &a, path, &l);
	for (i = 0; i < l.n; i++)
		buf_addf(&had, "%s\n", l.v[i]);
	for (i = 0; i < m->n; i++) {
		struct str f = str_of(m->files[i].path);

		if (!str_starts(f, "public/") || !str_ends(f, "/index.html"))
			continue;
		f = str_skip(f, strlen("public"));
		f.n -= strlen("index.html");
		if (promised(f))
			add(&l, &a, arena_strndup(&a, f.p, f.n));
	}
	sort_by(l.v, l.n, sizeof(*l.v), by_bytes);
	for (i = 0; i < l.n; i++)
		if (i == 0 || strcmp(l.v[i - 1], l.v[i]) != 0)
			buf_addf(&text, "%s\n", l.v[i]);
	if (rc == 0 && !str_eq(buf_str(&text), buf_str(&had)))
		rc = fs_write(d, path, buf_str(&text));
	buf_free(&text);
	buf_free(&had);
	arena_free(&a);
	return rc;
}
