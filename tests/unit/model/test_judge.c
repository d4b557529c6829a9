/* What the judge says of a small tree that loads: each case is the clean tree, a little changed. */
#include "tree.h"

#include "model/judge.h"

#define EIGHT "tunic, jersey, tank top, camisole, singlet, polo, henley, turtleneck"
#define STEEL "strip, plate, coil of steel, slab, tinplate, rail, girder, steel sheet"
#define S61 TREE_SCOPE("61", "XI", "textiles", "")
#define S72 TREE_SCOPE("72", "XV", "metals", "")
#define HOME "---\ntitle: Home\ndescription: "
#define REST "\nreviewed: 2026-11-21\n---\nHello.\n"
#define FIFTY "Fifty characters are what a page should be told in"

static const struct tree_file clean[] = {
	{ "sources.yml",
	    "brochure:\n  title: The brochure\n  date: 2016-05\nrule:\n  title: Rule\n" },
	{ "scopes/61.md", S61 "## 6109 T-shirts\n\nTops.\n\n- " EIGHT "\n" },
	{ "scopes/72.md", S72 "## 7208 Flat steel\n\nRolled.\n\n- " STEEL "\n" },
	{ "pages/index.md", HOME FIFTY REST },
	{ NULL, NULL },
};

/* A change to the clean tree, and exactly what is said about it. */
struct judge_case {
	const char *messages;
	struct tree_file files[4]; /* the last NULL */
};

static void
load(struct tree *t, const struct tree_file *changed, int64_t at)
{
	struct tree_file files[12];
	size_t i, n = 0;

	for (i = 0; changed != NULL && changed[i].path != NULL; i++)
		files[n++] = changed[i];
	for (i = 0; clean[i].path != NULL; i++)
		if (tree_find(changed, clean[i].path) == NULL)
			files[n++] = clean[i];
	files[n] = (struct tree_file){ NULL, NULL };
	tree_load_at(t, files, at);
	assert_string_equal(t->messages, "");
	assert_int_equal(t->status, 0);
}

static void
judged(const struct tree_file *changed, int64_t at, const char *expected)
{
	struct diag d;
	struct tree t;
	char *said;
	size_t n;
	FILE *out;

	load(&t, changed, at);
	diag_init(&d);
	judge_site(&d, &t.site, true);
	out = open_memstream(&said, &n);
	assert_non_null(out);
	diag_print(&d, out);
	assert_int_equal(fclose(out), 0);
	assert_string_equal(said, expected);
	assert_int_equal(d.errors, 0);
	free(said);
	diag_free(&d);
	tree_free(&t);
}

#define JUDGE(cases) \
	do { \
		for (size_t at_ = 0; at_ < sizeof(cases) / sizeof((cases)[0]); at_++) \
			judged((cases)[at_].files, TREE_AT, (cases)[at_].messages); \
	} while (0)

static void
what_is_fine_is_not_mentioned(void **state)
{
	(void)state;
	judged(NULL, TREE_AT, "");
}

static void
headings_need_names_and_prose(void **state)
{
	static const struct judge_case cases[] = {
		{ "content/scopes/61.md:10:1: warning: heading 6109 has no product names; add "
		  "at least "
		  "8, as people type them\n",
		    { { "scopes/61.md", S61 "## 6109 T-shirts\n\nTops.\n" } } },
		{ "content/scopes/61.md:10:1: warning: heading 6109 has only 7 product names; "
		  "add at "
		  "least 1 more, as people type them\n",
		    { { "scopes/61.md",
			S61 "## 6109 T-shirts\n\nTops.\n\n- a, b, c, d, e, f, g\n"
			    "- es: camiseta\n" } } },
		{ "content/scopes/61.md:14:3: warning: heading 6109 is known only as "
		  "\"Parts\", a word "
		  "for goods of every kind; add names that tell these from others\n",
		    { { "scopes/61.md", S61 "## 6109 T-shirts\n\nTops.\n\n- Parts\n" } } },
		{ "content/scopes/61.md:10:1: warning: heading 6109 has only 1 product name; "
		  "add at "
		  "least 7 more, as people type them\n",
		    { { "scopes/61.md", S61 "## 6109 T-shirts\n\nTops.\n\n- tunic\n" } } },
		{ "content/scopes/61.md:10:1: warning: heading 6109 has no text; add a "
		  "paragraph that "
		  "says what decides it\n",
		    { { "scopes/61.md",
			S61 "## 6109 T-shirts\n\n- " EIGHT "\n\nNot here: hats.\n" } } },
	};

	(void)state;
	JUDGE(cases);
}

