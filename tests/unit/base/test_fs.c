#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/fs.h"

/* A directory of its own for each test, and a diag. */
struct place {
	char dir[32];
	struct arena arena;
	struct diag diag;
};

static int
setup(void **state)
{
	struct place *p = calloc(1, sizeof(*p));

	if (p == NULL)
		return -1;
	(void)snprintf(p->dir, sizeof(p->dir), "%s", "/tmp/cee-fs-XXXXXX");
	arena_init(&p->arena, 0);
	diag_init(&p->diag);
	*state = p;
	return mkdtemp(p->dir) != NULL ? 0 : -1;
}

static int
teardown(void **state)
{
	struct place *p = *state;
	int rc = fs_remove(&p->diag, p->dir);

	if (fs_exists(p->dir))
		rc = -1;
	arena_free(&p->arena);
	diag_free(&p->diag);
	free(p);
	return rc;
}

static char *
in(struct place *p, const char *name)
{
	return fs_join(&p->arena, p->dir, name);
}

static void
put(struct place *p, const char *name, const char *text)
{
	assert_int_equal(fs_mkdirs_for(&p->diag, in(p, name)), 0);
	assert_int_equal(fs_write(&p->diag, in(p, name), str_of(text)), 0);
}

static void
assert_holds(struct place *p, const char *name, const char *text)
{
	struct buf b = BUF_INIT;

	assert_int_equal(fs_read(&p->diag, &b, in(p, name), 1u << 20), 0);
	assert_string_equal(b.p, text);
	buf_free(&b);
}

/* The only message is about NAME (NULL: anything) and holds TEXT. */
static void
assert_says(struct place *p, const char *name, const char *text)
{
	assert_int_equal(p->diag.errors, 1);
	if (name != NULL)
		assert_string_equal(p->diag.msgs[0].loc.file, in(p, name));
	if (strstr(p->diag.msgs[0].text, text) == NULL)
		fail_msg("\"%s\" does not say \"%s\"", p->diag.msgs[0].text, text);
	diag_free(&p->diag);
	diag_init(&p->diag);
}

static void
reading(void **state)
{
	struct place *p = *state;
	struct buf b = BUF_INIT;

	put(p, "f", "0123456789");
	buf_adds(&b, ">");
	assert_int_equal(
	    fs_read(&p->diag, &b, in(p, "f"), 10), 0); /* the limit itself is fine */
	assert_string_equal(b.p, ">0123456789");
	assert_int_equal(fs_read(&p->diag, &b, in(p, "f"), 9), -1);
	assert_says(p, "f", "larger than the limit");
	buf_clear(&b);
	put(p, "empty", "");
	assert_int_equal(fs_read(&p->diag, &b, in(p, "empty"), 0), 0);
	assert_int_equal(b.n, 0);
	assert_int_equal(fs_read(&p->diag, &b, in(p, "none"), 9), -1);
	assert_says(p, "none", "No such file");
	assert_int_equal(fs_read(&p->diag, &b, p->dir, 9), -1);
	assert_says(p, NULL, "not a regular file");
	buf_free(&b);
}

static void
reading_bytes_whole(void **state)
{
	enum { N = 100003 };
	struct place *p = *state;
	struct buf b = BUF_INIT, want = BUF_INIT;
	size_t i;

	for (i = 0; i < N; i++)
		buf_addc(&want, (char)(i * 7 % 256));
	assert_int_equal(fs_write(&p->diag, in(p, "f"), buf_str(&want)), 0);
	assert_int_equal(fs_read(&p->diag, &b, in(p, "f"), N), 0);
	assert_true(str_eq(buf_str(&b), buf_str(&want)));
	assert_int_equal(b.p[b.n], 0);
	buf_free(&b);
	buf_free(&want);
}

/* A pipe that nobody writes to must not keep a build waiting. */
static void
reading_a_pipe(void **state)
{
	struct place *p = *state;
	struct buf b = BUF_INIT;

	assert_int_equal(mkfifo(in(p, "pipe"), 0600), 0);
	(void)alarm(5);
	assert_int_equal(fs_read(&p->diag, &b, in(p, "pipe"), 9), -1);
	(void)alarm(0);
	assert_says(p, "pipe", "not a regular file");
	buf_free(&b);
}

