/*
 * FastCGI: each file of tests/vectors/fcgi/ is fed whole, byte by byte, and cut at every
 * offset.
 *
 * A vector is the peer's bytes (pairs of hexadecimal digits, text in double quotes, #
 * comments), a line "---", and what is to come of them: requests with their fields, "output"
 * and the bytes to send, and at the end "idle", "busy" or "close" with the reason.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/diag.h"
#include "base/fs.h"
#include "base/limits.h"
#include "net/fcgi.h"

#define MAX_CONNS 123

static int
hex(char c)
{
	const char *digits = "0123456789abcdef", *p = strchr(digits, c);

	assert_true(p != NULL && c != '\0');
	return (int)(p - digits);
}

static void
vector_bytes(struct buf *out, struct str text)
{
	struct str line;
	size_t i;

	while (str_split(&text, '\n', &line)) {
		for (i = 0; i < line.n; i++) {
			if (line.p[i] == '#')
				break;
			if (ascii_isspace(line.p[i]))
				continue;
			if (line.p[i] == '"') {
				for (i++; i < line.n && line.p[i] != '"'; i++)
					buf_addc(out, line.p[i]);
				continue;
			}
			assert_true(i + 1 < line.n);
			buf_addc(out, (char)(hex(line.p[i]) * 16 + hex(line.p[i + 1])));
			i++;
		}
	}
}

static void
show(struct buf *log, const char *name, struct str s)
{
	size_t i;

	buf_addf(log, "  %s=", name);
	for (i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c >= 0x20 && c < 0x7f)
			buf_addc(log, s.p[i]);
		else
			buf_addf(log, "\\x%02x", c);
	}
	buf_addc(log, '\n');
}

static void
show_output(struct buf *log, struct buf *out)
{
	size_t i;

	if (out->n > 0)
		buf_adds(log, "output");
	for (i = 0; i < out->n; i++)
		buf_addf(log, " %02x", (unsigned char)out->p[i]);
	if (out->n > 0)
		buf_addc(log, '\n');
	buf_clear(out);
}

static void
show_request(struct buf *log, const struct fcgi_request *r)
{
	assert_int_equal(r->role, 1);
	assert_int_equal(r->status == 0, r->fault == NULL);
	buf_addf(log, "request id=%u keep=%d status=%d\n", r->id, r->keep_conn, r->status);
	show(log, "method", r->msg.method);
	show(log, "path", r->msg.path);
	show(log, "query", r->msg.query);
	show(log, "type", r->msg.content_type);
	show(log, "match", r->msg.if_none_match);
	show(log, "body", r->msg.body);
}

/* Feed a piece; false after FCGI_CLOSE. */
static bool
feed(struct fcgi *f, struct buf *log, struct buf *out, struct str s)
{
	enum fcgi_event event;
	struct str piece;
	char *copy;
	size_t used;

	do { /* a copy of the exact size, so that a sanitizer sees reads beyond it */
		copy = test_malloc(s.n + 1);
		memcpy(copy, s.p, s.n);
		piece = (struct str){ copy, s.n };
		used = fcgi_feed(f, out, &event, piece);
		test_free(copy);
		assert_true(used <= s.n);
		if (event == FCGI_MORE)
			assert_int_equal(used, s.n);
		s = str_skip(s, used);
		if (event == FCGI_REQUEST) {
			show_output(log, out);
			show_request(log, &f->request);
		}
	} while (event != FCGI_CLOSE && s.n > 0);
	if (event != FCGI_CLOSE)
		return true;
	show_output(log, out);
	buf_adds(log, "close");
	buf_addf(log, f->error != NULL ? ": %s\n" : "\n", f->error);
	return false;
}

/* Feed INPUT with cuts after A and B bytes, or after each byte. */
static void
run(struct buf *log, struct str input, size_t a, size_t b, bool each)
{
	struct buf out = BUF_INIT;
	struct fcgi f;
	bool open = true;
	size_t i;

	buf_clear(log);
	fcgi_init(&f, MAX_CONNS, NULL);
	if (each) {
		for (i = 0; i < input.n && open; i++)
			open = feed(&f, log, &out, (struct str){ input.p + i, 1 });
	} else {
		open = feed(&f, log, &out, (struct str){ input.p, a }) &&
		       feed(&f, log, &out, (struct str){ input.p + a, b - a }) &&
		       feed(&f, log, &out, (struct str){ input.p + b, input.n - b });
	}
	show_output(log, &out);
	if (open)
		buf_adds(log, fcgi_idle(&f) ? "idle\n" : "busy\n");
	fcgi_free(&f);
	buf_free(&out);
}

