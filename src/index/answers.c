#include "index/answers.h"

#include <string.h>

#include "base/buf.h"
#include "base/lang.h"
#include "index/pins.h"

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
	struct db_stmt *answer_in, *choice_in; /* in other languages */
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
	enum lang lang = a->page->lang;
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < a->queries.n; i++) {
		const char *query = a->queries.v[i];
		const char *key = words_key_in(w->words, lang, &w->arena, str_of(query));

		if (lang == LANG_EN) /* what English words are mended to */
			vocabulary_add(w->vocabulary, str_of(query));
		rc = put_pin(w, st, id, key);
		if (rc == 0 && a->within && strchr(key, ' ') == NULL)
			rc = put_pin(w, st, id, arena_printf(&w->arena, "~%s", key));
	}
	return rc;
}

/* The answer numbered ID in the words of T, a translation of it. */
static int
put_in(struct writer *w, const struct answer_stmts *st, const struct answer *t, int64_t id)
{
	const char *code = lang_info[t->page->lang].code;
	size_t i;
	int rc;

	db_bind_text(st->answer_in, 1, code);
	db_bind_int(st->answer_in, 2, id);
	db_bind_str(st->answer_in, 3, t->page->doc.html);
	db_bind_str(st->answer_in, 4, t->page->doc.text);
	rc = db_run(w->diag, st->answer_in);
	for (i = 0; rc == 0 && i < t->n_choices; i++) {
		db_bind_text(st->choice_in, 1, code);
		db_bind_int(st->choice_in, 2, id);
		db_bind_int(st->choice_in, 3, (int64_t)i);
		db_bind_text(st->choice_in, 4, t->choices[i].label);
		rc = db_run(w->diag, st->choice_in);
	}
	return rc == 0 ? put_pins(w, st, t, id) : -1;
}

/* The answer numbered ID in each of its languages. */
static int
put_answer(struct writer *w, const struct answer_stmts *st, const struct answer *a, int64_t id)
{
	static const char *const actions[] = {
		[ACTION_ANSWER] = "answer",
		[ACTION_ASK] = "ask",
		[ACTION_DECLINE] = "decline",
	};
	enum lang lang;
	int rc;

	db_bind_int(st->answer, 1, id);
	db_bind_text(st->answer, 2, actions[a->action]);
	db_bind_text(st->answer, 3, a->center != NULL ? a->center->slug : NULL);
	db_bind_text(st->answer, 4, a->heading != NULL ? a->heading->code : NULL);
	db_bind_str(st->answer, 5, a->page->doc.html);
	db_bind_str(st->answer, 6, a->page->doc.text);
	rc = db_run(w->diag, st->answer);
	if (rc == 0)
		rc = put_choices(w, st->choice, a, id);
	if (rc == 0)
		rc = put_pins(w, st, a, id);
	for (lang = LANG_EN + 1; rc == 0 && lang < LANG__MAX; lang++)
		if (a->in[lang] != NULL)
			rc = put_in(w, st, a->in[lang], id);
	return rc;
}

int
answers_put(struct writer *w)
{
	struct answer_stmts st = {
		db_prepare(w->diag, w->db, "INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?)"),
		db_prepare(w->diag, w->db, "INSERT INTO choice VALUES (?, ?, ?, ?, ?, ?, ?)"),
		db_prepare(w->diag, w->db, "INSERT INTO pin VALUES (?, ?)"),
		db_prepare(w->diag, w->db, "SELECT answer FROM pin WHERE terms = ?"),
		db_prepare(w->diag, w->db, "INSERT INTO answer_in VALUES (?, ?, ?, ?)"),
		db_prepare(w->diag, w->db, "INSERT INTO choice_in VALUES (?, ?, ?, ?)"),
	};
	size_t i;
	int rc = st.answer == NULL || st.choice == NULL || st.pin == NULL || st.known == NULL ||
			 st.answer_in == NULL || st.choice_in == NULL
		     ? -1
		     : 0;

	if (rc == 0)
		rc = pins_check(w->diag, w->site);
	for (i = 0; rc == 0 && i < w->site->n_answers; i++) {
		rc = put_answer(w, &st, &w->site->answers[i], (int64_t)i + 1);
		arena_reset(&w->arena);
	}
	db_stmt_free(st.answer);
	db_stmt_free(st.choice);
	db_stmt_free(st.pin);
	db_stmt_free(st.known);
	db_stmt_free(st.answer_in);
	db_stmt_free(st.choice_in);
	return rc;
}

int
answers_put_topics(struct writer *w)
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

int
answers_put_channels(struct writer *w)
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
