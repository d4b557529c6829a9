/* Tariff codes as people write them, one by one, in lists and in queries. */
#include "fixture.h"
#include "search/codes.h"

#define OK CODE_OK
#define UNKNOWN CODE_UNKNOWN
#define SPECIAL CODE_SPECIAL
#define RESERVED CODE_RESERVED
#define INVALID CODE_INVALID

static void
test_read(void **state)
{
	static const struct {
		const char *field, *code;
		enum code_status status;
		const char *heading, *center, *note; /* note: a part of it; NULL: no note */
	} cases[] = {
		{ "6109", "6109", OK, "6109", "apparel", NULL },
		{ "6109.10", "610910", OK, "6109", "apparel", "its chapter" },
		{ "6109.10.00", "61091000", OK, "6109", "apparel", "61091000" },
		{ "6109.10.00.12", "6109100012", OK, "6109", "apparel", "was not checked" },
		{ "6109100012", "6109100012", OK, "6109", "apparel", "was not checked" },
		{ "HTS 6109.10", "610910", OK, "6109", "apparel", "its chapter" },
		{ "hts: 6109.10", "610910", OK, "6109", "apparel", "" },
		{ "HTSUS No. 6109", "6109", OK, "6109", "apparel", NULL },
		{ "heading 6109", "6109", OK, "6109", "apparel", NULL },
		{ "HS6109", "6109", OK, "6109", "apparel", NULL },
		{ "#6109", "6109", OK, "6109", "apparel", NULL },
		{ "6109 10 00", "61091000", OK, "6109", "apparel", "" },
		{ "6109-10-00", "61091000", OK, "6109", "apparel", "" },
		{ "6109\xC2\xA0"
		  "10",
		    "610910", OK, "6109", "apparel", "" },
		{ "  6109\t", "6109", OK, "6109", "apparel", NULL },
		{ "0702.00", "070200", OK, "0702", "agriculture", "" },
		{ "8471.30", "847130", OK, "8471", "electronics", "its heading" },
		{ "8443.32", "844332", OK, "8443", "electronics", "its subheading" },
		{ "8443.32.50", "84433250", OK, "8443", "machinery", "its subheading" },
		{ "8443", "8443", OK, "8443", "machinery", NULL },
		{ "07", "07", OK, NULL, "agriculture", NULL },
		{ "chapter 61", "61", OK, NULL, "apparel", NULL },
		{ "84", "84", OK, NULL, NULL, "divided between Centers" },
		{ "9801", "9801", SPECIAL, NULL, NULL, "98 and 99" },
		{ "9903.88.15", "99038815", SPECIAL, NULL, NULL, "98 and 99" },
		{ "98", "98", SPECIAL, NULL, NULL, "98 and 99" },
		{ "77", "77", RESERVED, NULL, NULL, "reserved" },
		{ "7701.10", "770110", RESERVED, NULL, NULL, "reserved" },
		{ "6108", "6108", UNKNOWN, NULL, NULL, "6105 and 6109" },
		{ "6108", "6108", UNKNOWN, NULL, NULL, "earlier edition may have had it" },
		{ "6108.20", "610820", UNKNOWN, NULL, NULL,
		    "All of chapter 61 goes to the Apparel" },
		{ "6101", "6101", UNKNOWN, NULL, NULL, "neighbor is 6103.  All of" },
		{ "8401", "8401", UNKNOWN, NULL, NULL, "neighbor is 8414." }, /* divided */
		/* A heading of an earlier edition has a rule of its own, which says where its goods went. */
		{ "8469", "8469", UNKNOWN, NULL, "electronics",
		    "no longer has a heading 8469." },
		{ "8469.00.10", "84690010", UNKNOWN, NULL, "electronics", "are in 8471." },
		{ "6101", "6101", UNKNOWN, NULL, NULL, "neighbor is 6103" },
		{ "6199.00", "619900", UNKNOWN, NULL, NULL, "neighbor is 6115." },
		{ "0101", "0101", UNKNOWN, NULL, NULL, "no chapter 01" },
		{ "50", "50", UNKNOWN, NULL, NULL, "no chapter 50" },
		{ "00", "00", UNKNOWN, NULL, NULL, "no chapter 00" },
		{ "61091", "61091", OK, "6109", "apparel", "5 digits" },
		{ "610910001", "610910001", OK, "6109", "apparel", "9 digits" },
		{ "61091000123", "", INVALID, NULL, NULL, "11 digits" },
		{ "6109.10.00.12.34", "", INVALID, NULL, NULL, "12 digits" },
		{ "6", "", INVALID, NULL, NULL, "1 digit;" },
		{ "610", "", INVALID, NULL, NULL, "3 digits" },
		{ "", "", INVALID, NULL, NULL, "Not a tariff code" },
		{ "...", "", INVALID, NULL, NULL, "Not a tariff code" },
		{ "HTS", "", INVALID, NULL, NULL, "Not a tariff code" },
		{ "t-shirts", "", INVALID, NULL, NULL, "Not a tariff code" },
		{ "6109a", "", INVALID, NULL, NULL, "Not a tariff code" },
		{ "A6109", "", INVALID, NULL, NULL, "Not a tariff code" },
		{ "61/09", "", INVALID, NULL, NULL, "Not a tariff code" },
		{ "6109 <b>", "", INVALID, NULL, NULL, "Not a tariff code" },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct code_line l;

		code_read(&l, &f->arena, f->store, str_of(cases[i].field));
		if (l.status != cases[i].status || strcmp(l.code, cases[i].code) != 0)
			fail_msg("\"%s\": \"%s\", %s", cases[i].field, l.code,
			    code_status_name(l.status));
		assert_text(l.heading != NULL ? l.heading->code : NULL, cases[i].heading);
		assert_text(l.rule != NULL ? l.rule->center->slug : NULL, cases[i].center);
		if (cases[i].note == NULL && l.note != NULL)
			fail_msg("\"%s\": %s", cases[i].field, l.note);
		if (cases[i].note != NULL &&
		    (l.note == NULL || strstr(l.note, cases[i].note) == NULL))
			fail_msg("\"%s\": %s", cases[i].field, l.note);
	}
}

