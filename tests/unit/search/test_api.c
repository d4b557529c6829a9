/* Every route: status, type, tags, methods, limits; and an index replaced while it is in use. */
#include "base/msg.h"
#include "base/utf8.h"
#include "fixture.h"

#include <sqlite3.h>

#include "base/limits.h"
#include "search/api.h"

struct world {
	struct fixture f;
	struct api *api;
};

static int
world_setup(void **state)
{
	struct world *w = xalloc(sizeof(*w));
	struct diag d;

	*w = (struct world){ .api = NULL };
	arena_init(&w->f.arena, 0);
	fixture_write(&w->f);
	diag_init(&d);
	w->api = api_open(&d, w->f.path);
	diag_print(&d, stderr);
	diag_free(&d);
	*state = w;
	return w->api != NULL ? 0 : -1;
}

static int
world_teardown(void **state)
{
	struct world *w = *state;
	struct diag d;

	diag_init(&d);
	api_close(w->api);
	arena_free(&w->f.arena);
	assert_int_equal(fs_remove(&d, w->f.dir), 0);
	diag_free(&d);
	free(w);
	return 0;
}

/* One request and its reply; R is to be freed. */
static void
send_to(struct world *w, struct msg_response *r, const struct msg_request *req)
{
	msg_response_init(r);
	api_handle(w->api, req, r);
}

static void
get(struct world *w, struct msg_response *r, const char *path, const char *query)
{
	const struct msg_request req = {
		.method = STR("GET"), .path = str_of(path), .query = str_of(query)
	};

	send_to(w, r, &req);
}

static void
post(struct world *w, struct msg_response *r, const char *path, const char *type,
    struct str body)
{
	const struct msg_request req = { .method = STR("POST"),
		.path = str_of(path),
		.content_type = str_of(type),
		.body = body };

	send_to(w, r, &req);
}

#define HTML "text/html; charset=utf-8"
#define JSON "application/json"
#define PROBLEM "application/problem+json"
#define FORM "application/x-www-form-urlencoded"

