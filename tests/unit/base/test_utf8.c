#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"

/* RFC 3629, section 4, and the Unicode standard's table 3-7 of well-formed sequences. */
static const struct {
	const char *bytes;
	size_t valid; /* offset of the first ill-formed byte, or the length */
	uint32_t first; /* code point at the front, when valid > 0 */
} sequences[] = {
	{ "", 0, 0 },
	{ "a", 1, 'a' },
	{ "\x7F", 1, 0x7F },
	{ "\xC2\x80", 2, 0x80 },
	{ "\xDF\xBF", 2, 0x7FF },
	{ "\xE0\xA0\x80", 3, 0x800 },
	{ "\xED\x9F\xBF", 3, 0xD7FF },
	{ "\xEE\x80\x80", 3, 0xE000 },
	{ "\xEF\xBF\xBF", 3, 0xFFFF },
	{ "\xF0\x90\x80\x80", 4, 0x10000 },
	{ "\xF4\x8F\xBF\xBF", 4, 0x10FFFF },
	{ "a\xC3\xB1z", 4, 'a' },
	/* stray and cut short */
	{ "\x80", 0, 0 },
	{ "\xBF", 0, 0 },
	{ "\xC3", 0, 0 },
	{ "\xE2\x82", 0, 0 },
	{ "\xF0\x9F\x98", 0, 0 },
	{ "ab\xC3", 2, 'a' },
	{ "ab\xE2\x82z", 2, 'a' },
	{ "\xC3\x28", 0, 0 },
	{ "\xC3\xB1\xB1", 2, 0xF1 },
	/* overlong */
	{ "\xC0\x80", 0, 0 },
	{ "\xC0\xAF", 0, 0 },
	{ "\xC1\xBF", 0, 0 },
	{ "\xE0\x80\xAF", 0, 0 },
	{ "\xE0\x9F\xBF", 0, 0 },
	{ "\xF0\x80\x80\xAF", 0, 0 },
	{ "\xF0\x8F\xBF\xBF", 0, 0 },
	/* surrogates, U+110000 and above, bytes that are never used */
	{ "\xED\xA0\x80", 0, 0 },
	{ "\xED\xBF\xBF", 0, 0 },
	{ "\xED\xA0\xBD\xED\xB8\x80", 0, 0 },
	{ "\xF4\x90\x80\x80", 0, 0 },
	{ "\xF5\x80\x80\x80", 0, 0 },
	{ "\xF8\x88\x80\x80\x80", 0, 0 },
	{ "\xFE", 0, 0 },
	{ "\xFF", 0, 0 },
};

static void
validity(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(sequences) / sizeof(sequences[0]); i++) {
		struct str s = str_of(sequences[i].bytes);
		uint32_t cp = 0xDEAD;
		size_t n;

		if (utf8_valid(s) != sequences[i].valid)
			fail_msg("row %zu: valid up to %zu", i, utf8_valid(s));
		n = utf8_next(s, &cp);
		assert_int_equal(n > 0, sequences[i].valid > 0);
		if (n > 0)
			assert_int_equal(cp, sequences[i].first);
	}
	assert_int_equal(utf8_valid((struct str){ NULL, 0 }), 0);
	assert_int_equal(utf8_valid(STR("a\0b")), 3);
	/* The slice ends where it says, whatever stands behind it. */
	assert_int_equal(utf8_valid((struct str){ "\xC3\xB1", 1 }), 0);
	assert_int_equal(utf8_valid((struct str){ "a\xF0\x9F\x98\x80", 4 }), 1);
}

/* ASCII is passed over many bytes at once: a byte that is none is seen wherever it stands. */
static void
bad_byte_anywhere(void **state)
{
	char text[70];
	size_t n, at;

	(void)state;
	for (n = 1; n < sizeof(text); n++)
		for (at = 0; at < n; at++) {
			memset(text, 'a', n);
			text[at] = '\x80';
			assert_int_equal(utf8_valid((struct str){ text, n }), at);
		}
}

