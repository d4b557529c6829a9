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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_sums),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
