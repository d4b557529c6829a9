#include "markup/render.h"

#include "base/escape.h"
#include "markup/inline.h"
#include "markup/tables.h"
#include "markup/walk.h"

static bool
is_top_list_item(const struct walk *w)
{
	cmark_node *list = cmark_node_parent(w->node);

	return cmark_node_get_type(w->node) == CMARK_NODE_ITEM &&
	       cmark_node_parent(list) == w->root &&
	       cmark_node_get_list_type(list) == CMARK_BULLET_LIST;
}

/* Blocks of the top level. */

static void
block_begin(struct walk *w, enum markdown_block_kind kind, struct loc loc)
{
	struct markdown_doc *doc = w->doc;

	doc->blocks = arena_grow(
	    w->arena, doc->blocks, doc->n_blocks, &w->cap_blocks, sizeof(*doc->blocks));
	doc->blocks[doc->n_blocks++] = (struct markdown_block){ .kind = kind, .loc = loc };
	w->block = walk_here(w);
}

static void
block_end(struct walk *w)
{
	struct markdown_block *b = &w->doc->blocks[w->doc->n_blocks - 1];
	struct str html = str_skip(buf_str(&w->html), w->block.html);

	if (!w->item_bare)
		b->html = walk_keep(w, str_trim(html));
	b->text = walk_keep_text(w, w->block.text);
	w->item_bare = false;
}

static void
item_begin(struct walk *w)
{
	cmark_node *child = cmark_node_first_child(w->node);
	bool one = child != NULL && cmark_node_next(child) == NULL &&
		   cmark_node_get_type(child) == CMARK_NODE_PARAGRAPH;
	struct loc loc = walk_block_loc(w);

	if (one)
		loc = source_loc(w->src, walk_positive(cmark_node_get_start_line(child)),
		    walk_positive(cmark_node_get_start_column(child)));
	block_begin(w, MARKDOWN_ITEM, loc);
	w->item_bare = one;
	w->doc->blocks[w->doc->n_blocks - 1].nested = child != NULL && !one;
}

/* Begin or end the block that node is, if it is one.  A table is the work of its first and last
 * cell, the list around top-level items of nobody. */
static void
block_edge(struct walk *w)
{
	static const enum markdown_block_kind kinds[CMARK_NODE_LAST_BLOCK + 1] = {
		[CMARK_NODE_BLOCK_QUOTE] = MARKDOWN_OTHER,
		[CMARK_NODE_LIST] = MARKDOWN_OTHER,
		[CMARK_NODE_CODE_BLOCK] = MARKDOWN_OTHER,
		[CMARK_NODE_HTML_BLOCK] = MARKDOWN_OTHER,
		[CMARK_NODE_CUSTOM_BLOCK] = MARKDOWN_OTHER,
		[CMARK_NODE_PARAGRAPH] = MARKDOWN_PARAGRAPH,
		[CMARK_NODE_HEADING] = MARKDOWN_HEADING,
		[CMARK_NODE_THEMATIC_BREAK] = MARKDOWN_OTHER,
	};
	cmark_node_type type = cmark_node_get_type(w->node);

	if (!w->blocks)
		return;
	if (is_top_list_item(w)) {
		if (w->enter)
			item_begin(w);
		else
			block_end(w);
		return;
	}
	if (cmark_node_parent(w->node) != w->root || w->cell != NULL)
		return;
	if (type == CMARK_NODE_LIST && cmark_node_get_list_type(w->node) == CMARK_BULLET_LIST)
		return;
	if (w->enter)
		block_begin(w, kinds[type], walk_block_loc(w));
	else
		block_end(w);
}

/* Nodes: one function per type, called before and after the children. */

static void
on_quote(struct walk *w)
{
	walk_fresh_line(w);
	buf_adds(&w->html, w->enter ? "<blockquote>\n" : "</blockquote>\n");
	w->quotes = w->enter ? w->quotes + 1 : w->quotes - 1;
}

static void
on_list(struct walk *w)
{
	bool bullets = cmark_node_get_list_type(w->node) == CMARK_BULLET_LIST;
	int start = cmark_node_get_list_start(w->node);

	walk_fresh_line(w);
	if (!w->enter)
		buf_adds(&w->html, bullets ? "</ul>\n" : "</ol>\n");
	else if (bullets)
		buf_adds(&w->html, "<ul>\n");
	else if (start == 1)
		buf_adds(&w->html, "<ol>\n");
	else
		buf_addf(&w->html, "<ol start=\"%d\">\n", start);
}