static void
test_very_long(void **state)
{
	struct fixture *f = *state;
	struct buf b = BUF_INIT;
	struct code_line l;
	size_t i;

	for (i = 0; i < 100000; i++)
		buf_adds(&b, "61");
	code_read(&l, &f->arena, f->store, buf_str(&b));
	assert_int_equal(l.status, CODE_INVALID);
	assert_null(l.rule);
	assert_true(strlen(l.note) < 300);
	buf_free(&b);
}

static void
read_list(struct fixture *f, struct codes *c, const char *list)
{
	codes_read(c, &f->arena, f->store, str_of(list));
}

static void
test_separators(void **state)
{
	static const char *const lists[] = {
		"6109.10,12,345.50",
		"6109.10\t12\t345.50",
		"6109.10;12;345.50",
		"\"6109.10\",\"12\",\"$345.50\"",
		"6109.10 , 12 , $ 345.50",
		"6109.10;12 pcs;345.50 USD",
		"\xEF\xBB\xBF\066109.10,12,345.50\r\n",
		"6109.10\t12\t345.50\t7\tmore",
		"\"HTS 6109.10\",12,345.50",
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		struct codes c;

		read_list(f, &c, lists[i]);
		if (c.n != 1 || strcmp(c.lines[0].code, "610910") != 0)
			fail_msg(
			    "%s: %zu lines, %s", lists[i], c.n, c.n > 0 ? c.lines[0].code : "");
		assert_true(c.lines[0].has_quantity && c.lines[0].has_value);
		assert_true(c.lines[0].quantity == 12.0);
		assert_true(c.lines[0].value == 345.5);
		assert_true(c.has_quantity && c.has_value);
	}
}

