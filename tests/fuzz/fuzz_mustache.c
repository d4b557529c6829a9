/*
 * fuzz_mustache.c - any bytes, cut at NUL into the template "main" and partials "a" to "c".
 *
 * Properties: -1 comes with an error in the diag and 0 without; rendering stays below its
 * bounds, gives the same twice, and leaves the output alone when it fails; text without a
 * delimiter is copied; what strict mode renders is what the other mode renders.
 */
#include <string.h>

#include "base/limits.h"
#include "fuzz.h"
#include "view/mustache.h"
#include "view/value.h"

static void
must(int fact)
{
	if (!fact)
		abort();
}

/* Every kind of value, small, under names of one letter that a fuzzer finds soon. */
static const struct value *
rich_value(struct arena *a)
{
	struct value *root = value_map(a), *m, *l;
	int i;

	value_set_cstr(root, "s", "<text> & \"more\"");
	value_set_cstr(root, "e", "");
	value_set_bool(root, "t", true);
	value_set_bool(root, "f", false);
	value_set_null(root, "n");
	value_set_cstr(root, "p", "a");
	value_set_list(root, "z");
	l = value_set_list(root, "l");
	for (i = 0; i < 3; i++)
		value_push(l, value_int(a, i));
	l = value_set_list(root, "r");
	for (i = 0; i < 3; i++) {
		m = value_push_map(l);
		value_set_int(m, "i", i);
		value_set_cstr(m, "p", i == 1 ? "b" : "c");
	}
	m = value_set_map(root, "m");
	value_set_cstr(m, "s", "inner");
	value_set_cstr(value_set_map(m, "m"), "s", "innermost");
	return root;
}

static int
render(
    const struct mustache_set *set, const struct value *root, struct buf *out, unsigned flags)
{
	struct diag d;
	int rc;

	diag_init(&d);
	buf_clear(out);
	buf_addc(out, '>');
	rc = mustache_render(&d, set, "main", root, out, flags);
	must((rc == 0) == (d.errors == 0));
	must(out->n >= 1 && out->p[0] == '>');
	must(rc == 0 || out->n == 1);
	must(out->n < 2 * MUSTACHE_MAX_OUTPUT);
	diag_free(&d);
	return rc;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const names[] = { "main", "a", "b", "c" };
	struct str rest = { (const char *)data, n }, part, text = { "", 0 };
	struct buf one = BUF_INIT, two = BUF_INIT;
	const struct value *root;
	struct mustache_set set;
	struct arena arena;
	struct diag d;
	size_t i, errors;
	int rc, strict;

	arena_init(&arena, 0);
	diag_init(&d);
	mustache_set_init(&set, &arena);
	for (i = 0; i < 4 && (i == 0 || rest.n > 0); i++) {
		part = (struct str){ "", 0 };
		(void)str_split(&rest, '\0', &part);
		errors = d.errors;
		rc = mustache_add(&d, &set, names[i], names[i], part);
		must((rc == 0) == (d.errors == errors));
		if (i == 0)
			text = part;
	}
	(void)mustache_check(&d, &set);
	root = rich_value(&arena);
	rc = render(&set, root, &one, 0);
	must(render(&set, root, &two, 0) == rc && str_eq(buf_str(&one), buf_str(&two)));
	if (str_find(text, "{{") == text.n && text.n <= LIMIT_TEMPLATE_FILE)
		must(rc == 0 && str_eq(str_skip(buf_str(&one), 1), text));
	strict = render(&set, root, &two, MUSTACHE_STRICT);
	must(strict != 0 || (rc == 0 && str_eq(buf_str(&one), buf_str(&two))));
	buf_free(&one);
	buf_free(&two);
	diag_free(&d);
	arena_free(&arena);
	return 0;
}
