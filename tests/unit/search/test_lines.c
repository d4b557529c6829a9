/* What an imported edition says of a code, and what its words add to the search. */
#include "fixture.h"
#include "search/codes.h"
#include "search/find.h"
#include "search/lines.h"
#include "search/query.h"

/* Heading 6109 has rowid 10 and 8471 has 22 in the fixture. */
#define IMPORTED \
	"INSERT INTO meta VALUES ('hts_edition', 'Edition 4')\n" \
	"INSERT INTO line VALUES ('610910', '6109', 1, 'Tops > Of cotton')\n" \
	"INSERT INTO line VALUES ('61091000', '6109', 1, 'Tops > Of cotton')\n" \
	"INSERT INTO line VALUES ('6109100012', '6109', 2, 'Tops > Of cotton > Plain')\n" \
	"INSERT INTO line VALUES ('6109100040', '6109', 2, 'Tops > Of cotton > Other')\n" \
	"INSERT INTO line VALUES ('610990', '6109', 1, '')\n" \
	"INSERT INTO line VALUES ('61099010', '6109', 1, 'Tops > Of wool')\n" \
	"INSERT INTO line VALUES ('611011', '6110', 1, 'Sweaters > Of wool')\n" \
	"INSERT INTO line VALUES ('847130', '8471', 1, 'Machines > " \
	"' || replace(hex(zeroblob(400)), '00', 'b ') || 'end')\n" \
	"INSERT INTO line VALUES ('847141', '8471', 1, '" \
	"' || replace(hex(zeroblob(400)), '00', char(233)) || 'end')\n" \
	"INSERT INTO word VALUES ('quipu', 1)\n" \
	"INSERT INTO fts_line(rowid, text) VALUES (10, 'top cotton plain singlet smock')\n" \
	"INSERT INTO fts_line(rowid, text) VALUES (22, 'machin quipu portabl')\n"

static int
setup(void **state)
{
	struct fixture *f;
	struct diag d;

	if (fixture_setup(state) != 0)
		return -1;
	f = *state;
	store_close(f->store);
	fixture_db_write(f->path, "r1", IMPORTED);
	diag_init(&d);
	f->store = store_open(&d, f->path);
	diag_print(&d, stderr);
	diag_free(&d);
	return f->store != NULL ? 0 : -1;
}

static void
test_say(void **state)
{
	static const struct {
		const char *code, *want;
	} cases[] = {
		{ "6109100012", "6109.10.00.12 is: Tops > Of cotton > Plain." },
		{ "61091000", "6109.10.00 is: Tops > Of cotton." },
		{ "610910", "6109.10 is: Tops > Of cotton." },
		{ "610990", "6109.90 is a number of Edition 4." },
		{ "6109100013", "The imported edition (Edition 4) has no line 6109.10.00.13; "
				"the nearest is 6109.10.00.12: Tops > Of cotton > Plain." },
		/* As near in digits as the other, and shares more of them. */
		{ "6109100041", "The imported edition (Edition 4) has no line 6109.10.00.41; "
				"the nearest is 6109.10.00.40: Tops > Of cotton > Other." },
		{ "6109100001", "The imported edition (Edition 4) has no line 6109.10.00.01; "
				"the nearest is 6109.10.00.12: Tops > Of cotton > Plain." },
		{ "61099099", "The imported edition (Edition 4) has no line 6109.90.99; "
			      "the nearest is 6109.90.10: Tops > Of wool." },
		/* No number of ten digits in the heading: one of six. */
		{ "6110300000", "The imported edition (Edition 4) has no line 6110.30.00.00; "
				"the nearest is 6110.11: Sweaters > Of wool." },
		{ "640299", "The imported edition (Edition 4) has no line 6402.99, and no line "
			    "of heading 6402." },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(
		    lines_say(&f->arena, f->store, cases[i].code), cases[i].want);
}

/* A long meaning loses its beginning, at a word or at least at a character. */
static void
test_long(void **state)
{
	struct fixture *f = *state;
	const char *s = lines_say(&f->arena, f->store, "847130");

	assert_non_null(strstr(s, "8471.30 is: \xE2\x80\xA6 b b"));
	assert_non_null(strstr(s, "b end."));
	assert_true(strlen(s) < 550);
	s = lines_say(&f->arena, f->store, "847141");
	assert_non_null(strstr(s, "8471.41 is: \xE2\x80\xA6\xC3\xA9"));
	assert_true(strlen(s) < 550);
}

static void
test_codes(void **state)
{
	struct fixture *f = *state;
	struct code_line l;

	code_read(&l, &f->arena, f->store, STR("6109.10.00.12"));
	assert_int_equal(l.status, CODE_OK);
	assert_string_equal(
	    l.note, "6109.10.00.12 is: Tops > Of cotton > Plain.  Decided by its chapter.");
	/* Not in the edition, but the heading is known: it decides all the same. */
	code_read(&l, &f->arena, f->store, STR("6109.20"));
	assert_int_equal(l.status, CODE_OK);
	assert_string_equal(l.rule->center->slug, "apparel");
	assert_non_null(strstr(l.note, "has no line 6109.20; the nearest is 6109.10:"));
	code_read(&l, &f->arena, f->store, STR("6109"));
	assert_null(l.note);
}

/* The first heading for TEXT; "" when there is none. */
static const char *
first(struct fixture *f, const struct store *s, const char *text)
{
	struct find_result r;
	struct query q;

	query_read(&q, &f->arena, s, str_of(text), NULL, 0);
	find_run(&r, &f->arena, s, &q);
	return r.n_headings > 0 ? r.headings[0].heading->code : "";
}

/* A word of the schedule that no name has finds its heading; without an import nothing does. */
static void
test_find(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(first(f, f->store, "quipu"), "8471");
	/* A name outweighs it. */
	assert_string_equal(first(f, f->store, "sweaters quipu"), "6110");
}

static void
test_without(void **state)
{
	struct fixture *f = *state;
	struct code_line l;

	assert_null(f->store->hts_edition);
	assert_null(f->store->find_lines);
	assert_null(lines_say(&f->arena, f->store, "610910"));
	code_read(&l, &f->arena, f->store, STR("6109.10.00.12"));
	assert_non_null(strstr(l.note, "was not checked"));
	assert_string_equal(first(f, f->store, "quipu"), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_say, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(test_long, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(test_codes, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(test_find, setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(test_without, fixture_setup, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