static void
test_numbers(void **state)
{
	static const struct {
		const char *list;
		bool has;
		double quantity;
	} cases[] = {
		{ "6109", false, 0 },
		{ "6109,", false, 0 },
		{ "6109,,5", false, 0 },
		{ "6109,0", true, 0 },
		{ "6109,1.5", true, 1.5 },
		{ "6109,abc", false, 0 },
		{ "6109,-5", false, 0 },
		{ "6109;1,234", true, 1234 },
		{ "6109\t1,234,567.25", true, 1234567.25 },
		{ "6109,\"1,234\"", true, 1234 },
		{ "6109,.", false, 0 },
		{ "6109,$", false, 0 },
		{ "6109,nan", false, 0 },
		{ "6109,inf", false, 0 },
		{ "6109,0x10", false, 0 },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct codes c;

		read_list(f, &c, cases[i].list);
		assert_int_equal(c.n, 1);
		if (c.lines[0].has_quantity != cases[i].has ||
		    c.lines[0].quantity != cases[i].quantity)
			fail_msg("%s: %d %f", cases[i].list, c.lines[0].has_quantity,
			    c.lines[0].quantity);
	}
}

static void
test_list(void **state)
{
	struct fixture *f = *state;
	struct codes c;

	read_list(f, &c,
	    "Code,Quantity,Value\r\n"
	    "6109.10,100,500\r\n"
	    "\r\n"
	    "rubbish,7,8\r\n"
	    "\"6110,5,6\r\n"
	    "8471.30,50,1500\r\n"
	    "9801,1,1\r\n"
	    "6404,50");
	assert_int_equal(c.n, 6);
	assert_int_equal(c.good, 3);
	assert_int_equal(c.lines[0].line, 2);
	assert_int_equal(c.lines[1].line, 4);
	assert_int_equal(c.lines[1].status, CODE_INVALID);
	assert_str(c.lines[1].input, "rubbish");
	assert_int_equal(c.lines[2].status, CODE_INVALID);
	assert_int_equal(c.lines[3].status, CODE_OK);
	assert_int_equal(c.lines[4].status, CODE_SPECIAL);
	assert_int_equal(c.lines[5].line, 8);
	assert_false(c.truncated);
	/* What is not placed counts for nobody. */
	assert_int_equal(c.n_totals, 2);
	assert_string_equal(c.totals[0].center->slug, "apparel");
	assert_int_equal(c.totals[0].lines, 2);
	assert_true(c.totals[0].quantity == 150.0);
	assert_true(c.totals[0].value == 500.0);
	assert_true(c.totals[0].quantity_share == 0.75);
	assert_true(c.totals[0].value_share == 0.25);
	assert_true(c.totals[0].lines_share > 0.66 && c.totals[0].lines_share < 0.67);
	assert_true(c.totals[1].value_share == 0.75);
}

static void
test_headers(void **state)
{
	static const struct {
		const char *list;
		size_t n;
	} cases[] = {
		{ "", 0 },
		{ "\n\n \n", 0 },
		{ "Code\n6109", 1 },
		{ "\xEF\xBB\xBF"
		  "Code\n6109",
		    1 },
		{ "6109\nCode", 2 }, /* only the first line may be one */
		{ "Code", 1 },
		{ ",,\n6109", 1 },
		{ "6109", 1 },
		{ "6109\n", 1 },
		{ "6109\n6109", 2 },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct codes c;

		read_list(f, &c, cases[i].list);
		if (c.n != cases[i].n)
			fail_msg("case %zu: %zu lines, not %zu", i, c.n, cases[i].n);
	}
}

static void
test_no_good_line(void **state)
{
	struct fixture *f = *state;
	struct codes c;

	read_list(f, &c, "abc\n9801\n77\n6108,5,5\n84");
	assert_int_equal(c.n, 4); /* "abc" may be a header */
	assert_int_equal(c.good, 0);
	assert_int_equal(c.n_totals, 0);
}

