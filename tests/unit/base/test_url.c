#include "base/url.h"

#include "unit/base/vectors.h"

static void
decoding(void **state)
{
	struct buf out = BUF_INIT;
	struct vectors v;

	(void)state;
	vectors_open(&v, "tests/vectors/url/decode.tsv");
	while (vectors_next(&v)) {
		buf_clear(&out);
		url_decode(&out, v.col[0], false);
		vectors_same(&v, buf_str(&out), v.col[1]);
		buf_clear(&out);
		url_decode(&out, v.col[0], true);
		vectors_same(&v, buf_str(&out), v.col[2]);
	}
	buf_free(&out);
}

/* A slice that ends inside an escape is not read past its end. */
static void
decoding_cut_short(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	url_decode(&out, (struct str){ "a%41", 3 }, true);
	assert_string_equal(out.p, "a%4");
	url_decode(&out, (struct str){ "%41", 1 }, true);
	assert_string_equal(out.p, "a%4%");
	url_decode(&out, (struct str){ NULL, 0 }, true);
	assert_string_equal(out.p, "a%4%");
	buf_free(&out);
}

static void
pairs(void **state)
{
	struct buf out = BUF_INIT;
	struct arena a;
	struct vectors v;

	(void)state;
	arena_init(&a, 0);
	vectors_open(&v, "tests/vectors/url/pairs.tsv");
	while (vectors_next(&v)) {
		struct str rest = v.col[0], name, value;

		buf_clear(&out);
		while (url_pair(&a, &rest, &name, &value))
			buf_addf(
			    &out, "{%.*s}={%.*s};", (int)name.n, name.p, (int)value.n, value.p);
		vectors_same(&v, buf_str(&out), v.col[1]);
	}
	buf_free(&out);
	arena_free(&a);
}

static void
params(void **state)
{
	struct str query = STR("a=1&q=first+one&q=second&%6Eot=x&empty&z=%00"),
		   value = STR("same");
	struct arena a;

	(void)state;
	arena_init(&a, 0);
	assert_true(url_param(&a, query, "q", &value));
	assert_true(str_is(value, "first one"));
	assert_true(url_param(&a, query, "not", &value));
	assert_true(str_is(value, "x"));
	assert_true(url_param(&a, query, "empty", &value));
	assert_true(str_is(value, ""));
	assert_true(url_param(&a, query, "z", &value));
	assert_int_equal(value.n, 1);
	value = STR("same");
	assert_false(url_param(&a, query, "Q", &value));
	assert_false(url_param(&a, query, "first one", &value));
	assert_false(url_param(&a, (struct str){ NULL, 0 }, "q", &value));
	assert_true(str_is(value, "same"));
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decoding),
		cmocka_unit_test(decoding_cut_short),
		cmocka_unit_test(pairs),
		cmocka_unit_test(params),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