static const struct {
	const char *method, *path, *query, *content_type, *body;
	int status;
	const char *type; /* NULL: no body */
	const char *holds; /* a part of the body */
} requests[] = {
	{ "GET", "/find/", "q=socks", "", "", 200, HTML, "Apparel, Footwear &amp; Textiles" },
	{ "GET", "/find/", "q=6109.10", "", "", 200, HTML, "Decided by the tariff code" },
	{ "GET", "/find/", "q=6109+8471", "", "", 200, HTML, "50% of the codes" },
	{ "GET", "/find/", "q=84", "", "", 200, HTML, "No Center follows" },
	{ "GET", "/find/", "q=shoes", "", "", 200, HTML, "<em>uppers</em>" },
	{ "GET", "/find/", "q=computers", "", "", 200, HTML, "<em>Electronics</em>" },
	{ "GET", "/find/", "q=shoes&is=leather", "", "", 200, HTML,
	    "6403 Footwear of leather" },
	{ "GET", "/find/", "q=what+is+a+CEE%3F", "", "", 200, HTML, "/faq/what-is-a-center/" },
	{ "GET", "/find/", "q=liquidation", "", "", 200, HTML,
	    "<mark>liquidation</mark> &lt;with" },
	{ "GET", "/find/", "q=zzzzqqqq", "", "", 200, HTML, "We could not match" },
	{ "GET", "/find/", "", "", "", 200, HTML, "What do you import?" },
	{ "GET", "/find/", "q=refrigirators", "", "", 200, HTML, "not=refrigirators" },
	{ "GET", "/find/", "q=wireless+headset", "", "", 200, HTML, "Does it make calls" },
	{ "GET", "/find/", "q=%FF", "", "", 400, HTML, "not UTF-8" },
	{ "GET", "/find/", "q=a&is=%C3", "", "", 400, HTML, "not UTF-8" },
	{ "POST", "/find/", "", FORM, "q=socks", 405, HTML, "method" },
	{ "GET", "/account/", "", "", "", 200, HTML, "Which Center for my mix?" },
	{ "GET", "/account/", "list=6109%0A8471", "", "", 200, HTML, "2 of 2 lines" },
	{ "POST", "/account/", "", FORM, "list=6109,5,10%0Axyz", 200, HTML, "<q>xyz</q>" },
	{ "POST", "/account/", "", FORM "; charset=utf-8", "list=6109", 200, HTML, "1 of 1" },
	{ "POST", "/account/", "", "text/csv", "6109", 415, HTML, "form" },
	{ "POST", "/account/", "", FORM, "list=%FF%FE", 200, HTML, "no tariff code" },
	{ "POST", "/contact/", "", FORM, "topic=placement&goods=socks&question=Mine%3F", 200,
	    HTML, "Apparel, Footwear" },
	{ "POST", "/contact/", "", FORM, "", 422, HTML, "href=\"#question\"" },
	{ "POST", "/contact/", "", FORM, "topic=placement&goods=socks", 422, HTML,
	    "value=\"socks\"" },
	{ "POST", "/contact/", "", FORM, "goods=%FF", 400, HTML, "UTF-8" },
	{ "POST", "/contact/", "", "text/plain", "goods=socks", 415, HTML, "form" },
	{ "GET", "/contact/", "", "", "", 405, HTML, "method" },
	{ "GET", "/api/v1/find", "q=socks", "", "", 200, JSON, "\"kind\":\"product\"" },
	{ "GET", "/api/v1/find", "q=socks&q=computers", "", "", 200, JSON, "\"query\":" },
	{ "GET", "/api/v1/find", "", "", "", 400, PROBLEM, "missing" },
	{ "GET", "/api/v1/find", "q=+%0A", "", "", 400, PROBLEM, "missing" },
	{ "GET", "/api/v1/find", "q=%C0%80", "", "", 400, PROBLEM, "not UTF-8" },
	{ "GET", "/api/v1/find", "q=%ED%A0%80", "", "", 400, PROBLEM, "not UTF-8" },
	{ "GET", "/api/v1/find", "q=socks%00shoes", "", "", 200, JSON, "\\u0000" },
	{ "POST", "/api/v1/find", "", FORM, "q=socks", 405, PROBLEM, "method" },
	{ "GET", "/api/v1/codes", "c=6109&c=8471", "", "", 200, JSON, "\"lines\":1" },
	{ "GET", "/api/v1/codes", "c=6109,5,10", "", "", 200, JSON, "\"value\":10.00" },
	{ "GET", "/api/v1/codes", "", "", "", 400, PROBLEM, "No codes" },
	{ "GET", "/api/v1/codes", "c=", "", "", 400, PROBLEM, "No codes" },
	{ "GET", "/api/v1/codes", "c=%FF", "", "", 400, PROBLEM, "not UTF-8" },
	{ "POST", "/api/v1/codes", "", "text/csv", "6109,1,2\nabc", 200, JSON, "\"invalid\"" },
	{ "POST", "/api/v1/codes", "", "text/plain; charset=utf-8", "6109", 200, JSON, "6109" },
	{ "POST", "/api/v1/codes", "", "Text/CSV", "6109", 200, JSON, "6109" },
	{ "POST", "/api/v1/codes", "", FORM, "c=6109", 415, PROBLEM, "text/csv" },
	{ "POST", "/api/v1/codes", "", "", "6109", 415, PROBLEM, "text/csv" },
	{ "POST", "/api/v1/codes", "", "text/csv", "PK\3\4", 415, PROBLEM, "spreadsheet" },
	{ "POST", "/api/v1/codes", "", "text/csv", "\xD0\xCF\x11\xE0", 415, PROBLEM,
	    "spreadsheet" },
	{ "POST", "/api/v1/codes", "", "text/csv",
	    "\xFF\xFE"
	    "6",
	    400, PROBLEM, "UTF-8" },
	{ "POST", "/api/v1/codes", "", "text/csv", " \n", 400, PROBLEM, "No codes" },
	{ "GET", "/api/v1/suggest", "q=soc", "", "", 200, JSON, "\"text\":\"socks\"" },
	{ "GET", "/api/v1/suggest", "", "", "", 200, JSON, "\"suggestions\":[]" },
	{ "GET", "/api/v1/suggest", "q=%FF", "", "", 400, PROBLEM, "UTF-8" },
	{ "GET", "/api/v1/centers", "", "", "", 200, JSON, "\"slug\":\"machinery\"" },
	{ "GET", "/api/v1/feedback", "", "", "", 405, PROBLEM, "method" },
	{ "POST", "/api/v1/feedback", "", FORM, "q=socks&right=yes", 204, NULL, NULL },
	{ "POST", "/api/v1/feedback", "", FORM, "right=no&q=", 204, NULL, NULL },
	{ "POST", "/api/v1/feedback", "", FORM, "right=maybe", 422, PROBLEM, "yes or no" },
	{ "POST", "/api/v1/feedback", "", FORM, "", 422, PROBLEM, "yes or no" },
	{ "POST", "/api/v1/feedback", "", "text/plain", "right=yes", 415, PROBLEM, "form" },
	{ "POST", "/api/v1/feedback", "", FORM, "q=socks&right=no&center=apparel", 204, NULL,
	    NULL },
	{ "POST", "/api/v1/feedback", "", FORM, "right=no&center=", 204, NULL, NULL },
	{ "POST", "/api/v1/feedback", "", FORM, "right=no&center=nobody", 422, PROBLEM,
	    "must name a Center" },
	{ "POST", "/api/v1/feedback", "", FORM, "right=no&q=%FF", 400, PROBLEM, "not UTF-8" },
	{ "POST", "/api/v1/feedback", "", FORM, "right=maybe&from=page", 422, HTML,
	    "yes or no" },
	{ "GET", "/find/thanks/", "", "", "", 200, HTML, "Thank you" },
	{ "GET", "/find/thanks/", "q=socks", "", "", 200, HTML, "/find/?q=socks" },
	{ "GET", "/find/thanks/", "q=%FF", "", "", 200, HTML, "Thank you" },
	{ "GET", "/healthz", "", "", "", 200, JSON, "\"status\":\"ok\"" },
	{ "GET", "/api/v1/nothing", "", "", "", 404, PROBLEM, "nothing at this address" },
	{ "GET", "/api/v1/find/", "q=socks", "", "", 404, PROBLEM, "nothing" },
	{ "GET", "/api/", "", "", "", 404, PROBLEM, "nothing" },
	{ "GET", "/elsewhere", "", "", "", 404, HTML, "nothing" },
	{ "DELETE", "/api/v1/find", "q=socks", "", "", 405, PROBLEM, "method" },
	{ "OPTIONS", "/healthz", "", "", "", 405, PROBLEM, "method" },
	{ "get", "/healthz", "", "", "", 405, PROBLEM, "method" },
	{ "", "/healthz", "", "", "", 405, PROBLEM, "method" },
};

