/* What is said: every kind and every label, why, and how to undo. */
#include "fixture.h"
#include "search/answer.h"
#include "search/answer_url.h"

static void
ask(struct fixture *f, struct answer *an, const char *q)
{
	const struct answer_request req = { .q = str_of(q) };

	answer_make(an, &f->arena, f->store, &req);
}

static void
test_kinds(void **state)
{
	static const struct {
		const char *q, *kind, *label, *center; /* center NULL: none at all */
	} cases[] = {
		{ "cherry tomatoes", "product", "very-likely", "agriculture" },
		{ "laser printers", "product", "very-likely", "electronics" },
		{ "6109.10", "code", "exact", "apparel" },
		{ "HTS 8443.32", "code", "exact", "electronics" },
		{ "61", "code", "exact", "apparel" },
		{ "84", "code", "none", NULL },
		{ "9801.00", "code", "none", NULL },
		{ "61091000123", "code", "none", NULL },
		{ "6109, 6110, 8471", "codes", "exact", "apparel" },
		{ "9801, 9802", "codes", "none", NULL },
		{ "computers", "pinned", "exact", "electronics" },
		{ "the computer", "pinned", "exact", "electronics" },
		{ "shoes", "pinned", "ask", "apparel" },
		{ "stuff", "pinned", "none", NULL },
		{ "what is a CEE?", "question", "none", NULL },
		{ "zzzzqqqq", "none", "none", NULL },
		{ "", "none", "none", NULL },
		{ " \n ", "none", "none", NULL },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *kind, *label;
		struct answer an;

		ask(f, &an, cases[i].q);
		kind = answer_kind_name(an.kind);
		label = answer_label_name(an.label);
		if (strcmp(kind, cases[i].kind) != 0 || strcmp(label, cases[i].label) != 0)
			fail_msg("\"%s\": %s, %s", cases[i].q, kind, label);
		if (cases[i].center == NULL)
			assert_int_equal(an.n_centers, 0);
		else
			assert_string_equal(an.centers[0].center->slug, cases[i].center);
	}
}

/* Words of several Centers: a question back, or an answer that says it is not sure. */
static void
test_not_sure(void **state)
{
	static const char *const texts[] = { "machines for men's leather computer", "cases",
		"pants pumps tomatoes laptops", "press", "plastic men's sweatpants speakers" };
	struct fixture *f = *state;
	size_t i, j, k;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct answer an;

		ask(f, &an, texts[i]);
		if (an.label == LABEL_VERY_LIKELY || an.label == LABEL_NONE)
			continue;
		assert_true(an.label == LABEL_PROBABLY || an.label == LABEL_ASK);
		assert_int_equal(an.kind == ANSWER_VAGUE, an.label == LABEL_ASK);
		assert_true(an.n_choices >= 1 && an.n_choices <= 5);
		for (j = 0; j < an.n_choices; j++) {
			assert_non_null(an.choices[j].center);
			assert_int_equal(strncmp(an.choices[j].url, "/hts/", 5), 0);
			for (k = 0; k < j; k++)
				assert_ptr_not_equal(
				    an.choices[k].center, an.choices[j].center);
		}
	}
	{
		struct answer an;

		ask(f, &an, "pants pumps tomatoes laptops");
		assert_true(an.label == LABEL_ASK || an.label == LABEL_PROBABLY);
		assert_true(an.n_centers >= 3);
	}
}

static void
test_both(void **state)
{
	struct fixture *f = *state;
	struct answer an;

	ask(f, &an, "which center handles cherry tomatoes?");
	assert_int_equal(an.kind, ANSWER_PRODUCT);
	assert_string_equal(an.centers[0].center->slug, "agriculture");
	assert_string_equal(an.headings[0].heading->code, "0702");
	assert_true(an.pages.n > 0);
	ask(f, &an, "which center handles zzzzqqqq?");
	assert_int_equal(an.kind, ANSWER_QUESTION);
	assert_true(an.pages.n > 0);
}

static void
test_codes(void **state)
{
	struct fixture *f = *state;
	struct answer an;

	ask(f, &an, "8443.32.50");
	assert_int_equal(an.n_headings, 1);
	assert_string_equal(an.headings[0].heading->code, "8443");
	assert_string_equal(an.headings[0].code, "84433250");
	assert_string_equal(an.headings[0].rule->center->slug, "machinery");
	ask(f, &an, "6109 6109.10 6110 8471");
	assert_int_equal(an.codes.n, 4);
	assert_int_equal(an.n_headings, 3); /* each heading once */
	assert_int_equal(an.n_centers, 2);
	assert_true(an.centers[0].share == 0.75);
	ask(f, &an, "0701 0702 0709 3923 3924 3926 6103 6104 6105 6109 6110");
	assert_int_equal(an.codes.n, 11);
	assert_int_equal(an.n_headings, ANSWER_HEADINGS);
}

