#include "unit/model/tree.h"

#define SITE(channels) \
	{ \
		{ \
			"site.yml", TREE_SITE("channels:\n" channels) \
		} \
	}
#define ITEM "  - faq: what\n    advice: Ask there.\n"

static void
good(void **state)
{
	static const struct tree_file files[] = {
		{ "site.yml",
		    TREE_SITE("channels:\n" ITEM "    topics: [duties]\n" ITEM
			      "    words: [on hold]\n    to: Port\n    port: true\n" ITEM
			      "    words: [x]\n    to: Desk\n    mailbox: d@example.gov\n") },
		{ "faqs/what.md", TREE_FAQ("") "Write to d@example.gov.\n" },
		{ NULL, NULL },
	};
	struct tree t;

	(void)state;
	tree_load(&t, files);
	assert_string_equal(t.messages, "");
	assert_int_equal(t.site.n_channels, 3);
	assert_null(t.site.channels[0].to);
	assert_string_equal(t.site.channels[0].topics.v[0], "duties");
	assert_string_equal(t.site.channels[0].faq->page->slug, "what");
	assert_true(t.site.channels[1].port);
	assert_string_equal(t.site.channels[1].words.v[0], "on hold");
	assert_string_equal(t.site.channels[2].mailbox, "d@example.gov");
	tree_free(&t);
}

static void
held_back(void **state)
{
	static const struct tree_file files[] = {
		{ "site.yml", TREE_SITE("channels:\n" ITEM "    topics: [duties]\n") },
		{ "faqs/what.md", TREE_FAQ("draft: true\n") "It is.\n" },
		{ NULL, NULL },
	};
	struct tree t;

	(void)state;
	tree_load(&t, files);
	assert_string_equal(t.messages, "");
	assert_int_equal(t.site.n_channels, 0);
	tree_free(&t);
}

static void
broken(void **state)
{
	static const struct tree_case cases[] = {
		{ "content/site.yml:17:10: error: no question faqs/wat.md; did you mean "
		  "\"what\"?\n",
		    SITE("  - faq: wat\n    advice: Ask.\n    words: [x]\n") },
		{ "content/site.yml:19:14: error: no topic \"dutys\" in site.yml\n",
		    SITE(ITEM "    topics: [dutys]\n") },
		{ "content/site.yml:17:5: error: a channel needs topics or words, or it takes "
		  "every question\n",
		    SITE(ITEM) },
		{ "content/site.yml:17:5: error: a channel with port or mailbox needs \"to\"\n",
		    SITE(ITEM "    words: [x]\n    port: true\n") },
		{ "content/site.yml:21:14: error: content/faqs/what.md does not give the "
		  "address "
		  "d@example.gov\n",
		    SITE(ITEM "    words: [x]\n    to: Desk\n    mailbox: d@example.gov\n") },
	};

	(void)state;
	TREE_CHECK(cases);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good),
		cmocka_unit_test(held_back),
		cmocka_unit_test(broken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
