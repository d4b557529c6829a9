/*
 * fuzz_markdown.c - any bytes as a Markdown body.
 *
 * Whatever comes in: HTML and plain text are UTF-8; every "<" of the HTML begins one of our own
 * tags, each closed in order, so no author's markup is in it; ids are unique; an error was
 * reported if and only if the parse says so; and the CommonMark mode survives the same bytes.
 */
#include <ctype.h>
#include <string.h>

#include "base/diag.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "markup/markdown.h"

static const struct {
	const char *name;
	int alone; /* has no end tag */
} tags[] = {
	{ "p", 0 },
	{ "em", 0 },
	{ "strong", 0 },
	{ "code", 0 },
	{ "pre", 0 },
	{ "a", 0 },
	{ "ul", 0 },
	{ "ol", 0 },
	{ "li", 0 },
	{ "blockquote", 0 },
	{ "div", 0 },
	{ "table", 0 },
	{ "caption", 0 },
	{ "thead", 0 },
	{ "tbody", 0 },
	{ "tr", 0 },
	{ "th", 0 },
	{ "td", 0 },
	{ "h1", 0 },
	{ "h2", 0 },
	{ "h3", 0 },
	{ "h4", 0 },
	{ "h5", 0 },
	{ "h6", 0 },
	{ "br", 1 },
	{ "hr", 1 },
	{ "img", 1 },
};

static size_t
find_tag(struct str name)
{
	size_t i;

	for (i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
		if (str_is(name, tags[i].name))
			return i;
	check(0, "every tag is one of ours");
	return 0;
}

static void
check_html(struct str html)
{
	unsigned char *open = calloc(html.n + 1, 1); /* the tags that are open, as a stack */
	size_t depth = 0, i, n, tag;

	check(open != NULL, "memory");
	check(utf8_valid(html) == html.n, "HTML is UTF-8");
	for (i = 0; i < html.n; i++) {
		int end = i + 1 < html.n && html.p[i + 1] == '/';
		struct str name = str_skip(html, i + (end ? 2 : 1));

		if (html.p[i] != '<')
			continue;
		for (n = 0; n < name.n && isalnum((unsigned char)name.p[n]); n++)
			continue;
		tag = find_tag((struct str){ name.p, n });
		check(str_chr(name, '>') < str_chr(name, '<'), "a tag ends before the next");
		if (tags[tag].alone)
			continue;
		if (!end)
			open[depth++] = (unsigned char)tag;
		else
			check(depth > 0 && open[--depth] == tag, "tags close in order");
	}
	check(depth == 0, "every tag is closed");
	free(open);
}

static void
check_text(struct str text)
{
	check(utf8_valid(text) == text.n, "text is UTF-8");
	check(str_find(text, "  ") == text.n && str_chr(text, '\n') == text.n,
	    "white space is collapsed");
}

static int
by_bytes(const void *x, const void *y)
{
	const struct markdown_heading *a = x, *b = y;

	return str_cmp(a->id, b->id);
}

static void
check_doc(const struct markdown_doc *doc)
{
	size_t i;

	check_html(doc->html);
	check_text(doc->text);
	for (i = 0; i < doc->n_blocks; i++) {
		check_html(doc->blocks[i].html);
		check_text(doc->blocks[i].text);
		check(doc->blocks[i].loc.line > 0, "a block has a place");
		check(i == 0 || doc->blocks[i].loc.line >= doc->blocks[i - 1].loc.line,
		    "blocks are in order");
	}
	for (i = 0; i < doc->n_links; i++)
		check(doc->links[i].loc.line > 0, "a link has a place");
	for (i = 0; i < doc->n_outline; i++)
		check_html(doc->outline[i].html);
	if (doc->n_outline > 1)
		qsort(doc->outline, doc->n_outline, sizeof(*doc->outline), by_bytes);
	for (i = 1; i < doc->n_outline; i++)
		check(by_bytes(&doc->outline[i - 1], &doc->outline[i]) != 0, "ids are unique");
}

static bool
relink(void *ctx, struct str dest, struct buf *out)
{
	(void)ctx;
	if (dest.n % 2 != 0)
		return false;
	buf_adds(out, "/x/");
	buf_addstr(out, dest);
	return true;
}

static void
parse(struct str body, unsigned flags)
{
	const struct markdown_options opt = {
		.loc = { .file = "x.md", .line = 1 }, .flags = flags, .link = relink
	};
	struct markdown_doc doc;
	struct arena arena;
	struct diag diag;
	int status;

	arena_init(&arena, 0);
	diag_init(&diag);
	status = markdown_parse(&diag, &arena, &opt, body, &doc);
	check((status != 0) == (diag.errors > 0), "-1 means reported");
	if (flags == 0)
		check_doc(&doc);
	diag_free(&diag);
	arena_free(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* A copy of exactly this size, so that ASan sees a byte read too far. */
	char *copy = malloc(size != 0 ? size : 1);

	check(copy != NULL, "memory");
	if (size != 0)
		memcpy(copy, data, size);
	parse((struct str){ copy, size }, 0);
	parse((struct str){ copy, size }, MARKDOWN_PLAIN | MARKDOWN_RAW_HTML);
	free(copy);
	return 0;
}
