#include "base/escape.h"

#include "base/url.h"
#include "base/utf8.h"
#include "unit/base/vectors.h"

static void
run(const char *path, void (*escape)(struct buf *, struct str))
{
	struct buf out = BUF_INIT;
	struct vectors v;

	vectors_open(&v, path);
	while (vectors_next(&v)) {
		buf_clear(&out);
		buf_addc(&out, '>'); /* appended to, not overwritten */
		escape(&out, v.col[0]);
		assert_int_equal(out.p[0], '>');
		vectors_same(&v, str_skip(buf_str(&out), 1), v.col[1]);
	}
	buf_free(&out);
}

static void
html(void **state)
{
	(void)state;
	run("tests/vectors/escape/html.tsv", escape_html);
	run("tests/vectors/escape/html.tsv", escape_attr);
}

/* Runs of bytes that stand for themselves are passed over many at once: wherever one does not, it is seen. */
static void
html_anywhere(void **state)
{
	static const struct {
		char c;
		const char *entity;
	} specials[] = { { '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" }, { '"', "&quot;" },
		{ '\'', "&#39;" }, { '\xFF', "\xFF" } };
	struct buf in = BUF_INIT, want = BUF_INIT, out = BUF_INIT;
	size_t n, at, i, k;

	(void)state;
	for (n = 1; n < 70; n++)
		for (at = 0; at < n; at++)
			for (i = 0; i < sizeof(specials) / sizeof(specials[0]); i++) {
				buf_clear(&in);
				buf_clear(&want);
				buf_clear(&out);
				for (k = 0; k < n; k++) {
					buf_addc(&in, k == at ? specials[i].c : 'a');
					buf_adds(&want, k == at ? specials[i].entity : "a");
				}
				escape_html(&out, buf_str(&in));
				assert_true(str_eq(buf_str(&out), buf_str(&want)));
			}
	buf_free(&in);
	buf_free(&want);
	buf_free(&out);
}

static void
xml(void **state)
{
	(void)state;
	run("tests/vectors/escape/xml.tsv", escape_xml);
}

static void
url_path(void **state)
{
	(void)state;
	run("tests/vectors/escape/url_path.tsv", escape_url_path);
}

static void
url_arg(void **state)
{
	(void)state;
	run("tests/vectors/escape/url_arg.tsv", escape_url_arg);
}

static void
mailto(void **state)
{
	(void)state;
	run("tests/vectors/escape/mailto.tsv", escape_mailto);
}

static void
json(void **state)
{
	(void)state;
	run("tests/vectors/escape/json.tsv", escape_json);
}

static void
nothing_of_nothing(void **state)
{
	void (*const all[])(struct buf *, struct str) = {
		escape_html,
		escape_attr,
		escape_xml,
		escape_url_path,
		escape_url_arg,
		escape_mailto,
		escape_json,
	};
	struct buf out = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		all[i](&out, (struct str){ NULL, 0 });
		assert_int_equal(out.n, 0);
	}
	buf_free(&out);
}

/* Pairs of bytes: what comes out is decoded to what went in, and is UTF-8 where it must be. */
static void
every_pair_of_bytes(void **state)
{
	struct buf out = BUF_INIT, back = BUF_INIT;
	char in[2];
	int i;

	(void)state;
	for (i = 0; i < 65536; i++) {
		struct str s = { in, 2 };

		in[0] = (char)(i >> 8);
		in[1] = (char)(i & 255);
		buf_clear(&out);
		escape_url_path(&out, s);
		buf_clear(&back);
		url_decode(&back, buf_str(&out), false);
		assert_true(str_eq(buf_str(&back), s));
		buf_clear(&out);
		escape_url_arg(&out, s);
		buf_clear(&back);
		url_decode(&back, buf_str(&out), true);
		assert_true(str_eq(buf_str(&back), s));
		buf_clear(&out);
		escape_json(&out, s);
		assert_int_equal(utf8_valid(buf_str(&out)), out.n);
		buf_clear(&out);
		escape_xml(&out, s);
		assert_int_equal(utf8_valid(buf_str(&out)), out.n);
	}
	buf_free(&out);
	buf_free(&back);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(html),
		cmocka_unit_test(html_anywhere),
		cmocka_unit_test(xml),
		cmocka_unit_test(url_path),
		cmocka_unit_test(url_arg),
		cmocka_unit_test(mailto),
		cmocka_unit_test(json),
		cmocka_unit_test(nothing_of_nothing),
		cmocka_unit_test(every_pair_of_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
