/* Who wins: headings and Centers for words.  Never by how much. */
#include "fixture.h"
#include "search/find.h"

static void
run(struct fixture *f, struct find_result *r, const char *text)
{
	struct query q;

	query_read(&q, &f->arena, f->store, str_of(text), NULL, 0);
	find_run(r, &f->arena, f->store, &q);
}

static void
test_winners(void **state)
{
	static const struct {
		const char *text, *heading, *center;
	} cases[] = {
		{ "socks", "6115", "apparel" }, /* an exact name */
		{ "cotton t-shirts", "6109", "apparel" },
		{ "men's dress shirts", "6205", "apparel" },
		{ "polo shirts", "6105", "apparel" }, { "leather shoes", "6403", "apparel" },
		{ "shoes of leather", "6403", "apparel" },
		{ "canvas shoes", "6404", "apparel" }, { "plastic bags", "3923", "machinery" },
		{ "plastic cups", "3924", "machinery" },
		{ "washing machines", "8450", "machinery" },
		{ "laptops", "8471", "electronics" },
		{ "laptop stands", "8473", "electronics" },
		{ "papas", "0701", "agriculture" }, /* Spanish */
		{ "Oxfordino", "6403", "apparel" }, /* a brand */
		{ "jalapenos", "0709", "agriculture" }, /* without the tilde */
		{ "JALAPE\xC3\x91OS", "0709", "agriculture" },
		{ "laser printers", "8443", "electronics" }, /* the line's Center */
		{ "printing presses", "8443", "machinery" }, /* the heading's */
		{ "plastic raincoats", "3926", "apparel" },
		{ "plastic figurines", "3926", "machinery" },
		{ "cutting bags with hair dryers", "3923", "machinery" }, /* not the dryers */
		{ "vinyl belts", "3926", "apparel" }, /* the stem is that of belting */
		{ "vinyl belting", "3926", "machinery" }, { "pantyhose", "6115", "apparel" },
		{ "planting", "0701", "agriculture" }, /* only the prose has it */
		{ "refrigirators", "8418", "machinery" }, /* mended */
		{ "plasticbags", "3923", "machinery" }, /* split */
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct find_result r;

		run(f, &r, cases[i].text);
		if (r.n_headings == 0 || r.n_centers == 0)
			fail_msg("%s: nothing", cases[i].text);
		if (strcmp(r.headings[0].heading->code, cases[i].heading) != 0 ||
		    strcmp(r.centers[0].center->slug, cases[i].center) != 0)
			fail_msg("%s: %s, %s", cases[i].text, r.headings[0].heading->code,
			    r.centers[0].center->slug);
		assert_ptr_equal(r.headings[0].rule->center, r.centers[0].center);
		assert_false(r.timed_out);
	}
}

static void
test_nothing(void **state)
{
	static const char *const texts[] = { "", "of the", "zzzzqqqq", "!!!", "\xFF\xFF\xFF" };
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct find_result r;

		run(f, &r, texts[i]);
		assert_int_equal(r.n_headings, 0);
		assert_int_equal(r.n_centers, 0);
	}
}

/* Shares are shares, in order, and every number is within what the header says. */
static void
test_invariants(void **state)
{
	static const char *const texts[] = {
		"shoes",
		"plastic",
		"men's cotton shirts",
		"computer",
		"machines for shoes",
		"fresh leather computer pumps",
		"tomatoes tomatoes tomatoes",
		"shirts zzzzqqqq",
	};
	struct fixture *f = *state;
	size_t i, j;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct find_result r;
		double sum = 0;

		run(f, &r, texts[i]);
		assert_true(r.n_headings > 0 && r.n_headings <= FIND_MAX);
		assert_true(r.n_centers > 0 && r.n_centers <= f->store->n_centers);
		for (j = 0; j < r.n_headings; j++) {
			const struct find_heading *h = &r.headings[j];

			assert_true(j == 0 || h->score <= h[-1].score);
			assert_true(h->fit >= 0 && h->fit <= 1.000001);
			assert_true(h->coverage >= 0 && h->coverage <= 1.000001);
			assert_non_null(h->rule);
			if (h->name != NULL)
				assert_ptr_equal(
				    &f->store->headings[h->name->heading], h->heading);
		}
		for (j = 0; j < r.n_centers; j++) {
			assert_true(j == 0 || r.centers[j].share <= r.centers[j - 1].share);
			assert_true(r.centers[j].share > 0 && r.centers[j].share <= 1.000001);
			sum += r.centers[j].share;
		}
		assert_true(sum > 0.999 && sum < 1.001);
	}
}

/* An exact name is a better fit than one with a word more or less. */
static void
test_fit(void **state)
{
	struct fixture *f = *state;
	struct find_result exact, more, less;

	run(f, &exact, "cherry tomatoes");
	run(f, &more, "cherry tomatoes refrigerators");
	run(f, &less, "cherry");
	assert_true(exact.headings[0].fit > 0.99);
	assert_true(exact.headings[0].coverage > 0.99);
	assert_true(more.headings[0].fit < exact.headings[0].fit);
	assert_true(less.headings[0].fit < exact.headings[0].fit);
	assert_string_equal(exact.headings[0].name->text, "cherry tomatoes");
	/* Two Centers speak up for two goods. */
	assert_true(more.n_centers >= 2);
	assert_true(more.headings[0].coverage < 1);
}

/* The same question gives the same answer, to the last bit. */
static void
test_repeatable(void **state)
{
	struct fixture *f = *state;
	struct find_result a, b;
	size_t i;

	run(f, &a, "cotton shirts for men with plastic buttons");
	run(f, &b, "cotton shirts for men with plastic buttons");
	assert_int_equal(a.n_headings, b.n_headings);
	for (i = 0; i < a.n_headings; i++) {
		assert_ptr_equal(a.headings[i].heading, b.headings[i].heading);
		assert_memory_equal(&a.headings[i].score, &b.headings[i].score, sizeof(double));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_winners),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_invariants),
		cmocka_unit_test(test_fit),
		cmocka_unit_test(test_repeatable),
	};

	return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
