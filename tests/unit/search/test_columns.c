/* Which columns of a list are read, and how lists are read by them. */
#include "fixture.h"
#include "search/codes.h"

static const struct {
	const char *list;
	long code, quantity, value; /* -1: none */
	size_t heading_line;
} cases[] = {
	{ "6109,1,2\n8471,3,4", 0, 1, 2, 0 }, { "HTS,Qty,Value\n6109,1,2", 0, 1, 2, 1 },
	{ "Quantity;Entered Value;HTSUS number\n1;2;6109", 2, 0, 1, 1 },
	{ "Line value\tTariff number\n5\t6109", 1, -1, 0, 1 },
	{ "Report of lines\n\nRun,11/21/2026\nHTS Number - Full,Line Goods Value "
	  "Amount\n6109,5",
	    0, -1, 1, 4 },
	{ "Entry Summary Number,Line Number,HTS Number - Full,HTS Number - Chapter,"
	  "HTS Description,Line Tariff Quantity (1),Line Tariff UOM (1) Code,Line Tariff "
	  "Quantity (2),"
	  "Line Goods Value Amount,Line Duty Amount,Country of Origin Code\n"
	  "ABC-1,1,6109100012,61,shirts,10,DOZ,20,500,50,CN",
	    2, 5, 8, 1 },
	{ "Unit value,HTS code,Value\n1,6109,2", 1, -1, 2, 1 },
	{ "Product code,Commodity code,Pieces\nA1,6109,2", 1, 2, -1, 1 },
	{ "Fracci\xC3\xB3n arancelaria;Cantidad;Valor\n6109;1;2", 0, 1, 2, 1 },
	{ "Code\n6109", 0, -1, -1, 1 },
	{ "Article,Menge\nshirts,6109.10\nlaptops,8471.30", 1, -1, -1, 1 }, /* by content */
	{ "shirts,6109.10,12,$500\nlaptops,8471.30,3,$900", 1, 2, 3, 0 },
	{ "6109.10,cotton shirts,12,500\n8471.30,laptops,3,900", 0, 2, 3, 0 },
	{ "6109.10,$500\n8471.30,$900", 0, -1, 1, 0 },
	{ "12,500,6109.10\n3,900,8471.30", 2, 0, 1, 0 },
	{ "6109,50,8471.30\n8471,5,6109.10", 0, 1, 2, 0 }, /* values that look like codes */
};

static long
at(const struct column *c)
{
	return c->at == COLUMN_NONE ? -1 : (long)c->at;
}

static void
test_cases(void **state)
{
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct columns c;

		columns_find(&c, &f->arena, f->store, str_of(cases[i].list));
		if (at(&c.code[0]) != cases[i].code ||
		    c.heading_line != cases[i].heading_line ||
		    at(&c.quantity) != cases[i].quantity || at(&c.value) != cases[i].value)
			fail_msg("case %zu: code %ld, quantity %ld, value %ld, headings %zu", i,
			    at(&c.code[0]), at(&c.quantity), at(&c.value), c.heading_line);
	}
}