static void
writing(void **state)
{
	struct place *p = *state;
	struct fs_list names;
	struct stat before, after;
	FILE *reader;
	char old[8] = "";

	put(p, "f", "old");
	assert_int_equal(stat(in(p, "f"), &before), 0);
	reader = fopen(in(p, "f"), "r");
	assert_non_null(reader);
	put(p, "f", "new and longer");
	assert_holds(p, "f", "new and longer");
	/* Whoever had it open still reads the old bytes: another file took the name. */
	assert_int_equal(fread(old, 1, sizeof(old) - 1, reader), 3);
	assert_string_equal(old, "old");
	assert_int_equal(fclose(reader), 0);
	assert_int_equal(stat(in(p, "f"), &after), 0);
	assert_int_not_equal(before.st_ino, after.st_ino);
	/* Nothing stays beside it, when it succeeds and when it fails. */
	assert_int_equal(fs_mkdirs(&p->diag, in(p, "d/full")), 0);
	assert_int_equal(fs_write(&p->diag, in(p, "d"), STR("x")), -1);
	assert_says(p, "d", "cannot write");
	assert_int_equal(fs_write(&p->diag, in(p, "no/such"), STR("x")), -1);
	assert_says(p, "no/such", "No such file");
	assert_int_equal(fs_names(&p->diag, &p->arena, p->dir, &names), 0);
	assert_int_equal(names.n, 2);
	assert_string_equal(names.path[0], "d");
	assert_string_equal(names.path[1], "f");
	assert_int_equal(fs_sync(&p->diag, in(p, "f")), 0);
	assert_int_equal(fs_sync(&p->diag, p->dir), 0);
	assert_int_equal(fs_sync(&p->diag, in(p, "none")), -1);
	assert_says(p, "none", "No such file");
}

static void
directories(void **state)
{
	struct place *p = *state;

	assert_int_equal(fs_mkdirs(&p->diag, in(p, "a/b/c")), 0);
	assert_true(fs_is_dir(in(p, "a/b/c")));
	assert_int_equal(fs_mkdirs(&p->diag, in(p, "a/b/c")), 0);
	assert_int_equal(fs_mkdirs(&p->diag, in(p, "a//b/d/")), 0);
	assert_true(fs_is_dir(in(p, "a/b/d")));
	assert_int_equal(fs_mkdirs_for(&p->diag, in(p, "x/y/file")), 0);
	assert_true(fs_is_dir(in(p, "x/y")));
	assert_false(fs_exists(in(p, "x/y/file")));
	assert_int_equal(fs_mkdirs_for(&p->diag, "file"), 0);
	assert_int_equal(fs_mkdirs_for(&p->diag, "/file"), 0);
	put(p, "file", "");
	assert_true(fs_exists(in(p, "file")));
	assert_false(fs_is_dir(in(p, "file")));
	assert_int_equal(fs_mkdirs(&p->diag, in(p, "file")), -1); /* exists, but is none */
	assert_says(p, "file", "Not a directory");
	assert_int_equal(fs_mkdirs(&p->diag, in(p, "file/below")), -1);
	assert_says(p, NULL, "Not a directory");
}

static void
walking(void **state)
{
	static const char *const files[] = {
		"b.md",
		"a.md",
		"a/z.md",
		"a-b.md",
		"a/b/c.md",
		"B.md",
		"\xC3\xA9.md",
		"10.md",
		"9.md",
	};
	static const char *const hidden[] = {
		".hidden",
		".git/config",
		"a/.x",
		"b.md~",
		"#b.md#",
		"a/.#b.md",
		"~dir~/x.md",
	};
	static const char *const want[] = {
		"10.md",
		"9.md",
		"B.md",
		"a-b.md",
		"a.md",
		"a/b/c.md",
		"a/z.md",
		"b.md",
		"link.md",
		"\xC3\xA9.md",
	};
	struct place *p = *state;
	struct fs_list l;
	size_t i;

	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		put(p, files[i], "x");
	for (i = 0; i < sizeof(hidden) / sizeof(hidden[0]); i++)
		put(p, hidden[i], "x");
	assert_int_equal(symlink("b.md", in(p, "link.md")), 0);
	assert_int_equal(mkfifo(in(p, "pipe.md"), 0600), 0);
	assert_int_equal(fs_walk(&p->diag, &p->arena, p->dir, &l), 0);
	assert_int_equal(l.n, sizeof(want) / sizeof(want[0]));
	for (i = 0; i < l.n; i++)
		assert_string_equal(l.path[i], want[i]);
	assert_int_equal(fs_walk(&p->diag, &p->arena, in(p, "a"), &l), 0);
	assert_int_equal(l.n, 2);
	assert_string_equal(l.path[0], "b/c.md");
	assert_int_equal(fs_walk(&p->diag, &p->arena, in(p, "none"), &l), -1);
	assert_says(p, "none", "no such directory");
	assert_int_equal(fs_walk(&p->diag, &p->arena, in(p, "a.md"), &l), -1);
	assert_says(p, "a.md", "no such directory");
	assert_int_equal(fs_names(&p->diag, &p->arena, in(p, "none"), &l), 0);
	assert_int_equal(l.n, 0);
	assert_int_equal(fs_names(&p->diag, &p->arena, in(p, "a"), &l), 0);
	assert_int_equal(l.n, 4); /* names hides nothing */
	assert_string_equal(l.path[0], ".#b.md");
	assert_string_equal(l.path[3], "z.md");
}