static void
test_line_limit(void **state)
{
	struct fixture *f = *state;
	struct buf b = BUF_INIT;
	struct codes c;
	size_t i;

	for (i = 0; i < LIMIT_CODE_LINES; i++)
		buf_adds(&b, i % 2 == 0 ? "6109\n" : "8471\n");
	codes_read(&c, &f->arena, f->store, buf_str(&b));
	assert_int_equal(c.n, LIMIT_CODE_LINES);
	assert_int_equal(c.good, LIMIT_CODE_LINES);
	assert_false(c.truncated);
	buf_adds(&b, "\n\n");
	codes_read(&c, &f->arena, f->store, buf_str(&b));
	assert_false(c.truncated);
	buf_adds(&b, "6109");
	codes_read(&c, &f->arena, f->store, buf_str(&b));
	assert_int_equal(c.n, LIMIT_CODE_LINES);
	assert_true(c.truncated);
	/* A year's report must fit one request. */
	{
		struct arena a;

		arena_init(&a, LIMIT_REQUEST_ARENA);
		codes_read(&c, &a, f->store, buf_str(&b));
		assert_false(arena_full(&a));
		arena_free(&a);
	}
	buf_free(&b);
}

/* What a query of codes is read as, codes apart by a space; "" when it is not one. */
static void
test_in_query(void **state)
{
	static const struct {
		const char *text, *codes;
	} cases[] = {
		{ "6109", "6109" },
		{ "6109.10", "610910" },
		{ " 6109.10.00 ", "61091000" },
		{ "HTS 6109.10", "610910" },
		{ "heading 6109", "6109" },
		{ "HTS: 6109", "6109" },
		{ "Chapter 61", "61" },
		{ "chapters 61 and 62", "61 62" },
		{ "61", "61" },
		{ "6109, 8471", "6109 8471" },
		{ "6109 8471", "6109 8471" },
		{ "6109;8471", "6109 8471" },
		{ "6109\n8471", "6109 8471" },
		{ "6109 and 8471", "6109 8471" },
		{ "the code 6109", "6109" },
		{ "6109 10 00", "61091000" },
		{ "6109 10 00 12", "6109100012" },
		{ "6109 10, 8471 30", "610910 847130" },
		{ "6109 10; 8471 30", "610910 847130" },
		{ "6109 10\n8471 30", "610910 847130" },
		{ "6109 10\t8471 30", "610910 847130" },
		{ "9801", "9801" },
		{ "7701", "7701" },
		{ "12345", "12345" },
		{ "100 cotton", "" },
		{ "12v battery", "" },
		{ "12v", "" },
		{ "100%", "" },
		{ "100", "" },
		{ "5", "" },
		{ "", "" },
		{ " , ", "" },
		{ "HTS", "" },
		{ "the", "" },
		{ "and", "" },
		{ "cotton", "" },
		{ "6109 shirts", "" },
		{ "shirts 6109", "" },
		{ "3d printer", "" },
		{ "61 shirts", "" },
		{ "6109\xC3\xA9", "" },
		{ "10 x 12 frames", "" },
		{ "2-ply 8471 towels", "" },
	};
	struct fixture *f = *state;
	size_t i, j;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf got = BUF_INIT;
		struct codes c;
		bool is = codes_in_query(&c, &f->arena, f->store, str_of(cases[i].text));

		for (j = 0; is && j < c.n; j++) {
			buf_addf(&got, "%s%s", j > 0 ? " " : "", c.lines[j].code);
			assert_int_equal(c.lines[j].line, j + 1);
		}
		if (is != (cases[i].codes[0] != '\0') || strcmp(got.p, cases[i].codes) != 0)
			fail_msg(
			    "\"%s\": \"%s\", not \"%s\"", cases[i].text, got.p, cases[i].codes);
		buf_free(&got);
	}
}

static void
test_in_query_sums(void **state)
{
	struct fixture *f = *state;
	struct codes c;

	assert_true(codes_in_query(&c, &f->arena, f->store, STR("6109 6110 8471 9801")));
	assert_int_equal(c.n, 4);
	assert_int_equal(c.good, 3);
	assert_int_equal(c.n_totals, 2);
	assert_string_equal(c.totals[0].center->slug, "apparel");
	assert_int_equal(c.totals[0].lines, 2);
	assert_false(c.has_quantity || c.has_value);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_very_long),
		cmocka_unit_test(test_separators),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_headers),
		cmocka_unit_test(test_no_good_line),
		cmocka_unit_test(test_line_limit),
		cmocka_unit_test(test_in_query),
		cmocka_unit_test(test_in_query_sums),
	};

	return cmocka_run_group_tests(tests, fixture_setup, fixture_teardown);
}
