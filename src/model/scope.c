/*
 * scope.c - chapter files: what stands before the first heading, and one section per heading.
 *
 * Grammar (cee-content(5)): "## 6109 Title" begins a heading, "### 6109.10 Title" a line below it that
 * has another Center; list items are names, paragraphs are scope prose, and a paragraph that begins
 * "Not here:" is shown but never searched.
 */
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "model/load.h"
#include "model/names.h"

/* Where the blocks of a file go until the next heading. */
struct section {
	struct heading *heading; /* NULL: before the first */
	struct split *split; /* NULL: the heading itself */
	const char *code; /* names belong to it */
	bool lost; /* its heading could not be used */
	struct buf html, text, not_html;
};

static const char *
kept(struct loader *l, struct buf *b)
{
	const char *s = arena_strndup(&l->site->arena, b->p, b->n);

	buf_clear(b);
	return s;
}

static void
close_section(struct loader *l, struct chapter *c, struct section *s)
{
	if (s->split != NULL) {
		s->split->html = kept(l, &s->html);
		s->split->text = kept(l, &s->text);
	} else if (s->heading != NULL) {
		s->heading->html = kept(l, &s->html);
		s->heading->text = kept(l, &s->text);
		s->heading->not_html = kept(l, &s->not_html);
	} else {
		c->intro_html = kept(l, &s->html);
		c->intro_text = kept(l, &s->text);
	}
	buf_clear(&s->not_html);
}

/* "6109 T-shirts" to its digits and title; dots between digits are allowed. */
static bool
code_and_title(struct str s, char code[9], struct str *title)
{
	size_t i, n = 0;

	for (i = 0; i < s.n && (ascii_isdigit(s.p[i]) || s.p[i] == '.'); i++) {
		if (!ascii_isdigit(s.p[i]))
			continue;
		if (n == 8)
			return false;
		code[n++] = s.p[i];
	}
	code[n] = '\0';
	*title = str_trim(str_skip(s, i));
	return n > 0 && i < s.n && s.p[i] == ' ' && title->n > 0;
}

static void
begin_heading(
    struct loader *l, struct chapter *c, struct section *s, const struct markdown_block *b)
{
	struct arena *a = &l->site->arena;
	struct str title;
	struct heading *h;
	char code[9];
	size_t i;

	s->heading = NULL;
	s->split = NULL;
	if (!code_and_title(b->text, code, &title) || strlen(code) != 4) {
		(void)diag_error(l->diag, b->loc, /* counted */
		    "expected a heading such as \"## %s01 Short title\"", c->number);
		return;
	}
	if (strncmp(code, c->number, 2) != 0) {
		(void)diag_error(l->diag, b->loc, "heading %s is not of chapter %s", code,
		    c->number); /* counted */
		return;
	}
	for (i = 0; i < c->n_headings; i++) {
		if (strcmp(c->headings[i].code, code) != 0)
			continue;
		(void)diag_error(l->diag, b->loc, "heading %s stands twice; first on line %u",
		    code, c->headings[i].loc.line); /* counted */
		return;
	}
	c->headings =
	    arena_grow(a, c->headings, c->n_headings, &c->cap_headings, sizeof(*c->headings));
	h = &c->headings[c->n_headings++];
	*h = (struct heading){ .title = arena_strndup(a, title.p, title.n),
		.chapter = c,
		.html = "",
		.text = "",
		.not_html = "",
		.loc = b->loc };
	memcpy(h->code, code, 5);
	h->rule = site_route(l->site, code);
	if (h->rule == NULL && !l->rules_bad)
		(void)diag_error(l->diag, b->loc,
		    "no rule gives heading %s a Center on this day", code); /* counted */
	s->heading = h;
	s->code = arena_strdup(a, code);
}

/* On the second pass: the heading that the first one made of LINE, if it could. */
static void
resume_heading(struct chapter *c, struct section *s, unsigned line)
{
	size_t i;

	s->heading = NULL;
	s->split = NULL;
	for (i = 0; i < c->n_headings && s->heading == NULL; i++)
		if (c->headings[i].loc.line == line)
			s->heading = &c->headings[i];
	if (s->heading != NULL)
		s->code = s->heading->code;
	s->lost = s->heading == NULL;
}

