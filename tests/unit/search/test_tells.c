/* The question that tells two headings apart: what is asked, and when nothing is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "search/tells.h"

static const struct {
	const char *a, *b, *query, *want; /* WANT: a part of the question; NULL: none */
} cases[] = {
	{ "Footwear of leather", "Footwear of rubber", "shoes", "leather or rubber" },
	{ "Footwear of LEATHER", "Footwear of rubber", "shoes", "leather or rubber" },
	{ "Wooden boxes", "Plastic boxes", "boxes", "wood or plastic" },
	{ "Footwear of leather", "Footwear of rubber", "leather shoes", NULL },
	{ "Articles of plastics", "Plastic boxes", "boxes", NULL },
	{ "Plastics and rubber", "Articles of rubber", "hose", NULL },
	{ "Bicycles", "Parts of bicycles", "bicycle", "a part" },
	{ "Bicycles", "Parts of bicycles", "bicycle parts", NULL },
	{ "Toys and dolls", "Cars", "car", "a toy" },
	{ "Partly toyish", "Cars", "car", NULL },
	{ "Luggage and wallets", "Finished cattle leather", "leather bag", "finished article" },
	{ "Live animals", "Meat", "chicken", "alive" },
	{ "Men's shirts", "Women's shirts", "shirt", "for men" },
	{ "Computers", "Telephones", "x", NULL },
	{ "", "", "", NULL },
};

static void
test_table(void **state)
{
	struct arena a;
	size_t i, turn;

	(void)state;
	arena_init(&a, 0);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		for (turn = 0; turn < 2; turn++) {
			const char *got = tells_apart(&a, NULL, turn ? cases[i].b : cases[i].a,
			    turn ? cases[i].a : cases[i].b, str_of(cases[i].query));

			if (turn && cases[i].want != NULL && strstr(cases[i].want, " or "))
				assert_non_null(got); /* the other way round */
			else if ((got == NULL) != (cases[i].want == NULL) ||
				 (got != NULL && strstr(got, cases[i].want) == NULL))
				fail_msg("\"%s\", \"%s\": %s", cases[i].a, cases[i].b,
				    got != NULL ? got : "nothing");
		}
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_table) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
