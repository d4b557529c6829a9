#include "search/call.h"

#include "base/jsonw.h"

/* What stands around the answer: its language, and the same page in the other one, its query with it. */
static struct page_frame
frame(struct call *c)
{
	enum lang other = c->store->lang == LANG_EN ? LANG_ES : LANG_EN;
	struct str path = lang_bare_path(c->req->path), query = c->req->query;

	return (struct page_frame){ c->store,
		arena_printf(c->arena, "%s%.*s%s%.*s", lang_info[other].prefix, (int)path.n,
		    path.p, query.n > 0 ? "?" : "", (int)query.n, query.p) };
}

void
call_problem(struct call *c, int status, const char *detail)
{
	struct page_frame around = frame(c);
	struct msg_response *r = c->r;
	struct jsonw w;

	detail = tr(c->store->tr, detail);
	r->status = status;
	buf_clear(&r->body);
	buf_clear(&r->etag);
	r->cache_control = "no-store";
	if (!c->json &&
	    page_problem(c->pages, &around, c->arena, &r->body, status, detail) == 0) {
		r->content_type = "text/html; charset=utf-8";
		return;
	}
	buf_clear(&r->body);
	r->content_type = "application/problem+json";
	jsonw_init(&w, &r->body);
	jsonw_object(&w);
	jsonw_kcstr(&w, "type", "about:blank");
	jsonw_kcstr(&w, "title", msg_reason(status));
	jsonw_kint(&w, "status", status);
	jsonw_kcstr(&w, "detail", detail);
	jsonw_end(&w);
	buf_addc(&r->body, '\n');
}

void
call_cacheable(struct call *c)
{
	c->r->cache_control = "public, max-age=300";
	buf_clear(&c->r->etag);
	buf_addf(&c->r->etag, "\"%s\"", c->store->release);
}

void
call_json(struct call *c)
{
	c->r->content_type = "application/json";
}

bool
call_is_type(struct str content_type, const char *type)
{
	content_type.n = str_chr(content_type, ';');
	return str_is_nocase(str_trim(content_type), type);
}

void
call_page(struct call *c, const char *template, const char *title, struct str query,
    const struct value *v)
{
	struct page_frame around = frame(c);

	if (page_render(c->pages, &around, &c->r->body, template, title, query, v) != 0) {
		call_problem(c, 500,
		    TR("This page could not be made.  The fault is ours and was logged."));
		return;
	}
	c->r->content_type = "text/html; charset=utf-8";
}
