#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/fs.h"
#include "base/limits.h"
#include "unit/view/mustache_case.h"

static const char vectors[] = "tests/vectors/mustache";

struct fixture {
	struct arena arena;
	struct diag diag;
	struct mustache_set set;
	struct buf out;
};

static int
setup(void **state)
{
	struct fixture *f = xalloc(sizeof(*f));

	arena_init(&f->arena, 0);
	diag_init(&f->diag);
	mustache_set_init(&f->set, &f->arena);
	buf_init(&f->out);
	*state = f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	buf_free(&f->out);
	diag_free(&f->diag);
	arena_free(&f->arena);
	free(f);
	return 0;
}

static int
add(struct fixture *f, const char *name, const char *text)
{
	return mustache_add(&f->diag, &f->set, name, name, str_of(text));
}

/* Message I as one line. */
static const char *
message(struct fixture *f, size_t i)
{
	const struct diag_msg *m = &f->diag.msgs[i];

	assert_true(i < f->diag.n);
	return arena_printf(&f->arena, "%s:%u:%u: %s", m->loc.file != NULL ? m->loc.file : "",
	    m->loc.line, m->loc.col, m->text);
}

static bool
same(const char *file, const char *what, struct str expect, struct str got)
{
	if (str_eq(expect, got))
		return true;
	print_error("%s: %s\n--- expected\n%.*s\n--- got\n%.*s\n---\n", file, what,
	    (int)expect.n, expect.p, (int)got.n, got.p);
	return false;
}

static void
vector_files(void **state)
{
	struct fixture *f = *state;
	struct fs_list files = { NULL, 0, 0 };
	size_t i, bad = 0;

	assert_int_equal(fs_walk(&f->diag, &f->arena, vectors, &files), 0);
	assert_true(files.n > 0);
	for (i = 0; i < files.n; i++) {
		struct buf text = BUF_INIT, out = BUF_INIT, messages = BUF_INIT;
		struct mustache_case c;
		int rc;

		assert_int_equal(
		    fs_read(&f->diag, &text, fs_join(&f->arena, vectors, files.path[i]),
			LIMIT_TEMPLATE_FILE),
		    0);
		case_read(&c, &f->arena, buf_str(&text));
		rc = case_run(&c, &out, &messages);
		bad += !same(files.path[i], "output", c.expect, buf_str(&out)) ||
		       !same(files.path[i], "messages", c.messages, buf_str(&messages)) ||
		       (rc == 0) != (c.diag.errors == 0);
		diag_free(&c.diag);
		buf_free(&messages);
		buf_free(&out);
		buf_free(&text);
	}
	if (bad > 0)
		fail_msg("%zu of %zu cases failed", bad, files.n);
}

static void
copies_what_it_is_given(void **state)
{
	struct fixture *f = *state;
	char name[] = "page", file[] = "page.mustache", text[] = "{{title}} {{oops}}";

	assert_int_equal(mustache_add(&f->diag, &f->set, name, file, str_of(text)), 0);
	memset(name, 'x', sizeof(name) - 1);
	memset(file, 'x', sizeof(file) - 1);
	memset(text, 'x', sizeof(text) - 1);
	assert_true(mustache_has(&f->set, "page"));
	assert_false(mustache_has(&f->set, "xxxx"));
	assert_int_equal(mustache_render(&f->diag, &f->set, "page", NULL, &f->out, 0), 0);
	assert_string_equal(f->out.p, " ");
	assert_int_equal(
	    mustache_render(&f->diag, &f->set, "page", NULL, &f->out, MUSTACHE_STRICT), -1);
	assert_string_equal(message(f, 0), "page.mustache:1:1: no value named \"title\"");
}

