#include "fixture.h"

#include "base/limits.h"

#define REGION "<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" "
#define BARE REGION "aria-label=\"Table 1\">\n<table>\n"
#define NAMED REGION "aria-labelledby=\"caption-1\">\n<table>\n<caption id=\"caption-1\">"
#define HEAD "<thead>\n<tr>\n"
#define BODY "</tr>\n</thead>\n<tbody>\n<tr>\n"
#define END "</tr>\n</tbody>\n</table>\n</div>\n"

static void
shapes(void **state)
{
	static const struct body_case cases[] = {
		{ "| a | b |\n|---|---|\n| c | d |\n",
		    BARE HEAD "<th scope=\"col\">a</th>\n<th scope=\"col\">b</th>\n" BODY
			      "<th scope=\"row\">c</th>\n<td>d</td>\n" END,
		    "" },
		/* Outer pipes are optional, alignment is a class. */
		{ "a | b | c | d\n:- | :-: | -: | -\ne | f | g | h",
		    BARE HEAD "<th scope=\"col\" class=\"align-left\">a</th>\n"
			      "<th scope=\"col\" class=\"align-center\">b</th>\n"
			      "<th scope=\"col\" class=\"align-right\">c</th>\n"
			      "<th scope=\"col\">d</th>\n" BODY
			      "<th scope=\"row\" class=\"align-left\">e</th>\n"
			      "<td class=\"align-center\">f</td>\n"
			      "<td class=\"align-right\">g</td>\n<td>h</td>\n" END,
		    "" },
		/* An empty corner names no rows; an empty cell is never a header. */
		{ "| | b |\n|-|-|\n| c | |\n",
		    BARE HEAD "<td></td>\n<th scope=\"col\">b</th>\n" BODY
			      "<td>c</td>\n<td></td>\n" END,
		    "" },
		/* Short rows are filled up; a lone pipe is an empty cell. */
		{ "|a|b|\n|-|-|\n|c\n|\n",
		    BARE HEAD
		    "<th scope=\"col\">a</th>\n<th scope=\"col\">b</th>\n" BODY "<th "
		    "scope=\"row\">c</th>\n<td></td>\n</tr>\n<tr>\n<td></td>\n<td></td>\n" END,
		    "" },
		/* Only a header. */
		{ "|a|\n|-|\n",
		    BARE HEAD "<th scope=\"col\">a</th>\n</tr>\n</thead>\n</table>\n</div>\n",
		    "" },
		/* CR LF. */
		{ "|a|\r\n|-|\r\n|b|\r\n",
		    BARE HEAD "<th scope=\"col\">a</th>\n" BODY
			      "<th scope=\"row\">b</th>\n" END,
		    "" },
	};

	(void)state;
	CHECK_BODIES(cases);
}

