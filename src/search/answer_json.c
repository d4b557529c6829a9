#include "search/answer_json.h"

#include "base/jsonw.h"
#include "search/say.h"

#define SHARE_DIGITS 4 /* of a share from 0 to 1 */

static void
release(struct jsonw *w, const struct store *s)
{
	jsonw_kcstr(w, "mapping_date", s->mapping_date);
	jsonw_kcstr(w, "release", s->release);
}

static void
centers(struct jsonw *w, const struct answer *an)
{
	size_t i;

	jsonw_key(w, "centers");
	jsonw_array(w);
	for (i = 0; i < an->n_centers; i++) {
		jsonw_object(w);
		jsonw_kcstr(w, "slug", an->centers[i].center->slug);
		jsonw_kcstr(w, "name", store_in(an->store, an->centers[i].center)->name);
		jsonw_kreal(w, "share", an->centers[i].share, SHARE_DIGITS);
		jsonw_end(w);
	}
	jsonw_end(w);
}

/* The sentences that say why a heading is there. */
static void
why(struct jsonw *w, struct arena *a, const struct answer *an, const struct answer_heading *h)
{
	const char *v[SAY_WHY];
	size_t i, n = say_why(v, a, an, h);

	jsonw_key(w, "why");
	jsonw_array(w);
	for (i = 0; i < n; i++)
		jsonw_cstr(w, v[i]);
	jsonw_end(w);
}

static void
headings(struct jsonw *w, struct arena *a, const struct answer *an)
{
	size_t i, j;

	jsonw_key(w, "headings");
	jsonw_array(w);
	for (i = 0; i < an->n_headings; i++) {
		const struct answer_heading *h = &an->headings[i];

		jsonw_object(w);
		jsonw_kcstr(w, "code", h->heading->code);
		jsonw_kcstr(w, "title", h->heading->title);
		jsonw_kcstr(w, "center", h->rule->center->slug);
		jsonw_kcstr(w, "basis", h->rule->basis);
		jsonw_kcstr(w, "source", h->rule->source);
		jsonw_key(w, "matched");
		jsonw_array(w);
		for (j = 0; j < h->n_matched; j++) {
			jsonw_object(w);
			jsonw_kcstr(w, "word", h->matched[j].word);
			jsonw_kcstr(w, "how", h->matched[j].how);
			jsonw_kcstr(w, "term", h->matched[j].term);
			jsonw_end(w);
		}
		jsonw_end(w);
		why(w, a, an, h);
		jsonw_end(w);
	}
	jsonw_end(w);
}

static void
choices(struct jsonw *w, const struct answer *an)
{
	size_t i;

	jsonw_key(w, "choices");
	jsonw_array(w);
	for (i = 0; i < an->n_choices; i++) {
		jsonw_object(w);
		jsonw_kcstr(w, "label", an->choices[i].label);
		jsonw_kcstr(w, "center",
		    an->choices[i].center != NULL ? an->choices[i].center->slug : NULL);
		jsonw_kcstr(w, "url", an->choices[i].url);
		jsonw_end(w);
	}
	jsonw_end(w);
}

static void
corrections(struct jsonw *w, const struct answer *an, const struct say *say)
{
	size_t i;

	jsonw_key(w, "corrections");
	jsonw_array(w);
	for (i = 0; i < an->n_corrections; i++) {
		jsonw_object(w);
		jsonw_kstr(w, "from", an->corrections[i].from);
		jsonw_kcstr(w, "to", an->corrections[i].to);
		jsonw_kcstr(w, "how", answer_how_name(an->corrections[i].how));
		jsonw_kcstr(w, "steps", an->corrections[i].steps);
		jsonw_kcstr(w, "says", say->steps[i].text);
		jsonw_kcstr(w, "undo", say->steps[i].undo);
		jsonw_end(w);
	}
	jsonw_end(w);
}

static void
aside(struct jsonw *w, const struct say *say)
{
	size_t i;

	jsonw_key(w, "aside");
	jsonw_array(w);
	for (i = 0; i < say->n_asides; i++) {
		jsonw_object(w);
		jsonw_kcstr(w, "word", say->asides[i].text);
		jsonw_kcstr(w, "undo", say->asides[i].undo);
		jsonw_end(w);
	}
	jsonw_end(w);
}

/* The sentences of the page, each under the name of its part. */
static void
says(struct jsonw *w, const struct say *say)
{
	size_t i;

	jsonw_key(w, "says");
	jsonw_object(w);
	for (i = 0; i < SAY__MAX; i++)
		jsonw_kcstr(w, say_name((enum say_part)i), say->part[i]);
	jsonw_end(w);
}

/* A snippet without the bytes that mark the words found. */
static void
plain_snippet(struct buf *out, const char *s)
{
	for (; *s != '\0'; s++)
		if (*s != '\2' && *s != '\3')
			buf_addc(out, *s);
}