static void
begin_split(struct loader *l, struct section *s, const struct markdown_block *b)
{
	struct arena *a = &l->site->arena;
	struct heading *h = s->heading;
	struct split *sp;
	struct str title;
	char code[9];
	size_t i;

	s->split = NULL;
	if (h == NULL && s->lost)
		return; /* the heading above it is the mistake */
	if (h == NULL || !code_and_title(b->text, code, &title) ||
	    (strlen(code) != 6 && strlen(code) != 8) || strncmp(code, h->code, 4) != 0) {
		(void)diag_error(l->diag, b->loc,
		    "expected a line below its heading, such as "
		    "\"### %s.10 Short title\"",
		    h != NULL ? h->code : "6109"); /* counted */
		return;
	}
	for (i = 0; i < h->n_splits; i++)
		if (strcmp(h->splits[i].code, code) == 0)
			(void)diag_error(l->diag, b->loc,
			    "line %s stands twice; first on line %u", code,
			    h->splits[i].loc.line); /* counted */
	h->splits = arena_grow(a, h->splits, h->n_splits, &h->cap_splits, sizeof(*h->splits));
	sp = &h->splits[h->n_splits++];
	*sp = (struct split){ .title = arena_strndup(a, title.p, title.n),
		.html = "",
		.text = "",
		.rule = site_route(l->site, code),
		.loc = b->loc };
	memcpy(sp->code, code, strlen(code) + 1);
	s->split = sp;
	s->code = arena_strdup(a, code);
}

/* Codes in parentheses become links: "(6105, 6106)". */
static void
link_codes(struct loader *l, struct buf *out, const struct markdown_block *b)
{
	struct str s = b->html;
	size_t i, n;
	char code[5];

	for (i = 0; i < s.n; i += n) {
		n = 1;
		if (i == 0 || !ascii_isdigit(s.p[i]) ||
		    (s.p[i - 1] != '(' && !(s.p[i - 1] == ' ' && i > 1 && s.p[i - 2] == ','))) {
			buf_addc(out, s.p[i]);
			continue;
		}
		while (i + n < s.n && (ascii_isdigit(s.p[i + n]) || s.p[i + n] == '.'))
			n++;
		if (n < 4 || i + n >= s.n || (s.p[i + n] != ')' && s.p[i + n] != ',')) {
			buf_add(out, s.p + i, n);
			continue;
		}
		memcpy(code, s.p + i, 4);
		code[4] = '\0';
		if (site_heading(l->site, code) == NULL) {
			if (!load_broken_code(l, code))
				(void)diag_error(l->diag, b->loc, "no heading %s in scopes/",
				    code); /* counted */
			buf_add(out, s.p + i, n);
			continue;
		}
		buf_addf(out, "<a href=\"/hts/%s/\">%.*s</a>", code, (int)n, s.p + i);
	}
}

static void
add_block(struct loader *l, struct section *s, const struct markdown_block *b)
{
	bool not_here = b->kind == MARKDOWN_PARAGRAPH && str_starts(b->text, "Not here:");

	if (b->kind == MARKDOWN_ITEM && s->heading != NULL) {
		names_add(l, s->heading, s->code, b->text, b->loc);
		return;
	}
	if (not_here && s->heading != NULL) {
		link_codes(l, s->split != NULL ? &s->html : &s->not_html, b);
		return;
	}
	if (b->kind == MARKDOWN_PARAGRAPH && s->heading != NULL && b->text.n > 0 &&
	    strchr(".?!:)\"", b->text.p[b->text.n - 1]) == NULL)
		diag_warn(l->diag, b->loc,
		    "a paragraph without a full stop; if these are names, begin the line with "
		    "\"- \"");
	buf_addstr(&s->html, b->html);
	if (s->text.n > 0)
		buf_addc(&s->text, ' ');
	buf_addstr(&s->text, b->text);
}