static void
test_routes(void **state)
{
	struct world *w = *state;
	size_t i;

	for (i = 0; i < sizeof(requests) / sizeof(requests[0]); i++) {
		const struct msg_request req = { .method = str_of(requests[i].method),
			.path = str_of(requests[i].path),
			.query = str_of(requests[i].query),
			.content_type = str_of(requests[i].content_type),
			.body = str_of(requests[i].body) };
		struct msg_response r;

		send_to(w, &r, &req);
		if (r.status != requests[i].status)
			fail_msg("%s %s?%s %s: %d\n%s", requests[i].method, requests[i].path,
			    requests[i].query, requests[i].body, r.status, r.body.p);
		assert_text(r.content_type, requests[i].type);
		if (requests[i].holds != NULL && strstr(r.body.p, requests[i].holds) == NULL)
			fail_msg("%s?%s lacks %s:\n%s", requests[i].path, requests[i].query,
			    requests[i].holds, r.body.p);
		assert_int_equal(r.body.n > 0, requests[i].type != NULL);
		assert_int_equal(utf8_valid(buf_str(&r.body)), r.body.n);
		assert_int_equal(r.allow.n > 0, r.status == 405);
		assert_true(r.status == 200 || r.etag.n == 0);
		msg_response_free(&r);
	}
}

/* A problem document says what RFC 9457 wants: type, title, status, detail. */
static void
test_problem(void **state)
{
	struct world *w = *state;
	struct msg_response r;

	get(w, &r, "/api/v1/find", "");
	assert_string_equal(r.body.p, "{\"type\":\"about:blank\",\"title\":\"Bad Request\","
				      "\"status\":400,\"detail\":\"The parameter q is missing: "
				      "say what you import.\"}\n");
	assert_text(r.cache_control, "no-store");
	msg_response_free(&r);
}

static void
test_allow(void **state)
{
	static const struct {
		const char *path, *allow;
	} cases[] = {
		{ "/find/", "GET, HEAD" },
		{ "/find/thanks/", "GET, HEAD" },
		{ "/account/", "GET, HEAD, POST" },
		{ "/contact/", "POST" },
		{ "/api/v1/find", "GET, HEAD" },
		{ "/api/v1/codes", "GET, HEAD, POST" },
		{ "/api/v1/suggest", "GET, HEAD" },
		{ "/api/v1/centers", "GET, HEAD" },
		{ "/api/v1/feedback", "POST" },
		{ "/healthz", "GET, HEAD" },
	};
	struct world *w = *state;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct msg_request req = { .method = STR("PATCH"),
			.path = str_of(cases[i].path) };
		struct msg_response r;

		send_to(w, &r, &req);
		assert_int_equal(r.status, 405);
		assert_string_equal(r.allow.p, cases[i].allow);
		msg_response_free(&r);
	}
}

static void
test_head(void **state)
{
	static const char *const paths[] = { "/find/", "/account/", "/api/v1/find",
		"/api/v1/codes", "/api/v1/suggest", "/api/v1/centers", "/healthz" };
	struct world *w = *state;
	size_t i;

	for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		const struct msg_request req = { .method = STR("HEAD"),
			.path = str_of(paths[i]),
			.query = STR("q=socks&c=6109") };
		struct msg_response head, whole;

		send_to(w, &head, &req);
		get(w, &whole, paths[i], "q=socks&c=6109");
		assert_int_equal(head.status, 200);
		assert_string_equal(head.content_type, whole.content_type);
		assert_string_equal(head.etag.p, whole.etag.p);
		msg_response_free(&head);
		msg_response_free(&whole);
	}
}

