#include "search/answer.h"

#include <math.h>
#include <string.h>

#include "base/escape.h"
#include "search/codes_text.h"
#include "search/spanish.h"
#include "search/tells.h"
#include "search/weights.h"
#include "words/forms.h"

#define PAGE_FITS \
	0.6 /* pages.h: a page that is asked in nearly these words is what is wanted */
#define PIN_WORDS 40 /* words of a text in which a pinned one is looked for */

static const char *const kind_names[] = {
	[ANSWER_PRODUCT] = "product",
	[ANSWER_CODE] = "code",
	[ANSWER_CODES] = "codes",
	[ANSWER_QUESTION] = "question",
	[ANSWER_PINNED] = "pinned",
	[ANSWER_VAGUE] = "vague",
	[ANSWER_NONE] = "none",
};

static const char *const label_names[] = {
	[LABEL_EXACT] = "exact",
	[LABEL_VERY_LIKELY] = "very-likely",
	[LABEL_PROBABLY] = "probably",
	[LABEL_ASK] = "ask",
	[LABEL_NONE] = "none",
};

static const char *const how_names[] = {
	[HOW_NAME] = "name",
	[HOW_SPELLING] = "spelling",
	[HOW_SPLIT] = "split",
	[HOW_JOINED] = "joined",
	[HOW_WORDNET] = "wordnet",
	[HOW_FORM] = "form",
};

const char *
answer_how_name(enum query_how h)
{
	return how_names[h];
}

const char *
answer_kind_name(enum answer_kind k)
{
	return kind_names[k];
}

const char *
answer_label_name(enum answer_label l)
{
	return label_names[l];
}

static void
one_center(struct answer *an, struct arena *a, const struct store_center *c)
{
	if (c == NULL)
		return;
	an->centers = arena_alloc(a, sizeof(*an->centers));
	an->centers[0] = (struct find_center){ c, 1.0 };
	an->n_centers = 1;
}

static struct answer_heading *
add_heading(struct answer *an, struct arena *a, const struct store_heading *h,
    const struct store_rule *rule, const char *code)
{
	struct answer_heading *out;

	if (an->headings == NULL)
		an->headings = arena_alloc(a, ANSWER_HEADINGS * sizeof(*an->headings));
	if (an->n_headings == ANSWER_HEADINGS)
		return NULL;
	out = &an->headings[an->n_headings++];
	*out = (struct answer_heading){ .heading = h, .rule = rule, .code = code };
	return out;
}

/* Codes: each line's own rule decides; nothing is guessed. */
static void
from_codes(struct answer *an, struct arena *a)
{
	size_t i, j;

	an->kind = an->codes.n == 1 ? ANSWER_CODE : ANSWER_CODES;
	an->label = an->codes.good > 0 ? LABEL_EXACT : LABEL_NONE;
	an->centers = arena_alloc(a, (an->codes.n_totals + 1) * sizeof(*an->centers));
	for (i = 0; i < an->codes.n_totals; i++)
		an->centers[i] = (struct find_center){ an->codes.totals[i].center,
			an->codes.totals[i].lines_share };
	an->n_centers = an->codes.n_totals;
	for (i = 0; i < an->codes.n; i++) {
		const struct code_line *l = &an->codes.lines[i];

		for (j = 0; j < an->n_headings && an->headings[j].heading != l->heading; j++)
			;
		if (l->heading != NULL && l->rule != NULL && j == an->n_headings)
			(void)add_heading(an, a, l->heading, l->rule, l->code); /* first few */
	}
}

static const char *
choice_url(struct arena *a, const struct store *s, const struct store_choice *c)
{
	struct buf b = BUF_INIT;
	const char *url;

	if (c->url != NULL)
		return c->url;
	if (c->heading != NULL)
		return arena_printf(a, "/hts/%s/", c->heading->code);
	if (c->query != NULL) {
		buf_addf(&b, "%s/find/?q=", lang_info[s->lang].prefix);
		escape_url_arg(&b, str_of(c->query));
		url = arena_strdup(a, b.p);
		buf_free(&b);
		return url;
	}
	return c->center != NULL ? store_in(s, c->center)->url : "/products/";
}

