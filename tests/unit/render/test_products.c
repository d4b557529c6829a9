/* Order and grouping of product names. */
#include "scratch.h"

#include "base/buf.h"
#include "render/products.h"
#include "tiny.h"

static void
set_names(struct heading *h, struct name *names, size_t n)
{
	h->names = names;
	h->n_names = n;
}

static void
test_order(void **state)
{
	struct scratch *s = *state;
	struct name names[] = {
		{ .text = "Zebra", .kind = NAME_PLAIN, .code = "0101" },
		{ .text = "t-shirt", .kind = NAME_PLAIN, .code = "0101" },
		{ .text = "tassel", .kind = NAME_BRAND, .code = "0101" },
		{ .text = "T shirt", .kind = NAME_ALSO, .code = "0101" },
		{ .text = "\xC3\xA9"
			  "clair",
		    .kind = NAME_PLAIN,
		    .code = "0101" },
		{ .text = "4-wheeler", .kind = NAME_PLAIN, .code = "0101" },
		{ .text = "camiseta", .kind = NAME_ES, .code = "0101" },
		{ .text = "7664-93-9", .kind = NAME_CAS, .code = "0101" },
		{ .text = "\"&\"", .kind = NAME_PLAIN, .code = "0101" },
	};
	static const char *const want[] = { "\"&\"", "4-wheeler",
		"\xC3\xA9"
		"clair",
		"tassel", "T shirt", "t-shirt", "Zebra" };
	struct products p;
	struct tiny t;
	size_t i;

	tiny_init(&t);
	set_names(&t.headings[0], names, sizeof(names) / sizeof(names[0]));
	products_build(&p, &s->arena, &t.site, LANG_EN, 10);
	assert_int_equal(p.n, 7);
	for (i = 0; i < p.n; i++)
		assert_string_equal(p.v[i].name->text, want[i]);
	assert_int_equal(p.n_letters, 4);
	assert_string_equal(p.letters[0].slug, "0-9");
	assert_int_equal(p.letters[0].n, 2);
	assert_string_equal(p.letters[1].slug, "e");
	assert_string_equal(p.letters[2].slug, "t");
	assert_int_equal(p.letters[2].n, 3);
	assert_int_equal(p.letters[2].n_groups, 0);
	assert_string_equal(p.letters[3].slug, "z");
}

static void
test_cut(void **state)
{
	struct scratch *s = *state;
	struct name names[] = {
		{ .text = "q", .kind = NAME_PLAIN, .code = "7201" },
		{ .text = "Q 4", .kind = NAME_PLAIN, .code = "7201" },
		{ .text = "qat", .kind = NAME_PLAIN, .code = "7201" },
		{ .text = "q-beam", .kind = NAME_PLAIN, .code = "7201" },
		{ .text = "quilt", .kind = NAME_PLAIN, .code = "7201" },
		{ .text = "quill", .kind = NAME_PLAIN, .code = "7201" },
		{ .text = "1", .kind = NAME_PLAIN, .code = "7201" },
		{ .text = "2", .kind = NAME_PLAIN, .code = "7201" },
		{ .text = "3", .kind = NAME_PLAIN, .code = "7201" },
		{ .text = "4", .kind = NAME_PLAIN, .code = "7201" },
		{ .text = "5", .kind = NAME_PLAIN, .code = "7201" },
		{ .text = "6", .kind = NAME_PLAIN, .code = "7201" },
	};
	static const struct {
		const char *slug;
		size_t n;
	} want[] = { { "q-", 1 }, { "q4", 1 }, { "qa", 1 }, { "qb", 1 }, { "qu", 2 } };
	struct products p;
	struct tiny t;
	size_t i, at = 6;

	tiny_init(&t);
	set_names(&t.headings[1], names, 12);
	products_build(&p, &s->arena, &t.site, LANG_EN, 6);
	assert_int_equal(p.n_letters, 2);
	assert_int_equal(p.letters[1].n_groups, 0); /* six are not more than six */
	products_build(&p, &s->arena, &t.site, LANG_EN, 5);
	assert_int_equal(p.letters[0].n_groups, 0); /* digits are never cut */
	assert_int_equal(p.letters[1].n, 6);
	assert_int_equal(p.letters[1].n_groups, 5);
	for (i = 0; i < 5; i++) {
		assert_string_equal(p.letters[1].groups[i].slug, want[i].slug);
		assert_int_equal(p.letters[1].groups[i].n, want[i].n);
		assert_int_equal(p.letters[1].groups[i].first, at);
		at += want[i].n;
	}
}

