#include "view/catalog.h"

#include <stdlib.h>
#include <string.h>

#define PLACES 16 /* tags or conversions of one text; more are an error of ours */

static const char open_mark[] = "{{#t}}", close_mark[] = "{{/t}}";

static int
by_key(const void *x, const void *y)
{
	const struct catalog_entry *a = x, *b = y;

	return strcmp(a->en, b->en);
}

void
catalog_sort(struct catalog *c)
{
	if (c->n > 1)
		qsort(c->v, c->n, sizeof(*c->v), by_key);
}

const char *
tr(const struct catalog *c, const char *english)
{
	struct catalog_entry key = { .en = english };
	const struct catalog_entry *e = NULL;

	if (c != NULL && c->n > 0)
		e = bsearch(&key, c->v, c->n, sizeof(*c->v), by_key);
	return e != NULL ? e->to : english;
}

/* What must be the same in a key and its translation, in whatever order. */
struct places {
	struct str tags[4 * PLACES];
	size_t n_tags;
	char conversions[PLACES][8]; /* by argument: "zu" */
	size_t n_conversions;
	bool odd; /* it cannot be held against another */
};

static int
by_text(const void *x, const void *y)
{
	return str_cmp(*(const struct str *)x, *(const struct str *)y);
}

static void
add_tag(struct places *p, struct str tag)
{
	if (p->n_tags < sizeof(p->tags) / sizeof(p->tags[0]))
		p->tags[p->n_tags++] = tag;
	else
		p->odd = true;
}

/* "%s", "%.*s", "%2$zu" at the front of S; its length. */
static size_t
add_conversion(struct places *p, struct str s, size_t *next)
{
	size_t i = 1, at, n = 0;

	while (i < s.n && ascii_isdigit(s.p[i]))
		i++;
	if (i > 1 && i < s.n && s.p[i] == '$') {
		at = (size_t)(s.p[1] - '1');
		p->odd |= i != 2;
		i++;
	} else {
		i = 1;
		at = (*next)++;
	}
	if (at >= PLACES) {
		p->odd = true;
		return i;
	}
	if (p->n_conversions < at + 1)
		p->n_conversions = at + 1;
	while (i < s.n && n < sizeof(p->conversions[0]) - 1) {
		p->conversions[at][n++] = s.p[i++];
		if (strchr("sducfx", p->conversions[at][n - 1]) != NULL)
			return i;
	}
	p->odd = true;
	return i;
}

static void
find_places(struct places *p, struct str s)
{
	size_t i, n, next = 0;
	struct str tag;

	*p = (struct places){ .n_tags = 0 };
	for (i = 0; i < s.n; i += n) {
		struct str rest = str_skip(s, i);

		n = 1;
		if (str_starts(rest, "{{")) {
			n = str_find(rest, "}}") + 2;
			n = n > rest.n ? rest.n : n;
			add_tag(p, (struct str){ rest.p, n });
		} else if (rest.p[0] == '<') {
			for (n = 1;
			     n < rest.n && (ascii_isalpha(rest.p[n]) ||
					       ascii_isdigit(rest.p[n]) || rest.p[n] == '/');
			     n++)
				;
			tag = (struct str){ rest.p, n };
			add_tag(p, tag);
		} else if (str_starts(rest, "%%")) {
			n = 2;
		} else if (rest.p[0] == '%' && rest.n > 1 &&
			   strchr("0123456789.*szu", rest.p[1]) != NULL) {
			n = add_conversion(p, rest, &next);
		}
	}
	qsort(p->tags, p->n_tags, sizeof(p->tags[0]), by_text);
}

/* Only marks of the language of a part may be more. */
static bool
same_tags(const struct places *en, const struct places *to)
{
	size_t i = 0, j;

	for (j = 0; j < to->n_tags; j++) {
		if (i < en->n_tags && str_eq(en->tags[i], to->tags[j]))
			i++;
		else if (!str_is(to->tags[j], "<span") && !str_is(to->tags[j], "</span") &&
			 !str_is(to->tags[j], "<div") && !str_is(to->tags[j], "</div"))
			return false;
	}
	return i == en->n_tags;
}

static bool
agree(const char *en, const char *to)
{
	struct places a, b;
	size_t i;

	find_places(&a, str_of(en));
	find_places(&b, str_of(to));
	if (a.odd || b.odd || a.n_conversions != b.n_conversions || !same_tags(&a, &b))
		return false;
	for (i = 0; i < a.n_conversions; i++)
		if (strcmp(a.conversions[i], b.conversions[i]) != 0)
			return false;
	return true;
}

void
catalog_add(struct arena *a, struct catalog *c, const char *en, const char *to)
{
	if (!agree(en, to))
		return;
	c->v = arena_grow(a, c->v, c->n, &c->cap, sizeof(*c->v));
	c->v[c->n++] = (struct catalog_entry){ en, to };
}

/* A PO file being read. */
struct reader {
	struct diag *diag;
	struct arena *arena;
	struct catalog *c;
	struct loc at; /* of the line */
	struct loc key_at;
	struct buf key, to;
	enum { IN_NOTHING, IN_KEY, IN_TO } in;
};

