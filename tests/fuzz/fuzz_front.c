/*
 * fuzz_front.c - any bytes as a content file's front matter.
 *
 * Whatever comes in: a failure is reported and a success is not; every place, of a message and of
 * a node, lies within the text; scalars are UTF-8 that ends in NUL; no key stands twice; the tree
 * is no deeper than the limit; the schema check finds the tree fit to read.
 */
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "model/schema.h"

/* LOC is a byte of TEXT, whose first line is FIRST, or the place right behind a line. */
static void
check_loc(struct loc loc, struct str text, unsigned first)
{
	struct str line = { NULL, 0 };
	unsigned n = first;

	check(loc.file != NULL && strcmp(loc.file, "f") == 0, "a place names its file");
	check(loc.line >= first, "a line is not before the first");
	while (n < loc.line && str_split(&text, '\n', &line))
		n++;
	check(n == loc.line, "a line lies within the text");
	line.n = str_chr(text, '\n');
	check(loc.col <= line.n + 1, "a column lies within its line");
}

static void
check_diag(const struct diag *d, struct str text, unsigned first)
{
	size_t i;

	for (i = 0; i < d->n; i++) {
		check_loc(d->msgs[i].loc, text, first);
		check(strpbrk(d->msgs[i].text, "\n\r\x1b") == NULL, "a message is one line");
	}
}

static void
check_node(const struct front *f, struct str text, unsigned first, int depth)
{
	size_t i, j;

	check(depth <= LIMIT_YAML_DEPTH, "the depth is bounded");
	check_loc(f->loc, text, first);
	check(f->loc.col > 0, "a node has a column");
	if (f->kind == FRONT_SCALAR) {
		check(utf8_valid(f->text) == f->text.n, "a scalar is UTF-8");
		check(strlen(f->text.p) == f->text.n, "a scalar ends at its NUL");
	}
	for (i = 0; f->kind == FRONT_LIST && i < f->n; i++)
		check_node(f->items[i], text, first, depth + 1);
	for (i = 0; f->kind == FRONT_MAP && i < f->n; i++) {
		const struct front_pair *p = &f->pairs[i];

		check_loc(p->key_loc, text, first);
		check_node(p->value, text, first, depth + 1);
		for (j = 0; j < i; j++)
			check(!str_eq(p->key, f->pairs[j].key), "a key stands once");
		check(front_get(f, p->key.p) == p->value, "a key is found");
	}
}

static void
parse(struct str yaml, unsigned first)
{
	struct front *f;
	struct arena a;
	struct diag d;
	size_t errors;
	int rc;

	arena_init(&a, 0);
	diag_init(&d);
	f = front_parse(&d, &a, "f", first, yaml);
	check((f == NULL) == (d.errors > 0), "NULL means reported");
	if (f != NULL) {
		check(f->kind == FRONT_MAP, "the whole is a mapping");
		check_node(f, yaml, first, 0);
		errors = d.errors;
		rc = schema_check(&d, f, schema_scope, schema_common);
		check((rc != 0) == (d.errors > errors), "-1 means reported");
	}
	check_diag(&d, yaml, first);
	diag_free(&d);
	arena_free(&a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* A copy of exactly this size, so that ASan sees a byte read too far. */
	char *copy = malloc(size != 0 ? size : 1);
	struct str text = { copy, size }, yaml, body;
	unsigned line = 0;
	struct diag d;

	check(copy != NULL, "memory");
	if (size != 0)
		memcpy(copy, data, size);
	diag_init(&d);
	if (front_split(&d, "f", text, &yaml, &body, &line) != 0) {
		check(d.errors == 1, "-1 means reported");
		check_diag(&d, text, 1);
	} else {
		check(d.n == 0, "0 means nothing to report");
		check(yaml.p >= copy && yaml.p + yaml.n <= copy + size,
		    "front matter lies within");
		check(body.p >= yaml.p + yaml.n && body.p + body.n == copy + size,
		    "the body is the rest");
		check_loc((struct loc){ "f", line, 1 }, text, 1);
		parse(yaml, 2);
	}
	diag_free(&d);
	parse(text, 1);
	free(copy);
	return 0;
}
