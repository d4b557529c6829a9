/* Labels: what each signal does to the chance, and where the limits lie. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "search/labels.h"

static void
test_chance(void **state)
{
	/* a clear case, then one signal changed */
	static const double clear[SIGNAL__MAX] = {
		[SIGNAL_LEAD] = 5, [SIGNAL_FIT] = 1, [SIGNAL_OPINION] = 3, [SIGNAL_TELLS] = 0.5
	};
	static const struct {
		enum label_signal signal;
		double value;
	} doubts[] = {
		{ SIGNAL_LEAD, 0 },
		{ SIGNAL_FIT, 0.4 },
		{ SIGNAL_OPINION, -3 },
		{ SIGNAL_TELLS, 0.1 },
		{ SIGNAL_LONE, 0.5 },
	};
	static const double nothing[SIGNAL__MAX] = { 0 };
	size_t i;

	(void)state;
	assert_true(label_chance(clear) >= LABEL_LIKELY_CHANCE);
	assert_true(label_chance(clear) < 1);
	assert_true(label_chance(nothing) < LABEL_PROBABLY_CHANCE);
	assert_true(label_chance(nothing) > 0);
	for (i = 0; i < sizeof(doubts) / sizeof(doubts[0]); i++) {
		double signals[SIGNAL__MAX];

		memcpy(signals, clear, sizeof(signals));
		signals[doubts[i].signal] = doubts[i].value;
		if (label_chance(signals) >= label_chance(clear))
			fail_msg(
			    "%s makes it no less sure", label_signal_name(doubts[i].signal));
	}
}

static void
test_names(void **state)
{
	enum label_signal i, j;

	(void)state;
	for (i = 0; i < SIGNAL__MAX; i++) {
		assert_true(label_signal_name(i)[0] != '\0');
		for (j = 0; j < i; j++)
			assert_string_not_equal(label_signal_name(i), label_signal_name(j));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_chance),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
