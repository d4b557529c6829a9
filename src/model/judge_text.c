/* judge_text.c - Markdown that is not what its author meant: marks left in the text, tables without
 * headers, links to this site as if it were another, images that no page shows. */
#include <string.h>

#include "base/fs.h"
#include "model/judge_parts.h"
#include "model/links.h"

/* Marks that a reader would see, since they are no Markdown where they stand. */
static const struct mark {
	const char *mark;
	bool starts; /* the block begins with it */
	const char *text;
} marks[] = {
	{ "](", false,
	    "this is no link; write [words](address), with no space in it and both brackets "
	    "closed" },
	{ "][", false, "this is no link; nothing says where \"[...][...]\" leads" },
	{ "] (", false, "this is no link; there must be no space between \"]\" and \"(\"" },
	{ "**", false,
	    "\"**\" is shown as it is; it stands right before and after bold words" },
	{ "##", true, "this is no heading; put a space after the \"#\" marks" },
	{ "\xE2\x80\xA2", true, "this is no list; begin each item with \"- \"" },
	{ "|", true,
	    "this is no table; put a row of dashes, such as |---|---|, below the header" },
};

/* The place of NEEDLE in the block at LOC, or LOC. */
static struct loc
place(const struct page *p, struct loc loc, const char *needle)
{
	struct str rest = p->source, line;
	unsigned n = 0;

	while (str_split(&rest, '\n', &line)) {
		size_t at = str_find(line, needle);

		if (++n < loc.line)
			continue;
		if (at < line.n)
			return (struct loc){ loc.file, n, (unsigned)at + 1 };
		if (str_trim(line).n == 0)
			break;
	}
	return loc;
}

static void
left_marks(struct judge *j, const struct page *p, const struct markdown_block *b)
{
	size_t i;

	if (b->kind != MARKDOWN_PARAGRAPH && b->kind != MARKDOWN_ITEM)
		return;
	if (str_find(b->html, "<code>") < b->html.n)
		return; /* it may speak of them */
	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		const struct mark *m = &marks[i];

		if (m->starts ? !str_starts(b->text, m->mark)
			      : str_find(b->text, m->mark) == b->text.n)
			continue;
		diag_warn(j->diag, place(p, b->loc, m->mark), "%s", m->text);
		return; /* one mistake often leaves several */
	}
}

/* Cells of a table's header that are empty, but for the corner above the names of rows. */
static void
table_header(struct judge *j, const struct markdown_block *b)
{
	size_t end = str_find(b->html, "</thead>"), at = 0, cells = 0, empty = 0;
	struct str head = { b->html.p, end };
	bool corner = false;

	if (b->kind != MARKDOWN_OTHER || end == b->html.n)
		return;
	while (at < head.n) {
		size_t th = at + str_find(str_skip(head, at), "<th "),
		       td = at + str_find(str_skip(head, at), "<td");

		if (th == head.n && td == head.n)
			break;
		if (td < th) {
			empty++;
			corner = corner || cells == 0;
		}
		cells++;
		at = (td < th ? td : th) + 3;
	}
	if (empty > (corner && cells > 1 ? 1U : 0U))
		diag_warn(j->diag, b->loc,
		    "a column of this table has no header; say in its first row what it holds");
}

/* "https://our.site/faq/x/" is "/faq/x/": checked, and right in every preview. */
static void
own_link(struct judge *j, const struct page *p, const struct markdown_link *k)
{
	struct str base = str_of(j->site->config.base_url), path, bare;
	const char *url;

	if (base.n == 0 || !str_starts(k->dest, base.p))
		return;
	path = str_skip(k->dest, base.n);
	if (path.n == 0 || path.p[0] != '/')
		return;
	bare = (struct str){ path.p, str_chr(path, '#') };
	url = arena_strndup(&j->arena, bare.p, bare.n);
	if (site_page_by_url(j->site, url) == NULL && !links_is_made(j->site, bare))
		return;
	diag_warn(j->diag, place(p, k->loc, base.p),
	    "the link \"%.*s\" leads to this site; write \"%.*s\", which is checked",
	    (int)k->dest.n, k->dest.p, (int)path.n, path.p);
}

/* "IMG_0123.jpg" tells nobody what an image shows. */
static void
image_text(struct judge *j, const struct markdown_link *k)
{
	static const char *const ends[] = { ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp" };
	struct str text = str_trim(k->text);
	size_t i;

	if (str_is_nocase(text, "image") || str_is_nocase(text, "picture") ||
	    str_is_nocase(text, "photo")) {
		diag_warn(j->diag, k->loc,
		    "the text \"%.*s\" does not say what the image shows", (int)text.n, text.p);
		return;
	}
	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (text.n > strlen(ends[i]) &&
		    str_is_nocase(str_skip(text, text.n - strlen(ends[i])), ends[i]))
			diag_warn(j->diag, k->loc,
			    "the text \"%.*s\" is the name of a file; say what the image shows",
			    (int)text.n, text.p);
}

static void
links(struct judge *j, const struct page *p)
{
	size_t i;

	for (i = 0; i < p->doc.n_links; i++) {
		const struct markdown_link *k = &p->doc.links[i];

		if (k->kind == MARKDOWN_IMAGE)
			image_text(j, k);
		else
			own_link(j, p, k);
	}
}

static bool
is_shown(const struct site *site, const char *url)
{
	size_t i, k;

	for (i = 0; i < site->n_pages; i++)
		for (k = 0; k < site->pages[i].doc.n_links; k++)
			if (str_is(site->pages[i].doc.links[k].resolved, url))
				return true;
	return false;
}

/* Files that are left over. */
static void
images(struct judge *j)
{
	const char *dir = fs_join(&j->arena, j->site->root, "images");
	struct fs_list files;
	size_t i;

	if (!fs_is_dir(dir) || fs_walk(j->diag, &j->arena, dir, &files) != 0)
		return;
	for (i = 0; i < files.n; i++)
		if (!is_shown(j->site, fs_join(&j->arena, "/images", files.path[i])))
			diag_note(j->diag,
			    (struct loc){ fs_join(&j->arena, dir, files.path[i]), 0, 0 },
			    "no page shows this image; remove it, or show it");
}

void
judge_text(struct judge *j, bool sound)
{
	size_t i, k;

	for (i = 0; i < j->site->n_pages; i++) {
		const struct page *p = &j->site->pages[i];

		if (!p->live)
			continue;
		for (k = 0; k < p->doc.n_blocks; k++) {
			left_marks(j, p, &p->doc.blocks[k]);
			table_header(j, &p->doc.blocks[k]);
		}
		links(j, p);
	}
	if (sound)
		images(j);
}
