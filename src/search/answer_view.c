#include "search/answer_view.h"

#include <math.h>
#include <string.h>

#include "base/escape.h"
#include "search/answer_url.h"
#include "search/spoken.h"

#define FEW_ASIDES 4 /* words set aside that are shown at once */

static long
percent(double share)
{
	return lround(share * 100);
}

/* KEY is the code of LANG where a page of S is in another language, so that it can be marked; else null. */
static void
set_lang(struct value *v, const char *key, const struct store *s, enum lang lang)
{
	value_set_cstr(v, key, lang != s->lang ? lang_info[lang].code : NULL);
}

static struct value *
center_view(struct value *v, const struct store_center *english, const struct store *s)
{
	const struct store_center *c = store_in(s, english);

	value_set_cstr(v, "name", c->name);
	value_set_cstr(v, "slug", c->slug);
	value_set_cstr(v, "url", c->url);
	value_set_cstr(v, "city", c->city);
	value_set_cstr(v, "summary", c->summary);
	value_set_cstr(v, "mailbox", c->mailbox != NULL ? c->mailbox : s->mailbox);
	return v;
}

static void
set_why(
    struct arena *a, struct value *row, const struct answer *an, const struct answer_heading *h)
{
	struct value *list = value_set_list(row, "why");
	const char *why[SAY_WHY];
	size_t i, n = say_why(why, a, an, h);

	for (i = 0; i < n; i++)
		value_push_cstr(list, why[i]);
	value_set_bool(row, "has_why", n > 0);
}

static void
set_headings(struct arena *a, struct value *v, const struct answer *an, const struct store *s)
{
	struct value *same = value_set_list(v, "headings"),
		     *other = value_set_list(v, "others");
	const char *first = an->n_headings > 0 ? an->headings[0].rule->basis : "";
	size_t i;

	for (i = 0; i < an->n_headings; i++) {
		const struct answer_heading *h = &an->headings[i];
		bool top = an->n_centers > 0 && h->rule->center == an->centers[0].center;
		struct value *row;

		if (h->weak)
			continue;
		row = value_push_map(top ? same : other);
		value_set_cstr(row, "code", h->heading->code);
		value_set_cstr(row, "title", h->heading->title);
		value_set_cstr(row, "spoken", spoken(a, s, h->heading, h->name));
		value_set_cstr(row, "basis_words", say_basis(s, h->rule->basis));
		value_set_bool(row, "differs", strcmp(h->rule->basis, first) != 0);
		(void)center_view(value_set_map(row, "center"), h->rule->center, s);
		set_why(a, row, an, h);
	}
	value_set_bool(v, "has_headings", value_count(same) > 0);
	value_set_bool(v, "has_others", value_count(other) > 0);
}

/* A snippet: escaped, then the bytes that stand around words found become <mark>. */
static const char *
snippet_html(struct arena *a, const char *s)
{
	struct buf plain = BUF_INIT, html = BUF_INIT;
	const char *out;
	size_t i;

	escape_html(&plain, str_of(s));
	for (i = 0; i < plain.n; i++) {
		if (plain.p[i] == '\2')
			buf_adds(&html, "<mark>");
		else if (plain.p[i] == '\3')
			buf_adds(&html, "</mark>");
		else
			buf_addc(&html, plain.p[i]);
	}
	out = arena_strdup(a, html.p);
	buf_free(&plain);
	buf_free(&html);
	return out;
}

static void
set_lists(struct arena *a, struct value *v, const struct store *s, const struct answer *an)
{
	struct value *list = value_set_list(v, "choices"), *row;
	size_t i;

	for (i = 0; i < an->n_choices; i++) {
		const struct answer_choice *c = &an->choices[i];

		row = value_push_map(list);
		value_set_cstr(row, "label", c->label);
		set_lang(row, "label_lang", s, c->lang);
		value_set_cstr(row, "spoken",
		    c->heading != NULL && c->lang != s->lang ? spoken(a, s, c->heading, c->name)
							     : NULL);
		value_set_cstr(row, "url", c->url);
		value_set_cstr(row, "center_name",
		    c->center != NULL ? store_in(s, c->center)->name : NULL);
	}
	list = value_set_list(v, "pages");
	for (i = 0; i < say_pages(an); i++) {
		row = value_push_map(list);
		value_set_cstr(row, "url", an->pages.v[i].url);
		value_set_cstr(row, "title", an->pages.v[i].title);
		value_set_cstr(row, "snippet_html", snippet_html(a, an->pages.v[i].snippet));
	}
	list = value_set_list(v, "all_centers");
	for (i = 0; i < s->n_centers; i++) {
		row = value_push_map(list);
		value_set_cstr(row, "slug", s->centers[i].slug);
		value_set_cstr(row, "name", s->center_words[i].name);
	}
	value_set_bool(v, "has_choices", an->n_choices > 0);
	value_set_bool(v, "has_pages", an->pages.n > 0);
}

