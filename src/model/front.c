#include "model/front.h"

#include <string.h>
#include <yaml.h>

#include "base/limits.h"
#include "base/utf8.h"

/* "---" alone on a line, white space after it allowed. */
static bool
is_fence(struct str line)
{
	return str_starts(line, "---") && str_trim(str_skip(line, 3)).n == 0;
}

int
front_split(struct diag *d, const char *file, struct str text, struct str *yaml,
    struct str *body, unsigned *body_line)
{
	struct str rest = text, line;
	unsigned n = 1;

	if (str_starts(text, "\xEF\xBB\xBF"))
		return diag_error(d, (struct loc){ file, 1, 1 },
		    "the file begins with a byte order mark; save it as UTF-8 without one");
	if (!str_split(&rest, '\n', &line) || !is_fence(line))
		return diag_error(d, (struct loc){ file, 1, 1 },
		    "front matter is missing; the first line must be \"---\"");
	yaml->p = rest.p;
	while (str_split(&rest, '\n', &line)) {
		n++;
		if (!is_fence(line))
			continue;
		yaml->n = (size_t)(line.p - yaml->p);
		*body = rest;
		*body_line = n + 1;
		return 0;
	}
	return diag_error(d, (struct loc){ file, 1, 1 },
	    "front matter is not closed; end it with a line \"---\"");
}

struct reader {
	yaml_parser_t yaml;
	struct diag *diag;
	struct arena *arena;
	const char *file;
	unsigned first_line;
	struct str text;
	/* The place of the last mark.  Most marks come in order, so the text is walked once. */
	size_t chars, bytes; /* before it */
	unsigned line; /* of it, from 0 */
	size_t line_start; /* in bytes */
};

/*
 * libyaml counts characters from 0, and lines by more line ends than an editor knows (a lone CR,
 * U+0085, U+2028); we count lines and bytes from 1.  So only its count of characters serves.
 */
static struct loc
where(struct reader *r, yaml_mark_t mark)
{
	uint32_t cp;
	size_t n;

	if (mark.index < r->chars) {
		r->chars = r->bytes = r->line_start = 0;
		r->line = 0;
	}
	for (; r->chars < mark.index && r->bytes < r->text.n; r->chars++) {
		bool newline = r->text.p[r->bytes] == '\n';

		n = utf8_next(str_skip(r->text, r->bytes), &cp);
		r->bytes += n != 0 ? n : 1;
		if (newline) {
			r->line++;
			r->line_start = r->bytes;
		}
	}
	return (struct loc){ r->file, r->first_line + r->line,
		(unsigned)(r->bytes - r->line_start) + 1 };
}

/* What libyaml cannot even read (no UTF-8, control characters) has an offset in bytes and no mark. */
static struct loc
where_unreadable(const struct reader *r)
{
	size_t at = r->yaml.problem_offset < r->text.n ? r->yaml.problem_offset : r->text.n;
	size_t i, start = 0;
	unsigned line = 0;

	for (i = 0; i < at; i++) {
		if (r->text.p[i] != '\n')
			continue;
		line++;
		start = i + 1;
	}
	return (struct loc){ r->file, r->first_line + line, (unsigned)(at - start) + 1 };
}

static int
next(struct reader *r, yaml_event_t *e)
{
	struct loc loc;

	if (yaml_parser_parse(&r->yaml, e) != 0)
		return 0;
	loc = r->yaml.error == YAML_READER_ERROR ? where_unreadable(r)
						 : where(r, r->yaml.problem_mark);
	return diag_error(r->diag, loc, "not valid YAML: %s%s%s",
	    r->yaml.problem != NULL ? r->yaml.problem : "unreadable",
	    r->yaml.context != NULL ? " " : "", r->yaml.context != NULL ? r->yaml.context : "");
}

static struct front *node(struct reader *, yaml_event_t *, int depth);

static struct front *
new_node(struct reader *r, enum front_kind kind, yaml_mark_t mark)
{
	struct front *f = arena_alloc(r->arena, sizeof(*f));

	f->kind = kind;
	f->loc = where(r, mark);
	return f;
}

static int
add_pair(struct reader *r, struct front *f, size_t *cap, const struct front_pair *pair)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (str_eq(f->pairs[i].key, pair->key))
			return diag_error(r->diag, pair->key_loc,
			    "key \"%s\" is given twice; it was first on line %u", pair->key.p,
			    f->pairs[i].key_loc.line);
	f->pairs = arena_grow(r->arena, f->pairs, f->n, cap, sizeof(*f->pairs));
	f->pairs[f->n++] = *pair;
	return 0;
}

static struct front *
map_node(struct reader *r, yaml_mark_t mark, int depth)
{
	struct front *f = new_node(r, FRONT_MAP, mark), *key;
	struct front_pair pair;
	yaml_event_t e;
	size_t cap = 0;
	bool done, ok = true;

	for (;;) {
		if (next(r, &e) != 0)
			return NULL;
		done = e.type == YAML_MAPPING_END_EVENT;
		key = done ? NULL : node(r, &e, depth);
		yaml_event_delete(&e);
		if (done)
			return ok ? f : NULL;
		if (key == NULL)
			return NULL;
		if (key->kind != FRONT_SCALAR) {
			(void)diag_error(
			    r->diag, key->loc, "a key must be a word"); /* NULL says it */
			return NULL;
		}
		if (next(r, &e) != 0)
			return NULL;
		pair = (struct front_pair){ key->text, key->loc, node(r, &e, depth) };
		yaml_event_delete(&e);
		if (pair.value == NULL)
			return NULL;
		if (add_pair(r, f, &cap, &pair) != 0)
			ok = false; /* go on: report every doubled key */
	}
}

