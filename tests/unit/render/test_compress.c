/* Compressed copies: what they hold, which files get them, what is taken from the last release. */
#include "scratch.h"

#include <zlib.h>

#include "render/compress.h"
#include "render/manifest.h"
#include "render/release.h"
#include "render/stage.h"

static const struct date day = { 2026, 11, 21 };
#define NOON 1795262400 /* 2026-11-21T12:00:00Z */

static struct str
some_text(struct scratch *s, const char *word)
{
	struct buf b = BUF_INIT;
	struct str text;
	int i;

	for (i = 0; i < 300; i++)
		buf_addf(&b, "<p>%s number %d</p>\n", word, i * 7919 % 1000);
	text = (struct str){ arena_strndup(&s->arena, b.p, b.n), b.n };
	buf_free(&b);
	return text;
}

/* By zlib's own reader, header and checksum and all. */
static void
test_gzip_reads_back(void **state)
{
	struct str text = some_text(*state, "word");
	struct buf out = BUF_INIT;
	unsigned char *back = calloc(1, text.n);
	z_stream z = { .zalloc = NULL };

	assert_non_null(back);
	assert_true(compress_bytes(&out, COMPRESS_GZIP, false, text));
	assert_true(out.n < text.n / 2);
	/* RFC 1952, 2.3.1: no flags, so no name, and no time. */
	assert_memory_equal(out.p, "\x1f\x8b\x08\0\0\0\0\0", 8);
	assert_int_equal(inflateInit2(&z, MAX_WBITS + 16), Z_OK);
	z.next_in = (unsigned char *)out.p;
	z.avail_in = (unsigned)out.n;
	z.next_out = back;
	z.avail_out = (unsigned)text.n;
	assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
	assert_int_equal(z.total_out, text.n);
	assert_memory_equal(back, text.p, text.n);
	(void)inflateEnd(&z);
	free(back);
	buf_free(&out);
}

/* What comes out no smaller is no copy, and leaves the buffer as it was. */
static void
test_not_smaller(void **state)
{
	struct buf once = BUF_INIT, twice = BUF_INIT;
	enum compress_kind k;

	for (k = 0; k < COMPRESS__MAX; k++) {
		buf_clear(&once);
		buf_clear(&twice);
		buf_adds(&twice, "kept");
		assert_true(compress_bytes(&once, k, true, some_text(*state, "x")));
		assert_false(compress_bytes(&twice, k, false, buf_str(&once)));
		assert_false(compress_bytes(&twice, k, false, STR("")));
		assert_false(compress_bytes(&twice, k, false, STR("a")));
		assert_string_equal(twice.p, "kept");
	}
	buf_free(&once);
	buf_free(&twice);
}

/* What takes longer must be worth it. */
static void
test_thoroughly(void **state)
{
	struct str text = some_text(*state, "word");
	struct buf quick = BUF_INIT, slow = BUF_INIT;

	assert_true(compress_thoroughly("public/assets/style.0a1b2c3d.css"));
	assert_false(compress_thoroughly("public/index.html"));
	assert_true(compress_bytes(&quick, COMPRESS_BROTLI, false, text));
	assert_true(compress_bytes(&slow, COMPRESS_BROTLI, true, text));
	assert_true(slow.n < quick.n);
	buf_free(&quick);
	buf_free(&slow);
}