/* The Centers of a pinned question's choices, in their order, each once. */
static void
choice_centers(struct answer *an, struct arena *a, const struct store_answer *p)
{
	size_t i, j;

	an->centers = arena_alloc(a, (p->n_choices + 1) * sizeof(*an->centers));
	for (i = 0; i < p->n_choices; i++) {
		const struct store_choice *c = &p->choices[i];
		const struct store_center *center = c->center;

		if (c->heading != NULL)
			(void)add_heading(
			    an, a, c->heading, c->heading->rule, c->heading->code);
		if (center == NULL && c->heading != NULL)
			center = c->heading->rule->center;
		for (j = 0; j < an->n_centers && an->centers[j].center != center; j++)
			;
		if (center != NULL && j == an->n_centers)
			an->centers[an->n_centers++].center = center;
	}
	for (j = 0; j < an->n_centers; j++)
		an->centers[j].share = 1.0 / (double)an->n_centers;
}

static void
from_pin(struct answer *an, struct arena *a, const struct store_answer *p)
{
	size_t i;

	an->kind = ANSWER_PINNED;
	an->pinned = p;
	an->choices = arena_alloc(a, (p->n_choices + 1) * sizeof(*an->choices));
	for (i = 0; i < p->n_choices; i++)
		an->choices[an->n_choices++] = (struct answer_choice){ p->choices[i].label,
			choice_url(a, an->store, &p->choices[i]), p->lang, p->choices[i].center,
			p->choices[i].heading, NULL };
	if (strcmp(p->action, "answer") == 0) {
		an->label = LABEL_EXACT;
		if (p->heading != NULL)
			(void)add_heading(
			    an, a, p->heading, p->heading->rule, p->heading->code);
		one_center(an, a, p->center);
	} else {
		an->label = strcmp(p->action, "ask") == 0 ? LABEL_ASK : LABEL_NONE;
		choice_centers(an, a, p);
	}
}

static const char *
how_of(const struct query_word *w, bool in_name)
{
	if (w->how != HOW_NAME && w->how != HOW_FORM)
		return answer_how_name(w->how);
	return in_name ? "name" : "text";
}

static bool
name_has(const struct store *s, const struct store_name *n, uint32_t term)
{
	size_t i;

	for (i = 0; i < n->n; i++)
		if (s->name_terms[n->first + i] == term)
			return true;
	return false;
}

/* For each searched word: the best name when it holds the word, else the heading as a whole. */
static void
explain(struct answer_heading *out, struct arena *a, const struct store *s,
    const struct find_heading *f, const struct query *q)
{
	size_t i;

	out->name = f->name;
	out->matched = arena_alloc(a, (q->n_words + 1) * sizeof(*out->matched));
	for (i = 0; i < q->n_words && i < 64; i++) {
		const struct query_word *w = &q->words[i];
		bool in_name;

		if (w->role == ROLE_ASIDE || (f->words & (uint64_t)1 << i) == 0)
			continue;
		in_name = f->name != NULL && name_has(s, f->name, w->id);
		out->matched[out->n_matched++] = (struct answer_match){ w->surface,
			how_of(w, in_name), in_name ? f->name->text : f->heading->title };
	}
}

/* Brackets, entities and the like: text of a program, not of a person who names goods. */
static bool
is_markup(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.p[i] != '\0' && strchr("{}<>^\\`~=", s.p[i]) != NULL)
			return true;
	return str_find(s, "';") < s.n || str_find(s, ";&") < s.n || str_find(s, "NEAR(") < s.n;
}

/* Single letters alone name nothing. */
static bool
only_letters(const struct query *q)
{
	size_t i;

	for (i = 0; i < q->n_words; i++)
		if (q->words[i].role != ROLE_ASIDE && strlen(q->words[i].surface) > 1)
			return false;
	return true;
}

static enum answer_label
label_of(struct answer *an, struct arena *a, const struct store *s, const struct find_result *r,
    const struct query *q)
{
	const struct find_heading *top = &r->headings[0];

	if (top->fit < LABEL_NONE_FIT && top->coverage < LABEL_NONE_FIT)
		return LABEL_ASK;
	label_signals(an->signals, a, s, r, q);
	an->weighed = true;
	an->chance = label_chance(an->signals);
	if (is_markup(q->text) || only_letters(q))
		return LABEL_ASK;
	if (an->chance >= LABEL_LIKELY_CHANCE)
		return LABEL_VERY_LIKELY;
	return an->chance >= LABEL_PROBABLY_CHANCE ? LABEL_PROBABLY : LABEL_ASK;
}

/* Does the answer rest on what a word is a kind of? */
static bool
is_guess(const struct query *q)
{
	size_t i;

	for (i = 0; i < q->n_words; i++)
		if (q->words[i].how == HOW_WORDNET && (double)q->words[i].share <= WEIGHT_GUESS)
			return true;
	return false;
}

