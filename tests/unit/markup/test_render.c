#include "fixture.h"

static void
links(void **state)
{
	static const struct body_case cases[] = {
		{ "[the FAQ](../faqs/x.md#a)",
		    "<p><a href=\"../faqs/x.md#a\">the FAQ</a></p>\n", "" },
		{ "[CBP](https://cbp.gov/?a=1&b=\"2\" \"Its \\\"title\\\"\")",
		    "<p><a href=\"https://cbp.gov/?a=1&amp;b=%222%22\" title=\"Its "
		    "&quot;title&quot;\" class=\"external\" rel=\"external\">CBP</a></p>\n",
		    "" },
		{ "<HTTP://a.b>",
		    "<p><a href=\"HTTP://a.b\" class=\"external\" "
		    "rel=\"external\">HTTP://a.b</a>"
		    "</p>\n",
		    "" },
		{ "[other host](//a.b/)",
		    "<p><a href=\"//a.b/\" class=\"external\" rel=\"external\">other "
		    "host</a></p>\n",
		    "" },
		{ "[write](mailto:x@cbp.gov)",
		    "<p><a href=\"mailto:x@cbp.gov\" class=\"email\">write</a></p>\n", "" },
		{ "[call](tel:+1-800)", "<p><a href=\"tel:+1-800\">call</a></p>\n", "" },
		/* What no URL holds is percent-encoded, what is encoded stays. */
		{ "[a b](</\xC3\xA9 %20[x]\\\\y'>)",
		    "<p><a href=\"/%C3%A9%20%20%5Bx%5D%5Cy&#39;\">a b</a></p>\n", "" },
	};

	(void)state;
	CHECK_BODIES(cases);
}

static void
bad_schemes(void **state)
{
	static const char *const urls[] = {
		"javascript:x",
		"JaVaScRiPt:x",
		"vbscript:x",
		"data:text/html,x",
		"file:///x",
		"java&#115;cript:x",
		"ftp://x",
		"blob:x",
		"x-y.z+1:w",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
		struct parsed p;
		char body[100];

		(void)snprintf(body, sizeof(body), "a [b](%s)\n", urls[i]);
		parse(&p, body);
		assert_str(p.doc.html, "<p>a <a href=\"\">b</a></p>\n");
		assert_non_null(strstr(p.messages, "x.md:1:3: error: scheme of \""));
		parsed_free(&p);

		(void)snprintf(body, sizeof(body), "![b](%s)\n", urls[i]);
		parse(&p, body);
		assert_str(p.doc.html, "<p><img src=\"\" alt=\"b\" /></p>\n");
		assert_int_equal(p.status, -1);
		parsed_free(&p);
	}
}

