/* Words in tables of the source. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "words/table.h"

static void
test_has(void **state)
{
	static const char *const table[] = { "a", "an", "b", "niño", "z" };
	static const struct {
		const char *word;
		bool has;
	} cases[] = {
		{ "a", true },
		{ "an", true },
		{ "niño", true },
		{ "z", true },
		{ "", false },
		{ "A", false },
		{ "ann", false },
		{ "nino", false },
		{ "zz", false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (TABLE_HAS(table, cases[i].word) != cases[i].has)
			fail_msg("\"%s\"", cases[i].word);
	assert_false(table_has(table, 0, "a"));
	assert_false(table_has(table, 1, "an")); /* beyond its length */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_has),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
