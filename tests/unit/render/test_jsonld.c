/* JSON-LD: where it is said, where it is not, and that it cannot end the element it stands in. */
#include "scratch.h"

#include "render/jsonld.h"

/* The values of a page with the title TITLE and the address URL, whole or not. */
static struct value *
page(struct arena *a, const char *title, const char *url, bool canonical)
{
	struct value *root = value_map(a), *site = value_set_map(root, "site");
	struct value *v = value_set_map(root, "page");

	value_set_cstr(site, "title", "The site");
	value_set_cstr(site, "base_url", "https://example.org");
	value_set_cstr(v, "title", title);
	value_set_cstr(v, "description", "Says <b>&amp;</b>");
	value_set_cstr(v, "crumb", title);
	value_set_list(v, "crumbs");
	value_set_cstr(v, "url", url);
	value_set_cstr(v, "lang", "en");
	value_set_cstr(v, "canonical", canonical ? "https://example.org/x/" : NULL);
	return root;
}

static void
test_where(void **state)
{
	struct scratch *s = *state;
	struct arena *a = &s->arena;
	struct value *whole = page(a, "A", "/x/", true);

	assert_non_null(jsonld_page(a, "page", whole));
	assert_null(jsonld_page(a, "redirect", whole));
	assert_null(jsonld_page(a, "shell", page(a, "A", NULL, false)));
	assert_null(jsonld_page(a, "404", page(a, "A", "/404.html", false)));
	assert_non_null(strstr(jsonld_page(a, "page", whole), "\"BreadcrumbList\""));
	assert_null(strstr(jsonld_page(a, "home", whole), "\"BreadcrumbList\""));
	assert_non_null(strstr(jsonld_page(a, "home", whole), "\"SearchAction\""));
}

/* A title that would end the script element, and one that would begin a comment in it. */
static void
test_no_way_out(void **state)
{
	static const char *const titles[] = { "</script><script>alert(1)</script>",
		"<!--<script>", "\"},{\"@type\":\"Evil", "\xE2\x80\xA8" };
	struct scratch *s = *state;
	size_t i;

	for (i = 0; i < sizeof(titles) / sizeof(titles[0]); i++) {
		struct value *root = page(&s->arena, titles[i], "/x/", true);
		const char *json = jsonld_page(&s->arena, "glossary", root);

		assert_non_null(json);
		assert_null(strchr(json, '<'));
		assert_null(strstr(json, "\"@type\":\"Evil"));
		assert_null(strstr(json, "\xE2\x80\xA8"));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_where, scratch_setup, scratch_teardown),
		cmocka_unit_test_setup_teardown(
		    test_no_way_out, scratch_setup, scratch_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
