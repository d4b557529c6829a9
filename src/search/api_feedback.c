#include "base/escape.h"
#include "base/limits.h"
#include "base/url.h"
#include "base/utf8.h"
#include "search/answer_view.h"
#include "search/call.h"

/* What a visitor says of an answer.  Borrowed from the request. */
struct feedback {
	struct str query; /* may be empty */
	bool right;
	const struct store_center *expected; /* NULL: not said */
};

/* A field of the form; empty when it is not there.  False, answered, when it is no text. */
static bool
field(struct call *c, const char *name, struct str *out)
{
	*out = (struct str){ "", 0 };
	if (!url_param(c->arena, c->req->body, name, out))
		return true;
	if (out->n > LIMIT_QUERY) {
		call_problem(c, 422, TR("A field is longer than 2,048 bytes."));
		return false;
	}
	if (utf8_valid(*out) < out->n) {
		call_problem(c, 400, TR("The form is not UTF-8 text."));
		return false;
	}
	return true;
}

static bool
read_feedback(struct call *c, struct feedback *f)
{
	struct str right, center;

	*f = (struct feedback){ .right = false };
	if (!field(c, "q", &f->query) || !field(c, "right", &right) ||
	    !field(c, "center", &center))
		return false;
	if (!str_is(right, "yes") && !str_is(right, "no")) {
		call_problem(c, 422, TR("The field right must be yes or no."));
		return false;
	}
	f->right = str_is(right, "yes");
	if (center.n > 0) {
		f->expected = store_center(c->store, center);
		if (f->expected == NULL) {
			call_problem(c, 422, TR("The field center must name a Center."));
			return false;
		}
	}
	return true;
}

/* Checked, and not kept but for the count of a wrong answer, where the operator asked for counts. */
void
call_feedback(struct call *c)
{
	struct feedback f;
	struct str from = { "", 0 };

	if (!call_is_type(c->req->content_type, "application/x-www-form-urlencoded")) {
		call_problem(c, 415, TR("Send q and right as form fields."));
		return;
	}
	/* A form sent without script leads to a page, also when something is wrong with it. */
	c->json = !url_param(c->arena, c->req->body, "from", &from) || !str_is(from, "page");
	if (!read_feedback(c, &f))
		return;
	if (c->gaps != NULL && !f.right)
		gaps_note(c->gaps, c->arena, c->store, GAPS_WRONG, f.query,
		    str_of(f.expected != NULL ? f.expected->slug : ""));
	if (c->json) {
		c->r->status = 204;
		return;
	}
	c->r->status = 303; /* so that a reload sends nothing again (RFC 9110, 15.4.4) */
	buf_addf(&c->r->location, "%s/find/thanks/?q=", lang_info[c->store->lang].prefix);
	escape_url_arg(&c->r->location, f.query);
	buf_adds(&c->r->location, "#answer");
}

void
call_thanks_page(struct call *c)
{
	struct str q = { "", 0 };

	(void)url_param(c->arena, c->req->query, "q", &q); /* absent: only the thanks */
	if (q.n > LIMIT_QUERY || utf8_valid(q) < q.n)
		q = (struct str){ "", 0 };
	call_page(c, "thanks", tr(c->store->tr, "Thank you for your answer"), q,
	    thanks_view(c->arena, c->store, q));
}
