#include "search/api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/jsonw.h"
#include "base/limits.h"
#include "base/url.h"
#include "search/call.h"
#include "search/page.h"

#define RETRY_S \
	5 /* an index that could not be opened: for want of memory or descriptors, perhaps */

/* What tells one file from its successor. */
struct identity {
	dev_t dev;
	ino_t ino;
	off_t size;
	struct timespec mtime;
};

struct api {
	const char *path; /* NULL: the store is for good */
	struct store *store;
	struct page_set *pages; /* the store's templates */
	struct gaps *gaps; /* NULL: nothing is kept */
	struct identity identity;
	int64_t retry_at; /* s, monotonic: when to open the newest file again; 0: it is open */
	struct arena arena; /* of one request */
};

/* An address, a method and what answers. */
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

static int64_t
seconds(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t); /* cannot fail on Linux */
	return (int64_t)t.tv_sec;
}

/* Answer from S, which may be NULL, from now on; if that cannot be it is closed. */
static int
take(struct diag *d, struct api *api, struct store *s)
{
	struct page_set *pages = s != NULL ? page_set_new(d, s) : NULL;

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

static int
load(struct diag *d, struct api *api, const struct identity *id)
{
	int rc = take(d, api, store_open(d, api->path));

	api->identity = *id; /* also when it failed: said once a file, not once a request */
	api->retry_at = rc == 0 ? 0 : seconds() + RETRY_S;
	return rc;
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

struct api *
api_of(struct diag *d, struct store *s)
{
	struct api *api = xalloc(sizeof(*api));

	*api = (struct api){ .path = NULL };
	arena_init(&api->arena, LIMIT_REQUEST_ARENA);
	if (take(d, api, s) != 0) {
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

void
api_count_gaps(struct api *api, struct gaps *gaps)
{
	api->gaps = gaps;
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
	bool again;

	if (api->path == NULL || !identify(api->path, &id))
		return;
	again = same(&id, &api->identity);
	if (again && (api->retry_at == 0 || seconds() < api->retry_at))
		return;
	diag_init(&d);
	if (load(&d, api, &id) != 0 && !again) {
		diag_print(&d, stderr);
		(void)fprintf(stderr, "cee-search: going on with the index of release %s\n",
		    api->store->release);
	}
	diag_free(&d);
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

static void
healthz(struct call *c)
{
	struct jsonw w;

	jsonw_init(&w, &c->r->body);
	jsonw_object(&w);
	jsonw_kcstr(&w, "status", "ok");
	jsonw_kcstr(&w, "release", c->store->release);
	jsonw_kcstr(&w, "built", c->store->built);
	jsonw_kcstr(&w, "mapping_date", c->store->mapping_date);
	jsonw_end(&w);
	buf_addc(&c->r->body, '\n');
	call_json(c);
}

static const struct route routes[] = {
	{ "GET", "/find/", call_find_page },
	{ "GET", "/find/thanks/", call_thanks_page },
	{ "GET", "/account/", call_account_page },
	{ "POST", "/account/", call_account_page },
	{ "POST", "/contact/", call_contact_page }, /* GET: the form, a page of the build */
	{ "GET", "/api/v1/find", call_find },
	{ "GET", "/api/v1/codes", call_codes },
	{ "POST", "/api/v1/codes", call_codes },
	{ "GET", "/api/v1/suggest", call_suggest },
	{ "GET", "/api/v1/centers", call_centers },
	{ "POST", "/api/v1/feedback", call_feedback },
	{ "GET", "/healthz", healthz },
};

#define N_ROUTES (sizeof(routes) / sizeof(routes[0]))

bool
api_owns(struct str method, struct str path)
{
	bool post = str_is(method, "POST");
	size_t i;

	if (str_starts(path, "/api/"))
		return true;
	if (lang_of_path(path) != LANG_EN && !str_starts(lang_bare_path(path), "/api/"))
		path = lang_bare_path(path);
	for (i = 0; i < N_ROUTES; i++)
		if (str_is(path, routes[i].path) &&
		    (post || strcmp(routes[i].method, "GET") == 0))
			return true;
	return false;
}

static void
dispatch(struct call *c)
{
	struct str method = c->req->method, path = c->req->path;
	bool found = false;
	size_t i;

	if (str_is(method, "HEAD"))
		method = STR("GET");
	if (!c->json)
		path = lang_bare_path(path);
	for (i = 0; i < N_ROUTES; i++) {
		if (!str_is(path, routes[i].path))
			continue;
		found = true;
		if (str_is(method, routes[i].method)) {
			routes[i].run(c);
			return;
		}
	}
	if (!found) {
		call_problem(c, 404, TR("There is nothing at this address."));
		return;
	}
	for (i = 0; i < N_ROUTES; i++)
		if (str_is(path, routes[i].path))
			buf_addf(&c->r->allow, "%s%s", c->r->allow.n > 0 ? ", " : "",
			    strcmp(routes[i].method, "GET") == 0 ? "GET, HEAD"
								 : routes[i].method);
	call_problem(c, 405, TR("This address does not take that method."));
}

/* The store in the language of the address, or, of the API, of the parameter lang; English if there is no
 * other. */
static const struct store *
store_of(struct call *c, const struct store *s)
{
	enum lang lang = LANG_EN;
	struct str code;

	if (!c->json)
		lang = lang_of_path(c->req->path);
	else if (url_param(c->arena, c->req->query, "lang", &code) && !lang_parse(code, &lang))
		lang = LANG_EN;
	return s->in[lang] != NULL ? s->in[lang] : s;
}

void
api_handle(struct api *api, const struct msg_request *req, struct msg_response *r)
{
	struct call c = { .arena = &api->arena, .req = req, .r = r };

	arena_reset(&api->arena);
	reopen_if_replaced(api);
	c.json = str_starts(req->path, "/api/") || str_is(req->path, "/healthz");
	c.store = store_of(&c, api->store);
	c.pages = api->pages;
	c.gaps = api->gaps;
	if (req->body.n > LIMIT_BODY) {
		call_problem(&c, 413, TR("The request is larger than 8 MiB."));
		return;
	}
	/* One that has waited for long is one of too many; who asks for health asks about ourselves. */
	if (req->late && !str_is(req->path, "/healthz")) {
		call_problem(&c, 503, "Too many people are asking at once.  Please ask again.");
		r->retry_after_s = LIMIT_LATE_RETRY_S;
		return;
	}
	(void)db_failed(c.store->db); /* what failed before was said then */
	dispatch(&c);
	if (db_failed(c.store->db)) {
		call_problem(&c, 503, "The search could not be finished.  Please ask again.");
		r->retry_after_s = 5;
	}
	if (arena_full(&api->arena)) {
		call_problem(&c, 503, TR("This request needs more memory than one may have."));
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

static void *
counted_open(void *shared)
{
	const struct api_counted *counted = shared;
	struct api *api = handler_open(counted->index);

	if (api != NULL)
		api_count_gaps(api, counted->gaps);
	return api;
}

const struct msg_handler api_handler_counted = {
	.open = counted_open,
	.handle = handler_handle,
	.close = handler_close,
};
