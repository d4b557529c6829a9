#include "model/front.h"

#include <string.h>
#include <yaml.h>

#include "base/limits.h"
#include "base/utf8.h"

#define MENDS_MAX 50 /* each parses the front matter once more */
#define BOM "\xEF\xBB\xBF"

/* "---" alone on a line, white space after it allowed. */
static bool
is_fence(struct str line)
{
	return str_starts(line, "---") && str_trim(str_skip(line, 3)).n == 0;
}

/* Does LINE look like a part of front matter: a key, an item, a comment, something indented? */
static bool
is_front(struct str line)
{
	size_t i = 0;

	if (line.n == 0 || strchr(" \t-#]}", line.p[0]) != NULL)
		return line.n > 0;
	while (i < line.n && (ascii_isalpha(line.p[i]) || line.p[i] == '_'))
		i++;
	return i > 0 && i < line.n && line.p[i] == ':';
}

/* A line of dashes or dots that was meant to be "---"; editors make one long dash of it too. */
static bool
is_bad_fence(struct str line)
{
	size_t i;

	line = str_trim(line);
	for (i = 0; i < line.n; i++)
		if (strchr("-._=\xE2\x80\x93\x94", line.p[i]) == NULL)
			return false;
	return line.n > 1;
}

/* Say where the front matter, YAML from line 2 on and all the rest of the file, may have its end. */
static int
not_closed(struct diag *d, const char *file, struct str yaml)
{
	struct loc loc = { file, 1, 1 };
	struct str line;
	unsigned n = 1;

	while (str_split(&yaml, '\n', &line)) {
		n++;
		if (is_bad_fence(line))
			return diag_error(d, loc,
			    "front matter is not closed; line %u has \"%.*s\" where \"---\" is "
			    "expected",
			    n, (int)str_trim(line).n, str_trim(line).p);
		if (str_trim(line).n > 0 && !is_front(line))
			return diag_error(d, loc,
			    "front matter is not closed; put a line \"---\" before line %u", n);
	}
	return diag_error(d, loc, "front matter is not closed; end it with a line \"---\"");
}

int
front_split(struct diag *d, const char *file, struct str text, struct str *yaml,
    struct str *body, unsigned *body_line)
{
	struct str rest = text, begin, line;
	unsigned n = 1;
	int rc = 0;

	*yaml = (struct str){ NULL, 0 };
	if (str_starts(text, BOM)) {
		rc = diag_error(d, (struct loc){ file, 1, 1 },
		    "the file begins with a byte order mark; save it as UTF-8 without one");
		rest = str_skip(text, sizeof(BOM) - 1);
	}
	if (!str_split(&rest, '\n', &line) || !is_fence(line)) {
		if (rc == 0)
			rc = diag_error(d, (struct loc){ file, 1, 1 },
			    "front matter is missing; the first line must be \"---\"");
		return rc;
	}
	begin = rest;
	while (str_split(&rest, '\n', &line)) {
		n++;
		if (!is_fence(line))
			continue;
		*yaml = (struct str){ begin.p, (size_t)(line.p - begin.p) };
		*body = rest;
		*body_line = n + 1;
		return rc;
	}
	return rc != 0 ? rc : not_closed(d, file, begin);
}

/* A line in which a value was put in quotes: what stood there before. */
struct mend {
	unsigned line; /* from 0 */
	size_t at; /* where the value begins, in bytes */
	struct str value;
	const struct mend *next;
};

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
	const struct mend *mends; /* of TEXT, the latest first */
};

/* Where byte I of LINE stands in the text as it was given: quotes that were put there do not count. */
static unsigned
column(const struct reader *r, unsigned line, size_t i)
{
	const struct mend *m = r->mends;
	size_t at, n, step;

	while (m != NULL && m->line != line)
		m = m->next;
	if (m == NULL || i <= m->at)
		return (unsigned)i + 1;
	at = m->at + 1; /* behind the opening quote */
	for (n = 0; n < m->value.n && at < i; n++, at += step)
		step = m->value.p[n] == '\'' ? 2 : 1;
	if (at < i)
		at++; /* the closing one */
	return (unsigned)(m->at + n + (at < i ? i - at : 0)) + 1;
}

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
		unsigned char c = (unsigned char)r->text.p[r->bytes];
		bool newline = c == '\n';

		n = c < 0x80 ? 1 : utf8_next(str_skip(r->text, r->bytes), &cp);
		r->bytes += n != 0 ? n : 1;
		if (newline) {
			r->line++;
			r->line_start = r->bytes;
		}
	}
	return (struct loc){ r->file, r->first_line + r->line,
		column(r, r->line, r->bytes - r->line_start) };
}

/* What libyaml cannot even read (no UTF-8, control characters) has an offset in bytes and no mark,
 * and of a character cut short it is the offset of what follows. */
static struct loc
where_unreadable(const struct reader *r, size_t at)
{
	size_t i, start = 0;
	unsigned line = 0;

	for (i = 0; i < at; i++) {
		if (r->text.p[i] != '\n')
			continue;
		line++;
		start = i + 1;
	}
	return (struct loc){ r->file, r->first_line + line, column(r, line, at - start) };
}

