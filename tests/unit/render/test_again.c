/* What builds before rendered: found again by what it can show, and whatever befalls the file, nothing else is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "base/fs.h"
#include "render/again.h"

#define PAGES 5

static char dir[] = "/tmp/cee-again-XXXXXX";

static int
setup(void **state)
{
	(void)state;
	return mkdtemp(dir) != NULL ? 0 : -1;
}

static int
teardown(void **state)
{
	struct diag d;
	int rc;

	(void)state;
	diag_init(&d);
	rc = fs_remove(&d, dir);
	diag_free(&d);
	return rc;
}

/* Page I, which can show what HOW says. */
static struct again_page
page(struct arena *a, size_t i, const char *how)
{
	char *sha = arena_alloc(a, HASH_HEX), *reach = arena_alloc(a, HASH_HEX);

	hash_hex(reach, str_of(arena_printf(a, "%s %zu", how, i)));
	hash_hex(sha, str_of(arena_printf(a, "%zu %s", i, how)));
	return (struct again_page){ .url = arena_printf(a, "/p%zu/", PAGES - i),
		.reach = reach,
		.sha = sha,
		.size = 1000 + i,
		.head_title = arena_printf(a, "Page %zu", i),
		.sitemap = str_of(i % 2 == 0 ? "<url/>" : ""),
		.indexed = i % 2 == 0 };
}

static void
keep(struct arena *a, const char *how)
{
	struct again *g = again_open(dir);
	size_t i;

	for (i = 0; i < PAGES; i++) {
		struct again_page p = page(a, i, how);

		again_note(g, &p);
	}
	again_save(g, dir);
	again_close(g);
}

/* How many are found; each as it was kept. */
static size_t
found(struct arena *a, const char *how)
{
	struct again *g = again_open(dir);
	size_t i, n = 0;

	for (i = 0; i < PAGES; i++) {
		struct again_page p = page(a, i, how), q;

		if (!again_find(g, p.url, p.reach, &q))
			continue;
		n++;
		assert_string_equal(p.url, q.url);
		assert_string_equal(p.sha, q.sha);
		assert_int_equal(p.size, q.size);
		assert_string_equal(p.head_title, q.head_title);
		assert_true(str_eq(p.sitemap, q.sitemap));
		assert_int_equal(p.indexed, q.indexed);
	}
	again_close(g);
	return n;
}

static void
test_found(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, 0);
	assert_int_equal(found(&a, "x"), 0);
	keep(&a, "x");
	assert_int_equal(found(&a, "x"), PAGES);
	assert_int_equal(found(&a, "y"), 0);
	keep(&a, "y");
	assert_int_equal(found(&a, "x"), 0);
	assert_int_equal(found(&a, "y"), PAGES);
	arena_free(&a);
}

/* A bit of it turned, and its end cut off, wherever that is. */
static void
test_damaged(void **state)
{
	struct buf good = BUF_INIT, bad = BUF_INIT;
	const char *path;
	struct arena a;
	struct diag d;
	size_t i;

	(void)state;
	arena_init(&a, 0);
	diag_init(&d);
	path = fs_join(&a, dir, ".rendered");
	keep(&a, "x");
	assert_int_equal(fs_read(&d, &good, path, 1 << 20), 0);
	for (i = 0; i < good.n; i++) {
		buf_clear(&bad);
		buf_addstr(&bad, buf_str(&good));
		bad.p[i] = (char)(bad.p[i] ^ (1 << (i % 8)));
		assert_int_equal(fs_write(&d, path, buf_str(&bad)), 0);
		assert_int_equal(found(&a, "x"), 0);
		buf_truncate(&bad, i);
		memcpy(bad.p, good.p, i);
		assert_int_equal(fs_write(&d, path, buf_str(&bad)), 0);
		assert_int_equal(found(&a, "x"), 0);
	}
	assert_int_equal(fs_write(&d, path, buf_str(&good)), 0);
	assert_int_equal(found(&a, "x"), PAGES);
	buf_free(&good);
	buf_free(&bad);
	diag_free(&d);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_found),
		cmocka_unit_test(test_damaged) };

	return cmocka_run_group_tests(tests, setup, teardown);
}
