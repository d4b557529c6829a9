#include "cmd/check_search.h"

#include <string.h>

#include "search/answer.h"

static const struct {
	const char *title, *key;
} kinds[] = {
	[CHECK_NAME] = { "names", "names" },
	[CHECK_ES] = { "Spanish names", "spanish" },
	[CHECK_BRAND] = { "brands", "brands" },
	[CHECK_CAS] = { "CAS numbers", "cas" },
	[CHECK_ALSO] = { "names with a question", "also" },
};

static void
note(struct diag *d, const struct check_name *n, const char *own, const struct answer *an)
{
	const struct answer_heading *top = an->n_headings > 0 ? &an->headings[0] : NULL;

	if (an->n_centers == 0)
		diag_note(d, n->loc, "\"%s\" finds no Center; expected %s (%s)", n->text,
		    n->heading, own);
	else if (top == NULL || top->rule->center != an->centers[0].center)
		diag_note(d, n->loc, "\"%s\" leads to the %s Center, not to %s (%s)", n->text,
		    an->centers[0].center->name, n->heading, own);
	else
		diag_note(d, n->loc, "\"%s\" leads to %s (%s), not to %s (%s)", n->text,
		    top->heading->code, an->centers[0].center->name, n->heading, own);
}

static void
type_name(struct check_tally *tally, struct diag *d, struct arena *a, const struct store *s,
    const struct check_name *n)
{
	const struct store_rule *rule = store_route(s, str_of(n->code));
	struct answer_request req = { .q = str_of(n->text) };
	struct answer an;

	answer_make(&an, a, s, &req);
	tally->names++;
	if (an.n_headings > 0 && strcmp(an.headings[0].heading->code, n->heading) == 0)
		tally->first++;
	/* A question beside the answer is asking too: it names both. */
	if (an.label == LABEL_ASK || an.question != NULL)
		tally->asked++;
	else if (an.label != LABEL_NONE && an.n_centers > 0 &&
		 an.centers[0].center == rule->center)
		tally->right++;
	else
		note(d, n, rule->center->name, &an);
}

int
check_search(struct check_search *out, struct diag *d, const char *path,
    const struct check_name *names, size_t n)
{
	struct store *s = store_open(d, path);
	struct arena a;
	size_t i;

	*out = (struct check_search){ .kinds = { { .names = 0 } } };
	if (s == NULL)
		return -1;
	s->patience_ms = 0;
	arena_init(&a, 0);
	for (i = 0; i < n; i++) {
		type_name(&out->kinds[names[i].kind], d, &a, s, &names[i]);
		arena_reset(&a);
	}
	arena_free(&a);
	store_close(s);
	return 0;
}

static struct check_tally
total(const struct check_search *s)
{
	struct check_tally all = { .names = 0 };
	size_t k;

	for (k = 0; k < CHECK__MAX; k++) {
		all.names += s->kinds[k].names;
		all.right += s->kinds[k].right;
		all.asked += s->kinds[k].asked;
		all.first += s->kinds[k].first;
	}
	return all;
}

static double
share(size_t n, size_t of)
{
	return of > 0 ? (double)n / (double)of : 0;
}

static void
add_line(struct buf *out, const char *title, const struct check_tally *t)
{
	buf_addf(out,
	    "%-22s %7zu typed: Center right %5.1f%%, asked back %5.1f%%, neither %5.1f%%; "
	    "heading first %5.1f%%\n",
	    title, t->names, 100 * share(t->right, t->names), 100 * share(t->asked, t->names),
	    100 * share(t->names - t->right - t->asked, t->names),
	    100 * share(t->first, t->names));
}

void
check_search_text(struct buf *out, const struct check_search *s)
{
	struct check_tally all = total(s);
	size_t k;

	for (k = 0; k < CHECK__MAX; k++)
		if (s->kinds[k].names > 0)
			add_line(out, kinds[k].title, &s->kinds[k]);
	add_line(out, "all", &all);
}

static void
add_tally(struct jsonw *w, const char *key, const struct check_tally *t)
{
	jsonw_key(w, key);
	jsonw_object(w);
	jsonw_kint(w, "names", (int64_t)t->names);
	jsonw_kint(w, "center_right", (int64_t)t->right);
	jsonw_kint(w, "asked_back", (int64_t)t->asked);
	jsonw_kint(w, "heading_first", (int64_t)t->first);
	jsonw_end(w);
}

void
check_search_json(struct jsonw *w, const struct check_search *s)
{
	struct check_tally all = total(s);
	size_t k;

	jsonw_object(w);
	for (k = 0; k < CHECK__MAX; k++)
		add_tally(w, kinds[k].key, &s->kinds[k]);
	add_tally(w, "all", &all);
	jsonw_end(w);
}
