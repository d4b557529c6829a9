/* coverage_text.c - the coverage for a terminal. */
#include <string.h>

#include "cmd/check_coverage.h"
#include "cmd/coverage_print.h"

#define BAR_WIDTH 20

size_t
coverage_shares(struct coverage_share out[COVERAGE_SHARES], const struct coverage *c)
{
	size_t i, reached = 0, n = 0, spanish;
	struct judge_share share[JUDGE_SPANISH];

	out[n++] = (struct coverage_share){ "Headings with 8 names or more", c->all.named,
		c->all.headings };
	out[n++] = (struct coverage_share){ "Headings with Spanish names", c->all.spanish,
		c->all.headings };
	out[n++] = (struct coverage_share){ "Headings whose Center a dated source supports",
		c->all.sound, c->all.headings };
	out[n++] = (struct coverage_share){ "Pages read within a year", c->n_live - c->n_unread,
		c->n_live };
	out[n++] = (struct coverage_share){ "Pages whose review is not overdue",
		c->n_live - c->n_overdue, c->n_live };
	for (i = 0; i < c->n_faqs; i++)
		reached += c->faqs[i].reached > 0;
	if (c->asked)
		out[n++] = (struct coverage_share){ "Questions that a search reaches", reached,
			c->n_faqs };
	spanish = judge_translated(share, c->site);
	for (i = 0; i < spanish; i++)
		out[n++] =
		    (struct coverage_share){ share[i].title, share[i].some, share[i].of };
	return n;
}

void
coverage_codes(struct buf *out, const struct rule *r)
{
	buf_adds(out, r->from);
	if (strcmp(r->from, r->to) != 0)
		buf_addf(out, "-%s", r->to);
}

const char *
coverage_owner(const struct page *p)
{
	return p->owner != NULL ? p->owner : "nobody named";
}

/* Full only when all of it is there, empty only when nothing is. */
static void
add_bar(struct buf *out, size_t some, size_t of)
{
	size_t i, full = of > 0 ? some * BAR_WIDTH / of : BAR_WIDTH;

	if (full == 0 && some > 0)
		full = 1;
	for (i = 0; i < BAR_WIDTH; i++)
		buf_addc(out, i < full ? '#' : '-');
}

static void
add_shares(struct buf *out, const struct coverage *c)
{
	struct coverage_share v[COVERAGE_SHARES];
	size_t i, n = coverage_shares(v, c);

	for (i = 0; i < n; i++) {
		add_bar(out, v[i].some, v[i].of);
		buf_addf(out, " %5zu of %5zu  %s\n", v[i].some, v[i].of, v[i].title);
	}
	if (!c->asked)
		buf_adds(out, "Questions were not tried: --index says in which search.db.\n");
	buf_addc(out, '\n');
}

static void
begin(struct buf *out, const char *title, size_t n)
{
	buf_addf(out, "\n%s: %zu\n", title, n);
}

static void
add_pages(struct buf *out, const struct coverage *c)
{
	const char *owner = "";
	size_t i;

	begin(out, "PAGES THAT NOBODY HAS READ FOR A YEAR", c->n_unread);
	for (i = 0; i < c->n_unread; i++) {
		buf_adds(out, "  last read ");
		date_iso(out, c->unread[i]->reviewed);
		buf_addf(out, "  %s\n", c->unread[i]->file);
	}
	begin(out, "TRANSLATIONS OLDER THAN THEIR ENGLISH PAGES", c->n_older);
	for (i = 0; i < c->n_older; i++) {
		buf_adds(out, "  translated ");
		date_iso(out, c->older[i]->translated);
		buf_addf(out, "  %s\n", c->older[i]->file);
	}
	begin(out, "REVIEWS THAT ARE OVERDUE, BY OWNER", c->n_overdue);
	for (i = 0; i < c->n_overdue; i++) {
		const struct page *p = c->overdue[i];

		if (strcmp(owner, coverage_owner(p)) != 0)
			buf_addf(out, "  %s\n", coverage_owner(p));
		owner = coverage_owner(p);
		buf_adds(out, "    due ");
		date_iso(out, p->review_by);
		buf_addf(out, "  %s\n", p->file);
	}
}

static void
add_rules(struct buf *out, const struct coverage *c)
{
	struct buf codes = BUF_INIT;
	size_t i;

	begin(out, "RULES THAT REST ON LITTLE", c->n_thin);
	for (i = 0; i < c->n_thin; i++) {
		const struct coverage_rule *t = &c->thin[i];

		buf_clear(&codes);
		coverage_codes(&codes, t->rule);
		buf_addf(out, "  %-17s %s:%u: %s%s%s\n", codes.p, t->rule->loc.file,
		    t->rule->loc.line, t->inferred ? "inferred" : "",
		    t->inferred && t->undated ? ", " : "", t->undated ? "no dated source" : "");
	}
	buf_free(&codes);
}

static void
add_questions(struct buf *out, const struct coverage *c)
{
	size_t i, j, n = 0, missed = 0;

	for (i = 0; i < c->n_faqs; i++) {
		n += c->faqs[i].reached == 0;
		if (c->faqs[i].reached > 0)
			missed += c->faqs[i].asked - c->faqs[i].reached;
	}
	if (!c->asked)
		return;
	begin(out, "QUESTIONS THAT NO SEARCH REACHES", n);
	for (i = 0; i < c->n_faqs; i++)
		if (c->faqs[i].reached == 0)
			buf_addf(out, "  %s: \"%s\"\n", c->faqs[i].faq->page->file,
			    c->faqs[i].faq->page->title);
	begin(out, "FORMS OF QUESTIONS THAT LEAD ELSEWHERE", missed);
	for (i = 0; i < c->n_faqs; i++)
		for (j = 0; c->faqs[i].reached > 0 && j < c->faqs[i].asked - c->faqs[i].reached;
		     j++)
			buf_addf(out, "  %s: \"%s\"\n", c->faqs[i].faq->page->file,
			    c->faqs[i].missed[j]);
}

void
coverage_text(struct buf *out, const struct coverage *c)
{
	size_t i;

	add_shares(out, c);
	check_coverage_text(out, &c->rows);
	begin(out, "HEADINGS WITH FEW NAMES", c->n_few);
	for (i = 0; i < c->n_few; i++) {
		const struct heading *h = c->few[i].heading;

		buf_addf(out, "  %s:%u: %s %s: %zu\n", h->loc.file, h->loc.line, h->code,
		    h->title, c->few[i].names);
	}
	add_pages(out, c);
	add_rules(out, c);
	add_questions(out, c);
}