/* The string at the front of LINE, unescaped, appended to OUT. */
static int
read_string(struct reader *r, struct buf *out, struct str line)
{
	size_t i;

	line = str_trim(line);
	if (line.n < 2 || line.p[0] != '"' || line.p[line.n - 1] != '"')
		return diag_error(r->diag, r->at, "expected a string in double quotes");
	for (i = 1; i + 1 < line.n; i++) {
		char c = line.p[i];

		if (c == '"')
			return diag_error(
			    r->diag, r->at, "a quote within a string is written \\\"");
		if (c == '\\') {
			c = line.p[++i];
			if (i + 1 >= line.n || strchr("\"\\nt", c) == NULL)
				return diag_error(r->diag, r->at, "unknown escape \\%c", c);
			c = (char)(c == 'n' ? '\n' : c == 't' ? '\t' : c);
		}
		buf_addc(out, c);
	}
	return 0;
}

/* The entry that was read, if there is one. */
static void
take(struct reader *r)
{
	struct catalog *c = r->c;
	const char *name = lang_info[c->lang].name;

	if (r->in != IN_TO || r->key.n == 0) {
		if (r->in == IN_KEY)
			(void)diag_error(
			    r->diag, r->key_at, "msgid without msgstr"); /* counted */
	} else if (r->to.n == 0) {
		(void)diag_error(r->diag, r->key_at, "not yet in %s: \"%s\"", name, r->key.p);
	} else if (!agree(r->key.p, r->to.p)) {
		(void)diag_error(r->diag, r->key_at, /* counted */
		    "the tags and conversions of msgid and msgstr differ");
	} else {
		catalog_add(r->arena, c, arena_strdup(r->arena, r->key.p),
		    arena_strdup(r->arena, r->to.p));
	}
	buf_clear(&r->key);
	buf_clear(&r->to);
	r->in = IN_NOTHING;
}

static int
read_line(struct reader *r, struct str line)
{
	line = str_trim(line);
	if (line.n == 0 || line.p[0] == '#')
		return 0;
	if (str_starts(line, "msgid ")) {
		take(r);
		r->in = IN_KEY;
		r->key_at = r->at;
		return read_string(r, &r->key, str_skip(line, strlen("msgid ")));
	}
	if (str_starts(line, "msgstr ") && r->in == IN_KEY) {
		r->in = IN_TO;
		return read_string(r, &r->to, str_skip(line, strlen("msgstr ")));
	}
	if (line.p[0] == '"' && r->in != IN_NOTHING)
		return read_string(r, r->in == IN_KEY ? &r->key : &r->to, line);
	return diag_error(r->diag, r->at, "expected msgid, msgstr, a string or a comment");
}

int
catalog_parse(struct diag *d, struct arena *a, struct catalog *c, enum lang lang,
    const char *file, struct str text)
{
	struct reader r = { .diag = d,
		.arena = a,
		.c = c,
		.at = { file, 0, 0 },
		.key = BUF_INIT,
		.to = BUF_INIT };
	size_t before = d->errors, i;
	struct str line;

	*c = (struct catalog){ .lang = lang };
	while (str_split(&text, '\n', &line)) {
		r.at.line++;
		(void)read_line(&r, line); /* counted */
	}
	take(&r);
	catalog_sort(c);
	for (i = 1; i < c->n; i++)
		if (strcmp(c->v[i - 1].en, c->v[i].en) == 0)
			(void)diag_error(d, (struct loc){ file, 0, 0 }, /* counted */
			    "msgid \"%s\" is there twice", c->v[i].en);
	buf_free(&r.key);
	buf_free(&r.to);
	return d->errors == before ? 0 : -1;
}

/* Where byte AT of TEXT stands. */
static struct loc
place(const char *file, struct str text, size_t at)
{
	struct loc loc = { file, 1, 1 };
	size_t i;

	for (i = 0; i < at; i++) {
		loc.col++;
		if (text.p[i] == '\n') {
			loc.line++;
			loc.col = 1;
		}
	}
	return loc;
}

static int
translate(
    struct diag *d, const struct catalog *c, struct loc loc, struct str key, struct buf *out)
{
	struct buf b = BUF_INIT;
	const char *to;
	int rc = 0;

	buf_addstr(&b, key);
	to = tr(c, b.p);
	if (to == b.p)
		rc = diag_error(d, loc, "no %s in words/%s.po for \"%s\"",
		    lang_info[c->lang].name, lang_info[c->lang].code, b.p);
	buf_adds(out, to);
	buf_free(&b);
	return rc;
}

int
catalog_template(
    struct diag *d, const struct catalog *c, const char *file, struct str text, struct buf *out)
{
	const size_t mark = sizeof(open_mark) - 1;
	size_t i = 0;
	int rc = 0;

	while (i < text.n) {
		size_t start = i + str_find(str_skip(text, i), open_mark), n;

		buf_add(out, text.p + i, start - i);
		if (start == text.n)
			break;
		start += mark;
		n = str_find(str_skip(text, start), close_mark);
		if (start + n == text.n)
			return diag_error(d, place(file, text, start - mark),
			    "{{#t}} is not closed by {{/t}}");
		if (c == NULL) {
			buf_adds(out, "{{! }}");
			buf_add(out, text.p + start, n);
			buf_adds(out, "{{! }}");
		} else if (translate(d, c, place(file, text, start),
			       (struct str){ text.p + start, n }, out) != 0) {
			rc = -1;
		}
		i = start + n + mark;
	}
	return rc;
}