static void
pages(struct jsonw *w, const struct answer *an)
{
	struct buf b = BUF_INIT;
	size_t i;

	jsonw_key(w, "pages");
	jsonw_array(w);
	for (i = 0; i < an->pages.n; i++) {
		buf_clear(&b);
		plain_snippet(&b, an->pages.v[i].snippet);
		jsonw_object(w);
		jsonw_kcstr(w, "url", an->pages.v[i].url);
		jsonw_kcstr(w, "title", an->pages.v[i].title);
		jsonw_kstr(w, "snippet", buf_str(&b));
		jsonw_end(w);
	}
	jsonw_end(w);
	buf_free(&b);
}

static void
code_lines(struct jsonw *w, const struct codes *c)
{
	size_t i;

	jsonw_key(w, "codes");
	jsonw_array(w);
	for (i = 0; i < c->n; i++) {
		const struct code_line *l = &c->lines[i];

		jsonw_object(w);
		jsonw_kstr(w, "input", l->input);
		jsonw_kint(w, "line", (int64_t)l->line);
		jsonw_kcstr(w, "code", l->code);
		jsonw_kcstr(w, "status", code_status_name(l->status));
		jsonw_kcstr(w, "heading", l->heading != NULL ? l->heading->code : NULL);
		jsonw_kcstr(w, "title", l->title);
		jsonw_kcstr(w, "center", l->rule != NULL ? l->rule->center->slug : NULL);
		jsonw_kcstr(w, "basis", l->rule != NULL ? l->rule->basis : NULL);
		jsonw_kcstr(w, "note", l->note);
		jsonw_end(w);
	}
	jsonw_end(w);
}

void
answer_json(struct buf *out, struct arena *a, const struct store *s, const struct answer *an)
{
	struct jsonw w;
	struct say say;

	say_answer(&say, a, s, an);

	jsonw_init(&w, out);
	jsonw_object(&w);
	jsonw_kstr(&w, "query", an->query);
	jsonw_kcstr(&w, "kind", answer_kind_name(an->kind));
	jsonw_kcstr(&w, "label", answer_label_name(an->label));
	centers(&w, an);
	headings(&w, a, an);
	choices(&w, an);
	corrections(&w, an, &say);
	aside(&w, &say);
	pages(&w, an);
	jsonw_kcstr(&w, "message", an->pinned != NULL ? an->pinned->text : an->question);
	says(&w, &say);
	jsonw_kcstr(&w, "url", say.url);
	if (an->kind == ANSWER_CODE || an->kind == ANSWER_CODES)
		code_lines(&w, &an->codes);
	jsonw_kbool(&w, "truncated", an->truncated);
	jsonw_kbool(&w, "timed_out", an->timed_out);
	release(&w, s);
	jsonw_end(&w);
	buf_addc(out, '\n');
}

void
codes_json(struct buf *out, const struct store *s, const struct codes *c)
{
	struct jsonw w;
	size_t i;

	jsonw_init(&w, out);
	jsonw_object(&w);
	code_lines(&w, c);
	jsonw_key(&w, "centers");
	jsonw_array(&w);
	for (i = 0; i < c->n_totals; i++) {
		const struct code_total *t = &c->totals[i];

		jsonw_object(&w);
		jsonw_kcstr(&w, "slug", t->center->slug);
		jsonw_kcstr(&w, "name", store_in(s, t->center)->name);
		jsonw_kint(&w, "lines", (int64_t)t->lines);
		jsonw_kreal(&w, "quantity", t->quantity, 2);
		jsonw_kreal(&w, "value", t->value, 2);
		jsonw_kreal(&w, "lines_share", t->lines_share, SHARE_DIGITS);
		jsonw_kreal(&w, "quantity_share", t->quantity_share, SHARE_DIGITS);
		jsonw_kreal(&w, "value_share", t->value_share, SHARE_DIGITS);
		jsonw_end(&w);
	}
	jsonw_end(&w);
	jsonw_kbool(&w, "truncated", c->truncated);
	release(&w, s);
	jsonw_end(&w);
	buf_addc(out, '\n');
}

void
centers_json(struct buf *out, const struct store *s)
{
	struct jsonw w;
	size_t i;

	jsonw_init(&w, out);
	jsonw_object(&w);
	jsonw_key(&w, "centers");
	jsonw_array(&w);
	for (i = 0; i < s->n_centers; i++) {
		const struct store_center *c = &s->center_words[i];

		jsonw_object(&w);
		jsonw_kcstr(&w, "slug", c->slug);
		jsonw_kint(&w, "number", c->number);
		jsonw_kcstr(&w, "name", c->name);
		jsonw_kcstr(&w, "summary", c->summary);
		jsonw_kcstr(&w, "city", c->city);
		jsonw_kcstr(&w, "field_office", c->field_office);
		jsonw_kcstr(&w, "mailbox", c->mailbox != NULL ? c->mailbox : s->mailbox);
		jsonw_kcstr(&w, "url", c->url);
		jsonw_end(&w);
	}
	jsonw_end(&w);
	release(&w, s);
	jsonw_end(&w);
	buf_addc(out, '\n');
}
