#include "unit/model/tree.h"

/* Chapter 61 with BODY, which begins on line 10. */
#define SCOPE(body) TREE_SCOPE("61", "XI", "textiles", "") body
#define ERROR "content/scopes/61.md:"

static void
sections(void **state)
{
	static const struct tree_file files[] = {
		{ "scopes/61.md",
		    SCOPE("Intro one.\n\nIntro two.\n\n"
			  "## 6110 Sweaters & *more*\n\nWarm.\n\nAnd [steel](72.md).\n\n- "
			  "sweater\n\n"
			  "Not here: tops (6109, 7208), hats.\n\nLater prose.\n\n- cardigan\n\n"
			  "Not here: steel (7208.10).\n\n"
			  "## 6109 T-shirts\n\n- tee\n") },
		{ NULL, NULL },
	};
	const struct heading *h;
	const struct chapter *c;
	struct tree t;

	(void)state;
	tree_load(&t, files);
	assert_string_equal(t.messages, "");
	c = site_chapter(&t.site, "61");
	assert_string_equal(c->intro_text, "Intro one. Intro two.");
	assert_int_equal(c->n_headings, 2);
	assert_string_equal(c->headings[0].code, "6109"); /* by code, not as written */
	assert_string_equal(c->headings[0].names[0].text, "tee");
	h = &c->headings[1];
	assert_string_equal(h->title, "Sweaters & more");
	assert_string_equal(h->text, "Warm. And steel. Later prose.");
	assert_non_null(strstr(h->html, "<p>Warm.</p>"));
	assert_non_null(strstr(h->html, "href=\"/hts/72/\""));
	assert_null(strstr(h->html, "Not here"));
	assert_null(strstr(h->html, "sweater"));
	assert_int_equal(h->n_names, 2);
	assert_string_equal(h->names[1].text, "cardigan");
	/* shown with its codes as links, never searched */
	assert_non_null(strstr(h->not_html, "tops (<a href=\"/hts/6109/\">6109</a>, "
					    "<a href=\"/hts/7208/\">7208</a>), hats"));
	assert_non_null(strstr(h->not_html, "steel (<a href=\"/hts/7208/\">7208.10</a>)"));
	assert_null(strstr(h->text, "Not here"));
	tree_free(&t);
}

static void
lines_of_their_own(void **state)
{
	static const struct tree_file files[] = {
		{ "scopes/61.md",
		    TREE_SCOPE("61", "XI", "textiles",
			"exceptions:\n"
			"  - {code: 6109.10, center: metals, basis: inferred, source: "
			"rule}\n") "## 6109 T-shirts\n\nAll.\n\n- tee\n\n"
				   "### 6109.10 Of metal\n\nShiny.\n\nNot here: wool "
				   "(6110).\n\n- chain mail, mail shirt\n\n"
				   "### 61099010 Else\n\n- rest\n\n## 6110 "
				   "Sweaters\n\nWarm.\n\n- sweater\n" },
		{ NULL, NULL },
	};
	const struct heading *h;
	struct tree t;

	(void)state;
	tree_load(&t, files);
	assert_string_equal(t.messages, "");
	h = site_heading(&t.site, "6109");
	assert_string_equal(h->text, "All.");
	assert_string_equal(h->not_html, "");
	assert_int_equal(h->n_splits, 2);
	assert_string_equal(h->splits[0].code, "610910");
	assert_string_equal(h->splits[0].title, "Of metal");
	assert_string_equal(h->splits[0].text, "Shiny.");
	assert_non_null(strstr(h->splits[0].html, "<p>Shiny.</p>"));
	/* what an author wrote there is shown there */
	assert_non_null(strstr(h->splits[0].html, "wool (<a href=\"/hts/6110/\">6110</a>)"));
	assert_string_equal(h->splits[0].rule->center->slug, "metals");
	assert_string_equal(h->splits[1].code, "61099010");
	assert_string_equal(h->splits[1].rule->center->slug, "textiles");
	assert_int_equal(h->n_names, 4);
	assert_string_equal(h->names[0].code, "6109");
	assert_string_equal(h->names[1].code, "610910");
	assert_string_equal(h->names[3].code, "61099010");
	h = site_heading(&t.site, "6110");
	assert_string_equal(h->text, "Warm.");
	assert_int_equal(h->n_splits, 0);
	assert_string_equal(h->names[0].code, "6110");
	tree_free(&t);
}