static struct front *
list_node(struct reader *r, yaml_mark_t mark, int depth)
{
	struct front *f = new_node(r, FRONT_LIST, mark), *item;
	yaml_event_t e;
	size_t cap = 0;
	bool done;

	for (;;) {
		if (next(r, &e) != 0)
			return NULL;
		done = e.type == YAML_SEQUENCE_END_EVENT;
		item = done ? NULL : node(r, &e, depth);
		yaml_event_delete(&e);
		if (done)
			return f;
		if (item == NULL)
			return NULL;
		f->items = arena_grow(r->arena, f->items, f->n, &cap, sizeof(struct front *));
		f->items[f->n++] = item;
	}
}

static struct front *
refuse(struct reader *r, yaml_mark_t mark, const char *what)
{
	(void)diag_error(r->diag, where(r, mark), "%s", what); /* NULL says it */
	return NULL;
}

static struct front *
node(struct reader *r, yaml_event_t *e, int depth)
{
	struct front *f;

	if (depth >= LIMIT_YAML_DEPTH)
		return refuse(r, e->start_mark, "nested too deep");
	switch (e->type) {
	case YAML_SCALAR_EVENT:
		if (e->data.scalar.anchor != NULL || e->data.scalar.tag != NULL)
			return refuse(r, e->start_mark, "anchors and tags are not allowed");
		if (memchr(e->data.scalar.value, '\0', e->data.scalar.length) != NULL)
			return refuse(r, e->start_mark, "NUL is not allowed");
		f = new_node(r, FRONT_SCALAR, e->start_mark);
		f->text.p = arena_strndup(
		    r->arena, (const char *)e->data.scalar.value, e->data.scalar.length);
		f->text.n = e->data.scalar.length;
		return f;
	case YAML_SEQUENCE_START_EVENT:
		if (e->data.sequence_start.anchor != NULL || e->data.sequence_start.tag != NULL)
			return refuse(r, e->start_mark, "anchors and tags are not allowed");
		return list_node(r, e->start_mark, depth + 1);
	case YAML_MAPPING_START_EVENT:
		if (e->data.mapping_start.anchor != NULL || e->data.mapping_start.tag != NULL)
			return refuse(r, e->start_mark, "anchors and tags are not allowed");
		return map_node(r, e->start_mark, depth + 1);
	case YAML_ALIAS_EVENT:
		return refuse(r, e->start_mark, "aliases are not allowed; write the value out");
	case YAML_NO_EVENT:
	case YAML_STREAM_START_EVENT:
	case YAML_STREAM_END_EVENT:
	case YAML_DOCUMENT_START_EVENT:
	case YAML_DOCUMENT_END_EVENT:
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		break;
	}
	return refuse(r, e->start_mark, "not valid YAML");
}

/* Stream start, document start, one mapping, document end, stream end. */
static struct front *
document(struct reader *r)
{
	struct front *f = NULL;
	yaml_event_t e;
	bool more = true;

	while (more) {
		if (next(r, &e) != 0)
			return NULL;
		switch (e.type) {
		case YAML_STREAM_END_EVENT:
			more = false;
			if (f == NULL)
				f = new_node(r, FRONT_MAP, e.start_mark);
			break;
		case YAML_DOCUMENT_START_EVENT:
			if (f != NULL) {
				f = refuse(
				    r, e.start_mark, "only one YAML document is allowed");
				more = false;
			}
			break;
		case YAML_NO_EVENT:
		case YAML_STREAM_START_EVENT:
		case YAML_DOCUMENT_END_EVENT:
			break;
		case YAML_ALIAS_EVENT:
		case YAML_SCALAR_EVENT:
		case YAML_SEQUENCE_START_EVENT:
		case YAML_SEQUENCE_END_EVENT:
		case YAML_MAPPING_START_EVENT:
		case YAML_MAPPING_END_EVENT:
			f = node(r, &e, 0);
			if (f != NULL && f->kind != FRONT_MAP)
				f = refuse(r, e.start_mark, "expected \"key: value\" lines");
			more = f != NULL;
			break;
		}
		yaml_event_delete(&e);
	}
	return f;
}

struct front *
front_parse(
    struct diag *d, struct arena *a, const char *file, unsigned first_line, struct str yaml)
{
	struct reader r = {
		.diag = d,
		.arena = a,
		.file = file,
		.first_line = first_line,
		.text = yaml,
	};
	struct front *f;

	if (yaml.n > LIMIT_FRONT_MATTER) {
		(void)diag_error(d, (struct loc){ file, first_line, 0 }, /* NULL says it */
		    "front matter is larger than the limit of %lu KiB",
		    LIMIT_FRONT_MATTER / 1024);
		return NULL;
	}
	if (yaml_parser_initialize(&r.yaml) == 0) {
		(void)diag_error(d, (struct loc){ file, first_line, 0 }, "no memory for YAML");
		return NULL;
	}
	yaml_parser_set_encoding(&r.yaml, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r.yaml, (const unsigned char *)yaml.p, yaml.n);
	f = document(&r);
	yaml_parser_delete(&r.yaml);
	return f;
}

const struct front *
front_get(const struct front *f, const char *key)
{
	size_t i;

	if (f == NULL || f->kind != FRONT_MAP)
		return NULL;
	for (i = 0; i < f->n; i++)
		if (str_is(f->pairs[i].key, key))
			return f->pairs[i].value;
	return NULL;
}

const char *
front_text(const struct front *f, const char *key)
{
	const struct front *v = front_get(f, key);

	return v != NULL && v->kind == FRONT_SCALAR ? v->text.p : NULL;
}
