#include "search/store_lang.h"

#include <string.h>

/* A column's text; never NULL. */
static char *
kept(struct store *s, struct db_stmt *st, int col)
{
	struct str v = db_col_str(st, col);

	return arena_strndup(&s->arena, v.p, v.n);
}

/* Run SQL with the language's code for its parameter; ROW sees each row. */
static int
each(struct diag *d, struct store *s, struct store *t, const char *sql,
    void (*row)(struct store *, struct store *, struct db_stmt *))
{
	struct db_stmt *st = db_prepare(d, s->db, sql);
	enum db_step step;

	if (st == NULL)
		return -1;
	db_bind_text(st, 1, lang_info[t->lang].code);
	while ((step = db_step(st)) == DB_ROW)
		row(s, t, st);
	db_stmt_free(st);
	return step == DB_DONE ? 0 : db_damaged(d, s->db);
}

static void
message_row(struct store *s, struct store *t, struct db_stmt *st)
{
	catalog_add(&s->arena, t->messages, kept(s, st, 0), kept(s, st, 1));
}

static void
center_row(struct store *s, struct store *t, struct db_stmt *st)
{
	const struct store_center *c = store_center(s, db_col_str(st, 0));
	struct store_center *w;

	if (c == NULL)
		return;
	w = &t->own_words[c - s->centers];
	w->name = kept(s, st, 1);
	w->summary = kept(s, st, 2);
	w->url = kept(s, st, 3);
}

static void
faq_row(struct store *s, struct store *t, struct db_stmt *st)
{
	t->faqs = arena_grow(&s->arena, t->faqs, t->n_faqs, &t->cap_faqs, sizeof(*t->faqs));
	t->faqs[t->n_faqs++] = (struct store_faq){ kept(s, st, 0), kept(s, st, 1) };
}

static void
page_row(struct store *s, struct store *t, struct db_stmt *st)
{
	t->urls = arena_grow(&s->arena, t->urls, t->n_urls, &t->cap_urls, sizeof(*t->urls));
	t->urls[t->n_urls++] = (struct store_faq){ kept(s, st, 1), kept(s, st, 0) };
}

static void
answer_row(struct store *s, struct store *t, struct db_stmt *st)
{
	size_t at = (size_t)db_col_int(st, 0) - 1;
	struct store_choice *choices;

	if (at >= s->n_answers)
		return;
	t->answers[at].html = kept(s, st, 1);
	t->answers[at].text = kept(s, st, 2);
	t->answers[at].lang = t->lang;
	choices = arena_alloc(
	    &s->arena, (s->answers[at].n_choices + 1) * sizeof(struct store_choice));
	memcpy(choices, s->answers[at].choices, s->answers[at].n_choices * sizeof(*choices));
	t->answers[at].choices = choices;
}

static void
choice_row(struct store *s, struct store *t, struct db_stmt *st)
{
	size_t at = (size_t)db_col_int(st, 0) - 1, pos = (size_t)db_col_int(st, 1);

	if (at < s->n_answers && t->answers[at].lang == t->lang &&
	    pos < t->answers[at].n_choices)
		t->answers[at].choices[pos].label = kept(s, st, 2);
}

static void
question_row(struct store *s, struct store *t, struct db_stmt *st)
{
	t->questions = arena_grow(
	    &s->arena, t->questions, t->n_questions, &t->cap_questions, sizeof(*t->questions));
	t->questions[t->n_questions++] =
	    (struct store_question){ (size_t)db_col_int(st, 0) - 1, kept(s, st, 1) };
}

/* Pinned answers, and what decides between headings, as far as the language has words for them. */
static int
load_asked(struct diag *d, struct store *s, struct store *t)
{
	t->answers = arena_alloc(&s->arena, (s->n_answers + 1) * sizeof(*t->answers));
	memcpy(t->answers, s->answers, s->n_answers * sizeof(*t->answers));
	if (each(d, s, t, "SELECT answer, html, text FROM answer_in WHERE lang = ?",
		answer_row) != 0 ||
	    each(d, s, t, "SELECT answer, pos, label FROM choice_in WHERE lang = ?",
		choice_row) != 0)
		return -1;
	return each(d, s, t, "SELECT name, text FROM question_in WHERE lang = ? ORDER BY name",
	    question_row);
}

/* Topics and channels, which the catalogue translates, and the question that a channel points to. */
static void
translate(struct store *s, struct store *t)
{
	struct store_topic *topics =
	    arena_alloc(&s->arena, (s->n_topics + 1) * sizeof(*topics));
	struct store_channel *channels =
	    arena_alloc(&s->arena, (s->n_channels + 1) * sizeof(*channels));
	size_t i, k;

	t->title = tr(t->tr, s->title);
	for (i = 0; i < s->n_topics; i++)
		topics[i] =
		    (struct store_topic){ s->topics[i].id, tr(t->tr, s->topics[i].title) };
	for (i = 0; i < s->n_channels; i++) {
		channels[i] = s->channels[i];
		if (channels[i].to != NULL)
			channels[i].to = tr(t->tr, channels[i].to);
		channels[i].advice = tr(t->tr, channels[i].advice);
		for (k = 0; k < t->n_urls; k++) {
			if (!str_is(lang_bare_path(str_of(t->urls[k].url)), channels[i].url))
				continue;
			channels[i].url = t->urls[k].url;
			channels[i].question = t->urls[k].question;
		}
	}
	t->topics = topics;
	t->channels = channels;
}

