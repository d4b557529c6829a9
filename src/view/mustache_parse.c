/*
 * One pass over the text, line by line.  What a line begins with is known before the rest of it
 * is read, so white space goes where it belongs at once: into an INDENT before the first thing
 * on the line, into the standalone tag that uses it, or nowhere.
 */
#include "base/limits.h"
#include "view/mustache_tree.h"

/* Past this many errors the rest are consequences. */
#define MAX_ERRORS 20

/* A section, parent or block whose closing tag is still to come; the first is the template. */
struct open {
	struct mustache_node *node; /* NULL: the template */
	struct mustache_node **tail; /* where its next child is linked */
	struct mustache_node *lead; /* parent first on its line: the INDENT before it */
	bool argument; /* block directly inside a parent */
	bool warned; /* parent: lost text was reported */
};

struct parser {
	struct diag *diag;
	struct arena *arena;
	const char *file;
	struct str src;
	size_t pos, line_at; /* offsets: of the next byte; of its line */
	unsigned line;
	bool bol; /* pos is where a line begins */
	struct mustache_delims delims;
	struct open open[LIMIT_TEMPLATE_DEPTH + 1];
	size_t depth; /* open[depth] is the innermost */
	size_t errors; /* diag's count when this template began */
};

/* How a tag stands on its line. */
struct place {
	struct loc loc;
	struct str ws; /* white space before it when it is first, else empty */
	bool first; /* only white space before it */
	size_t next; /* only white space after it: offset of the next line; else 0 */
};

static void
move(struct parser *p, size_t to)
{
	for (; p->pos < to; p->pos++)
		if (p->src.p[p->pos] == '\n') {
			p->line++;
			p->line_at = p->pos + 1;
		}
	p->bol = p->line_at == p->pos;
}

static struct loc
here(const struct parser *p)
{
	return (struct loc){ p->file, p->line, (unsigned)(p->pos - p->line_at + 1) };
}

static bool
opens_tag(const struct parser *p, size_t at)
{
	struct str mark = p->delims.open;

	return at + mark.n <= p->src.n && str_eq((struct str){ p->src.p + at, mark.n }, mark);
}

static size_t
skip_blanks(struct str src, size_t at)
{
	while (at < src.n && (src.p[at] == ' ' || src.p[at] == '\t'))
		at++;
	return at;
}

/* Offset after the newline, or end of text, that stands at AT; 0 when something else does. */
static size_t
line_end(struct str src, size_t at)
{
	if (at == src.n)
		return at;
	if (src.p[at] == '\n')
		return at + 1;
	if (src.p[at] == '\r' && at + 1 < src.n && src.p[at + 1] == '\n')
		return at + 2;
	return 0;
}

static struct mustache_node *
make(struct parser *p, enum mustache_kind kind, struct loc loc)
{
	struct mustache_node *n = arena_alloc(p->arena, sizeof(*n));

	n->kind = kind;
	n->line = loc.line;
	n->col = loc.col;
	return n;
}

/* Link N as the last child of the innermost open tag.  A parent keeps blocks only. */
static void
add(struct parser *p, struct mustache_node *n)
{
	struct open *o = &p->open[p->depth];

	if (o->node != NULL && o->node->kind == MUSTACHE_PARENT && n->kind != MUSTACHE_BLOCK) {
		if (n->kind == MUSTACHE_INDENT || str_trim(n->text).n == 0 || o->warned)
			return;
		diag_warn(p->diag, (struct loc){ p->file, n->line, n->col },
		    "not shown: only blocks count inside {{<%.*s}}, expected {{$name}} around "
		    "it",
		    MUSTACHE_SHOW(o->node->text));
		o->warned = true;
		return;
	}
	*o->tail = n;
	o->tail = &n->next;
}

static void
add_text(struct parser *p, size_t to)
{
	struct mustache_node *n = make(p, MUSTACHE_TEXT, here(p));

	n->text = (struct str){ p->src.p + p->pos, to - p->pos };
	add(p, n);
	move(p, to);
}

static struct mustache_node *
add_indent(struct parser *p, const struct place *at)
{
	struct mustache_node *n;

	if (!at->first)
		return NULL;
	n = make(p, MUSTACHE_INDENT, at->loc);
	n->ws = at->ws;
	add(p, n);
	return n;
}

/* A tag that shows nothing of its own takes its line with it when it is alone there. */
static bool
take_line(struct parser *p, const struct place *at)
{
	if (at->first && at->next != 0) {
		move(p, at->next);
		return true;
	}
	add_indent(p, at);
	return false;
}

