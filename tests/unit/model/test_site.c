#include "unit/model/tree.h"

static void
smallest_tree(void **state)
{
	const struct heading *h;
	const struct page *p;
	struct tree t;

	(void)state;
	tree_load(&t, NULL);
	assert_string_equal(t.messages, "");
	assert_int_equal(t.status, 0);
	assert_string_equal(t.site.config.title, "Which Center?");
	assert_string_equal(t.site.config.base_url, "https://example.gov");
	assert_false(t.site.config.official_banner);
	assert_int_equal(t.site.config.n_topics, 2);
	assert_string_equal(t.site.config.topics[1].id, "duties");
	assert_int_equal(t.site.config.n_sections, 2);
	assert_int_equal(t.site.config.mapping_date.day, 21);
	assert_int_equal(t.site.today.day, 21);
	/* by number, not by name */
	assert_int_equal(t.site.n_centers, 2);
	assert_string_equal(t.site.centers[0].slug, "textiles");
	assert_string_equal(t.site.centers[1].name, "Base Metals");
	assert_ptr_equal(site_center(&t.site, "metals"), &t.site.centers[1]);
	assert_null(site_center(&t.site, "none"));
	assert_int_equal(t.site.n_sources, 2);
	assert_string_equal(t.site.sources[0].key, "brochure");
	assert_int_equal(t.site.sources[0].date.month, 5);
	assert_int_equal(t.site.sources[1].date.year, 0);
	assert_null(t.site.sources[1].url);
	assert_int_equal(t.site.n_chapters, 2);
	assert_string_equal(t.site.chapters[0].intro_text, "Knitted clothing.");
	assert_non_null(strstr(t.site.chapters[0].intro_html, "<p>Knitted clothing.</p>"));
	h = site_heading(&t.site, "6109");
	assert_non_null(h);
	assert_string_equal(h->title, "T-shirts");
	assert_string_equal(h->text, "Tops.");
	assert_ptr_equal(h->chapter, &t.site.chapters[0]);
	assert_ptr_equal(h->rule->center, &t.site.centers[0]);
	assert_int_equal(h->n_names, 2);
	assert_string_equal(h->names[1].text, "tee");
	assert_string_equal(h->names[1].code, "6109");
	assert_null(site_heading(&t.site, "6111"));
	assert_null(site_heading(&t.site, "9901"));
	assert_null(site_heading(&t.site, "61"));
	assert_null(site_heading(&t.site, ""));
	assert_null(site_chapter(&t.site, "62"));
	p = site_page_by_url(&t.site, "/faq/what/");
	assert_non_null(p);
	assert_string_equal(p->file, "content/faqs/what.md");
	assert_string_equal(p->slug, "what");
	assert_string_equal(p->title, "What is it?");
	assert_int_equal(p->sources.n, 1);
	assert_ptr_equal(p->sources.v[0], &t.site.sources[0]);
	assert_non_null(site_page_by_url(&t.site, "/"));
	assert_non_null(site_page_by_url(&t.site, "/hts/61/"));
	assert_null(site_page_by_url(&t.site, ""));
	assert_null(site_page_by_url(&t.site, "/none/"));
	assert_int_equal(t.site.n_faqs, 1);
	assert_ptr_equal(t.site.faqs[0].topic, &t.site.config.topics[0]);
	assert_int_equal(t.site.next_due, 0);
	tree_free(&t);
}

