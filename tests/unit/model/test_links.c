#include "unit/model/tree.h"

/* The body begins on line 7. */
#define FAQ(body) TREE_FAQ("") body
#define AT(col) "content/faqs/what.md:7:" col ": "

static void
good(void **state)
{
	static const struct tree_file files[] = {
		{ "faqs/what.md",
		    FAQ("## Part one\n\n"
			"[a page](/), [a Center](/centers/metals/), [Centers](/centers/), [a "
			"chapter](/hts/61/), "
			"[a heading](/hts/6109/), [all products](/products/), [products with "
			"a](/products/a/), "
			"[questions](/faq/), [this part](#part-one), [its "
			"part](/faq/what/#part-one), "
			"[the feed](/feed.xml), [a search](/find/?q=steel%20pipe), [the "
			"site](https://cbp.gov/x), "
			"[old site](http://cbp.gov), [mail](mailto:cee@example.gov), "
			"[call](tel:+12025550100), "
			"[in a file](../scopes/61.md), [its "
			"heading](../scopes/61.md#6109-t-shirts), "
			"[neighbour](other.md), [its part two](./other.md#two), [the home "
			"file](../pages/index.md), "
			"[a term](../glossary/entry.md), [the term](/glossary/#entry), "
			"[a change](/changes/#new), ![a chart](/images/chart.svg)\n") },
		{ "faqs/other.md", FAQ("## Two\n") },
		{ "glossary/entry.md",
		    "---\nterm: Entry\nsources: rule\nreviewed: 2026-11-21\n---\nx\n" },
		{ "changes/new.md", "---\ndate: 2016\ntitle: New\nsources: rule\n"
				    "reviewed: 2026-11-21\n---\nx\n" },
		{ "images/chart.svg", "<svg/>" },
		{ NULL, NULL },
	};
	const struct page *p;
	struct tree t;

	(void)state;
	tree_load(&t, files);
	assert_string_equal(t.messages, "");
	p = site_page_by_url(&t.site, "/faq/what/");
	assert_true(str_find(p->doc.html, "href=\"/hts/61/#6109-t-shirts\"") < p->doc.html.n);
	assert_true(str_find(p->doc.html, "href=\"/faq/other/#two\"") < p->doc.html.n);
	assert_true(str_find(p->doc.html, "href=\"/glossary/#entry\"") < p->doc.html.n);
	assert_true(str_find(p->doc.html, ".md") == p->doc.html.n);
	tree_free(&t);
}

static void
broken(void **state)
{
	static const struct tree_case cases[] = {
		{ AT("1") "error: the link \"/faq/wat/\" leads nowhere; did you mean "
			  "\"/faq/what/\"?\n",
		    { { "faqs/what.md", FAQ("[a page](/faq/wat/)\n") } } },
		{ AT("5") "error: the link \"/nothing/like/it/\" leads nowhere\n",
		    { { "faqs/what.md", FAQ("See [a page](/nothing/like/it/).\n") } } },
		{ AT("1") "error: the link \"/faq/what\" leads nowhere; did you mean "
			  "\"/faq/what/\"?\n",
		    { { "faqs/what.md", FAQ("[no slash](/faq/what)\n") } } },
		{ AT("1") "error: the link \"/hts/6999/\" leads nowhere\n",
		    { { "faqs/what.md", FAQ("[a heading](/hts/6999/)\n") } } },
		{ AT("1") "error: the link \"/find/x/?q=a\" leads nowhere\n",
		    { { "faqs/what.md", FAQ("[a search](/find/x/?q=a)\n") } } },
		{ AT("1") "error: the link \"none.md\" leads nowhere\n",
		    { { "faqs/what.md", FAQ("[a file](none.md)\n") } } },
		{ AT("1") "error: the link \"faq/what/\" leads nowhere; begin it with \"/\", "
			  "or name the "
			  ".md file\n",
		    { { "faqs/what.md", FAQ("[no root](faq/what/)\n") } } },
		{ AT("1") "error: a link without a destination\n",
		    { { "faqs/what.md", FAQ("[nowhere at all]()\n") } } },
		/* anchors, of this page and of another */
		{ AT("1") "error: no heading \"#part-two\" in content/faqs/what.md\n",
		    { { "faqs/what.md", FAQ("[a part](#part-two)\n\n## Part one\n") } } },
		{ AT("1") "error: no heading \"#three\" in content/faqs/other.md\n",
		    { { "faqs/what.md", FAQ("[a part](other.md#three)\n") },
			{ "faqs/other.md", FAQ("## Two\n") } } },
		{ AT("1") "error: the link \"/glossary/#none\" leads nowhere\n",
		    { { "faqs/what.md", FAQ("[a term](/glossary/#none)\n") } } },
		{ AT("1") "error: the link \"/glossary/#entri\" leads nowhere; did you mean "
			  "\"/glossary/#entry\"?\n",
		    { { "faqs/what.md", FAQ("[a term](/glossary/#entri)\n") },
			{ "glossary/entry.md", "---\nterm: Entry\nsources: rule\n"
					       "reviewed: 2026-11-21\n---\nx\n" } } },
		/* images */
		{ AT("1") "error: the image \"/images/none.svg\" leads nowhere\n",
		    { { "faqs/what.md", FAQ("![chart](/images/none.svg)\n") } } },
		{ AT("1") "error: the image \"/images/../site.yml\" leads nowhere\n",
		    { { "faqs/what.md", FAQ("![chart](/images/../site.yml)\n") },
			{ "images/x.svg", "<svg/>" } } },
		{ AT("1") "error: the image \"chart.svg\" leads nowhere; begin it with \"/\", "
			  "or name the "
			  ".md file\n",
		    { { "faqs/what.md", FAQ("![chart](chart.svg)\n") },
			{ "images/chart.svg", "<svg/>" } } },
		{ AT("1") "error: the image \"/images/dir\" leads nowhere\n",
		    { { "faqs/what.md", FAQ("![chart](/images/dir)\n") },
			{ "images/dir/x.svg", "<svg/>" } } },
		/* what is not on the site now */
		{ AT("1") "error: the link \"draft.md\" leads to content/faqs/draft.md, which "
			  "is not on the "
			  "site now\n",
		    { { "faqs/what.md", FAQ("[a draft](draft.md)\n") },
			{ "faqs/draft.md", TREE_FAQ("draft: true\n") "x\n" } } },
		{ AT("1") "error: the link \"/faq/later/\" leads to content/faqs/later.md, "
			  "which is not on "
			  "the site now\n",
		    { { "faqs/what.md", FAQ("[a later one](/faq/later/)\n") },
			{ "faqs/later.md", TREE_FAQ("publish_on: 2027-01-01\n") "x\n" } } },
		/* a draft's own links are not checked yet */
		{ "", { { "faqs/draft.md", TREE_FAQ("draft: true\n") "[a page](/none/)\n" } } },
		/* in a chapter, and from a pinned answer */
		{ "content/scopes/61.md:12:7: error: the link \"/none/\" leads nowhere\n",
		    { { "scopes/61.md", TREE_SCOPE("61", "XI", "textiles",
					    "") "## 6109 A\n\nProse [a page](/none/).\n" } } },
		{ "content/answers/a.md:2:1: error: the link \"/none/\" leads nowhere\n",
		    { { "answers/a.md", "---\nqueries: [a]\naction: ask\nchoices:\n"
					"  - {label: A, url: /none/}\n  - {label: B, url: "
					"/find/?q=b}\nreason: r\n"
					"reviewed: 2026-11-21\n---\n" } } },
	};

	(void)state;
	TREE_CHECK(cases);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good),
		cmocka_unit_test(broken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