static void
on_item(struct walk *w)
{
	if (!w->enter) {
		buf_adds(&w->html, "</li>\n");
		return;
	}
	walk_fresh_line(w);
	buf_adds(&w->html, "<li>");
	walk_space(w);
}

/* Inline content follows. */
static void
begin_inlines(struct walk *w)
{
	w->first_line = w->line = walk_positive(cmark_node_get_start_line(w->node));
	w->first_col = walk_positive(cmark_node_get_start_column(w->node));
	walk_space(w);
}

static void
on_paragraph(struct walk *w)
{
	cmark_node *list = cmark_node_parent(cmark_node_parent(w->node));
	bool tight = cmark_node_get_type(list) == CMARK_NODE_LIST &&
		     cmark_node_get_list_tight(list) != 0;

	if (w->enter) {
		begin_inlines(w);
		if (!tight) {
			walk_fresh_line(w);
			buf_adds(&w->html, "<p>");
		}
		if (w->item_bare)
			w->block.html = w->html.n;
		return;
	}
	if (w->item_bare)
		w->doc->blocks[w->doc->n_blocks - 1].html =
		    walk_keep(w, str_skip(buf_str(&w->html), w->block.html));
	if (!tight)
		buf_adds(&w->html, "</p>\n");
}

static void
check_level(struct walk *w, unsigned level, struct loc loc)
{
	if (level == 1)
		diag_warn(w->diag, loc,
		    "first-level heading in the body, where the page's title is the only one: "
		    "use ##");
	else if (level > w->level + 1)
		diag_warn(w->diag, loc, "heading level jumps from %u to %u, expected %u",
		    w->level, level, w->level + 1);
	w->level = level;
}

static void
heading_end(struct walk *w, unsigned level)
{
	struct markdown_doc *doc = w->doc;
	struct markdown_heading h = { .level = level, .loc = walk_block_loc(w) };
	char digit = (char)('0' + level);

	h.text = walk_keep_text(w, w->heading.text);
	h.html = walk_keep(w, str_skip(buf_str(&w->html), w->heading.html));
	buf_truncate(&w->html, w->heading.html);
	buf_adds(&w->html, "<h");
	buf_addc(&w->html, digit);
	if (!w->plain) {
		check_level(w, level, h.loc);
		h.id = outline_id(w->arena, &w->ids, h.text);
		buf_adds(&w->html, " id=\"");
		escape_attr(&w->html, h.id);
		buf_addc(&w->html, '"');
	}
	buf_addc(&w->html, '>');
	buf_addstr(&w->html, h.html);
	buf_adds(&w->html, "</h");
	buf_addc(&w->html, digit);
	buf_adds(&w->html, ">\n");
	doc->outline = arena_grow(
	    w->arena, doc->outline, doc->n_outline, &w->cap_outline, sizeof(*doc->outline));
	doc->outline[doc->n_outline++] = h;
	if (w->blocks && cmark_node_parent(w->node) == w->root) {
		doc->blocks[doc->n_blocks - 1].id = h.id;
		doc->blocks[doc->n_blocks - 1].level = level;
	}
}

/* The name of the table that CELL begins: id of its caption, or label without one. */
static void
table_name(struct walk *w, const struct table_cell *cell, struct buf *name)
{
	struct str id;

	if (!cell->caption) {
		buf_adds(name, "Table ");
		buf_addu(name, w->tables);
		return;
	}
	buf_adds(name, "caption ");
	buf_addu(name, w->tables);
	id = outline_id(w->arena, &w->ids, buf_str(name));
	buf_clear(name);
	buf_addstr(name, id);
}

static void
on_cell(struct walk *w, const struct table_cell *cell)
{
	struct buf name = BUF_INIT;

	if (!w->enter) {
		table_cell_close(&w->html, cell);
		if (w->blocks && table_cell_is_last(cell))
			block_end(w);
		w->cell = NULL;
		return;
	}
	w->cell = cell;
	if (table_cell_is_first(cell)) {
		w->tables++;
		table_name(w, cell, &name);
		if (w->blocks)
			block_begin(w, MARKDOWN_OTHER, cell->table->loc);
	}
	table_cell_open(&w->html, cell, buf_str(&name));
	begin_inlines(w);
	buf_free(&name);
}

static void
on_heading(struct walk *w)
{
	if (!w->enter) {
		heading_end(w, (unsigned)cmark_node_get_heading_level(w->node));
		w->listening--;
		return;
	}
	w->listening++;
	walk_fresh_line(w);
	begin_inlines(w);
	w->heading = walk_here(w);
}