/* Every code point there and back; everything else is refused. */
static void
every_code_point(void **state)
{
	struct buf b = BUF_INIT;
	uint32_t cp, back;

	(void)state;
	for (cp = 0; cp <= 0x10FFFF; cp++) {
		if (cp >= 0xD800 && cp <= 0xDFFF)
			continue;
		buf_clear(&b);
		utf8_put(&b, cp);
		assert_int_equal(b.n, cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4);
		assert_int_equal(utf8_next(buf_str(&b), &back), b.n);
		assert_int_equal(back, cp);
	}
	buf_free(&b);
}

static void
folding(void **state)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{ "", "" },
		{ "T-Shirt 42", "t-shirt 42" },
		{ "Jalape\xC3\xB1o", "jalapeno" },
		{ "JALAPEN\xCC\x83O", "jalapeno" }, /* decomposed */
		{ "\xEF\xBC\xB3\xEF\xBD\x88\xEF\xBD\x8F\xEF\xBD\x85", "shoe" }, /* full width */
		{ "Stra\xC3\x9F"
		  "e",
		    "strasse" },
		{ "STRA\xE1\xBA\x9E"
		  "E",
		    "strasse" },
		{ "\xEF\xAC\x81ne \xEF\xAC\x84our", "fine fflour" }, /* ligatures */
		{ "\xC3\x85ngstr\xC3\xB6m \xE2\x84\xAB", "angstrom a" },
		{ "\xC4\xB0zmir", "izmir" },
		{ "\xE2\x84\xAA"
		  "elvin",
		    "kelvin" },
		{ "na\xC3\xAFve caf\xC3\xA9", "naive cafe" },
		{ "\xCE\xA3\xCE\x8A\xCE\x9F\xCE\xA3", "\xCF\x83\xCE\xB9\xCE\xBF\xCF\x83" },
		{ "m\xC2\xB2", "m2" },
		{ "shoe\xC2\xADlace", "shoelace" }, /* soft hyphen */
		{ "a\xC2\xA0"
		  "b",
		    "a b" }, /* no-break space */
		{ "\xE6\x9C\x8D", "\xE6\x9C\x8D" },
		/* ill-formed: one space for each byte */
		{ "a\xFF"
		  "b",
		    "a b" },
		{ "a\xC3", "a " },
		{ "\xE2\x82z", "  z" },
		{ "\xED\xA0\x80", "   " },
	};
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_clear(&b);
		utf8_fold(&b, str_of(cases[i].in));
		assert_string_equal(b.p, cases[i].out);
	}
	buf_clear(&b);
	utf8_fold(&b, STR("A\0B"));
	assert_memory_equal(b.p, "a\0b", 4);
	buf_free(&b);
}

/* Folding what is folded changes nothing, so that index and query meet. */
static void
folding_twice(void **state)
{
	struct buf one = BUF_INIT, two = BUF_INIT, in = BUF_INIT;
	uint32_t cp;

	(void)state;
	for (cp = 1; cp <= 0x10FFFF; cp++) {
		if (cp >= 0xD800 && cp <= 0xDFFF)
			continue;
		buf_clear(&in);
		buf_clear(&one);
		buf_clear(&two);
		utf8_put(&in, cp);
		utf8_fold(&one, buf_str(&in));
		utf8_fold(&two, buf_str(&one));
		assert_int_equal(utf8_valid(buf_str(&one)), one.n);
		if (!str_eq(buf_str(&one), buf_str(&two)))
			fail_msg("U+%04X: \"%s\", then \"%s\"", (unsigned)cp, one.p, two.p);
	}
	buf_free(&one);
	buf_free(&two);
	buf_free(&in);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(validity),
		cmocka_unit_test(bad_byte_anywhere),
		cmocka_unit_test(every_code_point),
		cmocka_unit_test(folding),
		cmocka_unit_test(folding_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
