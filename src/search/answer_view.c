#include "search/answer_view.h"

#include <math.h>
#include <string.h>

#include "base/date.h"
#include "base/escape.h"
#include "search/answer_json.h"

static const char *
long_date(struct arena *a, const char *iso)
{
	struct buf b = BUF_INIT;
	struct date d;
	const char *s;

	if (iso == NULL || !date_parse(str_of(iso), &d))
		return iso;
	date_long(&b, d);
	s = arena_strdup(a, b.p);
	buf_free(&b);
	return s;
}

static long
percent(double share)
{
	return lround(share * 100);
}

/* The basis in words for people, and how it reads in a headline. */
static void
set_basis(struct value *v, const char *basis)
{
	static const struct {
		const char *basis, *words, *headline;
	} table[] = {
		{ "stated", "a source gives this heading to this Center by number", NULL },
		{ "industry-scope",
		    "CBP names these goods in the industry scope that it publishes for this "
		    "Center",
		    NULL },
		{ "inferred", "no source names these goods: the Center is our own reading",
		    "by our own reading; no source names these goods" },
	};
	size_t i;

	value_set_cstr(v, "basis", basis);
	value_set_null(v, "basis_words");
	value_set_null(v, "basis_headline");
	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		if (strcmp(basis, table[i].basis) != 0)
			continue;
		value_set_cstr(v, "basis_words", table[i].words);
		value_set_cstr(v, "basis_headline", table[i].headline);
	}
}

static struct value *
center_view(struct value *v, const struct store_center *c, const struct store *s)
{
	value_set_cstr(v, "name", c->name);
	value_set_cstr(v, "slug", c->slug);
	value_set_cstr(v, "url", c->url);
	value_set_cstr(v, "city", c->city);
	value_set_cstr(v, "summary", c->summary);
	value_set_cstr(v, "mailbox", c->mailbox != NULL ? c->mailbox : s->mailbox);
	return v;
}

static void
set_matches(struct arena *a, struct value *v, const struct answer_heading *h)
{
	struct value *list = value_set_list(v, "matched");
	size_t i, j;

	for (i = 0; i < h->n_matched; i++) {
		const struct answer_match *m = &h->matched[i];
		struct value *row;

		for (j = 0; j < i; j++)
			if (strcmp(h->matched[j].term, m->term) == 0)
				break;
		if (j < i)
			continue; /* one line per name, however many words it holds */
		row = value_push_map(list);
		value_set_cstr(row, "term", m->term);
		value_set_bool(row, "in_name", strcmp(m->how, "text") != 0);
		{
			struct buf words = BUF_INIT;

			for (j = i; j < h->n_matched; j++)
				if (strcmp(h->matched[j].term, m->term) == 0)
					buf_addf(&words, "%s%s", words.n > 0 ? " " : "",
					    h->matched[j].word);
			value_set_cstr(row, "words", arena_strdup(a, words.p));
			buf_free(&words);
		}
	}
}

