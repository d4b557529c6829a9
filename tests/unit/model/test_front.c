#include "model/front.h"

#include <time.h>

#include "base/limits.h"
#include "unit/base/vectors.h"

/* Messages as "line:column: error: text", sorted. */
static void
messages(struct buf *out, struct diag *d)
{
	size_t i;

	diag_sort(d);
	for (i = 0; i < d->n; i++)
		buf_addf(out, "%u:%u: %s: %s\n", d->msgs[i].loc.line, d->msgs[i].loc.col,
		    diag_level_name(d->msgs[i].level), d->msgs[i].text);
}

static void
splitting(void **state)
{
	struct buf b = BUF_INIT;
	struct vectors v;

	(void)state;
	vectors_open(&v, "tests/vectors/front/split.tsv");
	while (vectors_next(&v)) {
		struct str yaml = { NULL, 0 }, body = { NULL, 0 };
		unsigned line = 0;
		struct diag d;

		diag_init(&d);
		buf_clear(&b);
		if (front_split(&d, "f", v.col[0], &yaml, &body, &line) != 0) {
			assert_int_equal(d.errors, 1);
			assert_string_equal(d.msgs[0].loc.file, "f");
			buf_addf(&b, "%u:%u: %s", d.msgs[0].loc.line, d.msgs[0].loc.col,
			    d.msgs[0].text);
			vectors_same(&v, buf_str(&b), v.col[1]);
			assert_int_equal(v.n, 2);
		} else {
			vectors_same(&v, yaml, v.col[1]);
			vectors_same(&v, body, v.col[2]);
			buf_addf(&b, "%u", line);
			vectors_same(&v, buf_str(&b), v.col[3]);
			assert_ptr_equal(yaml.p, v.col[0].p + str_chr(v.col[0], '\n') + 1);
			assert_int_equal(d.n, 0);
		}
		diag_free(&d);
	}
	buf_free(&b);
}

static void
errors_and_their_places(void **state)
{
	struct buf b = BUF_INIT;
	struct vectors v;

	(void)state;
	vectors_open(&v, "tests/vectors/front/errors.tsv");
	while (vectors_next(&v)) {
		struct arena a;
		struct diag d;
		const struct front *f;

		arena_init(&a, 0);
		diag_init(&d);
		buf_clear(&b);
		f = front_parse(&d, &a, "f", 2, v.col[0]);
		messages(&b, &d);
		vectors_same(&v, buf_str(&b), v.col[1]);
		assert_int_equal(f == NULL, d.errors > 0);
		if (f != NULL)
			assert_int_equal(f->kind, FRONT_MAP);
		diag_free(&d);
		arena_free(&a);
	}
	buf_free(&b);
}

static void
assert_scalar(const struct front *f, const char *text, unsigned line, unsigned col)
{
	assert_non_null(f);
	assert_int_equal(f->kind, FRONT_SCALAR);
	assert_string_equal(f->text.p, text);
	assert_int_equal(f->text.n, strlen(text));
	assert_string_equal(f->loc.file, "x.md");
	assert_int_equal(f->loc.line, line);
	assert_int_equal(f->loc.col, col);
}

