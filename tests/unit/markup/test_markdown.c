#include "fixture.h"

#include <pthread.h>

#include "base/limits.h"

static const char chapter[] = "What the chapter covers,\nin two sentences.\n"
			      "\n"
			      "## 6109 T-shirts, singlets & *tank tops*\n"
			      "\n"
			      "Light knit tops.\n"
			      "\n"
			      "- t-shirts, tees, `1,4-dioxane`\n"
			      "- compression tops,\n  rash-free  base layers\n"
			      "- also: face masks | 9020 | Does it have a filter?\n"
			      "- \"shoes, leather\", 5\\*10 mm\n"
			      "\n"
			      "Not here: polo shirts (6105).\n"
			      "\n"
			      "1. one\n"
			      "2. two\n"
			      "\n"
			      "> quoted\n"
			      "\n"
			      "- a\n\n  b\n- \n- - c\n";

static void
blocks_of_a_chapter(void **state)
{
	static const struct {
		enum markdown_block_kind kind;
		unsigned level, line, col;
		bool nested;
		const char *text, *html, *id;
	} want[] = {
		{ MARKDOWN_PARAGRAPH, 0, 12, 1, false,
		    "What the chapter covers, in two sentences.",
		    "<p>What the chapter covers,\nin two sentences.</p>", "" },
		{ MARKDOWN_HEADING, 2, 15, 1, false, "6109 T-shirts, singlets & tank tops",
		    "<h2 id=\"6109-t-shirts-singlets-tank-tops\">6109 T-shirts, singlets &amp; "
		    "<em>tank tops</em></h2>",
		    "6109-t-shirts-singlets-tank-tops" },
		{ MARKDOWN_PARAGRAPH, 0, 17, 1, false, "Light knit tops.",
		    "<p>Light knit tops.</p>", "" },
		{ MARKDOWN_ITEM, 0, 19, 3, false, "t-shirts, tees, 1,4-dioxane",
		    "t-shirts, tees, <code>1,4-dioxane</code>", "" },
		{ MARKDOWN_ITEM, 0, 20, 3, false, "compression tops, rash-free base layers",
		    "compression tops,\nrash-free  base layers", "" },
		{ MARKDOWN_ITEM, 0, 22, 3, false,
		    "also: face masks | 9020 | Does it have a filter?",
		    "also: face masks | 9020 | Does it have a filter?", "" },
		{ MARKDOWN_ITEM, 0, 23, 3, false, "\"shoes, leather\", 5*10 mm",
		    "&quot;shoes, leather&quot;, 5*10 mm", "" },
		{ MARKDOWN_PARAGRAPH, 0, 25, 1, false, "Not here: polo shirts (6105).",
		    "<p>Not here: polo shirts (6105).</p>", "" },
		{ MARKDOWN_OTHER, 0, 27, 1, false, "one two",
		    "<ol>\n<li>one</li>\n<li>two</li>\n</ol>", "" },
		{ MARKDOWN_OTHER, 0, 30, 1, false, "quoted",
		    "<blockquote>\n<p>quoted</p>\n</blockquote>", "" },
		{ MARKDOWN_ITEM, 0, 32, 1, true, "a b", "<p>a</p>\n<p>b</p>", "" },
		{ MARKDOWN_ITEM, 0, 35, 1, false, "", "", "" },
		{ MARKDOWN_ITEM, 0, 36, 1, true, "c", "<ul>\n<li>c</li>\n</ul>", "" },
	};
	const struct markdown_options opt = { .loc = { .file = "61.md", .line = 12 } };
	struct parsed p;
	size_t i;

	(void)state;
	parse_with(&p, &opt, STR(chapter));
	assert_string_equal(p.messages, "");
	for (i = 0; i < sizeof(want) / sizeof(want[0]) && i < p.doc.n_blocks; i++) {
		const struct markdown_block *b = &p.doc.blocks[i];

		assert_str(b->text, want[i].text);
		assert_int_equal(b->kind, want[i].kind);
		assert_int_equal(b->level, want[i].level);
		assert_int_equal(b->loc.line, want[i].line);
		assert_int_equal(b->loc.col, want[i].col);
		assert_int_equal(b->nested, want[i].nested);
		assert_str(b->html, want[i].html);
		assert_str(b->id, want[i].id);
		assert_string_equal(b->loc.file, "61.md");
	}
	assert_int_equal(p.doc.n_blocks, sizeof(want) / sizeof(want[0]));
	parsed_free(&p);
}

static void
items_of_a_loose_list(void **state)
{
	struct parsed p;

	(void)state;
	parse(&p, "* a *b*\n\n* c\n");
	assert_int_equal(p.doc.n_blocks, 2);
	assert_str(p.doc.blocks[0].html, "a <em>b</em>");
	assert_str(p.doc.blocks[1].html, "c");
	assert_str(p.doc.blocks[1].text, "c");
	assert_int_equal(p.doc.blocks[1].loc.line, 3);
	parsed_free(&p);
}

