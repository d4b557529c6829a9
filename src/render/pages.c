#include "render/pages.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/work.h"
#include "view/relink.h"

const char *const pages_templates[] = { "404", "account", "center", "centers", "changes",
	"chapter", "contact", "data", "faq", "faqs", "find", "glossary", "heading", "home",
	"hts", "letter", "page", "products", "redirect", "shell", NULL };

/* What one page is made of. */
struct job {
	enum pages_kind kind;
	enum pageview_made made;
	const void *what, *more;
	struct diag diag;
	struct pages_done done;
	bool good;
};

/* What a thread needs: of the page it is at, and what stays of those before. */
struct hand {
	struct arena arena, keep;
	struct buf html, linked; /* the page; in another language, with its links made ready */
};

struct run {
	const struct pages *p;
	struct arena arena; /* of the jobs */
	struct job *jobs; /* N of them */
	size_t n, cap;
	struct hand *hands; /* of each thread */
	unsigned n_hands;
	size_t errors; /* before the run */
};

static void
begin(struct run *r, const struct pages *p)
{
	unsigned i;

	*r = (struct run){ .p = p, .errors = p->diag->errors };
	arena_init(&r->arena, 0);
	r->n_hands = p->jobs > 0 ? p->jobs : 1;
	r->hands = arena_alloc(&r->arena, r->n_hands * sizeof(*r->hands));
	for (i = 0; i < r->n_hands; i++) {
		arena_init(&r->hands[i].arena, 0);
		arena_init(&r->hands[i].keep, 0);
		buf_init(&r->hands[i].html);
		buf_init(&r->hands[i].linked);
	}
}

static void
end(struct run *r)
{
	unsigned i;

	for (i = 0; i < r->n_hands; i++) {
		arena_free(&r->hands[i].arena);
		arena_free(&r->hands[i].keep);
		buf_free(&r->hands[i].html);
		buf_free(&r->hands[i].linked);
	}
	arena_free(&r->arena);
}

static void
add(struct run *r, enum pages_kind kind, const void *what, const void *more)
{
	r->jobs = arena_grow(&r->arena, r->jobs, r->n, &r->cap, sizeof(*r->jobs));
	r->jobs[r->n++] = (struct job){ .kind = kind, .what = what, .more = more };
}

static void
add_made(struct run *r, enum pageview_made made)
{
	add(r, PAGES_MADE, NULL, NULL);
	r->jobs[r->n - 1].made = made;
}

static void
fill(const struct pageview *pv, struct pageview_page *page, const struct job *j)
{
	const struct redirect *redirect = j->what;

	switch (j->kind) {
	case PAGES_MADE:
		pageview_made(pv, page, j->made);
		break;
	case PAGES_CHAPTER:
		pageview_chapter(pv, page, j->what);
		break;
	case PAGES_HEADING:
		pageview_heading(pv, page, j->what);
		break;
	case PAGES_LETTER:
		pageview_letter(pv, page, j->what);
		break;
	case PAGES_GROUP:
		pageview_group(pv, page, j->what, j->more);
		break;
	case PAGES_CENTER:
		pageview_center(pv, page, j->what);
		break;
	case PAGES_FAQ:
		pageview_faq(pv, page, j->what);
		break;
	case PAGES_TEXT:
		pageview_text(pv, page, j->what);
		break;
	case PAGES_REDIRECT:
		pageview_redirect(pv, page, redirect->from, redirect->to);
		break;
	}
}

static bool
has_page(const void *ctx, struct str path)
{
	return pageview_has(ctx, path);
}

/* Its HTML, with the links of the language that it is in. */
static struct str
ready(struct hand *h, const struct pageview *pv)
{
	if (pv->in.lang == LANG_EN)
		return buf_str(&h->html);
	buf_clear(&h->linked);
	relink(&h->linked, buf_str(&h->html), pv->in.lang, has_page, pv);
	return buf_str(&h->linked);
}

