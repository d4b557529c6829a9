/* What the goods of a heading are called in the reader's language. */
#include "fixture.h"
#include "search/spoken.h"

static const struct store_name *
name_of(const struct store *s, const char *text)
{
	size_t i;

	for (i = 0; i < s->n_names; i++)
		if (strcmp(s->names[i].text, text) == 0)
			return &s->names[i];
	return NULL;
}

static void
test_names(void **state)
{
	static const struct {
		const char *heading, *best,
		    *want; /* best: the name that was found, NULL: none */
	} cases[] = {
		{ "0701", NULL, "papas, patatas" },
		{ "0701", "patatas", "patatas, papas" },
		{ "0701", "fresh potatoes", "papas, patatas" }, /* not in Spanish */
		{ "0702", NULL, "tomates, jitomates" },
		{ "8471", NULL, NULL },
	};
	struct fixture *f = *state;
	struct store es = *f->store;
	size_t i;

	es.lang = LANG_ES;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct store_heading *h = store_heading(&es, str_of(cases[i].heading));
		const struct store_name *best =
		    cases[i].best != NULL ? name_of(&es, cases[i].best) : NULL;
		const char *text;

		assert_non_null(h);
		assert_int_equal(best == NULL, cases[i].best == NULL);
		text = spoken(&f->arena, &es, h, best);
		assert_int_equal(text == NULL, cases[i].want == NULL);
		if (text != NULL)
			assert_string_equal(text, cases[i].want);
		assert_null(spoken(&f->arena, f->store, h, best)); /* titles are English */
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_names, fixture_setup, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
