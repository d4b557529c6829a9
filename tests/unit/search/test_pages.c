/* Questions about the Centers: what is one, and which pages answer it. */
#include "fixture.h"
#include "search/pages.h"

static void
test_intent(void **state)
{
	static const struct {
		const char *text;
		enum intent intent;
		const char *goods; /* NULL: not looked at */
	} cases[] = {
		{ "socks", INTENT_GOODS, NULL },
		{ "leather shoes for men", INTENT_GOODS, NULL },
		{ "air pumps", INTENT_GOODS, NULL },
		{ "what is a center of excellence", INTENT_QUESTION, NULL },
		{ "what is a CEE?", INTENT_QUESTION, NULL },
		{ "how do I appeal?", INTENT_QUESTION, NULL },
		{ "protest deadline", INTENT_QUESTION, NULL },
		{ "how do I contact the center", INTENT_QUESTION, NULL },
		{ "where is the Machinery Center", INTENT_QUESTION, NULL },
		{ "which center handles socks?", INTENT_BOTH, "socks" },
		{ "which center handles leather shoes", INTENT_BOTH, "leather shoes" },
		{ "who handles refrigerators", INTENT_BOTH, "refrigerators" },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct str goods = { "", 0 };
		enum intent got;
		struct query q;

		query_read(&q, &f->arena, f->store, str_of(cases[i].text), NULL, 0);
		got = intent_of(f->store, &f->arena, &q, &goods);
		if (got != cases[i].intent)
			fail_msg("\"%s\": %d, not %d", cases[i].text, (int)got,
			    (int)cases[i].intent);
		if (cases[i].goods != NULL)
			assert_str(goods, cases[i].goods);
	}
}

static void
test_pages(void **state)
{
	static const struct {
		const char *text, *url; /* NULL: no page */
	} cases[] = {
		{ "what is a CEE?", "/faq/what-is-a-center/" },
		{ "how long do I have to appeal", "/faq/appeal-deadline/" },
		{ "protest deadline", "/faq/protests/" },
		{ "where is the Machinery Center", "/centers/machinery/" },
		{ "protests", "/faq/protests/" },
		{ "zzzzqqqq", NULL },
		{ "", NULL },
		{ "the of and", NULL },
		{ "\" OR * NEAR(", NULL },
	};
	struct fixture *f = *state;
	size_t i, j;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct page_hits h;
		struct query q;

		query_read(&q, &f->arena, f->store, str_of(cases[i].text), NULL, 0);
		pages_find(&h, &f->arena, f->store, &q);
		if ((h.n == 0) != (cases[i].url == NULL))
			fail_msg("\"%s\": %zu pages", cases[i].text, h.n);
		if (h.n > 0 && strcmp(h.v[0].url, cases[i].url) != 0)
			fail_msg("\"%s\": %s", cases[i].text, h.v[0].url);
		for (j = 1; j < h.n; j++)
			assert_true(h.v[j].score <= h.v[j - 1].score);
	}
}

/* Marks stand in pairs around the words found, and nothing is escaped yet. */
static void
test_snippet(void **state)
{
	struct fixture *f = *state;
	struct page_hits h;
	struct query q;

	query_read(&q, &f->arena, f->store, STR("liquidation"), NULL, 0);
	pages_find(&h, &f->arena, f->store, &q);
	assert_int_equal(h.n, 1);
	assert_string_equal(h.v[0].kind, "page");
	assert_string_equal(h.v[0].title, "Terms");
	assert_non_null(strstr(h.v[0].snippet, "\2liquidation\3 <with>"));
	/* A question's page answers it in its first sentence. */
	query_read(&q, &f->arena, f->store, STR("protest deadline"), NULL, 0);
	pages_find(&h, &f->arena, f->store, &q);
	assert_true(h.n > 0);
	assert_string_equal(h.v[0].kind, "faq");
	assert_string_equal(
	    h.v[0].snippet, "A protest is filed within 180 days <at> the Center that decides.");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_intent),
		cmocka_unit_test(test_pages),
		cmocka_unit_test(test_snippet),
	};

	return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
