#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "view/value.h"

static void
assert_text(const struct value *v, const char *expect)
{
	struct str s = value_text(v);

	assert_int_equal(s.n, str_of(expect).n);
	assert_memory_equal(s.p, expect, s.n);
}

static void
kinds(void **state)
{
	struct arena a;
	struct value *map, *list;
	struct {
		const struct value *v;
		enum value_kind kind;
		bool truth;
		const char *text, *name;
	} cases[10];
	size_t i;

	(void)state;
	arena_init(&a, 0);
	map = value_map(&a);
	list = value_list(&a);
	value_push_cstr(list, "x");
#define ROW(i, ...) cases[i] = (__typeof__(cases[0])){ __VA_ARGS__ }
	ROW(0, value_null(), VALUE_NULL, false, "", "null");
	ROW(1, value_bool(true), VALUE_BOOL, true, "true", "true or false");
	ROW(2, value_bool(false), VALUE_BOOL, false, "false", "true or false");
	ROW(3, value_cstr(&a, "text"), VALUE_STR, true, "text", "a string");
	ROW(4, value_str(&a, (struct str){ "text", 2 }), VALUE_STR, true, "te", "a string");
	ROW(5, value_cstr(&a, ""), VALUE_STR, false, "", "a string");
	ROW(6, value_cstr(&a, NULL), VALUE_NULL, false, "", "null");
	ROW(7, value_int(&a, -120), VALUE_STR, true, "-120", "a string");
	ROW(8, map, VALUE_MAP, true, "", "a map");
	ROW(9, list, VALUE_LIST, true, "", "a list");
#undef ROW
	for (i = 0; i < 10; i++) {
		assert_int_equal(value_kind(cases[i].v), cases[i].kind);
		assert_int_equal(value_true(cases[i].v), cases[i].truth);
		assert_text(cases[i].v, cases[i].text);
		assert_string_equal(value_kind_name(value_kind(cases[i].v)), cases[i].name);
	}
	assert_false(value_true(value_list(&a)));
	assert_text(value_int(&a, INT64_MIN), "-9223372036854775808");
	assert_text(value_int(&a, 0), "0");
	assert_true(value_true(value_int(&a, 0)));
	arena_free(&a);
}

static void
lists(void **state)
{
	struct arena a;
	struct value *list, *item;
	size_t i;

	(void)state;
	arena_init(&a, 0);
	list = value_list(&a);
	assert_int_equal(value_count(list), 0);
	value_push_cstr(list, "first");
	value_push_str(list, STR("second"));
	value_push_cstr(list, NULL);
	item = value_push_map(list);
	value_set_bool(item, "leaf", true);
	for (i = 0; i < 1000; i++)
		value_push(list, value_int(&a, (long long)i));
	assert_int_equal(value_count(list), 1004);
	assert_text(value_at(list, 0), "first");
	assert_text(value_at(list, 1), "second");
	assert_int_equal(value_kind(value_at(list, 2)), VALUE_NULL);
	assert_ptr_equal(value_at(list, 3), item);
	assert_text(value_at(list, 4), "0");
	assert_text(value_at(list, 1003), "999");
	/* A list has no keys, and neither has a string. */
	assert_null(value_get(list, STR("leaf")));
	assert_null(value_get(value_at(list, 0), STR("first")));
	assert_int_equal(value_count(value_at(list, 0)), 0);
	arena_free(&a);
}

static void
maps(void **state)
{
	struct arena a;
	struct value *map;

	(void)state;
	arena_init(&a, 0);
	map = value_map(&a);
	value_set_cstr(map, "title", "Footwear");
	value_set_str(map, "slug", (struct str){ "footwear/", 8 });
	value_set_int(map, "count", 12);
	value_set_bool(map, "draft", false);
	value_set_null(map, "city");
	value_set_cstr(map, "office", NULL);
	value_set_cstr(value_set_map(map, "next"), "slug", "metals");
	value_push_cstr(value_set_list(map, "tags"), "shoes");
	assert_int_equal(value_count(map), 8);
	assert_text(value_get(map, STR("title")), "Footwear");
	assert_text(value_get(map, STR("slug")), "footwear");
	assert_text(value_get(map, STR("count")), "12");
	assert_ptr_equal(value_get(map, STR("draft")), value_bool(false));
	assert_int_equal(value_kind(value_get(map, STR("city"))), VALUE_NULL);
	assert_int_equal(value_kind(value_get(map, STR("office"))), VALUE_NULL);
	assert_text(value_get(value_get(map, STR("next")), STR("slug")), "metals");
	assert_text(value_at(value_get(map, STR("tags")), 0), "shoes");
	/* Keys are whole: no prefix, no longer name, no empty one. */
	assert_null(value_get(map, STR("titl")));
	assert_null(value_get(map, STR("title ")));
	assert_null(value_get(map, STR("")));
	assert_null(value_get(map, (struct str){ "title\0", 6 }));
	/* Setting again keeps the place. */
	value_set_cstr(map, "title", "Shoes");
	assert_int_equal(value_count(map), 8);
	assert_string_equal(value_key(map, 0), "title");
	assert_text(value_at(map, 0), "Shoes");
	assert_text(value_get(map, STR("title")), "Shoes");
	arena_free(&a);
}

/* More entries than are scanned: each is found, in order, after every step of growth. */
static void
wide_maps(void **state)
{
	enum { N = 3000 };
	struct arena a;
	struct value *map;
	int i, j;

	(void)state;
	arena_init(&a, 0);
	map = value_map(&a);
	for (i = 0; i < N; i++) {
		value_set_int(map, arena_printf(&a, "key%d", i), i);
		assert_int_equal(value_count(map), i + 1);
		for (j = 0; j <= i; j += i < 50 ? 1 : 97) {
			char *key = arena_printf(&a, "key%d", j);
			const struct value *v = value_get(map, str_of(key));

			assert_non_null(v);
			assert_text(v, key + 3);
			assert_string_equal(value_key(map, (size_t)j), key);
		}
		assert_null(value_get(map, str_of(arena_printf(&a, "key%d", i + 1))));
	}
	value_set_cstr(map, "key7", "seven");
	assert_int_equal(value_count(map), N);
	assert_text(value_get(map, STR("key7")), "seven");
	assert_text(value_at(map, 7), "seven");
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds),
		cmocka_unit_test(lists),
		cmocka_unit_test(maps),
		cmocka_unit_test(wide_maps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