static void
test_etag(void **state)
{
	static const char *const cached[] = { "/find/", "/api/v1/find", "/api/v1/codes",
		"/api/v1/suggest", "/api/v1/centers" };
	static const struct {
		const char *sent;
		int status;
	} cases[] = {
		{ "\"r1\"", 304 },
		{ "W/\"r1\"", 304 },
		{ "*", 304 },
		{ "\"r0\", \"r1\"", 304 },
		{ "\"r0\",W/\"r1\" , \"r2\"", 304 },
		{ "\"r0\"", 200 },
		{ "r1", 200 },
		{ "\"r11\"", 200 },
		{ "\"r1", 200 },
		{ "\"x, \\\"r1\\\"\"", 200 },
		{ "", 200 },
		{ ",,", 200 },
		{ "\"a,\"r1\"", 200 },
	};
	struct world *w = *state;
	size_t i, j;

	for (i = 0; i < sizeof(cached) / sizeof(cached[0]); i++)
		for (j = 0; j < sizeof(cases) / sizeof(cases[0]); j++) {
			const struct msg_request req = { .method = STR("GET"),
				.path = str_of(cached[i]),
				.query = STR("q=socks&c=6109"),
				.if_none_match = str_of(cases[j].sent) };
			struct msg_response r;

			send_to(w, &r, &req);
			if (r.status != cases[j].status)
				fail_msg("%s, %s: %d", cached[i], cases[j].sent, r.status);
			assert_string_equal(r.etag.p, "\"r1\"");
			assert_non_null(r.cache_control);
			assert_int_equal(r.body.n == 0, r.status == 304);
			msg_response_free(&r);
		}
}

/* "Was this right?" sent without script leads to a page, and only to that one. */
static void
test_feedback_page(void **state)
{
	static const struct {
		const char *body, *location;
	} cases[] = {
		{ "q=dog+leash&right=yes&from=page", "/find/thanks/?q=dog+leash#answer" },
		{ "right=no&center=apparel&from=page", "/find/thanks/?q=#answer" },
		{ "q=%0D%0ASet-Cookie:x&right=yes&from=page",
		    "/find/thanks/?q=%0D%0ASet-Cookie%3Ax#answer" },
		{ "q=//evil.example/&right=yes&from=page",
		    "/find/thanks/?q=%2F%2Fevil.example%2F#answer" },
	};
	struct world *w = *state;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct msg_response r;

		post(w, &r, "/api/v1/feedback", FORM, str_of(cases[i].body));
		assert_int_equal(r.status, 303);
		assert_string_equal(r.location.p, cases[i].location);
		msg_response_free(&r);
	}
}

/* What depends on a body, or says how we are, is nobody's to keep. */
static void
test_not_cached(void **state)
{
	struct world *w = *state;
	const struct msg_request req = {
		.method = STR("GET"), .path = STR("/healthz"), .if_none_match = STR("\"r1\"")
	};
	struct msg_response r;

	send_to(w, &r, &req);
	assert_int_equal(r.status, 200);
	assert_int_equal(r.etag.n, 0);
	msg_response_free(&r);
	post(w, &r, "/api/v1/codes", "text/csv", STR("6109"));
	assert_int_equal(r.etag.n, 0);
	assert_null(r.cache_control);
	msg_response_free(&r);
}

static void
long_query(struct buf *out, size_t n)
{
	buf_clear(out);
	buf_adds(out, "q=");
	while (n-- > 0)
		buf_addc(out, n % 7 == 3 ? '+' : 'a');
}

