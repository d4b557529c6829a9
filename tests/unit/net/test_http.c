/* The preview server on a free port: files, handler, live reload, and who may ask. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/limits.h"
#include "net/http.h"

#include "unit/net/echo.h"

#define SOON 5000 /* ms; what takes longer has failed */
#define LIVE_TAG "<script src=\"/_live/live.js\" defer data-generation="

struct site {
	struct arena arena;
	struct diag d;
	char dir[32]; /* holds one/, two/ and current, a link */
	struct http_options o;
	struct http_server *server;
};

static void
put(struct site *t, const char *path, const char *text)
{
	const char *full = fs_join(&t->arena, t->dir, path);

	assert_int_equal(fs_mkdirs_for(&t->d, full), 0);
	assert_int_equal(fs_write(&t->d, full, str_of(text)), 0);
}

/* Let "current" be TARGET from now on. */
static void
publish(struct site *t, const char *target)
{
	const char *tmp = fs_join(&t->arena, t->dir, "tmp");

	assert_int_equal(symlink(target, tmp), 0);
	assert_int_equal(rename(tmp, fs_join(&t->arena, t->dir, "current")), 0);
}

static bool
dynamic(void *arg, struct str method, struct str path)
{
	(void)arg;
	if (str_is(method, "POST") && str_is(path, "/both"))
		return true;
	return str_starts(path, "/api/") || str_is(path, "/page") || str_is(path, "/zero") ||
	       str_is(path, "/see");
}

static int
setup(void **state)
{
	struct site *t = test_calloc(1, sizeof(*t));

	arena_init(&t->arena, 0);
	diag_init(&t->d);
	(void)snprintf(t->dir, sizeof(t->dir), "/tmp/http-XXXXXX");
	assert_non_null(mkdtemp(t->dir));
	put(t, "one/public/index.html", "<body>one</body>");
	put(t, "one/public/404.html", "<body>lost</body>");
	put(t, "one/public/assets/a.0a1b2c3d.css", "p{}");
	put(t, "one/public/find/index.html", "<body>find</body>");
	put(t, "one/public/style.css", "p{}");
	put(t, "one/public/empty.txt", "");
	put(t, "two/public/index.html", "<body>two</body>");
	publish(t, "one");
	t->o = (struct http_options){
		.root = fs_join(&t->arena, t->dir, "current/public"),
		.dynamic = dynamic,
	};
	*state = t;
	return 0;
}

static int
setup_plain(void **state)
{
	struct site *t;

	(void)setup(state);
	t = *state;
	t->server = http_start(&t->d, &t->o, &echo_handler);
	assert_non_null(t->server);
	return 0;
}

static int
setup_live(void **state)
{
	struct site *t;

	(void)setup(state);
	t = *state;
	t->o.live = true;
	t->server = http_start(&t->d, &t->o, &echo_handler);
	assert_non_null(t->server);
	return 0;
}

static int
teardown(void **state)
{
	struct site *t = *state;

	http_stop(t->server);
	assert_int_equal(fs_remove(&t->d, t->dir), 0);
	diag_free(&t->d);
	arena_free(&t->arena);
	test_free(t);
	return 0;
}

static int
dial(const struct site *t)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	a.sin_port = htons((uint16_t)http_port(t->server));
	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(connect(fd, (const struct sockaddr *)&a, sizeof(a)), 0);
	return fd;
}

static void
send_all(int fd, struct str s)
{
	ssize_t n;

	while (s.n > 0) {
		n = send(fd, s.p, s.n, MSG_NOSIGNAL);
		if (n <= 0)
			return; /* refused early: the answer tells */
		s = str_skip(s, (size_t)n);
	}
}

/* Read until closed, or until TEXT has come if it is not NULL; false when time is up. */
static bool
read_until(int fd, struct buf *out, const char *text)
{
	struct pollfd w = { .fd = fd, .events = POLLIN };
	char piece[4096];
	ssize_t n;

	for (;;) {
		if (text != NULL && strstr(out->p, text) != NULL)
			return true;
		if (poll(&w, 1, SOON) != 1)
			return false;
		n = recv(fd, piece, sizeof(piece), 0);
		if (n <= 0)
			return text == NULL;
		buf_add(out, piece, (size_t)n);
	}
}

/* One exchange; HEADERS in lines of their own. */
static void
ask(const struct site *t, struct buf *out, const char *line, const char *headers,
    struct str body)
{
	struct buf b = BUF_INIT;
	int fd = dial(t);

