/* Labels: what each signal does to the chance, and where the limits lie. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/fs.h"
#include "base/limits.h"
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

/* The row of content/pages/about/method.md that begins "| WORDS |": the number of its last column. */
static unsigned long
said_right(struct arena *a, const char *words)
{
	struct buf text = BUF_INIT;
	struct str rest, line, row;
	unsigned long n = 0;
	struct diag d;

	diag_init(&d);
	assert_int_equal(
	    fs_read(&d, &text, "content/pages/about/method.md", LIMIT_CONTENT_FILE), 0);
	for (rest = buf_str(&text); str_split(&rest, '\n', &line);)
		if (str_starts(line, arena_printf(a, "| %s |", words))) {
			row = str_skip(line, str_find(line, " in 100 | "));
			row = str_skip(row, strlen(" in 100 | "));
			row.n = str_chr(row, ' ');
			assert_true(str_to_uint(row, 100, &n));
		}
	buf_free(&text);
	diag_free(&d);
	return n;
}

/* An answer and the method page name the same figures, and they are those of tests/gold. */
static void
test_figures(void **state)
{
	struct buf text = BUF_INIT;
	struct str rest, line;
	struct arena a;
	struct diag d;
	int found = 0;

	(void)state;
	diag_init(&d);
	arena_init(&a, 0);
	assert_int_equal(said_right(&a, "Very likely"), LABEL_LIKELY_RIGHT);
	assert_int_equal(said_right(&a, "Probably"), LABEL_PROBABLY_RIGHT);
	assert_int_equal(fs_read(&d, &text, "tests/gold/baseline.tsv", LIMIT_CONTENT_FILE), 0);
	for (rest = buf_str(&text); str_split(&rest, '\n', &line);) {
		bool likely = str_starts(line, "precision(very-likely)\t");

		if (!likely && !str_starts(line, "precision(probably)\t"))
			continue;
		found++;
		line = str_skip(line, str_chr(line, '\t') + 1);
		assert_int_equal((int)(100 * strtod(line.p, NULL)),
		    likely ? LABEL_LIKELY_RIGHT : LABEL_PROBABLY_RIGHT);
	}
	assert_int_equal(found, 2);
	buf_free(&text);
	arena_free(&a);
	diag_free(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_chance),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_figures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