static void
test_sizes(void **state)
{
	struct world *w = *state;
	struct buf b = BUF_INIT;
	struct msg_response r;

	long_query(&b, LIMIT_QUERY);
	get(w, &r, "/api/v1/find", b.p);
	assert_int_equal(r.status, 200);
	msg_response_free(&r);
	long_query(&b, LIMIT_QUERY + 1);
	get(w, &r, "/api/v1/find", b.p);
	assert_int_equal(r.status, 414);
	msg_response_free(&r);
	get(w, &r, "/find/", b.p);
	assert_int_equal(r.status, 414);
	assert_string_equal(r.content_type, HTML);
	msg_response_free(&r);
	long_query(&b, LIMIT_QUERY);
	buf_adds(&b, "&is=x");
	get(w, &r, "/find/", b.p);
	assert_int_equal(r.status, 414);
	msg_response_free(&r);

	buf_clear(&b);
	while (b.n < LIMIT_API_BODY)
		buf_adds(&b, "6109.10,1,2\n");
	buf_truncate(&b, LIMIT_API_BODY);
	post(w, &r, "/api/v1/codes", "text/csv", buf_str(&b));
	assert_int_equal(r.status, 200);
	assert_non_null(strstr(r.body.p, "\"truncated\":true"));
	msg_response_free(&r);
	buf_adds(&b, "6");
	post(w, &r, "/api/v1/codes", "text/csv", buf_str(&b));
	assert_int_equal(r.status, 413);
	assert_string_equal(r.content_type, PROBLEM);
	msg_response_free(&r);

	buf_clear(&b);
	buf_adds(&b, "list=");
	while (b.n <= LIMIT_BODY)
		buf_adds(&b, "6109.10%0A");
	post(w, &r, "/account/", FORM, buf_str(&b));
	assert_int_equal(r.status, 413);
	msg_response_free(&r);
	/* The page of the longest list that is read. */
	buf_truncate(&b, 5 + 10 * LIMIT_CODE_LINES);
	post(w, &r, "/account/", FORM, buf_str(&b));
	assert_int_equal(r.status, 200);
	assert_non_null(strstr(r.body.p, "10,000 of 10,000 lines"));
	msg_response_free(&r);
	buf_free(&b);
}

/* A letter's form: what is too large for it, and what is too long for one of its fields. */
static void
test_letter_limits(void **state)
{
	struct world *w = *state;
	struct buf b = BUF_INIT;
	struct msg_response r;

	buf_adds(&b, "topic=placement&goods=socks&question=");
	while (b.n < 37 + LIMIT_LETTER_FIELD)
		buf_addc(&b, 'a');
	post(w, &r, "/contact/", FORM, buf_str(&b));
	assert_int_equal(r.status, 200);
	assert_non_null(strstr(r.body.p, "too long for a link"));
	assert_string_equal(r.cache_control, "no-store");
	msg_response_free(&r);
	buf_adds(&b, "aa");
	post(w, &r, "/contact/", FORM, buf_str(&b));
	assert_int_equal(r.status, 422);
	assert_non_null(strstr(r.body.p, "too long by 2 characters"));
	assert_non_null(strstr(r.body.p, "aaaa</textarea>"));
	msg_response_free(&r);
	while (b.n <= LIMIT_LETTER_FORM)
		buf_addc(&b, 'a');
	post(w, &r, "/contact/", FORM, buf_str(&b));
	assert_int_equal(r.status, 413);
	msg_response_free(&r);
	buf_free(&b);
}

/* Nothing of what is sent comes back as markup, in no place of any page. */
static void
test_no_markup(void **state)
{
	static const char *const sent[] = {
		"%3Cscript%3Ealert(1)%3C/script%3E",
		"%22%3E%3Cscript%3E",
		"%27%3E%3Cscript%3E",
		"socks+%3Cscript%3E",
		"shoes%3Cscript%3E+refrigirators%3Cscript%3E",
		"6109%3Cscript%3E",
		"what+is+a+CEE+%3Cscript%3E%3F",
		"socks+10%3Cscript%3E",
		"%01main%01%3Cscript%3E",
		"{{query}}%3Cscript%3E",
		"{{{query}}}%3Cscript%3E",
		"%3C/title%3E%3Cscript%3E",
		"%3C/textarea%3E%3Cscript%3E",
		"%26lt;%3Cscript%3E",
	};
	static const char *const more[] = { "", "&is=%3Cscript%3E", "&not=%3Cscript%3E" };
	struct world *w = *state;
	struct buf q = BUF_INIT;
	struct msg_response r;
	size_t i, j;

	for (i = 0; i < sizeof(sent) / sizeof(sent[0]); i++) {
		for (j = 0; j < 3; j++) {
			buf_clear(&q);
			buf_addf(&q, "q=%s%s", sent[i], more[j]);
			get(w, &r, "/find/", q.p);
			assert_int_equal(r.status, 200);
			if (strstr(r.body.p, "<script") != NULL)
				fail_msg("%s: %s", q.p, r.body.p);
			assert_non_null(strstr(r.body.p, "&lt;"));
			msg_response_free(&r);
			get(w, &r, "/api/v1/find", q.p);
			assert_null(strstr(r.body.p, "<script"));
			msg_response_free(&r);
		}
		buf_clear(&q);
		buf_addf(
		    &q, "list=%s%%0A6109,%s,%s%%0A6109%s", sent[i], sent[i], sent[i], sent[i]);
		post(w, &r, "/account/", FORM, buf_str(&q));
		assert_int_equal(r.status, 200);
		assert_null(strstr(r.body.p, "<script"));
		msg_response_free(&r);
		for (j = 0; j < 2; j++) {
			buf_clear(&q);
			buf_addf(&q, "topic=%s&goods=%s&port=%s&question=%s",
			    j > 0 ? "placement" : sent[i], sent[i], sent[i], sent[i]);
			post(w, &r, "/contact/", FORM, buf_str(&q));
			assert_int_equal(r.status, j > 0 ? 200 : 422);
			assert_null(strstr(r.body.p, "<script"));
			msg_response_free(&r);
		}
	}
	/* The marks of the shell are not for visitors to write. */
	get(w, &r, "/find/", "q=%01query%01");
	assert_null(strstr(r.body.p, "\1main"));
	msg_response_free(&r);
	buf_free(&q);
}

