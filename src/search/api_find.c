#include "base/date.h"
#include "base/limits.h"
#include "base/url.h"
#include "base/utf8.h"
#include "search/answer_json.h"
#include "search/answer_view.h"
#include "search/call.h"

#define KEEP_MAX 16 /* not= words of one URL */
#define RELEASE_MAX 64 /* bytes of a release's name in a cited link */

/* Text of a URL that is shown again must be what we wrote into a link of ours; else it is no citation. */
static bool
is_date(struct str s)
{
	struct date d;

	return date_parse(s, &d);
}

static bool
is_release(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (!ascii_isalpha(s.p[i]) && !ascii_isdigit(s.p[i]) && s.p[i] != '-')
			return false;
	return s.n > 0 && s.n <= RELEASE_MAX;
}

/* Each word once, and only words: what is not UTF-8 keeps nothing. */
static void
keep_word(struct answer_request *out, struct str *keep, struct str word)
{
	size_t i;

	if (word.n == 0 || utf8_valid(word) < word.n)
		return;
	for (i = 0; i < out->n_keep; i++)
		if (str_eq(keep[i], word))
			return;
	keep[out->n_keep++] = word;
}

/* q=, is=, not= and what a link cites.  False, answered, when they cannot be used. */
static bool
read_find(struct call *c, struct answer_request *out)
{
	struct arena *a = c->arena;
	struct str rest = c->req->query, name, value, *keep;

	keep = arena_alloc(a, KEEP_MAX * sizeof(*keep));
	*out = (struct answer_request){ .keep = keep };
	while (url_pair(a, &rest, &name, &value)) {
		if (str_is(name, "q"))
			out->q = value;
		else if (str_is(name, "is"))
			out->is = value;
		else if (str_is(name, "mapping"))
			out->mapping = value;
		else if (str_is(name, "release"))
			out->release = value;
		else if (str_is(name, "not") && out->n_keep < KEEP_MAX)
			keep_word(out, keep, str_trim(value));
	}
	if (!is_date(out->mapping) || !is_release(out->release))
		out->mapping = out->release = (struct str){ "", 0 };
	if (out->q.n + out->is.n > LIMIT_QUERY) {
		call_problem(c, 414, TR("The query is longer than 2,048 bytes; shorten it."));
		return false;
	}
	if (utf8_valid(out->q) < out->q.n || utf8_valid(out->is) < out->is.n) {
		call_problem(c, 400, TR("The query is not UTF-8 text."));
		return false;
	}
	return true;
}

/* What was not found is counted once, as asked first: not again with each choice of ours. */
static void
count_gap(struct call *c, const struct answer_request *q, const struct answer *an)
{
	enum gaps_kind kind;

	if (c->gaps != NULL && q->is.n == 0 && q->n_keep == 0 && gaps_kind_of(an, &kind))
		gaps_note(c->gaps, c->arena, c->store, kind, an->query, (struct str){ "", 0 });
}

/* What ran out of time may be better the next time: it is not kept. */
void
call_find(struct call *c)
{
	struct answer_request q;
	struct answer an;

	if (!read_find(c, &q))
		return;
	if (str_trim(q.q).n == 0) {
		call_problem(c, 400, TR("The parameter q is missing: say what you import."));
		return;
	}
	answer_make(&an, c->arena, c->store, &q);
	count_gap(c, &q, &an);
	answer_json(&c->r->body, c->arena, c->store, &an);
	call_json(c);
	if (!an.timed_out)
		call_cacheable(c);
}

/* What was asked and what came of it: a screen reader reads the title first. */
static const char *
title_of(struct arena *a, const struct answer *an, const struct say *say)
{
	if (!say->center && an->kind != ANSWER_CODES)
		return say->part[SAY_HEADLINE]; /* repeats the query */
	return arena_printf(a, "%s: %s", say->query, say->part[SAY_HEADLINE]);
}

void
call_find_page(struct call *c)
{
	struct arena *a = c->arena;
	struct answer_request q;
	struct answer an;
	struct say say;

	if (!read_find(c, &q))
		return;
	answer_make(&an, a, c->store, &q);
	count_gap(c, &q, &an);
	say_answer(&say, a, c->store, &an);
	call_page(c, "find", title_of(a, &an, &say), an.query, answer_view(a, c->store, &an));
	if (c->r->status == 200 && !an.timed_out)
		call_cacheable(c);
}