static void
push_step(struct value *list, const struct say_step *step)
{
	struct value *row = value_push_map(list);

	value_set_cstr(row, "text", step->text);
	value_set_cstr(row, "undo_text", step->undo_text);
	value_set_cstr(row, "undo", step->undo);
}

/* The words of the answer, each under the name of its part. */
static void
set_words(struct value *v, const struct say *say)
{
	struct value *says = value_set_map(v, "says"), *list;
	size_t i;

	for (i = 0; i < SAY__MAX; i++)
		value_set_cstr(says, say_name((enum say_part)i), say->part[i]);
	list = value_set_list(v, "steps");
	for (i = 0; i < say->n_steps; i++)
		push_step(list, &say->steps[i]);
	value_set_bool(v, "has_steps", say->n_steps > 0);
	list = value_set_list(v, "asides");
	for (i = 0; i < say->n_asides; i++)
		push_step(list, &say->asides[i]);
	value_set_cstr(v, "aside", say->aside);
	value_set_bool(v, "few_asides", say->n_asides <= FEW_ASIDES);
	value_set_cstr(v, "url", say->url);
	value_set_cstr(v, "account_url", say->account_url);
}

void
note_view(struct value *row, struct arena *a, const struct store *s, const struct code_line *l)
{
	size_t n;

	value_set_cstr(row, "note", l->note);
	value_set_null(row, "note_own");
	value_set_null(row, "note_en");
	if (s->lang == LANG_EN || l->remark == NULL || !str_ends(str_of(l->note), l->remark))
		return;
	n = strlen(l->note) - strlen(l->remark);
	value_set_str(
	    row, "note_own", str_trim((struct str){ arena_strndup(a, l->note, n), n }));
	value_set_cstr(row, "note_en", l->remark);
}

/* What is cited, in its parts: English texts on a page that is not. */
static void
set_cited(struct value *v, const struct store *s, const struct say *say)
{
	struct value *row;

	value_set_null(v, "cited");
	if (s->lang == LANG_EN || say->cited == NULL)
		return;
	row = value_set_map(v, "cited");
	value_set_cstr(row, "note", say->cited->note);
	value_set_cstr(row, "label", say->source_label);
	value_set_cstr(row, "source", say->cited->source);
}

static void
set_code_lines(struct value *v, struct arena *a, const struct store *s, const struct codes *c)
{
	struct value *list = value_set_list(v, "codes");
	size_t i;

	for (i = 0; i < c->n; i++) {
		const struct code_line *l = &c->lines[i];
		struct value *row = value_push_map(list);

		value_set_str(row, "input", l->input);
		value_set_int(row, "line", (long long)l->line);
		value_set_cstr(row, "status", code_status_name(l->status));
		value_set_cstr(row, "heading", l->heading != NULL ? l->heading->code : NULL);
		value_set_cstr(row, "title", l->title);
		note_view(row, a, s, l);
		value_set_cstr(row, "center_name",
		    l->rule != NULL ? store_in(s, l->rule->center)->name : NULL);
		value_set_cstr(row, "center_url",
		    l->rule != NULL ? store_in(s, l->rule->center)->url : NULL);
		value_set_cstr(row, "basis", l->rule != NULL ? l->rule->basis : NULL);
		value_set_bool(row, "is_inferred",
		    l->rule != NULL && strcmp(l->rule->basis, "inferred") == 0);
		value_set_cstr(
		    row, "basis_words", l->rule != NULL ? say_basis(s, l->rule->basis) : NULL);
	}
}

