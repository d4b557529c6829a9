#include "render/pages.h"

#include <stdlib.h>
#include <string.h>

#include "view/relink.h"

const char *const pages_templates[] = { "404", "account", "center", "centers", "changes",
	"chapter", "contact", "data", "faq", "faqs", "find", "glossary", "heading", "home",
	"hts", "letter", "page", "products", "redirect", "shell", NULL };

struct title {
	const char *title, *url, *file;
};

struct run {
	const struct pages *p;
	struct arena arena; /* of one page, reset after it */
	struct buf html, linked; /* the page; in another language, with its links made ready */
	struct arena keep; /* for the titles */
	struct title *titles; /* of indexed pages */
	size_t n, cap;
	size_t errors; /* before the run */
};

static void
begin(struct run *r, const struct pages *p)
{
	*r = (struct run){
		.p = p, .html = BUF_INIT, .linked = BUF_INIT, .errors = p->diag->errors
	};
	arena_init(&r->arena, 0);
	arena_init(&r->keep, 0);
}

static void
end(struct run *r)
{
	buf_free(&r->html);
	buf_free(&r->linked);
	arena_free(&r->arena);
	arena_free(&r->keep);
}

/* Ready for the next builder. */
static struct pageview_page
next(struct run *r)
{
	arena_reset(&r->arena);
	buf_clear(&r->html);
	return (struct pageview_page){ .arena = &r->arena };
}

static bool
has_page(const void *ctx, struct str path)
{
	return pageview_has(ctx, path);
}

/* Render the page that a builder filled and hand it on.  Returns -1 to stop. */
static int
finish(struct run *r, struct pageview_page *page)
{
	const struct pages *p = r->p;

	pageview_end(page);
	if (mustache_render(p->diag, p->set, page->template, page->root, &r->html,
		MUSTACHE_STRICT | (p->known ? MUSTACHE_KNOWN : 0)) != 0)
		return p->diag->errors - r->errors < PAGES_MAX_ERRORS ? 0 : -1;
	if (page->indexed) {
		r->titles = arena_grow(&r->keep, r->titles, r->n, &r->cap, sizeof(*r->titles));
		r->titles[r->n++] = (struct title){ arena_strdup(&r->keep, page->head_title),
			arena_strdup(&r->keep, page->url), page->file };
	}
	if (p->put == NULL || p->pv->in.lang == LANG_EN)
		return p->put != NULL ? p->put(p->ctx, page, buf_str(&r->html)) : 0;
	buf_clear(&r->linked);
	relink(&r->linked, buf_str(&r->html), p->pv->in.lang, has_page, p->pv);
	return p->put(p->ctx, page, buf_str(&r->linked));
}

static int
render_made(struct run *r)
{
	enum pageview_made m;

	for (m = 0; m < MADE__MAX; m++) {
		struct pageview_page page = next(r);

		if (r->p->pv->in.lang != LANG_EN && pageview_made_english(m))
			continue;
		pageview_made(r->p->pv, &page, m);
		if (finish(r, &page) != 0)
			return -1;
	}
	return 0;
}

static int
render_tariff(struct run *r)
{
	const struct pageview *pv = r->p->pv;
	size_t i, j;

	for (i = 0; i < pv->site->n_chapters && pv->in.lang == LANG_EN; i++) {
		const struct chapter *c = &pv->site->chapters[i];
		struct pageview_page page = next(r);

		pageview_chapter(pv, &page, c);
		if (finish(r, &page) != 0)
			return -1;
		for (j = 0; j < c->n_headings; j++) {
			page = next(r);
			pageview_heading(pv, &page, &c->headings[j]);
			if (finish(r, &page) != 0)
				return -1;
		}
	}
	return 0;
}

