#include "cmd/gaps_report.h"

#include "base/date.h"
#include "base/escape.h"
#include "base/jsonw.h"
#include "search/say.h"

int
gaps_report_make(struct gaps_report *r, struct diag *d, struct arena *a, const struct store *s,
    const struct gaps_request *req)
{
	struct gaps_wordings *wordings = arena_alloc(a, sizeof(*wordings));
	struct gaps_sources sources;
	struct gaps_groups groups;
	size_t i;

	*r = (struct gaps_report){ .v = NULL };
	if (gaps_read(d, a, req->paths, req->n_paths, req->min, req->since, wordings) != 0)
		return -1;
	gaps_group(&groups, a, s, wordings);
	gaps_sources_open(&sources, a, s, req->content);
	r->v = arena_alloc(a, (groups.n + 1) * sizeof(*r->v));
	for (i = 0; i < groups.n; i++)
		gaps_propose(&r->v[r->n++], a, &sources, &groups.v[i]);
	gaps_sources_close(&sources);
	r->wordings = wordings->n;
	r->held = wordings->held;
	return 0;
}

static const char *
day_of(struct arena *a, int64_t day)
{
	struct buf b = BUF_INIT;
	const char *out;

	date_iso(&b, date_from_days(day));
	out = arena_strndup(a, b.p, b.n);
	buf_free(&b);
	return out;
}

static const char *
name_of(const struct gaps_proposal *p)
{
	return p->group->word != NULL ? p->group->word : p->group->wordings[0]->text;
}

/* "12 times, 2026-11-15 to 2026-11-21 (nothing 8, wrong 4)" */
static const char *
tally_of(struct arena *a, const struct gaps_tally *t)
{
	const char *kinds = "";
	size_t k;

	for (k = 0; k < GAPS_KIND__MAX; k++)
		if (t->n[k] > 0)
			kinds =
			    arena_printf(a, "%s%s%s %zu", kinds, kinds[0] != '\0' ? ", " : "",
				gaps_kind_name((enum gaps_kind)k), t->n[k]);
	return arena_printf(a, "%zu times, %s to %s (%s)", t->total, day_of(a, t->first),
	    day_of(a, t->last), kinds);
}

/* What the site answers now, in a line. */
static const char *
now_of(struct arena *a, const struct gaps_now *now)
{
	const char *label = answer_label_name(now->label);

	if (now->kind == ANSWER_NONE || (now->kind == ANSWER_QUESTION && now->page == NULL))
		return "nothing is found";
	if (now->kind == ANSWER_QUESTION)
		return arena_printf(a, "the page \"%s\"", now->page);
	if (now->center == NULL)
		return label;
	if (now->heading == NULL)
		return arena_printf(a, "%s: %s", label, say_center(a, NULL, now->center));
	return arena_printf(
	    a, "%s: %s (%s)", label, say_center(a, NULL, now->center), now->heading->code);
}

static const char *
place_of(struct arena *a, const struct gaps_candidate *c)
{
	return c->line > 0 ? arena_printf(a, "%s:%u", c->file, c->line) : c->file;
}

static const char *
effect_of(struct arena *a, const struct gaps_candidate *c)
{
	return arena_printf(a, "%s (%s, %s)", say_center(a, NULL, c->heading->rule->center),
	    c->heading->code, say_basis(NULL, c->heading->rule->basis));
}

static const char *
expected_of(struct arena *a, const struct gaps_tally *t)
{
	const char *out = "";
	size_t i;

	for (i = 0; i < t->n_expected; i++)
		out = arena_printf(a, "%s%s%s %zu", out, i > 0 ? ", " : "", t->expected[i].slug,
		    t->expected[i].n);
	return out;
}

static const char *
wordings_of(struct arena *a, const struct gaps_group *g)
{
	const char *out = "";
	size_t i;

	for (i = 0; i < g->n_wordings; i++)
		out = arena_printf(a, "%s%s%s %zu", out, i > 0 ? ", " : "",
		    g->wordings[i]->text, g->wordings[i]->tally.total);
	return out;
}

