/* Where the live script goes in a page. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "net/live.h"

#define TAG "<script src=\"/_live/live.js\" defer data-generation=\"7\"></script>\n"

static void
test_inject(void **state)
{
	static const struct {
		const char *html, *expect;
	} table[] = {
		{ "<body>x</body></html>", "<body>x" TAG "</body></html>" },
		{ "<BODY>x</BODY>", "<BODY>x" TAG "</BODY>" },
		{ "<pre></body></pre></body>\n", "<pre></body></pre>" TAG "</body>\n" },
		{ "<p>no body", "<p>no body" TAG },
		{ "</body", "</body" TAG },
		{ "", TAG },
	};
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		buf_clear(&b);
		buf_adds(&b, table[i].html);
		live_inject(&b, STR(""), 7);
		assert_string_equal(b.p, table[i].expect);
	}
	buf_free(&b);
}

static void
test_strip(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	buf_adds(&b, "<body>x</body>\n");
	live_inject(&b, STR("<aside></aside>\n"), 7);
	assert_string_equal(b.p, "<body>x<aside></aside>\n" TAG "</body>\n");
	buf_free(&b);
}

static void
test_event(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	live_event(&b, 18446744073709551615u, true);
	assert_string_equal(b.p, "event: reload\ndata: 18446744073709551615\n\n");
	buf_clear(&b);
	live_event(&b, 8, false);
	assert_string_equal(b.p, "event: notice\ndata: 8\n\n");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_inject),
		cmocka_unit_test(test_strip),
		cmocka_unit_test(test_event),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
