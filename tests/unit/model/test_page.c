/* What is wrong with a file, its name, its address or what it refers to. */
#include "base/limits.h"
#include "unit/model/tree.h"

#define ANSWER(rest) "---\nqueries: [a]\nreason: r\nreviewed: 2026-11-21\n" rest "---\n"
#define PAGE(more) "---\ntitle: T\ndescription: d\nreviewed: 2026-11-21\n" more "---\nx\n"

static void
files_and_addresses(void **state)
{
	static const struct tree_case cases[] = {
		{ "content/faqs/note.txt: error: not a Markdown file; expected a name that "
		  "ends in .md, or "
		  "images/\n",
		    { { "faqs/note.txt", "x" } } },
		{ "content/faq/x.md: error: no such kind of content; move the file to "
		  "centers/, scopes/, "
		  "faqs/, pages/, glossary/, answers/ or changes/\n",
		    { { "faq/x.md", TREE_FAQ("") } } },
		{ "content/faqs/Two_Words.md: error: file names are lower-case words joined by "
		  "\"-\"; "
		  "rename it to \"two-words.md\"\n",
		    { { "faqs/Two_Words.md", TREE_FAQ("") } } },
		{ "content/pages/a/B.md: error: file names are lower-case words joined by "
		  "\"-\"; rename it "
		  "to \"b.md\"\n",
		    { { "pages/a/B.md", PAGE("") } } },
		/* two files, one address */
		{ "content/pages/about/index.md: error: has the same address /about/ as "
		  "content/pages/about.md\n",
		    { { "pages/about.md", PAGE("") }, { "pages/about/index.md", PAGE("") } } },
		{ "content/pages/faq/what.md: error: has the same address /faq/what/ as "
		  "content/faqs/what.md\n",
		    { { "pages/faq/what.md", PAGE("") } } },
		/* redirects */
		{ "", { { "pages/a.md", PAGE("redirect_from: [/b/, /c/]\n") } } },
		{ "content/pages/a.md:5:16: error: redirect_from /faq/what/ is the address of "
		  "content/faqs/what.md\n",
		    { { "pages/a.md", PAGE("redirect_from: /faq/what/\n") } } },
		{ "content/pages/a.md:5:16: error: redirect_from /a/ is the address of "
		  "content/pages/a.md\n",
		    { { "pages/a.md", PAGE("redirect_from: [/old/, /a/]\n") } } },
		{ "", { { "pages/a.md", PAGE("redirect_from: /faq/gone/\n") },
			  { "faqs/gone.md", TREE_FAQ("draft: true\n") } } },
		{ "content/pages/b.md:5:16: error: redirect_from /old/ is claimed by "
		  "content/pages/a.md "
		  "too\n",
		    { { "pages/a.md", PAGE("redirect_from: /old/\n") },
			{ "pages/b.md", PAGE("redirect_from: [/older/, /old/]\n") } } },
		{ "content/pages/a.md:5:16: error: redirect_from must be a path that begins "
		  "with \"/\", not "
		  "\"old\"\n",
		    { { "pages/a.md", PAGE("redirect_from: old\n") } } },
		/* times */
		{ "content/pages/a.md:6:13: error: expires_on must be later than publish_on\n",
		    { { "pages/a.md",
			PAGE("publish_on: 2027-01-01\nexpires_on: 2027-01-01\n") } } },
		{ "content/pages/a.md:5:13: error: publish_on must be a time such as "
		  "2026-12-01 or "
		  "2026-12-01 09:00, not \"soon\"\n",
		    { { "pages/a.md", PAGE("publish_on: soon\n") } } },
		/* the body has its own line numbers */
		{ "content/pages/a.md:8:1: error: the link \"/else/where/\" leads nowhere\n",
		    { { "pages/a.md", PAGE("") "\n[a page](/else/where/)\n" } } },
	};

	(void)state;
	TREE_CHECK(cases);
}

