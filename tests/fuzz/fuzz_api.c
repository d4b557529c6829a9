/*
 * fuzz_api.c - any request: the first byte is the method, the second the address; then come, cut at NUL, the query,
 * the content type, If-None-Match and the body.
 *
 * Whatever comes in: a status that is documented; headers that are lines, none of them the visitor's; JSON that
 * SQLite reads, problem documents for errors of the API, HTML that is UTF-8 and without markup of the visitor's; a
 * redirect stays on the site; the same request has the same answer, and with the tag of the first 304; HEAD has the
 * status of GET.
 */
#include "../unit/search/fixture_db.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "search/api.h"

static struct api *api;
static struct db_stmt *is_json;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static char path[] = "/tmp/fuzz-api-XXXXXX";
	int fd = mkstemp(path);
	struct diag d;
	struct db *db;

	(void)argc;
	(void)argv;
	check(fd >= 0 && close(fd) == 0, "a temporary file");
	fixture_db_write(path, "r1", NULL);
	diag_init(&d);
	api = api_open(&d, path);
	check(api != NULL, "the index opens");
	/* The same request is asked twice, on a machine that does something else as well. */
	((struct store *)(uintptr_t)api_store(api))->patience_ms = 0;
	db = db_scratch(&d);
	is_json = db_prepare(&d, db, "SELECT json_valid(?)");
	check(unlink(path) == 0, "the file goes, the open index stays");
	diag_free(&d);
	return 0;
}

static int
starts(const char *s, const char *with)
{
	return s != NULL && strncmp(s, with, strlen(with)) == 0;
}

static void
check_headers(const struct msg_response *r)
{
	struct buf b = BUF_INIT;
	struct str rest, line;
	size_t i;

	msg_headers(&b, r);
	rest = buf_str(&b);
	check(rest.n > 2 && rest.p[rest.n - 1] == '\n', "headers end");
	while (str_split(&rest, '\n', &line)) {
		check(line.n > 3 && line.p[line.n - 1] == '\r', "a header is a line");
		check(line.p[0] >= 'A' && line.p[0] <= 'Z' && str_find(line, ": ") < line.n,
		    "that begins with its name");
		for (i = 0; i + 1 < line.n; i++)
			check(line.p[i] >= ' ' && line.p[i] != 0x7F, "of plain ASCII");
	}
	buf_free(&b);
}

static void
check_reply(const struct msg_request *req, const struct msg_response *r)
{
	static const int known[] = { 200, 204, 303, 304, 400, 404, 405, 413, 414, 415, 422,
		503 };
	struct str body = buf_str(&r->body);
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]) && known[i] != r->status; i++)
		continue;
	check(i < sizeof(known) / sizeof(known[0]), "a status that we know");
	check_headers(r);
	check((r->status == 303) == (r->location.n > 0), "who redirects says where");
	check(r->location.n == 0 || (starts(r->location.p, "/") && r->location.p[1] != '/'),
	    "on the site");
	check((r->status == 204 || r->status == 303 || r->status == 304) == (body.n == 0),
	    "a body where there is one");
	if (body.n == 0)
		return;
	check(r->content_type != NULL, "and its type");
	if (starts(r->content_type, "application/json") ||
	    starts(r->content_type, "application/problem+json")) {
		db_bind_str(is_json, 1, body);
		check(db_step(is_json) == DB_ROW && db_col_int(is_json, 0) == 1,
		    "SQLite reads the JSON");
		db_reset(is_json);
	}
	if (str_starts(req->path, "/api/") && r->status >= 400)
		check(starts(r->content_type, "application/problem+json") ||
			  starts(r->content_type, "text/html"),
		    "errors are problem documents, or pages for forms");
	check(utf8_valid(body) == body.n, "UTF-8");
	if (starts(r->content_type, "text/html"))
		check(str_find(body, "<script") == body.n, "no markup of visitors");
}

static void
ask(const struct msg_request *req, struct msg_response *r)
{
	msg_response_init(r);
	api_handle(api, req, r);
	check_reply(req, r);
}

static void
check_again(struct msg_request req, const struct msg_response *first)
{
	struct msg_response r;

	ask(&req, &r);
	check(r.status == first->status && str_eq(buf_str(&r.body), buf_str(&first->body)),
	    "the same again");
	msg_response_free(&r);
	if (first->status == 200 && first->etag.n > 0) {
		req.if_none_match = buf_str(&first->etag);
		ask(&req, &r);
		check(r.status == 304, "not sent twice to who has it");
		msg_response_free(&r);
	}
	if (str_is(req.method, "HEAD")) {
		req.method = STR("GET");
		req.if_none_match = (struct str){ "", 0 };
		ask(&req, &r);
		check(first->status == 304 || r.status == first->status,
		    "GET has the status of HEAD");
		msg_response_free(&r);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const methods[] = { "GET", "POST", "HEAD", "PUT" };
	static const char *const paths[] = { "/find/", "/find/thanks/", "/account/",
		"/contact/", "/api/v1/find", "/api/v1/codes", "/api/v1/suggest",
		"/api/v1/centers", "/api/v1/feedback", "/healthz", "/api/v2", "/api/" };
	static const char *const types[] = { NULL, "application/x-www-form-urlencoded",
		"text/csv", "multipart/form-data; boundary=XyZ" };
	struct msg_request req = { .method = { "", 0 } };
	struct str rest;
	struct msg_response r;
	char *bytes;

	if (n < 3)
		return 0;
	/* A copy of exactly this size, so that ASan sees a byte read too far. */
	bytes = malloc(n - 2);
	check(bytes != NULL, "memory");
	memcpy(bytes, data + 2, n - 2);
	rest = (struct str){ bytes, n - 2 };
	req.method = str_of(methods[data[0] % 4]);
	req.path = str_of(paths[data[1] % (sizeof(paths) / sizeof(paths[0]))]);
	(void)str_split(&rest, '\0', &req.query);
	(void)str_split(&rest, '\0', &req.content_type);
	(void)str_split(&rest, '\0', &req.if_none_match);
	req.body = rest;
	if (types[data[0] / 4 % 4] != NULL)
		req.content_type = str_of(types[data[0] / 4 % 4]);
	ask(&req, &r);
	check_again(req, &r);
	msg_response_free(&r);
	free(bytes);
	return 0;
}
