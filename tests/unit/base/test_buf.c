#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"

/* What buf.h promises at any moment. */
static void
check(const struct buf *b, const char *want, size_t n)
{
	assert_non_null(b->p);
	assert_int_equal(b->n, n);
	assert_int_equal(b->p[b->n], 0);
	assert_true(b->n < b->cap || (b->cap == 0 && b->n == 0));
	assert_memory_equal(b->p, want, n);
}

static void
empty(void **state)
{
	struct buf a = BUF_INIT, b;

	(void)state;
	buf_init(&b);
	check(&a, "", 0);
	check(&b, "", 0);
	buf_add(&a, NULL, 0);
	buf_adds(&a, "");
	buf_addstr(&a, (struct str){ NULL, 0 });
	buf_clear(&a);
	check(&a, "", 0);
	assert_int_equal(a.cap, 0); /* nothing added, nothing allocated */
	assert_int_equal(buf_str(&a).n, 0);
	buf_free(&a);
	buf_free(&a);
	buf_free(&b);
}

/* As printf has them. */
static void
digits(void **state)
{
	static const uint64_t numbers[] = { 0, 1, 9, 10, 99, 100, 4294967296, UINT64_MAX };
	char want[32];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		struct buf b = BUF_INIT;

		(void)snprintf(want, sizeof(want), "%ju", (uintmax_t)numbers[i]); /* fits */
		buf_addu(&b, numbers[i]);
		check(&b, want, strlen(want));
		buf_free(&b);
	}
}

static void
adding(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	buf_adds(&b, "ab");
	buf_addc(&b, 'c');
	buf_addc(&b, '\0');
	buf_add(&b, "d\0e", 3);
	buf_addstr(&b, (struct str){ "fgh", 2 });
	buf_addf(&b, "%d%s", 12, "x");
	check(&b, "abc\0d\0efg12x", 12);
	assert_ptr_equal(buf_str(&b).p, b.p);
	buf_truncate(&b, 3);
	check(&b, "abc", 3);
	buf_truncate(&b, 3);
	check(&b, "abc", 3);
	buf_clear(&b);
	check(&b, "", 0);
	assert_true(b.cap > 0); /* the memory stays */
	buf_adds(&b, "again");
	check(&b, "again", 5);
	buf_free(&b);
	check(&b, "", 0);
	buf_adds(&b, "and again");
	check(&b, "and again", 9);
	buf_free(&b);
}

static void
growth(void **state)
{
	struct buf b = BUF_INIT;
	size_t i, cap;

	(void)state;
	for (i = 0; i < 100000; i++) {
		buf_addc(&b, (char)('a' + i % 26));
		assert_int_equal(b.p[b.n], 0);
	}
	for (i = 0; i < 100000; i++)
		assert_int_equal(b.p[i], 'a' + i % 26);
	assert_true(b.cap < 4 * b.n);
	buf_free(&b);
	buf_reserve(&b, 1000);
	check(&b, "", 0);
	cap = b.cap;
	assert_true(cap > 1000);
	for (i = 0; i < 1000; i++)
		buf_addc(&b, 'x');
	assert_int_equal(b.cap, cap); /* reserving was enough */
	buf_free(&b);
}

/* Formatted text of every length around each doubling. */
static void
formatted(void **state)
{
	struct buf b = BUF_INIT;
	char want[600];
	int i;

	(void)state;
	memset(want, ' ', sizeof(want));
	for (i = 1; i < 600; i++) {
		buf_clear(&b);
		buf_addf(&b, "%*s", i, "");
		check(&b, want, (size_t)i);
		buf_free(&b);
		buf_addf(&b, "%*s", i, "");
		check(&b, want, (size_t)i);
	}
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(empty),
		cmocka_unit_test(digits),
		cmocka_unit_test(adding),
		cmocka_unit_test(growth),
		cmocka_unit_test(formatted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
