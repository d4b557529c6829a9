/* coverage_html.c - the coverage as a page: bars that read at a glance, then what to work off. */
#include <string.h>

#include "base/escape.h"
#include "cmd/coverage_print.h"

#define BAR_HEIGHT 16
#define BAR_SHARES 160 /* units of width, which a browser makes as wide as it likes */
#define BAR_CHAPTER 120

/* Of a page that stands alone; one of the site has the site's. */
static const char *const own_style =
    "<style>body{font:16px/1.5 system-ui,sans-serif;max-width:75rem;margin:0 auto;padding:1rem}"
    "table{border-collapse:collapse;margin:1rem 0}caption{text-align:left;font-weight:bold}"
    "th,td{text-align:left;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #a9aeb1;"
    "vertical-align:top}li{margin:.25rem 0}code{overflow-wrap:anywhere}"
    ".usa-table-container--scrollable{overflow-x:auto}</style>\n";

/* One part of a bar; parts follow each other. */
struct part {
	size_t n;
	const char *fill;
};

struct page_html {
	struct buf *out;
	const struct coverage *c;
	const char *base; /* before paths */
};

static void
text(const struct page_html *h, const char *s)
{
	escape_html(h->out, str_of(s));
}

/* PARTS of OF as a bar; the figures stand beside it in words, so that nobody misses it. */
static void
bar(const struct page_html *h, unsigned width, const struct part *parts, size_t n, size_t of)
{
	size_t i, x = 0;

	buf_addf(h->out,
	    "<svg width=\"%u\" height=\"%d\" viewBox=\"0 0 %u %d\" aria-hidden=\"true\" "
	    "focusable=\"false\"><rect width=\"%u\" height=\"%d\" fill=\"#ffffff\"/>",
	    width, BAR_HEIGHT, width, BAR_HEIGHT, width, BAR_HEIGHT);
	for (i = 0; i < n; i++) {
		size_t w = of > 0 ? parts[i].n * width / of : 0;

		if (w == 0 && parts[i].n > 0)
			w = 1;
		if (w > 0)
			buf_addf(h->out,
			    "<rect x=\"%zu\" width=\"%zu\" height=\"%d\" fill=\"%s\"/>", x, w,
			    BAR_HEIGHT, parts[i].fill);
		x += w;
	}
	buf_addf(h->out,
	    "<rect x=\"0.5\" y=\"0.5\" width=\"%u\" height=\"%d\" fill=\"none\" "
	    "stroke=\"#565c65\"/></svg>",
	    width - 1, BAR_HEIGHT - 1);
}

/* Anything missing is the first thing to see: what is there is blue, what is not is white. */
static const char *const there = "#2378c3";

static void
shares(const struct page_html *h)
{
	struct coverage_share v[COVERAGE_SHARES];
	size_t i, n = coverage_shares(v, h->c);

	buf_adds(h->out,
	    "<table class=\"usa-table usa-table--borderless\">\n"
	    "<caption>At a glance</caption>\n<thead><tr><th scope=\"col\">What</th>"
	    "<th scope=\"col\">How many</th></tr></thead>\n<tbody>\n");
	for (i = 0; i < n; i++) {
		struct part p = { v[i].some, there };

		buf_addf(h->out, "<tr><th scope=\"row\">%s</th><td>%zu of %zu<br>", v[i].title,
		    v[i].some, v[i].of);
		bar(h, BAR_SHARES, &p, 1, v[i].of);
		buf_adds(h->out, "</td></tr>\n");
	}
	buf_adds(h->out, "</tbody>\n</table>\n");
	if (!h->c->asked)
		buf_adds(h->out, "<p>Questions were not tried on a search.</p>\n");
}

static void
cell(const struct page_html *h, size_t n, size_t of)
{
	struct part p = { n, there };

	buf_addf(h->out, "<td>%zu of %zu<br>", n, of);
	bar(h, BAR_CHAPTER, &p, 1, of);
	buf_adds(h->out, "</td>");
}

/* Stated is dark, described is lighter, our own reading is pale; said in words as well. */
static const struct part basis_fills[BASIS__MAX] = {
	[BASIS_STATED] = { 0, "#162e51" },
	[BASIS_SCOPE] = { 0, "#2378c3" },
	[BASIS_INFERRED] = { 0, "#d9e8f6" },
};