#define UNDER_6109(items) \
	{ \
		{ \
			"scopes/61.md", S61 "## 6109 T-shirts\n\nTops.\n\n- " EIGHT "\n" items \
		} \
	}

static void
a_name_is_said_once(void **state)
{
	static const struct judge_case cases[] = {
		{ "content/scopes/61.md:15:3: warning: \"Singlet\" stands twice under 6109, "
		  "first on "
		  "line 14; drop one\n",
		    UNDER_6109("- Singlet\n") },
		{ "content/scopes/61.md:15:3: warning: \"tank-top\" stands twice under 6109, "
		  "first on "
		  "line 14; drop one\n",
		    UNDER_6109("- tank-top\n") },
		{ "content/scopes/61.md:15:3: warning: \"tunics\" is \"tunic\" of line 14 in "
		  "another "
		  "order or number; drop one, the search finds both\n",
		    UNDER_6109("- tunics\n") },
		{ "content/scopes/61.md:15:3: warning: \"tank, knit top\" is \"knit tank top\" "
		  "of "
		  "line 15 in another order or number; drop one, the search finds both\n",
		    UNDER_6109("- knit tank top, \"tank, knit top\"\n") },
		{ "content/scopes/61.md:15:3: warning: \"vest dried\" is \"dried vest\" of "
		  "line 15 in another order or number; drop one, the search finds both\n",
		    UNDER_6109("- dried vest, vest dried\n") },
		{ "content/scopes/61.md:15:3: warning: \"saco azul de punto\" is \"sacos de "
		  "punto "
		  "azul\" of line 15 in another order or number; drop one, the search finds "
		  "both\n",
		    UNDER_6109("- es: sacos de punto azul, saco azul de punto\n") },
		{ "content/scopes/61.md:15:3: warning: \"men's vest\" is \"mens vests\" of "
		  "line 15 in "
		  "another order or number; drop one, the search finds both\n",
		    UNDER_6109("- mens vests, men's vest\n") },
		{ "content/scopes/61.md:14:3: warning: \"polo\" stands under 6109 as a name "
		  "and as "
		  "\"also:\" (line 15); drop the plain one, so that the question is asked\n",
		    UNDER_6109("- also: polo | 7208 | Is it worn?\n") },
		{ "content/scopes/61.md:14:3: warning: \"polo\" stands under 6109 as a name "
		  "and as "
		  "\"also:\" (line 15); drop the plain one, so that the question is asked\n",
		    UNDER_6109("- also: polos | 7208 | Are they worn?\n") },
		/* Other goods, another language, other sizes, other substances. */
		{ "", UNDER_6109("- ball valve, valve ball, a to b, b to a\n- es: punto de "
				 "saco, saco de punto\n") },
		{ "", UNDER_6109("- es: polo, singlet\n") },
		{ "", UNDER_6109("- vest 1/2, vest 2/1, vest 1.2, vest 2.1\n") },
		{ "", UNDER_6109("- MBT, MBTS, CD, CDs\n") },
		{ "", UNDER_6109("- also: vest | 7208 | Of steel?\n- waistcoat\n") },
	};

	(void)state;
	JUDGE(cases);
}

#define BOTH(in61, in72, ...) \
	{ \
		{ "scopes/61.md", S61 "## 6109 T-shirts\n\nTops.\n\n- " EIGHT "\n" in61 }, \
		    { "scopes/72.md", \
			    S72 "## 7208 Flat steel\n\nRolled.\n\n- " STEEL "\n" in72 }, \
		    __VA_ARGS__ \
	}

