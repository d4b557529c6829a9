/*
 * Walks the tree.  All that depends on where the walk is stands in struct scope, one on the C
 * stack for each level; parsing bounds the levels in a template, LIMIT_TEMPLATE_DEPTH those of
 * templates.
 */
#include "base/escape.h"
#include "base/limits.h"
#include "base/near.h"
#include "view/mustache_tree.h"

/* Past this many errors one render adds nothing that the author needs to know now. */
#define MAX_ERRORS 20

/* The context stack, innermost first. */
struct context {
	const struct value *v;
	const struct context *outer;
};

/* Block contents that parents were given, innermost first. */
struct given {
	const struct mustache_template *t; /* where the contents stand */
	const struct mustache_node *parent;
	const struct given *outer;
};

/* Indentation in force, innermost first. */
struct indent {
	struct str ws;
	const struct indent *outer;
};

struct scope {
	const struct mustache_template *t;
	const struct context *context;
	const struct given *given;
	const struct indent *indent;
	unsigned depth; /* partials and parents entered */
};

struct render {
	struct diag *diag;
	const struct mustache_set *set;
	struct buf *out;
	size_t start; /* of this render in out */
	unsigned steps;
	unsigned errors;
	bool strict;
	bool known; /* what mustache_add() and mustache_check() find was reported */
	bool inside; /* the line has its indentation: the next INDENT adds none */
};

static int render_nodes(struct render *, const struct scope *, const struct mustache_node *);

/* 0: go on after the error just reported; -1: stop. */
static int
failed(struct render *r)
{
	return ++r->errors < MAX_ERRORS ? 0 : -1;
}

/* Count one step; -1 when a bound is passed. */
static int
step(struct render *r, const struct scope *s, const struct mustache_node *n)
{
	if (++r->steps > MUSTACHE_MAX_STEPS) {
		r->errors++;
		return diag_error(r->diag, mustache_loc(s->t, n),
		    "rendering takes too long, expected at most %u steps", MUSTACHE_MAX_STEPS);
	}
	if (r->out->n - r->start > MUSTACHE_MAX_OUTPUT) {
		r->errors++;
		return diag_error(r->diag, mustache_loc(s->t, n),
		    "output is too large, expected at most %u bytes", MUSTACHE_MAX_OUTPUT);
	}
	return 0;
}

/* What N's path stands for up to part I, which is not there: say so. */
static void
report_missing(struct render *r, const struct scope *s, const struct mustache_node *n, size_t i,
    const struct value *parent)
{
	struct str until = { n->text.p, (size_t)(n->path[i].p - n->text.p) + n->path[i].n };
	struct str above = { n->text.p, i > 0 ? until.n - n->path[i].n - 1 : 0 };
	struct loc loc = mustache_loc(s->t, n);
	struct context one = { parent, NULL };
	const struct context *c;
	const char **keys = NULL, *near;
	struct arena scratch;
	size_t nkeys = 0, cap = 0, k;

	if (i > 0 && value_kind(parent) != VALUE_MAP) {
		diag_error(r->diag, loc, "no value named \"%.*s\", since \"%.*s\" is %s",
		    MUSTACHE_SHOW(until), MUSTACHE_SHOW(above),
		    value_kind_name(value_kind(parent)));
		return;
	}
	arena_init(&scratch, 0);
	for (c = i > 0 ? &one : s->context; c != NULL; c = c->outer)
		for (k = 0; value_kind(c->v) == VALUE_MAP && k < value_count(c->v); k++) {
			keys = arena_grow(&scratch, keys, nkeys, &cap, sizeof(*keys));
			keys[nkeys++] = value_key(c->v, k);
		}
	near = near_best(n->path[i], keys, nkeys);
	if (near == NULL)
		diag_error(r->diag, loc, "no value named \"%.*s\"", MUSTACHE_SHOW(until));
	else
		diag_error(r->diag, loc, "no value named \"%.*s\", did you mean \"%.*s%s%s\"?",
		    MUSTACHE_SHOW(until), MUSTACHE_SHOW(above), i > 0 ? "." : "", near);
	arena_free(&scratch);
}