static void
basis_cell(const struct page_html *h, const struct coverage_chapter *r)
{
	struct part parts[BASIS__MAX];
	bool some = false;
	enum basis b;

	buf_adds(h->out, "<td>");
	for (b = 0; b < BASIS__MAX; b++) {
		parts[b] = basis_fills[b];
		parts[b].n = r->basis[b];
		if (r->basis[b] == 0)
			continue;
		buf_addf(h->out, "%s%zu %s", some ? ", " : "", r->basis[b], basis_name(b));
		some = true;
	}
	buf_adds(h->out, "<br>");
	bar(h, BAR_CHAPTER, parts, BASIS__MAX, r->headings);
	buf_adds(h->out, "</td>");
}

static void
chapters(const struct page_html *h)
{
	size_t i;

	buf_adds(h->out,
	    "<h2 id=\"chapters\">Chapters</h2>\n"
	    "<p>A blue bar that is full is good. In the last column dark is stated by a "
	    "source, "
	    "blue is described in an industry scope, pale is our own reading.</p>\n"
	    "<div class=\"usa-table-container--scrollable\" tabindex=\"0\" role=\"region\" "
	    "aria-label=\"Chapters\">\n<table class=\"usa-table usa-table--borderless\">\n"
	    "<caption>Headings of each chapter, by what they have</caption>\n"
	    "<thead><tr><th scope=\"col\">Chapter</th><th scope=\"col\">8 names or more</th>"
	    "<th scope=\"col\">Spanish names</th>"
	    "<th scope=\"col\">How the Center is known</th></tr></thead>\n<tbody>\n");
	for (i = 0; i < h->c->n_chapters; i++) {
		const struct coverage_chapter *r = &h->c->chapters[i];

		buf_addf(h->out, "<tr><th scope=\"row\"><a href=\"%s/hts/%s/\">%s</a> ",
		    h->base, r->chapter->number, r->chapter->number);
		text(h, r->chapter->title);
		buf_adds(h->out, "</th>");
		cell(h, r->named, r->headings);
		cell(h, r->spanish, r->headings);
		basis_cell(h, r);
		buf_adds(h->out, "</tr>\n");
	}
	buf_adds(h->out, "</tbody>\n</table>\n</div>\n");
}

/* The heading of a list; false when there is nothing to list. */
static bool
begin(const struct page_html *h, const char *id, const char *title, const char *todo, size_t n)
{
	buf_addf(h->out, "<h2 id=\"%s\">%s: %zu</h2>\n", id, title, n);
	if (n == 0) {
		buf_adds(h->out, "<p>None.</p>\n");
		return false;
	}
	buf_addf(h->out, "<p>%s</p>\n<ul>\n", todo);
	return true;
}

static void
place(const struct page_html *h, const char *file, unsigned line)
{
	buf_adds(h->out, "<code>");
	text(h, file);
	if (line > 0)
		buf_addf(h->out, ":%u", line);
	buf_adds(h->out, "</code>");
}

static void
few(const struct page_html *h)
{
	size_t i;

	if (!begin(h, "names", "Headings with few names", "Add what people call these goods.",
		h->c->n_few))
		return;
	for (i = 0; i < h->c->n_few; i++) {
		const struct heading *g = h->c->few[i].heading;

		buf_addf(h->out, "<li><a href=\"%s/hts/%s/\">%s ", h->base, g->code, g->code);
		text(h, g->title);
		buf_addf(h->out, "</a>: %zu, ", h->c->few[i].names);
		place(h, g->loc.file, g->loc.line);
		buf_adds(h->out, "</li>\n");
	}
	buf_adds(h->out, "</ul>\n");
}

/* A page's title, linked when it has an address. */
static void
page_item(const struct page_html *h, const struct page *p, const char *before, struct date day)
{
	buf_adds(h->out, "<li>");
	if (p->url[0] != '\0') {
		buf_addf(h->out, "<a href=\"%s", h->base);
		escape_attr(h->out, str_of(p->url));
		buf_adds(h->out, "\">");
	}
	text(h, p->title);
	if (p->url[0] != '\0')
		buf_adds(h->out, "</a>");
	buf_addf(h->out, ", %s ", before);
	date_long(h->out, day);
	buf_adds(h->out, ", ");
	place(h, p->file, 0);
	buf_adds(h->out, "</li>\n");
}

static void
unread(const struct page_html *h)
{
	size_t i;

	if (!begin(h, "unread", "Pages that nobody has read for a year",
		"Read the page, mend it, and put the day in <code>reviewed</code>.",
		h->c->n_unread))
		return;
	for (i = 0; i < h->c->n_unread; i++)
		page_item(h, h->c->unread[i], "read", h->c->unread[i]->reviewed);
	buf_adds(h->out, "</ul>\n");
}

