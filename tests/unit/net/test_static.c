/* Which file answers which path, and that none outside the root ever does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/fs.h"
#include "net/static.h"

struct tree {
	struct arena arena;
	char dir[32]; /* holds secret.txt and root/ */
	int root;
};

static void
put(struct tree *t, const char *path, const char *text)
{
	struct diag d;
	const char *full = fs_join(&t->arena, t->dir, path);

	diag_init(&d);
	assert_int_equal(fs_mkdirs_for(&d, full), 0);
	assert_int_equal(fs_write(&d, full, str_of(text)), 0);
	diag_free(&d);
}

static void
set_link(struct tree *t, const char *target, const char *path)
{
	assert_int_equal(symlink(target, fs_join(&t->arena, t->dir, path)), 0);
}

static int
setup(void **state)
{
	struct tree *t = test_calloc(1, sizeof(*t));

	arena_init(&t->arena, 0);
	(void)snprintf(t->dir, sizeof(t->dir), "/tmp/static-XXXXXX");
	assert_non_null(mkdtemp(t->dir));
	put(t, "secret.txt", "secret");
	put(t, "root/index.html", "home");
	put(t, "root/404.html", "lost");
	put(t, "root/es/404.html", "perdido");
	put(t, "root/find/index.html", "find");
	put(t, "root/a b/c&d.txt", "space");
	put(t, "root/caf\xC3\xA9.css", "coffee");
	put(t, "root/empty.txt", "");
	put(t, "root/noindex/x.json", "{}");
	put(t, "root/.git/config", "hidden");
	put(t, "root/sub/.hidden", "hidden");
	put(t, "root/..data", "hidden");
	put(t, "root/weird\\name", "backslash");
	set_link(t, "../secret.txt", "root/link.txt");
	set_link(t, "..", "root/up");
	set_link(t, "/", "root/slash");
	set_link(t, "find", "root/inside");
	assert_int_equal(mkfifo(fs_join(&t->arena, t->dir, "root/fifo"), 0600), 0);
	t->root = open(fs_join(&t->arena, t->dir, "root"), O_PATH | O_DIRECTORY | O_CLOEXEC);
	assert_true(t->root >= 0);
	*state = t;
	return 0;
}

static int
teardown(void **state)
{
	struct tree *t = *state;
	struct diag d;

	diag_init(&d);
	assert_int_equal(fs_remove(&d, t->dir), 0);
	diag_free(&d);
	(void)close(t->root); /* O_PATH */
	arena_free(&t->arena);
	test_free(t);
	return 0;
}

static void
read_all(const struct static_file *f, char text[32])
{
	ssize_t n = read(f->fd, text, 31);

	assert_true(n >= 0);
	assert_int_equal(n, f->size);
	text[n] = '\0';
	(void)close(f->fd); /* read only */
}

static void
test_paths(void **state)
{
	static const struct {
		const char *path;
		int status;
		const char *text, *type; /* NULL: no file */
	} table[] = {
		{ "/", 200, "home", "text/html; charset=utf-8" },
		{ "/index.html", 200, "home", "text/html; charset=utf-8" },
		{ "/find/", 200, "find", "text/html; charset=utf-8" },
		{ "/find/index.html", 200, "find", "text/html; charset=utf-8" },
		{ "/find", 301, NULL, NULL },
		{ "/noindex", 301, NULL, NULL },
		{ "/noindex/", 404, "lost", "text/html; charset=utf-8" },
		{ "/noindex/x.json", 200, "{}", "application/json" },
		{ "/a%20b/c%26d.txt", 200, "space", "text/plain; charset=utf-8" },
		{ "/a b/c&d.txt", 200, "space", "text/plain; charset=utf-8" },
		{ "/a+b/c&d.txt", 404, "lost", "text/html; charset=utf-8" },
		{ "/caf%C3%A9.css", 200, "coffee", "text/css; charset=utf-8" },
		{ "/%66ind%2findex.html", 200, "find", "text/html; charset=utf-8" },
		{ "/empty.txt", 200, "", "text/plain; charset=utf-8" },
		{ "/404.html", 200, "lost", "text/html; charset=utf-8" },
		/* decoded once, not twice */
		{ "/%2566ind/", 404, "lost", "text/html; charset=utf-8" },
		/* not a page */
		{ "", 404, "lost", "text/html; charset=utf-8" },
		{ "find/", 404, "lost", "text/html; charset=utf-8" },
		{ "/nowhere", 404, "lost", "text/html; charset=utf-8" },
		{ "/es/nowhere", 404, "perdido", "text/html; charset=utf-8" },
		{ "/es/no/where/", 404, "perdido", "text/html; charset=utf-8" },
		{ "/%65s/nowhere", 404, "perdido", "text/html; charset=utf-8" },
		{ "/essay", 404, "lost", "text/html; charset=utf-8" },
		{ "/index.html/", 404, "lost", "text/html; charset=utf-8" },
		{ "/index.html/x", 404, "lost", "text/html; charset=utf-8" },
		{ "/fifo", 404, "lost", "text/html; charset=utf-8" },
		/* ways out, and things that are not shown */
		{ "//", 404, "lost", "text/html; charset=utf-8" },
		{ "//find/", 404, "lost", "text/html; charset=utf-8" },
		{ "/find//index.html", 404, "lost", "text/html; charset=utf-8" },
		{ "/..", 404, "lost", "text/html; charset=utf-8" },
		{ "/../secret.txt", 404, "lost", "text/html; charset=utf-8" },
		{ "/%2e%2e/secret.txt", 404, "lost", "text/html; charset=utf-8" },
		{ "/%2e%2e%2fsecret.txt", 404, "lost", "text/html; charset=utf-8" },
		{ "/find/../index.html", 404, "lost", "text/html; charset=utf-8" },
		{ "/find/../../secret.txt", 404, "lost", "text/html; charset=utf-8" },
		{ "/./index.html", 404, "lost", "text/html; charset=utf-8" },
		{ "/link.txt", 404, "lost", "text/html; charset=utf-8" },
		{ "/up/secret.txt", 404, "lost", "text/html; charset=utf-8" },
		{ "/slash/etc/passwd", 404, "lost", "text/html; charset=utf-8" },
		{ "/up", 404, "lost", "text/html; charset=utf-8" },
		{ "/inside/index.html", 404, "lost", "text/html; charset=utf-8" },
		{ "/.git/config", 404, "lost", "text/html; charset=utf-8" },
		{ "/sub/.hidden", 404, "lost", "text/html; charset=utf-8" },
		{ "/..data", 404, "lost", "text/html; charset=utf-8" },
		{ "/weird\\name", 404, "lost", "text/html; charset=utf-8" },
		{ "/weird%5cname", 404, "lost", "text/html; charset=utf-8" },
		{ "/index.html%00.txt", 404, "lost", "text/html; charset=utf-8" },
		{ "/%00", 404, "lost", "text/html; charset=utf-8" },
		{ "/find%0a/", 404, "lost", "text/html; charset=utf-8" },
		{ "/%zz", 404, "lost", "text/html; charset=utf-8" },
		{ "/%", 404, "lost", "text/html; charset=utf-8" },
	};
	struct tree *t = *state;
	struct static_file f;
	char text[32];
	size_t i;

	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		static_find(t->root, STR("GET"), str_of(table[i].path), &f);
		if (f.status != table[i].status)
			print_error("%s:\n", table[i].path);
		assert_int_equal(f.status, table[i].status);
		assert_int_equal(f.fd >= 0, table[i].text != NULL);
		if (f.fd < 0)
			continue;
		read_all(&f, text);
		assert_string_equal(text, table[i].text);
		assert_string_equal(f.content_type, table[i].type);
	}
}