static void
names_in_the_set(void **state)
{
	struct fixture *f = *state;
	static const char *const names[] = { "nav", "aside", "layout", "page", "card", "zeta" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_int_equal(add(f, names[i], names[i]), 0);
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		buf_clear(&f->out);
		assert_int_equal(
		    mustache_render(&f->diag, &f->set, names[i], NULL, &f->out, 0), 0);
		assert_string_equal(f->out.p, names[i]);
	}
	assert_false(mustache_has(&f->set, "na"));
	assert_false(mustache_has(&f->set, "navy"));
	assert_int_equal(add(f, "nav", "again"), -1);
	assert_string_equal(
	    message(f, 0), "nav:0:0: template \"nav\" is there already, from nav");
	assert_int_equal(mustache_render(&f->diag, &f->set, "lay-out", NULL, &f->out, 0), -1);
	assert_string_equal(
	    message(f, 1), ":0:0: no template named \"lay-out\", did you mean \"layout\"?");
	/* A template that did not parse is there, but is not rendered. */
	assert_int_equal(add(f, "bad", "{{#a}}"), -1);
	assert_true(mustache_has(&f->set, "bad"));
	assert_int_equal(add(f, "user", "\n{{>bad}}"), 0);
	assert_int_equal(mustache_render(&f->diag, &f->set, "bad", NULL, &f->out, 0), -1);
	assert_int_equal(mustache_render(&f->diag, &f->set, "user", NULL, &f->out, 0), -1);
	assert_string_equal(message(f, 3), "bad:0:0: template \"bad\" has errors");
	assert_string_equal(message(f, 4), "user:2:1: template \"bad\" has errors");
}

/* An error takes back what was written, and leaves what stood there before. */
static void
output_after_errors(void **state)
{
	struct fixture *f = *state;
	struct value *root = value_map(&f->arena);

	value_set_cstr(root, "title", "T");
	assert_int_equal(add(f, "page", "{{title}}{{titel}}"), 0);
	buf_adds(&f->out, "before");
	assert_int_equal(
	    mustache_render(&f->diag, &f->set, "page", root, &f->out, MUSTACHE_STRICT), -1);
	assert_string_equal(f->out.p, "before");
	assert_int_equal(mustache_render(&f->diag, &f->set, "page", root, &f->out, 0), 0);
	assert_string_equal(f->out.p, "beforeT");
}

/* TIMES copies of what stands before "%" in PATTERN, then of what stands after it. */
static char *
repeat(struct fixture *f, const char *pattern, size_t times)
{
	size_t before = str_chr(str_of(pattern), '%'), i;
	struct buf b = BUF_INIT;
	char *p;

	for (i = 0; i < times; i++)
		buf_add(&b, pattern, before);
	for (i = 0; pattern[before] != '\0' && i < times; i++)
		buf_adds(&b, pattern + before + 1);
	p = arena_strndup(&f->arena, b.p, b.n);
	buf_free(&b);
	return p;
}

static void
nesting_limit(void **state)
{
	struct fixture *f = *state;
	struct value *root = value_map(&f->arena);

	value_set_bool(root, "a", true);
	assert_int_equal(add(f, "fits", repeat(f, "{{#a}}x%{{/a}}", LIMIT_TEMPLATE_DEPTH)), 0);
	assert_int_equal(
	    add(f, "deep", repeat(f, "{{#a}}x%{{/a}}", LIMIT_TEMPLATE_DEPTH + 1)), -1);
	assert_int_equal(f->diag.n, 1);
	assert_string_equal(
	    message(f, 0), "deep:1:225: nested too deep, expected at most 32 levels");
	assert_int_equal(mustache_render(&f->diag, &f->set, "fits", root, &f->out, 0), 0);
	assert_int_equal(f->out.n, LIMIT_TEMPLATE_DEPTH);
}