static void
check_vector(struct diag *d, const char *path)
{
	struct buf file = BUF_INIT, input = BUF_INIT, log = BUF_INIT;
	size_t at, i;

	assert_int_equal(fs_read(d, &file, path, 65536), 0);
	at = str_find(buf_str(&file), "\n---\n");
	assert_true(at < file.n);
	vector_bytes(&input, (struct str){ file.p, at });
	run(&log, buf_str(&input), 0, 0, false);
	if (strcmp(log.p, file.p + at + 5) != 0)
		print_error("%s:\n", path);
	assert_string_equal(log.p, file.p + at + 5);
	run(&log, buf_str(&input), 0, 0, true);
	assert_string_equal(log.p, file.p + at + 5);
	for (i = 0; i <= input.n; i++) {
		run(&log, buf_str(&input), i, input.n, false);
		assert_string_equal(log.p, file.p + at + 5);
		run(&log, buf_str(&input), i / 2, i, false);
		assert_string_equal(log.p, file.p + at + 5);
	}
	buf_free(&file);
	buf_free(&input);
	buf_free(&log);
}

static void
test_vectors(void **state)
{
	struct fs_list list = { 0 };
	struct arena a;
	struct diag d;
	size_t i;

	(void)state;
	arena_init(&a, 0);
	diag_init(&d);
	assert_int_equal(fs_walk(&d, &a, "tests/vectors/fcgi", &list), 0);
	assert_true(list.n >= 40);
	for (i = 0; i < list.n; i++)
		check_vector(&d, fs_join(&a, "tests/vectors/fcgi", list.path[i]));
	diag_free(&d);
	arena_free(&a);
}

static void
record(struct buf *out, int type, const void *content, size_t n)
{
	const char header[8] = { 1, (char)type, 0, 1, (char)(n >> 8), (char)n, 0, 0 };

	buf_add(out, header, 8);
	buf_add(out, content, n);
}

#define GET_PARAMS \
	"\x0e\x03REQUEST_METHODGET\x0c\x01" \
	"DOCUMENT_URI/"

static void
begin(struct buf *in, char flags)
{
	const char body[8] = { 0, 1, flags, 0, 0, 0, 0, 0 };

	buf_clear(in);
	record(in, 1, body, 8);
	record(in, 4, GET_PARAMS, sizeof(GET_PARAMS) - 1);
}

/* Send N bytes of "x" as a stream, in records of at most SIZE. */
static void
stream(struct buf *in, int type, size_t n, size_t size)
{
	struct buf x = BUF_INIT;
	size_t i;

	for (i = 0; i < size; i++)
		buf_addc(&x, 'x');
	while (n > 0) {
		record(in, type, x.p, n < size ? n : size);
		n -= n < size ? n : size;
	}
	buf_free(&x);
}

static enum fcgi_event
feed_all(struct fcgi *f, struct buf *out, struct buf *in)
{
	enum fcgi_event event;

	assert_int_equal(fcgi_feed(f, out, &event, buf_str(in)), in->n);
	return event;
}

/* A header parameter that makes PARAMS exactly N bytes long. */
static void
fill_params(struct buf *in, size_t n)
{
	struct buf pair = BUF_INIT;
	size_t value = n - (sizeof(GET_PARAMS) - 1) - 1 - 4 - 1;
	const char lengths[5] = { 1, (char)(0x80 | value >> 24), (char)(value >> 16),
		(char)(value >> 8), (char)value };

	buf_add(&pair, lengths, 5);
	buf_addc(&pair, 'H');
	while (pair.n < n - (sizeof(GET_PARAMS) - 1))
		buf_addc(&pair, 'v');
	record(in, 4, pair.p, pair.n);
	record(in, 4, "", 0);
	record(in, 5, "", 0);
	buf_free(&pair);
}