static struct mustache_node *
make_named(struct parser *p, enum mustache_kind kind, const struct place *at,
    const struct mustache_tag *tag)
{
	struct mustache_node *n = make(p, kind, at->loc);

	n->text = tag->name;
	n->dynamic = tag->dynamic && (kind == MUSTACHE_PARTIAL || kind == MUSTACHE_PARENT);
	if (n->dynamic || kind == MUSTACHE_VALUE || kind == MUSTACHE_SECTION ||
	    kind == MUSTACHE_INVERTED)
		n->path = mustache_path(p->arena, n->text, &n->parts);
	return n;
}

static struct open *
enter(struct parser *p, struct mustache_node *n, const struct place *at)
{
	struct open *o;

	add(p, n);
	if (p->depth == LIMIT_TEMPLATE_DEPTH) {
		diag_error(p->diag, at->loc, "nested too deep, expected at most %d levels",
		    LIMIT_TEMPLATE_DEPTH);
		p->depth = 0;
		move(p, p->src.n);
		return NULL;
	}
	o = &p->open[++p->depth];
	*o = (struct open){ .node = n, .tail = &n->first };
	return o;
}

static void
open_parent(struct parser *p, const struct place *at, const struct mustache_tag *tag)
{
	struct mustache_node *lead = add_indent(p, at);
	struct open *o = enter(p, make_named(p, MUSTACHE_PARENT, at, tag), at);

	if (o == NULL)
		return;
	o->lead = lead;
	o->node->ws = at->ws;
	move(p, tag->end);
}

static void
open_block(struct parser *p, const struct place *at, const struct mustache_tag *tag)
{
	struct mustache_node *outer = p->open[p->depth].node;
	bool argument = outer != NULL && outer->kind == MUSTACHE_PARENT;
	bool fresh = at->next != 0 && (argument || at->first);
	struct mustache_node *n = make_named(p, MUSTACHE_BLOCK, at, tag);
	struct open *o;

	n->alone = at->first && !argument;
	n->fresh = fresh;
	n->ws = at->ws;
	if (!fresh)
		add_indent(p, at);
	o = enter(p, n, at);
	if (o == NULL)
		return;
	o->argument = argument;
	move(p, fresh ? at->next : tag->end);
}

/* The content of a block that replaces another loses its indentation where it is written... */
static void
close_argument(struct parser *p, const struct open *o)
{
	const struct mustache_node *n;
	struct str ws;

	if (o->node->fresh && mustache_shared_indent(o->node->first, &ws))
		mustache_dedent(o->node->first, ws.n);
	for (n = p->open[p->depth].node->first; n != o->node; n = n->next)
		if (str_eq(n->text, o->node->text))
			diag_error(p->diag,
			    (struct loc){ p->file, o->node->line, o->node->col },
			    "block \"%.*s\" was given in line %u already",
			    MUSTACHE_SHOW(n->text), n->line);
}

/* ...and gets that of the default which it replaces. */
static void
close_block(const struct open *o)
{
	struct str ws;

	if (o->node->fresh && mustache_shared_indent(o->node->first, &ws))
		o->node->ws = ws;
}

static bool
closes(const struct mustache_tag *tag, const struct mustache_node *n)
{
	if (tag->dynamic && !n->dynamic) /* the name itself begins with a star */
		return str_starts(n->text, "*") && str_eq(str_skip(n->text, 1), tag->name);
	return tag->dynamic == n->dynamic && str_eq(n->text, tag->name);
}

static const char *
kind_name(const struct mustache_node *n)
{
	if (n->kind == MUSTACHE_PARENT)
		return "parent";
	return n->kind == MUSTACHE_BLOCK ? "block" : "section";
}

/* Said of the place where it was opened: where its end belongs, only the author knows. */
static void
not_closed(struct parser *p, const struct mustache_node *n)
{
	diag_error(p->diag, (struct loc){ p->file, n->line, n->col },
	    "%s \"%.*s\" is not closed, expected \"{{/%s%.*s}}\"", kind_name(n),
	    MUSTACHE_SHOW(n->text), n->dynamic ? "*" : "", MUSTACHE_SHOW(n->text));
}

/* The open tag that TAG closes; after a mistake the likeliest.  NULL: none is open. */
static struct open *
match(struct parser *p, struct loc loc, const struct mustache_tag *tag)
{
	struct open *o = &p->open[p->depth];
	size_t i;

	if (p->depth == 0) {
		diag_error(p->diag, loc, "closing tag \"%.*s\" without an open section",
		    MUSTACHE_SHOW(tag->name));
		return NULL;
	}
	for (i = p->depth; i > 0 && !closes(tag, p->open[i].node); i--)
		;
	if (i > 0) { /* what is inside it was never closed */
		for (; p->depth > i; p->depth--)
			not_closed(p, p->open[p->depth].node);
		return &p->open[i];
	}
	diag_error(p->diag, loc,
	    "closing tag \"%s%.*s\" does not match %s \"%s%.*s\" opened at %u:%u",
	    tag->dynamic ? "*" : "", MUSTACHE_SHOW(tag->name), kind_name(o->node),
	    o->node->dynamic ? "*" : "", MUSTACHE_SHOW(o->node->text), o->node->line,
	    o->node->col);
	return o;
}

