/* urls.c - pages by their addresses, and that no two things claim one. */
#include <string.h>

#include "base/sort.h"
#include "model/load.h"

/* The redirects of one page: none takes a live page's place, nor what a page before has claimed. */
static void
check_redirects(struct loader *l, size_t at)
{
	const struct site *site = l->site;
	const struct page *p = &site->pages[at], *other;
	struct loc loc = { NULL, 0, 0 };
	size_t i, j, k;

	if (p->redirect_from.n > 0)
		loc = front_get(p->front, "redirect_from")->loc;
	for (k = 0; k < p->redirect_from.n; k++) {
		const char *from = p->redirect_from.v[k];

		other = site_page_by_url(site, from);
		if (other != NULL && other->live)
			(void)diag_error(l->diag, loc, /* counted */
			    "redirect_from %s is the address of %s", from, other->file);
		for (i = 0; i < at; i++)
			for (j = 0; j < site->pages[i].redirect_from.n; j++)
				if (strcmp(site->pages[i].redirect_from.v[j], from) == 0)
					(void)diag_error(l->diag, loc, /* counted */
					    "redirect_from %s is claimed by %s too", from,
					    site->pages[i].file);
	}
}

static int
by_url(const void *x, const void *y)
{
	const struct page *a = *(const struct page *const *)x,
			  *b = *(const struct page *const *)y;
	int d = strcmp(a->url, b->url);

	return d != 0 ? d : (a > b) - (a < b);
}

static const char *
url_of(const void *pages, size_t i)
{
	return ((const struct page *const *)pages)[i]->url;
}

void
site_find_urls(struct site *site)
{
	const struct page **v = arena_alloc(&site->arena,
	    (site->n_pages + site->n_translations + 1) * sizeof(const struct page *));
	size_t i, n = 0;

	for (i = 0; i < site->n_pages; i++)
		if (site->pages[i].url[0] != '\0')
			v[n++] = &site->pages[i];
	for (i = 0; i < site->n_translations; i++)
		if (site->translations[i].url[0] != '\0')
			v[n++] = &site->translations[i];
	sort_by(v, n, sizeof(const struct page *), by_url);
	site->by_url = v;
	site->n_by_url = n;
	lookup_make(&site->url_lookup, &site->arena, v, n, url_of);
}

/* Two files must not claim one URL. */
void
check_urls(struct loader *l)
{
	struct site *site = l->site;
	const struct page *const *v;
	const struct load_broken *b;
	size_t i, n;

	site_find_urls(site);
	v = site->by_url;
	n = site->n_by_url;
	for (i = 0; i < n; i++) {
		const char *other =
		    i > 0 && strcmp(v[i - 1]->url, v[i]->url) == 0 ? v[i - 1]->file : NULL;

		if (other == NULL && l->n_broken > 0 &&
		    (b = load_broken(l, PAGE__MAX, NULL, v[i]->url)) != NULL)
			other = b->file;
		if (other != NULL)
			(void)diag_error(l->diag, (struct loc){ v[i]->file, 0, 0 },
			    "has the same address %s as %s", v[i]->url, other); /* counted */
	}
	for (i = 0; i < site->n_pages; i++)
		check_redirects(l, i);
}

const struct page *
site_page_by_url(const struct site *site, const char *url)
{
	size_t at = lookup_find(&site->url_lookup, url);

	return at != LOOKUP_NONE ? site->by_url[at] : NULL;
}