/* All but blocks and text is as with them: texts of headings, links and images too. */
static void
no_text(void **state)
{
	const struct markdown_options opt = { .loc = { .file = "x.md", .line = 1 },
		.flags = MARKDOWN_NO_BLOCKS | MARKDOWN_NO_TEXT };
	const char *body =
	    "Before [a  *b*\nc](/d/) after.\n\n## One *two* [three `four`](/five/) "
	    "![s](/i.png) t\n\n"
	    "| c | [d](/e/) |\n| - | - |\n| ![f *g* [h](/h/)](/images/x.png) | i |\n\n"
	    "- j\n- [k ![l](/m.png)](/n/)\n\n## Last\n\n> Behind it.\n";
	struct parsed with, without;
	size_t i;

	(void)state;
	parse(&with, body);
	parse_with(&without, &opt, str_of(body));
	assert_string_equal(with.messages, without.messages);
	assert_true(str_eq(with.doc.html, without.doc.html));
	assert_int_not_equal(with.doc.text.n, 0);
	assert_int_equal(without.doc.text.n, 0);
	assert_int_equal(with.doc.n_outline, 2);
	assert_int_equal(without.doc.n_outline, 2);
	for (i = 0; i < 2; i++)
		assert_true(str_eq(with.doc.outline[i].text, without.doc.outline[i].text));
	assert_int_equal(with.doc.n_links, 7);
	assert_int_equal(without.doc.n_links, 7);
	for (i = 0; i < 7; i++)
		assert_true(str_eq(with.doc.links[i].text, without.doc.links[i].text));
	parsed_free(&with);
	parsed_free(&without);
}

/* All but the blocks is as with them. */
static void
no_blocks(void **state)
{
	const struct markdown_options opt = { .loc = { .file = "x.md", .line = 1 },
		.flags = MARKDOWN_NO_BLOCKS };
	const char *body =
	    "## One\n\n- a\n- b\n\n| c | d |\n| - | - |\n| e | f |\n\n- g\n\n  h\n";
	struct parsed with, without;

	(void)state;
	parse(&with, body);
	parse_with(&without, &opt, str_of(body));
	assert_int_not_equal(with.doc.n_blocks, 0);
	assert_int_equal(without.doc.n_blocks, 0);
	assert_true(str_eq(with.doc.html, without.doc.html));
	assert_true(str_eq(with.doc.text, without.doc.text));
	assert_int_equal(without.doc.n_outline, 1);
	assert_str(without.doc.outline[0].id, "one");
	parsed_free(&with);
	parsed_free(&without);
}

#define FIFTY_QUOTES ">>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>>"
#define SEVEN_LEVELS "              "
#define FORTY_NINE_LEVELS \
	SEVEN_LEVELS SEVEN_LEVELS SEVEN_LEVELS SEVEN_LEVELS SEVEN_LEVELS SEVEN_LEVELS \
	    SEVEN_LEVELS
#define TOO_DEEP "error: lists and quotations nested more than 50 deep\n"

static void
refused_bodies(void **state)
{
	static const struct body_case cases[] = {
		{ "a\xFF", "",
		    "x.md:1:2: error: byte 0xFF is not UTF-8, expected text saved as UTF-8\n" },
		{ "a\r\n\r\n\xC3\xA9 \xC3", "",
		    "x.md:3:4: error: byte 0xC3 is not UTF-8, expected text saved as UTF-8\n" },
		{ "a\n\xED\xA0\x80", "",
		    "x.md:2:1: error: byte 0xED is not UTF-8, expected text saved as UTF-8\n" },
		/* Fifty marks are allowed, a rule is none, one more is refused. */
		{ FIFTY_QUOTES, NULL, "" },
		{ "- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - "
		  "- - "
		  "- - - - - - - - - - - - - -\n",
		    "<hr />\n", "" },
		{ "a\n\n" FIFTY_QUOTES ">", "", "x.md:3:51: " TOO_DEEP },
		{ FIFTY_QUOTES "1. x", "", "x.md:1:51: " TOO_DEEP },
		{ FIFTY_QUOTES "1.x", NULL, "" },
		/* So is what indentation may nest as deep; alone it nests nothing. */
		{ "- a\n\n" FORTY_NINE_LEVELS "- a\n", NULL, "" },
		{ "- a\n\n" FORTY_NINE_LEVELS "  - a\n", "", "x.md:3:101: " TOO_DEEP },
		{ "- a\n\n" FORTY_NINE_LEVELS "  a\n", NULL, "" },
		{ "> \t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t+ a", "",
		    "x.md:1:28: " TOO_DEEP },
	};

	(void)state;
	CHECK_BODIES(cases);
}

