/* One wording has one pinned answer, in each language and between them. */
#include "unit/model/tree.h"

#include "index/pins.h"

#define ANSWER(query) \
	"---\nqueries: [" query "]\naction: answer\ncenter: metals\nreason: So.\n" \
	"reviewed: 2026-11-21\n---\nSo.\n"
#define ANSWER_ES(query) \
	"---\ntranslated: 2026-11-21\nqueries: [" query "]\nreason: Así.\n---\nAsí.\n"
#define TAKE " too; take them out of one\n"
#define TAKE_AS(other) " too, as \"" other "\"; take them out of one\n"

static void
test_clashes(void **state)
{
	static const struct tree_case cases[] = {
		{ "content/answers/b.md:2:11: error: the words \"grips\" are pinned in "
		  "content/answers/a.md" TAKE_AS("grip"),
		    { { "answers/a.md", ANSWER("grip") },
			{ "answers/b.md", ANSWER("grips") } } },
		/* Forms of one Spanish word. */
		{ "content/answers/b.es.md:3:11: error: the words \"bolsos\" are pinned in "
		  "content/answers/a.es.md" TAKE_AS("bolso"),
		    { { "answers/a.md", ANSWER("a") },
			{ "answers/a.es.md", ANSWER_ES("bolso") },
			{ "answers/b.md", ANSWER("b") },
			{ "answers/b.es.md", ANSWER_ES("bolsos") } } },
		/* One word of both languages. */
		{ "content/answers/b.es.md:3:11: error: the words \"pan\" are pinned in "
		  "content/answers/a.md" TAKE,
		    { { "answers/a.md", ANSWER("pan") }, { "answers/b.md", ANSWER("b") },
			{ "answers/b.es.md", ANSWER_ES("pan") } } },
		/* Within one answer nothing is said twice. */
		{ "", { { "answers/a.md", ANSWER("alcohol") },
			  { "answers/a.es.md", ANSWER_ES("alcohol, alcoholes") } } },
		/* What one stemmer would take for the same, and the language's own does not. */
		{ "", { { "answers/a.md", ANSWER("a") },
			  { "answers/a.es.md", ANSWER_ES("casing") },
			  { "answers/b.md", ANSWER("b") },
			  { "answers/b.es.md", ANSWER_ES("case") } } },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct tree t;
		char *said;
		size_t n;
		FILE *out;

		tree_load(&t, cases[i].files);
		assert_string_equal(t.messages, "");
		assert_int_equal(
		    pins_check(&t.diag, &t.site), cases[i].messages[0] != '\0' ? -1 : 0);
		out = open_memstream(&said, &n);
		assert_non_null(out);
		diag_print(&t.diag, out);
		assert_int_equal(fclose(out), 0);
		assert_string_equal(said, cases[i].messages);
		free(said);
		tree_free(&t);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clashes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
