#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/sort.h"

/* Compared by its first byte alone: the second tells whether equals stay in their order. */
struct thing {
	unsigned char key, number, more[3];
};

static size_t compared;

static int
by_key(const void *x, const void *y)
{
	const struct thing *a = x, *b = y;

	compared++;
	return (a->key > b->key) - (a->key < b->key);
}

static void
test_orders(void **state)
{
	static const struct {
		const char *in, *out;
		size_t least; /* comparisons; 0: any number */
	} cases[] = {
		{ "", "", 0 },
		{ "a", "a", 0 },
		{ "abcdefgh", "abcdefgh", 7 },
		{ "aabb", "aabb", 3 },
		{ "hgfedcba", "abcdefgh", 7 },
		{ "ba", "ab", 1 },
		{ "abdc", "abcd", 0 },
		{ "bbaa", "aabb", 0 },
		{ "efghabcd", "abcdefgh", 0 },
		{ "azbycxdwev", "abcdevwxyz", 0 },
		{ "zaybxcwdveuftgshriqjpkolnmzaybxcwdveuftgshriqjpkolnm",
		    "aabbccddeeffgghhiijjkkllmmnnooppqqrrssttuuvvwwxxyyzz", 0 },
	};
	struct thing v[64];
	size_t i, k, n;

	(void)state;
	sort_by(NULL, 0, 1, by_key);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		n = strlen(cases[i].in);
		for (k = 0; k < n; k++)
			v[k] = (struct thing){ (unsigned char)cases[i].in[k], (unsigned char)k,
				{ 1, 2, 3 } };
		compared = 0;
		sort_by(v, n, sizeof(v[0]), by_key);
		for (k = 0; k < n; k++) {
			assert_int_equal(v[k].key, cases[i].out[k]);
			assert_int_equal(v[k].more[2], 3);
			assert_true(k == 0 || v[k - 1].key != v[k].key ||
				    v[k - 1].number < v[k].number);
		}
		if (cases[i].least > 0)
			assert_int_equal(compared, cases[i].least);
	}
}

/* Runs of any number, up and down: in order, equals in theirs, nothing lost. */
static void
test_runs(void **state)
{
	struct thing v[500];
	unsigned seen[256];
	size_t round, i, n;
	unsigned r = 1;

	(void)state;
	for (round = 0; round < 2000; round++) {
		unsigned key = 0, step = 0, sum = 0;

		n = round % 500;
		for (i = 0; i < n; i++) {
			r = r * 1103515245 + 12345;
			if ((r >> 16) % (round % 60 + 2) == 0)
				step = (r >> 20) % 4;
			key += step - 1;
			v[i] = (struct thing){ (unsigned char)key, (unsigned char)(i % 250),
				{ 0 } };
			memcpy(v[i].more, &i, 2);
			sum += key & 255;
		}
		sort_by(v, n, sizeof(v[0]), by_key);
		memset(seen, 0, sizeof(seen));
		for (i = 0; i < n; i++) {
			uint16_t was = 0;

			memcpy(&was, v[i].more, 2);
			sum -= v[i].key;
			assert_true(i == 0 || v[i - 1].key <= v[i].key);
			assert_true(seen[v[i].key] <= was);
			seen[v[i].key] = was + 1u;
		}
		assert_int_equal(sum, 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_orders),
		cmocka_unit_test(test_runs) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