static void
limit_of_size(void **state)
{
	const struct markdown_options opt = { .loc = { .file = "x.md", .line = 5 } };
	struct buf body = BUF_INIT;
	struct parsed p;
	size_t i;

	(void)state;
	for (i = 0; i < LIMIT_CONTENT_FILE / 2; i++)
		buf_adds(&body, "a\n");
	parse_with(&p, &opt, buf_str(&body));
	assert_string_equal(p.messages, "");
	parsed_free(&p);
	buf_addc(&body, 'a');
	parse_with(&p, &opt, buf_str(&body));
	assert_string_equal(
	    p.messages, "x.md: error: 524289 bytes of Markdown, at most 524288 are allowed\n");
	assert_int_equal(p.doc.html.n, 0);
	parsed_free(&p);
	buf_clear(&body);

	for (i = 0; i < 4001; i++)
		buf_adds(&body, "![a](b) ");
	parse_with(&p, &opt, buf_str(&body));
	assert_string_equal(
	    p.messages, "x.md:5:32001: error: more than 4000 images in one file, split it\n");
	parsed_free(&p);
	buf_truncate(&body, body.n - 8);
	parse_with(&p, &opt, buf_str(&body));
	assert_int_equal(p.doc.n_links, 4000);
	parsed_free(&p);
	buf_free(&body);
}

static void
plain(void **state)
{
	static const char body[] =
	    "# a\n\n#### a\n\n|a|\n|-|\n\n<b> [here](http://x) ![](javascript:y)\n";
	struct markdown_options opt = { .flags = MARKDOWN_PLAIN };
	struct parsed p;

	(void)state;
	parse_with(&p, &opt, STR(body));
	assert_string_equal(p.messages, "");
	assert_str(p.doc.html,
	    "<h1>a</h1>\n<h4>a</h4>\n<p>|a|\n|-|</p>\n<p><!-- raw HTML omitted --> "
	    "<a href=\"http://x\">here</a> <img src=\"\" alt=\"\" /></p>\n");
	parsed_free(&p);
	opt.flags |= MARKDOWN_RAW_HTML;
	parse_with(&p, &opt, STR(body));
	assert_str(p.doc.html,
	    "<h1>a</h1>\n<h4>a</h4>\n<p>|a|\n|-|</p>\n<p><b> "
	    "<a href=\"http://x\">here</a> <img src=\"javascript:y\" alt=\"\" /></p>\n");
	parsed_free(&p);
	/* Alone it opens nothing. */
	opt.flags = MARKDOWN_RAW_HTML;
	parse_with(&p, &opt, STR("<b>"));
	assert_int_equal(p.status, -1);
	assert_str(p.doc.html, "");
	parsed_free(&p);
}

static void
nothing(void **state)
{
	const struct markdown_options opt = { .loc = { .file = "x.md" } };
	struct parsed p;

	(void)state;
	parse_with(&p, &opt, (struct str){ NULL, 0 });
	assert_string_equal(p.messages, "");
	assert_int_equal(
	    p.doc.html.n + p.doc.text.n + p.doc.n_blocks + p.doc.n_outline + p.doc.n_links, 0);
	parsed_free(&p);
}

/* A link callback may itself parse. */
static bool
parses_too(void *ctx, struct str dest, struct buf *out)
{
	struct parsed inner;

	(void)ctx;
	parse(&inner, "|a|\n|-|\n");
	buf_addstr(out, dest);
	buf_addf(out, "?%zu", inner.doc.n_blocks);
	parsed_free(&inner);
	return true;
}

static void
parse_in_a_parse(void **state)
{
	const struct markdown_options opt = { .link = parses_too };
	struct parsed p;

	(void)state;
	parse_with(&p, &opt, STR("[a](b) *c*\n"));
	assert_str(p.doc.html, "<p><a href=\"b?1\">a</a> <em>c</em></p>\n");
	parsed_free(&p);
}

/* Cmocka's asserts are for the main thread: count what differs. */
static void *
parse_often(void *arg)
{
	const struct markdown_options opt = { .loc = { .file = "x.md", .line = 1 } };
	size_t *differ = arg, round;
	struct str first = { NULL, 0 };
	struct arena keep;

	arena_init(&keep, 0);
	for (round = 0; round < 200; round++) {
		struct markdown_doc doc;
		struct arena arena;
		struct diag diag;

		arena_init(&arena, 0);
		diag_init(&diag);
		if (markdown_parse(&diag, &arena, &opt, STR(chapter), &doc) != 0)
			++*differ;
		if (round == 0)
			first = (struct str){ arena_strndup(&keep, doc.html.p, doc.html.n),
				doc.html.n };
		else if (!str_eq(first, doc.html))
			++*differ;
		diag_free(&diag);
		arena_free(&arena);
	}
	arena_free(&keep);
	return NULL;
}

static void
several_threads(void **state)
{
	pthread_t threads[4];
	size_t differ[4] = { 0 }, i;

	(void)state;
	for (i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, parse_often, &differ[i]), 0);
	for (i = 0; i < 4; i++) {
		assert_int_equal(pthread_join(threads[i], NULL), 0);
		assert_int_equal(differ[i], 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_of_a_chapter),
		cmocka_unit_test(items_of_a_loose_list),
		cmocka_unit_test(no_blocks),
		cmocka_unit_test(no_text),
		cmocka_unit_test(refused_bodies),
		cmocka_unit_test(limit_of_size),
		cmocka_unit_test(plain),
		cmocka_unit_test(nothing),
		cmocka_unit_test(parse_in_a_parse),
		cmocka_unit_test(several_threads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
