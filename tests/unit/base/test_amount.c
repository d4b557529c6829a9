/* Numbers of spreadsheets. */
#include "vectors.h"

#include "base/amount.h"

#define OK AMOUNT_OK
#define NONE AMOUNT_NONE
#define BAD AMOUNT_UNREADABLE
#define NEG AMOUNT_NEGATIVE
#define HUGE_ AMOUNT_HUGE

static const struct {
	const char *text;
	enum amount_status status;
	double point, comma; /* read with a decimal point, and with a decimal comma */
	int style;
} cases[] = {
	{ "5", OK, 5, 5, 0 },
	{ " 1200 ", OK, 1200, 1200, 0 },
	{ "12.5", OK, 12.5, 12.5, -1 },
	{ "12,5", OK, 12.5, 12.5, 1 },
	{ "1,234", OK, 1234, 1.234, 0 },
	{ "1.234", OK, 1.234, 1234, 0 },
	{ "0.234", OK, .234, .234, -1 },
	{ "0,234", OK, .234, .234, 1 },
	{ "1,234.50", OK, 1234.5, 1234.5, -1 },
	{ "1.234,50", OK, 1234.5, 1234.5, 1 },
	{ "1,234,567", OK, 1234567, 1234567, -1 },
	{ "1.234.567", OK, 1234567, 1234567, 1 },
	{ "1 234,50", OK, 1234.5, 1234.5, 1 },
	{ "1\xC2\xA0"
	  "234",
	    OK, 1234, 1234, 0 },
	{ "1\xE2\x80\xAF"
	  "234,5",
	    OK, 1234.5, 1234.5, 1 },
	{ "1'234'567.89", OK, 1234567.89, 1234567.89, -1 },
	{ "$5,400.00", OK, 5400, 5400, -1 },
	{ "US$ 12", OK, 12, 12, 0 },
	{ "USD 345.50", OK, 345.5, 345.5, -1 },
	{ "345,50 \xE2\x82\xAC", OK, 345.5, 345.5, 1 },
	{ "12 pcs", OK, 12, 12, 0 },
	{ "7kg", OK, 7, 7, 0 },
	{ ".5", OK, .5, .5, -1 },
	{ "5.", OK, 5, 5, -1 },
	{ "0", OK, 0, 0, 0 },
	{ "-0", OK, 0, 0, 0 },
	{ "+5", OK, 5, 5, 0 },
	{ "", NONE, 0, 0, 0 },
	{ "-", NONE, 0, 0, 0 },
	{ "\xE2\x80\x93", NONE, 0, 0, 0 },
	{ "-5", NEG, 0, 0, 0 },
	{ "5-", NEG, 0, 0, 0 },
	{ "(5)", NEG, 0, 0, 0 },
	{ "($1,000)", NEG, 0, 0, 0 },
	{ "-$5", NEG, 0, 0, 0 },
	{ "\xE2\x88\x92"
	  "5",
	    NEG, 0, 0, 0 },
	{ "abc", BAD, 0, 0, 0 },
	{ "$", BAD, 0, 0, 0 },
	{ ".", BAD, 0, 0, 0 },
	{ "nan", BAD, 0, 0, 0 },
	{ "inf", BAD, 0, 0, 0 },
	{ "0x10", BAD, 0, 0, 0 },
	{ "1e5", BAD, 0, 0, 0 },
	{ "5 of 7", BAD, 0, 0, 0 },
	{ "12 34", BAD, 0, 0, 0 },
	{ "1,2,3", BAD, 0, 0, 0 },
	{ "1.2,3.4", BAD, 0, 0, 0 },
	{ "12,34.5", BAD, 0, 0, 0 },
	{ "11/21/2026", BAD, 0, 0, 0 },
	{ "9999999999999999", HUGE_, 0, 0, 0 },
	{ "11111111111111111111111111111111111111111111111111", BAD, 0, 0, 0 },
};

static void
test_cases(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct str s = str_of(cases[i].text);
		double point, comma;
		enum amount_status one = amount_read(s, false, &point),
				   two = amount_read(s, true, &comma);

		if (one != cases[i].status || two != cases[i].status ||
		    point != cases[i].point || comma != cases[i].comma)
			fail_msg("\"%s\": %d %f, %d %f", cases[i].text, (int)one, point,
			    (int)two, comma);
		if (amount_style(s) != cases[i].style && one == AMOUNT_OK)
			fail_msg("\"%s\": style %d", cases[i].text, amount_style(s));
	}
}

static void
test_currency(void **state)
{
	static const struct {
		const char *text;
		bool has;
	} table[] = { { "$5", true }, { "5 EUR", true }, { "USD5", true },
		{ "\xC2\xA3"
		  "5",
		    true },
		{ "5", false }, { "5 pcs", false }, { "EUROPE", false }, { "", false } };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (amount_has_currency(str_of(table[i].text)) != table[i].has)
			fail_msg("%s", table[i].text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_currency),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