	buf_clear(out);
	buf_addf(&b, "%s HTTP/1.1\r\nConnection: close\r\n%s\r\n", line, headers);
	buf_addstr(&b, body);
	send_all(fd, buf_str(&b));
	assert_true(read_until(fd, out, NULL));
	(void)close(fd); /* done with */
	buf_free(&b);
}

#define HOST "Host: localhost:8080\r\n"

static void
expect(const struct site *t, const char *line, const char *status, const char *text)
{
	struct buf b = BUF_INIT;

	ask(t, &b, line, HOST, STR(""));
	if (!str_starts(str_skip(buf_str(&b), 9), status) || strstr(b.p, text) == NULL)
		print_error("%s: got %s\n", line, b.p);
	assert_true(str_starts(str_skip(buf_str(&b), 9), status));
	assert_non_null(strstr(b.p, text));
	assert_non_null(strstr(b.p, "\r\nContent-Security-Policy: default-src 'none'; "));
	buf_free(&b);
}

static void
test_requests(void **state)
{
	static const struct {
		const char *line, *status, *text;
	} table[] = {
		{ "GET /", "200", "\r\n\r\n<body>one</body>" },
		{ "GET /find/", "200", "\r\nContent-Type: text/html; charset=utf-8\r\n" },
		{ "GET /find/?q=tee", "200", "<body>find</body>" },
		{ "GET /style.css", "200", "\r\n\r\np{}" },
		{ "GET /style.css", "200", "\r\nCache-Control: no-cache\r\n" },
		{ "GET /assets/a.0a1b2c3d.css", "200",
		    "\r\nCache-Control: public, max-age=31536000, immutable\r\n" },
		{ "GET /assets/none.css", "404", "\r\nCache-Control: no-cache\r\n" },
		{ "GET /empty.txt", "200", "\r\nContent-Length: 0\r\n" },
		{ "GET /find", "301", "\r\nLocation: /find/\r\n" },
		{ "GET /find?q=a%20b", "301", "\r\nLocation: /find/?q=a%20b\r\n" },
		{ "GET /nowhere", "404", "\r\n\r\n<body>lost</body>" },
		{ "GET /%2e%2e/%2e%2e/etc/passwd", "404", "lost" },
		{ "GET /index.html%00.txt", "400", "NUL" },
		{ "POST /", "405", "\r\nAllow: GET, HEAD\r\n" },
		{ "GET /_live/live.js", "404", "lost" }, /* not asked for */
		{ "GET /api/v1/find?q=%2B&x", "200",
		    "method=GET\npath=/api/v1/find\nquery=q=%2B&x\n" },
		{ "GET /api/%25%41", "200", "\npath=/api/%A\n" },
		{ "GET /page", "200", "\r\n\r\n<body>found</body>" },
		{ "GET /zero", "500", "application/problem+json" },
		{ "GET /see", "303", "\r\nLocation: /elsewhere?a=b\r\n" },
		{ "DELETE /api/x", "200", "method=DELETE\n" },
		{ "POST /both", "200", "method=POST\npath=/both\n" },
		{ "GET /both", "404", "" },
		{ "GET api", "400", "problem+json" },
	};
	struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		expect(*state, table[i].line, table[i].status, table[i].text);
	ask(*state, &b, "HEAD /find/", HOST, STR(""));
	assert_true(str_starts(buf_str(&b), "HTTP/1.1 200"));
	assert_non_null(strstr(b.p, "\r\nContent-Length: 17\r\n"));
	assert_true(str_ends(buf_str(&b), "\r\n\r\n"));
	ask(*state, &b, "HEAD /api/x", HOST, STR(""));
	assert_true(str_starts(buf_str(&b), "HTTP/1.1 200"));
	assert_true(str_ends(buf_str(&b), "\r\n\r\n"));
	buf_free(&b);
}

static void
test_etag(void **state)
{
	struct buf b = BUF_INIT, h = BUF_INIT;
	size_t at, n;

	ask(*state, &b, "GET /", HOST, STR(""));
	at = str_find(buf_str(&b), "ETag: ");
	assert_true(at < b.n);
	n = str_chr((struct str){ b.p + at, b.n - at }, '\r');
	buf_adds(&h, HOST "If-None-Match: ");
	buf_add(&h, b.p + at + 6, n - 6);
	buf_adds(&h, "\r\n");
	ask(*state, &b, "GET /", h.p, STR(""));
	assert_true(str_starts(buf_str(&b), "HTTP/1.1 304"));
	assert_true(str_ends(buf_str(&b), "\r\n\r\n"));
	ask(*state, &b, "GET /api/x", HOST "If-None-Match: \"v\"\r\n", STR(""));
	assert_true(str_starts(buf_str(&b), "HTTP/1.1 304"));
	assert_non_null(strstr(b.p, "\r\nETag: \"v\"\r\n"));
	ask(*state, &b, "GET /find/", h.p, STR(""));
	assert_true(str_starts(buf_str(&b), "HTTP/1.1 200"));
	buf_free(&b);
	buf_free(&h);
}