/* The title is cut, never inside a letter. */
static void
test_title(void **state)
{
	struct world *w = *state;
	struct buf q = BUF_INIT;
	struct msg_response r;
	size_t i, lead;

	for (lead = 0; lead < 4; lead++) {
		buf_clear(&q);
		buf_adds(&q, "q=");
		for (i = 0; i < lead; i++)
			buf_addc(&q, 'x');
		for (i = 0; i < 40; i++)
			buf_adds(&q, "%E2%82%AC");
		get(w, &r, "/find/", q.p);
		assert_int_equal(r.status, 200);
		assert_int_equal(utf8_valid(buf_str(&r.body)), r.body.n);
		msg_response_free(&r);
	}
	get(w, &r, "/find/", "q=socks");
	assert_non_null(
	    strstr(r.body.p, "<title>socks: Apparel, Footwear &amp; Textiles Center</title>"));
	assert_non_null(strstr(r.body.p, "name=\"q\" value=\"socks\""));
	msg_response_free(&r);
	buf_free(&q);
}

static void
test_owns(void **state)
{
	static const char *const ours[] = { "/find/", "/account/", "/api/v1/find", "/api/",
		"/api/v9/x", "/healthz" };
	static const char *const others[] = { "/", "/find", "/find/x", "/account", "/healthz/",
		"/ap", "", "/centers/", "//find/" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(ours) / sizeof(ours[0]); i++)
		assert_true(api_owns(STR("GET"), str_of(ours[i])));
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		assert_false(api_owns(STR("GET"), str_of(others[i])));
	/* The form is a page of the build; what it sends is ours. */
	assert_false(api_owns(STR("GET"), STR("/contact/")));
	assert_false(api_owns(STR("HEAD"), STR("/contact/")));
	assert_true(api_owns(STR("POST"), STR("/contact/")));
}

static void
expect_release(struct world *w, const char *release)
{
	struct buf want = BUF_INIT;
	struct msg_response r;

	get(w, &r, "/healthz", "");
	buf_addf(&want, "\"release\":\"%s\"", release);
	assert_int_equal(r.status, 200);
	if (strstr(r.body.p, want.p) == NULL)
		fail_msg("not %s: %s", release, r.body.p);
	msg_response_free(&r);
	get(w, &r, "/api/v1/find", "q=socks");
	assert_int_equal(r.status, 200);
	assert_non_null(strstr(r.body.p, want.p));
	msg_response_free(&r);
	assert_string_equal(api_store(w->api)->release, release);
	buf_free(&want);
}

static void
replace(struct world *w, const char *release, const char *sql)
{
	const char *beside = fs_join(&w->f.arena, w->f.dir, "new.db");

	fixture_db_write(beside, release, sql);
	assert_int_equal(rename(beside, w->f.path), 0);
}

static void
test_replaced(void **state)
{
	struct world *w = *state;
	struct diag d;
	int saved = dup(STDERR_FILENO), null;

	expect_release(w, "r1");
	replace(w, "r2", NULL);
	expect_release(w, "r2");
	/* What cannot be used is said once, and the last good one goes on. */
	null = dup2(fileno(tmpfile()), STDERR_FILENO);
	assert_int_equal(null, STDERR_FILENO);
	diag_init(&d);
	assert_int_equal(fs_write(&d, w->f.path, STR("garbage, not an index")), 0);
	expect_release(w, "r2");
	assert_int_equal(fs_write(&d, w->f.path, STR("")), 0);
	expect_release(w, "r2");
	replace(w, "r3", "DELETE FROM rule");
	expect_release(w, "r2");
	replace(w, "r3", "UPDATE template SET text = '{{#open}}' WHERE name = 'find'");
	expect_release(w, "r2");
	(void)fflush(stderr); /* a log line */
	assert_int_equal(dup2(saved, STDERR_FILENO), STDERR_FILENO);
	assert_int_equal(close(saved), 0);
	assert_int_equal(unlink(w->f.path), 0);
	expect_release(w, "r2");
	replace(w, "r4", NULL);
	expect_release(w, "r4");
	replace(w, "r1", NULL);
	expect_release(w, "r1");
	diag_free(&d);
}