static void
test_wants(void **state)
{
	static const struct {
		const char *path;
		uint64_t size;
		bool wants;
	} cases[] = {
		{ "public/index.html", COMPRESS_MIN, true },
		{ "public/index.html", COMPRESS_MIN - 1, false },
		{ "public/a.css", 9999, true },
		{ "public/a.js", 9999, true },
		{ "public/a.json", 9999, true },
		{ "public/a.csv", 9999, true },
		{ "public/a.xml", 9999, true },
		{ "public/a.svg", 9999, true },
		{ "public/a.txt", 9999, true },
		{ "public/a.png", 9999, false },
		{ "public/a.woff2", 9999, false },
		{ "public/data/search.db", 9999, false },
		{ "public/html", 9999, false },
		{ "public/a.html.gz", 9999, false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(compress_wants(cases[i].path, cases[i].size), cases[i].wants);
}

static void
release(struct scratch *s, int64_t at, const char *changing, bool compress)
{
	struct stage *st = stage_open(&s->diag, s->out, at, day, 1);
	struct stage_counts c;

	assert_non_null(st);
	assert_int_equal(stage_put(st, &s->diag, "public/index.html", some_text(s, "home")), 0);
	assert_int_equal(
	    stage_put(st, &s->diag, "public/b/index.html", some_text(s, changing)), 0);
	assert_int_equal(stage_put(st, &s->diag, "public/c.txt", STR("short")), 0);
	assert_int_equal(stage_put(st, &s->diag, "redirects.txt", some_text(s, "hidden")), 0);
	/* Written by an author; it stays. */
	assert_int_equal(stage_put(st, &s->diag, "public/x.svg", some_text(s, "x")), 0);
	assert_int_equal(stage_put(st, &s->diag, "public/x.svg.gz", STR("mine")), 0);
	if (compress)
		assert_int_equal(stage_compress(st, &s->diag), 0);
	assert_int_equal(stage_finish(st, &s->diag, true, &c), 0);
	stage_close(st);
}

static bool
there(struct scratch *s, const char *path)
{
	return fs_exists(arena_printf(&s->arena, "%s/current/%s", s->out, path));
}

static void
test_copies_of_a_release(void **state)
{
	struct scratch *s = *state;
	struct manifest m;
	const struct manifest_file *f;

	release(s, NOON, "b", true);
	assert_true(there(s, "public/index.html.gz"));
	assert_true(there(s, "public/index.html.br"));
	assert_true(there(s, "public/x.svg.br"));
	assert_string_equal(scratch_read(s, "site/current/public/x.svg.gz"), "mine");
	assert_false(there(s, "public/c.txt.gz"));
	assert_false(there(s, "redirects.txt.gz"));
	assert_int_equal(manifest_read(&s->diag, &s->arena,
			     fs_join(&s->arena, s->out, "current/manifest"), &m),
	    0);
	f = manifest_find(&m, "public/index.html.gz");
	assert_non_null(f);
	assert_true(f->size > 0);
	assert_int_equal(m.n, 6 + 2 + 2 + 1);

	/* The copies of what did not change are shared, the others made anew. */
	release(s, NOON + 60, "other", true);
	assert_int_equal(scratch_links(s, "site/current/public/index.html.gz"), 2);
	assert_int_equal(scratch_links(s, "site/current/public/index.html.br"), 2);
	assert_int_equal(scratch_links(s, "site/current/public/b/index.html.gz"), 1);

	/* One that somebody spoiled is not. */
	scratch_write(s, "site/current/public/index.html.gz", "spoiled");
	release(s, NOON + 120, "other", true);
	assert_int_equal(scratch_links(s, "site/current/public/index.html.gz"), 1);
	assert_int_equal(scratch_links(s, "site/current/public/index.html.br"), 3);

	release(s, NOON + 180, "other", false);
	assert_false(there(s, "public/index.html.gz"));
	release(s, NOON + 240, "other", true);
	assert_int_equal(scratch_links(s, "site/current/public/index.html.gz"), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    test_gzip_reads_back, scratch_setup, scratch_teardown),
		cmocka_unit_test_setup_teardown(
		    test_not_smaller, scratch_setup, scratch_teardown),
		cmocka_unit_test_setup_teardown(
		    test_thoroughly, scratch_setup, scratch_teardown),
		cmocka_unit_test(test_wants),
		cmocka_unit_test_setup_teardown(
		    test_copies_of_a_release, scratch_setup, scratch_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
