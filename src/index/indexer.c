#include "index/indexer.h"

#include <pthread.h>
#include <semaphore.h>
#include <string.h>

#include "db/db.h"
#include "index/lines.h"
#include "index/named.h"
#include "index/opinion.h"
#include "index/pins.h"
#include "index/vocabulary.h"
#include "index/wordnet.h"
#include "words/forms.h"
#include "words/terms.h"

/* What every writer below needs. */
struct writer {
	struct diag *diag;
	struct db *db;
	const struct site *site;
	struct words *words;
	struct vocabulary *vocabulary; /* of all but the texts of pages */
	struct vocabulary *terms; /* of the names */
	int64_t n_pages_in; /* pages in other languages */
	struct arena arena; /* scratch, reset after each heading or page */
};

static int
put_meta(struct writer *w, const struct index_extra *extra)
{
	const struct config *c = &w->site->config;
	struct db_stmt *s = db_prepare(w->diag, w->db, "INSERT INTO meta VALUES (?, ?)");
	struct buf date = BUF_INIT, at = BUF_INIT;
	size_t i;
	int rc = 0;

	if (s == NULL)
		return -1;
	date_iso(&date, c->mapping_date);
	time_iso(&at, w->site->at);
	{
		const struct {
			const char *key, *value;
		} rows[] = {
			{ "release", extra->release },
			{ "built", at.p },
			{ "mapping_date", date.p },
			{ "title", c->title },
			{ "base_url", c->base_url },
			{ "mailbox", c->mailbox },
		};

		for (i = 0; rc == 0 && i < sizeof(rows) / sizeof(rows[0]); i++) {
			db_bind_text(s, 1, rows[i].key);
			db_bind_text(s, 2, rows[i].value);
			rc = db_run(w->diag, s);
		}
	}
	buf_free(&date);
	buf_free(&at);
	db_stmt_free(s);
	return rc;
}

static int
put_centers(struct writer *w)
{
	struct db_stmt *s =
	    db_prepare(w->diag, w->db, "INSERT INTO center VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
	size_t i;
	int rc = 0;

	for (i = 0; s != NULL && rc == 0 && i < w->site->n_centers; i++) {
		const struct center *c = &w->site->centers[i];

		db_bind_text(s, 1, c->slug);
		db_bind_int(s, 2, (int64_t)i);
		db_bind_int(s, 3, c->number);
		db_bind_text(s, 4, c->name);
		db_bind_text(s, 5, c->summary);
		db_bind_text(s, 6, c->city);
		db_bind_text(s, 7, c->field_office);
		db_bind_text(s, 8, c->mailbox);
		db_bind_text(s, 9, c->page->url);
		rc = db_run(w->diag, s);
	}
	db_stmt_free(s);
	return s == NULL ? -1 : rc;
}

/* "Title (2015-01-28); other title": what an answer cites. */
static void
cite(struct buf *out, const struct sources *src)
{
	size_t i;

	for (i = 0; i < src->n; i++) {
		buf_addf(out, "%s%s", i > 0 ? "; " : "", src->v[i]->title);
		if (src->v[i]->date.year == 0)
			continue;
		buf_adds(out, " (");
		date_iso(out, src->v[i]->date);
		buf_addc(out, ')');
	}
}

/* The newest date among the sources: as of when the rule is known. */
static void
newest(struct buf *out, const struct sources *src)
{
	struct date best = { 0, 0, 0 };
	size_t i;

	for (i = 0; i < src->n; i++)
		if (src->v[i]->date.year != 0 && date_cmp(src->v[i]->date, best) > 0)
			best = src->v[i]->date;
	if (best.year != 0)
		date_iso(out, best);
}

static int
put_rules(struct writer *w)
{
	struct db_stmt *s =
	    db_prepare(w->diag, w->db, "INSERT INTO rule VALUES (?, ?, ?, ?, ?, ?, ?)");
	struct buf source = BUF_INIT, date = BUF_INIT;
	size_t i;
	int rc = 0;

	for (i = 0; s != NULL && rc == 0 && i < w->site->n_rules; i++) {
		const struct rule *r = &w->site->rules[i];

		buf_clear(&source);
		buf_clear(&date);
		cite(&source, &r->sources);
		newest(&date, &r->sources);
		db_bind_text(s, 1, r->from);
		db_bind_text(s, 2, r->to);
		db_bind_text(s, 3, r->center->slug);
		db_bind_text(s, 4, basis_name(r->basis));
		db_bind_str(s, 5, buf_str(&source));
		db_bind_text(s, 6, date.n > 0 ? date.p : NULL);
		db_bind_text(s, 7, r->note);
		rc = db_run(w->diag, s);
	}
	buf_free(&source);
	buf_free(&date);
	db_stmt_free(s);
	return s == NULL ? -1 : rc;
}

static int
put_chapters(struct writer *w)
{
	struct db_stmt *s = db_prepare(w->diag, w->db, "INSERT INTO chapter VALUES (?, ?, ?)");
	size_t i;
	int rc = 0;

	for (i = 0; s != NULL && rc == 0 && i < w->site->n_chapters; i++) {
		const struct chapter *c = &w->site->chapters[i];

		db_bind_text(s, 1, c->number);
		db_bind_text(s, 2, c->title);
		db_bind_text(s, 3, c->section);
		rc = db_run(w->diag, s);
	}
	db_stmt_free(s);
	return s == NULL ? -1 : rc;
}

/* The statements that one heading needs. */
struct heading_stmts {
	struct db_stmt *heading, *name, *fts;
};

/* A joined form's "+" is left out. */
static void
add_terms(struct vocabulary *terms, struct str list)
{
	struct str t;

	while (str_split(&list, ' ', &t))
		vocabulary_add_surface(terms, str_skip(t, str_starts(t, "+")));
}

static int
put_names(struct writer *w, const struct heading_stmts *st, const struct heading *h, int64_t id,
    struct buf *all)
{
	static const char *const kinds[] = {
		[NAME_PLAIN] = "name",
		[NAME_ES] = "es",
		[NAME_BRAND] = "brand",
		[NAME_CAS] = "cas",
		[NAME_ALSO] = "also",
	};
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < h->n_names; i++) {
		const struct name *n = &h->names[i];
		struct named kept;

		named_read(&kept, w->words, n->kind == NAME_ES ? LANG_ES : LANG_EN, &w->arena,
		    n->text);
		buf_addf(all, "%s ", kept.terms);
		vocabulary_add_words(w->vocabulary, kept.word, kept.n, n->kind == NAME_ES);
		add_terms(w->terms, str_of(kept.terms));
		db_bind_int(st->name, 1, id);
		db_bind_text(st->name, 2, strcmp(n->code, h->code) != 0 ? n->code : NULL);
		db_bind_text(st->name, 3, kinds[n->kind]);
		db_bind_text(st->name, 4, n->text);
		db_bind_text(st->name, 5, strcmp(kept.terms, n->text) != 0 ? kept.terms : NULL);
		db_bind_text(st->name, 6, kept.head);
		db_bind_text(st->name, 7, n->other != NULL ? n->other->code : NULL);
		db_bind_text(st->name, 8, n->question);
		rc = db_run(w->diag, st->name);
	}
	return rc;
}