/* Every kind of page: its URL, slug and what is made of its front matter. */
static void
kinds_of_pages(void **state)
{
	static const struct tree_file files[] = {
		{ "glossary/liquidation.md",
		    "---\nterm: liquidation\nalso: closing\nsources: "
		    "{title: A law, date: 1930}\nreviewed: 2026-11-21\n---\nThe end.\n" },
		{ "glossary/entry.md",
		    "---\nterm: Entry\nalso: [a, b]\nsources: In several words\n"
		    "reviewed: 2026-11-21\n---\nThe begin.\n" },
		{ "changes/1-old.md", "---\ndate: 2013\ntitle: Old\nsources: [brochure, rule]\n"
				      "reviewed: 2026-11-21\n---\nx\n" },
		{ "changes/2-new.md", "---\ndate: 2016-12-20\ntitle: New\ncenters: [metals]\n"
				      "headings: [7208, 7208-7210]\nsources: rule\nreviewed: "
				      "2026-11-21\n---\nx\n" },
		{ "answers/shirts.md", "---\nqueries: [shirt, shirts]\naction: ask\nchoices:\n"
				       "  - {label: Knitted, heading: 6109}\n  - {label: Else, "
				       "query: woven shirt}\n"
				       "reason: It depends\nreviewed: 2026-11-21\n---\n" },
		{ "answers/steel.md", "---\nqueries: [steel]\naction: answer\nheading: 7208\n"
				      "reason: It is\nreviewed: 2026-11-21\n---\n" },
		{ "answers/weather.md", "---\nqueries: [weather]\naction: decline\n"
					"reason: No goods\nreviewed: 2026-11-21\n---\n" },
		{ "pages/about/index.md",
		    "---\ntitle: About\ndescription: d\nreviewed: 2026-11-21\n"
		    "---\nx\n" },
		{ "pages/about/how/it-works.md",
		    "---\ntitle: How\ndescription: d\n"
		    "reviewed: 2026-11-21\nreview_by: 2027-01-31\nowner: Someone\n---\nx\n" },
		{ "images/x.svg", "<svg/>" },
		{ "README.md", "For authors.\n" },
		{ "scopes/.61.md.swp", "an editor's file" },
		{ "scopes/61.md~", "an editor's other file" },
		{ NULL, NULL },
	};
	struct tree t;
	const struct page *p;

	(void)state;
	tree_load(&t, files);
	assert_string_equal(t.messages, "");
	assert_int_equal(t.site.n_terms, 2);
	assert_string_equal(t.site.terms[0].term, "Entry"); /* without regard to case */
	assert_int_equal(t.site.terms[0].also.n, 2);
	assert_string_equal(t.site.terms[0].page->sources.v[0]->title, "In several words");
	assert_null(t.site.terms[0].page->sources.v[0]->key);
	assert_string_equal(t.site.terms[1].also.v[0], "closing");
	assert_int_equal(t.site.terms[1].page->sources.v[0]->date.year, 1930);
	assert_string_equal(t.site.terms[1].page->url, "/glossary/#liquidation");
	assert_int_equal(t.site.n_changes, 2);
	assert_string_equal(t.site.changes[0].title, "New"); /* newest first */
	assert_string_equal(t.site.changes[0].centers[0]->slug, "metals");
	assert_string_equal(t.site.changes[0].headings.v[1], "7208-7210");
	assert_string_equal(t.site.changes[1].page->url, "/changes/#1-old");
	assert_int_equal(t.site.n_answers, 3);
	assert_int_equal(t.site.answers[0].action, ACTION_ASK);
	assert_int_equal(t.site.answers[0].n_choices, 2);
	assert_string_equal(
	    t.site.answers[0].choices[0].center->slug, "textiles"); /* by rule */
	assert_null(t.site.answers[0].choices[1].center);
	assert_int_equal(t.site.answers[1].action, ACTION_ANSWER);
	assert_string_equal(t.site.answers[1].center->slug, "metals");
	assert_string_equal(t.site.answers[1].page->url, "");
	assert_int_equal(t.site.answers[2].action, ACTION_DECLINE);
	p = site_page_by_url(&t.site, "/about/");
	assert_non_null(p);
	assert_string_equal(p->slug, "about");
	p = site_page_by_url(&t.site, "/about/how/it-works/");
	assert_non_null(p);
	assert_string_equal(p->owner, "Someone");
	assert_int_equal(p->review_by.year, 2027);
	tree_free(&t);
}

