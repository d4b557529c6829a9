#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/bytes.h"

/* Every length, of bytes that end where the memory does. */
static void
test_upto(void **state)
{
	size_t n, i;

	(void)state;
	for (n = 0; n < 16; n++) {
		char *p = malloc(n + 1); /* one behind them, which is not to be seen */
		unsigned char got[16];
		bytes16 v;

		assert_non_null(p);
		for (i = 0; i <= n; i++)
			p[i] = (char)(0xF1 - 3 * (int)i);
		v = bytes16_upto(p, n, (char)0xA5);
		memcpy(got, &v, sizeof(got));
		for (i = 0; i < 16; i++)
			assert_int_equal(got[i], i < n ? (unsigned char)p[i] : 0xA5);
		free(p);
	}
}

static void
test_any(void **state)
{
	static const char none[16];
	char one[16];
	size_t i;

	(void)state;
	assert_false(bytes16_any(bytes16_at(none)));
	for (i = 0; i < 16; i++) {
		memset(one, 0, sizeof(one));
		one[i] = 1;
		assert_true(bytes16_any(bytes16_at(one)));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_upto),
		cmocka_unit_test(test_any) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
