#include "cmd/check_coverage.h"

#include <string.h>

#include "base/utf8.h"

#define TITLE_WIDTH 34 /* columns; the whole table then fits 112 */
#define BAR_WIDTH 10

static const char *const kind_names[] = {
	[JUDGE_CHAPTER] = "chapter",
	[JUDGE_CENTER] = "center",
	[JUDGE_ALL] = "all",
};

void
check_coverage_json(struct jsonw *w, const struct judge_rows *rows)
{
	struct buf day = BUF_INIT;
	size_t i;

	jsonw_array(w);
	for (i = 0; i < rows->n; i++) {
		const struct judge_row *r = &rows->v[i];

		buf_clear(&day);
		if (r->reviewed.year != 0)
			date_iso(&day, r->reviewed);
		jsonw_object(w);
		jsonw_kcstr(w, "kind", kind_names[r->kind]);
		jsonw_kcstr(w, "key", r->key);
		jsonw_kcstr(w, "title", r->title);
		jsonw_kint(w, "headings", (int64_t)r->headings);
		jsonw_kint(w, "names", (int64_t)r->names);
		jsonw_kint(w, "spanish_names", (int64_t)r->spanish);
		jsonw_kint(w, "headings_with_spanish", (int64_t)r->with_spanish);
		jsonw_kint(w, "headings_with_prose", (int64_t)r->with_prose);
		jsonw_kint(w, "headings_with_not_here", (int64_t)r->with_not_here);
		jsonw_kint(w, "faqs", (int64_t)r->faqs);
		jsonw_kcstr(w, "oldest_review", day.n > 0 ? day.p : NULL);
		jsonw_end(w);
	}
	jsonw_end(w);
	buf_free(&day);
}

/* TEXT in exactly TITLE_WIDTH columns; one character is taken for one column. */
static void
add_title(struct buf *out, const char *text)
{
	struct str rest = str_of(text);
	size_t columns = 0, n;
	uint32_t cp;

	while (columns < TITLE_WIDTH && (n = utf8_next(rest, &cp)) > 0) {
		buf_add(out, rest.p, n);
		rest = str_skip(rest, n);
		columns++;
	}
	for (; columns < TITLE_WIDTH; columns++)
		buf_addc(out, ' ');
}

/* "#####-----": how many of ALL are SOME; only full when they are all. */
static void
add_bar(struct buf *out, size_t some, size_t all)
{
	size_t i, full = all > 0 ? some * BAR_WIDTH / all : 0;

	for (i = 0; i < BAR_WIDTH; i++)
		buf_addc(out, i < full ? '#' : '-');
}

static void
add_row(struct buf *out, const struct judge_row *r)
{
	buf_adds(out, r->kind == JUDGE_CHAPTER ? r->key : "  ");
	buf_adds(out, "  ");
	add_title(out, r->title);
	buf_addf(
	    out, " %8zu %7zu %7zu %9zu ", r->headings, r->names, r->spanish, r->with_spanish);
	add_bar(out, r->with_spanish, r->headings);
	buf_addf(out, " %6zu %8zu ", r->with_prose, r->with_not_here);
	if (r->kind == JUDGE_CHAPTER)
		buf_adds(out, "     ");
	else
		buf_addf(out, "%5zu", r->faqs);
	buf_adds(out, "  ");
	if (r->reviewed.year != 0)
		date_iso(out, r->reviewed);
	buf_addc(out, '\n');
}

static void
add_section(
    struct buf *out, const struct judge_rows *rows, enum judge_row_kind kind, const char *title)
{
	size_t i;

	add_title(out, title);
	buf_addf(out, "     %8s %7s %7s %9s %-*s %6s %8s %5s  %s\n", "headings", "names",
	    "Spanish", "with Sp.", BAR_WIDTH, "", "prose", "not here", "FAQs", "reviewed");
	for (i = 0; i < rows->n; i++)
		if (rows->v[i].kind == kind)
			add_row(out, &rows->v[i]);
	buf_addc(out, '\n');
}

void
check_coverage_text(struct buf *out, const struct judge_rows *rows)
{
	add_section(out, rows, JUDGE_CHAPTER, "CHAPTER");
	add_section(out, rows, JUDGE_CENTER, "CENTER");
	add_row(out, &rows->v[rows->n - 1]); /* all */
}

void
check_spanish_json(struct jsonw *w, const struct judge_share *v, size_t n)
{
	size_t i;

	jsonw_object(w);
	for (i = 0; i < n; i++) {
		jsonw_key(w, v[i].what);
		jsonw_object(w);
		jsonw_kint(w, "translated", (int64_t)v[i].some);
		jsonw_kint(w, "of", (int64_t)v[i].of);
		jsonw_end(w);
	}
	jsonw_end(w);
}

void
check_spanish_text(struct buf *out, const struct judge_share *v, size_t n)
{
	size_t i, k, left = 0;

	for (i = 0; i < n; i++)
		left += v[i].of - v[i].some;
	if (left == 0)
		return;
	buf_adds(out, "not in Spanish yet, shown in English: ");
	for (i = 0, k = 0; i < n; i++) {
		struct str what = str_of(v[i].what), word;

		if (v[i].some == v[i].of)
			continue;
		buf_addf(
		    out, "%s%zu of %zu", k++ > 0 ? ", " : "", v[i].of - v[i].some, v[i].of);
		while (str_split(&what, '_', &word))
			buf_addf(out, " %.*s", (int)word.n, word.p);
	}
	buf_addc(out, '\n');
}
