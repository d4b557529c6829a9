/* Releases as files on disk: what a build leaves, shares, replaces and goes back to. */
#include "scratch.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>

#include "render/manifest.h"
#include "render/release.h"
#include "render/stage.h"

static const struct date day = { 2026, 11, 21 };
#define NOON 1795262400 /* 2026-11-21T12:00:00Z */

struct file {
	const char *path, *text;
};

/* Release the N files as of AT; its id. */
static const char *
release(struct scratch *s, int64_t at, const struct file *files, size_t n,
    struct stage_counts *counts)
{
	struct stage *st = stage_open(&s->diag, s->out, at, day, 1);
	const char *id;
	size_t i;

	assert_non_null(st);
	for (i = 0; i < n; i++)
		assert_int_equal(
		    stage_put(st, &s->diag, files[i].path, str_of(files[i].text)), 0);
	assert_int_equal(stage_finish(st, &s->diag, true, counts), 0);
	id = arena_strdup(&s->arena, stage_seal(st));
	stage_close(st);
	return id;
}

static const struct file first[] = {
	{ "public/index.html", "home" },
	{ "public/a/index.html", "a" },
	{ "public/b/index.html", "b" },
	{ "public/style.css", "css" },
};
static const struct file second[] = {
	{ "public/index.html", "home" },
	{ "public/a/index.html", "A" },
	{ "public/c/index.html", "c" },
	{ "public/d/e/index.html", "e" },
	{ "public/style.css", "css" },
};

static void
test_first_and_second(void **state)
{
	struct scratch *s = *state;
	struct stage_counts c;
	const char *one, *two;
	struct fs_list names;

	one = release(s, NOON, first, 4, &c);
	assert_true(release_is_id(one));
	assert_memory_equal(one, "20261121T120000Z-", 17);
	assert_int_equal(c.pages[STAGE_NEW], 3);
	assert_int_equal(
	    c.pages[STAGE_CHANGED] + c.pages[STAGE_SAME] + c.pages[STAGE_REMOVED], 0);
	assert_int_equal(c.files, 4);
	assert_int_equal(c.bytes, 9);
	assert_string_equal(release_current(&s->arena, s->out), one);
	assert_string_equal(scratch_read(s, "site/current/public/a/index.html"), "a");

	two = release(s, NOON + 60, second, 5, &c);
	assert_string_not_equal(one, two);
	assert_int_equal(c.pages[STAGE_NEW], 2);
	assert_int_equal(c.pages[STAGE_CHANGED], 1);
	assert_int_equal(c.pages[STAGE_SAME], 1);
	assert_int_equal(c.pages[STAGE_REMOVED], 1);
	assert_string_equal(scratch_read(s, "site/current/public/a/index.html"), "A");
	assert_null(scratch_read(s, "site/current/public/b/index.html"));
	/* What did not change is one file; what did is not. */
	assert_int_equal(scratch_links(s, "site/current/public/index.html"), 2);
	assert_int_equal(scratch_links(s, "site/current/public/style.css"), 2);
	assert_int_equal(scratch_links(s, "site/current/public/a/index.html"), 1);
	assert_string_equal(scratch_read(s, arena_printf(&s->arena,
						"site/releases/%s/public/a/index.html", one)),
	    "a");
	/* Nothing is left beside the releases. */
	assert_int_equal(fs_names(&s->diag, &s->arena, s->out, &names), 0);
	assert_int_equal(names.n, 3);
	assert_string_equal(names.path[0], ".lock");
	assert_string_equal(names.path[1], "current");
	assert_string_equal(names.path[2], "releases");
}

