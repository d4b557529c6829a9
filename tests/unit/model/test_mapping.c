#include "unit/model/tree.h"

#include "model/mapping.h"

/* Chapter 61's front matter with exceptions; code lines stand from line 10 on, one each. */
#define RULES(list) \
	TREE_SCOPE("61", "XI", "textiles", "exceptions:\n" list) "## 6109 T-shirts\n\n- tee\n"
#define RULE(code, center, more) \
	"  - {code: " code ", center: " center ", basis: inferred, source: rule" more "}\n"

static const char *
center_of(const struct tree *t, const char *digits)
{
	const struct rule *r = site_route(&t->site, digits);

	return r != NULL ? r->center->slug : "none";
}

/* The longest prefix wins, whatever order the rules are written in. */
static void
longest_prefix(void **state)
{
	static const struct tree_file files[] = {
		{ "scopes/61.md", RULES(RULE("6109.10.00", "textiles", ", note: Eight digits")
					  RULE("6109", "metals", "") RULE("6110.20", "metals",
					      "") RULE("\"6103-6104\"", "metals", "")
					      RULE("6104.10.00-6104.20.99", "textiles", "")
						  RULE("610990", "textiles", "")) },
		{ NULL, NULL },
	};
	static const struct {
		const char *digits, *center;
	} cases[] = {
		{ "61", "textiles" },
		{ "6101", "textiles" },
		{ "6109", "metals" },
		{ "610910", "metals" },
		{ "61091000", "textiles" },
		{ "6109100012", "textiles" },
		{ "61091001", "metals" },
		{ "610990", "textiles" },
		{ "6109901090", "textiles" },
		{ "6110", "textiles" },
		{ "611020", "metals" },
		{ "6110201010", "metals" },
		{ "611021", "textiles" },
		{ "6102", "textiles" },
		{ "6103", "metals" },
		{ "6104", "metals" },
		{ "6104999999", "metals" },
		{ "6105", "textiles" },
		{ "61041000", "textiles" },
		{ "61041512", "textiles" },
		{ "61042099", "textiles" },
		{ "61042100", "metals" },
		{ "61040999", "metals" },
		{ "7208", "metals" },
		{ "72", "metals" },
		{ "99", "none" },
		{ "9901", "none" },
		{ "6", "none" },
	};
	const struct rule *r;
	struct tree t;
	size_t i;

	(void)state;
	tree_load(&t, files);
	assert_string_equal(t.messages, "");
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (strcmp(center_of(&t, cases[i].digits), cases[i].center) != 0)
			fail_msg("%s: %s", cases[i].digits, center_of(&t, cases[i].digits));
	r = site_route(&t.site, "6109100000");
	assert_string_equal(r->from, "61091000");
	assert_string_equal(r->note, "Eight digits");
	assert_int_equal(r->basis, BASIS_INFERRED);
	assert_int_equal(r->sources.n, 1);
	assert_string_equal(r->sources.v[0]->title, "The rule");
	assert_string_equal(r->loc.file, "content/scopes/61.md");
	assert_int_equal(r->loc.line, 10);
	r = site_route(&t.site, "6104");
	assert_string_equal(r->from, "6103");
	assert_string_equal(r->to, "6104");
	assert_int_equal(r->len, 4);
	for (i = 1; i < t.site.n_rules; i++)
		assert_true(t.site.rules[i - 1].len <= t.site.rules[i].len);
	assert_string_equal(site_heading(&t.site, "6109")->rule->from, "6109");
	assert_string_equal(basis_name(BASIS_STATED), "stated");
	assert_string_equal(basis_name(BASIS_SCOPE), "industry-scope");
	assert_string_equal(basis_name(BASIS_INFERRED), "inferred");
	tree_free(&t);
}

