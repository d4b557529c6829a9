/* What is counted and what never is; when words are written; several writers; torn lines; pruning. */
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "fixture.h"
#include "search/gaps.h"
#include "search/gaps_form.h"

#define DAY 20773 /* 2026-11-16 */

static void
forms(void **state)
{
	static const struct {
		const char *text, *form; /* NULL: not counted */
	} cases[] = {
		{ "Zorbulator", "zorbulator" },
		{ "  where is the ZORBULATOR for shoes? ", "zorbulator for shoes" },
		{ "zorbulator 12v", "zorbulator" },
		{ "Shoes for caf\xC3\xA9", "shoes for cafe" },
		{ "shoes, 42 laptops", "shoes laptops" },
		{ "AB-113 shoes", "shoes" },
		{ "", NULL },
		{ "of the", NULL },
		{ "12 34", NULL },
		{ "zbigniew kowalczyk", NULL },
		{ "zorbulator for kowalczyk", NULL },
		{ "mr shoes", NULL },
		{ "my name is zbigniew", NULL },
		{ "shoes@example.com", NULL },
		{ "shoes \xEF\xBC\xA0 example com", NULL }, /* a full-width @ */
		{ "see www.shoes", NULL },
		{ "http://shoes", NULL },
		{ "shoes 555 0147 1", NULL },
		{ "shoes 97403", NULL },
		{ "12 leather street", NULL },
		{ "po box shoes", NULL },
		{ "shoes abcdefghijklmnopqrstuvwxyz", "shoes" },
		{ "one shoe two shoe cotton shirt leather laptop phone printer machine", NULL },
		{ "\xE9\x9E\x8B", NULL },
	};
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *got = gaps_form(&f->arena, f->store, str_of(cases[i].text));

		assert_text(got, cases[i].form);
		assert_true(got == NULL || gaps_is_form(str_of(got)));
	}
}

static void
lines(void **state)
{
	static const char *const bad[] = { "", " ", "2026-11-16", "2026-11-16 n",
		"2026-11-16 n 00000000000000aa", "2026-11-16 x 00000000000000aa -",
		"2026-11-16 n 00000000000000a -", "2026-11-16 n 00000000000000AA -",
		"2026-13-16 n 00000000000000aa -", "2026-11 n 00000000000000aa -",
		"2026-11-16 n 00000000000000aa 7", "2026-11-16 n 00000000000000aa - foo  bar",
		"2026-11-16 n 00000000000000aa - foo7", "2026-11-16 n 00000000000000aa - ",
		/* cut short, and run into by the next */
		"2026-11-16 n 00002026-11-16 n 00000000000000aa - foo",
		"2026-11-16 n 00000000000000aa - fo2026-11-16 n 00000000000000aa - foo" };
	struct gaps_line l, m;
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(gaps_line_read(str_of(bad[i]), &l));
	l = (struct gaps_line){ .day = DAY,
		.kind = GAPS_WRONG,
		.hash = 0xaa,
		.expected = STR("apparel"),
		.text = STR("foo bar") };
	gaps_line_write(&b, &l);
	assert_string_equal(b.p, "2026-11-16 w 00000000000000aa apparel foo bar\n");
	assert_true(gaps_line_read((struct str){ b.p, b.n - 1 }, &m));
	assert_int_equal(m.day, DAY);
	assert_int_equal(m.kind, GAPS_WRONG);
	assert_true(str_eq(m.expected, l.expected) && str_eq(m.text, l.text));
	buf_free(&b);
}

struct world {
	struct fixture *f;
	char path[96];
};

static struct world
world_of(void **state, const char *name)
{
	struct world w = { .f = *state };

	(void)snprintf(w.path, sizeof(w.path), "%s/%s", w.f->dir, name); /* fits */
	return w;
}

static struct gaps *
open_on(const struct world *w, int64_t day, unsigned min, size_t max)
{
	struct gaps_options o = { .path = w->path, .day = day, .min = min, .max_bytes = max };
	struct gaps *g;
	struct diag d;

	diag_init(&d);
	g = gaps_open(&d, &o);
	diag_print(&d, stderr);
	diag_free(&d);
	return g;
}