/* Templates "es/NAME" under NAME. */
static void
take_templates(struct store *s, struct store *t)
{
	const char *prefix = arena_printf(&s->arena, "%s/", lang_info[t->lang].code);
	size_t i;

	t->templates = arena_alloc(&s->arena, (s->n_templates + 1) * sizeof(*t->templates));
	t->n_templates = 0;
	for (i = 0; i < s->n_templates; i++) {
		struct store_template *p = &s->templates[i];

		if (str_starts(str_of(p->name), prefix))
			t->templates[t->n_templates++] =
			    (struct store_template){ p->name + strlen(prefix), p->text };
	}
}

static int
load(struct diag *d, struct store *s, enum lang lang)
{
	struct store *t = arena_alloc(&s->arena, sizeof(*t));
	struct catalog *words = arena_alloc(&s->arena, sizeof(*words));

	*words = (struct catalog){ .lang = lang };
	*t = *s;
	t->lang = lang;
	t->messages = words;
	t->own_words = arena_alloc(&s->arena, (s->n_centers + 1) * sizeof(*t->own_words));
	memcpy(t->own_words, s->centers, s->n_centers * sizeof(*t->own_words));
	t->faqs = t->urls = NULL;
	t->n_faqs = t->cap_faqs = t->n_urls = t->cap_urls = 0;
	if (each(d, s, t, "SELECT en, text FROM message WHERE lang = ?", message_row) != 0)
		return -1;
	if (words->n == 0)
		return 0; /* the site is not in this language */
	catalog_sort(words);
	t->tr = words;
	t->center_words = t->own_words;
	if (each(d, s, t, "SELECT slug, name, summary, url FROM center_in WHERE lang = ?",
		center_row) != 0 ||
	    each(d, s, t,
		"SELECT title, url FROM page_in WHERE lang = ? AND kind = 'faq' ORDER BY title",
		faq_row) != 0 ||
	    each(d, s, t, "SELECT url, title FROM page_in WHERE lang = ? ORDER BY url",
		page_row) != 0)
		return -1;
	if (load_asked(d, s, t) != 0)
		return -1;
	translate(s, t);
	take_templates(s, t);
	/* Texts are whole, for the index has stems alone: their beginning is shown. */
	t->find_pages = db_prepare(d, s->db,
	    "SELECT page_in.url, page_in.kind, page_in.title, substr(page_in.text, 1, 170) || "
	    "CASE WHEN length(page_in.text) > 170 THEN '\xE2\x80\xA6' ELSE '' END, "
	    "-bm25(fts_page_in, 8.0, 6.0, 1.0), page_in.also FROM fts_page_in "
	    "JOIN page_in ON page_in.id = fts_page_in.rowid "
	    "WHERE fts_page_in MATCH ? ORDER BY 5 DESC, page_in.id LIMIT 40");
	if (t->find_pages == NULL)
		return -1;
	s->in[lang] = t;
	return 0;
}

int
store_lang_load(struct diag *d, struct store *s)
{
	enum lang lang, l;

	s->center_words = s->centers;
	s->in[LANG_EN] = s;
	for (lang = LANG_EN + 1; lang < LANG__MAX; lang++)
		if (load(d, s, lang) != 0)
			return -1;
	for (lang = LANG_EN + 1; lang < LANG__MAX; lang++)
		for (l = 0; l < LANG__MAX && s->in[lang] != NULL; l++)
			s->in[lang]->in[l] = s->in[l];
	return 0;
}

void
store_lang_close(struct store *s)
{
	enum lang lang;

	for (lang = LANG_EN + 1; lang < LANG__MAX; lang++)
		if (s->in[lang] != NULL)
			db_stmt_free(s->in[lang]->find_pages);
}

const struct store_center *
store_in(const struct store *s, const struct store_center *c)
{
	return &s->center_words[c - s->centers];
}

const struct store_name *
store_asking(const struct store *s, const struct store_name *name)
{
	const struct store_name *n, *end = s->names + s->n_names;

	if (name->kind == STORE_ALSO)
		return name;
	if (name->kind != STORE_ES)
		return NULL;
	/* Names stand by heading. */
	for (n = name; n > s->names && n[-1].heading == name->heading; n--)
		;
	for (; n < end && n->heading == name->heading; n++)
		if (n->kind == STORE_ALSO && strcmp(n->text, name->text) == 0)
			return n;
	return NULL;
}

const char *
store_question(const struct store *s, const struct store_name *name, enum lang *lang)
{
	size_t at = (size_t)(name - s->names), low = 0, high = s->n_questions;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (s->questions[mid].name < at)
			low = mid + 1;
		else
			high = mid;
	}
	if (low < s->n_questions && s->questions[low].name == at) {
		*lang = s->lang;
		return s->questions[low].text;
	}
	*lang = LANG_EN;
	return name->question;
}

bool
store_has_page(const struct store *s, struct str url)
{
	size_t i;

	for (i = 0; i < s->n_urls; i++)
		if (str_eq(lang_bare_path(str_of(s->urls[i].url)), url))
			return true;
	return false;
}