/* One line of a list: "line:code:quantity:value:note", "-" where there is none. */
static const struct {
	const char *list;
	size_t n, line; /* lines in all, and the index of the one looked at */
	const char *code, *center;
	double quantity, value;
	const char *note, *flaw; /* a part of it; NULL: not looked at */
} lines[] = {
	{ "HTS;Qty;Value\n6109;1.234;5.400,50\n8471;1;2,5", 2, 0, "6109", "apparel", 1234,
	    5400.5, NULL, NULL },
	{ "HTS;Qty;Value\n6109;1,234;5,400.50", 1, 0, "6109", "apparel", 1234, 5400.5, NULL,
	    NULL },
	{ "HTS,Qty\n6109,-5", 1, 0, "6109", "apparel", 0, 0, NULL, "below zero" },
	{ "HTS,Value\n6109,tba", 1, 0, "6109", "apparel", 0, 0, NULL, "not a number" },
	{ "HTS,Qty\n,5", 1, 0, "", NULL, 5, 0, "no tariff code", NULL },
	{ "HTS,Qty\n6.10910E+09,5", 1, 0, "", NULL, 5, 0, "shortened", NULL },
	{ "HTS,Qty\n\"=\"\"6109\"\"\",5", 1, 0, "6109", "apparel", 5, 0, NULL, NULL },
	{ "HTS,Qty\n'6109,5", 1, 0, "6109", "apparel", 5, 0, NULL, NULL },
	{ "HTS,Qty\n6109,5\nHTS,Qty\n8471,6", 2, 1, "8471", "electronics", 6, 0, NULL, NULL },
	{ "HTS 1,HTS 2,Qty\n9903.88.15,6109.10,5", 1, 0, "610910", "apparel", 5, 0,
	    "in place of 9903.88.15", NULL },
	{ "HTS 1,HTS 2,Qty\n9903.88.15,,5", 1, 0, "99038815", NULL, 5, 0, "98 and 99", NULL },
	{ "HTS\n6109100012\n6109100014\n6110200010\n702000000\n0", 5, 3, "0702000000",
	    "agriculture", 0, 0, "a 0 in front was lost", NULL },
	{ "HTS\n6109100012\n6109100014\n0702000000\n702000000\n", 4, 3, "702000000", NULL, 0, 0,
	    NULL, NULL }, /* zeros are kept here */
	{ "cotton T-shirts 6109.10\n8471", 2, 0, "610910", "apparel", 0, 0, "Read as 6109.10",
	    NULL },
	{ "6109 T-shirts\n8471 laptops", 2, 1, "8471", "electronics", 0, 0, "Read as 8471",
	    NULL },
	{ "our 6109 shirts\n8471", 2, 0, "", NULL, 0, 0, "Not a tariff code", NULL },
	{ "x\n6109.10 or 8471.30\n8471", 2, 0, "", NULL, 0, 0, "several codes", NULL },
	{ "6109.10, 8471.30, 6110", 3, 1, "847130", "electronics", 0, 0, NULL, NULL },
	{ "6109.10, 8471.30, 55", 1, 0, "610910", "apparel", 8471.3, 55, NULL, NULL },
};

static void
test_lines(void **state)
{
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		const struct code_line *l;
		struct codes c;

		codes_read(&c, &f->arena, f->store, str_of(lines[i].list));
		if (c.n != lines[i].n)
			fail_msg("case %zu: %zu lines", i, c.n);
		l = &c.lines[lines[i].line];
		if (strcmp(l->code, lines[i].code) != 0)
			fail_msg("case %zu: %s", i, l->code);
		if (lines[i].center != NULL || strcmp(l->code, "702000000") != 0)
			assert_text(
			    l->rule != NULL ? l->rule->center->slug : NULL, lines[i].center);
		if (l->quantity != lines[i].quantity || l->value != lines[i].value)
			fail_msg("case %zu: %f, %f", i, l->quantity, l->value);
		if (lines[i].note != NULL &&
		    (l->note == NULL || strstr(l->note, lines[i].note) == NULL))
			fail_msg("case %zu: %s", i, l->note);
		if ((lines[i].flaw != NULL) != (l->flaw != NULL) ||
		    (l->flaw != NULL && strstr(l->flaw, lines[i].flaw) == NULL))
			fail_msg("case %zu: %s", i, l->flaw);
	}
}

static void
test_not_text(void **state)
{
	(void)state;
	assert_non_null(strstr(codes_not_text(STR("PK\003\004rest")), "xlsx"));
	assert_non_null(strstr(codes_not_text(STR("\xD0\xCF\x11\xE0")), "xls"));
	assert_non_null(codes_not_text(STR("%PDF-1.7")));
	assert_null(codes_not_text(STR("6109")));
	assert_null(codes_not_text(STR("")));
	assert_null(codes_not_text(STR("PKW,6109")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_cases, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(test_lines, fixture_setup, fixture_teardown),
		cmocka_unit_test(test_not_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