static void
note(const struct world *w, struct gaps *g, const char *query)
{
	gaps_note(
	    g, &w->f->arena, w->f->store, GAPS_NOTHING, str_of(query), (struct str){ "", 0 });
}

static struct buf
contents(const struct world *w)
{
	struct buf b = BUF_INIT;
	struct diag d;

	diag_init(&d);
	assert_int_equal(fs_read(&d, &b, w->path, 1 << 20), 0);
	diag_free(&d);
	return b;
}

static size_t
count_of(const struct world *w, const char *needle)
{
	struct buf b = contents(w);
	struct str rest = buf_str(&b);
	size_t n = 0, at;

	while ((at = str_find(rest, needle)) < rest.n) {
		n++;
		rest = str_skip(rest, at + 1);
	}
	buf_free(&b);
	return n;
}

static void
released(void **state)
{
	struct world w = world_of(state, "released");
	struct gaps *g = open_on(&w, DAY, 3, 0);
	struct stat st;
	char key[128];
	int i;

	assert_non_null(g);
	for (i = 0; i < 10; i++)
		note(&w, g, "zorbulator"); /* often, but on one day */
	note(&w, g, "plumbus");
	gaps_close(g);
	assert_int_equal(count_of(&w, "\n"), 11);
	assert_int_equal(count_of(&w, "zorbulator"), 0);
	g = open_on(&w, DAY + 1, 3, 0); /* what was counted is counted after a start */
	note(&w, g, "plumbus"); /* two days, but twice */
	note(&w, g, "Zorbulator!");
	note(&w, g, "zorbulator");
	gaps_close(g);
	assert_int_equal(count_of(&w, "2026-11-17 n "), 3);
	assert_int_equal(count_of(&w, "zorbulator"), 1); /* once is enough */
	assert_int_equal(count_of(&w, "plumbus"), 0);
	g = open_on(&w, DAY + 2 + GAPS_WINDOW, 3, 0);
	note(&w, g, "plumbus"); /* the others are too long ago */
	gaps_close(g);
	assert_int_equal(count_of(&w, "plumbus"), 0);
	(void)snprintf(key, sizeof(key), "%s.key", w.path); /* fits */
	assert_int_equal(stat(key, &st), 0);
	assert_int_equal(st.st_mode & 077, 0);
	assert_int_equal(st.st_size, 32);
}

/* Two recorders stand for two processes: each sees what the other added. */
static void
shared(void **state)
{
	struct world w = world_of(state, "shared");
	struct gaps *a = open_on(&w, DAY, 4, 0), *b = open_on(&w, DAY + 1, 4, 0);

	note(&w, a, "zorbulator");
	note(&w, b, "zorbulator");
	note(&w, a, "zorbulator");
	assert_int_equal(count_of(&w, "zorbulator"), 0);
	note(&w, b, "zorbulator");
	assert_int_equal(count_of(&w, "zorbulator"), 1);
	gaps_close(a);
	gaps_close(b);
}

struct noter {
	const struct world *w;
	struct gaps *g;
};

static void *
note_many(void *arg)
{
	const struct noter *n = arg;
	struct arena a;
	struct diag d;
	struct store *s; /* a store is one thread's */
	int i;

	diag_init(&d);
	arena_init(&a, 0);
	s = store_open(&d, n->w->f->path);
	for (i = 0; s != NULL && i < 200; i++) {
		gaps_note(n->g, &a, s, GAPS_ASKED, STR("zorbulator"), (struct str){ "", 0 });
		arena_reset(&a);
	}
	store_close(s);
	arena_free(&a);
	diag_free(&d);
	return NULL;
}

static void
threads(void **state)
{
	struct world w = world_of(state, "threads");
	struct gaps *g[2] = { open_on(&w, DAY, 0, 0), open_on(&w, DAY, 0, 0) };
	struct noter n[4];
	pthread_t t[4];
	struct buf b;
	struct str rest, line;
	struct gaps_line l;
	size_t i, lines = 0;

	for (i = 0; i < 4; i++) {
		n[i] = (struct noter){ &w, g[i % 2] };
		assert_int_equal(pthread_create(&t[i], NULL, note_many, &n[i]), 0);
	}
	for (i = 0; i < 4; i++)
		assert_int_equal(pthread_join(t[i], NULL), 0);
	b = contents(&w);
	for (rest = buf_str(&b); str_split(&rest, '\n', &line);)
		if (line.n > 0) { /* an empty one ends what seemed to be cut short */
			assert_true(gaps_line_read(line, &l));
			lines++;
		}
	assert_int_equal(lines, 800);
	buf_free(&b);
	gaps_close(g[0]);
	gaps_close(g[1]);
}

