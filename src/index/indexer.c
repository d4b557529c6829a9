#include "index/indexer.h"

#include <string.h>

#include "index/answers.h"
#include "index/aside.h"
#include "index/lines.h"
#include "index/named.h"
#include "index/plurals.h"
#include "words/forms.h"

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
	struct db_stmt *heading, *name, *fts, *question;
	const struct plurals *plurals;
};

/* A joined form's "+" is left out. */
static void
add_terms(struct vocabulary *terms, struct str list)
{
	struct str t;

	while (str_split(&list, ' ', &t))
		vocabulary_add_surface(terms, str_skip(t, str_starts(t, "+")));
}

/* What decides about N, the last name that was written, in the languages but English. */
static int
put_questions(struct writer *w, struct db_stmt *s, const struct name *n)
{
	enum lang lang;
	int rc = 0;

	for (lang = LANG_EN + 1; rc == 0 && lang < LANG__MAX; lang++) {
		if (n->question_in[lang] == NULL)
			continue;
		db_bind_text(s, 1, lang_info[lang].code);
		db_bind_int(s, 2, w->n_names);
		db_bind_text(s, 3, n->question_in[lang]);
		rc = db_run(w->diag, s);
	}
	return rc;
}

static int
put_name(struct writer *w, struct db_stmt *st, const struct heading *h, int64_t id,
    const struct name *n, const char *text, struct buf *all)
{
	static const char *const kinds[] = {
		[NAME_PLAIN] = NULL,
		[NAME_ES] = "es",
		[NAME_BRAND] = "brand",
		[NAME_CAS] = "cas",
		[NAME_ALSO] = "also",
	};
	struct named kept;

	named_read(&kept, w->words, n->kind == NAME_ES ? LANG_ES : LANG_EN, &w->arena, text);
	buf_addf(all, "%s ", kept.terms);
	vocabulary_add_words(w->vocabulary, kept.word, kept.n, n->kind == NAME_ES);
	add_terms(w->terms, str_of(kept.terms));
	db_bind_int(st, 1, id);
	db_bind_text(st, 2, strcmp(n->code, h->code) != 0 ? n->code : NULL);
	db_bind_text(st, 3, kinds[n->kind]);
	db_bind_text(st, 4, text);
	db_bind_text(st, 5, strcmp(kept.terms, text) != 0 ? kept.terms : NULL);
	db_bind_text(st, 6, kept.head);
	db_bind_text(st, 7, n->other != NULL ? n->other->code : NULL);
	db_bind_text(st, 8, n->question);
	db_bind_int(st, 9, ++w->n_names);
	return db_run(w->diag, st);
}

static int
put_names(struct writer *w, const struct heading_stmts *st, const struct heading *h, int64_t id,
    struct buf *all)
{
	const char *plural;
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < h->n_names; i++) {
		const struct name *n = &h->names[i];

		rc = put_name(w, st->name, h, id, n, n->text, all);
		if (rc == 0)
			rc = put_questions(w, st->question, n);
		plural =
		    n->kind == NAME_PLAIN ? plurals_of(st->plurals, &w->arena, n->text) : NULL;
		if (rc == 0 && plural != NULL)
			rc = put_name(w, st->name, h, id, n, plural, all);
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
	struct arena plurals;
	struct heading_stmts st;
	int64_t id = 0;
	size_t i, j;
	int rc;

	arena_init(&plurals, 0);
	st = (struct heading_stmts){
		db_prepare(w->diag, w->db, "INSERT INTO heading VALUES (?, ?, ?, ?, ?)"),
		db_prepare(w->diag, w->db,
		    "INSERT INTO name"
		    "(heading, code, kind, text, terms, head, other, question, id) "
		    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"),
		db_prepare(w->diag, w->db,
		    "INSERT INTO fts_heading(rowid, title, scope, names) VALUES (?, ?, ?, ?)"),
		db_prepare(w->diag, w->db, "INSERT INTO question_in VALUES (?, ?, ?)"),
		plurals_new(&plurals, w->site),
	};
	rc = st.heading == NULL || st.name == NULL || st.fts == NULL || st.question == NULL ? -1
											    : 0;
	for (i = 0; rc == 0 && i < w->site->n_chapters; i++)
		for (j = 0; rc == 0 && j < w->site->chapters[i].n_headings; j++)
			rc = put_heading(w, &st, &w->site->chapters[i].headings[j], ++id);
	db_stmt_free(st.heading);
	db_stmt_free(st.name);
	db_stmt_free(st.fts);
	db_stmt_free(st.question);
	arena_free(&plurals);
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

/* The tables that hold what the content says, but the texts of pages. */
static int
put_content(struct writer *w)
{
	add_forms(w);
	if (put_centers(w) != 0 || put_rules(w) != 0 || put_chapters(w) != 0 ||
	    put_headings(w) != 0 ||
	    lines_write(w->diag, w->db, w->site, w->words, w->vocabulary) != 0 ||
	    answers_put(w) != 0 || answers_put_topics(w) != 0 || texts_put_centers(w) != 0 ||
	    texts_put_in(w) != 0)
		return -1;
	return answers_put_channels(w);
}

/* What is made aside, as it comes. */
static int
put_aside(struct writer *w, struct aside *a, int rc)
{
	aside_wait(a);
	if (rc == 0 && (vocabulary_write(a->vocabulary, w->diag, w->db) != 0 ||
			   opinion_write(w->diag, w->db, a->opinion) != 0))
		rc = -1;
	aside_end(a, w->words);
	if (rc == 0 && a->wordnet != NULL)
		rc = wordnet_put(w->diag, w->db, a->input, a->wordnet, buf_str(&a->real));
	return rc;
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
	texts_find(&pages, site);
	aside_start(&aside);
	rc = put_content(&w);
	aside_ready(&aside, rc != 0, &w);
	if (rc == 0)
		rc = texts_put(&w, &pages) == 0 ? db_fold(d, w.db) : -1;
	rc = put_aside(&w, &aside, rc);
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
