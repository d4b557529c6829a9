#include "search/store.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "search/lexicon.h"
#include "search/opinion.h"
#include "search/pages.h"
#include "search/store_lang.h"
#include "search/suggest.h"

/* A column's text; never NULL, since a damaged file may hold null where the schema forbids it. */
static char *
kept(struct store *s, struct db_stmt *st, int col)
{
	struct str v = db_col_str(st, col);

	return arena_strndup(&s->arena, v.p, v.n);
}

/* The same for a column that may be null: NULL. */
static char *
kept_or_null(struct store *s, struct db_stmt *st, int col)
{
	return db_col_null(st, col) ? NULL : kept(s, st, col);
}

static size_t
count(struct diag *d, struct store *s, const char *sql)
{
	struct db_stmt *st = db_prepare(d, s->db, sql);
	size_t n = 0;

	if (st != NULL && db_step(st) == DB_ROW)
		n = (size_t)db_col_int(st, 0);
	db_stmt_free(st);
	return n;
}

/* Run SQL and call ROW for each row, with its number.  More than MAX rows are a sign of damage:
 * room was made for as many as SQLite had counted. */
static int
each(struct diag *d, struct store *s, size_t max, const char *sql,
    void (*row)(struct store *, struct db_stmt *, size_t))
{
	struct db_stmt *st = db_prepare(d, s->db, sql);
	enum db_step step;
	size_t i = 0;

	if (st == NULL)
		return -1;
	while ((step = db_step(st)) == DB_ROW && i < max)
		row(s, st, i++);
	db_stmt_free(st);
	return step == DB_DONE ? 0 : db_damaged(d, s->db);
}

static void
meta_row(struct store *s, struct db_stmt *st, size_t i)
{
	struct {
		const char *key;
		const char **to;
	} rows[] = {
		{ "release", &s->release },
		{ "mapping_date", &s->mapping_date },
		{ "title", &s->title },
		{ "base_url", &s->base_url },
		{ "built", &s->built },
		{ "mailbox", &s->mailbox },
		{ "hts_edition", &s->hts_edition },
	};
	size_t k;

	(void)i;
	for (k = 0; k < sizeof(rows) / sizeof(rows[0]); k++)
		if (str_is(db_col_str(st, 0), rows[k].key))
			*rows[k].to = kept(s, st, 1);
}

static void
center_row(struct store *s, struct db_stmt *st, size_t i)
{
	s->centers[i] = (struct store_center){
		.slug = kept(s, st, 0),
		.number = (unsigned)db_col_int(st, 1),
		.name = kept(s, st, 2),
		.summary = kept(s, st, 3),
		.city = kept(s, st, 4),
		.field_office = kept(s, st, 5),
		.mailbox = kept_or_null(s, st, 6),
		.url = kept(s, st, 7),
	};
}

static void
rule_row(struct store *s, struct db_stmt *st, size_t i)
{
	struct store_rule *r = &s->rules[i];

	*r = (struct store_rule){
		.from = kept(s, st, 0),
		.to = kept(s, st, 1),
		.center = store_center(s, db_col_str(st, 2)),
		.basis = kept(s, st, 3),
		.source = kept(s, st, 4),
		.source_date = kept_or_null(s, st, 5),
		.note = kept_or_null(s, st, 6),
	};
	r->len = strlen(r->from);
}

static void
chapter_row(struct store *s, struct db_stmt *st, size_t i)
{
	s->chapters[i] =
	    (struct store_chapter){ kept(s, st, 0), kept(s, st, 1), kept(s, st, 2) };
}

static void
heading_row(struct store *s, struct db_stmt *st, size_t i)
{
	struct store_heading *h = &s->headings[i];

	*h = (struct store_heading){
		.code = kept(s, st, 0),
		.title = kept(s, st, 1),
		.scope = kept(s, st, 3),
		.chapter = store_chapter(s, db_col_str(st, 2)),
	};
	h->rule = store_route(s, str_of(h->code));
}

uint32_t
store_letters(const char *surface)
{
	uint32_t bits = 0;

	for (; *surface != '\0'; surface++)
		bits |= (uint32_t)1
			<< (*surface >= 'a' && *surface <= 'z' ? *surface - 'a' : 26);
	return bits;
}

static void
word_row(struct store *s, struct db_stmt *st, size_t i)
{
	char *surface = kept(s, st, 0);

	s->word[i] = (struct store_word){ .surface = surface,
		.n = (uint32_t)db_col_int(st, 1),
		.letters = store_letters(surface),
		.len = (uint32_t)strlen(surface) };
}

