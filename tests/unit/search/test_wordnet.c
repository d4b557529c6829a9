/* Words that no name holds: read by WordNet where nothing else speaks, never misspelt. */
#include "fixture.h"
#include "search/answer.h"
#include "search/answer_json.h"
#include "search/wordnet.h"

static void
test_readings(void **state)
{
	struct fixture *f = *state;
	struct wordnet_reading r[WORDNET_READINGS];

	assert_int_equal(wordnet_read(f->store, &f->arena, "zorptop", r), 2);
	assert_string_equal(r[0].target, "sweaters");
	assert_string_equal(r[0].steps, "> snugtop > sweaters");
	assert_true(r[0].share > 0.49f && r[0].share < 0.51f);
	assert_string_equal(r[1].steps, "> cotton shirts");
	assert_int_equal(wordnet_read(f->store, &f->arena, "zorptops", r), 2);
	assert_int_equal(wordnet_read(f->store, &f->arena, "bloopers", r), 1);
	assert_string_equal(r[0].steps, "= cardigans");
	assert_int_equal(wordnet_read(f->store, &f->arena, "zorpto", r), 0);
	assert_int_equal(wordnet_read(f->store, &f->arena, "", r), 0);
}

static void
test_real(void **state)
{
	static const struct {
		const char *word;
		bool real;
	} cases[] = {
		{ "bloopers", true }, /* the first line */
		{ "shock", true },
		{ "shocks", true },
		{ "shocked", true },
		{ "shocking", true },
		{ "zorptop", true }, /* the last */
		{ "zorptops", true },
		{ "shoc", false },
		{ "shockss", false },
		{ "aaa", false },
		{ "zzz", false },
		{ "s", false },
		{ "ing", false },
		{ "", false },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (wordnet_real(f->store, cases[i].word) != cases[i].real)
			fail_msg("%s: %s", cases[i].word, cases[i].real ? "real" : "not real");
}

static void
ask(struct fixture *f, struct answer *an, const char *text, const struct str *keep)
{
	struct answer_request req = { .q = str_of(text), .keep = keep, .n_keep = keep != NULL };

	answer_make(an, &f->arena, f->store, &req);
}

/* A kind of sweater is found among sweaters, said so, and not more than probable. */
static void
test_kind(void **state)
{
	struct fixture *f = *state;
	struct str keep = STR("Zorptops");
	struct answer an;
	struct buf json = BUF_INIT;

	ask(f, &an, "Zorptops", NULL);
	assert_true(an.label == LABEL_PROBABLY || an.label == LABEL_ASK);
	assert_string_equal(an.centers[0].center->slug, "apparel");
	assert_string_equal(an.headings[0].code, "6110");
	assert_string_equal(an.headings[0].matched[0].how, "wordnet");
	assert_int_equal(an.n_corrections, 1);
	assert_str(an.corrections[0].from, "Zorptops");
	assert_string_equal(an.corrections[0].to, "sweaters");
	assert_string_equal(an.corrections[0].steps, "> snugtop > sweaters");
	answer_json(&json, &f->arena, f->store, &an);
	assert_non_null(strstr(json.p, "\"steps\":\"> snugtop > sweaters\""));
	assert_non_null(strstr(json.p, "not=Zorptops"));
	buf_free(&json);
	/* Its undo link. */
	ask(f, &an, "Zorptops", &keep);
	assert_int_equal(an.n_corrections, 0);
	assert_int_equal(an.n_headings, 0);
}

/* Any known word that tells of goods keeps WordNet out; a color does not. */
static void
test_only_alone(void **state)
{
	struct fixture *f = *state;
	struct query q;

	query_read(&q, &f->arena, f->store, STR("leather zorptop"), NULL, 0);
	assert_int_equal(q.n_corrections, 0);
	query_read(&q, &f->arena, f->store, STR("purple zorptop"), NULL, 0);
	assert_int_equal(q.n_corrections, 1);
	query_read(&q, &f->arena, f->store, STR("wholesale zorptop"), NULL, 0);
	assert_int_equal(q.n_corrections, 1);
	/* Two readings count as one word, and the nearer one names the goods. */
	assert_int_equal(q.n_content, 1);
	assert_int_equal(q.n_words, 4);
	assert_int_equal(q.words[1].role, ROLE_HEAD);
	assert_int_equal(q.words[1].how, HOW_WORDNET);
	assert_false(q.words[1].other);
	assert_true(q.words[2].other && q.words[3].other);
	assert_true(q.words[2].share < q.words[1].share);
}

static void
test_no_spelling(void **state)
{
	struct fixture *f = *state;
	struct query q;

	query_read(&q, &f->arena, f->store, STR("shocks"), NULL, 0);
	assert_int_equal(q.n_corrections, 0);
	query_read(&q, &f->arena, f->store, STR("slocks"), NULL, 0);
	assert_int_equal(q.n_corrections, 1);
	assert_string_equal(q.corrections[0].to, "socks");
	assert_int_equal(q.corrections[0].how, HOW_SPELLING);
	assert_null(q.corrections[0].steps);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_readings),
		cmocka_unit_test(test_real),
		cmocka_unit_test(test_kind),
		cmocka_unit_test(test_only_alone),
		cmocka_unit_test(test_no_spelling),
	};

	return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