static int
put_heading(
    struct writer *w, const struct heading_stmts *st, const struct heading *h, int64_t id)
{
	struct buf names = BUF_INIT, scope = BUF_INIT;
	size_t i;
	int rc;

	buf_adds(&scope, h->text);
	for (i = 0; i < h->n_splits; i++)
		buf_addf(&scope, " %s %s", h->splits[i].title, h->splits[i].text);
	vocabulary_add(w->vocabulary, str_of(h->title));
	vocabulary_add(w->vocabulary, buf_str(&scope));
	db_bind_int(st->heading, 1, id);
	db_bind_text(st->heading, 2, h->code);
	db_bind_text(st->heading, 3, h->title);
	db_bind_text(st->heading, 4, h->chapter->number);
	db_bind_str(st->heading, 5, buf_str(&scope));
	rc = db_run(w->diag, st->heading);
	if (rc == 0)
		rc = put_names(w, st, h, id, &names);
	if (rc == 0) {
		db_bind_int(st->fts, 1, id);
		db_bind_text(st->fts, 2, words_terms(w->words, &w->arena, str_of(h->title)));
		db_bind_text(st->fts, 3, words_terms(w->words, &w->arena, buf_str(&scope)));
		db_bind_str(st->fts, 4, buf_str(&names));
		rc = db_run(w->diag, st->fts);
	}
	buf_free(&names);
	buf_free(&scope);
	arena_reset(&w->arena);
	return rc;
}

