/* What a visitor may be typing. */
#include "fixture.h"
#include "search/suggest.h"

static size_t
suggest(struct fixture *f, struct suggestion *out, const char *text)
{
	return suggest_find(out, &f->arena, f->store, str_of(text));
}

static void
test_first(void **state)
{
	static const struct {
		const char *text, *first, *kind, *url, *center; /* NULL first: nothing */
	} cases[] = {
		{ "soc", "socks", "product", "/find/?q=socks", "apparel" },
		{ "SOC", "socks", "product", "/find/?q=socks", "apparel" },
		{ " soc ", "socks", "product", "/find/?q=socks", "apparel" },
		{ "ceiling f", "ceiling fans", "product", "/find/?q=ceiling+fans",
		    "machinery" },
		{ "hoo", "hoodies", "product", "/find/?q=hoodies", "apparel" },
		{ "laser", "laser printers", "product", "/find/?q=laser+printers",
		    "electronics" },
		{ "mach", "Machinery Center", "center", "/centers/machinery/", "machinery" },
		{ "610", "6103 Men's suits and pants, knitted", "code", "/hts/6103/",
		    "apparel" },
		{ "8471", "8471 Computers", "code", "/hts/8471/", "electronics" },
		{ "84", "Chapter 84, Machines and their parts", "code", "/hts/84/", NULL },
		{ "8471.3", "8471 Computers", "code", "/hts/8471/", "electronics" },
		{ "8471 30", "8471 Computers", "code", "/hts/8471/", "electronics" },
		{ "jalapeno", "jalape\u00f1os", "product", "/find/?q=jalape%C3%B1os",
		    "agriculture" },
		{ "appeal", "How long do I have to appeal?", "question",
		    "/faq/appeal-deadline/", NULL },
		{ "where do i", "Where do I file a protest?", "question", "/faq/protests/",
		    NULL },
		{ "847130", "8471 Computers", "code", "/hts/8471/", "electronics" },
		{ "9801", NULL, NULL, NULL, NULL }, { "s", NULL, NULL, NULL, NULL },
		{ "", NULL, NULL, NULL, NULL }, { "  ", NULL, NULL, NULL, NULL },
		{ "zzzz", NULL, NULL, NULL, NULL },
		{ "9003-07", NULL, NULL, NULL, NULL }, /* registry numbers are not suggested */
	};
	struct fixture *f = *state;
	struct suggestion out[SUGGEST_MAX];
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		size_t n = suggest(f, out, cases[i].text);

		if ((n == 0) != (cases[i].first == NULL))
			fail_msg("\"%s\": %zu", cases[i].text, n);
		if (n == 0)
			continue;
		assert_string_equal(out[0].text, cases[i].first);
		assert_string_equal(out[0].kind, cases[i].kind);
		assert_string_equal(out[0].url, cases[i].url);
		if (cases[i].center == NULL)
			assert_null(out[0].center);
		else
			assert_string_equal(out[0].center->slug, cases[i].center);
	}
}

static void
test_list(void **state)
{
	static const char *const texts[] = { "pl", "sh", "me", "61", "84", "co", "fr", "el" };
	struct fixture *f = *state;
	struct suggestion out[SUGGEST_MAX];
	size_t i, j, k, n, most = 0;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		n = suggest(f, out, texts[i]);
		assert_true(n > 0 && n <= SUGGEST_MAX);
		most = n > most ? n : most;
		for (j = 0; j < n; j++)
			for (k = 0; k < j; k++)
				assert_string_not_equal(out[j].text, out[k].text);
	}
	assert_int_equal(most, SUGGEST_MAX);
	/* The general before the special, and a later word after the first. */
	n = suggest(f, out, "tomat");
	assert_true(n >= 3);
	assert_string_equal(out[0].text, "tomatoes");
	/* Questions leave room for goods, and come after them unless the text asks. */
	n = suggest(f, out, "prot");
	assert_true(n >= 1);
	assert_string_equal(out[n - 1].kind, "question");
	n = suggest(f, out, "how long");
	assert_true(n >= 1);
	assert_string_equal(out[0].kind, "question");
}

/* The end of a name is not a letter of it, whatever the text holds. */
static void
test_nul(void **state)
{
	const struct str texts[] = { STR("socks\0"), STR("socks\0\0\0\0\0\0\0\0"),
		STR("prot\0"), STR("how long\0 do"), STR("mach\0"), STR("\0\0"), STR("61\0") };
	struct fixture *f = *state;
	struct suggestion out[SUGGEST_MAX];
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_int_equal(suggest_find(out, &f->arena, f->store, texts[i]), 0);
}

/* Names of no words that are searched are suggested as others are. */
static void
test_no_terms(void **state)
{
	struct fixture *f = *state;
	const char *path = fs_join(&f->arena, f->dir, "no-terms");
	struct suggestion out[SUGGEST_MAX];
	struct store *s;
	struct diag d;

	diag_init(&d);
	fixture_db_write(path, "r1", "UPDATE name SET terms = '', head = NULL");
	s = store_open(&d, path);
	assert_non_null(s);
	assert_true(suggest_find(out, &f->arena, s, STR("soc")) > 0);
	assert_string_equal(out[0].text, "socks");
	store_close(s);
	assert_int_equal(unlink(path), 0);
	diag_free(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_first),
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_nul),
		cmocka_unit_test(test_no_terms),
	};

	return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
