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
