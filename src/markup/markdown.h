/*
 * markdown.h - one Markdown body into what page and index need: HTML, text, outline, links.
 * Layer: markup.
 *
 * CommonMark 0.30 by cmark, and on top of it, unless MARKDOWN_PLAIN: ids of headings, pipe
 * tables (see tables.h), classes of links, and checks of what an author may write.  Pure: no
 * file is read.  Several threads may parse at once, each with its own diag and arena.
 */
#ifndef MARKUP_MARKDOWN_H
#define MARKUP_MARKDOWN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/str.h"

enum {
	MARKDOWN_PLAIN = 1,	/* CommonMark and nothing else: nothing added, nothing checked */
	MARKDOWN_RAW_HTML = 2,	/* pass raw HTML and every URL; ignored without MARKDOWN_PLAIN */
	MARKDOWN_NO_BLOCKS = 4,	/* no blocks: they repeat html and text, and few need them */
	MARKDOWN_NO_TEXT = 8,	/* no text but of headings and links; ignored without MARKDOWN_NO_BLOCKS */
};

struct markdown_options {
	struct loc loc;		/* file, and line of the body's first line in it (0 is 1) */
	unsigned flags;		/* MARKDOWN_*, or 0 */
	/* Rewrite the destination of a link or image: append the new one to OUT and return true,
	 * or return false to keep DEST.  NULL keeps all. */
	bool	(*link)(void *ctx, struct str dest, struct buf *out);
	void	*ctx;		/* first argument of link() */
};

struct markdown_heading {
	unsigned level;		/* 1 to 6 */
	struct str text;	/* plain */
	struct str html;	/* of its inline content; may hold links */
	struct str id;		/* unique in the page, [a-z0-9-]; empty if MARKDOWN_PLAIN */
	struct loc loc;
};

enum markdown_link_kind { MARKDOWN_LINK, MARKDOWN_IMAGE };

struct markdown_link {
	enum markdown_link_kind kind;
	struct str dest;	/* as written, its escapes and entities resolved */
	struct str resolved;	/* what link() made of it, else DEST */
	struct str text;	/* plain: text of a link, alternative text of an image */
	struct loc loc;
};

enum markdown_block_kind {
	MARKDOWN_HEADING,
	MARKDOWN_PARAGRAPH,
	MARKDOWN_ITEM,		/* of a bullet list; the list itself has no block */
	MARKDOWN_OTHER,		/* table, code, quotation, numbered list, rule */
};

/* One block at the top level of the body. */
struct markdown_block {
	enum markdown_block_kind kind;
	unsigned level;		/* HEADING: 1 to 6, else 0 */
	bool	nested;		/* ITEM: holds more than one paragraph, such as a list */
	struct loc loc;		/* ITEM: where its text begins */
	struct str text;	/* plain, line breaks as spaces */
	struct str html;	/* the block with its tags; ITEM: what <li> (or <li><p>) holds */
	struct str id;		/* HEADING: its id, else empty */
};

/* "Plain": Markdown marks resolved, each run of white space one space, none at the ends. */
struct markdown_doc {
	struct str html;	/* the whole body */
	struct str text;	/* the whole body, plain, with captions and alternative texts */
	struct markdown_heading *outline;	/* every heading, in order */
	size_t	n_outline;
	struct markdown_link *links;	/* every link and image, in order */
	size_t	n_links;
	struct markdown_block *blocks;	/* the top level, in order */
	size_t	n_blocks;
};

/*
 * Parse BODY.  Everything in OUT lives in the arena, which also serves cmark: up to about 500
 * bytes for each byte of the worst body, usually under 20.  loc.file is borrowed by the locs in
 * OUT.  cmark does not count line ends within the parentheses of a link or in a definition at
 * the start of a paragraph: a place after one, in that paragraph, is as many lines too early.
 *
 * Errors, each with its place: a body over LIMIT_CONTENT_FILE, not UTF-8, or of a shape that
 * would keep cmark busy (see guard.h); raw HTML; an image without alternative text; a scheme
 * other than http, https, mailto and tel; a table out of shape or over LIMIT_TABLE_CELLS.
 * Warnings: an h1 in the body (the page's title is one), a skipped heading level, a link whose
 * text says nothing.  Not checked: whether a link leads anywhere.
 *
 * Returns 0, or -1 when an error was reported; OUT is then still safe to read, but may not be
 * complete.  Either way, without MARKDOWN_RAW_HTML the HTML holds no markup of the author's.
 */
int	markdown_parse(struct diag *, struct arena *, const struct markdown_options *,
	    struct str body, struct markdown_doc *out);

/* Copy what DOC holds into the arena A, so that the one it was parsed in can be reset.  loc.file stays
 * borrowed. */
void	markdown_keep(struct arena *a, struct markdown_doc *doc);

#endif
