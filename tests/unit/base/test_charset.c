/* Encodings of spreadsheets: guessed, and made UTF-8. */
#include "vectors.h"

#include "base/charset.h"

#define U8 CHARSET_UTF8
#define LE CHARSET_UTF16LE
#define BE CHARSET_UTF16BE
#define W CHARSET_WINDOWS1252
#define S(lit) \
	{ \
		lit, sizeof(lit) - 1 \
	}

static const struct {
	struct str in;
	enum charset charset;
	const char *out;
	size_t faults;
} cases[] = {
	{ S(""), U8, "", 0 },
	{ S("6109,5"), U8, "6109,5", 0 },
	{ S("\xEF\xBB\xBF"
	    "6109"),
	    U8, "6109", 0 },
	{ S("caf\xC3\xA9"), U8, "caf\xC3\xA9", 0 },
	{ S("caf\xE9"), W, "caf\xC3\xA9", 0 },
	{ S("5 \x80"), W, "5 \xE2\x82\xAC", 0 },
	{ S("x\x81y"), W, "x\xEF\xBF\xBDy", 1 },
	{ S("\x93q\x94\x96"), W, "\xE2\x80\x9Cq\xE2\x80\x9D\xE2\x80\x93", 0 },
	{ S("\xFF\xFE"), LE, "", 0 },
	{ S("\xFF\xFE\x36\0\x31\0"), LE, "61", 0 },
	{ S("\xFE\xFF\0\x36\0\x31"), BE, "61", 0 },
	{ S("6\0001\0000\0009\0"), LE, "6109", 0 }, /* without a mark */
	{ S("\0006\0001\0000\0009"), BE, "6109", 0 },
	{ S("\xFF\xFE\xAC\x20"), LE, "\xE2\x82\xAC", 0 },
	{ S("\xFF\xFE\x3D\xD8\x00\xDE"), LE, "\xF0\x9F\x98\x80", 0 },
	{ S("\xFF\xFE\x3D\xD8\x31\0"), LE,
	    "\xEF\xBF\xBD"
	    "1",
	    1 }, /* half a pair */
	{ S("\xFF\xFE\x00\xDE"), LE, "\xEF\xBF\xBD", 1 },
	{ S("\xFF\xFE\x3D\xD8"), LE, "\xEF\xBF\xBD", 1 },
	{ S("\xFF\xFE\x36\0\x31"), LE, "6\xEF\xBF\xBD", 1 }, /* cut off */
	{ S("\xEF\xBB\xBF\xE9"), W, "\xC3\xAF\xC2\xBB\xC2\xBF\xC3\xA9", 0 },
};

static void
test_cases(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf b = BUF_INIT;
		enum charset c = charset_guess(cases[i].in);
		size_t faults = charset_to_utf8(&b, cases[i].in, c);

		if (c != cases[i].charset || strcmp(b.p, cases[i].out) != 0 ||
		    faults != cases[i].faults)
			fail_msg("case %zu: %s, \"%s\", %zu faults", i, charset_name(c), b.p,
			    faults);
		buf_free(&b);
	}
}

/* What is no text at all must not pass for UTF-16 by a few zeros. */
static void
test_zeros(void **state)
{
	char zeros[64] = { 0 }, mixed[64];
	size_t i;

	(void)state;
	assert_int_equal(charset_guess((struct str){ zeros, 64 }), CHARSET_UTF8);
	for (i = 0; i < 64; i++)
		mixed[i] = (char)(i % 3 == 0 ? 0 : 'a');
	assert_int_equal(charset_guess((struct str){ mixed, 64 }), CHARSET_UTF8);
}

/* UTF-8 with a bad byte, where the caller knows better than the guess. */
static void
test_bad_utf8(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	assert_int_equal(charset_to_utf8(&b, STR("a\xFFz\xC3"), CHARSET_UTF8), 2);
	assert_string_equal(b.p, "a\xEF\xBF\xBDz\xEF\xBF\xBD");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_zeros),
		cmocka_unit_test(test_bad_utf8),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