static void
answer_row(struct store *s, struct db_stmt *st, size_t i)
{
	s->answers[i] = (struct store_answer){
		.action = kept(s, st, 0),
		.center = store_center(s, db_col_str(st, 1)),
		.heading = store_heading(s, db_col_str(st, 2)),
		.html = kept(s, st, 3),
		.text = kept(s, st, 4),
		.n_choices = (size_t)db_col_int(st, 5),
	};
	s->answers[i].choices =
	    arena_alloc(&s->arena, (s->answers[i].n_choices + 1) * sizeof(struct store_choice));
}

static void
choice_row(struct store *s, struct db_stmt *st, size_t i)
{
	size_t answer = (size_t)db_col_int(st, 0) - 1, pos = (size_t)db_col_int(st, 1);

	(void)i;
	if (answer >= s->n_answers || pos >= s->answers[answer].n_choices)
		return;
	s->answers[answer].choices[pos] = (struct store_choice){
		.label = kept(s, st, 2),
		.center = store_center(s, db_col_str(st, 3)),
		.heading = store_heading(s, db_col_str(st, 4)),
		.query = kept_or_null(s, st, 5),
		.url = kept_or_null(s, st, 6),
	};
}

static void
pin_row(struct store *s, struct db_stmt *st, size_t i)
{
	size_t answer = (size_t)db_col_int(st, 1) - 1;

	s->pins[i] = (struct store_pin){ kept(s, st, 0), answer };
}

static void
topic_row(struct store *s, struct db_stmt *st, size_t i)
{
	s->topics[i] = (struct store_topic){ kept(s, st, 0), kept(s, st, 1) };
}

static void
channel_row(struct store *s, struct db_stmt *st, size_t i)
{
	s->channels[i] = (struct store_channel){
		.topics = kept(s, st, 0),
		.words = str_of(kept(s, st, 1)),
		.to = kept_or_null(s, st, 2),
		.port = db_col_int(st, 3) != 0,
		.mailbox = kept_or_null(s, st, 4),
		.advice = kept(s, st, 5),
		.url = kept(s, st, 6),
		.question = kept(s, st, 7),
	};
}

static void
faq_row(struct store *s, struct db_stmt *st, size_t i)
{
	s->faqs[i] = (struct store_faq){ kept(s, st, 0), kept(s, st, 1) };
}

static void
template_row(struct store *s, struct db_stmt *st, size_t i)
{
	size_t n = db_col_str(st, 1).n;

	s->templates[i] = (struct store_template){ kept(s, st, 0), { kept(s, st, 1), n } };
}

#define ROOM(s, field, n) \
	((s)->field = arena_alloc(&(s)->arena, ((n) + 1) * sizeof(*(s)->field)))

/* The tables that routing needs, in the order in which they refer to each other. */
static int
load_routing(struct diag *d, struct store *s)
{
	s->n_centers = count(d, s, "SELECT count(*) FROM center");
	s->n_rules = count(d, s, "SELECT count(*) FROM rule");
	s->n_chapters = count(d, s, "SELECT count(*) FROM chapter");
	s->n_headings = count(d, s, "SELECT count(*) FROM heading");
	ROOM(s, centers, s->n_centers);
	ROOM(s, rules, s->n_rules);
	ROOM(s, chapters, s->n_chapters);
	ROOM(s, headings, s->n_headings);
	if (each(d, s, SIZE_MAX, "SELECT key, value FROM meta", meta_row) != 0 ||
	    each(d, s, s->n_centers,
		"SELECT slug, number, name, summary, city, field_office, "
		"mailbox, url FROM center ORDER BY pos",
		center_row) != 0 ||
	    each(d, s, s->n_rules,
		"SELECT from_code, to_code, center, basis, source, source_date, "
		"note FROM rule ORDER BY length(from_code), from_code",
		rule_row) != 0 ||
	    each(d, s, s->n_chapters,
		"SELECT number, title, section FROM chapter ORDER BY number",
		chapter_row) != 0 ||
	    each(d, s, s->n_headings,
		"SELECT code, title, chapter, scope FROM heading ORDER BY id",
		heading_row) != 0)
		return -1;
	return 0;
}

static void
real_row(struct store *s, struct db_stmt *st, size_t i)
{
	(void)i;
	s->real_words = (struct str){ kept(s, st, 0), db_col_str(st, 0).n };
}