static void
tree(void **state)
{
	static const char yaml[] = "chapter: 08\n"
				   "name: \"Ca\xC3\xB1"
				   "as, \\u00e9\"\n"
				   "empty:\n"
				   "list: [a, '\xC3\xB1\xC3\xB1', c]\n"
				   "maps:\n"
				   "  - {k: 1}\n"
				   "  - k: yes\n"
				   "    l: null\n"
				   "text: >\n"
				   "  two\n"
				   "  lines\n";
	const struct front *list, *maps;
	struct front *f;
	struct arena a;
	struct diag d;

	(void)state;
	arena_init(&a, 0);
	diag_init(&d);
	f = front_parse(&d, &a, "x.md", 2, STR(yaml));
	assert_non_null(f);
	assert_int_equal(d.n, 0);
	assert_int_equal(f->n, 6);
	assert_true(str_is(f->pairs[0].key, "chapter"));
	assert_true(str_is(f->pairs[5].key, "text")); /* in the order written */
	assert_int_equal(f->pairs[3].key_loc.line, 5);
	assert_int_equal(f->pairs[3].key_loc.col, 1);
	assert_scalar(front_get(f, "chapter"), "08", 2, 10); /* text, not the number 8 */
	assert_scalar(front_get(f, "name"),
	    "Ca\xC3\xB1"
	    "as, \xC3\xA9",
	    3, 7);
	assert_scalar(front_get(f, "text"), "two lines\n", 10, 7);
	assert_string_equal(front_text(f, "empty"), "");
	list = front_get(f, "list");
	assert_int_equal(list->kind, FRONT_LIST);
	assert_int_equal(list->n, 3);
	assert_int_equal(list->loc.col, 7);
	assert_scalar(list->items[1], "\xC3\xB1\xC3\xB1", 5, 11);
	assert_scalar(list->items[2], "c", 5, 19); /* bytes, not characters */
	maps = front_get(f, "maps");
	assert_int_equal(maps->n, 2);
	assert_scalar(front_get(maps->items[1], "k"), "yes", 8, 8);
	assert_scalar(front_get(maps->items[1], "l"), "null", 9, 8);
	/* What is not there, or of another kind. */
	assert_null(front_get(f, "none"));
	assert_null(front_get(f, "chap"));
	assert_null(front_get(list, "a"));
	assert_null(front_get(NULL, "a"));
	assert_null(front_text(f, "list"));
	assert_null(front_text(f, "none"));
	diag_free(&d);
	arena_free(&a);
}

static void
nothing_is_an_empty_mapping(void **state)
{
	static const char *const empty[] = { "", "\n", "# comment\n", "  \n\n" };
	struct arena a;
	struct diag d;
	size_t i;

	(void)state;
	arena_init(&a, 0);
	diag_init(&d);
	for (i = 0; i < sizeof(empty) / sizeof(empty[0]); i++) {
		const struct front *f = front_parse(&d, &a, "x.md", 2, str_of(empty[i]));

		assert_non_null(f);
		assert_int_equal(f->kind, FRONT_MAP);
		assert_int_equal(f->n, 0);
		assert_true(f->loc.line >= 2);
	}
	diag_free(&d);
	arena_free(&a);
}

static const struct front *
parse_sized(struct diag *d, struct arena *a, const char *unit, size_t size)
{
	struct buf b = BUF_INIT;
	const struct front *f;

	buf_adds(&b, "a: [");
	while (b.n + strlen(unit) + 2 <= size)
		buf_adds(&b, unit);
	while (b.n + 2 < size)
		buf_addc(&b, ' ');
	buf_adds(&b, "]\n");
	f = front_parse(d, a, "x.md", 2, buf_str(&b));
	buf_free(&b);
	return f;
}

/* The limit itself is read, a byte more is not; neither shape takes long. */
static void
size_and_time(void **state)
{
	static const char *const units[] = { "a,", "\xC3\xB1,", "{a: 1},", "\n a,", "'x', " };
	struct arena a;
	struct diag d;
	clock_t start;
	size_t i;

	(void)state;
	arena_init(&a, 0);
	diag_init(&d);
	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		start = clock();
		assert_non_null(parse_sized(&d, &a, units[i], LIMIT_FRONT_MATTER));
		assert_true((clock() - start) / CLOCKS_PER_SEC < 3);
	}
	assert_int_equal(d.n, 0);
	assert_null(parse_sized(&d, &a, "a,", LIMIT_FRONT_MATTER + 1));
	assert_int_equal(d.errors, 1);
	assert_string_equal(d.msgs[0].text, "front matter is larger than the limit of 64 KiB");
	assert_int_equal(d.msgs[0].loc.line, 2);
	diag_free(&d);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(splitting),
		cmocka_unit_test(errors_and_their_places),
		cmocka_unit_test(tree),
		cmocka_unit_test(nothing_is_an_empty_mapping),
		cmocka_unit_test(size_and_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