static void
test_host(void **state)
{
	static const struct {
		const char *headers, *status;
	} table[] = {
		{ "Host: localhost\r\n", "200" },
		{ "Host: LOCALHOST:1\r\n", "200" },
		{ "Host: 127.0.0.1:8080\r\n", "200" },
		{ "Host: [::1]:8080\r\n", "200" },
		{ "Host: example.org\r\n", "403" },
		{ "Host: localhost.example.org\r\n", "403" },
		{ "Host: localhost:80.example.org\r\n", "403" },
		{ "Host: localhost:\r\n", "403" },
		{ "Host: 127.0.0.1.example.org\r\n", "403" },
		{ "Host: \r\n", "403" },
	};
	struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		ask(*state, &b, "GET /", table[i].headers, STR(""));
		assert_true(str_starts(str_skip(buf_str(&b), 9), table[i].status));
		ask(*state, &b, "GET /api/x", table[i].headers, STR(""));
		assert_true(str_starts(str_skip(buf_str(&b), 9), table[i].status));
	}
	buf_free(&b);
}

static void
post(const struct site *t, struct buf *out, size_t n, bool chunked)
{
	struct buf body = BUF_INIT, head = BUF_INIT;
	size_t i;

	buf_reserve(&body, n + 64);
	if (chunked)
		buf_addf(&body, "%zx\r\n", n);
	for (i = 0; i < n; i++)
		buf_addc(&body, 'x');
	if (chunked)
		buf_adds(&body, "\r\n0\r\n\r\n");
	buf_adds(&head, HOST "Content-Type: text/csv\r\n");
	if (chunked)
		buf_adds(&head, "Transfer-Encoding: chunked\r\n");
	else
		buf_addf(&head, "Content-Length: %zu\r\n", n);
	ask(t, out, "POST /api/v1/codes", head.p, buf_str(&body));
	buf_free(&body);
	buf_free(&head);
}

static void
test_body(void **state)
{
	struct buf b = BUF_INIT;

	post(*state, &b, 5, false);
	assert_non_null(strstr(b.p, "method=POST\npath=/api/v1/codes\nquery=\ntype=text/csv\n"
				    "bytes=5\nbody=xxxxx\n"));
	post(*state, &b, 100, true);
	assert_non_null(strstr(b.p, "bytes=100\n"));
	post(*state, &b, LIMIT_BODY, false);
	assert_non_null(strstr(b.p, "bytes=8388608\n"));
	post(*state, &b, LIMIT_BODY, true);
	assert_non_null(strstr(b.p, "bytes=8388608\n"));
	post(*state, &b, LIMIT_BODY + 1, true);
	assert_true(str_starts(buf_str(&b), "HTTP/1.1 413"));
	ask(*state, &b, "POST /api/v1/codes", HOST "Content-Length: 8388609\r\n", STR(""));
	assert_true(str_starts(buf_str(&b), "HTTP/1.1 413"));
	buf_free(&b);
}

/* The link on the way to the root is replaced, removed, put back. */
static void
test_swap(void **state)
{
	struct site *t = *state;

	expect(t, "GET /", "200", "<body>one</body>");
	publish(t, "two");
	expect(t, "GET /", "200", "<body>two</body>");
	expect(t, "GET /nowhere", "404", "\r\n\r\n404 Not Found\n");
	assert_int_equal(unlink(fs_join(&t->arena, t->dir, "current")), 0);
	expect(t, "GET /", "503", "There is no built site yet");
	expect(t, "GET /api/x", "200", "path=/api/x");
	publish(t, "one");
	expect(t, "GET /", "200", "<body>one</body>");
}

/* Open the event stream as a page of generation G (NULL: of none). */
static int
listener(const struct site *t, const char *g, struct buf *got)
{
	struct buf b = BUF_INIT;
	int fd = dial(t);

	buf_addf(&b, "GET /_live/events%s%s HTTP/1.1\r\n" HOST "\r\n", g != NULL ? "?g=" : "",
	    g != NULL ? g : "");
	send_all(fd, buf_str(&b));
	buf_free(&b);
	assert_true(read_until(fd, got, "retry: 1000"));
	assert_non_null(strstr(got->p, "\r\nContent-Type: text/event-stream\r\n"));
	return fd;
}