/* Null or false: there is nothing here, and nothing below it. */
static bool
nothing(const struct value *v)
{
	return value_kind(v) == VALUE_NULL || (value_kind(v) == VALUE_BOOL && !value_true(v));
}

/*
 * What N's name stands for (the specification's name resolution): the first part in the
 * innermost context that has it, each further part in the value before it.  Into *OUT; NULL
 * when it is missing, which is reported in strict mode.  Returns 0, or -1 to stop.
 */
static int
lookup(struct render *r, const struct scope *s, const struct mustache_node *n,
    const struct value **out)
{
	const struct context *c;
	const struct value *v = NULL, *parent = NULL;
	size_t i = 0;

	*out = s->context->v;
	if (n->parts == 0)
		return 0;
	for (c = s->context; v == NULL && c != NULL; c = c->outer) {
		if (step(r, s, n) != 0)
			return -1;
		v = value_get(c->v, n->path[0]);
	}
	while (v != NULL && ++i < n->parts) {
		parent = v;
		v = value_get(parent, n->path[i]);
		if (v == NULL && nothing(parent))
			v = value_null();
	}
	*out = v;
	if (v != NULL || !r->strict)
		return 0;
	report_missing(r, s, n, i, parent);
	return failed(r);
}

static void
write_indent(struct buf *out, const struct indent *i)
{
	if (i == NULL)
		return;
	write_indent(out, i->outer);
	buf_addstr(out, i->ws);
}

static int
render_value(struct render *r, const struct scope *s, const struct mustache_node *n)
{
	const struct value *v;

	if (lookup(r, s, n, &v) != 0)
		return -1;
	if (v == NULL)
		return 0;
	if (r->strict && (value_kind(v) == VALUE_LIST || value_kind(v) == VALUE_MAP)) {
		diag_error(r->diag, mustache_loc(s->t, n), "\"%.*s\" is %s, expected text",
		    MUSTACHE_SHOW(n->text), value_kind_name(value_kind(v)));
		return failed(r);
	}
	if (n->raw)
		buf_addstr(r->out, value_text(v));
	else
		escape_html(r->out, value_text(v));
	return 0;
}

static int
render_section(struct render *r, const struct scope *s, const struct mustache_node *n)
{
	struct context inner = { NULL, s->context };
	struct scope in = *s;
	const struct value *v;
	size_t i;

	if (lookup(r, s, n, &v) != 0)
		return -1;
	if (n->kind == MUSTACHE_INVERTED)
		return v == NULL || !value_true(v) ? render_nodes(r, s, n->first) : 0;
	if (v == NULL || !value_true(v))
		return 0;
	in.context = &inner;
	if (value_kind(v) != VALUE_LIST) {
		inner.v = v;
		return render_nodes(r, &in, n->first);
	}
	for (i = 0; i < value_count(v); i++) {
		inner.v = value_at(v, i);
		if (step(r, s, n) != 0 || render_nodes(r, &in, n->first) != 0)
			return -1;
	}
	return 0;
}

/* The template that N names into *OUT; NULL: none.  Returns 0, or -1 to stop. */
static int
named(struct render *r, const struct scope *s, const struct mustache_node *n,
    const struct mustache_template **out)
{
	struct str name = n->text;
	const struct value *v;
	size_t i;

	*out = NULL;
	if (n->dynamic) {
		if (lookup(r, s, n, &v) != 0)
			return -1;
		if (v == NULL || !value_true(v))
			return 0;
		name = value_text(v);
	}
	i = mustache_index(r->set, name);
	if (i < r->set->n) {
		*out = r->set->templates[i];
		return 0;
	}
	if (!r->strict)
		return 0;
	if (r->known && !n->dynamic) {
		r->errors++;
		return 0;
	}
	mustache_unknown(r->diag, mustache_loc(s->t, n), r->set, name, 0);
	return failed(r);
}