/* A chain of partials as deep as the limit renders; one more is an error at the last tag. */
static void
inclusion_limit(void **state)
{
	struct fixture *f = *state;
	int i;

	for (i = 0; i <= LIMIT_TEMPLATE_DEPTH; i++)
		assert_int_equal(
		    add(f, arena_printf(&f->arena, "p%d", i),
			i < LIMIT_TEMPLATE_DEPTH ? arena_printf(&f->arena, "{{>p%d}}", i + 1)
						 : "end {{>p33}}"),
		    0);
	assert_int_equal(mustache_render(&f->diag, &f->set, "p0", NULL, &f->out, 0), 0);
	assert_string_equal(f->out.p, "end ");
	assert_int_equal(add(f, "p33", "one more"), 0);
	assert_int_equal(mustache_render(&f->diag, &f->set, "p0", NULL, &f->out, 0), -1);
	assert_string_equal(message(f, 0),
	    "p32:1:5: template \"p33\" is included 32 levels deep, "
	    "expected no loop of templates");
	buf_clear(&f->out);
	assert_int_equal(mustache_render(&f->diag, &f->set, "p1", NULL, &f->out, 0), 0);
	assert_string_equal(f->out.p, "end one more");
}

static void
size_limit(void **state)
{
	struct fixture *f = *state;
	char *text = repeat(f, "x", LIMIT_TEMPLATE_FILE + 1);

	assert_int_equal(mustache_add(&f->diag, &f->set, "large", "large",
			     (struct str){ text, LIMIT_TEMPLATE_FILE + 1 }),
	    -1);
	assert_string_equal(
	    message(f, 0), "large:0:0: template has 262145 bytes, expected at most 262144");
	assert_int_equal(mustache_add(&f->diag, &f->set, "fits", "fits",
			     (struct str){ text, LIMIT_TEMPLATE_FILE }),
	    0);
	assert_int_equal(mustache_render(&f->diag, &f->set, "fits", NULL, &f->out, 0), 0);
	assert_int_equal(f->out.n, LIMIT_TEMPLATE_FILE);
}

/* Sections over one list in each other: small input, endless output. */
static void
render_bounds(void **state)
{
	struct fixture *f = *state;
	struct value *root = value_map(&f->arena), *list = value_set_list(root, "list");
	char *line = repeat(f, "x", 2000);
	int i;

	for (i = 0; i < 100; i++)
		value_push_cstr(list, "i");
	value_set_cstr(root, "line", line);
	assert_int_equal(add(f, "long", repeat(f, "{{#list}}%{{/list}}", 20)), 0);
	assert_int_equal(mustache_render(&f->diag, &f->set, "long", root, &f->out, 0), -1);
	assert_non_null(strstr(message(f, 0), "rendering takes too long"));
	assert_int_equal(add(f, "large", "{{#list}}{{#list}}{{line}}\n{{/list}}{{/list}}"), 0);
	assert_int_equal(mustache_render(&f->diag, &f->set, "large", root, &f->out, 0), -1);
	assert_string_equal(
	    message(f, 1), "large:1:27: output is too large, expected at most 16777216 bytes");
	assert_int_equal(f->out.n, 0);
}

/* One mistake repeated does not flood the diag. */
static void
error_count_limits(void **state)
{
	struct fixture *f = *state;
	struct value *root = value_map(&f->arena), *list = value_set_list(root, "list");
	int i;

	for (i = 0; i < 1000; i++)
		value_push_cstr(list, "i");
	assert_int_equal(add(f, "page", "{{#list}}{{nothing}}{{/list}}"), 0);
	assert_int_equal(
	    mustache_render(&f->diag, &f->set, "page", root, &f->out, MUSTACHE_STRICT), -1);
	assert_int_equal(f->diag.errors, 20);
	assert_int_equal(add(f, "bad", repeat(f, "{{}}", 1000)), -1);
	assert_int_equal(f->diag.errors, 40);
}

