#include "unit/base/vectors.h"
#include "unit/model/tree.h"

static void
show(struct buf *out, const struct name *n)
{
	static const char *const kinds[] = {
		[NAME_PLAIN] = "plain",
		[NAME_ES] = "es",
		[NAME_BRAND] = "brand",
		[NAME_CAS] = "cas",
		[NAME_ALSO] = "also",
	};

	buf_addf(out, "{%s %s", kinds[n->kind], n->text);
	if (n->kind == NAME_ALSO)
		buf_addf(out, " > %s: %s", n->other->code, n->question);
	if (n->question_in[LANG_ES] != NULL)
		buf_addf(out, " / %s", n->question_in[LANG_ES]);
	buf_adds(out, "}");
}

/* Each item of the table as the only one of heading 6109. */
static void
items(void **state)
{
	struct tree_file files[] = { { "scopes/61.md", NULL }, { NULL, NULL } };
	struct buf text = BUF_INIT, got = BUF_INIT;
	const struct heading *h;
	struct vectors v;
	size_t i;

	(void)state;
	vectors_open(&v, "tests/vectors/names/names.tsv");
	while (vectors_next(&v)) {
		struct tree t;

		buf_clear(&text);
		buf_clear(&got);
		buf_addf(&text, "%s## 6109 Shirts\n\n- %.*s\n\n## 6110 Sweaters\n\n- sweater\n",
		    TREE_SCOPE("61", "XI", "textiles", ""), (int)v.col[0].n, v.col[0].p);
		files[0].text = text.p;
		tree_load(&t, files);
		if (t.status != 0) {
			buf_addf(&got, "content/scopes/61.md:12:3: error: %.*s\n",
			    (int)v.col[1].n, v.col[1].p);
			vectors_same(&v, str_of(t.messages), buf_str(&got));
		} else {
			h = site_heading(&t.site, "6109");
			for (i = 0; i < h->n_names; i++) {
				show(&got, &h->names[i]);
				assert_string_equal(h->names[i].code, "6109");
				assert_int_equal(h->names[i].loc.line, 12);
			}
			vectors_same(&v, buf_str(&got), v.col[1]);
			assert_string_equal(t.messages, "");
		}
		tree_free(&t);
	}
	buf_free(&text);
	buf_free(&got);
}

/* 120 bytes are a name, 121 a sentence. */
static void
over_long(void **state)
{
	struct tree_file files[] = { { "scopes/61.md", NULL }, { NULL, NULL } };
	struct buf text = BUF_INIT;
	size_t n;

	(void)state;
	for (n = 119; n < 123; n++) {
		struct tree t;

		buf_clear(&text);
		buf_adds(
		    &text, TREE_SCOPE("61", "XI", "textiles", "") "## 6109 Shirts\n\n- tee, ");
		while (n > text.n - strlen(TREE_SCOPE("61", "XI", "textiles",
					"") "## 6109 Shirts\n\n- tee, "))
			buf_addc(&text, 'x');
		files[0].text = text.p;
		tree_load(&t, files);
		assert_int_equal(t.status, n > 120 ? -1 : 0);
		assert_string_equal(t.messages,
		    n > 120
			? "content/scopes/61.md:12:3: error: a name of more than 120 bytes: "
			  "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...\"\n"
			: "");
		tree_free(&t);
	}
	buf_free(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(items),
		cmocka_unit_test(over_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