/* What stands for a description that nobody wrote: the text's start, cut between words, in UTF-8. */
static void
descriptions(void **state)
{
	struct tree_file files[] = { { "faqs/what.md", NULL }, { NULL, NULL } };
	struct buf b = BUF_INIT;
	struct tree t;
	size_t shift;

	(void)state;
	for (shift = 0; shift < 5; shift++) {
		const char *d;
		size_t i, n;

		buf_clear(&b);
		buf_adds(&b, TREE_FAQ(""));
		for (i = 0; i < 70 + shift; i++)
			buf_addc(&b, 'x');
		if (shift < 4)
			for (i = 0; i < 100; i++)
				buf_adds(&b, "\xE6\x9C\x8D"); /* one long word */
		else
			buf_adds(&b,
			    " and a long long long long long long long long long long long "
			    "long long long long long long long long long text\n");
		files[0].text = b.p;
		tree_load(&t, files);
		d = site_page_by_url(&t.site, "/faq/what/")->description;
		n = strlen(d);
		assert_true(n > 70 && n <= 158);
		assert_string_equal(d + n - 3, "\xE2\x80\xA6");
		if (shift == 4)
			assert_string_equal(d + n - 8, " long\xE2\x80\xA6");
		for (i = 70 + shift; shift < 4 && i + 3 < n; i += 3)
			assert_memory_equal(d + i, "\xE6\x9C\x8D", 3);
		assert_true(shift == 4 || i + 3 == n);
		tree_free(&t);
	}
	files[0].text = TREE_FAQ("") "Short.\n";
	tree_load(&t, files);
	assert_string_equal(site_page_by_url(&t.site, "/faq/what/")->description, "Short.");
	tree_free(&t);
	buf_free(&b);
}

#define HOUR 3600

/* draft, publish_on and expires_on around AT, in the site's time zone; next_due. */
static void
what_is_live(void **state)
{
	static const struct {
		const char *more;
		int64_t at; /* seconds after TREE_AT, which is 9:00 in New York */
		bool live;
		int64_t due; /* seconds after that; 0: none */
	} cases[] = {
		{ "", 0, true, 0 },
		{ "draft: false\n", 0, true, 0 },
		{ "draft: true\n", 0, false, 0 },
		{ "draft: true\npublish_on: 2026-11-22\n", 0, false, 0 },
		{ "publish_on: 2026-11-21 09:00\n", -1, false, 1 },
		{ "publish_on: 2026-11-21 09:00\n", 0, true, 0 },
		{ "publish_on: 2026-11-21 09:00\n", 1, true, 0 },
		{ "publish_on: 2026-11-21 09:00Z\n", 0, true, 0 },
		{ "publish_on: 2026-11-21T15:00Z\n", 0, false, HOUR },
		{ "publish_on: 2026-11-22\n", 0, false, 15 * HOUR },
		{ "publish_on: 2026-11-22\n", 15 * HOUR - 1, false, 1 },
		{ "publish_on: 2026-11-22\n", 15 * HOUR, true, 0 },
		{ "expires_on: 2026-11-21 09:00\n", -1, true, 1 },
		{ "expires_on: 2026-11-21 09:00\n", 0, false, 0 },
		{ "expires_on: 2026-11-21 10:00\n", 0, true, HOUR },
		{ "publish_on: 2026-11-21 10:00\nexpires_on: 2026-11-21 11:00\n", 0, false,
		    HOUR },
		{ "publish_on: 2026-11-21 10:00\nexpires_on: 2026-11-21 11:00\n", HOUR, true,
		    HOUR },
		{ "publish_on: 2026-11-21 10:00\nexpires_on: 2026-11-21 11:00\n", 2 * HOUR,
		    false, 0 },
	};
	struct tree_file files[] = { { "faqs/what.md", NULL }, { NULL, NULL } };
	struct buf b = BUF_INIT;
	struct tree t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_clear(&b);
		buf_addf(&b,
		    "---\nquestion: Q?\ntopic: basics\nsources: brochure\n"
		    "reviewed: 2026-11-21\n%s---\nText.\n",
		    cases[i].more);
		files[0].text = b.p;
		tree_load_at(&t, files, TREE_AT + cases[i].at);
		assert_string_equal(t.messages, "");
		if (site_page_by_url(&t.site, "/faq/what/")->live != cases[i].live ||
		    t.site.n_faqs != cases[i].live)
			fail_msg("%s at %+lld", cases[i].more, (long long)cases[i].at);
		assert_int_equal(t.site.next_due,
		    cases[i].due != 0 ? TREE_AT + cases[i].at + cases[i].due : 0);
		tree_free(&t);
	}
	buf_free(&b);
}