static void
close_tag(struct parser *p, const struct place *at, const struct mustache_tag *tag)
{
	struct open *o = match(p, at->loc, tag);
	bool moved = false;

	if (o == NULL) {
		move(p, tag->end);
		return;
	}
	if (o->node->kind == MUSTACHE_PARENT) {
		/* Standalone as a whole, wherever its tags stand. */
		o->node->alone = o->lead != NULL && at->next != 0;
		if (o->node->alone) {
			*o->lead =
			    (struct mustache_node){ .kind = MUSTACHE_TEXT, .next = o->node };
			move(p, at->next);
			moved = true;
		}
	} else if (!o->argument) {
		moved = take_line(p, at);
	}
	if (!moved)
		move(p, tag->end);
	p->depth--;
	if (o->argument)
		close_argument(p, o);
	else if (o->node->kind == MUSTACHE_BLOCK)
		close_block(o);
}

static void
partial(struct parser *p, const struct place *at, const struct mustache_tag *tag)
{
	struct mustache_node *n = make_named(p, MUSTACHE_PARTIAL, at, tag);

	n->alone = at->first && at->next != 0;
	n->ws = at->ws;
	if (!take_line(p, at))
		move(p, tag->end);
	add(p, n);
}

static void
section(struct parser *p, const struct place *at, const struct mustache_tag *tag)
{
	bool moved = take_line(p, at);

	if (enter(p,
		make_named(
		    p, tag->sigil == '#' ? MUSTACHE_SECTION : MUSTACHE_INVERTED, at, tag),
		at) != NULL &&
	    !moved)
		move(p, tag->end);
}

/* The tag at p->pos; WS and FIRST as in struct place. */
static void
take_tag(struct parser *p, struct str ws, bool first)
{
	struct place at = { .loc = here(p), .ws = ws, .first = first };
	struct mustache_node *n;
	struct mustache_tag tag;

	if (mustache_tag(p->diag, at.loc, p->src, p->pos, &p->delims, &tag) != 0) {
		move(p, tag.end);
		p->bol = false;
		return;
	}
	at.next = line_end(p->src, skip_blanks(p->src, tag.end));
	switch (tag.sigil) {
	case '!':
	case '=':
		if (!take_line(p, &at))
			move(p, tag.end);
		if (tag.sigil == '=')
			p->delims = tag.delims;
		break;
	case '#':
	case '^':
		section(p, &at, &tag);
		break;
	case '/':
		close_tag(p, &at, &tag);
		break;
	case '>':
		partial(p, &at, &tag);
		break;
	case '<':
		open_parent(p, &at, &tag);
		break;
	case '$':
		open_block(p, &at, &tag);
		break;
	default:
		add_indent(p, &at);
		n = make_named(p, MUSTACHE_VALUE, &at, &tag);
		n->raw = tag.sigil != 0;
		add(p, n);
		move(p, tag.end);
	}
}

/* A line up to its first tag, with that tag. */
static void
begin_line(struct parser *p)
{
	struct place at = { .loc = here(p), .first = true };
	size_t from = skip_blanks(p->src, p->pos), end = line_end(p->src, from);

	at.ws = (struct str){ p->src.p + p->pos, from - p->pos };
	if (end != 0) {
		add_text(p, end); /* blank lines are not indented */
		return;
	}
	move(p, from);
	p->bol = false;
	if (opens_tag(p, from))
		take_tag(p, at.ws, true);
	else
		add_indent(p, &at);
}

/* Text up to the next tag or the end of the line. */
static void
text(struct parser *p)
{
	size_t to = p->pos;

	while (to < p->src.n && !opens_tag(p, to) && p->src.p[to++] != '\n')
		;
	if (to > p->pos)
		add_text(p, to);
	else
		take_tag(p, STR(""), false);
}

int
mustache_parse(struct diag *d, struct arena *a, struct mustache_template *t, struct str src)
{
	struct parser p = {
		.diag = d,
		.arena = a,
		.file = t->file,
		.src = src,
		.line = 1,
		.bol = true,
		.delims = { STR("{{"), STR("}}") },
		.errors = d->errors,
	};

	p.open[0].tail = &t->first;
	while (p.pos < src.n && d->errors - p.errors < MAX_ERRORS) {
		if (p.bol)
			begin_line(&p);
		else
			text(&p);
	}
	for (; p.pos == src.n && p.depth > 0; p.depth--)
		not_closed(&p, p.open[p.depth].node);
	return d->errors == p.errors ? 0 : -1;
}