/* What to choose between: the best heading of each of the Centers that compete. */
static void
add_choices(struct answer *an, struct arena *a, const struct find_result *r, size_t max)
{
	size_t i, j;

	an->choices = arena_alloc(a, (max + 1) * sizeof(*an->choices));
	for (i = 0; i < r->n_centers && an->n_choices < max; i++) {
		if (i > 1 && r->centers[i].share < 0.03)
			break;
		for (j = 0; j < r->n_headings; j++)
			if (r->headings[j].rule->center == r->centers[i].center)
				break;
		if (j == r->n_headings)
			continue;
		an->choices[an->n_choices++] =
		    (struct answer_choice){ r->headings[j].heading->title,
			    arena_printf(a, "/hts/%s/", r->headings[j].heading->code), LANG_EN,
			    r->centers[i].center, r->headings[j].heading, r->headings[j].name };
	}
}

/* A name that the editors marked as standing under two headings carries the question. */
static const char *
question_of(const struct store *s, const struct find_result *r, enum lang *lang)
{
	size_t i;

	for (i = 0; i < r->n_headings && i < 3; i++) {
		const struct store_name *n = r->headings[i].name;

		if (n != NULL && r->headings[i].fit > 0.8 && (n = store_asking(s, n)) != NULL)
			return store_question(s, n, lang);
	}
	return NULL;
}

static void
from_goods(struct answer *an, struct arena *a, const struct store *s, const struct query *q)
{
	struct find_result r;
	size_t i;

	find_run(&r, a, s, q);
	an->timed_out |= r.timed_out;
	an->truncated = q->truncated;
	if (r.n_headings == 0) {
		an->kind = ANSWER_NONE;
		an->label = LABEL_NONE;
		return;
	}
	an->label = label_of(an, a, s, &r, q);
	an->kind = an->label == LABEL_ASK ? ANSWER_VAGUE : ANSWER_PRODUCT;
	an->centers = r.centers;
	an->n_centers = r.n_centers;
	for (i = 0; i < r.n_headings && i < ANSWER_HEADINGS; i++) {
		const struct find_heading *f = &r.headings[i];
		struct answer_heading *h = add_heading(an, a, f->heading, f->rule,
		    f->name != NULL ? f->name->code : f->heading->code);

		if (h != NULL) {
			explain(h, a, s, f, q);
			h->weak = exp((f->score - r.headings[0].score) / WEIGHT_TEMPERATURE) <
				  SHOW_HEADING;
		}
	}
	an->question = question_of(s, &r, &an->question_lang);
	if (an->label == LABEL_VERY_LIKELY && is_guess(q))
		an->label = LABEL_PROBABLY;
	if (an->question != NULL && an->label == LABEL_VERY_LIKELY && r.n_centers > 1)
		an->label = LABEL_PROBABLY;
	if (an->label != LABEL_VERY_LIKELY)
		add_choices(an, a, &r, an->label == LABEL_ASK ? 5 : 3);
	if (an->question == NULL && an->n_choices >= 2) {
		an->question =
		    tells_apart(a, s->tr, an->choices[0].label, an->choices[1].label, q->text);
		an->question_lang = s->lang;
	}
}

static void
understood(struct answer *an, struct arena *a, const struct query *q)
{
	size_t i;

	an->corrections = q->corrections;
	an->n_corrections = q->n_corrections;
	an->aside = arena_alloc(a, (q->n_words + 1) * sizeof(*an->aside));
	an->searched = arena_alloc(a, (q->n_words + 1) * sizeof(*an->searched));
	for (i = 0; i < q->n_words; i++) {
		const struct query_word *w = &q->words[i];

		bool stop = q->lang == LANG_ES ? forms_stop_spanish(w->surface)
					       : words_is_stop(w->surface);

		if (w->role == ROLE_ASIDE && !stop)
			an->aside[an->n_aside++] = w->typed;
		else if (w->role != ROLE_ASIDE && q->truncated)
			an->searched[an->n_searched++] = w->surface;
	}
}

static void
find_pages(struct answer *an, struct arena *a, const struct store *s, const struct query *q)
{
	pages_find(&an->pages, a, s, q);
	an->timed_out |= an->pages.timed_out;
}

static void
only_pages(struct answer *an, struct arena *a, const struct store *s, const struct query *q)
{
	find_pages(an, a, s, q);
	an->truncated = q->truncated;
	an->kind = an->pages.n > 0 ? ANSWER_QUESTION : ANSWER_NONE;
	an->label = LABEL_NONE;
}

