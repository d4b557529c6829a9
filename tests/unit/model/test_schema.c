#include "model/schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"

/* Messages of YAML checked by KEYS and COMMON; the status must agree with them. */
static char *
check(const char *yaml, const struct schema_key *keys, const struct schema_key *common)
{
	char *text = NULL;
	struct front *f;
	struct arena a;
	struct diag d;
	size_t n;
	FILE *out = open_memstream(&text, &n);
	int rc;

	assert_non_null(out);
	arena_init(&a, 0);
	diag_init(&d);
	f = front_parse(&d, &a, "f", 1, str_of(yaml));
	assert_non_null(f);
	rc = schema_check(&d, f, keys, common);
	assert_int_equal(rc, d.errors > 0 ? -1 : 0);
	diag_print(&d, out);
	assert_int_equal(fclose(out), 0);
	diag_free(&d);
	arena_free(&a);
	return text;
}

static const char *const colors[] = { "red", "green", "dark-blue", NULL };
static const struct schema_key inner[] = {
	{ .name = "title", .type = SCHEMA_TEXT, .required = true, .help = "inner title" },
	{ .name = "date", .type = SCHEMA_DATE },
	{ .name = NULL },
};
static const struct schema_key keys[] = {
	{ .name = "name", .type = SCHEMA_TEXT, .required = true, .help = "what it is called" },
	{ .name = "color", .type = SCHEMA_ENUM, .choices = colors },
	{ .name = "also", .type = SCHEMA_TEXT, .list = true },
	{ .name = "from", .type = SCHEMA_PATH, .list = true, .scalar_too = true },
	{ .name = "sources",
	    .type = SCHEMA_MAP,
	    .list = true,
	    .scalar_too = true,
	    .keys = inner },
	{ .name = "parts", .type = SCHEMA_MAP, .list = true, .keys = inner },
	{ .name = NULL },
};
static const struct schema_key common[] = {
	{ .name = "reviewed", .type = SCHEMA_DAY, .required = true, .help = "a day" },
	{ .name = "draft", .type = SCHEMA_BOOL },
	{ .name = NULL },
};

#define OK "name: x\nreviewed: 2026-11-21\n"

