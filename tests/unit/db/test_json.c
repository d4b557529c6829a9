/* Objects of a JSON array, one at a time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "db/json.h"

/* Objects as "line:kind=text,kind=text;" of the members "a" and "b". */
static int
show(struct buf *out, struct diag *d, const char *text)
{
	static const char letters[] = { '-', 'z', 't', 'n', 'o' };
	struct json_member m[] = { { .key = "a" }, { .key = "b" } };
	struct json_array *j = json_open(d, "f.json", str_of(text));
	struct arena a;
	unsigned line = 0;
	size_t i;
	int rc = -1;

	arena_init(&a, 0);
	while (j != NULL && (rc = json_next(d, j, &a, m, 2, &line)) > 0) {
		buf_addf(out, "%u:", line);
		for (i = 0; i < 2; i++)
			buf_addf(out, "%c%.*s%s", letters[m[i].kind], (int)m[i].text.n,
			    m[i].text.p, i == 0 ? "," : ";");
	}
	if (j != NULL)
		assert_int_equal(json_next(d, j, &a, m, 2, &line), 0);
	json_close(j);
	arena_free(&a);
	return rc;
}

static void
test_objects(void **state)
{
	static const char *const cases[][2] = {
		{ "[]", "" },
		{ " [ ] \n", "" },
		{ "\xEF\xBB\xBF[{}]", "1:-,-;" },
		{ "[{\"a\":\"x\",\"b\":1}]", "1:tx,n1;" },
		{ "[{\"b\":null}\n,\n{\"a\":true,\"b\":[1]}]", "1:-,z;3:o,o;" },
		{ "[\n  {\n    \"a\": \"x\"\n  },\n  {\"a\": 2.5}\n]\n", "2:tx,-;5:n2.5,-;" },
		{ "[{\"a\":\"} ] \\\" {\"},{\"a\":\"\\\\\"}]", "1:t} ] \" {,-;1:t\\,-;" },
		{ "[{\"a\":\"\\u00e9\\n\",\"c\":{\"a\":\"inner\"}}]", "1:t\xC3\xA9\n,-;" },
		{ "[{\"a\":1,\"a\":\"last\"}]", "1:tlast,-;" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf got = BUF_INIT;
		struct diag d;

		diag_init(&d);
		assert_int_equal(show(&got, &d, cases[i][0]), 0);
		assert_string_equal(got.p, cases[i][1]);
		assert_int_equal(d.n, 0);
		diag_free(&d);
		buf_free(&got);
	}
}

static void
test_errors(void **state)
{
	static const struct {
		const char *text;
		unsigned line;
		const char *message;
	} cases[] = {
		{ "", 1, "expected a JSON array" },
		{ "\n{\"a\":1}", 2, "expected a JSON array" },
		{ "[", 1, "not closed; is the file whole?" },
		{ "[{}\n", 2, "not closed; is the file whole?" },
		{ "[{},\n{\"a\":", 2, "begins here is not closed" },
		{ "[{}\n{}]", 2, "expected a comma" },
		{ "[{},]", 1, "expected an object" },
		{ "[1]", 1, "expected an object" },
		{ "[{}]\nx", 2, "more text" },
		{ "[{},\n\n{a:1}]", 3, "is no JSON" },
		{ "[{\"a\":1,}]", 1, "is no JSON" },
		{ "[{\"a\":]}]", 1, "is no JSON" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf got = BUF_INIT;
		struct diag d;

		diag_init(&d);
		assert_int_equal(show(&got, &d, cases[i].text), -1);
		assert_int_equal(d.n, 1);
		assert_string_equal(d.msgs[0].loc.file, "f.json");
		if (d.msgs[0].loc.line != cases[i].line ||
		    strstr(d.msgs[0].text, cases[i].message) == NULL)
			fail_msg(
			    "%s: %u: %s", cases[i].text, d.msgs[0].loc.line, d.msgs[0].text);
		diag_free(&d);
		buf_free(&got);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_objects),
		cmocka_unit_test(test_errors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
