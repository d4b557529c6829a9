#include "base/limits.h"
#include "base/url.h"
#include "base/utf8.h"
#include "search/answer_json.h"
#include "search/answer_view.h"
#include "search/call.h"

#define KEEP_MAX 16 /* not= words of one URL */
#define TITLE_MAX 60 /* bytes of a query in a page's title */

/* q=, is= and not= of the query string.  False, answered, when they cannot be used. */
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
		else if (str_is(name, "not") && out->n_keep < KEEP_MAX)
			keep[out->n_keep++] = str_trim(value);
	}
	if (out->q.n + out->is.n > LIMIT_QUERY) {
		call_problem(c, 414, "The query is longer than 2,048 bytes; shorten it.");
		return false;
	}
	if (utf8_valid(out->q) < out->q.n || utf8_valid(out->is) < out->is.n) {
		call_problem(c, 400, "The query is not UTF-8 text.");
		return false;
	}
	return true;
}

void
call_find(struct call *c)
{
	struct answer_request q;
	struct answer an;

	if (!read_find(c, &q))
		return;
	if (str_trim(q.q).n == 0) {
		call_problem(c, 400, "The parameter q is missing: say what you import.");
		return;
	}
	answer_make(&an, c->arena, c->store, &q);
	answer_json(&c->r->body, c->store, &an);
	call_json(c);
	call_cacheable(c);
}

/* The title of an answer's page: the query, cut between letters when it is long. */
static const char *
title_of(struct arena *a, struct str query)
{
	size_t n = query.n;

	if (n > TITLE_MAX)
		for (n = TITLE_MAX; n > 0 && ((unsigned char)query.p[n] & 0xC0) == 0x80; n--)
			continue;
	return n > 0 ? arena_printf(a, "%.*s: which Center?", (int)n, query.p)
		     : "Find the Center";
}

void
call_find_page(struct call *c)
{
	struct arena *a = c->arena;
	struct answer_request q;
	struct answer an;

	if (!read_find(c, &q))
		return;
	answer_make(&an, a, c->store, &q);
	call_page(c, "find", title_of(a, an.query), an.query, answer_view(a, c->store, &an));
	if (c->r->status == 200)
		call_cacheable(c);
}
