/*
 * mustache_driver.c - renders for a judge: requests on stdin, replies on stdout.
 *
 * A request is one value, a map: "template" and "partials" (a map of templates), "data" (any
 * value), "strict" (true or false).  Values are written with their length first:
 *
 *	N   T   F   S<bytes>:<text>   L<items>:<value>...   M<entries>:(<key as S><value>)...
 *
 * A reply is "O<bytes>:" and the output, or "E<bytes>:" and the messages.  Exit 1: a request
 * that this cannot read.
 */
#include <stdio.h>
#include <stdlib.h>

#include "view/mustache.h"
#include "view/value.h"

#define MAX_DEPTH 200

struct input {
	struct arena *arena;
	int depth;
};

static _Noreturn void
bad(const char *what)
{
	fprintf(stderr, "mustache_driver: bad request: %s\n", what);
	exit(1);
}

static size_t
read_count(void)
{
	size_t n = 0;
	int c;

	while ((c = getchar()) >= '0' && c <= '9' && n < 100000000)
		n = n * 10 + (size_t)(c - '0');
	if (c != ':')
		bad("no colon after a number");
	return n;
}

static char *
read_text(struct arena *a, size_t *n)
{
	char *p;

	*n = read_count();
	p = arena_alloc(a, *n + 1);
	if (fread(p, 1, *n, stdin) != *n)
		bad("text ends early");
	return p;
}

static const struct value *
read_value(struct input *in, int c)
{
	struct value *v;
	size_t n;
	char *p;

	if (++in->depth > MAX_DEPTH)
		bad("nested too deep");
	switch (c) {
	case 'N':
		in->depth--;
		return value_null();
	case 'T':
	case 'F':
		in->depth--;
		return value_bool(c == 'T');
	case 'S':
		p = read_text(in->arena, &n);
		in->depth--;
		return value_str(in->arena, (struct str){ p, n });
	case 'L':
		v = value_list(in->arena);
		for (n = read_count(); n > 0; n--)
			value_push(v, read_value(in, getchar()));
		break;
	case 'M':
		v = value_map(in->arena);
		for (n = read_count(); n > 0; n--) {
			size_t len;

			if (getchar() != 'S')
				bad("a key that is no string");
			p = read_text(in->arena, &len);
			value_set(v, p, read_value(in, getchar()));
		}
		break;
	default:
		bad("unknown kind of value");
	}
	in->depth--;
	return v;
}

static const struct value *
need(const struct value *request, const char *key)
{
	const struct value *v = value_get(request, str_of(key));

	if (v == NULL)
		bad(key);
	return v;
}

static void
answer(struct arena *a, const struct value *request)
{
	const struct value *partials = need(request, "partials");
	struct mustache_set set;
	struct buf out = BUF_INIT;
	struct diag d;
	size_t i;
	bool ok;

	diag_init(&d);
	mustache_set_init(&set, a);
	ok = mustache_add(
		 &d, &set, "template", "template", value_text(need(request, "template"))) == 0;
	for (i = 0; i < value_count(partials); i++)
		ok &= mustache_add(&d, &set, value_key(partials, i), value_key(partials, i),
			  value_text(value_at(partials, i))) == 0;
	ok = ok && mustache_render(&d, &set, "template", need(request, "data"), &out,
		       value_true(need(request, "strict")) ? MUSTACHE_STRICT : 0) == 0;
	if (!ok) {
		buf_clear(&out);
		diag_sort(&d);
		for (i = 0; i < d.n; i++)
			buf_addf(&out, "%s:%u:%u: %s: %s\n",
			    d.msgs[i].loc.file != NULL ? d.msgs[i].loc.file : "",
			    d.msgs[i].loc.line, d.msgs[i].loc.col,
			    diag_level_name(d.msgs[i].level), d.msgs[i].text);
	}
	if (printf("%c%zu:", ok ? 'O' : 'E', out.n) < 0 ||
	    fwrite(out.p, 1, out.n, stdout) != out.n || fflush(stdout) != 0)
		exit(1);
	buf_free(&out);
	diag_free(&d);
}

int
main(void)
{
	struct arena arena;
	struct input in = { .arena = &arena };
	int c;

	arena_init(&arena, 0);
	while ((c = getchar()) != EOF) {
		answer(&arena, read_value(&in, c));
		arena_reset(&arena);
	}
	arena_free(&arena);
	return 0;
}