static void
load_scope(struct loader *l, struct chapter *c, bool names)
{
	const struct markdown_doc *doc = &c->page->doc;
	struct section s = { .html = BUF_INIT, .text = BUF_INIT, .not_html = BUF_INIT };
	size_t i;

	for (i = 0; i < doc->n_blocks; i++) {
		const struct markdown_block *b = &doc->blocks[i];

		if (b->kind == MARKDOWN_HEADING && b->level == 2) {
			if (names) {
				close_section(l, c, &s);
				resume_heading(c, &s, b->loc.line);
			} else {
				begin_heading(l, c, &s, b);
			}
		} else if (!names) {
			continue;
		} else if (b->kind == MARKDOWN_HEADING && b->level == 3) {
			close_section(l, c, &s);
			begin_split(l, &s, b);
		} else {
			add_block(l, &s, b);
		}
	}
	if (names)
		close_section(l, c, &s);
	buf_free(&s.html);
	buf_free(&s.text);
	buf_free(&s.not_html);
}

static int
by_code(const void *x, const void *y)
{
	return strcmp(((const struct heading *)x)->code, ((const struct heading *)y)->code);
}

/* Has C sections at all, even if none could be used? */
static bool
has_sections(const struct chapter *c)
{
	const struct markdown_doc *doc = &c->page->doc;
	size_t i;

	for (i = 0; i < doc->n_blocks; i++)
		if (doc->blocks[i].kind == MARKDOWN_HEADING && doc->blocks[i].level == 2)
			return true;
	return false;
}

static void
check_section(struct loader *l, const struct chapter *c)
{
	const struct config *cfg = &l->site->config;
	size_t i;

	if (l->config_bad)
		return;
	for (i = 0; i < cfg->n_sections; i++)
		if (strcmp(cfg->sections[i].id, c->section) == 0)
			return;
	(void)diag_error(l->diag, front_get(c->page->front, "section")->loc, /* counted */
	    "no section \"%s\" in site.yml", c->section);
}

/*
 * Headings first, in every chapter, then their names and prose: these refer to headings of any
 * chapter.
 */
void
load_check_items(struct diag *d, const char *file, struct str text)
{
	struct str rest = text, line;
	bool body = false, item = false;
	unsigned n = 0;
	size_t at;

	while (str_split(&rest, '\n', &line)) {
		if (n++ > 0 && !body) {
			body = str_is(str_trim(line), "---");
			continue;
		}
		for (at = 0; at < line.n && line.p[at] == ' '; at++)
			;
		if (at == line.n || line.p[at] == '\r' || line.p[at] == '#')
			item = false;
		else if (line.p[at] == '-' && at + 1 < line.n && line.p[at + 1] == ' ')
			item = body;
		else if (item && line.p[at] == '-' && at + 1 < line.n &&
			 (ascii_isalpha(line.p[at + 1]) || line.p[at + 1] == '"'))
			(void)diag_error(d, /* counted */
			    (struct loc){ file, n, (unsigned)at + 1 },
			    "this line is read as the end of the one above; an item of a list "
			    "begins with \"- \", a hyphen and a space");
	}
}

void
load_scopes(struct loader *l)
{
	struct site *site = l->site;
	size_t i;

	for (i = 0; i < site->n_chapters; i++) {
		struct chapter *c = &site->chapters[i];

		load_scope(l, c, false);
		if (c->n_headings > 1)
			qsort(c->headings, c->n_headings, sizeof(*c->headings), by_code);
	}
	for (i = 0; i < site->n_chapters; i++)
		load_scope(l, &site->chapters[i], true);
	for (i = 0; i < site->n_chapters; i++) {
		struct chapter *c = &site->chapters[i];

		check_section(l, c);
		if (c->n_headings == 0 && !has_sections(c))
			(void)diag_error(l->diag, (struct loc){ c->page->file, 0, 0 },
			    "the chapter has no heading sections (\"## %s01 Title\")",
			    c->number);
	}
}