static void
errors(void **state)
{
	static const struct tree_case cases[] = {
		{ ERROR "14:1: error: heading 6109 stands twice; first on line 10\n",
		    { { "scopes/61.md",
			SCOPE("## 6109 A\n\n- tee\n\n## 6109 B\n\n- top\n") } } },
		{ ERROR "10:1: error: heading 6209 is not of chapter 61\n",
		    { { "scopes/61.md", SCOPE("## 6209 A\n\n## 6109 B\n") } } },
		{ ERROR
		    "10:1: error: expected a heading such as \"## 6101 Short title\"\n" ERROR
		    "12:1: error: expected a heading such as \"## 6101 Short title\"\n" ERROR
		    "14:1: error: expected a heading such as \"## 6101 Short title\"\n" ERROR
		    "16:1: error: expected a heading such as \"## 6101 Short title\"\n" ERROR
		    "18:1: error: expected a heading such as \"## 6101 Short title\"\n",
		    { { "scopes/61.md",
			SCOPE("## T-shirts\n\n## 6109\n\n## 610910 A\n\n"
			      "## 6109A Title\n\n## 6109100000 A\n\n## 6110 Right\n") } } },
		{ ERROR "10:1: warning: heading level jumps from 1 to 3, expected 2\n" ERROR
			"10:1: error: expected a line below its heading, such as "
			"\"### 6109.10 Short title\"\n" ERROR
			"14:1: error: expected a line below its heading, such as "
			"\"### 6110.10 Short title\"\n" ERROR
			"16:1: error: expected a line below its heading, such as "
			"\"### 6110.10 Short title\"\n" ERROR
			"18:1: error: expected a line below its heading, such as "
			"\"### 6110.10 Short title\"\n",
		    { { "scopes/61.md",
			SCOPE(
			    "### 6109.10 Too early\n\n## 6110 A\n\n"
			    "### 6109.10 Of another\n\n### 6110 No line\n\n### Words\n") } } },
		{ ERROR "14:1: error: line 611010 stands twice; first on line 12\n",
		    { { "scopes/61.md",
			SCOPE("## 6110 A\n\n### 6110.10 B\n\n### 611010 C\n") } } },
		{ ERROR " error: the chapter has no heading sections (\"## 6101 Title\")\n",
		    { { "scopes/61.md", SCOPE("Only prose.\n") } } },
		{ ERROR "12:1: error: no heading 6999 in scopes/\n",
		    { { "scopes/61.md",
			SCOPE("## 6109 A\n\nNot here: x (6110, 6999).\n\n## 6110 B\n") } } },
		/* what stands in no parentheses, and no code, is left alone */
		{ "", { { "scopes/61.md", SCOPE("## 6109 A\n\nNot here: 6999 of it, size (12), "
						"(a 6999), made (1999 or later).\n") } } },
		{ ERROR "4:10: error: no section \"XX\" in site.yml\n",
		    { { "scopes/61.md",
			TREE_SCOPE("61", "XX", "textiles", "") "## 6109 A\n" } } },
		{ ERROR "7:9: error: no source \"brochures\" in sources.yml; did you mean "
			"\"brochure\"?\n",
		    { { "scopes/61.md",
			"---\nchapter: 61\ntitle: T\nsection: XI\ncenter: textiles\n"
			"basis: stated\nsource: brochures\nreviewed: 2026-11-21\n---\n## 6109 "
			"A\n" } } },
	};

	(void)state;
	TREE_CHECK(cases);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sections),
		cmocka_unit_test(lines_of_their_own),
		cmocka_unit_test(errors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