static void
test_params_limit(void **state)
{
	struct buf in = BUF_INIT, out = BUF_INIT;
	struct fcgi f;

	(void)state;
	fcgi_init(&f, MAX_CONNS, NULL);
	begin(&in, 1);
	fill_params(&in, LIMIT_FCGI_PARAMS);
	assert_int_equal(feed_all(&f, &out, &in), FCGI_REQUEST);
	assert_int_equal(f.request.status, 0);
	begin(&in, 1);
	fill_params(&in, LIMIT_FCGI_PARAMS + 1);
	assert_int_equal(feed_all(&f, &out, &in), FCGI_REQUEST);
	assert_int_equal(f.request.status, 400);
	assert_false(f.request.keep_conn);
	fcgi_free(&f);
	buf_free(&in);
	buf_free(&out);
}

static void
test_params_flood(void **state)
{
	struct buf in = BUF_INIT, out = BUF_INIT;
	struct fcgi f;
	int i;

	(void)state;
	fcgi_init(&f, MAX_CONNS, NULL);
	begin(&in, 1);
	for (i = 0; i < 50; i++) { /* 5 MB */
		stream(&in, 4, 100000, 65535);
		assert_int_equal(feed_all(&f, &out, &in), FCGI_MORE);
		assert_true(f.params.cap <= 2 * LIMIT_FCGI_PARAMS);
		buf_clear(&in);
	}
	record(&in, 4, "", 0);
	record(&in, 5, "", 0);
	assert_int_equal(feed_all(&f, &out, &in), FCGI_REQUEST);
	assert_int_equal(f.request.status, 400);
	assert_non_null(f.request.fault);
	assert_int_equal(out.n, 0);
	fcgi_free(&f);
	buf_free(&in);
	buf_free(&out);
}

/* The status of a request with a body of N bytes. */
static int
body_status(struct fcgi *f, size_t n, size_t *held)
{
	struct buf in = BUF_INIT, out = BUF_INIT;

	begin(&in, 1);
	record(&in, 4, "", 0);
	stream(&in, 5, n, 65535);
	assert_int_equal(feed_all(f, &out, &in), FCGI_MORE);
	*held = f->body.n;
	buf_clear(&in);
	record(&in, 5, "", 0);
	assert_int_equal(feed_all(f, &out, &in), FCGI_REQUEST);
	assert_true(f->request.keep_conn);
	buf_free(&in);
	buf_free(&out);
	return f->request.status;
}

static void
test_body_limit(void **state)
{
	struct fcgi f;
	size_t held;

	(void)state;
	fcgi_init(&f, MAX_CONNS, NULL);
	assert_int_equal(body_status(&f, LIMIT_BODY, &held), 0);
	assert_int_equal(f.request.msg.body.n, LIMIT_BODY);
	assert_int_equal(body_status(&f, LIMIT_BODY + 1, &held), 413);
	assert_int_equal(held, 0);
	assert_int_equal(body_status(&f, 5, &held), 0);
	assert_int_equal(f.request.msg.body.n, 5);
	fcgi_forget(&f);
	assert_true(f.body.cap <= 65536);
	fcgi_free(&f);
}

static void
test_budget(void **state)
{
	size_t budget = 1000, held;
	struct fcgi f, g;

	(void)state;
	fcgi_init(&f, MAX_CONNS, &budget);
	fcgi_init(&g, MAX_CONNS, &budget);
	assert_int_equal(body_status(&f, 700, &held), 0);
	assert_int_equal(budget, 300);
	assert_int_equal(body_status(&g, 301, &held), 503);
	assert_int_equal(held, 0);
	assert_int_equal(body_status(&g, 300, &held), 0);
	assert_int_equal(budget, 0);
	fcgi_forget(&f);
	assert_int_equal(budget, 700);
	fcgi_free(&g);
	assert_int_equal(budget, 1000);
	fcgi_free(&f);
	assert_int_equal(budget, 1000);
}