/* SINCE is the first day, UNTIL the first day no more, both in the site's time zone. */
static void
by_the_day(void **state)
{
	static const struct tree_file files[] = {
		{ "scopes/61.md",
		    RULES(RULE("6109", "metals", ", until: 2026-11-21")
			    RULE("6109", "textiles", ", since: 2026-11-21, until: 2027-01-01")
				RULE("6109", "metals", ", since: 2027-01-01") RULE("6110",
				    "metals", ", since: 2026-12-24, until: 2026-12-25")) },
		{ NULL, NULL },
	};
	static const struct {
		const char *at, *shirts, *sweaters;
		const char *due; /* midnight in New York; "": never again */
		size_t later; /* rules that do not hold yet */
	} cases[] = {
		{ "2020-01-01", "metals", "textiles", "2026-11-21T05:00:00Z", 3 },
		{ "2026-11-20 23:59:59", "metals", "textiles", "2026-11-21T05:00:00Z", 3 },
		{ "2026-11-21 00:00", "textiles", "textiles", "2026-12-24T05:00:00Z", 2 },
		{ "2026-12-23 23:59", "textiles", "textiles", "2026-12-24T05:00:00Z", 2 },
		{ "2026-12-24 00:00", "textiles", "metals", "2026-12-25T05:00:00Z", 1 },
		{ "2026-12-24 23:59", "textiles", "metals", "2026-12-25T05:00:00Z", 1 },
		{ "2026-12-25", "textiles", "textiles", "2027-01-01T05:00:00Z", 1 },
		{ "2027-01-01T04:59:59Z", "textiles", "textiles", "2027-01-01T05:00:00Z", 1 },
		{ "2027-01-01T05:00:00Z", "metals", "textiles", "", 0 },
	};
	struct later_rule *later;
	struct buf due = BUF_INIT;
	struct arena a;
	struct tree t;
	int64_t at;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_true(time_parse(str_of(cases[i].at), "America/New_York", &at));
		tree_load_at(&t, files, at);
		assert_string_equal(t.messages, "");
		if (strcmp(center_of(&t, "6109"), cases[i].shirts) != 0 ||
		    strcmp(center_of(&t, "6110"), cases[i].sweaters) != 0)
			fail_msg("at %s: %s, %s", cases[i].at, center_of(&t, "6109"),
			    center_of(&t, "6110"));
		assert_string_equal(
		    site_heading(&t.site, "6109")->rule->center->slug, cases[i].shirts);
		buf_clear(&due);
		if (t.site.next_due != 0)
			time_iso(&due, t.site.next_due);
		assert_string_equal(due.p, cases[i].due);
		arena_init(&a, 0);
		assert_int_equal(mapping_later(&later, &a, &t.site), cases[i].later);
		for (size_t k = 0; k < cases[i].later; k++)
			assert_true(later[k].since > at);
		if (cases[i].later == 3) { /* in the file's order */
			assert_string_equal(later[2].code, "6110");
			assert_string_equal(later[2].center, "metals");
			assert_int_equal(later[2].loc.line, 13);
		}
		arena_free(&a);
		tree_free(&t);
	}
	buf_free(&due);
}

