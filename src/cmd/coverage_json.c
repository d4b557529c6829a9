/* coverage_json.c - the coverage for programs. */
#include "base/jsonw.h"
#include "cmd/check_coverage.h"
#include "cmd/coverage_print.h"

static void
day(struct jsonw *w, const char *key, struct date date)
{
	struct buf text = BUF_INIT;

	if (date.year != 0)
		date_iso(&text, date);
	jsonw_kcstr(w, key, text.n > 0 ? text.p : NULL);
	buf_free(&text);
}

static void
chapters(struct jsonw *w, const struct coverage *c)
{
	size_t i;
	enum basis b;

	jsonw_key(w, "chapters");
	jsonw_array(w);
	for (i = 0; i < c->n_chapters; i++) {
		const struct coverage_chapter *r = &c->chapters[i];

		jsonw_object(w);
		jsonw_kcstr(w, "chapter", r->chapter->number);
		jsonw_kint(w, "headings", (int64_t)r->headings);
		jsonw_kint(w, "enough_names", (int64_t)r->named);
		jsonw_kint(w, "few_names", (int64_t)r->few);
		jsonw_kint(w, "no_names", (int64_t)r->none);
		jsonw_kint(w, "spanish_names", (int64_t)r->spanish);
		for (b = 0; b < BASIS__MAX; b++)
			jsonw_kint(w, basis_name(b), (int64_t)r->basis[b]);
		jsonw_kint(w, "undated", (int64_t)r->undated);
		jsonw_kint(w, "sound", (int64_t)r->sound);
		jsonw_end(w);
	}
	jsonw_end(w);
}

static void
pages(struct jsonw *w, const char *key, const struct page **v, size_t n)
{
	size_t i;

	jsonw_key(w, key);
	jsonw_array(w);
	for (i = 0; i < n; i++) {
		jsonw_object(w);
		jsonw_kcstr(w, "file", v[i]->file);
		jsonw_kcstr(w, "owner", v[i]->owner);
		day(w, "reviewed", v[i]->reviewed);
		day(w, "review_by", v[i]->review_by);
		jsonw_end(w);
	}
	jsonw_end(w);
}

static void
few(struct jsonw *w, const struct coverage *c)
{
	size_t i;

	jsonw_key(w, "few_names");
	jsonw_array(w);
	for (i = 0; i < c->n_few; i++) {
		const struct heading *h = c->few[i].heading;

		jsonw_object(w);
		jsonw_kcstr(w, "heading", h->code);
		jsonw_kcstr(w, "title", h->title);
		jsonw_kint(w, "names", (int64_t)c->few[i].names);
		jsonw_kcstr(w, "file", h->loc.file);
		jsonw_kint(w, "line", h->loc.line);
		jsonw_end(w);
	}
	jsonw_end(w);
}

static void
rules(struct jsonw *w, const struct coverage *c)
{
	size_t i;

	jsonw_key(w, "thin");
	jsonw_array(w);
	for (i = 0; i < c->n_thin; i++) {
		const struct rule *r = c->thin[i].rule;

		jsonw_object(w);
		jsonw_kcstr(w, "from", r->from);
		jsonw_kcstr(w, "to", r->to);
		jsonw_kcstr(w, "center", r->center->slug);
		jsonw_kbool(w, "inferred", c->thin[i].inferred);
		jsonw_kbool(w, "undated", c->thin[i].undated);
		jsonw_kcstr(w, "file", r->loc.file);
		jsonw_kint(w, "line", r->loc.line);
		jsonw_end(w);
	}
	jsonw_end(w);
}

static void
questions(struct jsonw *w, const struct coverage *c)
{
	size_t i, j;

	jsonw_key(w, "questions");
	jsonw_array(w);
	for (i = 0; i < c->n_faqs; i++) {
		const struct coverage_faq *f = &c->faqs[i];

		jsonw_object(w);
		jsonw_kcstr(w, "file", f->faq->page->file);
		jsonw_kint(w, "asked", (int64_t)f->asked);
		jsonw_kint(w, "reached", (int64_t)f->reached);
		jsonw_key(w, "missed");
		jsonw_array(w);
		for (j = 0; j < f->asked - f->reached; j++)
			jsonw_cstr(w, f->missed[j]);
		jsonw_end(w);
		jsonw_end(w);
	}
	jsonw_end(w);
}

void
coverage_json(struct buf *out, const struct coverage *c)
{
	struct judge_share share[JUDGE_SPANISH];
	struct jsonw w;

	jsonw_init(&w, out);
	jsonw_object(&w);
	jsonw_key(&w, "coverage");
	check_coverage_json(&w, &c->rows);
	jsonw_key(&w, "spanish");
	check_spanish_json(&w, share, judge_translated(share, c->site));
	chapters(&w, c);
	few(&w, c);
	pages(&w, "unread", c->unread, c->n_unread);
	pages(&w, "older_translations", c->older, c->n_older);
	pages(&w, "overdue", c->overdue, c->n_overdue);
	rules(&w, c);
	if (c->asked)
		questions(&w, c);
	jsonw_end(&w);
	buf_addc(out, '\n');
}
