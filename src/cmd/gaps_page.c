#include "cmd/gaps_page.h"

#include <stdlib.h>

#include "cmd/gaps_report.h"

#define PAGE "/_gaps/"

struct open_page {
	const struct gaps_page *o;
	void *inner;
};

bool
gaps_page_owns(void *arg, struct str method, struct str path)
{
	const struct gaps_page *o = arg;

	return str_is(path, PAGE) || o->owns(o->owns_arg, method, path);
}

static void *
page_open(void *shared)
{
	const struct gaps_page *o = shared;
	struct open_page *p = xalloc(sizeof(*p));

	*p = (struct open_page){ o, o->inner.open(o->inner.shared) };
	if (p->inner != NULL)
		return p;
	free(p);
	return NULL;
}

/* The index as it is now: it is opened for each view, since the last build may have replaced it. */
static void
report(const struct gaps_page *o, struct msg_response *r)
{
	const struct gaps_request req = {
		.paths = &o->file, .n_paths = 1, .min = GAPS_MIN, .content = o->content
	};
	struct gaps_report made;
	struct store *s;
	struct arena a;
	struct diag d;

	diag_init(&d);
	arena_init(&a, 0);
	s = store_open(&d, o->index);
	if (s != NULL && gaps_report_make(&made, &d, &a, s, &req) == 0) {
		gaps_report_html(&r->body, &a, &made);
		r->content_type = "text/html; charset=utf-8";
	} else {
		diag_print(&d, stderr);
		r->status = 500;
		buf_adds(&r->body, "The counts cannot be read; the terminal says why.\n");
		r->content_type = "text/plain; charset=utf-8";
	}
	store_close(s);
	arena_free(&a);
	diag_free(&d);
}

static void
page_handle(void *self, const struct msg_request *req, struct msg_response *r)
{
	struct open_page *p = self;

	if (str_is(req->path, PAGE))
		report(p->o, r);
	else
		p->o->inner.handle(p->inner, req, r);
}

static void
page_close(void *self)
{
	struct open_page *p = self;

	p->o->inner.close(p->inner);
	free(p);
}

const struct msg_handler gaps_page_handler = {
	.open = page_open,
	.handle = page_handle,
	.close = page_close,
};