static void
errors(void **state)
{
	static const struct tree_case cases[] = {
		/* the same codes on the same days: both lines are named */
		{ "content/scopes/61.md:11:12: error: the rule for 6109 overlaps the one for "
		  "6109 at "
		  "content/scopes/61.md:10 on the same days\n",
		    { { "scopes/61.md",
			RULES(RULE("6109", "metals", "") RULE("61.09", "metals", "")) } } },
		{ "content/scopes/61.md:11:12: error: the rule for 6110 overlaps the one for "
		  "6109-6111 at "
		  "content/scopes/61.md:10 on the same days\n",
		    { { "scopes/61.md",
			RULES(RULE("6109-6111", "metals", "") RULE("6110", "metals", "")) } } },
		{ "content/scopes/61.md:11:12: error: the rule for 6111-6112 overlaps the one "
		  "for "
		  "6109-6111 at content/scopes/61.md:10 on the same days\n",
		    { { "scopes/61.md", RULES(RULE("6109-6111", "metals", "")
						RULE("6111-6112", "metals", "")) } } },
		{ "content/scopes/61.md:11:12: error: the rule for 6109 overlaps the one for "
		  "6109 at "
		  "content/scopes/61.md:10 on the same days\n",
		    { { "scopes/61.md",
			RULES(RULE("6109", "metals", ", until: 2027-01-02")
				RULE("6109", "metals", ", since: 2027-01-01")) } } },
		{ "content/scopes/61.md:11:12: error: the rule for 6109 overlaps the one for "
		  "6109 at "
		  "content/scopes/61.md:10 on the same days\n",
		    { { "scopes/61.md", RULES(RULE("6109", "metals", ", since: 2027-01-01")
						RULE("6109", "metals", "")) } } },
		/* next to each other is no overlap, nor are different lengths */
		{ "", { { "scopes/61.md",
			  RULES(RULE("6109-6111", "metals", "") RULE("6112", "metals", "")
				  RULE("6105-6108", "metals", "") RULE("6109.10", "metals", "")
				      RULE("6113", "metals", ", until: 2027-01-01")
					  RULE("6113", "metals", ", since: 2027-01-01")) } } },
		{ "content/scopes/61.md:10:12: error: code 6209 is not of chapter 61\n"
		  "content/scopes/61.md:11:12: error: code 6109-6209 is not of chapter 61\n",
		    { { "scopes/61.md",
			RULES(RULE("6209", "metals", "") RULE("6109-6209", "metals", "")) } } },
		{ "content/scopes/61.md:10:12: error: the range 6110-6109 runs backwards\n",
		    { { "scopes/61.md", RULES(RULE("6110-6109", "metals", "")) } } },
		{ "content/scopes/61.md:10:12: error: until must be later than since\n"
		  "content/scopes/61.md:11:12: error: until must be later than since\n",
		    { { "scopes/61.md",
			RULES(RULE("6109", "metals", ", since: 2027-01-01, until: 2027-01-01")
				RULE("6110", "metals",
				    ", since: 2027-01-02, until: 2027-01-01")) } } },
		{ "content/scopes/61.md:10:26: error: no Center \"steel\"; it must be the name "
		  "of a file "
		  "in centers/\n"
		  "content/scopes/61.md:11:26: error: no Center \"metal\"; did you mean "
		  "\"metals\"?\n",
		    { { "scopes/61.md",
			RULES(RULE("6109", "steel", "") RULE("6110", "metal", "")) } } },
		{ "content/scopes/61.md:10:5: error: key \"center\" is missing (a file in "
		  "centers/)\n"
		  "content/scopes/61.md:10:12: error: code must be a code of 4, 6 or 8 digits, "
		  "or a "
		  "range such as \"8501-8505\", not \"61\"\n"
		  "content/scopes/61.md:10:23: error: basis cannot be \"stat\"; expected one "
		  "of stated, "
		  "industry-scope, inferred\n",
		    { { "scopes/61.md",
			RULES("  - {code: 61, basis: stat, source: rule}\n") } } },
		{ "content/scopes/61.md:2:10: error: chapter 62 must be in the file 62.md\n",
		    { { "scopes/61.md",
			TREE_SCOPE("62", "XI", "textiles", "") "## 6209 x\n" } } },
		/* "8" is chapter 08 */
		{ "", { { "scopes/08.md",
			  TREE_SCOPE("8", "XI", "textiles", "") "## 0801 Nuts\n\n- nut\n" } } },
		{ "content/scopes/61.md:9:8: error: since must be a date such as 2026-11-21, "
		  "not "
		  "\"2026-11\"\n",
		    { { "scopes/61.md", TREE_SCOPE("61", "XI", "textiles",
					    "since: 2026-11\n") "## 6109 x\n" } } },
		{ "content/scopes/61.md:11:1: error: no rule gives heading 6109 a Center on "
		  "this day\n",
		    { { "scopes/61.md", TREE_SCOPE("61", "XI", "textiles",
					    "since: 2026-11-22\n") "## 6109 x\n" } } },
	};

	(void)state;
	TREE_CHECK(cases);
}

/* A chapter whose own rule does not hold yet, while those of its headings do. */
static void
chapter_without_a_rule(void **state)
{
	static const struct tree_file files[] = {
		{ "scopes/61.md", TREE_SCOPE("61", "XI", "textiles",
				      "since: 2026-11-22\nexceptions:\n" RULE("6109", "metals",
					  "")) "## 6109 T-shirts\n\n- tee\n" },
		{ NULL, NULL },
	};
	struct tree t;

	(void)state;
	tree_load(&t, files);
	assert_string_equal(t.messages, "");
	assert_null(site_chapter(&t.site, "61")->rule);
	assert_string_equal(site_heading(&t.site, "6109")->rule->center->slug, "metals");
	assert_string_equal(center_of(&t, "6110"), "none");
	tree_free(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(longest_prefix),
		cmocka_unit_test(by_the_day),
		cmocka_unit_test(errors),
		cmocka_unit_test(chapter_without_a_rule),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
