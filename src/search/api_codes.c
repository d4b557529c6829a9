#include "base/limits.h"
#include "base/url.h"
#include "base/utf8.h"
#include "search/answer_json.h"
#include "search/answer_view.h"
#include "search/call.h"

/* c= once or more, or the body of a POST, as one list with a line each. */
static bool
read_codes(struct call *c, struct str *list)
{
	struct arena *a = c->arena;
	struct str rest = c->req->query, name, value;
	struct buf b = BUF_INIT;

	if (str_is(c->req->method, "POST")) {
		*list = c->req->body;
	} else {
		while (url_pair(a, &rest, &name, &value))
			if (str_is(name, "c"))
				buf_addf(&b, "%.*s\n", (int)value.n, value.p);
		*list = (struct str){ arena_strndup(a, b.p, b.n), b.n };
	}
	buf_free(&b);
	if (str_starts(*list, "PK") || str_starts(*list, "\xD0\xCF\x11\xE0")) {
		call_problem(
		    c, 415, "This is a spreadsheet file; save it as CSV and send that.");
		return false;
	}
	if (utf8_valid(*list) < list->n) {
		call_problem(c, 400, "The list is not UTF-8 text; save it as CSV in UTF-8.");
		return false;
	}
	if (str_trim(*list).n == 0) {
		call_problem(
		    c, 400, "No codes were sent: use c=6109.10, or post one code a line.");
		return false;
	}
	return true;
}

void
call_codes(struct call *c)
{
	struct str list;
	struct codes codes;
	bool post = str_is(c->req->method, "POST");

	if (post && c->req->body.n > LIMIT_API_BODY) {
		call_problem(c, 413, "The list is larger than 1 MiB.");
		return;
	}
	if (post && !call_is_type(c->req->content_type, "text/csv") &&
	    !call_is_type(c->req->content_type, "text/plain")) {
		call_problem(c, 415, "Post the list as text/csv or text/plain.");
		return;
	}
	if (!read_codes(c, &list))
		return;
	codes_read(&codes, c->arena, c->store, list);
	codes_json(&c->r->body, c->store, &codes);
	call_json(c);
	if (!post)
		call_cacheable(c);
}

void
call_account_page(struct call *c)
{
	struct arena *a = c->arena;
	struct codes codes;
	struct str list = { "", 0 };

	if (str_is(c->req->method, "POST") &&
	    !call_is_type(c->req->content_type, "application/x-www-form-urlencoded")) {
		call_problem(
		    c, 415, "Send the form as it is: the list belongs into the text field.");
		return;
	}
	(void)url_param(a, str_is(c->req->method, "POST") ? c->req->body : c->req->query,
	    "list", &list); /* absent: an empty list */
	if (utf8_valid(list) < list.n) {
		call_problem(c, 400, "The list is not UTF-8 text.");
		return;
	}
	codes_read(&codes, a, c->store, list);
	call_page(c, "account", "Which Center for my mix of goods?", (struct str){ "", 0 },
	    codes_view(a, c->store, &codes, list));
}