static void
set_headings(struct arena *a, struct value *v, const struct answer *an, const struct store *s)
{
	struct value *same = value_set_list(v, "headings"),
		     *other = value_set_list(v, "others");
	size_t i;

	for (i = 0; i < an->n_headings; i++) {
		const struct answer_heading *h = &an->headings[i];
		bool top = an->n_centers > 0 && h->rule->center == an->centers[0].center;
		struct value *row;

		if (h->weak)
			continue;
		row = value_push_map(top ? same : other);
		value_set_bool(row, "first", top && value_count(same) == 1);

		value_set_cstr(row, "code", h->heading->code);
		value_set_cstr(row, "title", h->heading->title);
		value_set_cstr(row, "source", h->rule->source);
		value_set_cstr(row, "note", h->rule->note);
		set_basis(row, h->rule->basis);
		(void)center_view(value_set_map(row, "center"), h->rule->center, s);
		set_matches(a, row, h);
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
set_lists(struct arena *a, struct value *v, const struct answer *an)
{
	struct value *list = value_set_list(v, "choices"), *row;
	struct buf url = BUF_INIT;
	size_t i;

	for (i = 0; i < an->n_choices; i++) {
		row = value_push_map(list);
		value_set_cstr(row, "label", an->choices[i].label);
		value_set_cstr(row, "url", an->choices[i].url);
		value_set_cstr(row, "center_name",
		    an->choices[i].center != NULL ? an->choices[i].center->name : NULL);
	}
	list = value_set_list(v, "corrections");
	for (i = 0; i < an->n_corrections; i++) {
		row = value_push_map(list);
		value_set_str(row, "from", an->corrections[i].from);
		value_set_cstr(row, "to", an->corrections[i].to);
		value_set_cstr(row, "steps", an->corrections[i].steps);
		value_set_bool(row, "kind_of",
		    an->corrections[i].steps != NULL && an->corrections[i].steps[0] == '>');
		buf_clear(&url);
		answer_undo_url(&url, an, i);
		value_set_cstr(row, "undo", arena_strdup(a, url.p));
	}
	buf_free(&url);
	list = value_set_list(v, "pages");
	for (i = 0; i < an->pages.n && i < 6; i++) {
		row = value_push_map(list);
		value_set_cstr(row, "url", an->pages.v[i].url);
		value_set_cstr(row, "title", an->pages.v[i].title);
		value_set_cstr(row, "snippet_html", snippet_html(a, an->pages.v[i].snippet));
	}
	list = value_set_list(v, "aside");
	for (i = 0; i < an->n_aside; i++)
		value_push_str(list, an->aside[i]);
	value_set_bool(v, "has_choices", an->n_choices > 0);
	value_set_bool(v, "has_corrections", an->n_corrections > 0);
	value_set_bool(v, "has_pages", an->pages.n > 0);
	value_set_bool(v, "has_aside", an->n_aside > 0);
}

static void
set_code_lines(struct value *v, const struct codes *c)
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
		value_set_cstr(row, "note", l->note);
		value_set_cstr(
		    row, "center_name", l->rule != NULL ? l->rule->center->name : NULL);
		value_set_cstr(
		    row, "center_url", l->rule != NULL ? l->rule->center->url : NULL);
		value_set_cstr(row, "basis", l->rule != NULL ? l->rule->basis : NULL);
	}
}

static void
set_release(struct arena *a, struct value *v, const struct store *s)
{
	value_set_cstr(v, "mapping_date", long_date(a, s->mapping_date));
	value_set_cstr(v, "release", s->release);
}

/* What a code's answer says of the rule that decided. */
static void
set_code(struct value *v, const struct answer *an)
{
	const struct code_line *l = an->codes.n > 0 ? &an->codes.lines[0] : NULL;

	value_set_bool(v, "is_code", an->kind == ANSWER_CODE);
	value_set_bool(v, "is_codes", an->kind == ANSWER_CODES);
	value_set_cstr(v, "code_note", an->kind == ANSWER_CODE && l != NULL ? l->note : NULL);
	value_set_cstr(v, "code_title", an->kind == ANSWER_CODE && l != NULL ? l->title : NULL);
	set_code_lines(v, &an->codes);
}

