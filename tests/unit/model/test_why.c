/* Why an address has a page, or has none: each way of writing it, each state. */
#include "model/why.h"
#include "unit/model/tree.h"

static void
addresses(void **state)
{
	static const struct tree_file files[] = {
		{ "pages/a.md", "---\ntitle: A\ndescription: d\nreviewed: 2026-11-21\n"
				"redirect_from: [/old/]\n---\nx\n" },
		{ "pages/draft.md", "---\ntitle: A\ndescription: d\nreviewed: 2026-11-21\n"
				    "draft: true\n---\nx\n" },
		{ "pages/later.md", "---\ntitle: A\ndescription: d\nreviewed: 2026-11-21\n"
				    "publish_on: 2026-12-01 09:00\n---\nx\n" },
		{ "pages/gone.md", "---\ntitle: A\ndescription: d\nreviewed: 2026-11-21\n"
				   "expires_on: 2026-11-01\n---\nx\n" },
		{ NULL, NULL },
	};
	static const struct {
		const char *address, *url;
		enum why_kind kind;
		const char *file;
		unsigned line;
		int64_t when;
	} cases[] = {
		{ "/a/", "/a/", WHY_PAGE, "content/pages/a.md", 0, 0 },
		{ "a", "/a/", WHY_PAGE, "content/pages/a.md", 0, 0 },
		{ " https://example.gov/a?x=1 ", "/a/", WHY_PAGE, "content/pages/a.md", 0, 0 },
		{ "/a/index.html#part", "/a/", WHY_PAGE, "content/pages/a.md", 0, 0 },
		{ "/", "/", WHY_PAGE, "content/pages/index.md", 0, 0 },
		{ "", "/", WHY_PAGE, "content/pages/index.md", 0, 0 },
		{ "https://example.gov", "/", WHY_PAGE, "content/pages/index.md", 0, 0 },
		{ "/hts/6109", "/hts/6109/", WHY_PART, "content/scopes/61.md", 12, 0 },
		{ "/hts/61/", "/hts/61/", WHY_PAGE, "content/scopes/61.md", 0, 0 },
		{ "/feed.xml", "/feed.xml", WHY_MADE, NULL, 0, 0 },
		{ "/products/t", "/products/t/", WHY_MADE, NULL, 0, 0 },
		{ "/old", "/old/", WHY_REDIRECT, "content/pages/a.md", 5, 0 },
		{ "/draft/", "/draft/", WHY_DRAFT, "content/pages/draft.md", 5, 0 },
		{ "/later/", "/later/", WHY_NOT_YET, "content/pages/later.md", 5, 1796133600 },
		{ "/gone/", "/gone/", WHY_EXPIRED, "content/pages/gone.md", 5, 1793505600 },
		{ "/faq/whta/", "/faq/whta/", WHY_NOTHING, NULL, 0, 0 },
		{ "/hts/9999/", "/hts/9999/", WHY_NOTHING, NULL, 0, 0 },
	};
	struct tree t;
	struct arena a;
	size_t i;

	(void)state;
	tree_load(&t, files);
	assert_string_equal(t.messages, "");
	arena_init(&a, 0);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct why w = why_explain(&a, &t.site, cases[i].address);

		assert_string_equal(w.url, cases[i].url);
		if (w.kind != cases[i].kind)
			fail_msg("%s: kind %d", cases[i].address, (int)w.kind);
		if (cases[i].file == NULL)
			assert_null(w.loc.file);
		else
			assert_string_equal(w.loc.file, cases[i].file);
		assert_int_equal(w.loc.line, cases[i].line);
		assert_int_equal(w.when, cases[i].when);
	}
	assert_string_equal(why_explain(&a, &t.site, "/faq/whta/").near, "/faq/what/");
	arena_free(&a);
	tree_free(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(addresses) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
