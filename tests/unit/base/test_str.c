#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"

static void
comparing(void **state)
{
	const struct str none = { NULL, 0 };

	(void)state;
	assert_true(str_eq(none, STR("")));
	assert_true(str_eq(STR("ab"), (struct str){ "abc", 2 }));
	assert_false(str_eq(STR("ab"), STR("ac")));
	assert_false(str_eq(STR("ab"), STR("abc")));
	assert_true(str_eq(STR("a\0b"), STR("a\0b")));
	assert_false(str_eq(STR("a\0b"), STR("a\0c")));
	assert_true(str_is(str_of("x"), "x"));
	assert_true(str_is(str_of(NULL), ""));
	assert_false(str_is(STR("x\0"), "x"));
	assert_true(str_is_nocase(STR("HtMl"), "hTmL"));
	assert_false(str_is_nocase(STR("html"), "htm"));
	assert_false(str_is_nocase(STR("\xC3\x89"), "\xC3\xA9")); /* ASCII only */
	assert_false(str_is_nocase(STR("@"), "`"));
	assert_true(str_cmp(STR("a"), STR("b")) < 0);
	assert_true(str_cmp(STR("b"), STR("a")) > 0);
	assert_true(str_cmp(STR("a"), STR("ab")) < 0);
	assert_true(str_cmp(STR("\xC3"), STR("z")) > 0); /* bytes, not signed chars */
	assert_int_equal(str_cmp(none, STR("")), 0);
	assert_true(str_cmp(none, STR("a")) < 0);
	assert_true(str_starts(STR("abc"), "ab"));
	assert_true(str_starts(none, ""));
	assert_false(str_starts(STR("a"), "ab"));
	assert_true(str_ends(STR("page.md"), ".md"));
	assert_true(str_ends(none, ""));
	assert_false(str_ends(STR("md"), ".md"));
}

static void
slicing(void **state)
{
	static const struct {
		const char *in, *out;
	} trims[] = {
		{ "", "" }, { " ", "" }, { " \t\r\n\v\f ", "" }, { "a", "a" },
		{ " a b ", "a b" }, { "\xC2\xA0", "\xC2\xA0" }, /* no ASCII white space */
	};
	struct str s = STR("abc");
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(trims) / sizeof(trims[0]); i++)
		assert_true(str_is(str_trim(str_of(trims[i].in)), trims[i].out));
	assert_true(str_is(str_skip(s, 0), "abc"));
	assert_true(str_is(str_skip(s, 2), "c"));
	assert_true(str_is(str_skip(s, 3), ""));
	assert_true(str_is(str_skip(s, SIZE_MAX), ""));
	assert_ptr_equal(str_skip(s, SIZE_MAX).p, s.p + 3);
	assert_int_equal(str_skip((struct str){ NULL, 0 }, 5).n, 0);
}

static void
finding(void **state)
{
	struct str s = STR("a,b,,c");

	(void)state;
	assert_int_equal(str_chr(s, ','), 1);
	assert_int_equal(str_chr(s, 'z'), s.n);
	assert_int_equal(str_chr((struct str){ NULL, 0 }, 'a'), 0);
	assert_int_equal(str_chr(STR("a\0b"), '\0'), 1);
	assert_int_equal(str_find(s, ",,"), 3);
	assert_int_equal(str_find(s, ",c"), 4);
	assert_int_equal(str_find(s, "cd"), s.n);
	assert_int_equal(str_find(s, ""), 0);
	assert_int_equal(str_find(STR("aab"), "ab"), 1);
	assert_int_equal(str_find(STR("a"), "abcdef"), 1);
}

static void
splitting(void **state)
{
	static const struct {
		const char *in;
		const char *parts[5];
	} cases[] = {
		{ "", { NULL } },
		{ "a", { "a", NULL } },
		{ "a,b", { "a", "b", NULL } },
		{ "a,,b", { "a", "", "b", NULL } },
		{ ",a", { "", "a", NULL } },
		{ "a,", { "a", NULL } },
		{ ",", { "", NULL } },
		{ ",,", { "", "", NULL } },
	};
	struct str rest, part;
	size_t i, n;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		rest = str_of(cases[i].in);
		for (n = 0; str_split(&rest, ',', &part); n++) {
			assert_non_null(cases[i].parts[n]);
			assert_true(str_is(part, cases[i].parts[n]));
		}
		assert_null(cases[i].parts[n]);
		assert_int_equal(rest.n, 0);
	}
	rest = (struct str){ NULL, 0 };
	assert_false(str_split(&rest, ',', &part));
}

static void
numbers(void **state)
{
	static const struct {
		const char *in;
		unsigned long max;
		bool ok;
		unsigned long value;
	} cases[] = {
		{ "", 10, false, 0 }, { "0", 0, true, 0 }, { "1", 0, false, 0 },
		{ "7", 5, false, 0 }, /* a bound of one digit */
		{ "5", 5, true, 5 }, { "9", 9, true, 9 }, { "10", 9, false, 0 },
		{ "31", 31, true, 31 }, { "32", 31, false, 0 }, { "39", 31, false, 0 },
		{ "0000000000000000000000000000012", 12, true, 12 }, { "255", 255, true, 255 },
		{ "256", 255, false, 0 }, { "9999", 9999, true, 9999 },
		{ "10000", 9999, false, 0 },
		{ "18446744073709551615", ULONG_MAX, true, ULONG_MAX },
		{ "18446744073709551616", ULONG_MAX, false, 0 },
		{ "99999999999999999999999", ULONG_MAX, false, 0 }, { "+1", 10, false, 0 },
		{ "-1", 10, false, 0 }, { " 1", 10, false, 0 }, { "1 ", 10, false, 0 },
		{ "0x1", 99, false, 0 }, { "1.", 99, false, 0 },
		{ "\xD9\xA1", 99, false, 0 }, /* an Arabic digit */
	};
	unsigned long out;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		out = 4711;
		if (str_to_uint(str_of(cases[i].in), cases[i].max, &out) != cases[i].ok)
			fail_msg("\"%s\" up to %lu", cases[i].in, cases[i].max);
		assert_int_equal(out, cases[i].ok ? cases[i].value : 4711);
	}
	assert_false(str_to_uint(STR("1\0"), 10, &out));
}

static void
ascii(void **state)
{
	int c;

	(void)state;
	for (c = 0; c < 256; c++) {
		bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z';

		assert_int_equal(ascii_isalpha((char)c), upper || lower);
		assert_int_equal(ascii_isdigit((char)c), c >= '0' && c <= '9');
		assert_int_equal(ascii_isspace((char)c),
		    c != 0 && c < 128 && strchr(" \t\n\v\f\r", c) != NULL);
		assert_int_equal((unsigned char)ascii_lower((char)c), upper ? c + 32 : c);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comparing),
		cmocka_unit_test(slicing),
		cmocka_unit_test(finding),
		cmocka_unit_test(splitting),
		cmocka_unit_test(numbers),
		cmocka_unit_test(ascii),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