/* Links that go round end with a message, not with a full stack. */
static void
walking_in_circles(void **state)
{
	struct place *p = *state;
	struct fs_list l;

	put(p, "d/a.md", "x");
	assert_int_equal(symlink("..", in(p, "d/up")), 0);
	assert_int_equal(symlink(".", in(p, "d/self")), 0);
	assert_int_equal(fs_walk(&p->diag, &p->arena, p->dir, &l), -1);
	assert_says(p, NULL, "too deep");
	assert_int_equal(unlink(in(p, "d/up")), 0);
	assert_int_equal(unlink(in(p, "d/self")), 0);
	assert_int_equal(symlink("nowhere", in(p, "d/broken.md")), 0);
	assert_int_equal(fs_walk(&p->diag, &p->arena, p->dir, &l), -1);
	assert_says(p, "d/broken.md", "No such file");
}

/* Who may write below a root must not make us read what is elsewhere, by a link to a file or to a folder. */
static void
leading_out(void **state)
{
	struct place *p = *state;
	struct buf b = BUF_INIT;
	struct fs_list l;

	put(p, "secret/key", "s");
	put(p, "rooted/key", "s");
	put(p, "root/d/a.md", "x");
	assert_int_equal(symlink("../d/a.md", in(p, "root/d/b.md")), 0);
	assert_int_equal(symlink("d", in(p, "root/e")), 0);
	assert_int_equal(symlink("root", in(p, "link")), 0);
	assert_int_equal(fs_walk(&p->diag, &p->arena, in(p, "root"), &l), 0);
	assert_int_equal(l.n, 4);
	assert_int_equal(fs_walk(&p->diag, &p->arena, in(p, "link"), &l), 0);
	assert_int_equal(l.n, 4);
	assert_int_equal(symlink("../../secret/key", in(p, "root/d/c.md")), 0);
	assert_int_equal(fs_walk(&p->diag, &p->arena, in(p, "root"), &l), -1);
	assert_says(p, "root/d/c.md", "leads out of");
	assert_int_equal(fs_walk(&p->diag, &p->arena, in(p, "link"), &l), -1);
	assert_says(p, "link/d/c.md", "leads out of");
	assert_int_equal(
	    fs_read_inside(&p->diag, &b, in(p, "root"), in(p, "root/d/c.md"), 10), -1);
	assert_int_equal(b.n, 0);
	assert_says(p, "root/d/c.md", "leads out of");
	assert_int_equal(
	    fs_read_inside(&p->diag, &b, in(p, "link"), in(p, "link/d/b.md"), 10), 0);
	assert_string_equal(b.p, "x");
	assert_int_equal(unlink(in(p, "root/d/c.md")), 0);
	assert_int_equal(symlink("../rooted", in(p, "root/f")), 0);
	assert_int_equal(fs_walk(&p->diag, &p->arena, in(p, "root"), &l), -1);
	assert_says(p, "root/f", "leads out of");
	assert_true(fs_inside("/", in(p, "secret")));
	assert_true(fs_inside(in(p, "root"), in(p, "root")));
	assert_true(fs_inside(in(p, "root"), in(p, "root/none")));
	assert_false(fs_inside(in(p, "root"), in(p, "rooted")));
	assert_false(fs_inside(in(p, "root"), in(p, "root/../secret")));
	buf_free(&b);
}

/* Depth 32 is walked, 33 is not. */
static void
walking_deep(void **state)
{
	struct place *p = *state;
	struct buf b = BUF_INIT;
	struct fs_list l;
	int i;

	for (i = 0; i < 32; i++)
		buf_adds(&b, "d/");
	buf_adds(&b, "f");
	put(p, b.p, "");
	assert_int_equal(fs_walk(&p->diag, &p->arena, p->dir, &l), 0);
	assert_int_equal(l.n, 1);
	buf_truncate(&b, b.n - 1);
	buf_adds(&b, "d/f");
	put(p, b.p, "");
	assert_int_equal(fs_walk(&p->diag, &p->arena, p->dir, &l), -1);
	assert_says(p, NULL, "too deep");
	buf_free(&b);
}