static void
proposal_text(struct buf *out, struct arena *a, const struct gaps_proposal *p)
{
	const struct gaps_tally *t = &p->group->tally;
	size_t i;

	buf_addf(out, "%s: %s\n", name_of(p), tally_of(a, t));
	buf_addf(out, "  asked as: %s\n", wordings_of(a, p->group));
	if (t->n_expected > 0)
		buf_addf(out, "  expected instead: %s\n", expected_of(a, t));
	buf_addf(out, "  now: %s\n", now_of(a, &p->now));
	if (p->mended)
		buf_adds(out, "  answered by now: nothing to do\n");
	else if (p->n_candidates == 0)
		buf_adds(out, "  no heading suggests itself\n");
	if (p->n_candidates > 0) {
		const struct gaps_candidate *c = &p->candidates[0];

		buf_addf(out, "  add below %s, under \"## %s %s\":\n", place_of(a, c),
		    c->heading->code, c->heading->title);
		buf_addf(out, "      %s\n", p->paste);
		if (p->also != NULL)
			buf_addf(out, "  or, when it may be either:\n      %s\n", p->also);
		buf_addf(out, "  then: %s\n", effect_of(a, c));
	}
	for (i = 1; i < p->n_candidates; i++)
		buf_addf(out, "  else: %s %s: %s\n", p->candidates[i].heading->code,
		    p->candidates[i].heading->title, effect_of(a, &p->candidates[i]));
	buf_addc(out, '\n');
}

void
gaps_report_text(struct buf *out, struct arena *a, const struct gaps_report *r)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		proposal_text(out, a, &r->v[i]);
	buf_addf(out,
	    "%zu groups of %zu wordings; %zu more failures have words too rare to show\n", r->n,
	    r->wordings, r->held);
}

static void
json_tally(struct jsonw *w, struct arena *a, const struct gaps_tally *t)
{
	size_t k;

	jsonw_kint(w, "total", (int64_t)t->total);
	for (k = 0; k < GAPS_KIND__MAX; k++)
		jsonw_kint(w, gaps_kind_name((enum gaps_kind)k), (int64_t)t->n[k]);
	jsonw_kcstr(w, "first", day_of(a, t->first));
	jsonw_kcstr(w, "last", day_of(a, t->last));
	jsonw_key(w, "expected");
	jsonw_object(w);
	for (k = 0; k < t->n_expected; k++)
		jsonw_kint(w, t->expected[k].slug, (int64_t)t->expected[k].n);
	jsonw_end(w);
}

static void
json_wordings(struct jsonw *w, struct arena *a, const struct gaps_group *g)
{
	size_t i, j;

	jsonw_key(w, "wordings");
	jsonw_array(w);
	for (i = 0; i < g->n_wordings; i++) {
		const struct gaps_wording *x = g->wordings[i];

		jsonw_object(w);
		jsonw_kcstr(w, "text", x->text);
		json_tally(w, a, &x->tally);
		jsonw_key(w, "days");
		jsonw_object(w);
		for (j = 0; j < x->n_days; j++)
			jsonw_kint(w, day_of(a, x->days[j].day), (int64_t)x->days[j].n);
		jsonw_end(w);
		jsonw_end(w);
	}
	jsonw_end(w);
}

static void
json_now(struct jsonw *w, const struct gaps_now *now)
{
	jsonw_key(w, "now");
	jsonw_object(w);
	jsonw_kcstr(w, "kind", answer_kind_name(now->kind));
	jsonw_kcstr(w, "label", answer_label_name(now->label));
	jsonw_kcstr(w, "center", now->center != NULL ? now->center->slug : NULL);
	jsonw_kcstr(w, "heading", now->heading != NULL ? now->heading->code : NULL);
	jsonw_end(w);
}

