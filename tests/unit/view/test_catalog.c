#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "view/catalog.h"

#define ENTRY(en, to) "msgid \"" en "\"\nmsgstr \"" to "\"\n"

/* What is said of a catalogue; "" when it is sound. */
static void
parses(const char *text, const char *messages)
{
	struct catalog c;
	struct arena a;
	struct diag d;
	FILE *out;
	char *said;
	size_t n;

	arena_init(&a, 0);
	diag_init(&d);
	(void)catalog_parse(&d, &a, &c, LANG_ES, "es.po", str_of(text)); /* counted */
	out = open_memstream(&said, &n);
	assert_non_null(out);
	diag_print(&d, out);
	assert_int_equal(fclose(out), 0);
	assert_string_equal(said, messages);
	free(said);
	diag_free(&d);
	arena_free(&a);
}

static void
files(void **state)
{
	(void)state;
	parses("", "");
	parses("# a comment\nmsgid \"\"\nmsgstr \"Language: es\\n\"\n\n" ENTRY("a", "b"), "");
	parses(ENTRY("%s of %zu", "de %2$zu: %1$s"), "");
	parses(ENTRY("%s has {{x}} <b>y</b>", "<b>z</b> {{x}} %s"), "");
	parses(ENTRY("{{x}}", "<span lang=\\\"en\\\">{{x}}</span>"), "");
	parses(ENTRY("50% of it", "50% de eso"), "");
	parses(ENTRY("%s", "%d"),
	    "es.po:1: error: the tags and conversions of msgid and msgstr differ\n");
	parses(ENTRY("%s", "%s %s"),
	    "es.po:1: error: the tags and conversions of msgid and msgstr differ\n");
	parses(ENTRY("%s", "%n"),
	    "es.po:1: error: the tags and conversions of msgid and msgstr differ\n");
	parses(ENTRY("{{x}}", "{{y}}"),
	    "es.po:1: error: the tags and conversions of msgid and msgstr differ\n");
	parses(ENTRY("<em>x</em>", "x"),
	    "es.po:1: error: the tags and conversions of msgid and msgstr differ\n");
	parses(ENTRY("a", ""), "es.po:1: error: not yet in Español: \"a\"\n");
	parses(ENTRY("a", "b") ENTRY("a", "c"), "es.po: error: msgid \"a\" is there twice\n");
	parses("msgid \"a\"\n", "es.po:1: error: msgid without msgstr\n");
	parses("msgid a\n", "es.po:1: error: expected a string in double quotes\n"
			    "es.po:1: error: msgid without msgstr\n");
	parses("hello\n", "es.po:1: error: expected msgid, msgstr, a string or a comment\n");
}

static void
templates(void **state)
{
	struct buf b = BUF_INIT;
	struct catalog c;
	struct arena a;
	struct diag d;

	(void)state;
	arena_init(&a, 0);
	diag_init(&d);
	assert_int_equal(catalog_parse(&d, &a, &c, LANG_ES, "es.po",
			     STR(ENTRY("Go {{x}}", "Vaya {{x}}") ENTRY("two\\\"", "dos"))),
	    0);
	assert_string_equal(tr(&c, "two\""), "dos");
	assert_string_equal(tr(&c, "three"), "three");
	assert_string_equal(tr(NULL, "two\""), "two\"");
	assert_int_equal(
	    catalog_template(&d, &c, "t", STR("<a>{{#t}}Go {{x}}{{/t}}</a>!"), &b), 0);
	assert_string_equal(b.p, "<a>Vaya {{x}}</a>!");
	buf_clear(&b);
	assert_int_equal(
	    catalog_template(&d, NULL, "t", STR("<a>{{#t}}Go {{x}}{{/t}}</a>!"), &b), 0);
	assert_string_equal(b.p, "<a>{{! }}Go {{x}}{{! }}</a>!"); /* as wide */
	buf_clear(&b);
	assert_int_equal(catalog_template(&d, &c, "t", STR("a\n{{#t}}Stop{{/t}}"), &b), -1);
	assert_int_equal(d.msgs[0].loc.line, 2);
	assert_int_equal(d.msgs[0].loc.col, 7);
	assert_int_equal(catalog_template(&d, NULL, "t", STR("{{#t}}Stop"), &b), -1);
	assert_int_equal(d.errors, 2);
	buf_free(&b);
	diag_free(&d);
	arena_free(&a);
}

/* From a file that may be damaged: what does not agree is not taken. */
static void
rows(void **state)
{
	struct catalog c = { .n = 0 };
	struct arena a;

	(void)state;
	arena_init(&a, 0);
	catalog_add(&a, &c, "%s!", "¡%s!");
	catalog_add(&a, &c, "%d", "%s");
	catalog_sort(&c);
	assert_string_equal(tr(&c, "%s!"), "¡%s!");
	assert_string_equal(tr(&c, "%d"), "%d");
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files),
		cmocka_unit_test(templates),
		cmocka_unit_test(rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