static void
keys_of_a_mapping(void **state)
{
	static const struct {
		const char *yaml, *messages;
	} cases[] = {
		{ OK, "" },
		{ OK "draft: true\ncolor: green\nalso: [a, b]\nfrom: /a\n", "" },
		{ OK "from: [/a, /b]\nsources:\n  - brochure\n  - title: T\n    date: 2013\n",
		    "" },
		{ OK "also: []\n", "" },
		{ "name: x\n", "f:1:1: error: key \"reviewed\" is missing (a day)\n" },
		{ "", "f:1:1: error: key \"name\" is missing (what it is called)\n"
		      "f:1:1: error: key \"reviewed\" is missing (a day)\n" },
		{ "nmae: x\nreviewed: 2026-11-21\n",
		    "f:1:1: error: unknown key \"nmae\"; did you mean \"name\"?\n" },
		{ OK "reveiwed: x\n",
		    "f:3:1: error: unknown key \"reveiwed\"; did you mean \"reviewed\"?\n" },
		{ OK "Draft: true\n",
		    "f:3:1: error: unknown key \"Draft\"; did you mean \"draft\"?\n" },
		{ OK "weather: fine\n", "f:3:1: error: unknown key \"weather\"\n" },
		{ OK "\xC3\xB1: x\n", "f:3:1: error: unknown key \"\xC3\xB1\"\n" },
		{ OK "draft: yes\ncolor: gren\n",
		    "f:3:8: error: draft must be true or false, not \"yes\"; did you mean "
		    "\"true\"?\n"
		    "f:4:8: error: color cannot be \"gren\"; did you mean \"green\"?\n" },
		{ OK "color: mauve\n", "f:3:8: error: color cannot be \"mauve\"; expected one "
				       "of red, green, dark-blue\n" },
		{ OK "also: alone\n", "f:3:7: error: also must be a list, such as [a, b]\n" },
		{ OK "also: [a, '', [b], {c: d}]\n",
		    "f:3:11: error: also is empty; expected a line of text\n"
		    "f:3:15: error: also must be one value, not a list\n"
		    "f:3:20: error: also must be one value; this one has a colon in it: put "
		    "\"c: d\" in double quotes\n" },
		{ "name: [x]\nreviewed: {a: b}\n",
		    "f:1:7: error: name must be one value, not a list\n"
		    "f:2:11: error: reviewed must be one value; this one has a colon in it: "
		    "put "
		    "\"a: b\" in double quotes\n" },
		{ OK "also: [{a: b, c: d}]\n",
		    "f:3:8: error: also must be one value, not a mapping\n" },
		{ "name: x\nreviewed: 2026-1-5\n", "f:2:11: error: reviewed must be a date "
						   "such as 2026-11-21, not \"2026-1-5\"; "
						   "did you mean \"2026-01-05\"?\n" },
		{ "name: x\nreviewed: 2026/01/05\n",
		    "f:2:11: error: reviewed must be a date such as 2026-11-21, not "
		    "\"2026/01/05\"; did you mean \"2026-01-05\"?\n" },
		{ "name: x\nreviewed: 2024-13-45\n",
		    "f:2:11: error: reviewed must be a date such as 2026-11-21, not "
		    "\"2024-13-45\"; there is no month 13\n" },
		{ "name: x\nreviewed: 2026-02-30\n",
		    "f:2:11: error: reviewed must be a date such as 2026-11-21, not "
		    "\"2026-02-30\"; that month has no day 30\n" },
		{ "name: x\nreviewed: 1/5/2026\n",
		    "f:2:11: error: reviewed must be a date such as 2026-11-21, not "
		    "\"1/5/2026\"\n" },
		{ OK "from: [/a, b]\n",
		    "f:3:12: error: from must be a path that begins with \"/\", not \"b\"\n" },
		{ OK "sources:\n  title: T\n", "" },
		{ OK "sources:\n  - titel: T\n  - title: T\n    date: soon\n",
		    "f:4:5: error: unknown key \"titel\"; did you mean \"title\"?\n"
		    "f:6:11: error: date must be a date such as 2013, 2013-06 or 2013-06-03, "
		    "not \"soon\"\n" },
		{ OK "sources:\n  - [a]\n  - ''\n",
		    "f:4:5: error: sources must be \"key: value\" lines\n"
		    "f:5:5: error: sources must be \"key: value\" lines\n" },
		{ OK "parts: [x]\n", "f:3:9: error: parts must be \"key: value\" lines\n" },
		{ OK "parts: x\n", "f:3:8: error: parts must be a list, such as [a, b]\n" },
		/* A message is one line even where the value is two. */
		{ "name: |\n  a\n  b\nreviewed: 2026-11-21\n",
		    "f:1:7: error: name must be a line of text, not \"a b \"\n" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *text = check(cases[i].yaml, keys, common);

		assert_string_equal(text, cases[i].messages);
		free(text);
	}
}

/* Values of each type, separated by "|". */
static void
types(void **state)
{
	static const struct {
		enum schema_type type;
		const char *good, *bad;
	} cases[] = {
		{ SCHEMA_TEXT, "a|a b|0|null|\xC3\xB1", "|   |a\\nb" },
		{ SCHEMA_DATE, "2013|2013-06|2013-06-03",
		    "|13|2013-6|2013-02-30|June 2013|1800" },
		{ SCHEMA_DAY, "2013-06-03|2024-02-29", "|2013|2013-06|2023-02-29|2013-06-03 " },
		{ SCHEMA_TIME,
		    "2026-12-01|2026-12-01 09:00|2026-12-01T09:00Z|2026-12-01 09:00:30+01:00",
		    "|@0|09:00|2026-12|2026-12-01 9:00|2026-12-01 25:00" },
		{ SCHEMA_BOOL, "true|false", "|yes|no|True|1|0" },
		{ SCHEMA_INT, "0|7|9999|0007", "|-1|10000|1.5|x|1 " },
		{ SCHEMA_URL, "https://a.gov|http://www.cbp.gov/x?y#z",
		    "|a.gov|ftp://a.gov|https://|http://|https://a "
		    "b|//a.gov|javascript:x|mailto:a@b.c" },
		{ SCHEMA_EMAIL, "cee@cbp.dhs.gov|a@b.c", "|a|@b.c|a@|a@b|a@b.|a b@c.d|a@.c" },
		{ SCHEMA_SLUG, "a|base-metals|a1-2b|61", "|-a|a-|A|a_b|a b|\xC3\xB1|a/b|../a" },
		{ SCHEMA_PATH, "/|/a/b/|/a?b#c", "|a|a/b|http://a|/a b" },
		{ SCHEMA_CHAPTER, "08|8|61|99", "|a|610|6109|6.1|-1" },
		{ SCHEMA_HEADING, "6109|0101", "|61|61.09|610910|abcd| 6109" },
		{ SCHEMA_CODE,
		    "6109|6109.10|610910|6109.10.00|61091000|8501-8505|8501.10-8501.20|"
		    "85011000-85012000",
		    "|61|610|61091|6109.1|6109100000|8501-8505-8506|8501-850510|8501-|-8501|"
		    "8501--8502|"
		    "abcd|8501 - 8505|8501x" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct schema_key one[] = {
			{ .name = "key", .type = cases[i].type },
			{ .name = NULL },
		};
		int good;

		for (good = 0; good < 2; good++) {
			struct str rest = str_of(good ? cases[i].good : cases[i].bad), value;

			while (str_split(&rest, '|', &value)) {
				struct buf yaml = BUF_INIT;
				char *text;

				buf_addf(&yaml, "key: \"%.*s\"\n", (int)value.n, value.p);
				text = check(yaml.p, one, NULL);
				if ((text[0] == '\0') != good)
					fail_msg("type %d, \"%.*s\": %s", (int)cases[i].type,
					    (int)value.n, value.p, text);
				if (!good &&
				    strncmp(text, "f:1:6: error: key must be ", 26) != 0 &&
				    strncmp(text, "f:1:6: error: key is empty; ", 28) != 0)
					fail_msg("%s", text);
				free(text);
				buf_free(&yaml);
			}
		}
	}
}

/* Each table of the program: rows complete, no key twice, none that schema_common has too. */
static void
tables(void **state)
{
	static const struct schema_key *const all[] = {
		schema_common,
		schema_center,
		schema_scope,
		schema_faq,
		schema_page,
		schema_term,
		schema_answer,
		schema_change,
		schema_site,
		schema_source,
	};
	const struct schema_key *k, *other;
	size_t i, n;

	(void)state;
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		for (n = 0, k = all[i]; k->name != NULL; k++, n++) {
			assert_true(k->type < SCHEMA__MAX);
			assert_non_null(k->help);
			assert_true(strlen(k->help) > 4);
			assert_int_equal(k->type == SCHEMA_ENUM, k->choices != NULL);
			assert_int_equal(k->type == SCHEMA_MAP, k->keys != NULL);
			for (other = all[i]; other != k; other++)
				assert_string_not_equal(other->name, k->name);
			for (other = schema_common; i > 0 && other->name != NULL; other++)
				assert_string_not_equal(other->name, k->name);
		}
		assert_true(n >= 3);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_of_a_mapping),
		cmocka_unit_test(types),
		cmocka_unit_test(tables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