static int
put_headings(struct writer *w)
{
	struct heading_stmts st = {
		db_prepare(w->diag, w->db, "INSERT INTO heading VALUES (?, ?, ?, ?, ?)"),
		db_prepare(w->diag, w->db,
		    "INSERT INTO name"
		    "(heading, code, kind, text, terms, head, other, question) "
		    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
		db_prepare(w->diag, w->db,
		    "INSERT INTO fts_heading(rowid, title, scope, names) VALUES (?, ?, ?, ?)"),
	};
	int64_t id = 0;
	size_t i, j;
	int rc = st.heading == NULL || st.name == NULL || st.fts == NULL ? -1 : 0;

	for (i = 0; rc == 0 && i < w->site->n_chapters; i++)
		for (j = 0; rc == 0 && j < w->site->chapters[i].n_headings; j++)
			rc = put_heading(w, &st, &w->site->chapters[i].headings[j], ++id);
	db_stmt_free(st.heading);
	db_stmt_free(st.name);
	db_stmt_free(st.fts);
	return rc;
}

/* A page that can be found: what it answers beside its own text is ALSO. */
struct found {
	const struct page *page;
	const char *kind;
	struct str also;
};

struct found_list {
	struct arena arena;
	struct found *v; /* N of them, in the order of the rows */
	size_t n, cap;
};

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

static void
find_pages(struct found_list *l, const struct site *site)
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

static int
put_pages(struct writer *w, const struct found_list *l)
{
	struct db_stmt *s = db_prepare(w->diag, w->db,
	    "INSERT INTO page(url, kind, title, also, text) VALUES (?, ?, ?, ?, ?)");
	size_t i;
	int rc = s == NULL ? -1 : 0;

	for (i = 0; rc == 0 && i < l->n; i++)
		rc = put_page(w, s, &l->v[i]);
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

static int
put_pages_in(struct writer *w)
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

		if (!p->live || str_is(lang_bare_path(str_of(p->url)), "/"))
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

static int
put_centers_in(struct writer *w)
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

static int
put_messages(struct writer *w, const struct index_extra *extra)
{
	struct db_stmt *s = db_prepare(w->diag, w->db, "INSERT INTO message VALUES (?, ?, ?)");
	size_t i;
	int rc = s == NULL ? -1 : 0;

	for (i = 0; rc == 0 && i < extra->n_messages; i++) {
		db_bind_text(s, 1, extra->messages[i].lang);
		db_bind_text(s, 2, extra->messages[i].en);
		db_bind_text(s, 3, extra->messages[i].text);
		rc = db_run(w->diag, s);
	}
	db_stmt_free(s);
	return rc;
}

static int
put_choices(struct writer *w, struct db_stmt *s, const struct answer *a, int64_t id)
{
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < a->n_choices; i++) {
		const struct choice *c = &a->choices[i];

		db_bind_int(s, 1, id);
		db_bind_int(s, 2, (int64_t)i);
		db_bind_text(s, 3, c->label);
		db_bind_text(s, 4, c->center != NULL ? c->center->slug : NULL);
		db_bind_text(s, 5, c->heading != NULL ? c->heading->code : NULL);
		db_bind_text(s, 6, c->query);
		db_bind_text(s, 7, c->url);
		rc = db_run(w->diag, s);
	}
	return rc;
}

/* The statements that pinned answers need. */
struct answer_stmts {
	struct db_stmt *answer, *choice, *pin, *known;
};

/* One key of the answer numbered ID. */
static int
put_pin(struct writer *w, const struct answer_stmts *st, int64_t id, const char *key)
{
	bool known;

	db_bind_text(st->known, 1, key);
	known = db_step(st->known) == DB_ROW;
	db_reset(st->known);
	if (known)
		return 0; /* twice in one file, as "record" and "recorder"; see pins.h */
	db_bind_text(st->pin, 1, key);
	db_bind_int(st->pin, 2, id);
	return db_run(w->diag, st->pin);
}

static int
put_pins(struct writer *w, const struct answer_stmts *st, const struct answer *a, int64_t id)
{
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < a->queries.n; i++) {
		const char *query = a->queries.v[i];
		const char *key = words_key(w->words, &w->arena, str_of(query));

		vocabulary_add(w->vocabulary, str_of(query));
		rc = put_pin(w, st, id, key);
		if (rc == 0 && a->within && strchr(key, ' ') == NULL)
			rc = put_pin(w, st, id, arena_printf(&w->arena, "~%s", key));
	}
	return rc;
}