static void
test_methods(void **state)
{
	static const char *const refused[] = { "POST", "PUT", "DELETE", "get", "", "GETX" };
	struct tree *t = *state;
	struct static_file f;
	size_t i;

	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		static_find(t->root, str_of(refused[i]), STR("/"), &f);
		assert_int_equal(f.status, 405);
		assert_int_equal(f.fd, -1);
	}
	static_find(t->root, STR("HEAD"), STR("/"), &f);
	assert_int_equal(f.status, 200);
	(void)close(f.fd); /* read only */
}

static void
test_no_404_page(void **state)
{
	struct tree *t = *state;
	struct static_file f;
	int dir = openat(t->root, "noindex", O_PATH | O_DIRECTORY);

	static_find(dir, STR("GET"), STR("/nowhere"), &f);
	assert_int_equal(f.status, 404);
	assert_int_equal(f.fd, -1);
	(void)close(dir); /* O_PATH */
}

static void
etag_of(struct tree *t, const char *path, char etag[STATIC_ETAG])
{
	struct static_file f;

	static_find(t->root, STR("GET"), str_of(path), &f);
	assert_int_equal(f.status, 200);
	memcpy(etag, f.etag, STATIC_ETAG);
	(void)close(f.fd); /* read only */
}

static void
test_etag(void **state)
{
	struct tree *t = *state;
	char one[STATIC_ETAG], two[STATIC_ETAG], other[STATIC_ETAG];
	struct buf list = BUF_INIT;

	etag_of(t, "/find/", one);
	etag_of(t, "/find/", two);
	etag_of(t, "/", other);
	assert_string_equal(one, two);
	assert_string_not_equal(one, other);
	assert_true(one[0] == '"' && str_ends(str_of(one), "\""));
	put(t, "root/find/index.html", "fine"); /* as long as before */
	etag_of(t, "/find/", two);
	assert_string_not_equal(one, two);

	assert_true(static_matches(str_of(one), one));
	assert_true(static_matches(STR("*"), one));
	assert_false(static_matches(STR(""), one));
	assert_false(static_matches(str_of(other), one));
	buf_addf(&list, "%s, W/%s", other, one);
	assert_true(static_matches(buf_str(&list), one));
	assert_false(static_matches(buf_str(&list), two));
	buf_free(&list);
}

static void
test_location(void **state)
{
	static const struct {
		const char *path, *query, *expect;
	} table[] = {
		{ "/find", "", "/find/" },
		{ "/find", "q=a%20b&x", "/find/?q=a%20b&x" },
		{ "/a b", "", "/a%20b/" },
		{ "/a%20b%3f", "", "/a%20b%3F/" },
		{ "/%0d%0aX: y", "", "/%0D%0AX:%20y/" },
	};
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		buf_clear(&b);
		static_location(&b, str_of(table[i].path), str_of(table[i].query));
		assert_string_equal(b.p, table[i].expect);
	}
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_paths, setup, teardown),
		cmocka_unit_test_setup_teardown(test_methods, setup, teardown),
		cmocka_unit_test_setup_teardown(test_no_404_page, setup, teardown),
		cmocka_unit_test_setup_teardown(test_etag, setup, teardown),
		cmocka_unit_test(test_location),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