static void
json_candidates(struct jsonw *w, const struct gaps_proposal *p)
{
	size_t i;

	jsonw_key(w, "headings");
	jsonw_array(w);
	for (i = 0; i < p->n_candidates; i++) {
		const struct gaps_candidate *c = &p->candidates[i];

		jsonw_object(w);
		jsonw_kcstr(w, "heading", c->heading->code);
		jsonw_kcstr(w, "title", c->heading->title);
		jsonw_kreal(w, "share", c->share, 3);
		jsonw_kcstr(w, "file", c->file);
		jsonw_kint(w, "line", (int64_t)c->line);
		jsonw_kcstr(w, "center", c->heading->rule->center->slug);
		jsonw_kcstr(w, "basis", c->heading->rule->basis);
		jsonw_end(w);
	}
	jsonw_end(w);
}

void
gaps_report_json(struct buf *out, struct arena *a, const struct gaps_report *r)
{
	struct jsonw w;
	size_t i;

	jsonw_init(&w, out);
	jsonw_object(&w);
	jsonw_key(&w, "groups");
	jsonw_array(&w);
	for (i = 0; i < r->n; i++) {
		const struct gaps_proposal *p = &r->v[i];

		jsonw_object(&w);
		jsonw_kcstr(&w, "missing", p->group->word);
		json_tally(&w, a, &p->group->tally);
		json_wordings(&w, a, p->group);
		json_now(&w, &p->now);
		jsonw_kbool(&w, "mended", p->mended);
		json_candidates(&w, p);
		jsonw_kcstr(&w, "paste", p->paste);
		jsonw_kcstr(&w, "also", p->also);
		jsonw_end(&w);
	}
	jsonw_end(&w);
	jsonw_kint(&w, "wordings", (int64_t)r->wordings);
	jsonw_kint(&w, "held", (int64_t)r->held);
	jsonw_end(&w);
	buf_addc(out, '\n');
}

static void
item(struct buf *out, const char *what, const char *text)
{
	buf_adds(out, "<p>");
	escape_html(out, str_of(what));
	buf_adds(out, ": ");
	escape_html(out, str_of(text));
	buf_adds(out, "</p>\n");
}

static void
code(struct buf *out, const char *text)
{
	buf_adds(out, "<pre>");
	escape_html(out, str_of(text));
	buf_adds(out, "</pre>\n");
}

static void
proposal_html(struct buf *out, struct arena *a, const struct gaps_proposal *p)
{
	const struct gaps_tally *t = &p->group->tally;
	size_t i;

	buf_adds(out, "<h2>");
	escape_html(out, str_of(name_of(p)));
	buf_adds(out, "</h2>\n<p>");
	escape_html(out, str_of(tally_of(a, t)));
	buf_adds(out, "</p>\n");
	item(out, "Asked as", wordings_of(a, p->group));
	if (t->n_expected > 0)
		item(out, "Expected instead", expected_of(a, t));
	item(out, "Now", now_of(a, &p->now));
	if (p->mended)
		buf_adds(out, "<p>Answered by now: nothing to do.</p>\n");
	else if (p->n_candidates == 0)
		buf_adds(out, "<p>No heading suggests itself.</p>\n");
	if (p->n_candidates > 0) {
		const struct gaps_candidate *c = &p->candidates[0];

		item(out, "Add below",
		    arena_printf(a, "%s, under \"## %s %s\"", place_of(a, c), c->heading->code,
			c->heading->title));
		code(out, p->paste);
		if (p->also != NULL) {
			buf_adds(out, "<p>Or, when it may be either:</p>\n");
			code(out, p->also);
		}
		item(out, "Then", effect_of(a, c));
	}
	for (i = 1; i < p->n_candidates; i++)
		item(out, "Else", effect_of(a, &p->candidates[i]));
}

void
gaps_report_html(struct buf *out, struct arena *a, const struct gaps_report *r)
{
	size_t i;

	buf_adds(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">"
		      "<title>What people failed to find</title>\n"
		      "<meta name=\"viewport\" content=\"width=device-width\"></head>\n"
		      "<body><main>\n<h1>What people failed to find</h1>\n");
	buf_addf(out,
	    "<p>%zu groups of %zu wordings; %zu more failures have words too rare to "
	    "show.</p>\n",
	    r->n, r->wordings, r->held);
	for (i = 0; i < r->n; i++)
		proposal_html(out, a, &r->v[i]);
	buf_adds(out, "</main></body>\n</html>\n");
}
