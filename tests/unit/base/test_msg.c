#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/msg.h"

/* The value of header NAME, its line cut off at CRLF; absent: fails, or NULL is expected. */
static void
assert_header(const struct buf *b, const char *name, const char *want)
{
	struct buf key = BUF_INIT;
	struct str s = buf_str(b);
	size_t at;

	buf_addf(&key, "\r\n%s: ", name);
	if (str_starts(s, key.p + 2))
		s = str_skip(s, key.n - 2);
	else if ((at = str_find(s, key.p)) < s.n)
		s = str_skip(s, at + key.n);
	else
		s = (struct str){ NULL, 0 };
	buf_free(&key);
	if (want == NULL) {
		assert_null(s.p);
		return;
	}
	assert_non_null(s.p);
	s.n = str_find(s, "\r\n");
	if (!str_is(s, want))
		fail_msg("%s: \"%.*s\", expected \"%s\"", name, (int)s.n, s.p, want);
}

/* How many lines, each "Name: value" and ended by CRLF; no CR or LF stands anywhere else. */
static size_t
lines(const struct buf *b)
{
	struct str rest = buf_str(b), line;
	size_t n = 0;

	while (str_split(&rest, '\n', &line)) {
		assert_true(line.n > 1 && line.p[line.n - 1] == '\r');
		line.n--;
		assert_int_equal(str_chr(line, '\r'), line.n);
		assert_int_equal(str_chr(line, '\0'), line.n);
		assert_true(str_find(line, ": ") < line.n);
		n++;
	}
	return n;
}

static void
at_first(void **state)
{
	struct msg_response r;
	struct buf b = BUF_INIT;

	(void)state;
	msg_response_init(&r);
	assert_int_equal(r.status, 200);
	msg_headers(&b, &r);
	assert_header(&b, "Content-Type", NULL);
	assert_header(&b, "Cache-Control", "no-store");
	assert_header(&b, "X-Content-Type-Options", "nosniff");
	assert_header(&b, "Referrer-Policy", "no-referrer");
	assert_header(&b, "X-Frame-Options", "DENY");
	assert_header(&b, "Cross-Origin-Opener-Policy", "same-origin");
	assert_header(&b, "Cross-Origin-Resource-Policy", "same-origin");
	assert_header(&b, "Permissions-Policy",
	    "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
	assert_header(&b, "Content-Length", NULL);
	assert_header(&b, "Content-Disposition", NULL);
	assert_header(&b, "Retry-After", NULL);
	assert_true(str_find(buf_str(&b), "default-src 'none'") < b.n);
	assert_int_equal(lines(&b), 8);
	buf_free(&b);
	msg_response_free(&r);
}

static void
all_of_them(void **state)
{
	struct msg_response r;
	struct buf b = BUF_INIT;
	size_t before;

	(void)state;
	msg_response_init(&r);
	r.content_type = "text/csv; charset=utf-8";
	r.cache_control = "public, max-age=60";
	r.retry_after_s = 5;
	r.attachment = true;
	buf_adds(&r.etag, "\"abc\"");
	buf_adds(&r.location, "/find/?q=a%20b");
	buf_adds(&r.allow, "GET, HEAD");
	buf_adds(&r.filename, "codes.csv");
	buf_adds(&b, "Status: 200\r\n");
	before = b.n;
	msg_headers(&b, &r);
	assert_memory_equal(b.p, "Status: 200\r\n", before); /* appended */
	assert_header(&b, "Content-Type", "text/csv; charset=utf-8");
	assert_header(&b, "Cache-Control", "public, max-age=60");
	assert_header(&b, "ETag", "\"abc\"");
	assert_header(&b, "Location", "/find/?q=a%20b");
	assert_header(&b, "Allow", "GET, HEAD");
	assert_header(&b, "Retry-After", "5");
	assert_header(&b, "Content-Disposition", "attachment; filename=\"codes.csv\"");
	assert_int_equal(lines(&b), 15);
	buf_free(&b);
	msg_response_free(&r);
	assert_int_equal(r.location.n, 0);
	msg_response_free(&r);
}

/* No byte that a handler puts into a value ends its line or starts another. */
static void
nothing_splits(void **state)
{
	struct msg_response r;
	struct buf b = BUF_INIT, *fields[4];
	size_t i, plain;
	int c;

	(void)state;
	msg_response_init(&r);
	r.attachment = true;
	fields[0] = &r.location;
	fields[1] = &r.etag;
	fields[2] = &r.allow;
	fields[3] = &r.filename;
	for (i = 0; i < 4; i++)
		buf_adds(fields[i], "x");
	msg_headers(&b, &r);
	plain = lines(&b);
	for (i = 0; i < 4; i++) {
		for (c = 0; c < 256; c++) {
			buf_clear(fields[i]);
			buf_adds(fields[i], "a");
			buf_addc(fields[i], (char)c);
			buf_adds(fields[i], "\r\nSet-Cookie: a=b\n\nc\"; d");
			buf_clear(&b);
			msg_headers(&b, &r);
			assert_int_equal(lines(&b), plain);
			assert_header(&b, "Set-Cookie", NULL);
		}
		buf_clear(fields[i]);
		buf_adds(fields[i], "x");
	}
	/* Nor does a quote end the file's name. */
	buf_clear(&r.filename);
	buf_adds(&r.filename, "a\"; filename*=b\\\r\n\x7F");
	buf_clear(&b);
	msg_headers(&b, &r);
	assert_header(
	    &b, "Content-Disposition", "attachment; filename=\"a_; filename*=b____\"");
	buf_free(&b);
	msg_response_free(&r);
}

static void
reasons(void **state)
{
	(void)state;
	assert_string_equal(msg_reason(200), "OK");
	assert_string_equal(msg_reason(404), "Not Found");
	assert_string_equal(msg_reason(413), "Content Too Large");
	assert_string_equal(msg_reason(503), "Service Unavailable");
	assert_string_equal(msg_reason(0), "Unknown");
	assert_string_equal(msg_reason(299), "Unknown");
	assert_string_equal(msg_reason(-1), "Unknown");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(at_first),
		cmocka_unit_test(all_of_them),
		cmocka_unit_test(nothing_splits),
		cmocka_unit_test(reasons),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
