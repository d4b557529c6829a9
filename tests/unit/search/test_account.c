/* Shares, what would change them, and tables for spreadsheets. */
#include "fixture.h"
#include "search/account.h"

static void
account(struct fixture *f, struct codes *c, struct account *ac, const char *list)
{
	codes_read(c, &f->arena, f->store, str_of(list));
	account_of(ac, &f->arena, c);
}

static void
test_measures(void **state)
{
	struct fixture *f = *state;
	struct account ac;
	struct codes c;

	account(f, &c, &ac,
	    "HTS,Qty,UOM,Value\n6109,10,DOZ,100\n6110,20,doz,50\n6109.10,5,NO,50\n"
	    "8471,1,NO,5000\n9801,5,NO,5\nxyz,1,,\n");
	assert_string_equal(ac.by[BY_LINES].first->center->slug, "apparel");
	assert_string_equal(ac.by[BY_LINES].second->center->slug, "electronics");
	assert_true(ac.by[BY_LINES].lead == 2.0 && ac.by[BY_LINES].majority);
	assert_true(account_needed(&ac.by[BY_LINES], BY_LINES) == 3.0);
	assert_string_equal(ac.by[BY_QUANTITY].first->center->slug, "apparel");
	assert_true(ac.by[BY_QUANTITY].total == 36.0);
	assert_string_equal(ac.by[BY_VALUE].first->center->slug, "electronics");
	assert_true(ac.by[BY_VALUE].lead == 4800.0);
	assert_true(ac.disagree);
	assert_int_equal(ac.special, 1);
	assert_int_equal(ac.unplaced, 1);
	assert_false(ac.open); /* one line cannot make up for two */
	assert_int_equal(ac.dearest->line, 5);
	assert_int_equal(ac.n_units, 2);
	assert_int_equal(ac.n_groups, 3);
	assert_string_equal(ac.groups[0].code, "6109");
	assert_int_equal(ac.groups[0].lines, 2);
	assert_true(ac.groups[0].value == 150.0);
	assert_string_equal(ac.groups[2].code, "8471");
}

static void
test_edges(void **state)
{
	struct fixture *f = *state;
	struct account ac;
	struct codes c;

	account(f, &c, &ac, "6109\n8471");
	assert_true(ac.by[BY_LINES].tie && !ac.by[BY_LINES].majority && !ac.disagree);
	assert_false(ac.by[BY_QUANTITY].present || ac.by[BY_VALUE].present);
	assert_null(ac.dearest);
	account(f, &c, &ac, "6109");
	assert_null(ac.by[BY_LINES].second);
	assert_true(ac.by[BY_LINES].lead == 1.0);
	account(f, &c, &ac, "6109\n6110\n8471\nxyz");
	assert_true(ac.open); /* the one bad line could make it two and two */
	account(f, &c, &ac, "nothing\nat all");
	assert_null(ac.by[BY_LINES].first);
	assert_false(ac.by[BY_LINES].present || ac.open);
	account(f, &c, &ac, "");
	assert_int_equal(ac.n_groups, 0);
	account(f, &c, &ac, "6109,0,0\n8471,0,0");
	assert_false(ac.by[BY_QUANTITY].present || ac.by[BY_VALUE].present);
}

static void
test_csv(void **state)
{
	static const struct {
		const char *field, *want;
	} cells[] = {
		{ "=1+1", "\"'=1+1\"" },
		{ "@SUM(A1)", "\"'@SUM(A1)\"" },
		{ "+49", "\"'+49\"" },
		{ "-1", "\"'-1\"" },
		{ "  =cmd", "\"'=cmd\"" },
		{ "a\"b", "\"a\"\"b\"" },
	};
	struct fixture *f = *state;
	struct buf b = BUF_INIT;
	struct account ac;
	struct codes c;
	size_t i;

	for (i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
		char *list =
		    arena_printf(&f->arena, "HTS,Qty\n%s,5\n6109,6.25", cells[i].field);

		account(f, &c, &ac, list);
		buf_clear(&b);
		account_lines_csv(&b, &c);
		if (strstr(b.p, cells[i].want) == NULL)
			fail_msg("%s: %s", cells[i].field, b.p);
	}
	assert_non_null(strstr(b.p, "\r\n3,\"6109\",\"6109\",\"ok\",\"6109\","));
	assert_non_null(strstr(b.p, ",6.25,,"));
	buf_clear(&b);
	account_shares_csv(&b, &c);
	assert_non_null(
	    strstr(b.p, "\"Apparel, Footwear & Textiles\",1,1.0000,6.25,1.0000,,\r\n"));
	buf_free(&b);
}

/* The list anew is read as the list was. */
static void
test_list(void **state)
{
	static const char *const lists[] = {
		"Title\n\nHTS;x;Qty;Value;UOM\n6109;\"a\nb\";1.234;5,5;NO\n;;3;;\n\n9801;;1;;\n"
		"x \"y\";;-5;tba;\n8471;;;1.234,567;KG",
		"HTS\n6109100012\n6109100014\n6110200010\n702000000\n",
		"HTS,Qty\n,\n ,  ,x\ncotton 6109.10 shirts,1\n",
	};
	struct fixture *f = *state;
	size_t i, j;

	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		struct buf b = BUF_INIT;
		struct codes c, again;

		codes_read(&c, &f->arena, f->store, str_of(lists[i]));
		account_list(&b, &c);
		codes_read(&again, &f->arena, f->store, buf_str(&b));
		if (again.n != c.n)
			fail_msg("list %zu: %zu lines, not %zu: %s", i, again.n, c.n, b.p);
		for (j = 0; j < c.n; j++) {
			const struct code_line *x = &c.lines[j], *y = &again.lines[j];

			if (x->line != y->line || strcmp(x->code, y->code) != 0 ||
			    x->status != y->status || x->quantity != y->quantity ||
			    x->value != y->value || (x->flaw == NULL) != (y->flaw == NULL))
				fail_msg("list %zu, line %zu: %s", i, x->line, b.p);
		}
		buf_free(&b);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_measures, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(test_edges, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(test_csv, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(test_list, fixture_setup, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