static void
set_release(struct arena *a, struct value *v, const struct store *s)
{
	value_set_cstr(v, "mapping_date", say_date(a, s, s->mapping_date));
	value_set_cstr(v, "release", s->release);
}

/* The same answer in the language that the words seem to be in. */
static void
set_offer(struct arena *a, struct value *v, const struct store *s, const struct answer *an)
{
	const struct store *other = s->in[an->lang];
	struct answer there = *an;
	struct buf url = BUF_INIT;
	struct value *row;

	value_set_null(v, "offer");
	if (an->lang == s->lang || other == NULL)
		return;
	there.store = other;
	answer_ask_url(&url, &there);
	row = value_set_map(v, "offer");
	value_set_cstr(row, "code", lang_info[an->lang].code);
	value_set_cstr(row, "url", arena_strdup(a, url.p));
	value_set_cstr(row, "text", tr(other->tr, "Read this answer in English"));
	buf_free(&url);
}

const struct value *
answer_view(struct arena *a, const struct store *s, const struct answer *an)
{
	struct value *v = value_map(a), *list;
	struct say say;
	size_t i;

	say_answer(&say, a, s, an);
	value_set_str(v, "query", an->query);
	value_set_bool(v, "exact", an->label == LABEL_EXACT);
	value_set_bool(v, "very_likely", an->label == LABEL_VERY_LIKELY);
	value_set_bool(v, "probably", an->label == LABEL_PROBABLY);
	value_set_bool(v, "ask", an->label == LABEL_ASK);
	value_set_bool(v, "is_code", an->kind == ANSWER_CODE);
	value_set_bool(v, "is_codes", an->kind == ANSWER_CODES);
	value_set_bool(v, "is_pinned", an->kind == ANSWER_PINNED);
	value_set_bool(v, "is_question", an->kind == ANSWER_QUESTION);
	value_set_cstr(v, "message_html", an->pinned != NULL ? an->pinned->html : NULL);
	set_lang(v, "message_lang", s, an->pinned != NULL ? an->pinned->lang : s->lang);
	set_lang(v, "question_lang", s, say.asks != NULL ? an->question_lang : s->lang);
	value_set_cstr(v, "question", say.asks);
	value_set_cstr(v, "question_more", say.asks_more);
	value_set_cstr(v, "basis_headline",
	    say.part[SAY_HEADLINE_BASIS] != NULL ? tr(s->tr, "by this site’s own inference")
						 : NULL);
	set_words(v, &say);
	if (say.center)
		(void)center_view(value_set_map(v, "center"), an->centers[0].center, s);
	else
		value_set_null(v, "center");
	list = value_set_list(v, "centers");
	for (i = 0; i < an->n_centers; i++) {
		struct value *row = center_view(value_push_map(list), an->centers[i].center, s);

		value_set_int(row, "percent", percent(an->centers[i].share));
	}
	value_set_bool(v, "has_centers", an->n_centers > 0);
	set_headings(a, v, an, s);
	set_lists(a, v, s, an);
	set_code_lines(v, a, s, &an->codes);
	set_cited(v, s, &say);
	if (an->kind == ANSWER_CODE)
		note_view(v, a, s, &an->codes.lines[0]);
	set_release(a, v, s);
	set_offer(a, v, s, an);
	return v;
}

const struct value *
problem_view(struct arena *a, const struct store *s, int status, const char *detail)
{
	struct value *v = value_map(a);

	value_set_cstr(v, "title", say_problem(s, status));
	value_set_cstr(v, "detail", detail);
	value_set_cstr(v, "advice", say_problem_advice(s, status));
	value_set_cstr(v, "query", "");
	return v;
}

const struct value *
thanks_view(struct arena *a, const struct store *s, struct str query)
{
	const struct answer an = { .store = s, .query = query };
	struct value *v = value_map(a);
	struct buf url = BUF_INIT;

	if (query.n > 0)
		answer_ask_url(&url, &an);
	value_set_str(v, "query", query);
	value_set_cstr(v, "query_short", say_short(a, query));
	value_set_cstr(v, "again", query.n > 0 ? arena_strdup(a, url.p) : NULL);
	buf_free(&url);
	return v;
}