/* What ran out of its time says so, of pages as of goods, and nobody keeps it. */
static void
test_out_of_time(void **state)
{
	static const char *const queries[] = { "q=how+long+to+protest+a+deadline",
		"q=protest" };
	struct world *w = *state;
	struct msg_response r;
	size_t i;

	replace(w, "r9",
	    "INSERT INTO page(url, kind, title, also, text) WITH RECURSIVE n(i) AS (SELECT 1 "
	    "UNION "
	    "ALL SELECT i + 1 FROM n WHERE i < 30000) SELECT '/p/' || i || '/', 'page', "
	    "'Protest', "
	    "'', 'protest the protest by the deadline' FROM n");
	expect_release(w, "r9");
	((struct store *)(uintptr_t)api_store(w->api))->patience_ms = 1;
	for (i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		get(w, &r, "/api/v1/find", queries[i]);
		assert_int_equal(r.status, 200);
		assert_non_null(strstr(r.body.p, "\"timed_out\":true"));
		assert_int_equal(r.etag.n, 0);
		assert_null(r.cache_control);
		msg_response_free(&r);
		get(w, &r, "/find/", queries[i]);
		assert_int_equal(r.status, 200);
		assert_int_equal(r.etag.n, 0);
		assert_null(r.cache_control);
		msg_response_free(&r);
	}
}

/* Addresses below /es/, and lang=es of the API, answer in Spanish where the site has it. */
static void
test_spanish(void **state)
{
	struct world *w = *state;
	struct msg_response r;

	get(w, &r, "/es/find/", "q=socks"); /* a site in English alone */
	assert_int_equal(r.status, 200);
	assert_non_null(strstr(r.body.p, "Apparel, Footwear &amp; Textiles Center"));
	msg_response_free(&r);
	replace(w, "r10",
	    "INSERT INTO message VALUES ('es', 'Find your Center', 'Encuentre su Centro'), "
	    "('es', '%s Center', 'Centro de %s'), ('es', '%zu Center', '%s')\n"
	    "INSERT INTO center_in VALUES ('es', 'apparel', 'Ropa', 'De todo', "
	    "'/es/centers/apparel/')\n"
	    "INSERT INTO page_in VALUES (1, 'es', '/es/centers/apparel/', 'center', 'Ropa', "
	    "'', "
	    "'')\n"
	    "INSERT INTO template SELECT 'es/' || name, text FROM template");
	expect_release(w, "r10");
	get(w, &r, "/es/find/", "");
	assert_non_null(strstr(r.body.p, "Encuentre su Centro"));
	assert_non_null(strstr(r.body.p, "action=\"/es/find/#answer\""));
	msg_response_free(&r);
	get(w, &r, "/es/find/", "q=socks");
	assert_non_null(strstr(r.body.p, "Centro de Ropa"));
	assert_non_null(strstr(r.body.p, "href=\"/es/centers/apparel/\""));
	assert_non_null(strstr(r.body.p, "href=\"/hts/6115/\" hreflang=\"en\""));
	assert_non_null(strstr(r.body.p, "1 Center")); /* what does not agree is not taken */
	msg_response_free(&r);
	get(w, &r, "/find/", "");
	assert_non_null(strstr(r.body.p, "Find your Center"));
	msg_response_free(&r);
	get(w, &r, "/api/v1/find", "q=socks&lang=es");
	assert_non_null(strstr(r.body.p, "\"name\":\"Ropa\""));
	msg_response_free(&r);
	get(w, &r, "/api/v1/find", "q=socks&lang=xx");
	assert_non_null(strstr(r.body.p, "\"name\":\"Apparel, Footwear & Textiles\""));
	msg_response_free(&r);
	get(w, &r, "/es/elsewhere/", "");
	assert_int_equal(r.status, 404);
	msg_response_free(&r);
	replace(w, "r1", NULL);
}

/* An index with templates that cannot be filled: a plain problem, not half a page. */
static void
test_bad_templates(void **state)
{
	struct world *w = *state;
	int saved = dup(STDERR_FILENO);
	struct msg_response r;

	replace(w, "r5", "UPDATE template SET text = '{{no_such_name}}' WHERE name = 'find'");
	assert_int_equal(dup2(fileno(tmpfile()), STDERR_FILENO), STDERR_FILENO);
	get(w, &r, "/find/", "q=socks");
	(void)fflush(stderr); /* a log line */
	assert_int_equal(dup2(saved, STDERR_FILENO), STDERR_FILENO);
	assert_int_equal(close(saved), 0);
	assert_int_equal(r.status, 500);
	assert_string_equal(r.content_type, HTML);
	assert_int_equal(r.etag.n, 0);
	assert_non_null(strstr(r.body.p, "The fault is ours"));
	msg_response_free(&r);
	/* Without any template, still a problem document. */
	replace(w, "r6", "DELETE FROM template");
	get(w, &r, "/elsewhere", "");
	assert_int_equal(r.status, 404);
	assert_string_equal(r.content_type, PROBLEM);
	msg_response_free(&r);
	replace(w, "r1", NULL);
	expect_release(w, "r1");
}

