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
		{ "toastersocks", NULL, NULL }, /* no name has both, and one stands alone */
		{ "showershoes", "shower", "shoes" },
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
		struct spell_split split = { .first = NULL };
		bool cut = spell_split(f->store, &f->arena, cases[i].surface, &split);

		if (cut != (cases[i].first != NULL))
			fail_msg("%s: %s %s", cases[i].surface, split.first, split.second);
		if (!cut)
			continue;
		assert_string_equal(split.first, cases[i].first);
		assert_string_equal(split.second, cases[i].second);
	}
}

/* A name holds both words, or none does. */
static void
test_pair(void **state)
{
	static const struct {
		const char *one, *other;
		bool pair;
	} cases[] = {
		{ "plastic", "bags", true },
		{ "bags", "plastic", true },
		{ "bag", "bag", true },
		{ "plastic", "asparagus", false },
		{ "leather", "canvas", false }, /* in one heading's names is not enough */
		{ "plastic", "nowhere", false },
	};
	struct fixture *f = *state;
	const struct store *s = f->store;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		uint32_t one = store_term(s, words_term(s->words, &f->arena, cases[i].one));
		uint32_t other = store_term(s, words_term(s->words, &f->arena, cases[i].other));

		if (spell_pair(s, one, other) != cases[i].pair)
			fail_msg("%s, %s", cases[i].one, cases[i].other);
	}
}

static const char *
mend(const struct fixture *f, struct arena *a, const char *surface, const char *other)
{
	const struct store *s = f->store;
	uint32_t term =
	    other != NULL ? store_term(s, words_term(s->words, a, other)) : UINT32_MAX;
	double cost;

	return spell_mend(s, a, surface, &term, other != NULL, &cost);
}

static void
test_mend(void **state)
{
	static const struct {
		const char *surface, *to; /* TO is NULL: left alone */
		const char *other; /* another word of the query; NULL: none */
	} cases[] = {
		{ "refrigeratrs", "refrigerators", NULL }, /* a letter lost */
		{ "refrigerrators", "refrigerators", NULL }, /* one too many */
		{ "refrigeraters", "refrigerators", NULL }, /* another */
		{ "televisoins", "televisions", NULL }, /* two changed places */
		{ "refrigiraters", "refrigerators", NULL }, /* two slips in a long word */
		{ "refwigeratorz", "refrigerators", NULL }, /* two letters that it has not */
		{ "assparagus", "asparagus", NULL },
		{ "scks", "socks", NULL },
		{ "sok", NULL, NULL }, /* too short to be sure */
		{ "xyzzy", NULL, NULL },
		{ "12v3", NULL, NULL }, /* holds a digit */
		{ "", NULL, NULL },
		{ "ffff", NULL, NULL },
		/* The first letter: its place may change, but another makes a short word another. */
		{ "oscks", "socks", NULL },
		{ "ocks", NULL, NULL },
		{ "tocks", NULL, NULL },
		{ "tocks", "socks", "cotton" }, /* unless the rest of the query says so */
		{ "tocks", NULL, "plastic" },
		{ "rafrigerators", "refrigerators", NULL },
		{ "befrigerators", "refrigerators",
		    NULL }, /* a long word is told by its rest */
		/* Which of two: by what the slip costs, by the query's other words. */
		{ "bocxes", "boxes", NULL },
		{ "blatteries", "batteries", NULL },
		{ "toasterz", "toasters", NULL },
		{ "shoas", "shoes", NULL }, /* a vowel for another */
		{ "figurnies", "figurines", NULL },
		{ "cips", "caps", "bottle" },
		{ "cips", "cups", "tableware" },
		{ "cips", "cups", "plastic" },
		/* The texts have it in the singular only. */
		{ "eggpalnts", "eggplants", NULL },
		{ "asparragus", "asparagus", NULL },
		{ "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", NULL, NULL },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *to = mend(f, &f->arena, cases[i].surface, cases[i].other);

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
		to = mend(f, &f->arena, slip, NULL);
		if (to == NULL)
			continue;
		mended++;
		assert_true(store_word(s, to) != NULL ||
			    store_term(s, words_term(s->words, &f->arena, to)) != UINT32_MAX);
	}
	assert_true(mended > 50);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_pair),
		cmocka_unit_test(test_mend),
		cmocka_unit_test(test_mended_is_known),
	};

	return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
