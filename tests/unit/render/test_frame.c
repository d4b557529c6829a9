/* A release that is made of the oldest one: what it keeps of it, what it removes, what it must not take over. */
#include "scratch.h"

#include <sys/wait.h>

#include "base/hash.h"
#include "render/manifest.h"
#include "render/release.h"
#include "render/stage.h"

static const struct date day = { 2026, 11, 21 };
#define NOON 1795262400 /* 2026-11-21T12:00:00Z */
#define FILES_MAX 8

/* A path and its text after a space; NULL after the last. */
typedef const char *const files[FILES_MAX];

static int
put_files(struct stage *st, struct diag *d, files v)
{
	char path[64];
	size_t i, n;

	for (i = 0; i < FILES_MAX && v[i] != NULL; i++) {
		n = str_chr(str_of(v[i]), ' ');
		assert_true(n < sizeof(path));
		memcpy(path, v[i], n);
		path[n] = '\0';
		if (stage_put(st, d, path, str_of(v[i] + n + 1)) != 0)
			return -1;
	}
	return 0;
}

static const char *
release(struct scratch *s, int64_t at, files v)
{
	struct stage *st = stage_open(&s->diag, s->out, at, day, 1);
	struct stage_counts c;
	const char *id;

	assert_non_null(st);
	assert_int_equal(put_files(st, &s->diag, v), 0);
	assert_int_equal(stage_finish(st, &s->diag, true, &c), 0);
	id = arena_strdup(&s->arena, stage_seal(st));
	stage_close(st);
	return id;
}

static uint64_t
inode(struct scratch *s, const char *path)
{
	struct stat st;

	assert_int_equal(stat(fs_join(&s->arena, s->dir, path), &st), 0);
	return st.st_ino;
}

/* How many folders and files there are below PATH; what is counted is removed. */
static size_t
count(struct scratch *s, const char *path)
{
	struct fs_list names;
	size_t i, n = 0;

	assert_int_equal(fs_names(&s->diag, &s->arena, path, &names), 0);
	for (i = 0; i < names.n; i++) {
		const char *inner = fs_join(&s->arena, path, names.path[i]);

		n += 1 + (fs_is_dir(inner) ? count(s, inner) : 0);
	}
	return n;
}

/* The release at PATH holds what its manifest says, and N files and folders in all. */
static void
assert_whole(struct scratch *s, const char *path, size_t n)
{
	const char *dir = fs_join(&s->arena, s->dir, path);
	char sha[HASH_HEX];
	struct manifest m;
	uint64_t size;
	size_t i;

	assert_int_equal(
	    manifest_read(&s->diag, &s->arena, fs_join(&s->arena, dir, "manifest"), &m), 0);
	for (i = 0; i < m.n; i++) {
		assert_int_equal(
		    hash_file(sha, fs_join(&s->arena, dir, m.files[i].path), &size), 0);
		assert_string_equal(sha, m.files[i].sha);
		assert_int_equal(size, m.files[i].size);
	}
	if (n > 0)
		assert_int_equal(count(s, dir), n);
}

static void
assert_all_whole(struct scratch *s)
{
	struct release_list list;
	size_t i;

	assert_int_equal(release_list(&s->diag, &s->arena, s->out, &list), 0);
	assert_int_equal(s->diag.n, 0);
	for (i = 0; i < list.n; i++)
		assert_whole(s, arena_printf(&s->arena, "site/releases/%s", list.v[i].id), 0);
}

/* What each step has; there is a frame from the last of these on. */
static files before = { "public/index.html home", "public/a/index.html a",
	"public/b/c/index.html c", "public/d old d", "public/e/f/index.html f",
	"public/e/f.html f", "redirects.map r" };

/* As many as are kept, the oldest with BEFORE, the others with OTHERS; the oldest's id. */
static const char *
fill(struct scratch *s, files others)
{
	const char *oldest = release(s, NOON, before);
	int i;

	for (i = 1; i < RELEASE_KEEP; i++)
		(void)release(s, NOON + i, others);
	return arena_printf(&s->arena, "site/releases/%s", oldest);
}