static int
render_products(struct run *r)
{
	const struct pageview *pv = r->p->pv;
	size_t i, j;

	for (i = 0; i < pv->products.n_letters; i++) {
		const struct products_letter *l = &pv->products.letters[i];
		struct pageview_page page = next(r);

		pageview_letter(pv, &page, l);
		if (finish(r, &page) != 0)
			return -1;
		for (j = 0; j < l->n_groups; j++) {
			page = next(r);
			pageview_group(pv, &page, l, &l->groups[j]);
			if (finish(r, &page) != 0)
				return -1;
		}
	}
	return 0;
}

static int
render_texts(struct run *r)
{
	const struct pageview *pv = r->p->pv;
	struct pageview_page page;
	size_t i;

	for (i = 0; i < pv->site->n_centers; i++) {
		if (pv->in.lang != LANG_EN && pv->site->centers[i].in[pv->in.lang] == NULL)
			continue;
		page = next(r);
		pageview_center(pv, &page, &pv->site->centers[i]);
		if (finish(r, &page) != 0)
			return -1;
	}
	for (i = 0; i < pv->site->n_faqs; i++) {
		page = next(r);
		pageview_faq(pv, &page, &pv->site->faqs[i]);
		if (finish(r, &page) != 0)
			return -1;
	}
	for (i = 0; i < pv->n_texts; i++) {
		if (pageview_is_intro(pv->texts[i]) || pv->texts[i]->lang != pv->in.lang)
			continue;
		page = next(r);
		pageview_text(pv, &page, pv->texts[i]);
		if (finish(r, &page) != 0)
			return -1;
	}
	return 0;
}

static int
by_title(const void *x, const void *y)
{
	const struct title *a = x, *b = y;
	int c = strcmp(a->title, b->title);

	return c != 0 ? c : strcmp(a->url, b->url);
}

/* Result lists show little but titles. */
static void
check_titles(struct run *r)
{
	size_t i;

	if (r->n > 1)
		qsort(r->titles, r->n, sizeof(*r->titles), by_title);
	for (i = 1; i < r->n; i++)
		if (strcmp(r->titles[i - 1].title, r->titles[i].title) == 0)
			diag_warn(r->p->diag, (struct loc){ r->titles[i].file, 0, 0 },
			    "%s has the same title as %s: \"%s\"", r->titles[i].url,
			    r->titles[i - 1].url, r->titles[i].title);
}

int
pages_render(const struct pages *p)
{
	struct run r;
	int rc = -1;

	begin(&r, p);
	if (render_made(&r) == 0 && render_tariff(&r) == 0 && render_products(&r) == 0 &&
	    render_texts(&r) == 0)
		rc = p->diag->errors == r.errors ? 0 : -1;
	if (rc == 0 && p->put != NULL)
		check_titles(&r);
	end(&r);
	return rc;
}

int
pages_again(const struct pages *p, enum pageview_made which)
{
	struct pageview_page page;
	struct run r;
	int rc;

	begin(&r, p);
	page = next(&r);
	pageview_made(p->pv, &page, which);
	rc = finish(&r, &page);
	if (p->diag->errors != r.errors)
		rc = -1;
	end(&r);
	return rc;
}

int
pages_redirects(const struct pages *p, const struct redirects *redirects)
{
	struct run r;
	size_t i;
	int rc = 0;

	begin(&r, p);
	for (i = 0; rc == 0 && i < redirects->n; i++) {
		struct pageview_page page = next(&r);

		pageview_redirect(p->pv, &page, redirects->v[i].from, redirects->v[i].to);
		rc = finish(&r, &page);
	}
	if (p->diag->errors != r.errors)
		rc = -1;
	end(&r);
	return rc;
}

/* Is URL the English address BARE in the language of the pages? */
static bool
is_url(const struct pageview *pv, const char *url, const char *bare)
{
	return lang_of_path(str_of(url)) == pv->in.lang &&
	       str_is(lang_bare_path(str_of(url)), bare);
}

static bool
at_made(const struct pageview *pv, struct pageview_page *page, const char *url)
{
	enum pageview_made m;

	for (m = 0; m < MADE__MAX; m++)
		if (is_url(pv, url, pageview_made_url(m)) &&
		    (pv->in.lang == LANG_EN || !pageview_made_english(m))) {
			pageview_made(pv, page, m);
			return true;
		}
	return false;
}

