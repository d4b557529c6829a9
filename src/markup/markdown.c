#include "markup/markdown.h"

#define CMARK_NO_SHORT_NAMES
#include <cmark.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "markup/guard.h"
#include "markup/render.h"
#include "markup/source.h"
#include "markup/tables.h"

/*
 * cmark's allocator gets no context, so the arena of the parse that this thread is in stands
 * here: set around the calls that allocate, NULL at any other time.  Each thread has its own.
 */
static _Thread_local struct arena *parse_arena;

/* Before each allocation, for realloc. */
struct header {
	alignas(max_align_t) size_t n;
};

static void *
cm_calloc(size_t n, size_t size)
{
	struct header *h;

	if (size != 0 && n > (SIZE_MAX - sizeof(*h)) / size)
		abort(); /* no such object fits a body of LIMIT_CONTENT_FILE */
	h = arena_alloc(parse_arena, sizeof(*h) + n * size);
	h->n = n * size;
	return h + 1;
}

static void *
cm_realloc(void *old, size_t n)
{
	struct header *h = old;
	void *p;

	if (old == NULL)
		return cm_calloc(1, n);
	if (n <= h[-1].n)
		return old;
	p = cm_calloc(1, n);
	memcpy(p, old, h[-1].n);
	return p;
}

static void
cm_free(void *p)
{
	(void)p; /* goes with the arena */
}

/* The tree of TEXT, in the arena: nothing to free.  Positions of code and HTML that go over
 * line ends are right only with CMARK_OPT_SOURCEPOS. */
static cmark_node *
parse_tree(struct arena *a, struct str text)
{
	static cmark_mem mem = { cm_calloc, cm_realloc, cm_free };
	cmark_parser *parser;
	cmark_node *root;

	parse_arena = a;
	parser = cmark_parser_new_with_mem(CMARK_OPT_SOURCEPOS, &mem);
	cmark_parser_feed(parser, text.p, text.n);
	root = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	parse_arena = NULL;
	return root;
}

/* The node after NODE in document order, passing over inline content. */
static cmark_node *
next_block(cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);

	if (type != CMARK_NODE_PARAGRAPH && type != CMARK_NODE_HEADING &&
	    cmark_node_first_child(node) != NULL)
		return cmark_node_first_child(node);
	while (node != NULL && cmark_node_next(node) == NULL)
		node = cmark_node_parent(node);
	return node != NULL ? cmark_node_next(node) : NULL;
}

/* Every paragraph under ROOT, in order. */
static struct tables_paragraph *
list_paragraphs(struct arena *a, cmark_node *root, size_t *n)
{
	struct tables_paragraph *list = NULL;
	size_t cap = 0;
	cmark_node *node, *before = NULL;

	*n = 0;
	for (node = root; node != NULL; node = next_block(node)) {
		int first = cmark_node_get_start_line(node),
		    last = cmark_node_get_end_line(node);

		if (cmark_node_get_type(node) != CMARK_NODE_PARAGRAPH || first < 1 ||
		    last < first)
			continue;
		list = arena_grow(a, list, *n, &cap, sizeof(*list));
		list[(*n)++] = (struct tables_paragraph){
			.first = (size_t)first,
			.last = (size_t)last,
			.top = cmark_node_parent(node) == root,
			.adjacent = before != NULL && cmark_node_previous(node) == before,
		};
		before = node;
	}
	return list;
}

/* What no parser should see. */
static int
check_body(struct diag *d, const struct source *src)
{
	size_t bad = utf8_valid(src->text), i;

	if (bad < src->text.n) {
		i = src->n;
		while (i > 1 && src->lines[i - 1].at > bad)
			i--;
		return diag_error(d, source_loc(src, i, bad - src->lines[i - 1].at + 1),
		    "byte 0x%02X is not UTF-8, expected text saved as UTF-8",
		    (unsigned)(unsigned char)src->text.p[bad]);
	}
	return guard_check(d, src);
}

int
markdown_parse(struct diag *d, struct arena *a, const struct markdown_options *opt,
    struct str body, struct markdown_doc *out)
{
	struct source src, with_cells;
	struct tables_paragraph *paragraphs;
	cmark_node *root;
	size_t n;
	int status = 0;

	*out = (struct markdown_doc){ .html = STR(""), .text = STR("") };
	if (body.p == NULL)
		body = STR("");
	if (body.n > LIMIT_CONTENT_FILE)
		return diag_error(d, (struct loc){ .file = opt->loc.file },
		    "%zu bytes of Markdown, at most %lu are allowed", body.n,
		    LIMIT_CONTENT_FILE);
	source_init(&src, a, body, opt->loc);
	if (check_body(d, &src) != 0)
		return -1;
	if ((opt->flags & MARKDOWN_PLAIN) == 0 && tables_possible(&src)) {
		/* As a rule only a parse tells a table from its picture in a code block. */
		if (!tables_plain(a, &src, &paragraphs, &n))
			paragraphs = list_paragraphs(a, parse_tree(a, body), &n);
		status = tables_rewrite(d, a, &src, paragraphs, n, &with_cells);
		src = with_cells;
	}
	root = parse_tree(a, src.text);
	if (render_tree(d, a, opt, &src, root, out) != 0)
		status = -1;
	return status;
}

static void
keep(struct arena *a, struct str *s)
{
	if (s->p != NULL)
		*s = (struct str){ arena_strndup(a, s->p, s->n), s->n };
}

/* N elements of SIZE bytes at P, copied. */
static void *
keep_array(struct arena *a, const void *p, size_t n, size_t size)
{
	return n > 0 ? memcpy(arena_alloc(a, n * size), p, n * size) : NULL;
}

void
markdown_keep(struct arena *a, struct markdown_doc *doc)
{
	size_t i;

	doc->outline = keep_array(a, doc->outline, doc->n_outline, sizeof(*doc->outline));
	doc->links = keep_array(a, doc->links, doc->n_links, sizeof(*doc->links));
	doc->blocks = keep_array(a, doc->blocks, doc->n_blocks, sizeof(*doc->blocks));
	keep(a, &doc->html);
	keep(a, &doc->text);
	for (i = 0; i < doc->n_outline; i++) {
		struct markdown_heading *h = &doc->outline[i];
		bool plain = str_eq(h->html, h->text); /* nearly always */

		keep(a, &h->text);
		keep(a, &h->id);
		if (plain)
			h->html = h->text;
		else
			keep(a, &h->html);
	}
	for (i = 0; i < doc->n_links; i++) {
		struct markdown_link *k = &doc->links[i];
		bool same = k->resolved.p == k->dest.p;

		keep(a, &k->dest);
		keep(a, &k->text);
		if (same)
			k->resolved = k->dest;
		else
			keep(a, &k->resolved);
	}
	for (i = 0; i < doc->n_blocks; i++) {
		keep(a, &doc->blocks[i].text);
		keep(a, &doc->blocks[i].html);
		keep(a, &doc->blocks[i].id);
	}
}