/* What libyaml says, and what a person who knows no YAML can do about it. */
static const struct {
	const char *problem;
	bool opening; /* it is said of the place where the thing began */
	const char *text;
} said[] = {
	{ "found unexpected end of stream", true, "the quotation mark here is not closed" },
	{ "found unexpected document indicator", true,
	    "the quotation mark here is not closed" },
	{ "found unknown escape character", false,
	    "\"\\\" is special in double quotes; write \"\\\\\", or use single quotes" },
	{ "did not find expected ',' or ']'", true,
	    "the list that begins here with \"[\" is not closed with \"]\"" },
	{ "did not find expected ',' or '}'", true,
	    "what begins here with \"{\" is not closed with \"}\"" },
	{ "could not find expected ':'", true,
	    "expected \"key: value\"; is the colon missing, or the space after it?" },
	{ "did not find expected '-' indicator", false,
	    "expected another item of the list, \"- \" and a value, indented like the first" },
	{ "did not find expected key", false,
	    "expected \"key: value\" lines, indented alike, with nothing after a closed "
	    "quotation mark" },
	{ "block sequence entries are not allowed in this context", false,
	    "an item of a list, \"- value\", must stand on a line of its own" },
	{ "mapping values are not allowed in this context", false,
	    "a value cannot have a colon and a space here; put it in double quotes" },
	{ "found a tab character where an indentation space is expected", false,
	    "a tab cannot indent a line here; use spaces" },
	{ "found a tab character that violates indentation", false,
	    "a tab cannot indent a line here; use spaces" },
	{ "control characters are not allowed", false,
	    "a control character that no keyboard writes; delete it" },
};

/* A character that can begin no value. */
static int
bad_start(struct reader *r, struct loc loc, yaml_mark_t mark)
{
	(void)where(r, mark);
	if (r->bytes < r->text.n && r->text.p[r->bytes] == '\t')
		return diag_error(r->diag, loc, "a tab cannot indent a line here; use spaces");
	return diag_error(r->diag, loc,
	    "a value cannot begin with \"%.1s\"; put it in double quotes",
	    r->bytes < r->text.n ? r->text.p + r->bytes : "");
}

static int
unreadable(struct reader *r)
{
	size_t at = r->yaml.problem_offset, bad = utf8_valid(r->text);

	if (strstr(r->yaml.problem, "control") != NULL)
		return diag_error(r->diag, where_unreadable(r, at < r->text.n ? at : r->text.n),
		    "a control character that no keyboard writes; delete it");
	return diag_error(r->diag, where_unreadable(r, bad),
	    "byte 0x%02X is not UTF-8, expected text saved as UTF-8",
	    (unsigned)(unsigned char)(bad < r->text.n ? r->text.p[bad] : 0));
}