/* The generation that a page says it is of. */
static char *
generation(struct site *t)
{
	struct buf b = BUF_INIT;
	const char *at;
	char *g;

	ask(t, &b, "GET /", HOST, STR(""));
	at = strstr(b.p, LIVE_TAG);
	assert_non_null(at);
	at += strlen(LIVE_TAG) + 1;
	g = arena_strndup(&t->arena, at, str_chr(str_of(at), '"'));
	buf_free(&b);
	return g;
}

static void
test_live_pages(void **state)
{
	struct site *t = *state;
	struct buf b = BUF_INIT;

	expect(t, "GET /", "200", "<body>one" LIVE_TAG);
	expect(t, "GET /nowhere", "404", "<body>lost" LIVE_TAG);
	expect(t, "GET /page", "200", "<body>found" LIVE_TAG);
	expect(t, "GET /style.css", "200", "\r\n\r\np{}");
	expect(t, "GET /_live/live.js", "200", "new EventSource(\"/_live/events?g=\"");
	expect(t, "POST /_live/events", "405", "Allow");
	assert_int_equal(unlink(fs_join(&t->arena, t->dir, "current")), 0);
	expect(t, "GET /", "503", LIVE_TAG); /* it appears by itself */
	publish(t, "one");
	ask(t, &b, "GET /", HOST, STR(""));
	assert_null(strstr(b.p, "ETag"));
	ask(t, &b, "HEAD /", HOST, STR(""));
	assert_null(strstr(b.p, "Content-Length: 16\r\n"));
	buf_free(&b);
}

static void
test_reload(void **state)
{
	struct site *t = *state;
	struct buf a = BUF_INIT, b = BUF_INIT, c = BUF_INIT;
	char *before = generation(t), *after;
	struct buf event = BUF_INIT;
	int one = listener(t, NULL, &a), two = listener(t, before, &b), late;

	assert_null(strstr(a.p, "event:"));
	http_reload(t->server);
	after = generation(t);
	assert_string_not_equal(before, after);
	buf_addf(&event, "event: reload\ndata: %s\n\n", after);
	assert_true(read_until(one, &a, event.p));
	assert_true(read_until(two, &b, event.p));
	/* a page that was fetched before, and listens only now */
	late = listener(t, before, &c);
	assert_true(read_until(late, &c, event.p));
	/* again, on the same stream */
	http_reload(t->server);
	buf_clear(&event);
	buf_addf(&event, "data: %s\n\n", generation(t));
	assert_true(read_until(one, &a, event.p));
	assert_true(read_until(late, &c, event.p));
	(void)close(one); /* done with */
	(void)close(two);
	(void)close(late);
	http_reload(t->server); /* nobody is there any more */
	http_reload(t->server);
	expect(t, "GET /", "200", "one");
	buf_free(&a);
	buf_free(&b);
	buf_free(&c);
	buf_free(&event);
}

/* What the strip of a page says: the path, and what test_strip() last put there. */
static void
strip(void *arg, struct buf *out, struct str path)
{
	buf_adds(out, "[strip of ");
	buf_addstr(out, path);
	buf_addf(out, ": %s]", (const char *)arg);
}

static int
setup_strip(void **state)
{
	int rc = setup_live(state);
	struct site *t = *state;
	char *said = arena_strdup(&t->arena, "well");

	http_stop(t->server);
	t->o.strip = strip;
	t->o.strip_arg = said;
	t->o.style = STR("aside{}");
	t->server = http_start(&t->d, &t->o, &echo_handler);
	return t->server != NULL ? rc : -1;
}

static void
test_strip(void **state)
{
	struct site *t = *state;
	struct buf a = BUF_INIT, event = BUF_INIT;
	char *before = generation(t);
	int one = listener(t, before, &a), late;

	expect(t, "GET /", "200", "<body>one[strip of /: well]" LIVE_TAG);
	expect(t, "GET /nowhere", "404", "[strip of /nowhere: well]" LIVE_TAG);
	expect(t, "GET /style.css", "200", "\r\n\r\np{}");
	expect(t, "GET /_live/strip?p=%2Ffaq%2F", "200", "\r\n\r\n[strip of /faq/: well]");
	expect(t, "GET /_live/strip", "200", "Content-Length: 0");
	expect(t, "GET /_live/live.css", "200", "\r\n\r\naside{}");
	/* a notice is no reload, to who listens and to who comes late */
	http_notice(t->server);
	buf_addf(&event, "event: notice\ndata: %s\n\n", generation(t));
	assert_true(read_until(one, &a, event.p));
	buf_clear(&a);
	late = listener(t, before, &a);
	assert_true(read_until(late, &a, event.p));
	/* but a reload stays one, whatever notices come after it */
	http_reload(t->server);
	http_notice(t->server);
	(void)close(late); /* done with */
	buf_clear(&a);
	late = listener(t, before, &a);
	assert_true(read_until(late, &a, "event: reload\n"));
	(void)close(late); /* as above */
	(void)close(one);
	buf_free(&a);
	buf_free(&event);
}