static void
test_differences(void **state)
{
	static files others = { "public/index.html home", "public/a/index.html a",
		"public/b/c/index.html C" };
	static files next = { "public/index.html home", "public/a/index.html A",
		"public/b/c/index.html c", "public/d/index.html d", "public/e new e",
		"public/g/h/index.html h" };
	struct scratch *s = *state;
	const char *oldest = fill(s, others), *id;
	uint64_t folder = inode(s, oldest);
	uint64_t home = inode(s, fs_join(&s->arena, oldest, "public/index.html"));
	uint64_t same = inode(s, fs_join(&s->arena, oldest, "public/b/c/index.html"));

	id = release(s, NOON + 60, next);
	assert_false(fs_exists(fs_join(&s->arena, s->dir, oldest)));
	assert_int_equal(inode(s, "site/current/"), folder);
	assert_int_equal(inode(s, "site/current/public/index.html"), home);
	assert_int_equal(inode(s, "site/current/public/b/c/index.html"), same);
	assert_string_equal(scratch_read(s, "site/current/public/a/index.html"), "A");
	assert_string_equal(scratch_read(s, "site/current/public/d/index.html"), "d");
	assert_string_equal(scratch_read(s, "site/current/public/e"), "new e");
	/* 6 files, their 7 folders with public/, the manifest; nothing that was there before. */
	assert_whole(s, "site/current", 6 + 7 + 1);
	/* What the others share with it is as it was. */
	assert_all_whole(s);
	assert_int_equal(release_rollback(&s->diag, s->out, NULL, (char[RELEASE_ID]){ "" }), 0);
	assert_string_equal(scratch_read(s, "site/current/public/a/index.html"), "a");
	assert_int_equal(release_publish(&s->diag, s->out, id), 0);
}

/* Again and again: what goes comes back. */
static void
test_many(void **state)
{
	static files others = { "public/index.html home", "public/a/index.html a",
		"public/b/c/index.html C", "public/e/f.html F" };
	struct scratch *s = *state;
	struct release_list list;
	int i;

	(void)fill(s, others);
	for (i = 0; i < 2 * RELEASE_KEEP + 1; i++) {
		(void)release(s, NOON + 60 + i, i % 3 == 0 ? before : others);
		assert_whole(s, "site/current", i % 3 == 0 ? 7 + 6 + 1 : 4 + 5 + 1);
	}
	assert_all_whole(s);
	assert_int_equal(release_list(&s->diag, &s->arena, s->out, &list), 0);
	assert_int_equal(list.n, RELEASE_KEEP);
}

/* PATH of the oldest release is written to, in place or not; then there is a release of BEFORE. */
static void
test_touched(void **state)
{
	static const struct {
		const char *path, *text;
		bool in_place;
	} touched[] = {
		{ "public/a/index.html", "X", true }, /* shared with the current one */
		{ "public/e/f.html", "XX", true },
		{ "public/a/index.html", "X", false },
		{ "public/b/other.html", "foreign", false },
		{ "public/other/index.html", "foreign", false },
		{ "other", "foreign", false },
		{ "redirects.map", "X", true },
	};
	struct scratch *s = *state;
	size_t i;

	for (i = 0; i < sizeof(touched) / sizeof(touched[0]); i++) {
		const char *oldest = fill(s, before);
		const char *path = fs_join(&s->arena, oldest, touched[i].path);

		usleep(20000); /* so that its time tells */
		if (touched[i].in_place) {
			FILE *f = fopen(fs_join(&s->arena, s->dir, path), "w");

			assert_non_null(f);
			assert_true(fputs(touched[i].text, f) >= 0);
			assert_int_equal(fclose(f), 0);
		} else {
			scratch_write(s, path, touched[i].text);
		}
		(void)release(s, NOON + 60, before);
		assert_whole(s, "site/current", 7 + 6 + 1);
		assert_int_equal(fs_remove(&s->diag, s->out), 0);
	}
}