static int
put_answers(struct writer *w)
{
	static const char *const actions[] = {
		[ACTION_ANSWER] = "answer",
		[ACTION_ASK] = "ask",
		[ACTION_DECLINE] = "decline",
	};
	struct answer_stmts st = {
		db_prepare(w->diag, w->db, "INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?)"),
		db_prepare(w->diag, w->db, "INSERT INTO choice VALUES (?, ?, ?, ?, ?, ?, ?)"),
		db_prepare(w->diag, w->db, "INSERT INTO pin VALUES (?, ?)"),
		db_prepare(w->diag, w->db, "SELECT answer FROM pin WHERE terms = ?"),
	};
	size_t i;
	int rc = st.answer == NULL || st.choice == NULL || st.pin == NULL || st.known == NULL
		     ? -1
		     : 0;

	if (rc == 0)
		rc = pins_check(w->diag, w->site);
	for (i = 0; rc == 0 && i < w->site->n_answers; i++) {
		const struct answer *a = &w->site->answers[i];
		int64_t id = (int64_t)i + 1;

		db_bind_int(st.answer, 1, id);
		db_bind_text(st.answer, 2, actions[a->action]);
		db_bind_text(st.answer, 3, a->center != NULL ? a->center->slug : NULL);
		db_bind_text(st.answer, 4, a->heading != NULL ? a->heading->code : NULL);
		db_bind_str(st.answer, 5, a->page->doc.html);
		db_bind_str(st.answer, 6, a->page->doc.text);
		rc = db_run(w->diag, st.answer);
		if (rc == 0)
			rc = put_choices(w, st.choice, a, id);
		if (rc == 0)
			rc = put_pins(w, &st, a, id);
		arena_reset(&w->arena);
	}
	db_stmt_free(st.answer);
	db_stmt_free(st.choice);
	db_stmt_free(st.pin);
	db_stmt_free(st.known);
	return rc;
}

static int
put_topics(struct writer *w)
{
	const struct config *c = &w->site->config;
	struct db_stmt *s = db_prepare(w->diag, w->db, "INSERT INTO topic VALUES (?, ?, ?)");
	size_t i;
	int rc = s == NULL ? -1 : 0;

	for (i = 0; rc == 0 && i < c->n_topics; i++) {
		db_bind_text(s, 1, c->topics[i].id);
		db_bind_int(s, 2, (int64_t)i);
		db_bind_text(s, 3, c->topics[i].title);
		rc = db_run(w->diag, s);
	}
	db_stmt_free(s);
	return rc;
}