static void
cells(void **state)
{
	static const struct {
		const char *cell, *html;
	} cases[] = {
		{ "*x* **y**", "<em>x</em> <strong>y</strong>" },
		{ "a \\| b", "a | b" },
		{ "`a \\| b`", "<code>a | b</code>" },
		{ "`\\n`", "<code>\\n</code>" },
		{ "a \\\\", "a \\" },
		{ "<a@b.gov>", "<a href=\"mailto:a@b.gov\" class=\"email\">a@b.gov</a>" },
		{ "[x][ref]", "<a href=\"https://cbp.gov/\" class=\"external\" "
			      "rel=\"external\">x</a>" },
		/* What would begin a block, alone on a line. */
		{ "# x", "# x" },
		{ "x #", "x #" },
		{ "#", "#" },
		{ "# #", "# #" },
		{ "C#", "C#" },
		{ "x \\#", "x #" },
		{ "- x", "- x" },
		{ "> x", "&gt; x" },
		{ "1. x", "1. x" },
		{ "``` x", "``` x" },
		{ "---", "---" },
		{ "[a]: b", "[a]: b" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct parsed p;
		char body[200], want[400];

		(void)snprintf(body, sizeof(body),
		    "|h|i|\n|-|-|\n|r|%s|\n\n[ref]: https://cbp.gov/\n", cases[i].cell);
		(void)snprintf(want, sizeof(want),
		    BARE HEAD "<th scope=\"col\">h</th>\n<th scope=\"col\">i</th>\n" BODY
			      "<th scope=\"row\">r</th>\n<td>%s</td>\n" END,
		    cases[i].html);
		parse(&p, body);
		assert_string_equal(p.messages, "");
		assert_str(p.doc.html, want);
		parsed_free(&p);
	}
}

static void
captions(void **state)
{
	static const struct body_case cases[] = {
		{ "Table: Duty *rates*\n|a|\n|-|\n",
		    NAMED "Duty <em>rates</em></caption>\n" HEAD
			  "<th scope=\"col\">a</th>\n</tr>\n</thead>\n</table>\n</div>\n",
		    "" },
		{ "Table: Rates\n\n|a|\n|-|\n",
		    NAMED "Rates</caption>\n" HEAD
			  "<th scope=\"col\">a</th>\n</tr>\n</thead>\n</table>\n</div>\n",
		    "" },
		/* Lines before it stay a paragraph. */
		{ "Text\nmore\nTable: Rates\n|a|\n|-|\n\nafter",
		    "<p>Text\nmore</p>\n" NAMED "Rates</caption>\n" HEAD "<th "
		    "scope=\"col\">a</th>\n</tr>\n</thead>\n</table>\n</div>\n<p>after</p>\n",
		    "" },
		{ "Text\n|a|\n|-|\n",
		    "<p>Text</p>\n" BARE HEAD
		    "<th scope=\"col\">a</th>\n</tr>\n</thead>\n</table>\n</div>\n",
		    "" },
		/* Not directly before a table, or not alone: no caption. */
		{ "Table: x\n\ny\n", "<p>Table: x</p>\n<p>y</p>\n", "" },
		{ "Table: x\ny\n\n|a|\n|-|\n",
		    "<p>Table: x\ny</p>\n" BARE HEAD
		    "<th scope=\"col\">a</th>\n</tr>\n</thead>\n</table>\n</div>\n",
		    "" },
		{ "Table: x\n\n---\n\n|a|\n|-|\n",
		    "<p>Table: x</p>\n<hr />\n" BARE HEAD
		    "<th scope=\"col\">a</th>\n</tr>\n</thead>\n</table>\n</div>\n",
		    "" },
		/* The id is one of the page's. */
		{ "## Caption 1\n\nTable: x\n|a|\n|-|\n",
		    "<h2 id=\"caption-1\">Caption 1</h2>\n" REGION
		    "aria-labelledby=\"caption-1-2\">\n<table>\n"
		    "<caption id=\"caption-1-2\">x</caption>\n" HEAD
		    "<th scope=\"col\">a</th>\n</tr>\n</thead>\n</table>\n</div>\n",
		    "" },
	};

	(void)state;
	CHECK_BODIES(cases);
}

static void
no_tables(void **state)
{
	static const struct body_case cases[] = {
		{ "a\n---\n", "<h2 id=\"a\">a</h2>\n", "" },
		{ "```\n|a|\n|-|\n```\n", "<pre><code>|a|\n|-|\n</code></pre>\n", "" },
		{ "|-|\n", "<p>|-|</p>\n", "" },
		{ "|a|\n|=|\n", "<p>|a|\n|=|</p>\n", "" },
		{ "|a|\n|--x|\n", "<p>|a|\n|--x|</p>\n", "" },
		{ "|a|\n|:|\n", "<p>|a|\n|:|</p>\n", "" },
		{ "- x\n  |a|\n  |-|\n", "<ul>\n<li>x\n|a|\n|-|</li>\n</ul>\n",
		    "x.md:2:1: warning: this is no table here: one in a list or quotation is "
		    "not "
		    "supported\n" },
		{ "> |a|\n> |-|\n", "<blockquote>\n<p>|a|\n|-|</p>\n</blockquote>\n",
		    "x.md:1:1: warning: this is no table here: one in a list or quotation is "
		    "not "
		    "supported\n" },
	};

	(void)state;
	CHECK_BODIES(cases);
}

static void
errors(void **state)
{
	static const struct body_case cases[] = {
		{ "x\n\n|a|b|\n|-|-|-|\n|c|d|\n", NULL,
		    "x.md:4:1: error: the row of dashes has 3 cells, the header above it has "
		    "2\n" },
		{ "|a|b|\n|-|-|\n|c|d|  e | f |\n", NULL,
		    "x.md:3:8: error: this row has more cells than its header, which has 2\n" },
		/* Columns in a cell, and lines below the table, are those of the file. */
		{ "|a|b|\n|-|-|\n|c|  d <b> |\n|e|f|\n\n<i>\n", NULL,
		    "x.md:3:8: error: raw HTML is not allowed, use Markdown\n"
		    "x.md:6:1: error: raw HTML is not allowed, use Markdown\n" },
		{ "text\nTable: x ![](y)\n|a|\n|-|\n", NULL,
		    "x.md:2:10: error: image without alternative text, expected ![what it "
		    "shows](...)\n" },
	};

	(void)state;
	CHECK_BODIES(cases);
}

/* A table of ROWS below its header, of two columns. */
static void
tall_table(struct buf *out, size_t rows)
{
	buf_adds(out, "a|b\n-|-\n");
	while (rows-- > 0)
		buf_adds(out, "c|d\n");
	buf_addc(out, '\n');
}

static void
limit_of_cells(void **state)
{
	const struct markdown_options opt = { .loc = { .file = "x.md", .line = 1 } };
	struct buf body = BUF_INIT;
	struct parsed p;
	char want[100];

	(void)state;
	tall_table(&body, LIMIT_TABLE_CELLS / 4 - 1);
	tall_table(&body, LIMIT_TABLE_CELLS / 4 - 1);
	parse_with(&p, &opt, buf_str(&body));
	assert_string_equal(p.messages, "");
	assert_int_equal(p.doc.n_blocks, 2);
	parsed_free(&p);

	/* One more row; the sum of all tables counts. */
	buf_truncate(&body, body.n - 1);
	buf_adds(&body, "e\n");
	parse_with(&p, &opt, buf_str(&body));
	(void)snprintf(want, sizeof(want),
	    "x.md:%u:1: error: tables of more than %u cells in one file, split it\n",
	    LIMIT_TABLE_CELLS / 4 + 3, LIMIT_TABLE_CELLS);
	assert_string_equal(p.messages, want);
	parsed_free(&p);
	buf_free(&body);
}

static void
table_is_a_block(void **state)
{
	struct parsed p;

	(void)state;
	parse(&p, "Table: Rates\n\n| Goods | Rate |\n|-|-|\n| t-shirts | `16.5%` |\n\nend\n");
	assert_int_equal(p.doc.n_blocks, 2);
	assert_int_equal(p.doc.blocks[0].kind, MARKDOWN_OTHER);
	assert_str(p.doc.blocks[0].text, "Rates Goods Rate t-shirts 16.5%");
	assert_int_equal(p.doc.blocks[0].loc.line, 3);
	assert_true(str_starts(p.doc.blocks[0].html, "<div class=\"table-scroll\""));
	assert_true(str_ends(p.doc.blocks[0].html, "</div>"));
	assert_int_equal(p.doc.blocks[1].kind, MARKDOWN_PARAGRAPH);
	assert_int_equal(p.doc.blocks[1].loc.line, 7);
	assert_str(p.doc.text, "Rates Goods Rate t-shirts 16.5% end");
	assert_int_equal(p.doc.n_outline, 0);
	parsed_free(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shapes),
		cmocka_unit_test(cells),
		cmocka_unit_test(captions),
		cmocka_unit_test(no_tables),
		cmocka_unit_test(errors),
		cmocka_unit_test(limit_of_cells),
		cmocka_unit_test(table_is_a_block),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