/* An answer that holds wherever one of its words, of LANG, stands ("2 kg of heroin"). */
static const struct store_answer *
pin_within(const struct store *s, struct arena *a, struct str text, enum lang lang)
{
	struct word w[PIN_WORDS];
	size_t n = words_split_in(s->words, lang, a, text, w, PIN_WORDS), i;
	const struct store_answer *pin = NULL;

	for (i = 0; i < n && pin == NULL; i++)
		if ((w[i].flags & WORD_STOP) == 0)
			pin =
			    store_pin(s, arena_printf(a, "~%s", words_pin_in(lang, a, &w[i])));
	return pin;
}

/*
 * The pinned answer for TEXT: by the words of the store's language first, since "pan" is another thing in
 * each.  Words of the other language may follow where none of them is English: a query in English is read
 * as such, whatever it would mean in Spanish.
 */
static const struct store_answer *
pin_of(const struct store *s, struct arena *a, struct str text, enum lang *lang)
{
	const enum lang langs[] = { s->lang, s->lang == LANG_EN ? LANG_ES : LANG_EN };
	const struct store_answer *pin = NULL;
	size_t i;

	for (i = 0; i < sizeof(langs) / sizeof(langs[0]) && pin == NULL; i++) {
		if (langs[i] == LANG_ES &&
		    (s->in[LANG_ES] == NULL ||
			(s->lang == LANG_EN && !spanish_alone(s, a, text))))
			continue;
		pin = store_pin(s, words_key_in(s->words, langs[i], a, text));
		if (pin == NULL)
			pin = pin_within(s, a, text, langs[i]);
		if (pin != NULL && langs[i] == LANG_ES)
			*lang = LANG_ES;
		else if (pin != NULL && langs[i] != s->lang)
			*lang = spanish_or_english(s, a, text);
	}
	return pin;
}

/* The query with an answer to our question: "leather shoes", but "shoes for women". */
static const char *
answered(struct arena *a, struct str text, struct str is)
{
	static const char *const after[] = { "for ", "of ", "with ", "without ", "made ",
		"not " };
	size_t i;

	for (i = 0; i < sizeof(after) / sizeof(after[0]); i++)
		if (str_starts(is, after[i]))
			return arena_printf(
			    a, "%.*s %.*s", (int)text.n, text.p, (int)is.n, is.p);
	return arena_printf(a, "%.*s %.*s", (int)is.n, is.p, (int)text.n, text.p);
}

void
answer_make(
    struct answer *an, struct arena *a, const struct store *s, const struct answer_request *req)
{
	struct str text = str_trim(req->q), goods;
	const struct store_answer *pin;
	struct query q, about;

	*an = (struct answer){ .store = s,
		.lang = s->lang,
		.query = text,
		.is = req->is,
		.keep = req->keep,
		.n_keep = req->n_keep,
		.cited_mapping = req->mapping,
		.cited_release = req->release,
		.kind = ANSWER_NONE,
		.label = LABEL_NONE };
	if (text.n == 0)
		return;
	if (req->is.n > 0) {
		text = str_of(answered(a, text, str_trim(req->is)));
	}
	if (codes_in_text(&an->codes, a, s, text) || codes_in_query(&an->codes, a, s, text)) {
		from_codes(an, a);
		return;
	}
	an->codes = (struct codes){ .n = 0 };
	pin = pin_of(s, a, text, &an->lang);
	if (pin != NULL) {
		from_pin(an, a, pin);
		return;
	}
	query_read(&q, a, s, text, req->keep, req->n_keep);
	an->lang = q.lang;
	switch (intent_of(s, a, &q, &goods)) {
	case INTENT_QUESTION:
		only_pages(an, a, s, &q);
		break;
	case INTENT_BOTH:
		query_read(&about, a, s, goods, req->keep, req->n_keep);
		from_goods(an, a, s, &about);
		understood(an, a, &about);
		find_pages(an, a, s, &q);
		if (an->pages.n > 0 &&
		    (an->label != LABEL_VERY_LIKELY || an->pages.v[0].fit >= PAGE_FITS))
			an->kind = ANSWER_QUESTION;
		break;
	case INTENT_GOODS:
		from_goods(an, a, s, &q);
		understood(an, a, &q);
		if (an->label >= LABEL_ASK) {
			find_pages(an, a, s, &q);
			if (an->pages.n > 0 &&
			    (an->pages.v[0].covers || an->pages.v[0].fit >= PAGE_FITS))
				an->kind = ANSWER_QUESTION;
			else if (an->kind != ANSWER_NONE)
				an->pages.n = 0; /* goods, if vague ones */
		}
		break;
	}
}
