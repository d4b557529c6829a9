/*
 * walk.h - the state of the walk that render_tree() makes, and what its two halves share.
 * Layer: markup, private.  render.c does the blocks, inline.c what stands in them.
 */
#ifndef MARKUP_WALK_H
#define MARKUP_WALK_H

#define CMARK_NO_SHORT_NAMES
#include <cmark.h>

#include "markup/markdown.h"
#include "markup/outline.h"
#include "markup/source.h"

/* What is being collected when a node ends: where it began in the two outputs. */
struct walk_mark {
	size_t	html, text;
};

struct walk {
	struct diag *diag;
	struct arena *arena;
	const struct markdown_options *opt;
	const struct source *src;
	struct markdown_doc *doc;
	size_t	cap_outline, cap_links, cap_blocks;
	bool	plain, raw, blocks;	/* the flags, raw only with plain, blocks unless without, */
	bool	no_text;		/* only without blocks */
	unsigned listening;		/* headings, links and images around node, whose text is wanted all the same */
	int	status;			/* 0, or -1 after an error */

	cmark_node *root, *node;
	bool	enter;			/* before the children of node, else after them */
	struct buf html;
	struct buf text;		/* runs of white space are one space */
	struct outline_ids ids;
	unsigned long tables;		/* begun so far */
	unsigned level;			/* of the last heading; the page's title is 1 */

	unsigned quotes;		/* block quotations around node */
	size_t	line, first_line;	/* of node, and of the block it is inline content of */
	size_t	first_col;		/* where that block begins */
	const struct table_cell *cell;	/* node is content of this cell, or NULL */
	unsigned images;		/* images around node: only alternative text is written */
	struct walk_mark heading, link, image, block;
	size_t	link_index, image_index;	/* in doc->links */
	bool	item_bare;		/* the ITEM's html is that of its one paragraph */
};

/* Plain text: a space unless there is one, or nothing; S with its white space collapsed. */
void	walk_space(struct walk *);
void	walk_text(struct walk *, struct str s);
/* Copies in the arena: of S, and of the text since offset FROM without spaces at the ends. */
struct str walk_keep(struct walk *, struct str s);
struct str walk_keep_text(struct walk *, size_t from);
/* Where both outputs are now. */
struct walk_mark walk_here(const struct walk *);

/* Places in the file: of the block node is; of inline content by cmark's line and column. */
struct loc walk_block_loc(const struct walk *);
struct loc walk_inline_loc(const struct walk *, size_t number, int column);
/* cmark's numbers, none of which should be below 0. */
size_t	walk_positive(int);

/* What is written in node, borrowed. */
struct str walk_literal(const struct walk *);
/* End the line of HTML if one is begun. */
void	walk_fresh_line(struct walk *);
/* The raw HTML that node is: passed, left out, or an error at LOC, as the flags ask. */
void	walk_raw_html(struct walk *, struct loc);

#endif