/* The soonest of several. */
static void
next_due(void **state)
{
	static const struct tree_file files[] = {
		{ "faqs/a.md",
		    TREE_FAQ("publish_on: 2026-11-23\nexpires_on: 2026-11-25\n") "x\n" },
		{ "faqs/b.md", TREE_FAQ("expires_on: 2026-11-22\n") "x\n" },
		{ "faqs/c.md", TREE_FAQ("publish_on: 2026-11-20\n") "x\n" },
		{ NULL, NULL },
	};
	struct tree t;

	(void)state;
	tree_load(&t, files);
	assert_string_equal(t.messages, "");
	assert_int_equal(t.site.next_due, TREE_AT + 15 * HOUR);
	assert_int_equal(t.site.n_faqs, 3);
	tree_free(&t);
	tree_load_at(&t, files, TREE_AT + 15 * HOUR);
	assert_int_equal(t.site.next_due, TREE_AT + 39 * HOUR);
	assert_int_equal(t.site.n_faqs, 2);
	tree_free(&t);
}

/* One run tells of every file, sorted, and goes on after each error. */
static void
all_errors_at_once(void **state)
{
	static const struct tree_file files[] = {
		{ "centers/metals.md", TREE_CENTER("7", "Base Metals", "colour: red\n") },
		{ "faqs/a.md", "no front matter\n" },
		{ "faqs/b.md", TREE_FAQ("nav: 1\n") "x\n" },
		{ "faqs/c.md", TREE_FAQ("reviwed: 2026-11-21\ndraft: maybe\n") "x\n" },
		{ "faqs/what.md", "---\nquestion: Q?\ntopic: dutys\nsources: brochur\n"
				  "reviewed: 2026-11-21\n---\nSee [a page](/none/).\n" },
		{ "pages/index.md",
		    "---\ntitle: Home\ntitle: Home\nreviewed: 2026-11-31\n---\n" },
		{ "scopes/61.md", TREE_SCOPE("61", "XII", "textile", "") "## 6209 Wrong\n" },
		{ NULL, NULL },
	};
	struct tree t;

	(void)state;
	tree_load(&t, files);
	assert_string_equal(t.messages,
	    "content/centers/metals.md:10:1: error: unknown key \"colour\"\n"
	    "content/faqs/a.md:1:1: error: front matter is missing; the first line must be "
	    "\"---\"\n"
	    "content/faqs/b.md:6:1: error: unknown key \"nav\"\n"
	    "content/faqs/c.md:6:1: error: unknown key \"reviwed\"; did you mean "
	    "\"reviewed\"?\n"
	    "content/faqs/c.md:7:8: error: draft must be true or false, not \"maybe\"\n"
	    "content/faqs/what.md:3:8: error: no topic \"dutys\" in site.yml; did you mean "
	    "\"duties\"?\n"
	    "content/faqs/what.md:4:10: error: no source \"brochur\" in sources.yml; did you "
	    "mean "
	    "\"brochure\"?\n"
	    "content/faqs/what.md:7:5: error: the link \"/none/\" leads nowhere\n"
	    "content/pages/index.md:3:1: error: key \"title\" is given twice; it was first on "
	    "line 2\n"
	    "content/scopes/61.md:4:10: error: no section \"XII\" in site.yml\n"
	    "content/scopes/61.md:5:9: error: no Center \"textile\"; did you mean "
	    "\"textiles\"?\n"
	    "content/scopes/61.md:10:1: error: heading 6209 is not of chapter 61\n");
	tree_free(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(smallest_tree),
		cmocka_unit_test(kinds_of_pages),
		cmocka_unit_test(descriptions),
		cmocka_unit_test(what_is_live),
		cmocka_unit_test(next_due),
		cmocka_unit_test(all_errors_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