static int
put_channels(struct writer *w)
{
	struct db_stmt *s = db_prepare(
	    w->diag, w->db, "INSERT INTO channel VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
	struct buf topics = BUF_INIT, words = BUF_INIT;
	size_t i, j;
	int rc = s == NULL ? -1 : 0;

	for (i = 0; rc == 0 && i < w->site->n_channels; i++) {
		const struct channel *c = &w->site->channels[i];

		buf_clear(&topics);
		buf_clear(&words);
		for (j = 0; j < c->topics.n; j++)
			buf_addf(&topics, " %s ", c->topics.v[j]);
		for (j = 0; j < c->words.n; j++)
			buf_addf(&words, "%s\n",
			    words_terms(w->words, &w->arena, str_of(c->words.v[j])));
		db_bind_int(s, 1, (int64_t)i);
		db_bind_str(s, 2, buf_str(&topics));
		db_bind_str(s, 3, buf_str(&words));
		db_bind_text(s, 4, c->to);
		db_bind_int(s, 5, c->port);
		db_bind_text(s, 6, c->mailbox);
		db_bind_text(s, 7, c->advice);
		db_bind_text(s, 8, c->faq->page->url);
		db_bind_text(s, 9, c->faq->page->title);
		rc = db_run(w->diag, s);
		arena_reset(&w->arena);
	}
	buf_free(&topics);
	buf_free(&words);
	db_stmt_free(s);
	return rc;
}

static int
put_templates(struct writer *w, const struct index_extra *extra)
{
	struct db_stmt *s = db_prepare(w->diag, w->db, "INSERT INTO template VALUES (?, ?)");
	size_t i;
	int rc = s == NULL ? -1 : 0;

	for (i = 0; rc == 0 && i < extra->n_templates; i++) {
		db_bind_text(s, 1, extra->templates[i].name);
		db_bind_str(s, 2, extra->templates[i].text);
		rc = db_run(w->diag, s);
	}
	db_stmt_free(s);
	return rc;
}

/* Words that the table of forms knows can be misspelled too. */
static void
add_forms(struct writer *w)
{
	unsigned i;

	for (i = 0; i < forms_pairs_n; i++)
		vocabulary_add_rare(w->vocabulary, str_of(forms_pairs[i].from));
}

/* What takes long and needs no row of the index: made while the rows are written. */
struct aside {
	const struct site *site;
	const struct found_list *pages;
	const char *dir; /* of WordNet; NULL: none */
	const struct vocabulary *terms, *others; /* of the writer, once READY */
	sem_t ready;
	bool failed; /* they never will be */
	struct words *words;
	struct vocabulary *vocabulary; /* all of it, in the end */
	struct opinion *opinion;
	struct wordnet_input *input;
	struct wordnet_rows *wordnet;
	pthread_t thread;
	bool started;
};

static void
count_pages(struct vocabulary *v, const struct found_list *l)
{
	size_t i;

	for (i = 0; i < l->n; i++) {
		vocabulary_add(v, str_of(l->v[i].page->title));
		vocabulary_add(v, l->v[i].also);
		vocabulary_add(v, l->v[i].page->doc.text);
	}
}

static void *
work_aside(void *arg)
{
	struct aside *a = arg;

	a->words = words_new();
	words_remember(a->words);
	a->vocabulary = vocabulary_new(a->words);
	count_pages(a->vocabulary, a->pages);
	a->opinion = opinion_learn(a->site, a->words);
	if (a->dir != NULL)
		a->input = wordnet_input_read(a->dir);
	while (sem_wait(&a->ready) != 0)
		; /* a signal */
	if (a->failed)
		return NULL;
	vocabulary_merge(a->vocabulary, a->others);
	if (a->input != NULL)
		a->wordnet = wordnet_make(a->words, a->input, a->terms, a->vocabulary);
	return NULL;
}

/* A thread that cannot be started leaves the work for aside_end(). */
static void
aside_start(struct aside *a)
{
	(void)sem_init(&a->ready, 0, 0); /* valid arguments */
	a->started = pthread_create(&a->thread, NULL, work_aside, a) == 0;
}

/* The words of all but pages are counted. */
static void
aside_ready(struct aside *a, bool failed, const struct writer *w)
{
	a->failed = failed;
	a->terms = w->terms;
	a->others = w->vocabulary;
	(void)sem_post(&a->ready); /* once */
}

static void
aside_end(struct aside *a)
{
	if (a->started)
		(void)pthread_join(a->thread, NULL); /* ours and joinable */
	else
		(void)work_aside(a); /* no result */
	(void)sem_destroy(&a->ready);
}

static void
aside_free(struct aside *a)
{
	opinion_free(a->opinion);
	wordnet_rows_free(a->wordnet);
	wordnet_input_free(a->input);
	vocabulary_free(a->vocabulary);
	words_free(a->words);
}

/* The tables that hold what the content says, but the texts of pages. */
static int
put_content(struct writer *w)
{
	add_forms(w);
	if (put_centers(w) != 0 || put_rules(w) != 0 || put_chapters(w) != 0 ||
	    put_headings(w) != 0 ||
	    lines_write(w->diag, w->db, w->site, w->words, w->vocabulary) != 0 ||
	    put_answers(w) != 0 || put_topics(w) != 0 || put_centers_in(w) != 0 ||
	    put_pages_in(w) != 0)
		return -1;
	return put_channels(w);
}

static int
put_aside(struct writer *w, const struct aside *a)
{
	if (vocabulary_write(a->vocabulary, w->diag, w->db) != 0 ||
	    opinion_write(w->diag, w->db, a->opinion) != 0)
		return -1;
	return a->wordnet != NULL ? wordnet_put(w->diag, w->db, a->wordnet) : 0;
}

int
index_write(
    struct diag *d, const struct site *site, struct index_extra *extra, const char *path)
{
	struct writer w = { .diag = d, .site = site };
	struct found_list pages = { .n = 0 };
	struct aside aside = { .site = site, .pages = &pages, .dir = extra->wordnet };
	int rc = -1;

	w.db = db_create(d, path);
	if (w.db == NULL)
		return -1;
	arena_init(&w.arena, 0);
	arena_init(&pages.arena, 0);
	w.words = words_new();
	words_remember(w.words);
	w.vocabulary = vocabulary_new(w.words);
	w.terms = vocabulary_new(w.words);
	find_pages(&pages, site);
	aside_start(&aside);
	rc = put_content(&w);
	aside_ready(&aside, rc != 0, &w);
	if (rc == 0)
		rc = put_pages(&w, &pages) == 0 ? db_fold(d, w.db) : -1;
	aside_end(&aside);
	if (rc == 0)
		rc = put_aside(&w, &aside);
	if (rc == 0 && extra->late != NULL)
		rc = extra->late(extra->ctx, extra);
	if (rc == 0 && (put_meta(&w, extra) != 0 || put_templates(&w, extra) != 0 ||
			put_messages(&w, extra) != 0))
		rc = -1;
	aside_free(&aside);
	vocabulary_free(w.vocabulary);
	vocabulary_free(w.terms);
	words_free(w.words);
	arena_free(&w.arena);
	arena_free(&pages.arena);
	if (rc != 0) {
		db_close(w.db);
		return -1;
	}
	return db_finish(d, w.db);
}