/* A build that fails, or is killed, costs the oldest release and no other; the next one cleans up. */
static void
test_failed_and_killed(void **state)
{
	static files others = { "public/index.html HOME", "public/b/c/index.html c" };
	struct scratch *s = *state;
	struct release_list list;
	struct fs_list names;
	int kill, status;

	for (kill = 0; kill < 2; kill++) {
		const char *oldest = fill(s, before);
		pid_t pid = fork();

		if (pid == 0) {
			struct stage *st = stage_open(&s->diag, s->out, NOON + 60, day, 1);

			if (st == NULL || put_files(st, &s->diag, others) != 0)
				_exit(1);
			if (!kill)
				stage_close(st);
			_exit(42);
		}
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_int_equal(WEXITSTATUS(status), 42);
		assert_false(fs_exists(fs_join(&s->arena, s->dir, oldest)));
		assert_int_equal(release_list(&s->diag, &s->arena, s->out, &list), 0);
		assert_int_equal(list.n, RELEASE_KEEP - 1);
		assert_all_whole(s);
		assert_whole(s, "site/current", 7 + 6 + 1);
		(void)release(s, NOON + 61, others);
		assert_whole(s, "site/current", 2 + 3 + 1);
		assert_int_equal(fs_names(&s->diag, &s->arena, s->out, &names), 0);
		assert_int_equal(names.n, 3);
		assert_int_equal(fs_remove(&s->diag, s->out), 0);
	}
}

/* The current release is never taken, nor one that is newer than what is made. */
static void
test_not_taken(void **state)
{
	static files others = { "public/index.html HOME" };
	struct scratch *s = *state;
	const char *oldest = fill(s, others);
	struct stage *st;

	assert_int_equal(
	    release_publish(&s->diag, s->out, oldest + strlen("site/releases/")), 0);
	st = stage_open(&s->diag, s->out, NOON + 60, day, 1);
	assert_non_null(st);
	assert_int_equal(put_files(st, &s->diag, others), 0);
	assert_whole(s, "site/current", 7 + 6 + 1);
	stage_close(st);
	assert_whole(s, "site/current", 7 + 6 + 1);
	assert_int_equal(fs_remove(&s->diag, s->out), 0);
	oldest = fill(s, others);
	(void)release(s, NOON - 60, others);
	assert_whole(s, oldest, 7 + 6 + 1);
	assert_all_whole(s);
}

/* Two things at one address are an error as ever, also where the frame has a file or a folder. */
static void
test_one_address_twice(void **state)
{
	static files twice[] = {
		{ "public/index.html home", "public/index.html home" },
		{ "public/index.html x", "public/index.html home" },
		{ "public/d/index.html x", "public/d x" },
		{ "public/d x", "public/d/index.html x" },
		{ "public/e x", "public/e/f/index.html f" },
		{ "public/e/f/index.html f", "public/e x" },
	};
	struct scratch *s = *state;
	size_t i;

	for (i = 0; i < sizeof(twice) / sizeof(twice[0]); i++) {
		struct stage *st;
		struct diag said;

		(void)fill(s, before);
		diag_init(&said);
		st = stage_open(&s->diag, s->out, NOON + 60, day, 1);
		assert_non_null(st);
		assert_int_equal(put_files(st, &said, twice[i]), -1);
		assert_int_equal(said.errors, 1);
		assert_false(stage_has(st, "public/a/index.html"));
		stage_close(st);
		diag_free(&said);
		assert_int_equal(fs_remove(&s->diag, s->out), 0);
	}
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, scratch_setup, scratch_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_differences),
		CASE(test_many),
		CASE(test_touched),
		CASE(test_failed_and_killed),
		CASE(test_not_taken),
		CASE(test_one_address_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
