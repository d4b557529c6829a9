#include "index/texts.h"

#include <string.h>

#include "base/buf.h"
#include "base/lang.h"

static void
find_page(
    struct found_list *l, const struct page *p, const char *kind, const struct strings *also)
{
	struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; also != NULL && i < also->n; i++)
		buf_addf(&b, "%s%s", i > 0 ? "; " : "", also->v[i]);
	l->v = arena_grow(&l->arena, l->v, l->n, &l->cap, sizeof(*l->v));
	l->v[l->n++] = (struct found){ p, kind, { arena_strndup(&l->arena, b.p, b.n), b.n } };
	buf_free(&b);
}

static int
put_page(struct writer *w, struct db_stmt *s, const struct found *f)
{
	const struct page *p = f->page;

	db_bind_text(s, 1, p->url);
	db_bind_text(s, 2, f->kind);
	db_bind_text(s, 3, p->title);
	db_bind_str(s, 4, f->also);
	db_bind_str(s, 5, p->doc.text);
	return db_run(w->diag, s);
}

/* What a Center's page answers beside its own text: names, city, number. */
static void
find_center_page(struct found_list *l, const struct center *c)
{
	struct arena *a = &l->arena;
	const char *more[5] = {
		arena_printf(a, "%s Center", c->name),
		c->city,
		arena_printf(a, "Center %03u", c->number),
		c->summary,
		arena_printf(a,
		    "where is the %s Center, contact, phone, e-mail, address, office", c->name),
	};
	struct strings also = { more, 5 };

	find_page(l, c->page, "center", &also);
}

void
texts_find(struct found_list *l, const struct site *site)
{
	size_t i;

	for (i = 0; i < site->n_centers; i++)
		find_center_page(l, &site->centers[i]);
	for (i = 0; i < site->n_faqs; i++)
		find_page(l, site->faqs[i].page, "faq", &site->faqs[i].also_asked);
	for (i = 0; i < site->n_terms; i++)
		find_page(l, site->terms[i].page, "term", &site->terms[i].also);
	for (i = 0; i < site->n_changes; i++)
		find_page(l, site->changes[i].page, "change", NULL);
	for (i = 0; i < site->n_pages; i++)
		if (site->pages[i].type == PAGE_PAGE && site->pages[i].live &&
		    strcmp(site->pages[i].url, "/") != 0) /* who asks here has been there */
			find_page(l, &site->pages[i], "page", NULL);
}

int
texts_put(struct writer *w, const struct found_list *l)
{
	struct db_stmt *s = db_prepare(w->diag, w->db,
	    "INSERT INTO page(url, kind, title, also, text) VALUES (?, ?, ?, ?, ?)");
	size_t i;
	int rc = s == NULL ? -1 : 0;

	for (i = 0; rc == 0 && i < l->n; i++) {
		rc = put_page(w, s, &l->v[i]);
		site_seen(w->site);
	}
	db_stmt_free(s);
	return rc;
}

/* A page in another language: beside its text, the terms of its words. */
static int
put_page_in(struct writer *w, struct db_stmt *s, struct db_stmt *fts, const struct page *p,
    const char *kind, const struct strings *also)
{
	struct arena *a = &w->arena;
	struct buf b = BUF_INIT;
	size_t i;
	int rc;

	for (i = 0; also != NULL && i < also->n; i++)
		buf_addf(&b, "%s%s", i > 0 ? "; " : "", also->v[i]);
	db_bind_int(s, 1, ++w->n_pages_in);
	db_bind_text(s, 2, lang_info[p->lang].code);
	db_bind_text(s, 3, p->url);
	db_bind_text(s, 4, kind);
	db_bind_text(s, 5, p->title);
	db_bind_str(s, 6, buf_str(&b));
	db_bind_str(s, 7, p->doc.text);
	rc = db_run(w->diag, s);
	if (rc == 0) {
		db_bind_int(fts, 1, w->n_pages_in);
		db_bind_text(fts, 2, words_terms_in(w->words, p->lang, a, str_of(p->title)));
		db_bind_text(fts, 3, words_terms_in(w->words, p->lang, a, buf_str(&b)));
		db_bind_text(fts, 4, words_terms_in(w->words, p->lang, a, p->doc.text));
		rc = db_run(w->diag, fts);
	}
	buf_free(&b);
	arena_reset(a);
	return rc;
}

int
texts_put_in(struct writer *w)
{
	const struct site *site = w->site;
	struct db_stmt *s = db_prepare(w->diag, w->db,
	    "INSERT INTO page_in(id, lang, url, kind, title, also, text) "
	    "VALUES (?, ?, ?, ?, ?, ?, ?)");
	struct db_stmt *fts = db_prepare(w->diag, w->db,
	    "INSERT INTO fts_page_in(rowid, title, also, text) VALUES (?, ?, ?, ?)");
	size_t i, k;
	int rc = s == NULL || fts == NULL ? -1 : 0;

	for (i = 0; rc == 0 && i < site->n_translations; i++) {
		const struct page *p = &site->translations[i];
		const struct strings *also = NULL;
		struct strings more;
		const char *names[3];

		if (!p->live || p->url[0] == '\0' ||
		    str_is(lang_bare_path(str_of(p->url)), "/"))
			continue;
		for (k = 0; p->type == PAGE_FAQ && k < site->n_faqs; k++)
			if (site->faqs[k].page == p->in[LANG_EN])
				also = &site->faqs[k].in[p->lang]->also_asked;
		for (k = 0; p->type == PAGE_CENTER && k < site->n_centers; k++) {
			const struct center *c = &site->centers[k];

			if (c->page != p->in[LANG_EN])
				continue;
			names[0] = c->in[p->lang]->summary;
			names[1] = c->city;
			names[2] = c->name;
			more = (struct strings){ names, 3 };
			also = &more;
		}
		rc = put_page_in(w, s, fts, p,
		    p->type == PAGE_FAQ      ? "faq"
		    : p->type == PAGE_CENTER ? "center"
					     : "page",
		    also);
	}
	db_stmt_free(s);
	db_stmt_free(fts);
	return rc;
}

int
texts_put_centers(struct writer *w)
{
	struct db_stmt *s =
	    db_prepare(w->diag, w->db, "INSERT INTO center_in VALUES (?, ?, ?, ?, ?)");
	size_t i;
	enum lang l;
	int rc = s == NULL ? -1 : 0;

	for (l = LANG_EN + 1; l < LANG__MAX; l++) {
		for (i = 0; rc == 0 && i < w->site->n_centers; i++) {
			const struct center *c = w->site->centers[i].in[l];

			if (c == NULL)
				continue;
			db_bind_text(s, 1, lang_info[l].code);
			db_bind_text(s, 2, c->slug);
			db_bind_text(s, 3, c->name);
			db_bind_text(s, 4, c->summary);
			db_bind_text(s, 5, c->page->url);
			rc = db_run(w->diag, s);
		}
	}
	db_stmt_free(s);
	return rc;
}