/* What the page of J is made of. */
static void
what_of(const struct pageview *pv, struct arena *a, const struct job *j, struct pages_what *w)
{
	const struct center *center = j->what;
	const struct chapter *chapter = j->what;
	const struct heading *heading = j->what;
	const struct faq *faq = j->what;
	const struct products_letter *letter = j->what;
	const struct products_group *group = j->more;

	*w = (struct pages_what){ .kind = j->kind, .pv = pv };
	switch (j->kind) {
	case PAGES_CHAPTER:
		w->page = chapter->page;
		break;
	case PAGES_HEADING:
		w->page = heading->chapter->page;
		w->url = arena_printf(a, "/hts/%s/", heading->code);
		break;
	case PAGES_LETTER:
		w->url = arena_printf(
		    a, "%s/products/%s/", lang_info[pv->in.lang].prefix, letter->slug);
		break;
	case PAGES_GROUP:
		w->url = arena_printf(
		    a, "%s/products/%s/", lang_info[pv->in.lang].prefix, group->slug);
		break;
	case PAGES_CENTER:
		w->page = center->in[pv->in.lang] != NULL ? center->in[pv->in.lang]->page
							  : center->page;
		break;
	case PAGES_FAQ:
		w->page = faq->page;
		break;
	case PAGES_TEXT:
		w->page = j->what;
		break;
	case PAGES_MADE:
	case PAGES_REDIRECT:
		break;
	}
	if (w->page != NULL && w->url == NULL)
		w->url = w->page->url;
}

/* Is the page there without being rendered? */
static bool
is_known(const struct pages *p, unsigned thread, struct hand *h, struct job *j)
{
	struct pages_what what;

	if (p->known_page == NULL)
		return false;
	what_of(p->pv, &h->keep, j, &what);
	if (!p->known_page(p->ctx, thread, &h->keep, &h->arena, &what, &j->done))
		return false;
	j->done.file = what.page != NULL ? what.page->file : NULL;
	return true;
}

/* Render one page and hand it on: on any thread. */
static void
render(void *ctx, unsigned thread, size_t i)
{
	const struct run *r = ctx;
	const struct pages *p = r->p;
	struct job *j = &r->jobs[i];
	struct hand *h = &r->hands[thread];
	struct pageview_page page = { .arena = &h->arena };

	if (is_known(p, thread, h, j)) {
		j->good = true;
		arena_reset(&h->arena);
		site_seen(p->pv->site);
		return;
	}
	buf_clear(&h->html);
	fill(p->pv, &page, j);
	pageview_end(&page);
	j->good = mustache_render(&j->diag, p->set, page.template, page.root, &h->html,
		      MUSTACHE_STRICT | (p->known ? MUSTACHE_KNOWN : 0)) == 0;
	j->done = (struct pages_done){
		.file = page.file, .reviewed = page.reviewed, .indexed = page.indexed
	};
	if (page.url != NULL)
		j->done.url = arena_strdup(&h->keep, page.url);
	if (page.head_title != NULL)
		j->done.head_title = arena_strdup(&h->keep, page.head_title);
	if (j->good && p->make != NULL)
		j->done.result =
		    p->make(p->ctx, thread, i, &j->diag, &h->keep, &page, ready(h, p->pv));
	arena_reset(&h->arena);
	site_seen(p->pv->site);
}

/* The messages of a job, and what becomes of its page.  Returns -1 to stop. */
static int
take(struct run *r, struct job *j)
{
	const struct pages *p = r->p;
	size_t i, before = p->diag->errors;

	for (i = 0; i < j->diag.n; i++)
		diag_add(
		    p->diag, j->diag.msgs[i].level, j->diag.msgs[i].loc, j->diag.msgs[i].text);
	if (!j->good)
		return p->diag->errors - r->errors < PAGES_MAX_ERRORS ? 0 : -1;
	if (p->diag->errors != before)
		return -1; /* make() could not */
	return p->put != NULL ? p->put(p->ctx, &j->done) : 0;
}

/* Render all jobs.  0, or -1 when anything was reported as an error. */
static int
run(struct run *r)
{
	size_t i;
	int rc = 0;

	for (i = 0; i < r->n; i++)
		diag_init(&r->jobs[i].diag);
	work_each(r->n_hands, r->n, render, r);
	for (i = 0; rc == 0 && i < r->n; i++)
		rc = take(r, &r->jobs[i]);
	for (i = 0; i < r->n; i++)
		diag_free(&r->jobs[i].diag);
	return rc == 0 && r->p->diag->errors == r->errors ? 0 : -1;
}

