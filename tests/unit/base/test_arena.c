#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <stdalign.h>
#include <string.h>

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"

/* Every object is zeroed, aligned for any type, and shares no byte with another. */
static void
objects_are_apart(void **state)
{
	enum { N = 400 };
	static unsigned char *p[N];
	struct arena a;
	size_t i, j, total = 0;

	(void)state;
	arena_init(&a, 0);
	for (i = 0; i < N; i++) {
		p[i] = arena_alloc(&a, i);
		assert_non_null(p[i]);
		assert_int_equal((uintptr_t)p[i] % alignof(max_align_t), 0);
		for (j = 0; j < i; j++)
			assert_int_equal(p[i][j], 0);
		if (i > 0)
			memset(p[i], (int)(i % 255 + 1), i);
		total += i;
	}
	for (i = 0; i < N; i++)
		for (j = 0; j < i; j++)
			assert_int_equal(p[i][j], i % 255 + 1);
	assert_true(arena_used(&a) >= total);
	arena_free(&a);
	assert_int_equal(arena_used(&a), 0);
	assert_null(a.head);
}

static void
reset_keeps_memory_but_no_object(void **state)
{
	struct arena a;
	unsigned char *p;
	size_t i, j;

	(void)state;
	arena_init(&a, 1000);
	arena_reset(&a); /* of an empty one */
	for (i = 0; i < 20; i++) {
		for (j = 0; j < 30; j++) {
			p = arena_alloc(&a, 50);
			assert_int_equal(p[0] | p[49], 0); /* zeroed again */
			memset(p, 0xAA, 50);
		}
		assert_true(arena_full(&a));
		arena_reset(&a);
		assert_int_equal(arena_used(&a), 0);
		assert_false(arena_full(&a));
		assert_int_equal(a.limit, 1000);
		assert_non_null(a.head);
	}
	arena_free(&a);
}

/* The limit is soft: it is told, and allocation goes on. */
static void
limit(void **state)
{
	struct arena a, none;
	size_t i;

	(void)state;
	arena_init(&a, 256);
	arena_init(&none, 0);
	assert_false(arena_full(&a));
	(void)arena_alloc(&a, 256);
	assert_false(arena_full(&a));
	assert_non_null(arena_alloc(&a, 1));
	assert_true(arena_full(&a));
	for (i = 0; i < 100; i++)
		(void)arena_alloc(&none, 10000);
	assert_false(arena_full(&none));
	arena_free(&a);
	arena_free(&none);
	arena_free(NULL);
}

static void
copies(void **state)
{
	struct arena a;
	char *long_text;
	size_t i;

	(void)state;
	arena_init(&a, 0);
	assert_string_equal(arena_strdup(&a, ""), "");
	assert_string_equal(arena_strdup(&a, "shoes"), "shoes");
	assert_string_equal(arena_strndup(&a, "shoes and boots", 5), "shoes");
	assert_string_equal(arena_strndup(&a, NULL, 0), "");
	assert_memory_equal(arena_strndup(&a, "a\0b", 3), "a\0b\0", 4);
	assert_string_equal(arena_printf(&a, "%s-%d", "x", 7), "x-7");
	assert_string_equal(arena_printf(&a, "%s", ""), "");
	assert_string_equal(arena_join(&a, "", "", ""), "");
	assert_string_equal(arena_join(&a, "a", "/", "bc"), "a/bc");
	for (i = 0; i < 200; i++) { /* wherever a block ends */
		char *s = arena_printf(
		    &a, "%.*s%d", (int)(i % 40), "0123456789012345678901234567890123456789", 7);

		assert_int_equal(strlen(s), i % 40 + 1);
		assert_int_equal(s[i % 40], '7');
	}
	long_text = arena_printf(&a, "%05000d", 0);
	assert_int_equal(strlen(long_text), 5000);
	for (i = 0; i < 5000; i++)
		assert_int_equal(long_text[i], '0');
	arena_free(&a);
}

static void
growing_arrays(void **state)
{
	struct arena a;
	uint32_t *v = NULL, *before;
	size_t n = 0, cap = 0, moves = 0;

	(void)state;
	arena_init(&a, 0);
	while (n < 5000) {
		before = v;
		v = arena_grow(&a, v, n, &cap, sizeof(*v));
		assert_true(n < cap);
		moves += v != before;
		v[n] = (uint32_t)n;
		n++;
	}
	while (n-- > 0)
		assert_int_equal(v[n], n);
	assert_true(moves < 16); /* doubled, not added to */
	arena_free(&a);
}

static void
arena_past_its_end(void)
{
	struct arena a;

	arena_init(&a, 0);
	(void)arena_alloc(&a, 100);
	a.before = LIMIT_ARENA - 200; /* as if it were; a test has no use for two gigabytes */
	(void)arena_alloc(&a, 100);
	(void)arena_alloc(&a, 200);
}

static void
object_too_large(void)
{
	struct arena a;

	arena_init(&a, 0);
	(void)arena_alloc(&a, LIMIT_ARENA + 1);
}

static void
buffer_past_its_end(void)
{
	struct buf b = BUF_INIT;

	buf_adds(&b, "x");
	buf_reserve(&b, LIMIT_BUF);
}

/* What grows without end ends itself, and says why, before the machine is out of memory. */
static void
runaway(void **state)
{
	static void (*const jobs[])(
	    void) = { arena_past_its_end, object_too_large, buffer_past_its_end };
	char said[256];
	int ends[2], status;
	ssize_t n;
	size_t i;
	pid_t pid;

	(void)state;
	for (i = 0; i < sizeof(jobs) / sizeof(*jobs); i++) {
		assert_int_equal(pipe(ends), 0);
		pid = fork();
		if (pid == 0) {
			(void)dup2(ends[1], STDERR_FILENO); /* said stays empty then */
			(void)signal(SIGABRT, SIG_DFL); /* cmocka's would go on in the child */
			jobs[i]();
			_exit(0);
		}
		assert_int_equal(close(ends[1]), 0);
		n = read(ends[0], said, sizeof(said) - 1);
		assert_true(n > 0);
		said[n] = '\0';
		assert_non_null(strstr(said, "more than a gigabyte"));
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
		assert_int_equal(close(ends[0]), 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(objects_are_apart),
		cmocka_unit_test(reset_keeps_memory_but_no_object),
		cmocka_unit_test(limit),
		cmocka_unit_test(copies),
		cmocka_unit_test(growing_arrays),
		cmocka_unit_test(runaway),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
