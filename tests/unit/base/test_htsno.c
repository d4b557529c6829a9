/* Numbers of the tariff schedule, read and written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/htsno.h"

static void
test_parse(void **state)
{
	static const struct {
		const char *text, *want; /* NULL: no number */
	} cases[] = {
		{ "6109", "6109" },
		{ "6109.10", "610910" },
		{ "6109.10.00", "61091000" },
		{ "6109.10.00.12", "6109100012" },
		{ "610910", "610910" },
		{ "6109100012", "6109100012" },
		{ "0101", "0101" },
		{ "", NULL },
		{ "61", NULL },
		{ "610", NULL },
		{ "61091", NULL },
		{ "6109.1", NULL },
		{ "6109.", NULL },
		{ ".6109", NULL },
		{ "6109..10", NULL },
		{ "61.09.10", NULL },
		{ "610910.00", NULL },
		{ "6109.1000", NULL },
		{ "6109.10.00.12.", NULL },
		{ "6109.10.00.12.34", NULL },
		{ "610910001234", NULL },
		{ "6109 10", NULL },
		{ "6109.1O", NULL },
	};
	char out[HTSNO_SIZE];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		bool got = htsno_parse(out, str_of(cases[i].text));

		if (got != (cases[i].want != NULL))
			fail_msg("\"%s\" is %s", cases[i].text, got ? out : "no number");
		assert_string_equal(out, got ? cases[i].want : "");
	}
}

static void
test_dotted(void **state)
{
	static const char *const cases[][2] = {
		{ "61", "61" },
		{ "6109", "6109" },
		{ "610910", "6109.10" },
		{ "61091000", "6109.10.00" },
		{ "6109100012", "6109.10.00.12" },
		{ "", "" },
	};
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_clear(&b);
		htsno_dotted(&b, str_of(cases[i][0]));
		assert_string_equal(b.p, cases[i][1]);
	}
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_dotted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
