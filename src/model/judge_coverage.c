/* judge_coverage.c - how much is written about each chapter and each Center. */
#include "model/judge_parts.h"

static void
oldest(struct judge_row *r, const struct page *p)
{
	if (p->reviewed.year != 0 &&
	    (r->reviewed.year == 0 || date_cmp(p->reviewed, r->reviewed) < 0))
		r->reviewed = p->reviewed;
}

static void
count_heading(struct judge_row *r, const struct heading *h)
{
	bool spanish = false;
	size_t i;

	for (i = 0; i < h->n_names; i++)
		spanish = spanish || h->names[i].kind == NAME_ES;
	r->headings++;
	r->with_spanish += spanish;
	r->with_prose += h->text[0] != '\0';
	r->with_not_here += h->not_html[0] != '\0';
	oldest(r, h->chapter->page);
}

static void
count_name(struct judge_row *r, const struct name *n)
{
	if (n->kind == NAME_ES)
		r->spanish++;
	else
		r->names++;
}

static void
count_chapter(struct judge_row *row, struct judge_row *centers, struct judge_row *all,
    const struct site *site, const struct chapter *c)
{
	size_t i, k;

	oldest(row, c->page);
	for (i = 0; i < c->n_headings; i++) {
		const struct heading *h = &c->headings[i];

		count_heading(row, h);
		count_heading(all, h);
		count_heading(&centers[h->rule->center - site->centers], h);
		for (k = 0; k < h->n_names; k++) {
			count_name(row, &h->names[k]);
			count_name(all, &h->names[k]);
			count_name(&centers[judge_center(h, &h->names[k]) - site->centers],
			    &h->names[k]);
		}
	}
}

void
judge_coverage(struct judge_rows *out, struct arena *a, const struct site *site)
{
	struct judge_row *centers, *all;
	size_t i, k;

	out->n = site->n_chapters + site->n_centers + 1;
	out->v = arena_alloc(a, out->n * sizeof(*out->v));
	centers = out->v + site->n_chapters;
	all = centers + site->n_centers;
	*all = (struct judge_row){ .kind = JUDGE_ALL, .key = "all", .title = "Everything" };
	for (i = 0; i < site->n_centers; i++) {
		centers[i] = (struct judge_row){ .kind = JUDGE_CENTER,
			.key = site->centers[i].slug,
			.title = site->centers[i].name };
		oldest(&centers[i], site->centers[i].page);
	}
	for (i = 0; i < site->n_chapters; i++) {
		out->v[i] = (struct judge_row){ .kind = JUDGE_CHAPTER,
			.key = site->chapters[i].number,
			.title = site->chapters[i].title };
		count_chapter(&out->v[i], centers, all, site, &site->chapters[i]);
	}
	for (i = 0; i < site->n_faqs; i++) {
		const struct faq *f = &site->faqs[i];

		for (k = 0; k < f->n_centers; k++) {
			centers[f->centers[k] - site->centers].faqs++;
			oldest(&centers[f->centers[k] - site->centers], f->page);
		}
	}
	all->faqs = site->n_faqs;
	for (i = 0; i < site->n_pages; i++)
		if (site->pages[i].live)
			oldest(all, &site->pages[i]);
}

size_t
judge_translated(struct judge_share out[JUDGE_SPANISH], const struct site *site)
{
	static const struct {
		enum page_type type;
		const char *what, *title;
	} kinds[JUDGE_SPANISH - 1] = {
		{ PAGE_CENTER, "centers", "Centers in Spanish" },
		{ PAGE_PAGE, "pages", "Pages in Spanish" },
		{ PAGE_FAQ, "questions", "Questions in Spanish" },
		{ PAGE_ANSWER, "pinned_answers", "Pinned answers in Spanish" },
	};
	struct judge_share *asks = &out[JUDGE_SPANISH - 1];
	size_t c, h, i, k;

	if (site->n_translations == 0)
		return 0;
	for (k = 0; k < JUDGE_SPANISH - 1; k++) {
		out[k] = (struct judge_share){ kinds[k].what, kinds[k].title, 0, 0 };
		for (i = 0; i < site->n_pages; i++) {
			const struct page *p = &site->pages[i];

			out[k].of += p->live && p->type == kinds[k].type;
			out[k].some +=
			    p->live && p->type == kinds[k].type && p->in[LANG_ES] != NULL;
		}
	}
	*asks = (struct judge_share){ "also_questions", "Questions between headings in Spanish",
		0, 0 };
	for (c = 0; c < site->n_chapters; c++) {
		for (h = 0; h < site->chapters[c].n_headings; h++) {
			const struct heading *at = &site->chapters[c].headings[h];

			for (i = 0; i < at->n_names; i++) {
				asks->of += at->names[i].question_in[LANG_EN] != NULL;
				asks->some += at->names[i].question_in[LANG_ES] != NULL;
			}
		}
	}
	return JUDGE_SPANISH;
}