/* Two characters that begin too many names are cut again, all of them, and only those. */
static void
test_cut_again(void **state)
{
	struct scratch *s = *state;
	struct name names[] = {
		{ .text = "q", .kind = NAME_PLAIN, .code = "7201" },
		{ .text = "qat", .kind = NAME_PLAIN, .code = "7201" },
		{ .text = "qat bar", .kind = NAME_PLAIN, .code = "7201" },
		{ .text = "qu", .kind = NAME_PLAIN, .code = "7201" },
		{ .text = "quay", .kind = NAME_PLAIN, .code = "7201" },
		{ .text = "quill", .kind = NAME_PLAIN, .code = "7201" },
		{ .text = "quilt", .kind = NAME_PLAIN, .code = "7201" },
		{ .text = "qv", .kind = NAME_PLAIN, .code = "7201" },
	};
	static const struct {
		const char *slug;
		size_t n;
	} want[] = { { "q-", 1 }, { "qa", 2 }, { "qu-", 1 }, { "qua", 1 }, { "qui", 2 },
		{ "qv", 1 } };
	struct products p;
	struct tiny t;
	size_t i, at = 0;

	tiny_init(&t);
	set_names(&t.headings[1], names, 8);
	products_build(&p, &s->arena, &t.site, LANG_EN, 3);
	assert_int_equal(p.letters[0].n_groups, 6);
	for (i = 0; i < 6; i++) {
		assert_string_equal(p.letters[0].groups[i].slug, want[i].slug);
		assert_int_equal(p.letters[0].groups[i].n, want[i].n);
		assert_int_equal(p.letters[0].groups[i].first, at);
		at += want[i].n;
	}
	products_build(&p, &s->arena, &t.site, LANG_EN, 4);
	assert_int_equal(p.letters[0].n_groups, 4); /* four are not more than four */
}

/* A name of a line below its heading goes with the line's rule. */
static void
test_rules(void **state)
{
	struct scratch *s = *state;
	struct name names[] = {
		{ .text = "a", .kind = NAME_PLAIN, .code = "7201" },
		{ .text = "b", .kind = NAME_PLAIN, .code = "720110" },
	};
	struct split line = { .code = "720110", .title = "Line" };
	struct products p;
	struct tiny t;

	tiny_init(&t);
	line.rule = &t.rules[2];
	set_names(&t.headings[1], names, 2);
	t.headings[1].splits = &line;
	t.headings[1].n_splits = 1;
	products_build(&p, &s->arena, &t.site, LANG_EN, 600);
	assert_ptr_equal(p.v[0].rule, &t.rules[1]);
	assert_ptr_equal(p.v[1].rule, &t.rules[2]);
	assert_ptr_equal(p.v[1].heading, &t.headings[1]);
}

static void
test_none(void **state)
{
	struct scratch *s = *state;
	struct products p;
	struct tiny t;

	tiny_init(&t);
	products_build(&p, &s->arena, &t.site, LANG_EN, 600);
	assert_int_equal(p.n, 0);
	assert_int_equal(p.n_letters, 0);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, scratch_setup, scratch_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_order),
		CASE(test_cut),
		CASE(test_cut_again),
		CASE(test_rules),
		CASE(test_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
