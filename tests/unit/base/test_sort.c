#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/sort.h"

static size_t compared;

static int
by_byte(const void *x, const void *y)
{
	const char *a = x, *b = y;

	compared++;
	return (*a > *b) - (*a < *b);
}

static void
test_orders(void **state)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{ "", "" },
		{ "a", "a" },
		{ "abc", "abc" },
		{ "aabb", "aabb" },
		{ "ba", "ab" },
		{ "abdc", "abcd" },
		{ "dcba", "abcd" },
	};
	char got[8];
	size_t i, n;

	(void)state;
	sort_by(NULL, 0, 1, by_byte);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		n = strlen(cases[i].in);
		memcpy(got, cases[i].in, n + 1);
		compared = 0;
		sort_by(got, n, 1, by_byte);
		assert_string_equal(got, cases[i].out);
		if (strcmp(cases[i].in, cases[i].out) == 0)
			assert_int_equal(compared, n > 0 ? n - 1 : 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_orders) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