/* Links are removed, never followed: what they lead to stays. */
static void
removing(void **state)
{
	struct place *p = *state;

	put(p, "keep/file", "kept");
	put(p, "tree/a/b/file", "x");
	put(p, "tree/.hidden", "x");
	assert_int_equal(symlink("../keep", in(p, "tree/dir-link")), 0);
	assert_int_equal(symlink("../../keep/file", in(p, "tree/a/file-link")), 0);
	assert_int_equal(symlink("nowhere", in(p, "tree/broken")), 0);
	assert_int_equal(fs_remove(&p->diag, in(p, "tree")), 0);
	assert_false(fs_exists(in(p, "tree")));
	assert_holds(p, "keep/file", "kept");
	assert_int_equal(symlink("keep", in(p, "link")), 0);
	assert_int_equal(fs_remove(&p->diag, in(p, "link")), 0);
	assert_holds(p, "keep/file", "kept");
	assert_int_equal(fs_remove(&p->diag, in(p, "keep/file")), 0);
	assert_false(fs_exists(in(p, "keep/file")));
	assert_int_equal(fs_remove(&p->diag, in(p, "none")), 0);
	assert_int_equal(p->diag.n, 0);
}

static void
joining(void **state)
{
	struct place *p = *state;

	assert_string_equal(fs_join(&p->arena, "a", "b"), "a/b");
	assert_string_equal(fs_join(&p->arena, "", "b"), "b");
}

/* The stamp of a read is that of a look, and the bytes are all there whatever their number. */
static void
stamped_reads(void **state)
{
	static const size_t sizes[] = { 0, 1, 62, 63, 64, 65, 4095, 4096, 4097, 70000 };
	struct place *p = *state;
	struct fs_stamp looked, read;
	struct buf want = BUF_INIT, out = BUF_INIT;
	size_t i, k;

	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		buf_clear(&want);
		buf_clear(&out);
		for (k = 0; k < sizes[i]; k++)
			buf_addc(&want, (char)('a' + k % 26));
		put(p, "file", want.p);
		assert_int_equal(
		    fs_read_stamped(&p->diag, &out, in(p, "file"), 100000, &read), 0);
		assert_true(str_eq(buf_str(&out), buf_str(&want)));
		assert_true(fs_stamp(in(p, "file"), &looked));
		assert_false(read.settled); /* written just now */
		looked.settled = true;
		assert_true(fs_stamp_same(&looked, &read));
	}
	buf_free(&want);
	buf_free(&out);
}

/* Looks at many files are those at each of them, in whatever folders they come. */
static void
stamps_of_many(void **state)
{
	static const char *const names[] = { "a", "b/1", "b/2", "b/c/1", "b/c/2", "b/d", "b-/1",
		"none", "b/none", "c/1", "c", "d/e/f/1" };
	enum { N = sizeof(names) / sizeof(names[0]) };
	struct place *p = *state;
	struct fs_stamp many[N], one;
	char *paths[N];
	size_t i;

	for (i = 0; i < N; i++) {
		paths[i] = arena_strdup(&p->arena, names[i]);
		if (strstr(names[i], "none") == NULL && strcmp(names[i], "c") != 0) {
			assert_int_equal(fs_mkdirs_for(&p->diag, in(p, names[i])), 0);
			put(p, names[i], names[i]);
		}
	}
	fs_stamps(in(p, "."), paths, N, many);
	for (i = 0; i < N; i++) {
		if (!fs_stamp(in(p, names[i]), &one)) { /* missing, or a folder */
			assert_int_equal(many[i].size, -1);
			continue;
		}
		many[i].settled = true;
		assert_true(fs_stamp_same(&many[i], &one));
	}
	fs_stamps(in(p, "none"), paths, 1, many);
	assert_int_equal(many[0].size, -1);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(reading),
		TEST(reading_bytes_whole),
		TEST(reading_a_pipe),
		TEST(stamped_reads),
		TEST(stamps_of_many),
		TEST(writing),
		TEST(directories),
		TEST(walking),
		TEST(walking_in_circles),
		TEST(leading_out),
		TEST(walking_deep),
		TEST(removing),
		TEST(joining),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
