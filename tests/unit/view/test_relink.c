#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "view/relink.h"

static bool
has(const void *ctx, struct str path)
{
	(void)ctx;
	return str_is(path, "/") || str_is(path, "/faq/") || str_is(path, "/find/");
}

static void
links(void **state)
{
	static const struct {
		const char *from, *to;
	} cases[] = {
		{ "<a href=\"/\">x</a>", "<a href=\"/es/\">x</a>" },
		{ "<p><a class=\"b\" href=\"/faq/#y\">x</a> <",
		    "<p><a class=\"b\" href=\"/es/faq/#y\">x</a> <" },
		{ "<a href=\"/hts/61/\" class=\"b\">x</a>",
		    "<a href=\"/hts/61/\" hreflang=\"en\" class=\"b\">x</a>" },
		{ "<a href=\"/find/?q=a&amp;b\">", "<a href=\"/es/find/?q=a&amp;b\">" },
		{ "<form action=\"/find/#answer\" method=\"get\">",
		    "<form action=\"/es/find/#answer\" method=\"get\">" },
		{ "<form action=\"/api/v1/feedback\">", "<form action=\"/api/v1/feedback\">" },
		/* As it is: said to be in a language, in Spanish already, elsewhere, not a link, not closed. */
		{ "<a href=\"/faq/\" hreflang=\"en\">", "<a href=\"/faq/\" hreflang=\"en\">" },
		{ "<form action=\"/find/\" lang=\"en\">",
		    "<form action=\"/find/\" lang=\"en\">" },
		{ "<a href=\"/es/faq/\">", "<a href=\"/es/faq/\">" },
		{ "<a href=\"https://a.example/faq/\">",
		    "<a href=\"https://a.example/faq/\">" },
		{ "<a href=\"//a.example/\">", "<a href=\"//a.example/\">" },
		{ "<a href=\"#faq\">", "<a href=\"#faq\">" },
		{ "<link href=\"/faq/\">", "<link href=\"/faq/\">" },
		{ "<a name=\"x\">", "<a name=\"x\">" },
		{ "<a href=\"/faq/", "<a href=\"/es/faq/" },
		{ "", "" },
	};
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_clear(&b);
		relink(&b, str_of(cases[i].from), LANG_ES, has, NULL);
		assert_string_equal(b.p, cases[i].to);
		buf_clear(&b);
		relink(&b, str_of(cases[i].from), LANG_EN, has, NULL);
		assert_string_equal(b.p, cases[i].from);
	}
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(links) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
