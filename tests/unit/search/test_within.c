/* Pinned answers that hold wherever one of their words stands. */
#include "fixture.h"
#include "search/answer.h"

/* The fixture's third answer declines; "widgets" gets it within any text, "gadgets" only alone. */
static const char pins[] = "INSERT INTO pin VALUES ('~widget', 3)\n"
			   "INSERT INTO pin VALUES ('widget', 3)\n"
			   "INSERT INTO pin VALUES ('gadget', 3)";

static int
setup(void **state)
{
	struct fixture *f = xalloc(sizeof(*f));
	struct diag d;

	*f = (struct fixture){ .dir = "/tmp/cee-search-XXXXXX" };
	arena_init(&f->arena, 0);
	assert_non_null(mkdtemp(f->dir));
	(void)snprintf(f->path, sizeof(f->path), "%s/search.db", f->dir); /* fits */
	fixture_db_write(f->path, "r1", pins);
	diag_init(&d);
	f->store = store_open(&d, f->path);
	diag_print(&d, stderr);
	diag_free(&d);
	*state = f;
	return f->store != NULL ? 0 : -1;
}

static void
test_within(void **state)
{
	static const struct {
		const char *text;
		bool pinned;
	} cases[] = {
		{ "widget", true },
		{ "Widgets", true },
		{ "2 kg of widgets", true },
		{ "leather shoes with a widget, black", true },
		{ "gadget", true },
		{ "gadgets", true },
		{ "2 of the gadgets", true }, /* stop words and numbers leave it alone */
		{ "leather gadgets", false },
		{ "leather shoes with a gadget", false },
		{ "widgetry", false },
		{ "leather shoes", false },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct answer_request req = { .q = str_of(cases[i].text) };
		struct answer an;

		answer_make(&an, &f->arena, f->store, &req);
		if ((an.kind == ANSWER_PINNED) != cases[i].pinned)
			fail_msg("%s: %s", cases[i].text, answer_kind_name(an.kind));
		if (cases[i].pinned) {
			assert_string_equal(an.pinned->action, "decline");
			assert_int_equal(an.n_centers, 0);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_within),
	};

	return cmocka_run_group_tests(tests, setup, fixture_teardown);
}
