/* Words the index does not know: cut in two, or mended. */
#include "fixture.h"
#include "search/spell.h"

static void
test_split(void **state)
{
	static const struct {
		const char *surface, *first, *second; /* NULL: not cut */
	} cases[] = {
		{ "plasticbags", "plastic", "bags" },
		{ "leathershoes", "leather", "shoes" },
		{ "cottonshirts", "cotton", "shirts" },
		{ "socks", NULL, NULL },
		{ "plastic", NULL, NULL },
		{ "plasticzzz", NULL, NULL },
		{ "zzzplastic", NULL, NULL },
		{ "tvsets", NULL, NULL }, /* "tv" is too short to be sure */
		{ "abc", NULL, NULL },
		{ "", NULL, NULL },
		{ "\xC3\xB1\xC3\xB1\xC3\xB1\xC3\xB1", NULL, NULL },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *first = NULL, *second = NULL;
		bool cut = spell_split(f->store, &f->arena, cases[i].surface, &first, &second);

		if (cut != (cases[i].first != NULL))
			fail_msg("%s: %s %s", cases[i].surface, first, second);
		if (!cut)
			continue;
		assert_string_equal(first, cases[i].first);
		assert_string_equal(second, cases[i].second);
	}
}

static void
test_mend(void **state)
{
	static const struct {
		const char *surface, *to; /* NULL: left alone */
	} cases[] = {
		{ "refrigeratrs", "refrigerators" }, /* a letter lost */
		{ "refrigerrators", "refrigerators" }, /* one too many */
		{ "refrigeraters", "refrigerators" }, /* another */
		{ "televisoins", "televisions" }, /* two changed places */
		{ "refrigiraters", "refrigerators" }, /* two slips in a long word */
		{ "assparagus", "asparagus" },
		{ "scks", "socks" },
		{ "sok", NULL }, /* too short to be sure */
		{ "xyzzy", NULL },
		{ "12v3", NULL }, /* holds a digit */
		{ "", NULL },
		{ "ffff", NULL },
		{ "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", NULL },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *to = spell_mend(f->store, &f->arena, cases[i].surface);

		if ((to == NULL) != (cases[i].to == NULL) ||
		    (to != NULL && strcmp(to, cases[i].to) != 0))
			fail_msg("%s: %s, not %s", cases[i].surface,
			    to != NULL ? to : "nothing",
			    cases[i].to != NULL ? cases[i].to : "nothing");
	}
}

/* Whatever is mended becomes a word of the index. */
static void
test_mended_is_known(void **state)
{
	struct fixture *f = *state;
	const struct store *s = f->store;
	size_t i, mended = 0;

	for (i = 0; i < s->n_words; i++) {
		size_t n = strlen(s->word[i].surface);
		char *slip = arena_strdup(&f->arena, s->word[i].surface);
		const char *to;

		if (n < 6)
			continue;
		slip[n / 2] = 'q';
		to = spell_mend(s, &f->arena, slip);
		if (to == NULL)
			continue;
		mended++;
		assert_non_null(store_word(s, to));
	}
	assert_true(mended > 50);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_mend),
		cmocka_unit_test(test_mended_is_known),
	};

	return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