/* One that has waited for too long: a 503 that says when to come again, but for who asks for health. */
static void
test_late(void **state)
{
	struct world *w = *state;
	struct msg_request req = { .method = STR("GET"),
		.path = STR("/find/"),
		.query = STR("q=socks"),
		.late = true };
	struct msg_response r;

	send_to(w, &r, &req);
	assert_int_equal(r.status, 503);
	assert_int_equal(r.retry_after_s, LIMIT_LATE_RETRY_S);
	assert_string_equal(r.content_type, HTML);
	assert_string_equal(r.cache_control, "no-store");
	assert_null(strstr(r.body.p, "Apparel"));
	msg_response_free(&r);
	req.path = STR("/api/v1/find");
	send_to(w, &r, &req);
	assert_int_equal(r.status, 503);
	assert_string_equal(r.content_type, PROBLEM);
	msg_response_free(&r);
	req.path = STR("/healthz");
	send_to(w, &r, &req);
	assert_int_equal(r.status, 200);
	msg_response_free(&r);
}

/* An index in which a search fails half way: no "nothing found", which would be wrong. */
static void
test_search_fails(void **state)
{
	struct world *w = *state;
	const char *beside = fs_join(&w->f.arena, w->f.dir, "new.db");
	struct msg_response r;
	struct diag d;
	sqlite3 *h;

	fixture_db_write(beside, "r7", NULL);
	assert_int_equal(sqlite3_open(beside, &h), SQLITE_OK);
	assert_int_equal(
	    sqlite3_exec(h, "DELETE FROM fts_heading_data WHERE id > 100", NULL, NULL, NULL),
	    SQLITE_OK);
	assert_int_equal(sqlite3_close(h), SQLITE_OK);
	diag_init(&d);
	assert_int_equal(db_stamp(&d, beside), 0);
	diag_free(&d);
	assert_int_equal(rename(beside, w->f.path), 0);
	get(w, &r, "/api/v1/find", "q=socks");
	assert_int_equal(r.status, 503);
	assert_true(r.retry_after_s > 0);
	msg_response_free(&r);
	get(w, &r, "/healthz", "");
	assert_int_equal(r.status, 200);
	msg_response_free(&r);
	replace(w, "r1", NULL);
	expect_release(w, "r1");
}

static void
test_handler(void **state)
{
	struct world *w = *state;
	const struct msg_request req = { .method = STR("GET"), .path = STR("/healthz") };
	struct msg_response r;
	void *self = api_handler.open(w->f.path);

	assert_non_null(self);
	msg_response_init(&r);
	api_handler.handle(self, &req, &r);
	assert_int_equal(r.status, 200);
	msg_response_free(&r);
	api_handler.close(self);
	api_close(NULL);
}

/* A list as long as a body may be, all on one line and all of marks that take room as HTML. */
static void
test_long_list(void **state)
{
	struct world *w = *state;
	struct msg_response r;
	struct buf b = BUF_INIT;
	size_t i;

	buf_adds(&b, "list=6109%0A");
	for (i = 0; i < 7000000; i++)
		buf_addc(&b, i % 2 == 0 ? '<' : '"');
	post(w, &r, "/account/", FORM, buf_str(&b));
	assert_int_equal(r.status, 200);
	assert_true(str_find(buf_str(&r.body), "too long to stand in the box") < r.body.n);
	msg_response_free(&r);
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_routes),
		cmocka_unit_test(test_problem),
		cmocka_unit_test(test_allow),
		cmocka_unit_test(test_head),
		cmocka_unit_test(test_etag),
		cmocka_unit_test(test_feedback_page),
		cmocka_unit_test(test_not_cached),
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_letter_limits),
		cmocka_unit_test(test_no_markup),
		cmocka_unit_test(test_title),
		cmocka_unit_test(test_owns),
		cmocka_unit_test(test_replaced),
		cmocka_unit_test(test_out_of_time),
		cmocka_unit_test(test_late),
		cmocka_unit_test(test_search_fails),
		cmocka_unit_test(test_spanish),
		cmocka_unit_test(test_bad_templates),
		cmocka_unit_test(test_handler),
		cmocka_unit_test(test_long_list),
	};

	return cmocka_run_group_tests(tests, world_setup, world_teardown);
}
