#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/near.h"

static void
distances(void **state)
{
	static const struct {
		const char *a, *b;
		unsigned d;
	} cases[] = {
		{ "", "", 0 },
		{ "", "abc", 3 },
		{ "abc", "abc", 0 },
		{ "abc", "abcd", 1 },
		{ "abc", "bc", 1 },
		{ "abc", "axc", 1 },
		{ "abc", "acb", 1 },
		{ "ab", "ba", 1 },
		{ "kitten", "sitting", 3 },
		{ "sunday", "saturday", 3 },
		{ "titel", "title", 1 },
		{ "centre", "center", 1 },
		{ "jewelery", "jewelry", 1 },
		{ "abcd", "badc", 2 },
		{ "ca", "abc", 3 }, /* a swap may not be edited again */
		{ "aaaa", "bbbb", 4 },
		{ "a", "A", 1 },
		{ "\xC3\xB1", "n", 2 },
	};
	unsigned max;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct str a = str_of(cases[i].a), b = str_of(cases[i].b);

		for (max = 0; max < 6; max++) {
			unsigned want = cases[i].d <= max ? cases[i].d : max + 1;

			if (near_distance(a, b, max) != want)
				fail_msg("%s, %s, at most %u: %u", cases[i].a, cases[i].b, max,
				    near_distance(a, b, max));
			assert_int_equal(near_distance(b, a, max), want);
		}
	}
}

/* By hand: delete, insert, replace or swap at every place of a word is one edit. */
static void
one_edit(void **state)
{
	const char word[] = "petroleum";
	const size_t n = sizeof(word) - 1;
	char w[16];
	size_t i;

	(void)state;
	for (i = 0; i <= n; i++) {
		memcpy(w, word, i);
		w[i] = 'x';
		memcpy(w + i + 1, word + i, n - i + 1);
		assert_int_equal(near_distance(str_of(w), str_of(word), 2), 1);
		if (i == n)
			continue;
		memcpy(w, word, n + 1);
		w[i] = 'x';
		assert_int_equal(near_distance(str_of(w), str_of(word), 2), 1);
		memcpy(w, word, i);
		memcpy(w + i, word + i + 1, n - i);
		assert_int_equal(near_distance(str_of(w), str_of(word), 2), 1);
		memcpy(w, word, n + 1);
		w[i] = word[i + 1 < n ? i + 1 : 0];
		w[i + 1 < n ? i + 1 : 0] = word[i];
		assert_int_equal(near_distance(str_of(w), str_of(word), 2), i + 1 < n ? 1 : 2);
	}
}

static void
long_words(void **state)
{
	char a[66], b[66];

	(void)state;
	memset(a, 'a', sizeof(a));
	memset(b, 'a', sizeof(b));
	b[10] = 'b';
	assert_int_equal(near_distance((struct str){ a, 64 }, (struct str){ b, 64 }, 2), 1);
	assert_int_equal(near_distance((struct str){ a, 65 }, (struct str){ a, 65 }, 2), 3);
	assert_int_equal(near_distance((struct str){ a, 64 }, (struct str){ b, 65 }, 2), 3);
	assert_null(near_best((struct str){ a, 65 }, (const char *const[]){ "a" }, 1));
}

static void
best(void **state)
{
	static const char *const keys[] = {
		"title",
		"center",
		"city",
		"sources",
		"Reviewed",
		NULL,
		"site",
		"cite",
		"number",
	};
	static const struct {
		const char *word, *found;
	} cases[] = {
		{ "title", "title" },
		{ "titel", "title" },
		{ "tilte", "title" },
		{ "TITLE", "title" },
		{ "centre", "center" },
		{ "source", "sources" },
		{ "surces", "sources" },
		{ "reveiwed", "Reviewed" },
		{ "nummer", "number" },
		{ "nubmers", "number" },
		{ "numnumber", NULL }, /* three edits */
		{ "citi", "city" }, /* short: one edit; the first of equals */
		{ "tity", "city" },
		{ "cxyz", NULL },
		{ "si", NULL },
		{ "", NULL },
		{ "x", NULL },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *got =
		    near_best(str_of(cases[i].word), keys, sizeof(keys) / sizeof(keys[0]));

		if (got == NULL || cases[i].found == NULL ? got != cases[i].found
							  : strcmp(got, cases[i].found) != 0)
			fail_msg("%s: %s", cases[i].word, got != NULL ? got : "none");
	}
	assert_null(near_best(STR("title"), NULL, 0));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(distances),
		cmocka_unit_test(one_edit),
		cmocka_unit_test(long_words),
		cmocka_unit_test(best),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
