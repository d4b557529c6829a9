#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/diag.h"

static void
assert_prints(struct diag *d, const char *want)
{
	char *text = NULL;
	size_t n;
	FILE *f = open_memstream(&text, &n);

	assert_non_null(f);
	diag_print(d, f);
	assert_int_equal(fclose(f), 0);
	assert_string_equal(text, want);
	free(text);
}

static struct loc
at(const char *file, unsigned line, unsigned col)
{
	return (struct loc){ file, line, col };
}

/* Each form of a place, and the three levels. */
static void
format(void **state)
{
	struct diag d;

	(void)state;
	diag_init(&d);
	assert_prints(&d, "");
	assert_int_equal(diag_error(&d, at("a.md", 12, 5), "unknown key \"%s\"", "titel"), -1);
	diag_warn(&d, at("a.md", 13, 0), "line");
	diag_note(&d, at("b.md", 0, 0), "%s", "100% of it");
	diag_note(&d, at("c.md", 0, 7), "no column without a line");
	diag_warn(&d, at(NULL, 0, 0), "nowhere");
	assert_prints(&d, "warning: nowhere\n"
			  "a.md:12:5: error: unknown key \"titel\"\n"
			  "a.md:13: warning: line\n"
			  "b.md: note: 100% of it\n"
			  "c.md: note: no column without a line\n");
	assert_int_equal(d.errors, 1);
	assert_int_equal(d.warnings, 2);
	diag_free(&d);
	assert_int_equal(d.n, 0);
	diag_free(&d);
	diag_free(NULL);
	assert_string_equal(diag_level_name(DIAG_ERROR), "error");
	assert_string_equal(diag_level_name(DIAG_WARNING), "warning");
	assert_string_equal(diag_level_name(DIAG_NOTE), "note");
}

/* By file, line and column as numbers, then arrival. */
static void
sorting(void **state)
{
	static const struct {
		const char *file;
		unsigned line, col;
		const char *text;
	} in[] = {
		{ "b.md", 1, 1, "7" },
		{ "a.md", 10, 2, "5" },
		{ "a.md", 9, 30, "2" },
		{ "a.md", 10, 10, "6" },
		{ "a.md", 0, 0, "0" },
		{ "a.md", 10, 2, "5b" },
		{ "a.md", 9, 4, "1" },
		{ "a.md", 10, 1, "4" },
		{ "b/a.md", 1, 1, "8" },
		{ "a.md", 9, 30, "3" },
	};
	struct diag d;
	size_t i;

	(void)state;
	diag_init(&d);
	for (i = 0; i < sizeof(in) / sizeof(in[0]); i++)
		(void)diag_error(&d, at(in[i].file, in[i].line, in[i].col), "%s", in[i].text);
	for (i = 0; i < d.n; i++) /* order of arrival until sorted */
		assert_string_equal(d.msgs[i].text, in[i].text);
	assert_prints(&d, "a.md: error: 0\n"
			  "a.md:9:4: error: 1\n"
			  "a.md:9:30: error: 2\n"
			  "a.md:9:30: error: 3\n"
			  "a.md:10:1: error: 4\n"
			  "a.md:10:2: error: 5\n"
			  "a.md:10:2: error: 5b\n"
			  "a.md:10:10: error: 6\n"
			  "b.md:1:1: error: 7\n"
			  "b/a.md:1:1: error: 8\n");
	diag_free(&d);
}

/* Exact repeats go, wherever among the others of their place; the counts follow. */
static void
repeats(void **state)
{
	struct diag d;
	int i;

	(void)state;
	diag_init(&d);
	for (i = 0; i < 3; i++) {
		diag_warn(&d, at("a.md", 1, 1), "w");
		(void)diag_error(&d, at("a.md", 1, 1), "x");
		(void)diag_error(&d, at("a.md", 1, 1), "y");
		(void)diag_error(&d, at("a.md", 1, 2), "x");
		(void)diag_error(&d, at("b.md", 1, 1), "x");
		diag_note(&d, at("a.md", 2, 0), "n");
	}
	assert_int_equal(d.errors, 12);
	assert_int_equal(d.warnings, 3);
	diag_sort(&d);
	assert_int_equal(d.n, 6);
	assert_int_equal(d.errors, 4);
	assert_int_equal(d.warnings, 1);
	diag_sort(&d);
	assert_int_equal(d.errors, 4);
	assert_prints(&d, "a.md:1:1: warning: w\n"
			  "a.md:1:1: error: x\n"
			  "a.md:1:1: error: y\n"
			  "a.md:1:2: error: x\n"
			  "a.md:2: note: n\n"
			  "b.md:1:1: error: x\n");
	(void)diag_error(&d, at("0.md", 1, 1), "late"); /* sorted in among the old */
	diag_sort(&d);
	assert_string_equal(d.msgs[0].text, "late");
	assert_int_equal(d.errors, 5);
	diag_free(&d);
}

/* An error is never dropped for a warning of the same words: a build would seem to succeed. */
static void
levels_are_no_repeats(void **state)
{
	struct diag d;

	(void)state;
	diag_init(&d);
	diag_warn(&d, at("a.md", 1, 1), "same words");
	(void)diag_error(&d, at("a.md", 1, 1), "same words");
	diag_note(&d, at("a.md", 1, 1), "same words");
	diag_sort(&d);
	assert_int_equal(d.n, 3);
	assert_int_equal(d.errors, 1);
	assert_int_equal(d.warnings, 1);
	diag_free(&d);
}

/* Texts and file names are copies; a message is one line whatever an author's key holds. */
static void
owned_and_one_line(void **state)
{
	char file[] = "a.md", text[] = "text";
	struct diag d;
	char *big;
	int i;

	(void)state;
	diag_init(&d);
	(void)diag_error(&d, at(file, 1, 1), "%s", text);
	memset(file, 'x', 4);
	memset(text, 'x', 4);
	(void)diag_error(
	    &d, at("b.md", 1, 1), "unknown key \"%s\"", "a\nb.md:1:1: error: \x1B[0m\t");
	assert_prints(&d, "a.md:1:1: error: text\n"
			  "b.md:1:1: error: unknown key \"a b.md:1:1: error:  [0m \"\n");
	big = malloc(100001);
	assert_non_null(big);
	memset(big, 'k', 100000);
	big[100000] = '\0';
	for (i = 0; i < 40; i++)
		(void)diag_error(&d, at("c.md", 1, 1), "%d%s", i, big);
	assert_int_equal(strlen(d.msgs[d.n - 1].text), 100002);
	assert_int_equal(d.errors, 42);
	free(big);
	diag_free(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(format),
		cmocka_unit_test(sorting),
		cmocka_unit_test(repeats),
		cmocka_unit_test(levels_are_no_repeats),
		cmocka_unit_test(owned_and_one_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