static void
older(const struct page_html *h)
{
	size_t i;

	if (!begin(h, "older", "Translations older than their English pages",
		"Compare the two, and put the day in <code>translated</code>.", h->c->n_older))
		return;
	for (i = 0; i < h->c->n_older; i++)
		page_item(h, h->c->older[i], "translated", h->c->older[i]->translated);
	buf_adds(h->out, "</ul>\n");
}

static void
overdue(const struct page_html *h)
{
	const char *owner = NULL;
	size_t i;

	if (!begin(h, "overdue", "Reviews that are overdue, by owner",
		"Each was to be read by the day that stands beside it.", h->c->n_overdue))
		return;
	for (i = 0; i < h->c->n_overdue; i++) {
		const struct page *p = h->c->overdue[i];

		if (owner == NULL || strcmp(owner, coverage_owner(p)) != 0) {
			buf_adds(h->out, owner != NULL ? "</ul></li>\n<li>" : "<li>");
			owner = coverage_owner(p);
			text(h, owner);
			buf_adds(h->out, "<ul>\n");
		}
		page_item(h, p, "due", p->review_by);
	}
	buf_adds(h->out, "</ul></li>\n</ul>\n");
}

static void
rules(const struct page_html *h)
{
	size_t i;

	if (!begin(h, "rules", "Rules that rest on little",
		"Find a public document that gives or describes these codes, and name it.",
		h->c->n_thin))
		return;
	for (i = 0; i < h->c->n_thin; i++) {
		const struct coverage_rule *t = &h->c->thin[i];

		buf_adds(h->out, "<li>");
		coverage_codes(h->out, t->rule);
		buf_adds(h->out, ", ");
		text(h, t->rule->center->name);
		buf_addf(h->out, ": %s%s%s, ", t->inferred ? "our own reading" : "",
		    t->inferred && t->undated ? ", " : "", t->undated ? "no dated source" : "");
		place(h, t->rule->loc.file, t->rule->loc.line);
		buf_adds(h->out, "</li>\n");
	}
	buf_adds(h->out, "</ul>\n");
}

/* ALL: the questions that no form reaches; else the single forms of the others. */
static void
questions(const struct page_html *h, bool all)
{
	size_t i, j, n = 0;

	for (i = 0; i < h->c->n_faqs; i++) {
		const struct coverage_faq *f = &h->c->faqs[i];

		if (all)
			n += f->reached == 0;
		else if (f->reached > 0)
			n += f->asked - f->reached;
	}
	if (!begin(h, all ? "questions" : "forms",
		all ? "Questions that no search reaches"
		    : "Forms of questions that lead elsewhere",
		all ? "Say it in <code>also_asked</code> as people ask it."
		    : "Other forms of the same question are found. A code, or goods, may well "
		      "lead "
		      "to their Center instead.",
		n))
		return;
	for (i = 0; i < h->c->n_faqs; i++) {
		const struct coverage_faq *f = &h->c->faqs[i];

		if ((f->reached == 0) != all)
			continue;
		for (j = 0; j < (all ? 1 : f->asked - f->reached); j++) {
			buf_adds(h->out, "<li>");
			text(h, all ? f->faq->page->title : f->missed[j]);
			buf_addc(h->out, ' ');
			place(h, f->faq->page->file, 0);
			buf_adds(h->out, "</li>\n");
		}
	}
	buf_adds(h->out, "</ul>\n");
}

void
coverage_html(struct buf *out, const struct coverage *c, const char *css)
{
	struct page_html h = { out, c, css != NULL ? "" : c->site->config.base_url };

	buf_adds(out,
	    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	    "<meta name=\"robots\" content=\"noindex\">\n"
	    "<title>What is written and what is missing</title>\n");
	if (css != NULL) {
		buf_adds(out, "<link rel=\"stylesheet\" href=\"");
		escape_attr(out, str_of(css));
		buf_adds(out, "\">\n");
	} else {
		buf_adds(out, own_style);
	}
	buf_adds(out, "</head>\n<body>\n<main class=\"grid-container usa-prose\">\n"
		      "<h1>What is written and what is missing</h1>\n<p>As of ");
	date_long(out, c->site->today);
	buf_adds(out, ".</p>\n");
	shares(&h);
	if (c->asked) {
		questions(&h, true);
		questions(&h, false);
	}
	few(&h);
	older(&h);
	overdue(&h);
	unread(&h);
	chapters(&h);
	rules(&h);
	buf_adds(out, "</main>\n</body>\n</html>\n");
}
