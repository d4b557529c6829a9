#include "search/api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/jsonw.h"
#include "base/limits.h"
#include "base/url.h"
#include "base/utf8.h"
#include "search/answer_json.h"
#include "search/answer_view.h"
#include "search/page.h"
#include "search/suggest.h"

#define KEEP_MAX 16 /* not= words of one URL */
#define TITLE_MAX 60 /* bytes of a query in a page's title */

/* What tells one file from its successor. */
struct identity {
	dev_t dev;
	ino_t ino;
	off_t size;
	struct timespec mtime;
};

struct api {
	const char *path;
	struct store *store;
	struct page_set *pages; /* the store's templates */
	struct identity identity;
	bool failed; /* the newest file could not be opened, and that was said */
	struct arena arena; /* of one request */
};

/* One request on its way. */
struct call {
	struct api *api;
	const struct msg_request *req;
	struct msg_response *r;
	bool json; /* errors as problem documents, not as pages */
};

struct route {
	const char *method, *path;
	void (*run)(struct call *);
};

static bool
identify(const char *path, struct identity *id)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return false;
	*id = (struct identity){ st.st_dev, st.st_ino, st.st_size, st.st_mtim };
	return true;
}

static bool
same(const struct identity *a, const struct identity *b)
{
	return a->dev == b->dev && a->ino == b->ino && a->size == b->size &&
	       a->mtime.tv_sec == b->mtime.tv_sec && a->mtime.tv_nsec == b->mtime.tv_nsec;
}

static int
load(struct diag *d, struct api *api, const struct identity *id)
{
	struct store *s = store_open(d, api->path);
	struct page_set *pages = s != NULL ? page_set_new(d, s) : NULL;

	api->identity = *id; /* also when it failed: once a file, not once a request */
	if (pages == NULL) {
		store_close(s);
		return -1;
	}
	page_set_free(api->pages);
	store_close(api->store);
	api->store = s;
	api->pages = pages;
	return 0;
}

struct api *
api_open(struct diag *d, const char *path)
{
	struct api *api = xalloc(sizeof(*api));
	struct identity id = { .dev = 0 };

	*api = (struct api){ .path = path };
	arena_init(&api->arena, LIMIT_REQUEST_ARENA);
	(void)identify(path, &id); /* load() says what is wrong with the file */
	if (load(d, api, &id) != 0) {
		api_close(api);
		return NULL;
	}
	return api;
}

void
api_close(struct api *api)
{
	if (api == NULL)
		return;
	page_set_free(api->pages);
	store_close(api->store);
	arena_free(&api->arena);
	free(api);
}

const struct store *
api_store(const struct api *api)
{
	return api->store;
}

static void
reopen_if_replaced(struct api *api)
{
	struct identity id;
	struct diag d;

	if (!identify(api->path, &id) || same(&id, &api->identity))
		return;
	diag_init(&d);
	if (load(&d, api, &id) != 0) {
		diag_print(&d, stderr);
		(void)fprintf(stderr, "cee-search: going on with the index of release %s\n",
		    api->store->release);
	}
	diag_free(&d);
}