static void
test_pinned(void **state)
{
	struct fixture *f = *state;
	struct answer an;

	ask(f, &an, "Shoes!");
	assert_string_equal(an.pinned->text, "Of what are the uppers?");
	assert_int_equal(an.n_choices, 3);
	assert_string_equal(an.choices[0].url, "/hts/6403/");
	assert_string_equal(an.choices[1].label, "Cloth & canvas uppers");
	assert_string_equal(an.choices[2].url, "/find/?q=machines+for+%22shoes%22");
	assert_int_equal(an.n_centers, 2); /* apparel twice, named once */
	assert_true(an.centers[0].share == 0.5);
	assert_int_equal(an.n_headings, 2);
	ask(f, &an, "things");
	assert_string_equal(an.choices[0].url, "/products/");
	ask(f, &an, "computers");
	assert_string_equal(an.headings[0].heading->code, "8471");
	assert_int_equal(an.n_choices, 0);
	/* More words than the pin has: a product. */
	ask(f, &an, "leather shoes");
	assert_null(an.pinned);
}

static void
test_question_of_a_name(void **state)
{
	struct fixture *f = *state;
	struct answer an;

	ask(f, &an, "wireless headset");
	assert_text(an.question, "Does it make calls by itself?");
	assert_int_not_equal(an.label, LABEL_EXACT);
	ask(f, &an, "headphones");
	assert_null(an.question);
}

static void
test_why(void **state)
{
	struct fixture *f = *state;
	const struct answer_heading *h;
	struct answer an;
	size_t i;

	ask(f, &an, "plasticbags");
	h = &an.headings[0];
	assert_string_equal(h->heading->code, "3923");
	assert_int_equal(h->n_matched, 2);
	for (i = 0; i < h->n_matched; i++) {
		assert_string_equal(h->matched[i].how, "split");
		assert_string_equal(h->matched[i].term, "plastic bags");
	}
	ask(f, &an, "refrigirators");
	assert_string_equal(an.headings[0].matched[0].how, "spelling");
	assert_string_equal(an.headings[0].matched[0].word, "refrigerators");
	ask(f, &an, "T shirts");
	assert_string_equal(an.headings[0].matched[0].how, "joined");
	ask(f, &an, "fresh socks");
	for (i = 0; i < an.n_headings; i++) {
		size_t j;

		for (j = 0; j < an.headings[i].n_matched; j++)
			assert_non_null(an.headings[i].matched[j].term);
	}
}

static void
test_aside(void **state)
{
	struct fixture *f = *state;
	struct answer an;

	ask(f, &an, "10pcs wholesale socks for the home");
	assert_int_equal(an.n_aside, 2); /* stop words are not worth a line */
	assert_str(an.aside[0], "10pcs");
	assert_str(an.aside[1], "wholesale");
}

static void
undo(struct buf *out, const struct answer *an, size_t i)
{
	buf_clear(out);
	answer_undo_url(out, an, i);
}

static void
test_undo(void **state)
{
	struct fixture *f = *state;
	struct str keep[] = { STR("asparagas") };
	const struct answer_request req = {
		.q = STR("refrigirators asparagas"),
		.is = STR("red & new"),
		.keep = keep,
		.n_keep = 1,
	};
	struct buf url = BUF_INIT;
	struct answer an;

	ask(f, &an, " refrigirators & asparagas ");
	assert_int_equal(an.n_corrections, 2);
	undo(&url, &an, 1);
	assert_string_equal(url.p, "/find/?q=refrigirators+%26+asparagas&not=asparagas");
	/* What was undone and answered before stays so. */
	answer_make(&an, &f->arena, f->store, &req);
	assert_int_equal(an.n_corrections, 1);
	undo(&url, &an, 0);
	assert_string_equal(url.p, "/find/?q=refrigirators+asparagas&is=red+%26+new"
				   "&not=asparagas&not=refrigirators");
	buf_free(&url);
}

/* An answer to a question back is read with the query, but the query shown is the visitor's. */
static void
test_is(void **state)
{
	struct fixture *f = *state;
	const struct answer_request req = { .q = STR("shoes"), .is = STR("leather") };
	struct answer an;

	answer_make(&an, &f->arena, f->store, &req);
	assert_int_equal(an.kind, ANSWER_PRODUCT);
	assert_string_equal(an.headings[0].heading->code, "6403");
	assert_str(an.query, "shoes");
}

static void
test_truncated(void **state)
{
	struct fixture *f = *state;
	struct buf b = BUF_INIT;
	struct answer an;
	size_t i;

	for (i = 0; i < 200; i++)
		buf_addf(&b, "%s ", f->store->word[(i * 13) % f->store->n_words].surface);
	ask(f, &an, b.p);
	assert_true(an.truncated);
	assert_true(an.n_headings <= ANSWER_HEADINGS);
	buf_free(&b);
}

static void
test_names(void **state)
{
	(void)state;
	assert_string_equal(answer_kind_name(ANSWER_VAGUE), "vague");
	assert_string_equal(answer_label_name(LABEL_PROBABLY), "probably");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_not_sure),
		cmocka_unit_test(test_both),
		cmocka_unit_test(test_codes),
		cmocka_unit_test(test_pinned),
		cmocka_unit_test(test_question_of_a_name),
		cmocka_unit_test(test_why),
		cmocka_unit_test(test_aside),
		cmocka_unit_test(test_undo),
		cmocka_unit_test(test_is),
		cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