static void
add_tariff(struct run *r)
{
	const struct pageview *pv = r->p->pv;
	size_t i, j;

	for (i = 0; i < pv->site->n_chapters && pv->in.lang == LANG_EN; i++) {
		const struct chapter *c = &pv->site->chapters[i];

		add(r, PAGES_CHAPTER, c, NULL);
		for (j = 0; j < c->n_headings; j++)
			add(r, PAGES_HEADING, &c->headings[j], NULL);
	}
}

static void
add_products(struct run *r)
{
	const struct pageview *pv = r->p->pv;
	size_t i, j;

	for (i = 0; i < pv->products.n_letters; i++) {
		const struct products_letter *l = &pv->products.letters[i];

		add(r, PAGES_LETTER, l, NULL);
		for (j = 0; j < l->n_groups; j++)
			add(r, PAGES_GROUP, l, &l->groups[j]);
	}
}

static void
add_texts(struct run *r)
{
	const struct pageview *pv = r->p->pv;
	size_t i;

	for (i = 0; i < pv->site->n_centers; i++)
		if (pv->in.lang == LANG_EN || pv->site->centers[i].in[pv->in.lang] != NULL)
			add(r, PAGES_CENTER, &pv->site->centers[i], NULL);
	for (i = 0; i < pv->site->n_faqs; i++)
		add(r, PAGES_FAQ, &pv->site->faqs[i], NULL);
	for (i = 0; i < pv->n_texts; i++)
		if (!pageview_is_intro(pv->texts[i]) && pv->texts[i]->lang == pv->in.lang)
			add(r, PAGES_TEXT, pv->texts[i], NULL);
}

/* A page's title, by its hash: nearly all differ in that already. */
struct titled {
	uint64_t hash;
	const struct pages_done *page;
};

static int
by_hash(const void *x, const void *y)
{
	const struct titled *a = x, *b = y;

	return (a->hash > b->hash) - (a->hash < b->hash);
}

static int
by_title(const void *x, const void *y)
{
	const struct titled *a = x, *b = y;
	int c = strcmp(a->page->head_title, b->page->head_title);

	return c != 0 ? c : strcmp(a->page->url, b->page->url);
}

/* Result lists show little but titles. */
static void
check_titles(struct run *r)
{
	struct titled *v = arena_alloc(&r->arena, (r->n + 1) * sizeof(*v)), *same;
	size_t i, n = 0, twice = 0;

	for (i = 0; i < r->n; i++) {
		const struct pages_done *done = &r->jobs[i].done;

		if (done->indexed)
			v[n++] = (struct titled){ hash_sum(str_of(done->head_title)), done };
	}
	if (n > 1)
		qsort(v, n, sizeof(*v), by_hash);
	same = arena_alloc(&r->arena, (n + 1) * sizeof(*same));
	for (i = 0; i < n; i++)
		if ((i > 0 && v[i].hash == v[i - 1].hash) ||
		    (i + 1 < n && v[i].hash == v[i + 1].hash))
			same[twice++] = v[i];
	if (twice > 1)
		qsort(same, twice, sizeof(*same), by_title);
	for (i = 1; i < twice; i++)
		if (strcmp(same[i - 1].page->head_title, same[i].page->head_title) == 0)
			diag_warn(r->p->diag, (struct loc){ same[i].page->file, 0, 0 },
			    "%s has the same title as %s: \"%s\"", same[i].page->url,
			    same[i - 1].page->url, same[i].page->head_title);
}

int
pages_render(const struct pages *p)
{
	enum pageview_made m;
	struct run r;
	int rc;

	begin(&r, p);
	for (m = 0; m < MADE__MAX; m++)
		if (p->pv->in.lang == LANG_EN || !pageview_made_english(m))
			add_made(&r, m);
	add_tariff(&r);
	add_products(&r);
	add_texts(&r);
	rc = run(&r);
	if (rc == 0 && p->make != NULL)
		check_titles(&r);
	end(&r);
	return rc;
}

int
pages_again(const struct pages *p, enum pageview_made which)
{
	struct run r;
	int rc;

	begin(&r, p);
	add_made(&r, which);
	rc = run(&r);
	end(&r);
	return rc;
}