/* Report why libyaml stopped. */
static int
explain(struct reader *r)
{
	const char *problem = r->yaml.problem != NULL ? r->yaml.problem : "unreadable";
	yaml_mark_t mark = r->yaml.problem_mark;
	struct loc loc;
	size_t i;

	if (r->yaml.error == YAML_READER_ERROR)
		return unreadable(r);
	loc = where(r, mark);
	if (strcmp(problem, "found character that cannot start any token") == 0)
		return bad_start(r, loc, mark);
	for (i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		if (strcmp(problem, said[i].problem) == 0)
			break;
	if (i == sizeof(said) / sizeof(said[0]))
		return diag_error(r->diag, loc, "not valid YAML: %s%s%s", problem,
		    r->yaml.context != NULL ? " " : "",
		    r->yaml.context != NULL ? r->yaml.context : "");
	if (said[i].opening && r->yaml.context != NULL)
		loc = where(r, r->yaml.context_mark);
	return diag_error(r->diag, loc, "%s", said[i].text);
}

static int
next(struct reader *r, yaml_event_t *e)
{
	return yaml_parser_parse(&r->yaml, e) != 0 ? 0 : explain(r);
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

/* "Entry #2": from " #" on it is a comment, which few who write "#2" know. */
static void
cut_short(struct reader *r, const struct front *f, yaml_mark_t end)
{
	struct str rest;
	size_t i = 0;

	(void)where(r, end);
	rest = str_skip(r->text, r->bytes);
	while (i < rest.n && rest.p[i] == ' ')
		i++;
	if (f->text.n == 0 || i == 0 || i + 1 >= rest.n || rest.p[i] != '#' ||
	    ascii_isspace(rest.p[i + 1]))
		return;
	rest = str_skip(rest, i);
	diag_warn(r->diag, f->loc,
	    "only \"%s\" is read, since \"%.*s\" counts as a comment; put double quotes "
	    "around the whole",
	    f->text.p, (int)str_trim((struct str){ rest.p, str_chr(rest, '\n') }).n, rest.p);
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
		if (e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE)
			cut_short(r, f, e->end_mark);
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

/* Where in LINE the value after "key: " begins, "- " before it allowed; 0: LINE is no such line. */
static size_t
value_at(struct str line)
{
	size_t i = 0, key;

	while (i < line.n && (line.p[i] == ' ' ||
				 (line.p[i] == '-' && i + 1 < line.n && line.p[i + 1] == ' ')))
		i++;
	for (key = i; i < line.n && (ascii_isalpha(line.p[i]) || line.p[i] == '_'); i++)
		;
	if (i == key || i + 1 >= line.n || line.p[i] != ':' || line.p[i + 1] != ' ')
		return 0;
	while (++i < line.n && line.p[i] == ' ')
		;
	return i;
}

static size_t
indent(struct str line)
{
	size_t i = 0;

	while (i < line.n && (line.p[i] == ' ' || line.p[i] == '-'))
		i++;
	return i;
}

/*
 * "title: Fees: what to pay" has one meaning only, although YAML sees none.  When libyaml has
 * stopped at the second colon of such a line, put the value in quotes and say so.  The rest of the
 * line, and the next one, must leave no doubt about where the value ends.
 */
static bool
mend_colon(struct reader *r, struct diag *d)
{
	struct str all = r->text, line, value, rest;
	struct loc loc;
	struct buf b = BUF_INIT;
	struct mend *m;
	size_t start, at, i;

	if (r->yaml.problem == NULL ||
	    strcmp(r->yaml.problem, "mapping values are not allowed in this context") != 0)
		return false;
	loc = where(r, r->yaml.problem_mark);
	start = r->line_start;
	line = str_skip(all, start);
	line.n = str_chr(line, '\n');
	at = value_at(line);
	if (at == 0 || start + at > r->bytes)
		return false;
	value = str_trim(str_skip(line, at));
	if (value.n == 0 || strchr("\"'[]{}|>&*!%@`#,?", value.p[0]) != NULL ||
	    str_find(value, " #") < value.n)
		return false;
	for (rest = str_skip(all, start + line.n + 1); str_trim(rest).n > 0;
	     rest = str_skip(rest, str_chr(rest, '\n') + 1)) {
		struct str after = { rest.p, str_chr(rest, '\n') };

		if (str_trim(after).n == 0)
			continue;
		if (indent(after) > indent(line))
			return false; /* the value goes on */
		break;
	}
	m = arena_alloc(r->arena, sizeof(*m));
	*m = (struct mend){ r->line, at, value, r->mends };
	loc.col = (unsigned)at + 1;
	diag_warn(d, loc,
	    "the value has a colon in it; read as \"%.*s\"; put double quotes around it",
	    (int)value.n, value.p);
	buf_add(&b, all.p, start + at);
	buf_addc(&b, '\'');
	for (i = 0; i < value.n; i++) {
		if (value.p[i] == '\'')
			buf_addc(&b, '\'');
		buf_addc(&b, value.p[i]);
	}
	buf_addc(&b, '\'');
	buf_addstr(&b, str_skip(all, (size_t)(value.p - all.p) + value.n));
	r->text = (struct str){ arena_strndup(r->arena, b.p, b.n), b.n };
	r->mends = m;
	r->chars = r->bytes = r->line_start = 0;
	r->line = 0;
	buf_free(&b);
	return true;
}

/* Parse r->text, reporting to r->diag.  The parser stays, for its problem, until yaml_parser_delete. */
static struct front *
parse(struct reader *r)
{
	r->chars = r->bytes = r->line_start = 0;
	r->line = 0;
	if (yaml_parser_initialize(&r->yaml) == 0) {
		(void)diag_error(r->diag, (struct loc){ r->file, r->first_line, 0 },
		    "no memory for YAML"); /* NULL says it */
		return NULL;
	}
	yaml_parser_set_encoding(&r->yaml, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r->yaml, (const unsigned char *)r->text.p, r->text.n);
	return document(r);
}

struct front *
front_parse(
    struct diag *d, struct arena *a, const char *file, unsigned first_line, struct str yaml)
{
	struct reader r = {
		.arena = a,
		.file = file,
		.first_line = first_line,
		.text = yaml,
	};
	struct front *f = NULL;
	int mended = 0;
	bool again = true;

	if (yaml.n > LIMIT_FRONT_MATTER) {
		(void)diag_error(d, (struct loc){ file, first_line, 0 }, /* NULL says it */
		    "front matter is larger than the limit of %lu KiB",
		    LIMIT_FRONT_MATTER / 1024);
		return NULL;
	}
	while (again) {
		struct diag said_now;
		size_t i;

		diag_init(&said_now);
		r.diag = &said_now;
		f = parse(&r);
		again = f == NULL && mended++ < MENDS_MAX && mend_colon(&r, d);
		for (i = 0; !again && i < said_now.n; i++)
			diag_add(d, said_now.msgs[i].level, said_now.msgs[i].loc,
			    said_now.msgs[i].text);
		yaml_parser_delete(&r.yaml);
		diag_free(&said_now);
	}
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
