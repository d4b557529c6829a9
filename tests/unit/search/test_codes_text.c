/* Codes within other text, and ranges of codes. */
#include "fixture.h"
#include "search/codes_text.h"

static void
test_texts(void **state)
{
	static const struct {
		const char *text, *codes; /* codes: joined by a space; NULL: not about codes */
	} cases[] = {
		{ "invoice says 6109.10 and 8471", "610910 8471" },
		{ "6109.10, 8471, 9903, zz", "610910 8471 9903" },
		{ "HTS 6109.10 t-shirts", "610910" },
		{ "heading 8471 laptops", "8471" },
		{ "6103-6105", "6103 6104 6105" },
		{ "headings 6103 to 6105", "6103 6104 6105" },
		{ "chapters 61 through 62", "6103 6104 6105 6109 6110 6115 6203 6205" },
		{ "8471 8473", "8471 8473" },
		{ "100 cotton", NULL },
		{ "12v battery", NULL },
		{ "61 to 62 inch table", NULL },
		{ "2024 calendar with 6109 stickers", NULL },
		{ "6105-6103", "6105 6103" },
		{ "bumper for Oxfordino 2006-2018", NULL }, /* years */
		{ "bumper for Oxfordino 2006 to 2011", NULL },
		{ "bumper 2006-2011, 6109.10", "2006 2011 610910" }, /* no range */
		{ "headings 2006-2011, 6109.10 bumper", "610910" },
		{ "", NULL },
	};
	struct fixture *f = *state;
	size_t i, j;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf got = BUF_INIT;
		struct codes c;
		bool about = codes_in_text(&c, &f->arena, f->store, str_of(cases[i].text));

		for (j = 0; about && j < c.n; j++)
			buf_addf(&got, "%s%s", j > 0 ? " " : "", c.lines[j].code);
		if (about != (cases[i].codes != NULL) ||
		    (about && strcmp(got.p, cases[i].codes) != 0))
			fail_msg("\"%s\": \"%s\"", cases[i].text, got.p);
		buf_free(&got);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
	};

	return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