/* Read records as the specification lays them out: the STDOUT stream of request ID. */
static void
read_answer(struct str s, unsigned id, struct buf *text)
{
	const unsigned char *p;
	size_t n;
	bool end_of_stdout = false;

	for (;;) {
		assert_true(s.n >= 8);
		p = (const unsigned char *)s.p;
		assert_int_equal(p[0], 1);
		assert_int_equal(p[2] * 256 + p[3], id);
		assert_int_equal(s.n % 8, 0); /* the recommended alignment */
		n = (size_t)p[4] * 256 + p[5];
		assert_true(s.n >= 8 + n + p[6]);
		if (p[1] == 3)
			break;
		assert_int_equal(p[1], 6);
		assert_false(end_of_stdout);
		end_of_stdout = n == 0;
		buf_add(text, s.p + 8, n);
		s = str_skip(s, 8 + n + p[6]);
	}
	assert_true(end_of_stdout);
	assert_int_equal(n, 8);
	assert_memory_equal(p + 8, "\0\0\0\0\0", 5);
	assert_int_equal(s.n, 16);
}

static void
answer(struct buf *text, const char *method, int status, size_t body)
{
	struct fcgi_request req = { .id = 0x1234, .msg = { .method = str_of(method) } };
	struct buf out = BUF_INIT;
	struct msg_response r;
	size_t i;

	msg_response_init(&r);
	r.status = status;
	r.content_type = "text/plain";
	for (i = 0; i < body; i++)
		buf_addc(&r.body, (char)('a' + i % 26));
	fcgi_respond(&out, &req, &r);
	buf_clear(text);
	read_answer(buf_str(&out), req.id, text);
	msg_response_free(&r);
	buf_free(&out);
}

static void
test_respond(void **state)
{
	static const size_t sizes[] = { 0, 1, 7, 8, 65527, 65528, 65529, 200000 };
	struct buf t = BUF_INIT, expect = BUF_INIT;
	size_t i, at;

	(void)state;
	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		answer(&t, "GET", 200, sizes[i]);
		assert_true(str_starts(buf_str(&t), "Status: 200 OK\r\n"));
		at = str_find(buf_str(&t), "\r\n\r\n");
		assert_int_equal(t.n - at - 4, sizes[i]);
		if (sizes[i] > 26)
			assert_int_equal(t.p[t.n - 1], 'a' + (sizes[i] - 1) % 26);
		buf_clear(&expect);
		buf_addf(&expect, "\r\nContent-Length: %zu\r\n", sizes[i]);
		assert_true(str_find(buf_str(&t), expect.p) < t.n);
	}
	answer(&t, "HEAD", 200, 1000);
	assert_true(str_ends(buf_str(&t), "\r\nContent-Length: 1000\r\n\r\n"));
	answer(&t, "GET", 304, 0);
	assert_true(str_starts(buf_str(&t), "Status: 304 Not Modified\r\n"));
	assert_true(str_find(buf_str(&t), "Content-Length") == t.n);
	answer(&t, "GET", 204, 10);
	assert_true(str_ends(buf_str(&t), "\r\n\r\n"));
	buf_free(&t);
	buf_free(&expect);
}

/* A reply costs us at most two bytes for each byte of the peer's. */
static void
test_replies_bounded(void **state)
{
	struct buf in = BUF_INIT, out = BUF_INIT;
	const char unknown[8] = { 1, 99, 0, 0, 0, 0, 0, 0 };
	const char values[8] = { 1, 9, 0, 0, 0, 17, 0, 0 };
	struct fcgi f;
	int i;

	(void)state;
	fcgi_init(&f, 4000000000u, NULL);
	for (i = 0; i < 1000; i++) {
		buf_add(&in, unknown, 8);
		buf_add(&in, values, 8);
		buf_adds(&in, "\x0f");
		buf_addc(&in, '\0');
		buf_adds(&in, "FCGI_MPXS_CONNS");
	}
	assert_int_equal(feed_all(&f, &out, &in), FCGI_MORE);
	assert_true(out.n > 0 && out.n <= 2 * in.n);
	fcgi_free(&f);
	buf_free(&in);
	buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vectors),
		cmocka_unit_test(test_params_limit),
		cmocka_unit_test(test_params_flood),
		cmocka_unit_test(test_body_limit),
		cmocka_unit_test(test_budget),
		cmocka_unit_test(test_respond),
		cmocka_unit_test(test_replies_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
