/*
 * mustache_case.h - reads the files of tests/vectors/mustache for test_mustache.c.
 *
 * A case is a text file.  Lines before the first section say what it is about.  A section
 * begins with "== " and its name:
 *
 *	== template [NAME]    text of a template; the first is the one rendered.  NAME: "main".
 *	                      Messages show its file as NAME.mustache.
 *	== crlf               from here on lines of templates and output end in \r\n
 *	== strict             render with MUSTACHE_STRICT
 *	== check              run mustache_check() instead of rendering
 *	== data               what to render with, see below; without it null
 *	== expect             the output
 *	== messages           every message, as "main.mustache:1:2: error: text"
 *
 * A last line "\" in a text takes away the newline before it.  Data is one value a line, the
 * parts of a list or map below it, one tab deeper:
 *
 *	title = Any text to the end of the line
 *	draft: false          (or true, null, [], {})
 *	person:
 *		name = Joe
 *	items:
 *		- = text
 *		-
 *			name = a map as an item
 *
 * The whole may be a list, or a string: "= text".
 */
#ifndef UNIT_VIEW_MUSTACHE_CASE_H
#define UNIT_VIEW_MUSTACHE_CASE_H

#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/str.h"
#include "view/mustache.h"
#include "view/value.h"

struct mustache_case {
	struct arena *arena;
	struct diag diag;
	struct mustache_set set;
	char	*first;			/* the template to render; NULL: none yet */
	const struct value *data;
	struct str expect, messages;
	bool	strict, check, crlf;
};

static inline _Noreturn void
case_bad(const char *what, struct str line)
{
	fprintf(stderr, "bad case file: %s: %.*s\n", what, (int)line.n, line.p);
	abort();
}

static inline const struct value *case_value(struct arena *, struct str *rest, size_t depth,
    struct str line);

/* The next line, if it stands at least DEPTH tabs deep; without them into *LINE. */
static inline bool
case_line(struct str *rest, size_t depth, struct str *line)
{
	struct str after = *rest;
	size_t i;

	if (!str_split(&after, '\n', line))
		return false;
	for (i = 0; i < depth; i++) {
		if (!str_starts(*line, "\t"))
			return false;
		*line = str_skip(*line, 1);
	}
	if (str_starts(*line, "\t"))
		case_bad("too deep", *line);
	*rest = after;
	return true;
}

/* The lines DEPTH tabs deep: a list when the first begins with "-", else a map. */
static inline struct value *
case_lines(struct arena *a, struct str *rest, size_t depth)
{
	struct value *v = NULL;
	struct str line;
	size_t n;

	while (case_line(rest, depth, &line)) {
		bool item = str_starts(line, "-");

		if (v == NULL)
			v = item ? value_list(a) : value_map(a);
		if (item) {
			value_push(v, case_value(a, rest, depth, str_skip(line, 1)));
			continue;
		}
		for (n = 0; n < line.n && line.p[n] != ' ' && line.p[n] != ':'; n++)
			;
		value_set(v, arena_strndup(a, line.p, n),
		    case_value(a, rest, depth, str_skip(line, n)));
	}
	return v != NULL ? v : value_map(a);
}

/* What LINE holds after its key, or what stands below it. */
static inline const struct value *
case_value(struct arena *a, struct str *rest, size_t depth, struct str line)
{
	struct str word = str_trim(str_skip(line, 1));

	if (str_starts(line, " = "))
		return value_str(a, str_skip(line, 3));
	if (str_is(line, " ="))
		return value_str(a, STR(""));
	if (line.n == 0 || word.n == 0)
		return case_lines(a, rest, depth + 1);
	if (str_is(word, "true") || str_is(word, "false"))
		return value_bool(str_is(word, "true"));
	if (str_is(word, "null"))
		return value_null();
	if (str_is(word, "[]"))
		return value_list(a);
	if (str_is(word, "{}"))
		return value_map(a);
	case_bad("unknown value", line);
}

static inline const struct value *
case_data(struct arena *a, struct str text)
{
	if (str_starts(text, "= "))
		return value_str(a, (struct str){ text.p + 2, str_chr(text, '\n') - 2 });
	return case_lines(a, &text, 0);
}

/* TEXT as a template or output means it. */
static inline struct str
case_text(const struct mustache_case *c, struct str text)
{
	struct buf out = BUF_INIT;
	size_t i;
	char *p;

	if (str_is(text, "\\\n"))
		text.n = 0;
	else if (str_ends(text, "\n\\\n"))
		text.n -= 3;
	for (i = 0; i < text.n; i++) {
		if (c->crlf && text.p[i] == '\n')
			buf_addc(&out, '\r');
		buf_addc(&out, text.p[i]);
	}
	i = out.n;
	p = arena_strndup(c->arena, out.p, out.n);
	buf_free(&out);
	return (struct str){ p, i };
}

static inline void
case_section(struct mustache_case *c, struct str head, struct str body)
{
	if (str_starts(head, "template")) {
		struct str name = str_trim(str_skip(head, 8));
		char *id = arena_strndup(c->arena, name.p, name.n);

		if (name.n == 0)
			id = arena_strdup(c->arena, "main");
		if (c->first == NULL)
			c->first = id;
		(void)mustache_add(&c->diag, &c->set, id,
		    arena_printf(c->arena, "%s.mustache", id), case_text(c, body));
	} else if (str_is(head, "crlf")) {
		c->crlf = true;
	} else if (str_is(head, "strict")) {
		c->strict = true;
	} else if (str_is(head, "check")) {
		c->check = true;
	} else if (str_is(head, "data")) {
		c->data = case_data(c->arena, body);
	} else if (str_is(head, "expect")) {
		c->expect = case_text(c, body);
	} else if (str_is(head, "messages")) {
		c->messages = body;
	} else {
		case_bad("unknown section", head);
	}
}

/* Read TEXT, which stays as long as the arena, and add its templates to a set. */
static inline void
case_read(struct mustache_case *c, struct arena *a, struct str text)
{
	struct str head = { NULL, 0 }, body = { NULL, 0 }, line;

	*c = (struct mustache_case){ .arena = a };
	diag_init(&c->diag);
	mustache_set_init(&c->set, a);
	while (str_split(&text, '\n', &line)) {
		if (!str_starts(line, "== ")) {
			body.n = (size_t)(line.p + line.n + 1 - body.p);
			continue;
		}
		if (head.n > 0)
			case_section(c, head, body);
		head = str_skip(line, 3);
		body = (struct str){ line.p + line.n + 1, 0 };
	}
	if (head.n == 0 || c->first == NULL)
		case_bad("no template", head);
	case_section(c, head, body);
}

/* Render or check; the output into OUT, the messages into MESSAGES, one a line. */
static inline int
case_run(struct mustache_case *c, struct buf *out, struct buf *messages)
{
	int rc = c->diag.errors == 0 ? 0 : -1;
	size_t i;

	if (rc == 0 && c->check)
		rc = mustache_check(&c->diag, &c->set);
	else if (rc == 0)
		rc = mustache_render(&c->diag, &c->set, c->first, c->data, out,
		    c->strict ? MUSTACHE_STRICT : 0);
	diag_sort(&c->diag);
	for (i = 0; i < c->diag.n; i++) {
		const struct diag_msg *m = &c->diag.msgs[i];

		buf_addf(messages, "%s:%u:%u: %s: %s\n", m->loc.file, m->loc.line, m->loc.col,
		    diag_level_name(m->level), m->text);
	}
	return rc;
}

#endif