static void
append(const struct world *w, const char *text)
{
	int fd = open(w->path, O_WRONLY | O_APPEND | O_CREAT, 0640);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	assert_int_equal(close(fd), 0);
}

static void
torn(void **state)
{
	struct world w = world_of(state, "torn");
	struct gaps *g = open_on(&w, DAY, 2, 0);

	note(&w, g, "zorbulator");
	append(&w, "2026-11-16 n 0123"); /* a writer that was killed */
	note(&w, g, "zorbulator");
	assert_int_equal(count_of(&w, "0123\n2026-11-16 n "), 1); /* a line of its own */
	append(&w, "2026-11-16 n 0123");
	gaps_close(g);
	g = open_on(&w, DAY + 1, 2, 0);
	assert_int_equal(count_of(&w, "0123"), 0);
	note(&w, g, "zorbulator");
	gaps_close(g);
	assert_int_equal(count_of(&w, " - zorbulator\n"), 1);
}

static void
bounded(void **state)
{
	struct world w = world_of(state, "bounded");
	struct gaps *g = open_on(&w, DAY, 2, 100);
	struct stat st;
	int i;

	for (i = 0; i < 10; i++)
		note(&w, g, "zorbulator");
	gaps_close(g);
	assert_int_equal(stat(w.path, &st), 0);
	assert_true(st.st_size > 0 && st.st_size <= 100);
}

static size_t
prune(const struct world *w, int64_t today)
{
	struct diag d;
	size_t dropped = 0;

	diag_init(&d);
	assert_int_equal(gaps_prune(&d, w->path, today, &dropped), 0);
	diag_free(&d);
	return dropped;
}

static void
pruned(void **state)
{
	static const char old[] = "2026-08-01 n 00000000000000aa - older\n"
				  "2026-10-01 n 00000000000000bb -\n"
				  "2026-10-01 n 00000000000000cc - kept\n"
				  "2026-10-02 n 00000000000000cc -\n"
				  "garbage of some kind\n"
				  "2026-11-15 n 00000000000000dd -\n";
	struct world w = world_of(state, "pruned");
	struct stat before, after;
	struct gaps *g;

	assert_int_equal(prune(&w, DAY), 0); /* there is none yet */
	g = open_on(&w, DAY, 0, 0);
	append(&w, old);
	assert_int_equal(stat(w.path, &before), 0);
	assert_int_equal(prune(&w, DAY), 3); /* in place: the recorder has it open */
	assert_int_equal(stat(w.path, &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	assert_int_equal(before.st_size, after.st_size);
	assert_int_equal(count_of(&w, "older"), 0);
	assert_int_equal(count_of(&w, "garbage"), 0);
	assert_int_equal(count_of(&w, "cc"), 2);
	note(&w, g, "zorbulator");
	gaps_close(g);
	assert_int_equal(prune(&w, DAY), 0);
	assert_int_equal(stat(w.path, &after), 0);
	assert_true(after.st_size < before.st_size); /* made anew */
	assert_int_equal(after.st_mode & 0777, before.st_mode & 0777);
	assert_int_equal(count_of(&w, "\n"), 4);
}

static void
refused(void **state)
{
	struct world w = world_of(state, "folder");
	struct gaps_options o = { .path = w.path };
	struct diag d;

	diag_init(&d);
	assert_int_equal(mkdir(w.path, 0700), 0);
	assert_null(gaps_open(&d, &o));
	assert_true(d.errors > 0);
	diag_free(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(forms, fixture_setup, fixture_teardown),
		cmocka_unit_test(lines),
		cmocka_unit_test_setup_teardown(released, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(shared, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(threads, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(torn, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(bounded, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(pruned, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(refused, fixture_setup, fixture_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