static void
two_centers_share_no_name_without_a_question(void **state)
{
	static const struct judge_case cases[] = {
		{ "content/scopes/72.md:15:3: warning: \"MAIL shirt\" stands under 7208 (Base "
		  "Metals) and "
		  "at content/scopes/61.md:15 under 6109 (Textiles); say in one what is meant, "
		  "drop one, "
		  "or add \"also: MAIL shirt | 6109 | question that decides?\"\n",
		    BOTH("- mail-shirt\n", "- MAIL shirt\n", { NULL, NULL }) },
		{ "content/scopes/72.md:15:3: warning: \"mallá\" stands under 7208 (Base "
		  "Metals) and at "
		  "content/scopes/61.md:15 under 6109 (Textiles); say in one what is meant, "
		  "drop one, or "
		  "add \"also: mallá | 6109 | question that decides?\"\n",
		    BOTH("- es: malla\n", "- mallá\n", { NULL, NULL }) },
		/* Asked on either side, or pinned: settled. */
		{ "", BOTH("- also: mail | 7208 | Of steel?\n", "- mail\n", { NULL, NULL }) },
		{ "", BOTH("- mail\n", "- also: mail | 6109 | Of cloth?\n", { NULL, NULL }) },
		{ "", BOTH("- mail shirts\n", "- mail shirts\n",
			  { "answers/mail.md", "---\nqueries: [shirt mail]\naction: answer\n"
					       "heading: \"6109\"\nreason: It is worn.\n"
					       "reviewed: 2026-11-21\n---\nWorn.\n" }) },
		/* Both ask about a third; or one about another heading of the same Center. */
		{ "", BOTH("- also: mail | 7209 | Of steel?\n",
			  "- also: mail | 7209 | Flat?\n\n"
			  "## 7209 Cold-rolled\n\nCold.\n\n- a, b, c, d, e, f, g, h\n",
			  { NULL, NULL }) },
		{ "", BOTH("- also: mail | 7209 | Of steel?\n",
			  "- mail\n\n"
			  "## 7209 Cold-rolled\n\nCold.\n\n- a, b, c, d, e, f, g, h\n",
			  { NULL, NULL }) },
		/* Mail and mails are two names to the search. */
		{ "", BOTH("- mail\n", "- mails\n", { NULL, NULL }) },
	};

	(void)state;
	JUDGE(cases);
}

static void
headings_of_one_center_may_share_a_name(void **state)
{
	static const struct judge_case cases[] = {
		{ "", { { "scopes/61.md", S61
			  "## 6109 T-shirts\n\nTops.\n\n- " EIGHT ", vest\n\n"
			  "## 6110 Sweaters\n\nWarm.\n\n- vest, a, b, c, d, e, f, g\n" } } },
	};

	(void)state;
	JUDGE(cases);
}

#define EXCEPTION \
	"exceptions:\n  - {code: \"6109.90\", center: metals, basis: inferred, source: " \
	"rule}\n"

static void
a_line_below_a_heading_has_its_own_center(void **state)
{
	static const struct judge_case cases[] = {
		/* Both of Base Metals, though 6109 itself is not. */
		{ "", { { "scopes/61.md", TREE_SCOPE("61", "XI", "textiles",
					      EXCEPTION) "## 6109 T-shirts\n\nTops.\n\n- " EIGHT
							 "\n\n### 6109.90 Mail\n\n- mail\n" },
			  { "scopes/72.md",
			      S72 "## 7208 Flat steel\n\nRolled.\n\n- " STEEL ", mail\n" } } },
		/* Still one heading. */
		{ "content/scopes/61.md:20:3: warning: \"tunic\" stands twice under 6109, "
		  "first on line "
		  "16; drop one\n",
		    { { "scopes/61.md",
			TREE_SCOPE("61", "XI", "textiles",
			    EXCEPTION) "## 6109 T-shirts\n\nTops.\n\n- " EIGHT
				       "\n\n### 6109.90 Mail\n\n- tunic\n" } } },
	};

	(void)state;
	JUDGE(cases);
}

static void
spanish_keeps_its_accents(void **state)
{
	static const struct judge_case cases[] = {
		{ "content/scopes/61.md:15:3: warning: \"algodon\" in \"camisa de algodon\" "
		  "seems to have "
		  "lost an accent; is it \"algodón\"?\n",
		    UNDER_6109("- es: camisa de algodon\n") },
		{ "content/scopes/61.md:15:3: warning: \"proteccion\" in \"Proteccion\" seems "
		  "to have lost "
		  "an accent; is it \"protección\"?\n",
		    UNDER_6109("- es: Proteccion\n") },
		{ "content/scopes/61.md:15:3: warning: \"plasticas\" in \"botas plasticas\" "
		  "seems to have "
		  "lost an accent; is it \"plásticas\"?\n",
		    UNDER_6109("- es: botas plasticas\n") },
		{ "content/scopes/61.md:15:3: warning: \"camaras\" in \"funda para camaras\" "
		  "seems to have "
		  "lost an accent; is it \"cámaras\"?\n",
		    UNDER_6109("- es: funda para camaras\n") },
		/* Right as they are; what is not Spanish is not looked at. */
		{ "", UNDER_6109(
			  "- es: algodón, protección, calcetines, pantalones, telefonista\n"
			  "- cafe shirt, salmon shirt\n") },
	};

	(void)state;
	JUDGE(cases);
}