static int
load_rest(struct diag *d, struct store *s)
{
	s->n_words = count(d, s, "SELECT count(*) FROM word");
	s->n_answers = count(d, s, "SELECT count(*) FROM answer");
	s->n_pins = count(d, s, "SELECT count(*) FROM pin");
	s->n_templates = count(d, s, "SELECT count(*) FROM template");
	ROOM(s, word, s->n_words);
	ROOM(s, answers, s->n_answers);
	ROOM(s, pins, s->n_pins);
	s->n_faqs = count(d, s, "SELECT count(*) FROM page WHERE kind = 'faq'");
	ROOM(s, templates, s->n_templates);
	ROOM(s, faqs, s->n_faqs);
	s->n_topics = count(d, s, "SELECT count(*) FROM topic");
	s->n_channels = count(d, s, "SELECT count(*) FROM channel");
	ROOM(s, topics, s->n_topics);
	ROOM(s, channels, s->n_channels);
	if (each(d, s, s->n_words, "SELECT surface, n FROM word ORDER BY surface", word_row) !=
		0 ||
	    each(d, s, s->n_answers,
		"SELECT action, center, heading, html, text, "
		"(SELECT count(*) FROM choice WHERE answer = id) FROM answer ORDER BY id",
		answer_row) != 0 ||
	    each(d, s, SIZE_MAX,
		"SELECT answer, pos, label, center, heading, query, url FROM choice "
		"ORDER BY answer, pos",
		choice_row) != 0 ||
	    each(d, s, s->n_pins, "SELECT terms, answer FROM pin ORDER BY terms", pin_row) !=
		0 ||
	    each(d, s, s->n_topics, "SELECT id, title FROM topic ORDER BY pos", topic_row) !=
		0 ||
	    each(d, s, s->n_channels,
		"SELECT topics, words, recipient, port, mailbox, advice, url, question "
		"FROM channel ORDER BY pos",
		channel_row) != 0 ||
	    each(d, s, s->n_faqs,
		"SELECT title, url FROM page WHERE kind = 'faq' ORDER BY title",
		faq_row) != 0 ||
	    each(d, s, s->n_templates, "SELECT name, text FROM template ORDER BY name",
		template_row) != 0 ||
	    each(d, s, 1, "SELECT lines FROM real_word", real_row) != 0)
		return -1;
	return 0;
}

/* What a rule or heading points at must be there: a damaged file is refused now, not later. */
static int
check(struct diag *d, const struct store *s)
{
	size_t i;

	for (i = 0; i < s->n_rules; i++)
		if (s->rules[i].center == NULL)
			break;
	if (i == s->n_rules)
		for (i = 0; i < s->n_headings; i++)
			if (s->headings[i].rule == NULL || s->headings[i].chapter == NULL)
				break;
	if (s->n_centers == 0 || s->release == NULL || s->mapping_date == NULL ||
	    s->title == NULL || s->base_url == NULL || s->built == NULL || s->mailbox == NULL ||
	    (s->n_headings > 0 && i != s->n_headings))
		return db_damaged(d, s->db);
	return 0;
}

/* What asks the imported edition, where there is one. */
static int
prepare_lines(struct diag *d, struct store *s)
{
	if (s->hts_edition == NULL)
		return 0;
	s->find_lines = db_prepare(d, s->db,
	    "SELECT rowid, -bm25(fts_line) FROM fts_line "
	    "WHERE fts_line MATCH ? ORDER BY 2 DESC LIMIT 80");
	s->line_at = db_prepare(d, s->db, "SELECT text FROM line WHERE code = ?");
	/* Of a heading, whose numbers stand between its own and its own with a colon. */
	s->line_before = db_prepare(d, s->db,
	    "SELECT code, text FROM line WHERE code < ?1 AND code > ?3 AND code < ?4 "
	    "AND length(code) = ?2 ORDER BY code DESC LIMIT 1");
	s->line_after = db_prepare(d, s->db,
	    "SELECT code, text FROM line WHERE code > ?1 AND code > ?3 AND code < ?4 "
	    "AND length(code) = ?2 ORDER BY code LIMIT 1");
	return s->find_lines != NULL && s->line_at != NULL && s->line_before != NULL &&
		       s->line_after != NULL
		   ? 0
		   : -1;
}

struct store *
store_open(struct diag *d, const char *path)
{
	struct db *db = db_open(d, path);

	return db != NULL ? store_from(d, db) : NULL;
}