/* Waiting pages cost no processor time, and the oldest makes room for the 33rd. */
static void
test_listeners(void **state)
{
	struct buf got[HTTP_LISTENERS + 1];
	int fd[HTTP_LISTENERS + 1], i;
	struct site *t = *state;
	clock_t before;

	for (i = 0; i <= HTTP_LISTENERS; i++) {
		buf_init(&got[i]);
		if (i < HTTP_LISTENERS)
			fd[i] = listener(t, NULL, &got[i]);
	}
	before = clock();
	assert_int_equal(usleep(300000), 0);
	assert_true(clock() - before < CLOCKS_PER_SEC / 20);
	fd[HTTP_LISTENERS] = listener(t, NULL, &got[HTTP_LISTENERS]);
	assert_true(read_until(fd[0], &got[0], "\r\n0\r\n")); /* the end of its stream */
	assert_null(strstr(got[0].p, "event:"));
	http_reload(t->server);
	for (i = 1; i <= HTTP_LISTENERS; i++)
		assert_true(read_until(fd[i], &got[i], "event: reload\n"));
	for (i = 0; i <= HTTP_LISTENERS; i++) {
		if (i % 2 == 0)
			(void)close(fd[i]); /* the others while they listen */
	}
	http_stop(t->server);
	t->server = NULL;
	for (i = 0; i <= HTTP_LISTENERS; i++) {
		if (i % 2 != 0) {
			assert_true(read_until(fd[i], &got[i], NULL));
			(void)close(fd[i]); /* done with */
		}
		buf_free(&got[i]);
	}
}

/* Pages come and go while the site is built again and again. */
static void
test_turmoil(void **state)
{
	struct site *t = *state;
	struct buf b = BUF_INIT;
	int i, fd[8] = { -1, -1, -1, -1, -1, -1, -1, -1 };

	for (i = 0; i < 400; i++) {
		if (fd[i % 8] >= 0)
			(void)close(fd[i % 8]); /* in the middle of whatever */
		buf_clear(&b);
		fd[i % 8] = listener(t, NULL, &b);
		if (i % 3 == 0)
			http_reload(t->server);
	}
	for (i = 0; i < 8; i++)
		(void)close(fd[i]); /* done with */
	expect(t, "GET /", "200", "one");
	buf_free(&b);
}

static void
test_start_errors(void **state)
{
	struct site *t = *state;
	struct http_options o = t->o;

	o.port = http_port(t->server);
	assert_null(http_start(&t->d, &o, &echo_handler));
	assert_int_equal(t->d.errors, 1);
	assert_non_null(strstr(t->d.msgs[0].text, "is taken by another program"));
	o.address = "example.org";
	assert_null(http_start(&t->d, &o, &echo_handler));
	assert_non_null(strstr(t->d.msgs[1].text, "not a numeric address"));
	http_stop(NULL);
}

static void
test_everywhere(void **state)
{
	struct site *t = *state;
	struct buf b = BUF_INIT;

	t->o.address = "0.0.0.0";
	t->server = http_start(&t->d, &t->o, &echo_handler);
	assert_non_null(t->server);
	ask(t, &b, "GET /", "Host: preview.example.org\r\n", STR(""));
	assert_true(str_starts(buf_str(&b), "HTTP/1.1 200"));
	buf_free(&b);
}

#define PLAIN(name) cmocka_unit_test_setup_teardown(name, setup_plain, teardown)
#define LIVE(name) cmocka_unit_test_setup_teardown(name, setup_live, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLAIN(test_requests),
		PLAIN(test_etag),
		PLAIN(test_host),
		PLAIN(test_body),
		PLAIN(test_swap),
		LIVE(test_live_pages),
		cmocka_unit_test_setup_teardown(test_strip, setup_strip, teardown),
		LIVE(test_reload),
		LIVE(test_listeners),
		LIVE(test_turmoil),
		PLAIN(test_start_errors),
		cmocka_unit_test_setup_teardown(test_everywhere, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