static void
reviews_and_descriptions(void **state)
{
	static const struct judge_case cases[] = {
		{ "content/pages/index.md:4:11: warning: last checked on 2025-10-16, more than "
		  "400 days ago; "
		  "check the page and put today's date\n",
		    { { "pages/index.md",
			HOME FIFTY "\nreviewed: 2025-10-16\n---\nHello.\n" } } },
		{ "", { { "pages/index.md",
			  HOME FIFTY "\nreviewed: 2025-10-17\n---\nHello.\n" } } },
		{ "content/pages/index.es.md:4:13: warning: older than content/pages/index.md, "
		  "which was reviewed on 2026-11-21; compare the two, then give that day or a "
		  "later one\n",
		    { { "pages/index.es.md",
			HOME FIFTY "\ntranslated: 2026-11-20\n---\nHola.\n" } } },
		{ "content/answers/x.es.md:2:13: warning: older than content/answers/x.md, "
		  "which "
		  "was reviewed on 2026-11-21; compare the two, then give that day or a later "
		  "one\n",
		    { { "answers/x.md", "---\nqueries: [x]\naction: decline\nreason: X.\n"
					"reviewed: 2026-11-21\n---\nX.\n" },
			{ "answers/x.es.md",
			    "---\ntranslated: 2026-11-20\nreason: Equis.\n---\nEquis.\n" } } },
		{ "content/pages/index.es.md:3:14: warning: the description has 5 characters; "
		  "make it one sentence of 50 to 160\n",
		    { { "pages/index.es.md",
			HOME "Short\ntranslated: 2026-11-21\n---\nHola.\n" } } },
		{ "content/pages/index.md:4:11: warning: 2026-11-23 is still to come; put the "
		  "day on which "
		  "the page was checked\n",
		    { { "pages/index.md",
			HOME FIFTY "\nreviewed: 2026-11-23\n---\nHello.\n" } } },
		{ "content/pages/index.md:4:12: warning: this page was to be checked by "
		  "2026-11-20; check "
		  "it, then put a later day\n",
		    { { "pages/index.md", HOME FIFTY "\nreview_by: 2026-11-20" REST } } },
		{ "", { { "pages/index.md", HOME FIFTY "\nreview_by: 2026-11-21" REST } } },
		{ "content/answers/x.md:6:12: warning: this pinned answer was to be checked by "
		  "2026-01-01; "
		  "see whether it is still needed, then put a later day or remove the file\n",
		    { { "answers/x.md",
			"---\nqueries: [x]\naction: decline\nreason: None.\n"
			"reviewed: 2026-11-21\nreview_by: 2026-01-01\n---\nNo.\n" } } },
		{ "content/pages/index.md:3:14: warning: the description has 49 characters; "
		  "make it one "
		  "sentence of 50 to 160\n",
		    { { "pages/index.md",
			HOME "Fifty characters are what a page should be told é" REST } } },
		{ "", { { "pages/index.md",
			  HOME "Fifty characters are what a page should be told ïn" REST } } },
		{ "content/pages/index.md:3:14: warning: the description has 162 characters; "
		  "make it one "
		  "sentence of 50 to 160\n",
		    { { "pages/index.md",
			HOME FIFTY " or " FIFTY " or " FIFTY " or." REST } } },
		/* Not on the site. */
		{ "content/pages/index.md:5:8: note: a draft: not on the site until this line "
		  "is removed\n",
		    { { "pages/index.md",
			HOME "Short\nreviewed: 2020-01-01\ndraft: true\n---\n\n" } } },
	};

	(void)state;
	JUDGE(cases);
}

static void
sources_and_their_dates(void **state)
{
	static const struct judge_case cases[] = {
		{ "content/faqs/what.md:4:10: warning: no source says so; name where these "
		  "facts come "
		  "from\n",
		    { { "faqs/what.md",
			"---\nquestion: What is it?\ntopic: basics\nsources: []\n"
			"reviewed: 2026-11-21\n---\nIt is.\n" } } },
		{ "content/scopes/61.md:2:1: warning: the rule for 61 is \"stated\", yet none "
		  "of its "
		  "sources has a date; date one in sources.yml, or name one that has a date\n"
		  "content/scopes/72.md:2:1: warning: the rule for 72 is \"stated\", yet none "
		  "of its "
		  "sources has a date; date one in sources.yml, or name one that has a date\n",
		    { { "sources.yml",
			"brochure:\n  title: The brochure\nrule:\n  title: Rule\n" } } },
		/* What is inferred needs none. */
		{ "", { { "scopes/61.md",
			  TREE_SCOPE("61", "XI", "textiles",
			      EXCEPTION) "## 6109 T-shirts\n\nTops.\n\n- " EIGHT "\n" } } },
	};

	(void)state;
	JUDGE(cases);
}

