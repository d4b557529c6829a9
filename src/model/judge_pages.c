/* judge_pages.c - reviews that are due, sources without a date, questions asked twice. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "model/judge_parts.h"

/* Where KEY of a page stands; its first line when it has none. */
static struct loc
key_loc(const struct page *p, const char *key)
{
	const struct front *f = front_get(p->front, key);

	return f != NULL ? f->loc : (struct loc){ p->file, 1, 0 };
}

static void
review_dates(struct judge *j, const struct page *p)
{
	int64_t age = date_days(j->site->today) - date_days(p->reviewed);
	struct buf day = BUF_INIT;

	date_iso(&day, p->reviewed);
	if (p->reviewed.year == 0)
		diag_warn(j->diag, key_loc(p, "reviewed"),
		    "nobody is said to have checked this page; "
		    "check it and add \"reviewed:\" with the day");
	else if (age > JUDGE_REVIEW_DAYS)
		diag_warn(j->diag, key_loc(p, "reviewed"),
		    "last checked on %s, more than %d days ago; "
		    "check the page and put today's date",
		    day.p, JUDGE_REVIEW_DAYS);
	else if (age < -1) /* it may be tomorrow where the author is */
		diag_warn(j->diag, key_loc(p, "reviewed"),
		    "%s is still to come; put the day on which "
		    "the page was checked",
		    day.p);
	if (p->review_by.year != 0 && date_cmp(p->review_by, j->site->today) < 0) {
		buf_clear(&day);
		date_iso(&day, p->review_by);
		diag_warn(j->diag, key_loc(p, "review_by"),
		    p->type == PAGE_ANSWER
			? "this pinned answer was to be checked by %s; see whether it is still "
			  "needed, "
			  "then put a later day or remove the file"
			: "this page was to be checked by %s; check it, then put a later day",
		    day.p);
	}
	buf_free(&day);
}

static size_t
characters(const char *s)
{
	struct str rest = str_of(s);
	size_t n = 0, len;
	uint32_t cp;

	while ((len = utf8_next(rest, &cp)) > 0) {
		rest = str_skip(rest, len);
		n++;
	}
	return n;
}

static void
description(struct judge *j, const struct page *p)
{
	const char *text = front_text(p->front, "description");
	size_t n;

	if (text == NULL)
		return;
	n = characters(text);
	if (n < JUDGE_DESCRIPTION_MIN || n > JUDGE_DESCRIPTION_MAX)
		diag_warn(j->diag, key_loc(p, "description"),
		    "the description has %zu characters; make "
		    "it one sentence of %d to %d",
		    n, JUDGE_DESCRIPTION_MIN, JUDGE_DESCRIPTION_MAX);
}

static void
page_sources(struct judge *j, const struct page *p)
{
	const struct front *given =
	    front_get(p->front, "sources"); /* an unknown one was reported */

	if ((p->type == PAGE_FAQ || p->type == PAGE_CENTER || p->type == PAGE_TERM) &&
	    p->sources.n == 0 && (given == NULL || given->n == 0))
		diag_warn(j->diag, key_loc(p, "sources"),
		    "no source says so; name where these facts "
		    "come from");
}

static void
rule_dates(struct judge *j)
{
	size_t i, k;

	for (i = 0; i < j->site->n_rules; i++) {
		const struct rule *r = &j->site->rules[i];

		if (r->basis != BASIS_STATED)
			continue;
		for (k = 0; k < r->sources.n && r->sources.v[k]->date.year == 0; k++)
			;
		if (k == r->sources.n)
			diag_warn(j->diag, r->loc,
			    "the rule for %s is \"stated\", yet none of its "
			    "sources has a date; date one in sources.yml, or name one that has "
			    "a "
			    "date",
			    r->from);
	}
}

/* A question as it is asked on one of the FAQ pages. */
struct asked {
	const char *text, *key;
	struct loc loc;
	size_t seq;
};

static int
by_key(const void *x, const void *y)
{
	const struct asked *a = x, *b = y;
	int d = strcmp(a->key, b->key);

	return d != 0 ? d : (a->seq > b->seq) - (a->seq < b->seq);
}

static void
add_asked(struct judge *j, struct asked *v, size_t *n, const struct front *f)
{
	v[*n] = (struct asked){ .text = f->text.p,
		.loc = f->loc,
		.seq = *n,
		.key = judge_key(j, judge_words(j, f->text)) };
	(*n)++;
}

static void
asked_twice(struct judge *j)
{
	const struct site *site = j->site;
	struct asked *v;
	size_t i, k, n = 0, max = 1;

	for (i = 0; i < site->n_faqs; i++)
		max += 1 + site->faqs[i].also_asked.n;
	v = arena_alloc(&j->arena, max * sizeof(*v));
	for (i = 0; i < site->n_faqs; i++) {
		const struct front *front = site->faqs[i].page->front;
		const struct front *also = front_get(front, "also_asked");

		add_asked(j, v, &n, front_get(front, "question"));
		for (k = 0; also != NULL && k < also->n; k++)
			add_asked(j, v, &n, also->items[k]);
	}
	qsort(v, n, sizeof(*v), by_key);
	for (i = 1, k = 0; i < n; i++) {
		if (strcmp(v[k].key, v[i].key) != 0)
			k = i;
		else
			diag_warn(j->diag, v[i].loc,
			    "\"%s\" is asked at %s:%u already; keep it where it "
			    "is answered best",
			    v[i].text, v[k].loc.file, v[k].loc.line);
	}
}

/* Nothing is left out without a word. */
static void
held_back(struct judge *j, const struct page *p)
{
	const char *key = p->draft                      ? "draft"
			  : p->publish_on > j->site->at ? "publish_on"
							: "expires_on";
	const char *when = front_text(p->front, key);

	if (p->draft)
		diag_note(j->diag, key_loc(p, key),
		    "a draft: not on the site until this line is removed");
	else if (p->publish_on > j->site->at)
		diag_note(
		    j->diag, key_loc(p, key), "held back: not on the site before %s", when);
	else
		diag_note(j->diag, key_loc(p, key), "expired: not on the site since %s", when);
}

/* A translation that was not looked at since the English file was. */
static void
translation(struct judge *j, const struct page *t)
{
	const struct page *p = t->in[LANG_EN];
	struct buf day = BUF_INIT;

	if (t->faulty || p == NULL || !t->live)
		return;
	description(j, t);
	if (date_cmp(t->translated, p->reviewed) < 0) {
		date_iso(&day, p->reviewed);
		diag_warn(j->diag, key_loc(t, "translated"),
		    "older than %s, which was reviewed on %s; compare the two, then give "
		    "that day "
		    "or a later one",
		    p->file, day.p);
	}
	buf_free(&day);
}

void
judge_pages(struct judge *j)
{
	size_t i;

	for (i = 0; i < j->site->n_pages; i++) {
		const struct page *p = &j->site->pages[i];

		if (p->faulty)
			continue;
		if (!p->live) {
			held_back(j, p);
			continue;
		}
		review_dates(j, p);
		description(j, p);
		page_sources(j, p);
	}
	for (i = 0; i < j->site->n_translations; i++)
		translation(j, &j->site->translations[i]);
	rule_dates(j);
	asked_twice(j);
}
