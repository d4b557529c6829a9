#include "search/answer_text.h"

#include "search/say.h"

/* A paragraph of up to two parts: "Very likely: right 96 to 99 of 100 times in our tests." */
static void
line(struct buf *out, const struct say *say, enum say_part first, const char *between,
    enum say_part then, const char *end)
{
	if (say->part[first] == NULL)
		return;
	buf_adds(out, say->part[first]);
	if (say->part[then] != NULL)
		buf_addf(out, "%s%s", between, say->part[then]);
	buf_addf(out, "%s\n", end);
}

static void
one(struct buf *out, const struct say *say, enum say_part part)
{
	if (say->part[part] != NULL)
		buf_addf(out, "%s\n", say->part[part]);
}

static void
steps(struct buf *out, const struct say *say)
{
	size_t i;

	for (i = 0; i < say->n_steps; i++)
		buf_addf(out, "%s\n", say->steps[i].text);
	if (say->aside == NULL)
		return;
	buf_adds(out, say->aside);
	for (i = 0; i < say->n_asides; i++)
		buf_addf(out, " “%s”", say->asides[i].text);
	buf_addc(out, '\n');
}

static void
code_lines(struct buf *out, struct arena *a, const struct store *s, const struct codes *c)
{
	size_t i;

	for (i = 0; i < c->n; i++) {
		const struct code_line *l = &c->lines[i];

		buf_addf(out, "  %.*s: %s\n", (int)l->input.n, l->input.p,
		    l->rule != NULL ? say_center(a, s, l->rule->center) : "none");
		if (l->title != NULL)
			buf_addf(out, "      %s\n", l->title);
		if (l->rule != NULL)
			buf_addf(out, "      %s\n", say_basis(s, l->rule->basis));
		if (l->note != NULL)
			buf_addf(out, "      %s\n", l->note);
	}
}

static void
headings(struct buf *out, struct arena *a, const struct store *s, const struct answer *an)
{
	const char *why[SAY_WHY];
	size_t i, j, n;

	for (i = 0; i < an->n_headings; i++) {
		const struct answer_heading *h = &an->headings[i];

		if (h->weak)
			continue;
		buf_addf(out, "  %s %s: %s\n", h->heading->code, h->heading->title,
		    say_center(a, s, h->rule->center));
		n = say_why(why, a, an, h);
		for (j = 0; j < n; j++)
			buf_addf(out, "      %s\n", why[j]);
	}
}

static void
choices(struct buf *out, struct arena *a, const struct store *s, const struct answer *an)
{
	size_t i;

	for (i = 0; i < an->n_choices; i++) {
		const struct answer_choice *c = &an->choices[i];

		buf_addf(out, "  - %s%s%s\n", c->label, c->center != NULL ? ": " : "",
		    c->center != NULL ? say_center(a, s, c->center) : "");
	}
}

static void
pages(struct buf *out, const struct store *s, const struct answer *an)
{
	size_t i;

	for (i = 0; i < say_pages(an); i++)
		buf_addf(out, "  %s\n      %s%s\n", an->pages.v[i].title, s->base_url,
		    an->pages.v[i].url);
}

void
answer_text(struct buf *out, struct arena *a, const struct store *s, const struct answer *an)
{
	struct say say;

	say_answer(&say, a, s, an);
	one(out, &say, SAY_LONG);
	steps(out, &say);
	one(out, &say, SAY_CITED);
	one(out, &say, SAY_FOUND);
	line(out, &say, SAY_HEADLINE, ", ", SAY_HEADLINE_BASIS, "");
	one(out, &say, SAY_LEAD);
	one(out, &say, SAY_MESSAGE);
	one(out, &say, SAY_NOTE);
	line(out, &say, SAY_SURE, ": ", SAY_SURE_FIGURE, ".");
	line(out, &say, SAY_LIST, ".  ", SAY_LIST_MEANING, "");
	one(out, &say, SAY_SOURCE);
	if (an->kind == ANSWER_CODES)
		code_lines(out, a, s, &an->codes);
	else if (say.center || an->kind == ANSWER_QUESTION)
		headings(out, a, s, an);
	one(out, &say, SAY_QUESTION);
	if (say.center ? say.part[SAY_QUESTION] != NULL : an->kind != ANSWER_QUESTION)
		choices(out, a, s, an);
	pages(out, s, an);
	one(out, &say, SAY_ACCOUNT);
	one(out, &say, SAY_TIME);
	one(out, &say, SAY_GUIDANCE);
	if (say.part[SAY_CITE] != NULL)
		buf_addf(out, "To cite this answer: %s\n", say.part[SAY_CITE]);
}
