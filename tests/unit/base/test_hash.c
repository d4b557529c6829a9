#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/hash.h"

/* FIPS 180-4's examples for SHA-256. */
static void
known_sums(void **state)
{
	static const struct {
		const char *in, *hex;
	} cases[] = {
		{ "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
		{ "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
		{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
	};
	struct buf million = BUF_INIT;
	char out[HASH_HEX];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		hash_hex(out, str_of(cases[i].in));
		assert_string_equal(out, cases[i].hex);
	}
	hash_hex(out, (struct str){ NULL, 0 });
	assert_string_equal(out, cases[0].hex);
	for (i = 0; i < 1000000; i++)
		buf_addc(&million, 'a');
	hash_hex(out, buf_str(&million));
	assert_string_equal(
	    out, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
	hash_hex(out, (struct str){ "abcx", 3 });
	assert_string_equal(out, cases[1].hex);
	buf_free(&million);
}

/* The check value that every description of this CRC gives, and the sum of 32 zero bytes. */
static void
known_crcs(void **state)
{
	static const char nine[] = "123456789";
	char zeros[32] = { 0 }, flipped[97];
	uint32_t whole;
	size_t i;

	(void)state;
	assert_int_equal(hash_crc32(0, STR("")), 0);
	assert_int_equal(hash_crc32(0, str_of(nine)), 0xCBF43926);
	assert_int_equal(hash_crc32(0, (struct str){ zeros, sizeof(zeros) }), 0x190A55AD);
	for (i = 0; i <= 9; i++) /* in two parts */
		assert_int_equal(
		    hash_crc32(hash_crc32(0, (struct str){ nine, i }), str_of(nine + i)),
		    0xCBF43926);
	memset(flipped, 'x', sizeof(flipped));
	whole = hash_crc32(0, (struct str){ flipped, sizeof(flipped) });
	for (i = 0; i < 8 * sizeof(flipped); i++) {
		flipped[i / 8] = (char)(flipped[i / 8] ^ (1 << i % 8));
		assert_int_not_equal(
		    hash_crc32(0, (struct str){ flipped, sizeof(flipped) }), whole);
		flipped[i / 8] = 'x';
	}
}

/* As the program xxhsum prints them. */
static void
quick_sums(void **state)
{
	char out[HASH_QUICK_HEX];

	(void)state;
	hash_quick(out, STR(""));
	assert_string_equal(out, "99aa06d3014798d86001c324468d497f");
	hash_quick(out, (struct str){ "abcx", 3 });
	assert_string_equal(out, "06b05ab6733a618578af5f94892f3950");
	assert_true(hash_sum(STR("")) == 0x2d06800538d394c2u);
	assert_true(hash_sum((struct str){ "abcx", 3 }) == 0x78af5f94892f3950u);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_sums),
		cmocka_unit_test(known_crcs),
		cmocka_unit_test(quick_sums),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
