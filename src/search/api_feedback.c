#include "base/url.h"
#include "search/call.h"

void
call_feedback(struct call *c)
{
	struct arena *a = c->arena;
	struct str right;

	/* Checked and not kept: nothing that a visitor sends is stored. */
	if (!call_is_type(c->req->content_type, "application/x-www-form-urlencoded")) {
		call_problem(c, 415, "Send q and right as form fields.");
		return;
	}
	if (!url_param(a, c->req->body, "right", &right) ||
	    (!str_is(right, "yes") && !str_is(right, "no"))) {
		call_problem(c, 422, "The field right must be yes or no.");
		return;
	}
	c->r->status = 204;
}