/* A partial or a parent. */
static int
render_template(struct render *r, const struct scope *s, const struct mustache_node *n)
{
	struct indent indent = { n->ws, s->indent };
	struct given given = { s->t, n, s->given };
	struct scope in = *s;

	if (named(r, s, n, &in.t) != 0)
		return -1;
	if (in.t == NULL)
		return 0;
	if (in.t->broken || s->depth == LIMIT_TEMPLATE_DEPTH) {
		r->errors++;
		if (in.t->broken && r->known)
			return 0;
		if (in.t->broken)
			return diag_error(r->diag, mustache_loc(s->t, n),
			    "template \"%s\" has errors", in.t->name);
		return diag_error(r->diag, mustache_loc(s->t, n),
		    "template \"%s\" is included %d levels deep, expected no loop of templates",
		    in.t->name, LIMIT_TEMPLATE_DEPTH);
	}
	in.depth++;
	/* Only a standalone tag's lines are indented; the lines of another stay as they are. */
	in.indent = n->alone ? &indent : NULL;
	if (n->first != NULL)
		in.given = &given;
	return render_nodes(r, &in, in.t->first);
}

/* What the outermost template that was given a content for block N gave, or NULL. */
static const struct mustache_node *
replacement(struct render *r, const struct scope *s, const struct mustache_node *n,
    const struct given **by)
{
	const struct mustache_node *found = NULL, *a;
	const struct given *g;

	for (g = s->given; g != NULL; g = g->outer)
		for (a = g->parent->first; a != NULL; a = a->next, r->steps++)
			if (str_eq(a->text, n->text)) {
				found = a;
				*by = g;
				break;
			}
	return found;
}

static int
render_block(struct render *r, const struct scope *s, const struct mustache_node *n)
{
	const struct given *by = NULL;
	const struct mustache_node *content = replacement(r, s, n, &by);
	struct indent indent = { n->ws, s->indent };
	struct scope in = *s;
	int rc;

	if (content == NULL)
		return render_nodes(r, s, n->first);
	in.t = by->t;
	in.given = by->outer;
	in.indent = &indent;
	if (n->fresh && !content->fresh && content->first != NULL)
		write_indent(r->out, &indent);
	/* Unless both begin a line, the first line of the content is indented already. */
	r->inside = !n->fresh || !content->fresh;
	rc = render_nodes(r, &in, content->first);
	r->inside = false;
	return rc;
}

static int
render_node(struct render *r, const struct scope *s, const struct mustache_node *n)
{
	switch (n->kind) {
	case MUSTACHE_TEXT:
		buf_addstr(r->out, n->text);
		r->inside = false;
		return 0;
	case MUSTACHE_INDENT:
		if (!r->inside)
			write_indent(r->out, s->indent);
		buf_addstr(r->out, n->ws);
		r->inside = false;
		return 0;
	case MUSTACHE_VALUE:
		r->inside = false;
		return render_value(r, s, n);
	case MUSTACHE_SECTION:
	case MUSTACHE_INVERTED:
		return render_section(r, s, n);
	case MUSTACHE_PARTIAL:
	case MUSTACHE_PARENT:
		return render_template(r, s, n);
	case MUSTACHE_BLOCK:
		return render_block(r, s, n);
	}
	return 0;
}

static int
render_nodes(struct render *r, const struct scope *s, const struct mustache_node *n)
{
	for (; n != NULL; n = n->next)
		if (step(r, s, n) != 0 || render_node(r, s, n) != 0)
			return -1;
	return 0;
}

int
mustache_render(struct diag *d, const struct mustache_set *set, const char *name,
    const struct value *root, struct buf *out, unsigned flags)
{
	struct context top = { root != NULL ? root : value_null(), NULL };
	struct scope s = { .context = &top };
	struct render r = { .diag = d,
		.set = set,
		.out = out,
		.start = out->n,
		.strict = (flags & MUSTACHE_STRICT) != 0,
		.known = (flags & MUSTACHE_KNOWN) != 0 };
	size_t i = mustache_index(set, str_of(name));

	if (i == set->n && r.known)
		return -1;
	if (i == set->n)
		return mustache_unknown(d, (struct loc){ NULL, 0, 0 }, set, str_of(name), 0);
	s.t = set->templates[i];
	if (s.t->broken && r.known)
		return -1;
	if (s.t->broken)
		return diag_error(d, (struct loc){ s.t->file, 0, 0 },
		    "template \"%s\" has errors", s.t->name);
	if (render_nodes(&r, &s, s.t->first) == 0 && r.errors == 0)
		return 0;
	buf_truncate(out, r.start);
	return -1;
}