/* RFC 9457 problem document, or a page that says the same. */
static void
problem(struct call *c, int status, const char *detail)
{
	struct msg_response *r = c->r;
	struct jsonw w;

	r->status = status;
	buf_clear(&r->body);
	buf_clear(&r->etag);
	r->cache_control = "no-store";
	if (!c->json && page_problem(c->api->pages, &c->api->arena, &r->body,
			    msg_reason(status), detail) == 0) {
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

/* An answer is a function of the release and the request: the release is its tag. */
static void
cacheable(struct call *c)
{
	c->r->cache_control = "public, max-age=300";
	buf_clear(&c->r->etag);
	buf_addf(&c->r->etag, "\"%s\"", c->api->store->release);
}

/*
 * Does If-None-Match name TAG?  A list of tags or "*", compared weakly: a proxy that compresses makes
 * our tag a weak one (RFC 9110, 13.1.2 and 8.8.3.2).  A tag may hold a comma, so quotes are followed.
 */
static bool
names_tag(struct str list, struct str tag)
{
	struct str t;
	size_t end;

	if (str_is(str_trim(list), "*"))
		return true;
	while (list.n > 0) {
		if (list.p[0] == ',' || ascii_isspace(list.p[0])) {
			list = str_skip(list, 1);
			continue;
		}
		if (str_starts(list, "W/"))
			list = str_skip(list, 2);
		if (!str_starts(list, "\""))
			return false; /* not a tag: the rest cannot be read */
		end = 1 + str_chr(str_skip(list, 1), '"');
		if (end == list.n)
			return false;
		t = (struct str){ list.p, end + 1 };
		if (str_eq(t, tag))
			return true;
		list = str_skip(list, end + 1);
	}
	return false;
}

/* Is a Content-Type of TYPE, whatever its parameters (RFC 9110, 8.3.1: without regard to case)? */
static bool
is_type(struct str content_type, const char *type)
{
	content_type.n = str_chr(content_type, ';');
	return str_is_nocase(str_trim(content_type), type);
}

static void
is_json(struct call *c)
{
	c->r->content_type = "application/json";
}

/* q=, is= and not= of the query string.  False, answered, when they cannot be used. */
static bool
read_find(struct call *c, struct answer_request *out)
{
	struct arena *a = &c->api->arena;
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
		problem(c, 414, "The query is longer than 2,048 bytes; shorten it.");
		return false;
	}
	if (utf8_valid(out->q) < out->q.n || utf8_valid(out->is) < out->is.n) {
		problem(c, 400, "The query is not UTF-8 text.");
		return false;
	}
	return true;
}

static void
api_find(struct call *c)
{
	struct answer_request q;
	struct answer an;

	if (!read_find(c, &q))
		return;
	if (str_trim(q.q).n == 0) {
		problem(c, 400, "The parameter q is missing: say what you import.");
		return;
	}
	answer_make(&an, &c->api->arena, c->api->store, &q);
	answer_json(&c->r->body, c->api->store, &an);
	is_json(c);
	cacheable(c);
}

static void
page_of(struct call *c, const char *template, const char *title, struct str query,
    const struct value *v)
{
	if (page_render(c->api->pages, &c->r->body, template, title, query, v) != 0) {
		problem(
		    c, 500, "This page could not be made.  The fault is ours and was logged.");
		return;
	}
	c->r->content_type = "text/html; charset=utf-8";
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

static void
find_page(struct call *c)
{
	struct arena *a = &c->api->arena;
	struct answer_request q;
	struct answer an;

	if (!read_find(c, &q))
		return;
	answer_make(&an, a, c->api->store, &q);
	page_of(c, "find", title_of(a, an.query), an.query, answer_view(a, c->api->store, &an));
	if (c->r->status == 200)
		cacheable(c);
}

/* c= once or more, or the body of a POST, as one list with a line each. */
static bool
read_codes(struct call *c, struct str *list)
{
	struct arena *a = &c->api->arena;
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
		problem(c, 415, "This is a spreadsheet file; save it as CSV and send that.");
		return false;
	}
	if (utf8_valid(*list) < list->n) {
		problem(c, 400, "The list is not UTF-8 text; save it as CSV in UTF-8.");
		return false;
	}
	if (str_trim(*list).n == 0) {
		problem(c, 400, "No codes were sent: use c=6109.10, or post one code a line.");
		return false;
	}
	return true;
}

static void
api_codes(struct call *c)
{
	struct str list;
	struct codes codes;
	bool post = str_is(c->req->method, "POST");

	if (post && c->req->body.n > LIMIT_API_BODY) {
		problem(c, 413, "The list is larger than 1 MiB.");
		return;
	}
	if (post && !is_type(c->req->content_type, "text/csv") &&
	    !is_type(c->req->content_type, "text/plain")) {
		problem(c, 415, "Post the list as text/csv or text/plain.");
		return;
	}
	if (!read_codes(c, &list))
		return;
	codes_read(&codes, &c->api->arena, c->api->store, list);
	codes_json(&c->r->body, c->api->store, &codes);
	is_json(c);
	if (!post)
		cacheable(c);
}

static void
account_page(struct call *c)
{
	struct arena *a = &c->api->arena;
	struct codes codes;
	struct str list = { "", 0 };

	if (str_is(c->req->method, "POST") &&
	    !is_type(c->req->content_type, "application/x-www-form-urlencoded")) {
		problem(
		    c, 415, "Send the form as it is: the list belongs into the text field.");
		return;
	}
	(void)url_param(a, str_is(c->req->method, "POST") ? c->req->body : c->req->query,
	    "list", &list); /* absent: an empty list */
	if (utf8_valid(list) < list.n) {
		problem(c, 400, "The list is not UTF-8 text.");
		return;
	}
	codes_read(&codes, a, c->api->store, list);
	page_of(c, "account", "Which Center for my mix of goods?", (struct str){ "", 0 },
	    codes_view(a, c->api->store, &codes, list));
}

static void
api_suggest(struct call *c)
{
	struct suggestion s[SUGGEST_MAX];
	struct str q = { "", 0 };
	struct jsonw w;
	size_t i, n;

	(void)url_param(&c->api->arena, c->req->query, "q", &q); /* absent: nothing */
	if (q.n > LIMIT_QUERY || utf8_valid(q) < q.n) {
		problem(c, 400, "The query is not UTF-8 text of at most 2,048 bytes.");
		return;
	}
	n = suggest_find(s, &c->api->arena, c->api->store, q);
	jsonw_init(&w, &c->r->body);
	jsonw_object(&w);
	jsonw_kstr(&w, "query", q);
	jsonw_key(&w, "suggestions");
	jsonw_array(&w);
	for (i = 0; i < n; i++) {
		jsonw_object(&w);
		jsonw_kcstr(&w, "text", s[i].text);
		jsonw_kcstr(&w, "kind", s[i].kind);
		jsonw_kcstr(&w, "url", s[i].url);
		jsonw_kcstr(&w, "center", s[i].center != NULL ? s[i].center->slug : NULL);
		jsonw_end(&w);
	}
	jsonw_end(&w);
	jsonw_end(&w);
	buf_addc(&c->r->body, '\n');
	is_json(c);
	cacheable(c);
}

static void
api_centers(struct call *c)
{
	centers_json(&c->r->body, c->api->store);
	is_json(c);
	cacheable(c);
}

static void
api_feedback(struct call *c)
{
	struct arena *a = &c->api->arena;
	struct str right;

	/* Checked and not kept: nothing that a visitor sends is stored. */
	if (!is_type(c->req->content_type, "application/x-www-form-urlencoded")) {
		problem(c, 415, "Send q and right as form fields.");
		return;
	}
	if (!url_param(a, c->req->body, "right", &right) ||
	    (!str_is(right, "yes") && !str_is(right, "no"))) {
		problem(c, 422, "The field right must be yes or no.");
		return;
	}
	c->r->status = 204;
}

static void
healthz(struct call *c)
{
	struct jsonw w;

	jsonw_init(&w, &c->r->body);
	jsonw_object(&w);
	jsonw_kcstr(&w, "status", "ok");
	jsonw_kcstr(&w, "release", c->api->store->release);
	jsonw_kcstr(&w, "built", c->api->store->built);
	jsonw_kcstr(&w, "mapping_date", c->api->store->mapping_date);
	jsonw_end(&w);
	buf_addc(&c->r->body, '\n');
	is_json(c);
}

static const struct route routes[] = {
	{ "GET", "/find/", find_page },
	{ "GET", "/account/", account_page },
	{ "POST", "/account/", account_page },
	{ "GET", "/api/v1/find", api_find },
	{ "GET", "/api/v1/codes", api_codes },
	{ "POST", "/api/v1/codes", api_codes },
	{ "GET", "/api/v1/suggest", api_suggest },
	{ "GET", "/api/v1/centers", api_centers },
	{ "POST", "/api/v1/feedback", api_feedback },
	{ "GET", "/healthz", healthz },
};

#define N_ROUTES (sizeof(routes) / sizeof(routes[0]))

bool
api_owns(struct str path)
{
	size_t i;

	if (str_starts(path, "/api/"))
		return true;
	for (i = 0; i < N_ROUTES; i++)
		if (str_is(path, routes[i].path))
			return true;
	return false;
}

static void
dispatch(struct call *c)
{
	struct str method = c->req->method;
	bool found = false;
	size_t i;

	if (str_is(method, "HEAD"))
		method = STR("GET");
	for (i = 0; i < N_ROUTES; i++) {
		if (!str_is(c->req->path, routes[i].path))
			continue;
		found = true;
		if (str_is(method, routes[i].method)) {
			routes[i].run(c);
			return;
		}
	}
	if (!found) {
		problem(c, 404, "There is nothing at this address.");
		return;
	}
	for (i = 0; i < N_ROUTES; i++)
		if (str_is(c->req->path, routes[i].path))
			buf_addf(&c->r->allow, "%s%s", c->r->allow.n > 0 ? ", " : "",
			    strcmp(routes[i].method, "GET") == 0 ? "GET, HEAD"
								 : routes[i].method);
	problem(c, 405, "This address does not take that method.");
}

void
api_handle(struct api *api, const struct msg_request *req, struct msg_response *r)
{
	struct call c = { .api = api, .req = req, .r = r };

	arena_reset(&api->arena);
	reopen_if_replaced(api);
	c.json = str_starts(req->path, "/api/") || str_is(req->path, "/healthz");
	if (req->body.n > LIMIT_BODY) {
		problem(&c, 413, "The request is larger than 8 MiB.");
		return;
	}
	dispatch(&c);
	if (arena_full(&api->arena)) {
		problem(&c, 503, "This request needs more memory than one may have.");
		r->retry_after_s = 5;
	}
	if (r->status == 200 && r->etag.n > 0 &&
	    names_tag(req->if_none_match, buf_str(&r->etag))) {
		r->status = 304;
		buf_clear(&r->body);
		r->content_type = NULL;
	}
}

static void *
handler_open(void *shared)
{
	struct api *api;
	struct diag d;

	diag_init(&d);
	api = api_open(&d, shared);
	diag_print(&d, stderr);
	diag_free(&d);
	return api;
}

static void
handler_handle(void *self, const struct msg_request *req, struct msg_response *r)
{
	api_handle(self, req, r);
}

static void
handler_close(void *self)
{
	api_close(self);
}

const struct msg_handler api_handler = {
	.open = handler_open,
	.handle = handler_handle,
	.close = handler_close,
};