const struct value *
answer_view(struct arena *a, const struct store *s, const struct answer *an)
{
	struct value *v = value_map(a), *list;
	size_t i, certain;

	value_set_str(v, "query", an->query);
	value_set_bool(v, "exact", an->label == LABEL_EXACT);
	value_set_bool(v, "very_likely", an->label == LABEL_VERY_LIKELY);
	value_set_bool(v, "probably", an->label == LABEL_PROBABLY);
	value_set_bool(v, "ask", an->label == LABEL_ASK);
	value_set_bool(v, "is_pinned", an->kind == ANSWER_PINNED);
	value_set_bool(v, "is_question", an->kind == ANSWER_QUESTION);
	value_set_bool(v, "is_none",
	    an->kind == ANSWER_NONE || (an->label == LABEL_NONE && an->kind == ANSWER_CODE));
	value_set_cstr(v, "message_html", an->pinned != NULL ? an->pinned->html : NULL);
	value_set_cstr(v, "question", an->question);
	value_set_bool(v, "truncated", an->truncated);
	value_set_bool(v, "timed_out", an->timed_out);
	certain = an->label == LABEL_EXACT || an->label == LABEL_VERY_LIKELY ||
		  an->label == LABEL_PROBABLY;
	if (certain && an->n_centers > 0 && an->kind != ANSWER_CODES &&
	    an->kind != ANSWER_QUESTION)
		(void)center_view(value_set_map(v, "center"), an->centers[0].center, s);
	else
		value_set_null(v, "center");
	list = value_set_list(v, "centers");
	for (i = 0; i < an->n_centers && i < 5; i++) {
		struct value *row = center_view(value_push_map(list), an->centers[i].center, s);

		value_set_int(row, "percent", percent(an->centers[i].share));
	}
	value_set_cstr(v, "basis_headline", NULL);
	if (an->n_headings > 0 && certain)
		set_basis(v, an->headings[0].rule->basis);
	else
		set_basis(v, "");
	set_headings(a, v, an, s);
	set_lists(a, v, an);
	set_code(v, an);
	set_release(a, v, s);
	return v;
}

static const char *
amount(struct arena *a, double v)
{
	return arena_printf(a, v < 1e15 && v == floor(v) ? "%.0f" : "%.2f", v);
}

const struct value *
codes_view(struct arena *a, const struct store *s, const struct codes *c, struct str list)
{
	struct value *v = value_map(a), *rows = value_set_list(v, "centers"), *bad;
	size_t i;

	value_set_str(v, "list", list);
	value_set_int(v, "n", (long long)c->n);
	value_set_int(v, "good", (long long)c->good);
	value_set_bool(v, "has_quantity", c->has_quantity);
	value_set_bool(v, "has_value", c->has_value);
	value_set_bool(v, "truncated", c->truncated);
	for (i = 0; i < c->n_totals; i++) {
		const struct code_total *t = &c->totals[i];
		struct value *row = center_view(value_push_map(rows), t->center, s);

		value_set_bool(row, "has_quantity", c->has_quantity);
		value_set_bool(row, "has_value", c->has_value);
		value_set_int(row, "lines", (long long)t->lines);
		value_set_cstr(row, "quantity", amount(a, t->quantity));
		value_set_cstr(row, "value", amount(a, t->value));
		value_set_int(row, "lines_percent", percent(t->lines_share));
		value_set_int(row, "quantity_percent", percent(t->quantity_share));
		value_set_int(row, "value_percent", percent(t->value_share));
	}
	value_set_bool(v, "has_centers", c->n_totals > 0);
	if (c->n_totals > 0)
		(void)center_view(value_set_map(v, "center"), c->totals[0].center, s);
	else
		value_set_null(v, "center");
	bad = value_set_list(v, "unread");
	for (i = 0; i < c->n; i++) {
		const struct code_line *l = &c->lines[i];
		struct value *row;

		if (l->rule != NULL)
			continue;
		row = value_push_map(bad);
		value_set_int(row, "line", (long long)l->line);
		value_set_str(row, "input", l->input);
		value_set_cstr(row, "note", l->note);
	}
	value_set_bool(v, "has_unread", value_count(bad) > 0);
	set_code_lines(v, c);
	set_release(a, v, s);
	return v;
}

const struct value *
problem_view(struct arena *a, const char *title, const char *detail)
{
	struct value *v = value_map(a);

	value_set_cstr(v, "title", title);
	value_set_cstr(v, "detail", detail);
	return v;
}