static void
on_code_block(struct walk *w)
{
	struct str info = str_of(cmark_node_get_fence_info(w->node));
	size_t n = 0;

	if (!w->enter)
		return;
	while (n < info.n && !ascii_isspace(info.p[n]))
		n++;
	walk_fresh_line(w);
	buf_adds(&w->html, "<pre><code");
	if (n > 0) {
		buf_adds(&w->html, " class=\"language-");
		escape_attr(&w->html, (struct str){ info.p, n });
		buf_addc(&w->html, '"');
	}
	buf_addc(&w->html, '>');
	escape_html(&w->html, walk_literal(w));
	buf_adds(&w->html, "</code></pre>\n");
	walk_space(w);
	walk_text(w, walk_literal(w));
}

static void
on_html_block(struct walk *w)
{
	if (!w->enter)
		return;
	walk_fresh_line(w);
	walk_raw_html(w, walk_block_loc(w));
	walk_fresh_line(w);
}

static void
on_rule(struct walk *w)
{
	if (!w->enter)
		return;
	walk_fresh_line(w);
	buf_adds(&w->html, "<hr />\n");
}

static void (*const on_block[CMARK_NODE_LAST_BLOCK + 1])(struct walk *) = {
	[CMARK_NODE_BLOCK_QUOTE] = on_quote,
	[CMARK_NODE_LIST] = on_list,
	[CMARK_NODE_ITEM] = on_item,
	[CMARK_NODE_CODE_BLOCK] = on_code_block,
	[CMARK_NODE_HTML_BLOCK] = on_html_block,
	[CMARK_NODE_PARAGRAPH] = on_paragraph,
	[CMARK_NODE_HEADING] = on_heading,
	[CMARK_NODE_THEMATIC_BREAK] = on_rule,
};

static void
visit_block(struct walk *w, cmark_node_type type)
{
	/* The block of an item is what its tags hold; any other is with its tags. */
	bool edge_first = w->enter != (type == CMARK_NODE_ITEM);

	if (edge_first)
		block_edge(w);
	if (on_block[type] != NULL)
		on_block[type](w);
	if (!edge_first)
		block_edge(w);
}

static void
visit(struct walk *w)
{
	cmark_node_type type = cmark_node_get_type(w->node);
	size_t line = walk_positive(cmark_node_get_start_line(w->node));
	const struct table_cell *cell = NULL;

	if (type == CMARK_NODE_HEADING && line > 0 && line <= w->src->n)
		cell = w->src->lines[line - 1].cell;
	if (cell != NULL)
		on_cell(w, cell);
	else if (type <= CMARK_NODE_LAST_BLOCK)
		visit_block(w, type);
	else
		inline_visit(w);
}

/* Every node before and after its children, without recursion. */
static void
walk_tree(struct walk *w)
{
	cmark_node *next;

	w->node = w->root;
	w->enter = true;
	for (;;) {
		visit(w);
		next = w->enter ? cmark_node_first_child(w->node) : cmark_node_next(w->node);
		if (next != NULL) {
			w->node = next;
			w->enter = true;
		} else if (w->enter) {
			w->enter = false;
		} else if (w->node == w->root) {
			return;
		} else {
			w->node = cmark_node_parent(w->node);
		}
	}
}

int
render_tree(struct diag *d, struct arena *a, const struct markdown_options *opt,
    const struct source *src, struct cmark_node *root, struct markdown_doc *doc)
{
	struct walk w = { .diag = d, .arena = a, .opt = opt, .src = src, .doc = doc };

	w.plain = (opt->flags & MARKDOWN_PLAIN) != 0;
	w.blocks = (opt->flags & MARKDOWN_NO_BLOCKS) == 0;
	w.no_text = !w.blocks && (opt->flags & MARKDOWN_NO_TEXT) != 0;
	w.raw = w.plain && (opt->flags & MARKDOWN_RAW_HTML) != 0;
	w.root = root;
	w.level = 1;
	buf_init(&w.html);
	buf_init(&w.text);
	buf_reserve(&w.html, src->text.n * 2); /* as a rule enough */
	buf_reserve(&w.text, src->text.n);
	walk_tree(&w);
	doc->html = walk_keep(&w, buf_str(&w.html));
	doc->text = w.no_text ? STR("") : walk_keep_text(&w, 0);
	buf_free(&w.html);
	buf_free(&w.text);
	return w.status;
}
