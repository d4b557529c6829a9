#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/lookup.h"

#define NAMES 1000

static const char *
name_of(const void *things, size_t i)
{
	return (const char *)things + 8 * i;
}

static void
test_names(void **state)
{
	static char names[NAMES][8];
	struct lookup l = { .n = 0 };
	struct arena a;
	size_t n, i;

	(void)state;
	assert_true(lookup_find(&l, "x") == LOOKUP_NONE);
	for (i = 0; i < NAMES; i++)
		(void)snprintf(names[i], sizeof(names[i]), "%zu", i % 900); /* fits */
	for (n = 0; n <= NAMES; n = n * 3 + 1) {
		arena_init(&a, 0);
		lookup_make(&l, &a, names, n, name_of);
		for (i = 0; i < n; i++)
			assert_int_equal(lookup_find(&l, names[i]), i % 900); /* the first */
		assert_true(lookup_find(&l, "") == LOOKUP_NONE);
		assert_true(lookup_find(&l, "900") == LOOKUP_NONE);
		arena_free(&a);
	}
	arena_init(&a, 0);
	lookup_make(&l, &a, names, NAMES, name_of);
	for (i = 0; i < NAMES; i++)
		assert_int_equal(lookup_find(&l, names[i]), i % 900);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_names) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
