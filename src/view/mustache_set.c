#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "base/near.h"
#include "view/mustache_tree.h"

/* Of the blocks one parent is given and does not have, so many are reported. */
#define MAX_MISSES 20

void
mustache_set_init(struct mustache_set *set, struct arena *a)
{
	*set = (struct mustache_set){ .arena = a };
}

/* Number of the first template whose name is not before NAME. */
static size_t
place(const struct mustache_set *set, struct str name)
{
	size_t low = 0, high = set->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (str_cmp(str_of(set->templates[mid]->name), name) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

size_t
mustache_index(const struct mustache_set *set, struct str name)
{
	size_t i = place(set, name);

	return i < set->n && str_is(name, set->templates[i]->name) ? i : set->n;
}

bool
mustache_has(const struct mustache_set *set, const char *name)
{
	return mustache_index(set, str_of(name)) < set->n;
}

struct loc
mustache_loc(const struct mustache_template *t, const struct mustache_node *n)
{
	return (struct loc){ t->file, n->line, n->col };
}

int
mustache_add(struct diag *d, struct mustache_set *set, const char *name, const char *file,
    struct str text)
{
	struct mustache_template *t;
	size_t i = place(set, str_of(name));
	struct loc whole = { file, 0, 0 };
	unsigned most = LIMIT_TEMPLATE_FILE;

	if (i < set->n && strcmp(set->templates[i]->name, name) == 0)
		return diag_error(d, whole, "template \"%s\" is there already, from %s", name,
		    set->templates[i]->file);
	set->templates = arena_grow(
	    set->arena, set->templates, set->n, &set->cap, sizeof(struct mustache_template *));
	memmove(set->templates + i + 1, set->templates + i,
	    (set->n - i) * sizeof(struct mustache_template *));
	t = set->templates[i] = arena_alloc(set->arena, sizeof(*t));
	set->n++;
	t->name = arena_strdup(set->arena, name);
	t->file = arena_strdup(set->arena, file);
	t->broken = true;
	if (text.n > most)
		return diag_error(
		    d, whole, "template has %zu bytes, expected at most %u", text.n, most);
	text.p = arena_strndup(set->arena, text.p, text.n);
	if (mustache_parse(d, set->arena, t, text) != 0)
		return -1;
	t->broken = false;
	return 0;
}

/* Report that there is no WHAT of this name, with the nearest of the N names there are. */
static int
unknown(struct diag *d, struct loc loc, const char *what, struct str name,
    const char *const *names, size_t n)
{
	const char *near = near_best(name, names, n);

	if (near == NULL)
		return diag_error(d, loc, "no %s named \"%.*s\"", what, MUSTACHE_SHOW(name));
	return diag_error(d, loc, "no %s named \"%.*s\", did you mean \"%s\"?", what,
	    MUSTACHE_SHOW(name), near);
}

int
mustache_unknown(struct diag *d, struct loc loc, const struct mustache_set *set,
    struct str name, size_t more)
{
	struct arena scratch;
	const char **names;
	size_t i;
	int rc;

	arena_init(&scratch, 0);
	names = arena_alloc(&scratch, set->n * sizeof(*names));
	for (i = 0; i < set->n; i++)
		names[i] = set->templates[i]->name;
	if (more > 0 && near_best(name, names, set->n) == NULL)
		rc = diag_error(d, loc,
		    "no template named \"%.*s\"; %zu other place%s ask%s for it too",
		    MUSTACHE_SHOW(name), more, more == 1 ? "" : "s", more == 1 ? "s" : "");
	else
		rc = unknown(d, loc, "template", name, names, set->n);
	arena_free(&scratch);
	return rc;
}

/* The blocks that a template and all it includes have. */
struct blocks {
	const struct mustache_set *set;
	struct arena *arena;
	bool *seen; /* templates that were looked into, by number */
	const char **names; /* N of them */
	size_t n, cap;
	bool any; /* a name is dynamic or missing: there may be more */
};

static void collect(struct blocks *, const struct mustache_node *);

static void
collect_template(struct blocks *b, struct str name)
{
	size_t i = mustache_index(b->set, name);

	if (i == b->set->n || b->set->templates[i]->broken) {
		b->any = true;
	} else if (!b->seen[i]) {
		b->seen[i] = true;
		collect(b, b->set->templates[i]->first);
	}
}

static void
collect(struct blocks *b, const struct mustache_node *n)
{
	const struct mustache_node *argument;

	for (; n != NULL; n = n->next) {
		if (n->kind == MUSTACHE_BLOCK) {
			b->names =
			    arena_grow(b->arena, b->names, b->n, &b->cap, sizeof(*b->names));
			b->names[b->n++] = arena_strndup(b->arena, n->text.p, n->text.n);
		}
		if (n->kind == MUSTACHE_PARTIAL || n->kind == MUSTACHE_PARENT) {
			if (n->dynamic)
				b->any = true;
			else
				collect_template(b, n->text);
		}
		if (n->kind == MUSTACHE_PARENT)
			for (argument = n->first; argument != NULL; argument = argument->next)
				collect(b, argument->first);
		else
			collect(b, n->first);
	}
}

/* Each block content given to PARENT must have its block there. */
static void
check_arguments(struct diag *d, const struct mustache_set *set,
    const struct mustache_template *t, const struct mustache_node *parent)
{
	const struct mustache_node *n;
	struct arena scratch;
	struct blocks b = { .set = set, .arena = &scratch };
	size_t misses = 0, i;

	arena_init(&scratch, 0);
	b.seen = arena_alloc(&scratch, set->n * sizeof(*b.seen));
	collect_template(&b, parent->text);
	for (n = parent->first; n != NULL && !b.any && misses < MAX_MISSES; n = n->next) {
		for (i = 0; i < b.n && !str_is(n->text, b.names[i]); i++)
			;
		misses += i == b.n;
		if (i == b.n)
			unknown(d, mustache_loc(t, n), "block in the parent", n->text, b.names,
			    b.n);
	}
	arena_free(&scratch);
}

/* Which templates ask for one that is not there: said once, where the first does. */
struct missing {
	struct str name;
	const struct mustache_template *t; /* the first that asks */
	const struct mustache_node *n;
	size_t more; /* others that ask */
};

struct misses {
	struct arena arena;
	struct missing *v; /* N of them */
	size_t n, cap;
};

static void
miss(struct misses *m, const struct mustache_template *t, const struct mustache_node *n)
{
	size_t i;

	for (i = 0; i < m->n && !str_eq(m->v[i].name, n->text); i++)
		;
	if (i < m->n) {
		m->v[i].more++;
		return;
	}
	m->v = arena_grow(&m->arena, m->v, m->n, &m->cap, sizeof(*m->v));
	m->v[m->n++] = (struct missing){ .name = n->text, .t = t, .n = n };
}

static void
check_nodes(struct diag *d, const struct mustache_set *set, struct misses *m,
    const struct mustache_template *t, const struct mustache_node *n)
{
	for (; n != NULL; n = n->next) {
		if ((n->kind == MUSTACHE_PARTIAL || n->kind == MUSTACHE_PARENT) &&
		    !n->dynamic) {
			if (mustache_index(set, n->text) == set->n)
				miss(m, t, n);
			else if (n->first != NULL)
				check_arguments(d, set, t, n);
		}
		check_nodes(d, set, m, t, n->first);
	}
}

int
mustache_check(struct diag *d, const struct mustache_set *set)
{
	size_t before = d->errors, i;
	struct misses m = { .n = 0 };

	arena_init(&m.arena, 0);
	for (i = 0; i < set->n; i++)
		check_nodes(d, set, &m, set->templates[i], set->templates[i]->first);
	for (i = 0; i < m.n; i++)
		mustache_unknown(
		    d, mustache_loc(m.v[i].t, m.v[i].n), set, m.v[i].name, m.v[i].more);
	arena_free(&m.arena);
	return d->errors == before ? 0 : -1;
}