/* Texts of the largest size made of the worst pieces: parsed and rendered in linear time. */
static void
hostile_texts(void **state)
{
	static const char *const pieces[] = { "{{{", "{{{a}}", "{{#a", "{{!", "{{={{",
		"{{=", "{{a.", "{{#a}}{{/a}}", "{{/a}}", "\n ", "{{$b}}{{/b}}", "{{<p}}{{/p}}",
		"{{>p}}\n ", "{{<p}}{{$a}}", "a.", "{{.}}", "\r\n" };
	struct fixture *f = *state;
	struct value *root = value_map(&f->arena);
	clock_t start = clock();
	size_t i;

	value_set_cstr(root, "a", "text");
	assert_int_equal(add(f, "p", " {{$b}}x{{/b}}\n"), 0);
	for (i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		char *name = arena_printf(&f->arena, "t%zu", i);
		char *text = repeat(f, pieces[i], LIMIT_TEMPLATE_FILE / strlen(pieces[i]));

		buf_clear(&f->out);
		if (add(f, name, text) == 0)
			(void)mustache_render(&f->diag, &f->set, name, root, &f->out, 0);
	}
	(void)mustache_check(&f->diag, &f->set);
	assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 10);
}

static void
bytes_pass_through(void **state)
{
	struct fixture *f = *state;
	char all[256];
	size_t i;

	for (i = 0; i < sizeof(all); i++)
		all[i] = (char)i;
	assert_int_equal(
	    mustache_add(&f->diag, &f->set, "all", "all", (struct str){ all, sizeof(all) }), 0);
	assert_int_equal(mustache_render(&f->diag, &f->set, "all", NULL, &f->out, 0), 0);
	assert_int_equal(f->out.n, sizeof(all));
	assert_memory_equal(f->out.p, all, sizeof(all));
}

struct job {
	const struct mustache_set *set;
	const struct value *root;
	struct buf out;
	int rc;
};

static void *
render_many(void *arg)
{
	struct job *job = arg;
	struct diag diag;
	int i;

	diag_init(&diag);
	job->rc = 0;
	for (i = 0; i < 200 && job->rc == 0; i++) {
		buf_clear(&job->out);
		job->rc = mustache_render(
		    &diag, job->set, "page", job->root, &job->out, MUSTACHE_STRICT);
	}
	diag_free(&diag);
	return NULL;
}

/* Parsed once, rendered by several threads at once from the same values. */
static void
threads_share_a_set(void **state)
{
	enum { THREADS = 4 };
	struct fixture *f = *state;
	struct value *root = value_map(&f->arena), *rows = value_set_list(root, "rows");
	struct job jobs[THREADS];
	pthread_t ids[THREADS];
	int i;

	for (i = 0; i < 20; i++)
		value_set_int(value_push_map(rows), "n", i);
	assert_int_equal(add(f, "layout", "<{{$main}}none{{/main}}>{{>foot}}"), 0);
	assert_int_equal(add(f, "foot", "{{#rows}}.{{/rows}}"), 0);
	assert_int_equal(
	    add(f, "page", "{{<layout}}{{$main}}{{#rows}}{{n}},{{/rows}}{{/main}}{{/layout}}"),
	    0);
	for (i = 0; i < THREADS; i++) {
		jobs[i] = (struct job){ .set = &f->set, .root = root, .out = BUF_INIT };
		assert_int_equal(pthread_create(&ids[i], NULL, render_many, &jobs[i]), 0);
	}
	for (i = 0; i < THREADS; i++) {
		assert_int_equal(pthread_join(ids[i], NULL), 0);
		assert_int_equal(jobs[i].rc, 0);
		assert_string_equal(jobs[i].out.p,
		    "<0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,>....................");
		buf_free(&jobs[i].out);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(vector_files),
		TEST(copies_what_it_is_given),
		TEST(names_in_the_set),
		TEST(output_after_errors),
		TEST(nesting_limit),
		TEST(inclusion_limit),
		TEST(size_limit),
		TEST(render_bounds),
		TEST(error_count_limits),
		TEST(hostile_texts),
		TEST(bytes_pass_through),
		TEST(threads_share_a_set),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