static void
test_same_id_is_kept(void **state)
{
	struct scratch *s = *state;
	struct stage_counts c;
	struct stat before, after;
	const char *one = release(s, NOON, first, 4, &c), *path;

	path = arena_printf(&s->arena, "%s/releases/%s", s->out, one);
	assert_int_equal(stat(path, &before), 0);
	assert_string_equal(release(s, NOON, first, 4, &c), one);
	assert_int_equal(stat(path, &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	assert_int_equal(c.pages[STAGE_SAME], 3);
}

/* The index is not part of the id: another program may write another one for the same pages. */
static void
test_same_id_other_files(void **state)
{
	struct scratch *s = *state;
	struct stage_counts c;
	struct manifest m;
	const char *id = NULL;
	int round;

	for (round = 0; round < 2; round++) {
		struct stage *st = stage_open(&s->diag, s->out, NOON, day, 1);
		const char *db;

		assert_non_null(st);
		assert_int_equal(stage_put(st, &s->diag, "public/index.html", STR("home")), 0);
		if (id != NULL)
			assert_string_equal(stage_seal(st), id);
		id = arena_strdup(&s->arena, stage_seal(st));
		db = stage_path(st, "search.db");
		assert_int_equal(
		    fs_write(&s->diag, db, round == 0 ? STR("old") : STR("new")), 0);
		assert_int_equal(
		    stage_adopt(st, &s->diag, "search.db", "public/data/search.db"), 0);
		assert_int_equal(stage_finish(st, &s->diag, true, &c), 0);
		assert_int_equal(c.files, 3);
		stage_close(st);
	}
	assert_string_equal(scratch_read(s, "site/current/search.db"), "new");
	assert_string_equal(scratch_read(s, "site/current/public/data/search.db"), "new");
	assert_int_equal(scratch_links(s, "site/current/search.db"), 2);
	assert_int_equal(manifest_read(&s->diag, &s->arena,
			     fs_join(&s->arena, s->out, "current/manifest"), &m),
	    0);
	assert_int_equal(m.n, 3);
	assert_string_equal(m.files[0].path, "public/data/search.db");
	/* printf new | sha256sum */
	assert_memory_equal(m.files[0].sha, "11507a0e2f5e69d5dfa40a62a1bd7b6e", 32);
	assert_string_equal(m.files[2].path, "search.db");
	assert_memory_equal(m.files[2].sha, "11507a0e2f5e69d5dfa40a62a1bd7b6e", 32);
}

static void
test_inputs_count(void **state)
{
	struct scratch *s = *state;
	const char *ids[3];
	int i;

	for (i = 0; i < 3; i++) {
		struct stage *st = stage_open(&s->diag, s->out, NOON, day, 1);

		assert_non_null(st);
		stage_input(st, "content/a.md", i == 1 ? STR("x") : STR("y"));
		assert_int_equal(stage_put(st, &s->diag, "public/index.html", STR("p")), 0);
		ids[i] = arena_strdup(&s->arena, stage_seal(st));
		stage_close(st);
	}
	assert_string_not_equal(ids[0], ids[1]);
	assert_string_equal(ids[0], ids[2]);
	assert_null(release_current(&s->arena, s->out));
}

static void
test_manifest(void **state)
{
	struct scratch *s = *state;
	struct stage_counts c;
	const struct manifest_file *f;
	struct manifest m;
	const char *id = release(s, NOON, first, 4, &c);

	assert_int_equal(manifest_read(&s->diag, &s->arena,
			     fs_join(&s->arena, s->out, "current/manifest"), &m),
	    0);
	assert_string_equal(m.id, id);
	assert_string_equal(m.built, "2026-11-21T12:00:00Z");
	assert_string_equal(m.mapping, "2026-11-21");
	assert_int_equal(m.n, 4);
	assert_string_equal(m.files[0].path, "public/a/index.html");
	assert_string_equal(m.files[3].path, "public/style.css");
	f = manifest_find(&m, "public/index.html");
	assert_non_null(f);
	assert_int_equal(f->size, 4);
	/* printf home | sha256sum */
	assert_string_equal(
	    f->sha, "4ea140588150773ce3aace786aeef7f4049ce100fa649c94fbbddb960f1da942");
	assert_null(manifest_find(&m, "public/nothing"));
}

static void
test_bad_manifests(void **state)
{
	static const char *const bad[] = {
		"",
		"cee-release 2\nid x\nbuilt x\nmapping x\nfiles 0\n",
		"cee-release 1\nid x\nbuilt x\nmapping x\nfiles 1\n",
		"cee-release 1\nid x\nbuilt x\nmapping x\nfiles 0\nmore\n",
		"cee-release 1\nid x\nbuilt x\nmapping x\nfiles 99999999999999999999\n",
		"cee-release 1\nid x\nbuilt x\nmapping x\nfiles 1\nabc 1 p\n",
	};
	struct scratch *s = *state;
	struct manifest m;
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		scratch_write(s, "m", bad[i]);
		assert_int_equal(
		    manifest_read(&s->diag, &s->arena, fs_join(&s->arena, s->dir, "m"), &m),
		    -1);
		assert_int_equal(s->diag.errors, i + 1);
		assert_int_equal(m.n, 0);
	}
}

static void
test_rollback(void **state)
{
	struct scratch *s = *state;
	struct stage_counts c;
	char now[RELEASE_ID];
	const char *one = release(s, NOON, first, 4, &c);
	const char *two = release(s, NOON + 60, second, 5, &c);
	struct release_list list;

	assert_int_equal(release_rollback(&s->diag, s->out, NULL, now), 0);
	assert_string_equal(now, one);
	assert_string_equal(scratch_read(s, "site/current/public/a/index.html"), "a");
	assert_int_equal(release_list(&s->diag, &s->arena, s->out, &list), 0);
	assert_int_equal(list.n, 2);
	assert_string_equal(list.v[0].id, two);
	assert_false(list.v[0].current);
	assert_int_equal(list.v[0].files, 5);
	assert_string_equal(list.v[0].built, "2026-11-21T12:01:00Z");
	assert_true(list.v[1].current);
	/* There is none before the first. */
	assert_int_equal(release_rollback(&s->diag, s->out, NULL, now), -1);
	assert_true(scratch_says(s, "no release older"));
	assert_string_equal(release_current(&s->arena, s->out), one);
	/* By id, forward as well. */
	assert_int_equal(release_publish(&s->diag, s->out, two), 0);
	assert_string_equal(release_current(&s->arena, s->out), two);
}

static void
test_rollback_unknown(void **state)
{
	struct scratch *s = *state;
	struct stage_counts c;
	char now[RELEASE_ID], *near;
	const char *one = release(s, NOON, first, 4, &c);

	assert_int_equal(release_rollback(&s->diag, s->out, "../../etc", now), -1);
	assert_true(scratch_says(s, "no release \"../../etc\""));
	near = arena_strdup(&s->arena, one);
	near[0] = '3';
	assert_int_equal(release_publish(&s->diag, s->out, near), -1);
	assert_true(scratch_says(s, arena_printf(&s->arena, "did you mean \"%s\"?", one)));
	assert_string_equal(s->diag.msgs[0].loc.file, fs_join(&s->arena, s->out, "releases"));
	assert_string_equal(release_current(&s->arena, s->out), one);
}

static void
test_nothing_there(void **state)
{
	struct scratch *s = *state;
	struct release_list list;
	char now[RELEASE_ID];

	assert_int_equal(release_list(&s->diag, &s->arena, s->out, &list), 0);
	assert_int_equal(list.n, 0);
	assert_int_equal(release_rollback(&s->diag, s->out, NULL, now), -1);
	assert_true(scratch_says(s, "no current release"));
}

static void
test_prune(void **state)
{
	struct scratch *s = *state;
	struct release_list list;
	struct stage_counts c;
	const char *oldest = NULL, *id;
	size_t i;

	for (i = 0; i < RELEASE_KEEP + 3; i++) {
		id = release(s, NOON + (int64_t)i, first, 4, &c);
		if (i == 0)
			oldest = id;
	}
	assert_int_equal(release_list(&s->diag, &s->arena, s->out, &list), 0);
	assert_int_equal(list.n, RELEASE_KEEP);
	assert_string_equal(list.v[0].built, "2026-11-21T12:00:12Z");
	assert_string_equal(list.v[RELEASE_KEEP - 1].built, "2026-11-21T12:00:03Z");
	/* One that is published is kept however old it is. */
	id = release(s, NOON - 1000, second, 5, &c);
	assert_string_not_equal(id, oldest);
	assert_string_equal(release_current(&s->arena, s->out), id);
	assert_int_equal(release_list(&s->diag, &s->arena, s->out, &list), 0);
	assert_int_equal(list.n, RELEASE_KEEP + 1);
	assert_true(list.v[RELEASE_KEEP].current);
}

static void
test_staged_only(void **state)
{
	struct scratch *s = *state;
	struct stage_counts c;
	const char *one = release(s, NOON, first, 4, &c), *two;
	struct stage *st = stage_open(&s->diag, s->out, NOON + 60, day, 1);

	assert_non_null(st);
	assert_int_equal(stage_put(st, &s->diag, "public/index.html", STR("next")), 0);
	assert_int_equal(stage_finish(st, &s->diag, false, &c), 0);
	two = arena_strdup(&s->arena, stage_seal(st));
	stage_close(st);
	assert_string_equal(release_current(&s->arena, s->out), one);
	assert_int_equal(release_publish(&s->diag, s->out, two), 0);
	assert_string_equal(scratch_read(s, "site/current/public/index.html"), "next");
}

static void
test_one_address_twice(void **state)
{
	struct scratch *s = *state;
	struct stage *st = stage_open(&s->diag, s->out, NOON, day, 1);

	assert_non_null(st);
	assert_int_equal(stage_put(st, &s->diag, "public/index.html", STR("1")), 0);
	assert_true(stage_has(st, "public/index.html"));
	assert_int_equal(stage_put(st, &s->diag, "public/index.html", STR("1")), -1);
	stage_close(st);
	assert_null(scratch_read(s, "site/current/public/index.html"));
}

/* The bytes decide, not what the manifest says of them. */
static void
test_tampered_release(void **state)
{
	struct scratch *s = *state;
	struct stage_counts c;
	const char *one = release(s, NOON, first, 4, &c);

	scratch_write(
	    s, arena_printf(&s->arena, "site/releases/%s/public/index.html", one), "HOME");
	(void)release(s, NOON + 1, first, 4, &c);
	assert_int_equal(c.pages[STAGE_SAME], 2);
	assert_string_equal(scratch_read(s, "site/current/public/index.html"), "home");
	/* Nor does a release without a manifest stop the next. */
	assert_int_equal(
	    fs_remove(&s->diag, fs_join(&s->arena, s->out, "current/manifest")), 0);
	(void)release(s, NOON + 2, first, 4, &c);
	assert_int_equal(c.pages[STAGE_NEW], 3);
	assert_int_equal(s->diag.n, 0);
}

/* A build killed at any point leaves the current release whole, and the next one cleans up. */
static void
test_killed(void **state)
{
	struct scratch *s = *state;
	struct stage_counts c;
	const char *one = release(s, NOON, first, 4, &c);
	struct fs_list names;
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		struct stage *st = stage_open(&s->diag, s->out, NOON + 1, day, 1);

		if (st == NULL || stage_put(st, &s->diag, "public/x", STR("x")) != 0)
			_exit(1);
		_exit(42);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(WEXITSTATUS(status), 42);
	scratch_write(s, "site/.stage-20261120T120000Z-00000000/public/x", "half removed");
	assert_string_equal(release_current(&s->arena, s->out), one);
	(void)release(s, NOON + 2, first, 4, &c);
	assert_int_equal(fs_names(&s->diag, &s->arena, s->out, &names), 0);
	assert_int_equal(names.n, 3);
}

/* Whoever reads through "current" while releases come and go finds a whole one each time. */
static void
test_readers_see_whole_releases(void **state)
{
	static const struct file old[] = { { "public/1", "old" }, { "public/2", "old" } };
	static const struct file new[] = { { "public/1", "new" }, { "public/2", "new" } };
	struct scratch *s = *state;
	struct stage_counts c;
	int status, i, reads = 0;
	pid_t pid;

	(void)release(s, NOON, old, 2, &c);
	pid = fork();
	if (pid == 0) {
		for (i = 1; i <= 20; i++)
			(void)release(s, NOON + i, i % 2 ? new : old, 2, &c);
		_exit(0);
	}
	while (waitpid(pid, &status, WNOHANG) == 0) {
		char a[4] = "", b[4] = "";
		int dir = open(fs_join(&s->arena, s->out, "current"), O_RDONLY | O_DIRECTORY);
		int f1, f2, whole;
		struct stat before, after;

		assert_true(dir >= 0);
		whole = openat(dir, "manifest", O_RDONLY);
		f1 = openat(dir, "public/1", O_RDONLY);
		f2 = openat(dir, "public/2", O_RDONLY);
		/* Ten releases on, what a slow reader holds open may be gone, or another, but
		 * never mixed while it has its manifest. */
		if (whole >= 0 && f1 >= 0 && f2 >= 0 && fstat(whole, &before) == 0 &&
		    fstatat(dir, "manifest", &after, 0) == 0 && before.st_ino == after.st_ino) {
			assert_int_equal(read(f1, a, 3), 3);
			assert_int_equal(read(f2, b, 3), 3);
			assert_string_equal(a, b);
			reads++;
		}
		(void)close(whole);
		(void)close(f1);
		(void)close(f2);
		(void)close(dir);
	}
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_true(reads > 0);
}

static void
test_ids(void **state)
{
	(void)state;
	assert_true(release_is_id("20261121T140000Z-0a1b2c3d"));
	assert_false(release_is_id("20261121T140000Z-0a1b2c3"));
	assert_false(release_is_id("20261121T140000Z-0a1b2c3dd"));
	assert_false(release_is_id("20261121T140000Z-0A1B2C3D"));
	assert_false(release_is_id("2026-11-21T14:00:00Z"));
	assert_false(release_is_id(".."));
	assert_false(release_is_id(""));
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, scratch_setup, scratch_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_first_and_second),
		CASE(test_same_id_is_kept),
		CASE(test_same_id_other_files),
		CASE(test_inputs_count),
		CASE(test_manifest),
		CASE(test_bad_manifests),
		CASE(test_rollback),
		CASE(test_rollback_unknown),
		CASE(test_nothing_there),
		CASE(test_prune),
		CASE(test_staged_only),
		CASE(test_one_address_twice),
		CASE(test_tampered_release),
		CASE(test_killed),
		CASE(test_readers_see_whole_releases),
		cmocka_unit_test(test_ids),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