static void
questions_are_asked_once(void **state)
{
	static const struct judge_case cases[] = {
		{ "content/faqs/which.md:2:11: warning: \"what IS it\" is asked at "
		  "content/faqs/what.md:2 "
		  "already; keep it where it is answered best\n",
		    { { "faqs/which.md",
			"---\nquestion: what IS it\ntopic: basics\nsources: rule\n"
			"reviewed: 2026-11-21\n---\nIt is.\n" } } },
		{ "content/faqs/what.md:6:14: warning: \"What is it\" is asked at "
		  "content/faqs/what.md:2 "
		  "already; keep it where it is answered best\n",
		    { { "faqs/what.md",
			TREE_FAQ("also_asked: [What is it, Is it so?]\n") "It is.\n" } } },
	};

	(void)state;
	JUDGE(cases);
}

static void
coverage_adds_up(void **state)
{
	static const struct tree_file files[] = {
		{ "scopes/61.md", TREE_SCOPE("61", "XI", "textiles",
				      EXCEPTION) "## 6109 T-shirts\n\nTops.\n\n- " EIGHT
						 "\n- es: camiseta, playera\n\n"
						 "Not here: hats.\n\n### 6109.90 Mail\n\n- "
						 "mail\n- es: malla\n\n"
						 "## 6110 Sweaters\n\n- sweater\n" },
		{ "faqs/what.md", TREE_FAQ("centers: [metals]\n") "It is.\n" },
		{ "centers/metals.md",
		    "---\nnumber: 7\nname: Base Metals\nsummary: Goods\ncity: Town\n"
		    "field_office: Office\nindustries: [Goods]\nsources: brochure\n"
		    "reviewed: 2026-03-01\n---\nWhat it does.\n" },
		{ NULL, NULL },
	};
	static const struct judge_row expected[] = {
		{ JUDGE_CHAPTER, "61", "Goods of 61", 2, 10, 3, 1, 1, 1, 0, { 2026, 11, 21 } },
		{ JUDGE_CHAPTER, "72", "Goods of 72", 1, 8, 0, 0, 1, 0, 0, { 2026, 11, 21 } },
		{ JUDGE_CENTER, "textiles", "Textiles", 2, 9, 2, 1, 1, 1, 0, { 2026, 11, 21 } },
		{ JUDGE_CENTER, "metals", "Base Metals", 1, 9, 1, 0, 1, 0, 1, { 2026, 3, 1 } },
		{ JUDGE_ALL, "all", "Everything", 3, 18, 3, 1, 2, 1, 1, { 2026, 3, 1 } },
	};
	struct judge_rows rows;
	struct arena a;
	struct tree t;
	size_t i;

	(void)state;
	load(&t, files, TREE_AT);
	arena_init(&a, 0);
	judge_coverage(&rows, &a, &t.site);
	assert_int_equal(rows.n, sizeof(expected) / sizeof(expected[0]));
	for (i = 0; i < rows.n; i++) {
		const struct judge_row *r = &rows.v[i], *e = &expected[i];

		assert_int_equal(r->kind, e->kind);
		assert_string_equal(r->key, e->key);
		assert_string_equal(r->title, e->title);
		assert_int_equal(r->headings, e->headings);
		assert_int_equal(r->names, e->names);
		assert_int_equal(r->spanish, e->spanish);
		assert_int_equal(r->with_spanish, e->with_spanish);
		assert_int_equal(r->with_prose, e->with_prose);
		assert_int_equal(r->with_not_here, e->with_not_here);
		assert_int_equal(r->faqs, e->faqs);
		assert_int_equal(date_cmp(r->reviewed, e->reviewed), 0);
	}
	arena_free(&a);
	tree_free(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_fine_is_not_mentioned),
		cmocka_unit_test(headings_need_names_and_prose),
		cmocka_unit_test(a_name_is_said_once),
		cmocka_unit_test(two_centers_share_no_name_without_a_question),
		cmocka_unit_test(headings_of_one_center_may_share_a_name),
		cmocka_unit_test(a_line_below_a_heading_has_its_own_center),
		cmocka_unit_test(spanish_keeps_its_accents),
		cmocka_unit_test(reviews_and_descriptions),
		cmocka_unit_test(sources_and_their_dates),
		cmocka_unit_test(questions_are_asked_once),
		cmocka_unit_test(coverage_adds_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