static void
references(void **state)
{
	static const struct tree_case cases[] = {
		{ "content/faqs/what.md:6:11: error: no Center \"metal\"; did you mean "
		  "\"metals\"?\n"
		  "content/faqs/what.md:6:18: error: no Center \"petroleum\"; it must be the "
		  "name of a file "
		  "in centers/\n",
		    { { "faqs/what.md", TREE_FAQ("centers: [metal, petroleum]\n") } } },
		{ "content/faqs/what.md:3:8: error: no topic \"weather\" in site.yml\n",
		    { { "faqs/what.md", "---\nquestion: Q?\ntopic: weather\nsources: rule\n"
					"reviewed: 2026-11-21\n---\n" } } },
		{ "content/faqs/what.md:4:11: error: no source \"none\" in sources.yml; add it "
		  "there, or "
		  "write a title, date and url\n"
		  "content/faqs/what.md:4:17: error: no source \"ruel\" in sources.yml; did "
		  "you mean "
		  "\"rule\"?\n",
		    { { "faqs/what.md",
			"---\nquestion: Q?\ntopic: basics\nsources: [none, ruel, rule]\n"
			"reviewed: 2026-11-21\n---\n" } } },
		{ "content/centers/textiles.md:2:9: error: number 4 is also that of "
		  "content/centers/metals.md\n",
		    { { "centers/metals.md", TREE_CENTER("4", "Base Metals", "") },
			{ "centers/textiles.md", TREE_CENTER("4", "Textiles", "") } } },
		{ "content/answers/a.md:5:9: error: action: answer needs a center or a "
		  "heading\n",
		    { { "answers/a.md", ANSWER("action: answer\n") } } },
		{ "content/answers/a.md:5:9: error: action: ask needs at least two choices\n",
		    { { "answers/a.md",
			ANSWER("action: ask\nchoices: [{label: A, query: a}]\n") } } },
		{ "content/answers/a.md:6:12: error: choice \"A\" leads nowhere; give it a "
		  "center, heading, "
		  "query or url\n",
		    { { "answers/a.md", ANSWER("action: ask\nchoices: [ {label: A}, {label: B, "
					       "query: b}]\n") } } },
		{ "content/answers/a.md:6:10: error: no heading \"6999\" in scopes/\n"
		  "content/answers/a.md:7:30: error: no Center \"steel\"; it must be the name "
		  "of a file in "
		  "centers/\n",
		    { { "answers/a.md", ANSWER("action: decline\nheading: 6999\nchoices: "
					       "[{label: A, center: steel}]\n") } } },
		{ "content/answers/a.md:5:9: error: action cannot be \"answr\"; did you mean "
		  "\"answer\"?\n",
		    { { "answers/a.md", ANSWER("action: answr\ncenter: metals\n") } } },
		{ "content/changes/c.md:2:7: error: date must be a date such as 2013, 2013-06 "
		  "or 2013-06-03, "
		  "not \"2013-02-30\"; that month has no day 30\n"
		  "content/changes/c.md:4:12: error: headings must be a code of 4, 6 or 8 "
		  "digits, or a range "
		  "such as \"8501-8505\", not \"61\"\n",
		    { { "changes/c.md",
			"---\ndate: 2013-02-30\ntitle: T\nheadings: [61]\nsources: rule\n"
			"reviewed: 2026-11-21\n---\n" } } },
	};

	(void)state;
	TREE_CHECK(cases);
}

static void
site_and_sources(void **state)
{
	static const struct tree_case cases[] = {
		{ "content/site.yml: error: cannot open: No such file or directory\n",
		    { { "site.yml", NULL } } },
		{ "content/site.yml:1:1: error: unknown key \"titel\"; did you mean "
		  "\"title\"?\n",
		    { { "site.yml",
			"titel: x\nshort_title: x\ndescription: x\n"
			"base_url: https://example.gov\nagency: x\nofficial_banner: false\n"
			"mailbox: a@b.gov\nmapping_date: 2026-11-21\ntime_zone: UTC\ntopics: "
			"[]\n"
			"sections: []\n" } } },
		{ "content/faqs/what.md:3:8: error: no topic \"basics\" in site.yml\n"
		  "content/scopes/61.md:4:10: error: no section \"XI\" in site.yml\n"
		  "content/scopes/72.md:4:10: error: no section \"XV\" in site.yml\n"
		  "content/site.yml:4:11: error: base_url must not end in \"/\"\n"
		  "content/site.yml:9:12: error: time zone \"America/Newyork\" is not known "
		  "here; expected "
		  "one such as America/New_York\n"
		  "content/site.yml:11:28: error: \"a\" stands here twice\n",
		    { { "site.yml",
			"title: x\nshort_title: x\ndescription: x\n"
			"base_url: https://example.gov/\nagency: x\nofficial_banner: false\n"
			"mailbox: a@b.gov\nmapping_date: 2026-11-21\ntime_zone: "
			"America/Newyork\n"
			"topics:\n  [{id: a, title: Some A}, {id: a, title: B}]\nsections: "
			"[]\n" } } },
		{ "content/sources.yml:1:9: error: source \"rule\" must have a title\n"
		  "content/sources.yml:3:3: error: key \"title\" is missing (what the source "
		  "is)\n"
		  "content/sources.yml:3:8: error: url must be an address that begins with "
		  "https:// or "
		  "http://, not \"x\"\n",
		    { { "sources.yml",
			"rule:   none\nodd:\n  url: x\nbrochure: {title: B}\n" } } },
	};

	(void)state;
	TREE_CHECK(cases);
}

/* 512 KiB are read, a byte more is not. */
static void
size(void **state)
{
	struct tree_file files[] = { { "faqs/what.md", NULL }, { NULL, NULL } };
	struct buf b = BUF_INIT;
	struct tree t;

	(void)state;
	buf_adds(&b, TREE_FAQ(""));
	while (b.n < LIMIT_CONTENT_FILE)
		buf_addc(&b, b.n % 60 == 0 ? '\n' : 'x');
	files[0].text = b.p;
	tree_load(&t, files);
	assert_string_equal(t.messages, "");
	tree_free(&t);
	buf_addc(&b, 'x');
	files[0].text = b.p;
	tree_load(&t, files);
	assert_string_equal(t.messages,
	    "content/faqs/what.md: error: file is larger than the limit of 512 KiB\n");
	tree_free(&t);
	buf_free(&b);
}

static void
no_tree_at_all(void **state)
{
	struct site site;
	struct diag d;

	(void)state;
	diag_init(&d);
	assert_int_equal(site_load(&d, &site, "no/such/tree", TREE_AT), -1);
	assert_true(d.errors > 0);
	site_free(&site);
	diag_free(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_and_addresses),
		cmocka_unit_test(references),
		cmocka_unit_test(site_and_sources),
		cmocka_unit_test(size),
		cmocka_unit_test(no_tree_at_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