static void
link_texts(void **state)
{
	static const struct {
		const char *text;
		const char *message; /* part of it; NULL: none */
	} cases[] = {
		{ "the list of offices", NULL },
		{ "hereafter", NULL },
		{ "![map](m.png)", NULL },
		{ "", "link without text" },
		{ " ", "link without text" },
		{ "here", "\"here\" does not say" },
		{ "Click *here*", "\"Click here\"" },
		{ "read\nmore", "\"read more\"" },
		{ "this.", "\"this.\"" },
		{ "Link", "\"Link\"" },
		{ "`here`", "\"here\"" },
		{ "![here](x.png)", "\"here\"" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct parsed p;
		char body[100];

		(void)snprintf(body, sizeof(body), "a [%s](b)\n", cases[i].text);
		parse(&p, body);
		assert_int_equal(p.status, 0);
		assert_int_equal(p.diag.warnings, cases[i].message != NULL);
		if (cases[i].message != NULL) {
			assert_non_null(strstr(p.messages, "x.md:1:3: warning: "));
			assert_non_null(strstr(p.messages, cases[i].message));
		}
		parsed_free(&p);
	}
}

static bool
to_url(void *ctx, struct str dest, struct buf *out)
{
	unsigned *calls = ctx;

	++*calls;
	if (str_is(dest, "evil"))
		buf_adds(out, "javascript:x");
	else if (str_is(dest, "../faqs/x.md#a"))
		buf_adds(out, "/faq/x/?\"#a");
	else
		return false;
	return true;
}

static void
rewritten_links(void **state)
{
	static const char body[] =
	    "[x](../faqs/x.md#a) ![y *z*](../faqs/x.md#a) [k](keep)\n\n[e](evil)\n";
	unsigned calls = 0;
	struct markdown_options opt = {
		.loc = { .file = "x.md", .line = 10 }, .link = to_url, .ctx = &calls
	};
	struct parsed p;

	(void)state;
	parse_with(&p, &opt, STR(body));
	assert_int_equal(calls, 4);
	assert_str(p.doc.html,
	    "<p><a href=\"/faq/x/?%22#a\">x</a> <img src=\"/faq/x/?%22#a\" alt=\"y z\" /> "
	    "<a href=\"keep\">k</a></p>\n<p><a href=\"\">e</a></p>\n");
	assert_int_equal(p.doc.n_links, 4);
	assert_int_equal(p.doc.links[0].kind, MARKDOWN_LINK);
	assert_str(p.doc.links[0].dest, "../faqs/x.md#a");
	assert_str(p.doc.links[0].resolved, "/faq/x/?\"#a");
	assert_str(p.doc.links[0].text, "x");
	assert_int_equal(p.doc.links[1].kind, MARKDOWN_IMAGE);
	assert_str(p.doc.links[1].text, "y z");
	assert_int_equal(p.doc.links[1].loc.line, 10);
	assert_int_equal(p.doc.links[1].loc.col, 21);
	assert_str(p.doc.links[2].dest, "keep");
	assert_str(p.doc.links[2].resolved, "keep");
	/* What the callback made is checked as what the author wrote. */
	assert_string_equal(p.messages, "x.md:12:1: error: scheme of \"javascript:x\" is not "
					"allowed, expected http, https, "
					"mailto or tel\n");
	parsed_free(&p);

	opt.flags = MARKDOWN_PLAIN;
	parse_with(&p, &opt, STR("[x](../faqs/x.md#a)"));
	assert_int_equal(calls, 4);
	assert_str(p.doc.html, "<p><a href=\"../faqs/x.md#a\">x</a></p>\n");
	parsed_free(&p);
}

static void
images(void **state)
{
	static const struct body_case cases[] = {
		{ "![A *map* of `x`\n[y](z) \"&\"](m.png \"T\")",
		    "<p><img src=\"m.png\" alt=\"A map of x y &quot;&amp;&quot;\" title=\"T\" "
		    "/></p>\n",
		    "" },
		{ "![a ![b](c) d](e)", "<p><img src=\"e\" alt=\"a b d\" /></p>\n", "" },
		{ "[![a](b)](c)", "<p><a href=\"c\"><img src=\"b\" alt=\"a\" /></a></p>\n",
		    "" },
		{ "`a\nb`\n![](c)\n", NULL,
		    "x.md:3:1: error: image without alternative text, expected ![what it "
		    "shows](...)\n" },
		{ "x\n\n- y ![](z.png)\n", NULL,
		    "x.md:3:5: error: image without alternative text, expected ![what it "
		    "shows](...)\n" },
	};

	(void)state;
	CHECK_BODIES(cases);
}

#define RAW "error: raw HTML is not allowed, use Markdown\n"

static void
raw_html(void **state)
{
	static const struct body_case cases[] = {
		{ "a <b>c</b>\n", "<p>a c</p>\n", "x.md:1:3: " RAW "x.md:1:7: " RAW },
		{ "x\n\n<script>\nalert(1)\n</script>\n\ny\n", "<p>x</p>\n<p>y</p>\n",
		    "x.md:3:1: " RAW },
		{ "<!-- note -->\n", "", "x.md:1:1: " RAW },
		{ "![a <i>](b)\n", NULL, "x.md:1:5: " RAW },
		{ "a < b, 2 &lt; 3, `<b>`, \\<b>\n",
		    "<p>a &lt; b, 2 &lt; 3, <code>&lt;b&gt;</code>, &lt;b&gt;</p>\n", "" },
		/* Where it stands, in each kind of line. */
		{ "## a <b>\n", NULL, "x.md:1:6: " RAW },
		{ "a\nb `c\nd` <e\nf=\"\"> <g>\n", NULL, "x.md:3:4: " RAW "x.md:4:7: " RAW },
		{ "a\n   b <c>\n", NULL, "x.md:2:6: " RAW },
		{ "> > a\n> >  b <c>\n>   d <e>\n  f <g>\n", NULL,
		    "x.md:2:8: " RAW "x.md:3:7: " RAW "x.md:4:5: " RAW },
		{ "> a\n>     > b <c>\n", NULL, "x.md:2:11: " RAW },
		{ "1. a\n   b <c>\n d <e>\n", NULL, "x.md:2:6: " RAW "x.md:3:4: " RAW },
		{ "a\nb <c>\n===\n", NULL, NULL },
	};
	struct parsed p;

	(void)state;
	check_bodies(cases, sizeof(cases) / sizeof(cases[0]) - 1);
	parse(&p, cases[11].body);
	assert_non_null(strstr(p.messages, "x.md:2:3: " RAW));
	parsed_free(&p);
}

static void
elements(void **state)
{
	static const struct body_case cases[] = {
		{ "1. a\n2. b\n", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n", "" },
		{ "7) a\n", "<ol start=\"7\">\n<li>a</li>\n</ol>\n", "" },
		{ "- a\n\n- b\n", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>\n",
		    "" },
		{ "> a\n", "<blockquote>\n<p>a</p>\n</blockquote>\n", "" },
		{ "``` c\"x y\na <\n```\n",
		    "<pre><code class=\"language-c&quot;x\">a &lt;\n</code></pre>\n", "" },
		{ "a  \nb\n\n---\n", "<p>a<br />\nb</p>\n<hr />\n", "" },
		{ "*a **b***", "<p><em>a <strong>b</strong></em></p>\n", "" },
		{ "# a\n", "<h1 id=\"a\">a</h1>\n",
		    "x.md:1:1: warning: first-level heading in the body, where the page's "
		    "title is "
		    "the only one: use ##\n" },
	};

	(void)state;
	CHECK_BODIES(cases);
}

static void
plain_text(void **state)
{
	static const struct {
		const char *body, *text;
	} cases[] = {
		{ "  a\tb\n\n\n c \n", "a b c" },
		{ "## H\np *q*r `s  t`  \nu\n", "H p qr s t u" },
		{ "- a\n- b\n  - c\n\n1. d\n", "a b c d" },
		{ "[l *m*](x) ![alt](y) <http://z>\n", "l m alt http://z" },
		{ "```\ncode <1>\n  x\n```\n> &amp; q\n", "code <1> x & q" },
		{ "---\n", "" },
		{ "", "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct parsed p;

		parse(&p, cases[i].body);
		assert_str(p.doc.text, cases[i].text);
		parsed_free(&p);
	}
}

/* Words are passed over many bytes at once: white space is collapsed wherever it stands. */
static void
white_space_anywhere(void **state)
{
	const struct markdown_options opt = { .flags = MARKDOWN_PLAIN };
	struct buf body = BUF_INIT, want = BUF_INIT;
	size_t n, at, spaces, i;

	(void)state;
	for (n = 3; n < 60; n++)
		for (at = 1; at < n; at++)
			for (spaces = 1; spaces <= 3; spaces++) {
				struct parsed p;

				buf_clear(&body);
				buf_clear(&want);
				buf_addc(&body, '`'); /* where cmark does not collapse it */
				for (i = 0; i < n; i++) {
					if (i == at)
						buf_addf(&body, "%*s", (int)spaces, "");
					if (i == at || i == n / 2)
						buf_addc(&want, ' ');
					if (i != at && i == n / 2)
						buf_addc(&body, ' ');
					buf_addc(&body, 'a');
					buf_addc(&want, 'a');
				}
				buf_addc(&body, '`');
				parse_with(&p, &opt, buf_str(&body));
				assert_str(p.doc.text, want.p);
				parsed_free(&p);
			}
	buf_free(&body);
	buf_free(&want);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(links),
		cmocka_unit_test(bad_schemes),
		cmocka_unit_test(link_texts),
		cmocka_unit_test(rewritten_links),
		cmocka_unit_test(images),
		cmocka_unit_test(raw_html),
		cmocka_unit_test(elements),
		cmocka_unit_test(plain_text),
		cmocka_unit_test(white_space_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
