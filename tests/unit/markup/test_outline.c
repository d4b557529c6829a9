#include "fixture.h"

#include <time.h>

#include "markup/outline.h"

static void
slugs(void **state)
{
	static const struct {
		const char *text, *slug;
	} cases[] = {
		{ "Apparel", "apparel" },
		{ "6109 T-shirts, singlets and tank tops",
		    "6109-t-shirts-singlets-and-tank-tops" },
		{ "What's new?", "whats-new" },
		{ "What\u2019s new?", "whats-new" },
		{ "Jalape\u00F1o & caf\u00E9", "jalapeno-cafe" },
		{ "\uFF26\uFF41\uFF51", "faq" },
		{ "Stra\u00DFe", "strasse" },
		{ "  -- a_b.c --  ", "a-b-c" },
		{ "\u6771\u4EAC", "" },
		{ "a\xFF\xC3z", "a-z" },
		{ "'", "" },
		{ "", "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf out = BUF_INIT;

		buf_adds(&out, "/"); /* appended, not replaced */
		outline_slug(&out, str_of(cases[i].text));
		assert_int_equal(out.p[0], '/');
		assert_string_equal(out.p + 1, cases[i].slug);
		buf_free(&out);
	}
}

static void
ids_differ(void **state)
{
	static const struct {
		const char *text, *id;
	} cases[] = {
		{ "Notes", "notes" },
		{ "notes!", "notes-2" },
		{ "NOTES", "notes-3" },
		/* What a heading takes by its own words is passed over. */
		{ "a 2", "a-2" },
		{ "a", "a" },
		{ "a", "a-3" },
		{ "a-2", "a-2-2" },
		{ "a", "a-4" },
		{ "\u6771", "section" },
		{ "?", "section-2" },
		{ "Section", "section-3" },
	};
	struct outline_ids ids = { 0 };
	struct arena arena;
	size_t i;

	(void)state;
	arena_init(&arena, 0);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_str(outline_id(&arena, &ids, str_of(cases[i].text)), cases[i].id);
	arena_free(&arena);
}

static int
by_bytes(const void *x, const void *y)
{
	const struct str *a = x, *b = y;

	return str_cmp(*a, *b);
}

static void
many_ids_differ(void **state)
{
	enum { N = 30000 };
	struct outline_ids ids = { 0 };
	struct str *all = calloc(N, sizeof(*all));
	clock_t start = clock();
	struct arena arena;
	size_t i;

	(void)state;
	assert_non_null(all);
	arena_init(&arena, 0);
	for (i = 0; i < N; i++)
		all[i] = outline_id(&arena, &ids, i % 3 == 0 ? STR("x 2") : STR("x"));
	/* Trying every suffix from 2 takes a hundred times as long. */
	assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 2);
	assert_str(all[1], "x");
	qsort(all, N, sizeof(*all), by_bytes);
	for (i = 1; i < N; i++)
		assert_false(str_eq(all[i - 1], all[i]));
	arena_free(&arena);
	free(all);
}

static void
outline_of_a_page(void **state)
{
	struct parsed p;

	(void)state;
	parse(&p, "## The *first* [one](/x/)\n\ntext\n\n> ### Quoted `code` &amp; more\n\n"
		  "The first\none\n---\n");
	assert_string_equal(p.messages, "");
	assert_int_equal(p.doc.n_outline, 3);
	assert_int_equal(p.doc.outline[0].level, 2);
	assert_str(p.doc.outline[0].text, "The first one");
	assert_str(p.doc.outline[0].html, "The <em>first</em> <a href=\"/x/\">one</a>");
	assert_str(p.doc.outline[0].id, "the-first-one");
	assert_int_equal(p.doc.outline[1].level, 3);
	assert_str(p.doc.outline[1].text, "Quoted code & more");
	assert_str(p.doc.outline[1].id, "quoted-code-more");
	assert_int_equal(p.doc.outline[1].loc.line, 5);
	assert_int_equal(p.doc.outline[1].loc.col, 3);
	assert_str(p.doc.outline[2].text, "The first one");
	assert_str(p.doc.outline[2].id, "the-first-one-2");
	assert_int_equal(p.doc.outline[2].loc.line, 7);
	parsed_free(&p);
}

static void
levels(void **state)
{
	static const struct body_case cases[] = {
		{ "## a\n\n### b\n\n## c\n",
		    "<h2 id=\"a\">a</h2>\n<h3 id=\"b\">b</h3>\n<h2 id=\"c\">c</h2>\n", "" },
		{ "## a\n\n#### b\n", NULL,
		    "x.md:3:1: warning: heading level jumps from 2 to 4, expected 3\n" },
		{ "### a\n", NULL,
		    "x.md:1:1: warning: heading level jumps from 1 to 3, expected 2\n" },
		{ "# a\n", "<h1 id=\"a\">a</h1>\n",
		    "x.md:1:1: warning: first-level heading in the body, where the page's "
		    "title is "
		    "the only one: use ##\n" },
	};

	(void)state;
	CHECK_BODIES(cases);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slugs),
		cmocka_unit_test(ids_differ),
		cmocka_unit_test(many_ids_differ),
		cmocka_unit_test(outline_of_a_page),
		cmocka_unit_test(levels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