int
pages_redirects(const struct pages *p, const struct redirects *redirects)
{
	struct run r;
	size_t i;
	int rc;

	begin(&r, p);
	for (i = 0; i < redirects->n; i++)
		add(&r, PAGES_REDIRECT, &redirects->v[i], NULL);
	rc = run(&r);
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
at_made(struct run *r, const char *url)
{
	const struct pageview *pv = r->p->pv;
	enum pageview_made m;

	for (m = 0; m < MADE__MAX; m++)
		if (is_url(pv, url, pageview_made_url(m)) &&
		    (pv->in.lang == LANG_EN || !pageview_made_english(m))) {
			add_made(r, m);
			return true;
		}
	return false;
}

static bool
at_tariff(struct run *r, struct str url)
{
	const struct site *site = r->p->pv->site;
	const struct heading *h = NULL;
	char code[5] = "";
	size_t i;

	if (!str_starts(url, "/hts/"))
		return false;
	for (i = 0; i < site->n_chapters; i++)
		if (str_is(url, site->chapters[i].page->url)) {
			add(r, PAGES_CHAPTER, &site->chapters[i], NULL);
			return true;
		}
	if (url.n == strlen("/hts/6109/") && str_ends(url, "/")) {
		memcpy(code, url.p + strlen("/hts/"), sizeof(code) - 1);
		h = site_heading(site, code);
	}
	if (h != NULL)
		add(r, PAGES_HEADING, h, NULL);
	return h != NULL;
}

static bool
at_products(struct run *r, struct str url)
{
	const struct pageview *pv = r->p->pv;
	size_t i, j;

	url = lang_bare_path(url);
	if (!str_starts(url, "/products/") || !str_ends(url, "/"))
		return false;
	url = str_skip(url, strlen("/products/"));
	url.n -= url.n > 0;
	for (i = 0; i < pv->products.n_letters; i++) {
		const struct products_letter *l = &pv->products.letters[i];

		if (str_is(url, l->slug)) {
			add(r, PAGES_LETTER, l, NULL);
			return true;
		}
		for (j = 0; j < l->n_groups; j++)
			if (str_is(url, l->groups[j].slug)) {
				add(r, PAGES_GROUP, l, &l->groups[j]);
				return true;
			}
	}
	return false;
}

static bool
at_text(struct run *r, const char *url)
{
	const struct pageview *pv = r->p->pv;
	const struct site *site = pv->site;
	size_t i;

	for (i = 0; i < site->n_centers; i++)
		if (site->centers[i].in[pv->in.lang] != NULL &&
		    strcmp(url, site->centers[i].in[pv->in.lang]->page->url) == 0) {
			add(r, PAGES_CENTER, &site->centers[i], NULL);
			return true;
		}
	for (i = 0; i < site->n_faqs; i++)
		if (strcmp(url, site->faqs[i].page->url) == 0) {
			add(r, PAGES_FAQ, &site->faqs[i], NULL);
			return true;
		}
	for (i = 0; i < pv->n_texts; i++)
		if (strcmp(url, pv->texts[i]->url) == 0 && pv->texts[i]->lang == pv->in.lang) {
			add(r, PAGES_TEXT, pv->texts[i], NULL);
			return true;
		}
	return false;
}

static bool
at_redirect(struct run *r, const struct redirects *redirects, const char *url)
{
	size_t i;

	for (i = 0; i < redirects->n; i++)
		if (strcmp(url, redirects->v[i].from) == 0) {
			add(r, PAGES_REDIRECT, &redirects->v[i], NULL);
			return true;
		}
	return false;
}

int
pages_at(const struct pages *p, const struct redirects *redirects, const char *url, bool *found)
{
	struct run r;
	int rc = 0;

	begin(&r, p);
	*found = at_made(&r, url) || at_tariff(&r, str_of(url)) ||
		 at_products(&r, str_of(url)) || at_text(&r, url) ||
		 at_redirect(&r, redirects, url);
	if (*found)
		rc = run(&r);
	end(&r);
	return rc;
}

int
pages_shell(const struct pages *p, struct buf *out)
{
	struct arena a;
	struct pageview_page page = { .arena = &a };
	struct buf html = BUF_INIT;
	int rc;

	arena_init(&a, 0);
	pageview_shell(p->pv, &page);
	pageview_end(&page);
	rc = mustache_render(p->diag, p->set, page.template, page.root, &html,
	    MUSTACHE_STRICT | (p->known ? MUSTACHE_KNOWN : 0));
	relink(out, buf_str(&html), p->pv->in.lang, has_page, p->pv);
	buf_free(&html);
	arena_free(&a);
	return rc;
}