static bool
at_tariff(const struct pageview *pv, struct pageview_page *page, struct str url)
{
	const struct heading *h = NULL;
	char code[5] = "";
	size_t i;

	if (!str_starts(url, "/hts/"))
		return false;
	for (i = 0; i < pv->site->n_chapters; i++)
		if (str_is(url, pv->site->chapters[i].page->url)) {
			pageview_chapter(pv, page, &pv->site->chapters[i]);
			return true;
		}
	if (url.n == strlen("/hts/6109/") && str_ends(url, "/")) {
		memcpy(code, url.p + strlen("/hts/"), sizeof(code) - 1);
		h = site_heading(pv->site, code);
	}
	if (h != NULL)
		pageview_heading(pv, page, h);
	return h != NULL;
}

static bool
at_products(const struct pageview *pv, struct pageview_page *page, struct str url)
{
	size_t i, j;

	url = lang_bare_path(url);
	if (!str_starts(url, "/products/") || !str_ends(url, "/"))
		return false;
	url = str_skip(url, strlen("/products/"));
	url.n -= url.n > 0;
	for (i = 0; i < pv->products.n_letters; i++) {
		const struct products_letter *l = &pv->products.letters[i];

		if (str_is(url, l->slug)) {
			pageview_letter(pv, page, l);
			return true;
		}
		for (j = 0; j < l->n_groups; j++)
			if (str_is(url, l->groups[j].slug)) {
				pageview_group(pv, page, l, &l->groups[j]);
				return true;
			}
	}
	return false;
}

static bool
at_text(const struct pageview *pv, struct pageview_page *page, const char *url)
{
	const struct site *site = pv->site;
	size_t i;

	for (i = 0; i < site->n_centers; i++)
		if (site->centers[i].in[pv->in.lang] != NULL &&
		    strcmp(url, site->centers[i].in[pv->in.lang]->page->url) == 0) {
			pageview_center(pv, page, &site->centers[i]);
			return true;
		}
	for (i = 0; i < site->n_faqs; i++)
		if (strcmp(url, site->faqs[i].page->url) == 0) {
			pageview_faq(pv, page, &site->faqs[i]);
			return true;
		}
	for (i = 0; i < pv->n_texts; i++)
		if (strcmp(url, pv->texts[i]->url) == 0 && pv->texts[i]->lang == pv->in.lang) {
			pageview_text(pv, page, pv->texts[i]);
			return true;
		}
	return false;
}

static bool
at_redirect(const struct pageview *pv, struct pageview_page *page,
    const struct redirects *redirects, const char *url)
{
	size_t i;

	for (i = 0; i < redirects->n; i++)
		if (strcmp(url, redirects->v[i].from) == 0) {
			pageview_redirect(pv, page, url, redirects->v[i].to);
			return true;
		}
	return false;
}

int
pages_at(const struct pages *p, const struct redirects *redirects, const char *url, bool *found)
{
	struct pageview_page page;
	struct run r;
	int rc = 0;

	begin(&r, p);
	page = next(&r);
	*found = at_made(p->pv, &page, url) || at_tariff(p->pv, &page, str_of(url)) ||
		 at_products(p->pv, &page, str_of(url)) || at_text(p->pv, &page, url) ||
		 at_redirect(p->pv, &page, redirects, url);
	if (*found)
		rc = finish(&r, &page);
	if (p->diag->errors != r.errors)
		rc = -1;
	end(&r);
	return rc;
}

int
pages_shell(const struct pages *p, struct buf *out)
{
	struct arena a;
	struct pageview_page page = { .arena = &a };
	int rc;

	arena_init(&a, 0);
	pageview_shell(p->pv, &page);
	pageview_end(&page);
	rc = mustache_render(p->diag, p->set, page.template, page.root, out,
	    MUSTACHE_STRICT | (p->known ? MUSTACHE_KNOWN : 0));
	arena_free(&a);
	return rc;
}
