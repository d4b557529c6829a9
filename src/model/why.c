#include "model/why.h"

#include <string.h>

#include "base/near.h"
#include "model/links.h"

/* The path that the site would write: from the first "/" after a host, ending in "/" unless it is a
 * file. */
static const char *
canonical(struct arena *a, const char *address)
{
	struct str s = str_trim(str_of(address)), file;
	size_t scheme = str_find(s, "://"), hash, ends;
	struct str fragment = { "", 0 };

	if (scheme < s.n) {
		s = str_skip(s, scheme + 3);
		s = str_skip(s, str_chr(s, '/'));
	}
	hash = str_chr(s, '#');
	if (hash < s.n) {
		fragment = str_skip(s, hash);
		s.n = hash;
	}
	s.n = str_chr(s, '?');
	if (str_ends(s, "/index.html"))
		s.n -= strlen("index.html");
	while (s.n > 0 && s.p[0] == '/')
		s = str_skip(s, 1);
	for (ends = s.n; ends > 0 && s.p[ends - 1] != '/'; ends--)
		;
	file = str_skip(s, ends);
	return arena_printf(a, "/%.*s%s%.*s", (int)s.n, s.p,
	    file.n > 0 && str_chr(file, '.') == file.n ? "/" : "", (int)fragment.n, fragment.p);
}

static struct loc
key_loc(const struct page *p, const char *key)
{
	const struct front *f = p->front != NULL ? front_get(p->front, key) : NULL;

	return f != NULL ? f->loc : (struct loc){ p->file, 0, 0 };
}

static void
of_page(struct why *w, const struct site *site, const struct page *p)
{
	w->page = p;
	w->loc = (struct loc){ p->file, 0, 0 };
	if (p->live) {
		w->kind = strchr(p->url, '#') != NULL ? WHY_PART : WHY_PAGE;
	} else if (p->draft) {
		w->kind = WHY_DRAFT;
		w->loc = key_loc(p, "draft");
	} else if (p->publish_on > site->at) {
		w->kind = WHY_NOT_YET;
		w->when = p->publish_on;
		w->loc = key_loc(p, "publish_on");
	} else {
		w->kind = WHY_EXPIRED;
		w->when = p->expires_on;
		w->loc = key_loc(p, "expires_on");
	}
}

static bool
of_redirect(struct why *w, const struct site *site)
{
	size_t i, j;

	for (i = 0; i < site->n_pages; i++)
		for (j = 0; j < site->pages[i].redirect_from.n; j++) {
			const struct page *p = &site->pages[i];

			if (strcmp(p->redirect_from.v[j], w->url) != 0)
				continue;
			of_page(w, site, p);
			if (p->live) {
				w->kind = WHY_REDIRECT;
				w->loc = key_loc(p, "redirect_from");
			}
			return true;
		}
	return false;
}

/* "/hts/6109/" or "/products/t/". */
static bool
of_model(struct why *w, const struct site *site)
{
	struct str s = str_of(w->url);
	const struct heading *h = NULL;
	char code[5] = "";

	if (s.n == 10 && str_starts(s, "/hts/")) {
		memcpy(code, s.p + 5, 4);
		h = site_heading(site, code);
	}
	if (h != NULL) {
		w->kind = WHY_PART;
		w->page = h->chapter->page;
		w->loc = h->loc;
		return true;
	}
	if (!links_is_made(site, s))
		return false;
	w->kind = WHY_MADE;
	return true;
}

static void
nearest(struct why *w, struct arena *a, const struct site *site)
{
	const char **urls = arena_alloc(a, (site->n_pages + 1) * sizeof(*urls));
	size_t i, n = 0;

	for (i = 0; i < site->n_pages; i++)
		if (site->pages[i].url[0] != '\0')
			urls[n++] = site->pages[i].url;
	w->kind = WHY_NOTHING;
	w->near = near_best(str_of(w->url), urls, n);
}

struct why
why_explain(struct arena *a, const struct site *site, const char *address)
{
	struct why w = { .url = canonical(a, address) };
	size_t hash = str_chr(str_of(w.url), '#');
	const struct page *p = site_page_by_url(site, w.url);

	if (p == NULL && w.url[hash] != '\0') { /* a place within a page */
		w.url = arena_strndup(a, w.url, hash);
		p = site_page_by_url(site, w.url);
	}
	if (p != NULL)
		of_page(&w, site, p);
	else if (!of_redirect(&w, site) && !of_model(&w, site))
		nearest(&w, a, site);
	return w;
}