struct store *
store_from(struct diag *d, struct db *db)
{
	struct store *s = xalloc(sizeof(*s));

	*s = (struct store){ .words = words_new(), .db = db, .patience_ms = LIMIT_SEARCH_MS };
	arena_init(&s->arena, 0);
	if (load_routing(d, s) != 0 || check(d, s) != 0 || lexicon_load(d, s) != 0 ||
	    opinion_load(d, s) != 0 || load_rest(d, s) != 0)
		goto fail;
	suggest_prepare(s);
	pages_prepare(s);
	s->find_headings = db_prepare(d, s->db,
	    "SELECT rowid, -bm25(fts_heading, 6.0, 1.5, 3.0) FROM fts_heading "
	    "WHERE fts_heading MATCH ? ORDER BY 2 DESC LIMIT 80");
	s->find_pages = db_prepare(d, s->db,
	    "SELECT page.url, page.kind, page.title, "
	    /* A question's page answers it in its first sentence. */
	    "CASE WHEN page.kind = 'faq' THEN substr(page.text, 1, 170) || "
	    "CASE WHEN length(page.text) > 170 THEN '\xE2\x80\xA6' ELSE '' END ELSE "
	    "snippet(fts_page, 2, char(2), char(3), '\xE2\x80\xA6', 28) END, "
	    "-bm25(fts_page, 8.0, 6.0, 1.0), page.also FROM fts_page JOIN page ON page.id = "
	    "fts_page.rowid "
	    "WHERE fts_page MATCH ? ORDER BY 5 DESC, page.id LIMIT 40");
	s->find_wordnet = db_prepare(d, s->db,
	    "SELECT target, weight, path FROM wordnet WHERE lemma = ? "
	    "ORDER BY weight DESC, target");
	if (s->find_headings == NULL || s->find_pages == NULL || s->find_wordnet == NULL ||
	    prepare_lines(d, s) != 0 || store_lang_load(d, s) != 0)
		goto fail;
	return s;
fail:
	store_close(s);
	return NULL;
}

void
store_close(struct store *s)
{
	if (s == NULL)
		return;
	store_lang_close(s);
	db_stmt_free(s->find_headings);
	db_stmt_free(s->find_pages);
	db_stmt_free(s->find_wordnet);
	db_stmt_free(s->find_lines);
	db_stmt_free(s->line_at);
	db_stmt_free(s->line_before);
	db_stmt_free(s->line_after);
	db_close(s->db);
	words_free(s->words);
	arena_free(&s->arena);
	free(s);
}

const struct store_center *
store_center(const struct store *s, struct str slug)
{
	size_t i;

	for (i = 0; i < s->n_centers; i++)
		if (str_is(slug, s->centers[i].slug))
			return &s->centers[i];
	return NULL;
}

size_t
store_headings_before(const struct store *s, struct str digits)
{
	size_t low = 0, high = s->n_headings;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (str_cmp(str_of(s->headings[mid].code), digits) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

const struct store_heading *
store_heading(const struct store *s, struct str code)
{
	size_t i = store_headings_before(s, code);

	return i < s->n_headings && str_is(code, s->headings[i].code) ? &s->headings[i] : NULL;
}

const struct store_chapter *
store_chapter(const struct store *s, struct str number)
{
	size_t i;

	for (i = 0; i < s->n_chapters; i++)
		if (str_is(number, s->chapters[i].number))
			return &s->chapters[i];
	return NULL;
}

/* The rule for all of PREFIX, or NULL. */
static const struct store_rule *
rule_of(const struct store *s, struct str prefix)
{
	size_t low = 0, high = s->n_rules;

	while (low < high) { /* the last of this length that begins no later */
		size_t mid = low + (high - low) / 2;
		const struct store_rule *r = &s->rules[mid];

		if (r->len < prefix.n ||
		    (r->len == prefix.n && str_cmp(str_of(r->from), prefix) <= 0))
			low = mid + 1;
		else
			high = mid;
	}
	if (low == 0 || s->rules[low - 1].len != prefix.n ||
	    str_cmp(prefix, str_of(s->rules[low - 1].to)) > 0)
		return NULL;
	return &s->rules[low - 1];
}

const struct store_rule *
store_route(const struct store *s, struct str digits)
{
	const struct store_rule *r = NULL;

	for (; r == NULL && digits.n > 0; digits.n--)
		r = rule_of(s, digits);
	return r;
}

const struct store_word *
store_word(const struct store *s, const char *surface)
{
	size_t low = 0, high = s->n_words;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int c = strcmp(surface, s->word[mid].surface);

		if (c == 0)
			return &s->word[mid];
		if (c < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

const struct store_answer *
store_pin(const struct store *s, const char *key)
{
	size_t low = 0, high = s->n_pins;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int c = strcmp(key, s->pins[mid].key);

		if (c == 0 && s->pins[mid].answer < s->n_answers)
			return &s->answers[s->pins[mid].answer];
		if (c <= 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}
