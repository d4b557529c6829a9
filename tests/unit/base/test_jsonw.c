#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/jsonw.h"

static void
whole_document(void **state)
{
	struct buf b = BUF_INIT;
	struct jsonw w;

	(void)state;
	jsonw_init(&w, &b);
	jsonw_object(&w);
	jsonw_kcstr(&w, "q", "a \"b\" <c>");
	jsonw_kcstr(&w, "none", NULL);
	jsonw_kstr(&w, "cut", (struct str){ "abc", 2 });
	jsonw_kint(&w, "n", INT64_MIN);
	jsonw_kreal(&w, "share", 0.5, 3);
	jsonw_kbool(&w, "yes", true);
	jsonw_kbool(&w, "no", false);
	jsonw_key(&w, "k\n");
	jsonw_array(&w);
	jsonw_end(&w);
	jsonw_key(&w, "list");
	jsonw_array(&w);
	jsonw_int(&w, 1);
	jsonw_object(&w);
	jsonw_end(&w);
	jsonw_array(&w);
	jsonw_str(&w, STR(""));
	jsonw_null(&w);
	jsonw_end(&w);
	jsonw_array(&w); /* begins anew where one has just ended */
	jsonw_int(&w, 2);
	jsonw_end(&w);
	jsonw_cstr(&w, "x");
	jsonw_bool(&w, true);
	jsonw_end(&w);
	jsonw_end(&w);
	assert_string_equal(b.p,
	    "{\"q\":\"a \\\"b\\\" \\u003cc>\",\"none\":null,\"cut\":\"ab\","
	    "\"n\":-9223372036854775808,\"share\":0.500,\"yes\":true,\"no\":false,"
	    "\"k\\n\":[],\"list\":[1,{},[\"\",null],[2],\"x\",true]}");
	assert_int_equal(w.depth, 0);
	buf_free(&b);
}

static void
bare_values(void **state)
{
	struct buf b = BUF_INIT;
	struct jsonw w;

	(void)state;
	jsonw_init(&w, &b);
	jsonw_cstr(&w, "alone");
	assert_string_equal(b.p, "\"alone\"");
	buf_free(&b);
}

static void
reals(void **state)
{
	static const struct {
		double v;
		int digits;
		const char *out;
	} cases[] = {
		{ 0, 0, "0" },
		{ 0, 2, "0.00" },
		{ 1.005, 1, "1.0" },
		{ -2.5, 3, "-2.500" },
		{ 1.0 / 3, 4, "0.3333" },
		{ 1e15, 0, "1000000000000000" },
		{ NAN, 2, "null" },
		{ INFINITY, 2, "null" },
		{ -INFINITY, 2, "null" },
	};
	struct jsonw w;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf b = BUF_INIT;

		jsonw_init(&w, &b);
		jsonw_object(&w);
		jsonw_kreal(&w, "v", cases[i].v, cases[i].digits);
		jsonw_kint(&w, "after", 1);
		jsonw_end(&w);
		assert_memory_equal(b.p + 5, cases[i].out, strlen(cases[i].out));
		assert_string_equal(b.p + 5 + strlen(cases[i].out), ",\"after\":1}");
		buf_free(&b);
	}
}

static void
deepest(void **state)
{
	struct buf b = BUF_INIT;
	struct jsonw w;
	int i;

	(void)state;
	jsonw_init(&w, &b);
	for (i = 0; i < JSONW_DEPTH; i++)
		jsonw_array(&w);
	jsonw_int(&w, 1);
	for (i = 0; i < JSONW_DEPTH; i++)
		jsonw_end(&w);
	assert_string_equal(b.p, "[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_document),
		cmocka_unit_test(bare_values),
		cmocka_unit_test(reals),
		cmocka_unit_test(deepest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
