/* Sizes and checksums of the files to download. */
#include "scratch.h"

#include "render/downloads.h"

static void
test_sizes(void **state)
{
	static const struct {
		uint64_t size;
		const char *bytes, *size_text;
	} cases[] = {
		{ 0, "0",
		    "0\xC2\xA0"
		    "bytes" },
		{ 999, "999",
		    "999\xC2\xA0"
		    "bytes" },
		{ 1000, "1,000",
		    "1000\xC2\xA0"
		    "bytes" },
		{ 1024, "1,024",
		    "1\xC2\xA0"
		    "KiB" },
		{ 409785, "409,785",
		    "400\xC2\xA0"
		    "KiB" },
		{ 11829248, "11,829,248",
		    "11.3\xC2\xA0"
		    "MiB" },
	};
	struct scratch *s = *state;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct downloads d = { .release = "r", .n = 1 };
		struct value *map = value_map(&s->arena);
		const struct value *file;

		d.v[0] = (struct download){ "x.csv", cases[i].size, "abc" };
		downloads_fill(&s->arena, map, &d);
		file = value_at(value_get(map, STR("files")), 0);
#define TEXT(key) value_text(value_get(file, STR(key))).p
		assert_string_equal(TEXT("bytes"), cases[i].bytes);
		assert_string_equal(TEXT("size"), cases[i].size_text);
		assert_string_equal(TEXT("url"), "/data/x.csv");
		assert_int_equal(value_kind(value_get(map, STR("index_version"))), VALUE_NULL);
	}
}

static void
test_sums(void **state)
{
	struct downloads d = { .n = 2, .index_version = 7 };
	struct scratch *s = *state;
	struct value *map = value_map(&s->arena);
	struct buf b = BUF_INIT;

	d.v[0] = (struct download){ "a", 1, "01" };
	d.v[1] = (struct download){ "b", 2, "02" };
	downloads_sums(&b, &d);
	assert_string_equal(b.p, "01  a\n02  b\n");
	buf_free(&b);
	downloads_fill(&s->arena, map, &d);
	assert_string_equal(value_text(value_get(map, STR("index_version"))).p, "7");
	map = value_map(&s->arena);
	downloads_fill(&s->arena, map, NULL);
	assert_int_equal(value_count(value_get(map, STR("files"))), 0);
	assert_int_equal(value_kind(value_get(map, STR("release"))), VALUE_NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_sizes, scratch_setup, scratch_teardown),
		cmocka_unit_test_setup_teardown(test_sums, scratch_setup, scratch_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
