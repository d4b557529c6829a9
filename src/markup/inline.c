#include "markup/inline.h"

#include "base/escape.h"
#include "markup/links.h"

/* Code and tags may go over line ends: what follows stands on LINE. */
static void
advance_line(struct walk *w, int line)
{
	if (walk_positive(line) > w->line)
		w->line = walk_positive(line);
}

static void
on_text(struct walk *w)
{
	struct str s;

	if (!w->enter)
		return;
	s = walk_literal(w);
	escape_html(&w->html, s);
	walk_text(w, s);
}

static void
on_break(struct walk *w)
{
	bool hard = cmark_node_get_type(w->node) == CMARK_NODE_LINEBREAK;

	if (!w->enter)
		return;
	w->line++;
	if (w->images > 0)
		buf_addc(&w->html, ' ');
	else
		buf_adds(&w->html, hard ? "<br />\n" : "\n");
	walk_space(w);
}

/* In a cell, "\|" is a pipe in code too, where CommonMark has no escapes. */
static struct str
code_literal(struct walk *w, struct buf *unescaped)
{
	struct str s = walk_literal(w);
	size_t i;

	if (w->cell == NULL || str_find(s, "\\|") == s.n)
		return s;
	for (i = 0; i < s.n; i++)
		if (s.p[i] != '\\' || i + 1 == s.n || s.p[i + 1] != '|')
			buf_addc(unescaped, s.p[i]);
	return buf_str(unescaped);
}

static void
on_code(struct walk *w)
{
	struct buf unescaped = BUF_INIT;
	struct str code;

	if (!w->enter)
		return;
	advance_line(w, cmark_node_get_end_line(w->node));
	code = code_literal(w, &unescaped);
	if (w->images == 0)
		buf_adds(&w->html, "<code>");
	escape_html(&w->html, code);
	if (w->images == 0)
		buf_adds(&w->html, "</code>");
	walk_text(w, code);
	buf_free(&unescaped);
}

static void
on_html_inline(struct walk *w)
{
	size_t line;

	if (!w->enter)
		return;
	line = w->line;
	advance_line(w, cmark_node_get_end_line(w->node));
	if (w->images > 0 && w->plain)
		escape_html(&w->html, walk_literal(w));
	else
		walk_raw_html(
		    w, walk_inline_loc(w, line, cmark_node_get_start_column(w->node)));
}

static void
on_emphasis(struct walk *w)
{
	if (w->images == 0)
		buf_adds(&w->html, w->enter ? "<em>" : "</em>");
}

static void
on_strong(struct walk *w)
{
	if (w->images == 0)
		buf_adds(&w->html, w->enter ? "<strong>" : "</strong>");
}

/* Record the link or image that node is, its text still to come; returns its target. */
static enum links_target
link_begin(struct walk *w, enum markdown_link_kind kind)
{
	struct markdown_doc *doc = w->doc;
	struct markdown_link l = { .kind = kind };
	struct buf out = BUF_INIT;
	enum links_target target;

	l.dest = walk_keep(w, str_of(cmark_node_get_url(w->node)));
	l.resolved = l.dest;
	l.loc = walk_inline_loc(w, w->line, cmark_node_get_start_column(w->node));
	if (!w->plain && w->opt->link != NULL && w->opt->link(w->opt->ctx, l.dest, &out))
		l.resolved = walk_keep(w, buf_str(&out));
	buf_free(&out);
	target = links_target(l.resolved);
	if (target == LINKS_OTHER && !w->plain)
		w->status = diag_error(w->diag, l.loc,
		    "scheme of \"%.*s\" is not allowed, expected http, https, mailto or tel",
		    (int)(l.resolved.n < 60 ? l.resolved.n : 60), l.resolved.p);
	doc->links =
	    arena_grow(w->arena, doc->links, doc->n_links, &w->cap_links, sizeof(*doc->links));
	doc->links[doc->n_links++] = l;
	return target;
}

/* The attribute's value: nothing for a scheme that may run code (javascript:, data: ...). */
static void
add_href(struct walk *w, struct str url, enum links_target target)
{
	if (target != LINKS_OTHER || w->raw)
		links_href(&w->html, url);
}

static void
add_title(struct walk *w)
{
	struct str title = str_of(cmark_node_get_title(w->node));

	if (title.n == 0)
		return;
	buf_adds(&w->html, " title=\"");
	escape_attr(&w->html, title);
	buf_addc(&w->html, '"');
}

static void
link_end(struct walk *w)
{
	struct markdown_link *l = &w->doc->links[w->link_index];

	buf_adds(&w->html, "</a>");
	l->text = walk_keep_text(w, w->link.text);
	if (w->plain)
		return;
	if (l->text.n == 0)
		diag_warn(w->diag, l->loc, "link without text, expected where it leads");
	else if (links_says_nothing(l->text))
		diag_warn(w->diag, l->loc, "link text \"%.*s\" does not say where it leads",
		    (int)l->text.n, l->text.p);
}

static void
on_link(struct walk *w)
{
	enum links_target target;

	if (w->images > 0)
		return;
	if (!w->enter) {
		link_end(w);
		w->listening--;
		return;
	}
	w->listening++;
	target = link_begin(w, MARKDOWN_LINK);
	w->link_index = w->doc->n_links - 1;
	buf_adds(&w->html, "<a href=\"");
	add_href(w, w->doc->links[w->link_index].resolved, target);
	buf_addc(&w->html, '"');
	add_title(w);
	if (!w->plain && target == LINKS_WEB)
		buf_adds(&w->html, " class=\"external\" rel=\"external\"");
	else if (!w->plain && target == LINKS_MAIL)
		buf_adds(&w->html, " class=\"email\"");
	buf_addc(&w->html, '>');
	w->link = walk_here(w);
}

static void
image_end(struct walk *w)
{
	struct markdown_link *l = &w->doc->links[w->image_index];

	buf_addc(&w->html, '"');
	add_title(w);
	buf_adds(&w->html, " />");
	l->text = walk_keep_text(w, w->image.text);
	if (l->text.n == 0 && !w->plain)
		w->status = diag_error(w->diag, l->loc,
		    "image without alternative text, expected ![what it shows](...)");
}

/* An image in an image's text is text. */
static void
on_image(struct walk *w)
{
	enum links_target target;

	if (!w->enter) {
		w->listening--;
		if (--w->images == 0)
			image_end(w);
		return;
	}
	w->listening++;
	if (w->images++ > 0)
		return;
	target = link_begin(w, MARKDOWN_IMAGE);
	w->image_index = w->doc->n_links - 1;
	buf_adds(&w->html, "<img src=\"");
	add_href(w, w->doc->links[w->image_index].resolved, target);
	buf_adds(&w->html, "\" alt=\"");
	w->image = walk_here(w);
}

void
inline_visit(struct walk *w)
{
	static void (*const on[CMARK_NODE_LAST_INLINE + 1])(struct walk *) = {
		[CMARK_NODE_TEXT] = on_text,
		[CMARK_NODE_SOFTBREAK] = on_break,
		[CMARK_NODE_LINEBREAK] = on_break,
		[CMARK_NODE_CODE] = on_code,
		[CMARK_NODE_HTML_INLINE] = on_html_inline,
		[CMARK_NODE_EMPH] = on_emphasis,
		[CMARK_NODE_STRONG] = on_strong,
		[CMARK_NODE_LINK] = on_link,
		[CMARK_NODE_IMAGE] = on_image,
	};
	cmark_node_type type = cmark_node_get_type(w->node);

	if (on[type] != NULL)
		on[type](w);
}
