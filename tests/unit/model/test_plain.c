/* Descriptions with markup and entities as plain text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/plain.h"

static void
test_plain(void **state)
{
	static const char *const cases[][2] = {
		{ "", "" },
		{ "plain", "plain" },
		{ "  two \t\r\n words  ", "two words" },
		{ "Of <i>Mangifera</i> spp.", "Of Mangifera spp." },
		{ "m<sup>2</sup>, H<SUB>2</SUB>O", "m2, H2O" },
		{ "one<br>two<br/>three</p>", "one two three" },
		{ "<il>loose</il>", "loose" },
		{ "<span class=\"x\">y</span>", "y" },
		{ "a < b and c<5", "a < b and c<5" },
		{ "<b", "<b" },
		{ "<", "<" },
		{ "x<y", "x<y" },
		{ "FD&C red; R&D", "FD&C red; R&D" },
		{ "salt &amp; pepper", "salt & pepper" },
		{ "&lt;i&gt;", "<i>" },
		{ "&amp;lt;", "&lt;" },
		{ "5&nbsp;&deg;C", "5 \xC2\xB0"
				   "C" },
		{ "&#233;&#xE9;&#XE9;", "\xC3\xA9\xC3\xA9\xC3\xA9" },
		{ "&#0;&#xD800;&#x110000;&#;&#x;", "&#0;&#xD800;&#x110000;&#;&#x;" },
		{ "&unknown; &;", "&unknown; &;" },
		{ "a\xC2\xA0\xE2\x80\xAF\xE3\x80\x80z", "a z" },
		{ "zero\xE2\x80\x8Bwidth\xC2\xAD\xEF\xBB\xBF", "zerowidth" },
		{ "\x01\x7Fx\x1F", "x" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf got = BUF_INIT;

		plain_add(&got, str_of(cases[i][0]));
		assert_string_equal(got.p, cases[i][1]);
		buf_free(&got);
	}
}

/* It appends, and what stands there before makes no space. */
static void
test_appends(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	buf_adds(&b, "x");
	plain_add(&b, STR(" y "));
	assert_string_equal(b.p, "xy");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_appends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
