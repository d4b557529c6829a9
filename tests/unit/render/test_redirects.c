/* Former addresses: which can be files of the site, and what stands in redirects.map. */
#include "scratch.h"

#include "base/buf.h"
#include "render/redirects.h"
#include "tiny.h"

static void
test_paths(void **state)
{
	static const struct {
		const char *from, *path; /* NULL: an error */
	} cases[] = {
		{ "/old/", "/old/index.html" },
		{ "/old", "/old/index.html" },
		{ "/old/page.html", "/old/page.html" },
		{ "/a.b/c", "/a.b/c/index.html" },
		{ "/code/8471/", "/code/8471/index.html" },
		{ "/a(b)~c/", "/a(b)~c/index.html" },
		{ "/", NULL },
		{ "//", NULL },
		{ "//evil.example/", NULL },
		{ "/a//b/", NULL },
		{ "/../etc/passwd", NULL },
		{ "/a/../b/", NULL },
		{ "/a/./b/", NULL },
		{ "/.htaccess", NULL },
		{ "/a?b=c", NULL },
		{ "/a#b", NULL },
		{ "/a%2e%2e/", NULL },
		{ "/a\\b/", NULL },
		{ "/a;b/", NULL },
		{ "/a\"b/", NULL },
	};
	struct scratch *s = *state;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct redirects r;
		struct tiny t;
		size_t before = s->diag.errors;

		tiny_init(&t);
		t.redirect[0] = cases[i].from;
		t.pages[4].redirect_from = (struct strings){ t.redirect, 1 };
		if (cases[i].path == NULL) {
			assert_int_equal(
			    redirects_collect(&s->diag, &s->arena, &t.site, &r), -1);
			assert_int_equal(s->diag.errors, before + 1);
			assert_string_equal(
			    s->diag.msgs[s->diag.n - 1].loc.file, "content/x.md");
		} else {
			assert_int_equal(
			    redirects_collect(&s->diag, &s->arena, &t.site, &r), 0);
			assert_int_equal(r.n, 1);
			assert_string_equal(r.v[0].path, cases[i].path);
		}
	}
}

static void
test_map(void **state)
{
	struct scratch *s = *state;
	struct buf b = BUF_INIT;
	struct redirects r;
	struct tiny t;

	tiny_init(&t);
	t.redirect[0] = "/z/";
	t.redirect[1] = "/a.html";
	t.redirect[2] = "/m/";
	t.pages[4].redirect_from = (struct strings){ t.redirect, 2 };
	t.pages[0].redirect_from = (struct strings){ t.redirect + 2, 1 };
	assert_int_equal(redirects_collect(&s->diag, &s->arena, &t.site, &r), 0);
	redirects_map(&b, &r);
	assert_string_equal(b.p, "/a.html /about/\n/m/ /centers/cloth/\n/z/ /about/\n");
	buf_free(&b);
	/* Pages that are not on the site redirect nothing. */
	t.pages[4].live = false;
	assert_int_equal(redirects_collect(&s->diag, &s->arena, &t.site, &r), 0);
	assert_int_equal(r.n, 1);
}

static void
test_claimed_twice(void **state)
{
	struct scratch *s = *state;
	struct redirects r;
	struct tiny t;

	tiny_init(&t);
	t.redirect[0] = "/old/";
	t.redirect[1] = "/old";
	t.pages[4].redirect_from = (struct strings){ t.redirect, 1 };
	t.pages[0].redirect_from = (struct strings){ t.redirect + 1, 1 };
	assert_int_equal(redirects_collect(&s->diag, &s->arena, &t.site, &r), -1);
	assert_true(scratch_says(s, "is also that of content/x.md"));
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, scratch_setup, scratch_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_paths),
		CASE(test_map),
		CASE(test_claimed_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
