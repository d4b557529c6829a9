#include "cmd/gaps_read.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/fs.h"

/* A line with the words that its hash stands for, wherever in the file they stand. */
struct record {
	struct gaps_line line;
	const char *text; /* NULL: not known */
	size_t file;
};

struct records {
	struct record *v;
	size_t n, cap;
};

static int
by_hash(const void *x, const void *y)
{
	const struct record *a = x, *b = y;

	if (a->file != b->file)
		return a->file < b->file ? -1 : 1;
	if (a->line.hash != b->line.hash)
		return a->line.hash < b->line.hash ? -1 : 1;
	return 0;
}

/* Those without words last. */
static int
by_text(const void *x, const void *y)
{
	const struct record *a = x, *b = y;
	int c;

	if (a->text == NULL || b->text == NULL)
		return (a->text == NULL) - (b->text == NULL);
	c = strcmp(a->text, b->text);
	return c != 0 ? c : (a->line.day > b->line.day) - (a->line.day < b->line.day);
}

static int
read_file(struct diag *d, struct arena *a, const char *path, size_t file, struct records *out)
{
	struct buf b = BUF_INIT;
	struct str rest, line;
	struct gaps_line l;

	if (fs_read(d, &b, path, 2 * GAPS_BYTES) != 0) {
		buf_free(&b);
		return -1;
	}
	rest = (struct str){ arena_strndup(a, b.p, b.n), b.n };
	buf_free(&b);
	while (str_split(&rest, '\n', &line)) {
		if (!gaps_line_read(line, &l))
			continue; /* blanked by a prune, or torn */
		out->v = arena_grow(a, out->v, out->n, &out->cap, sizeof(*out->v));
		out->v[out->n] = (struct record){ .line = l, .file = file };
		if (l.text.n > 0)
			out->v[out->n].text = arena_strndup(a, l.text.p, l.text.n);
		out->n++;
	}
	return 0;
}

static void
spread_texts(struct records *r)
{
	size_t i, j, k;
	const char *text;

	for (i = 0; i < r->n; i = j) {
		text = NULL;
		for (j = i; j < r->n && by_hash(&r->v[i], &r->v[j]) == 0; j++)
			text = r->v[j].text != NULL ? r->v[j].text : text;
		for (k = i; k < j; k++)
			r->v[k].text = text;
	}
}

static void
expect(struct gaps_tally *t, const char *slug, size_t n)
{
	size_t i;

	for (i = 0; i < t->n_expected && strcmp(t->expected[i].slug, slug) != 0; i++)
		;
	if (i == t->n_expected && i == GAPS_EXPECTED)
		return;
	if (i == t->n_expected) {
		t->expected[t->n_expected].slug = slug;
		t->expected[t->n_expected++].n = 0;
	}
	t->expected[i].n += n;
	for (; i > 0 && t->expected[i - 1].n < t->expected[i].n; i--) {
		size_t more = t->expected[i].n;
		const char *which = t->expected[i].slug;

		t->expected[i] = t->expected[i - 1];
		t->expected[i - 1].slug = which;
		t->expected[i - 1].n = more;
	}
}

void
gaps_tally_add(struct gaps_tally *to, const struct gaps_tally *from)
{
	size_t i;

	if (from->total == 0)
		return;
	if (to->total == 0 || from->first < to->first)
		to->first = from->first;
	if (to->total == 0 || from->last > to->last)
		to->last = from->last;
	for (i = 0; i < GAPS_KIND__MAX; i++)
		to->n[i] += from->n[i];
	to->total += from->total;
	for (i = 0; i < from->n_expected; i++)
		expect(to, from->expected[i].slug, from->expected[i].n);
}

static void
count_line(struct arena *a, struct gaps_wording *w, const struct gaps_line *l)
{
	struct gaps_tally one = { .total = 1, .first = l->day, .last = l->day };

	one.n[l->kind] = 1;
	if (l->expected.n > 0)
		expect(&one, arena_strndup(a, l->expected.p, l->expected.n), 1);
	gaps_tally_add(&w->tally, &one);
	if (w->n_days == 0 || w->days[w->n_days - 1].day != l->day)
		w->days[w->n_days++] = (struct gaps_day){ l->day, 0 };
	w->days[w->n_days - 1].n++;
}

/* The lines FROM to TO of one text.  True when it may be shown and has something to show. */
static bool
read_wording(struct arena *a, const struct record *from, const struct record *to, unsigned min,
    int64_t since, struct gaps_wording *out)
{
	const struct record *r;
	size_t days = 1;

	for (r = from + 1; r < to; r++)
		days += r->line.day != r[-1].line.day;
	if ((size_t)(to - from) < min || days < GAPS_MIN_DAYS)
		return false;
	*out = (struct gaps_wording){ .text = from->text,
		.days = arena_alloc(a, days * sizeof(*out->days)) };
	for (r = from; r < to; r++)
		if (r->line.day >= since)
			count_line(a, out, &r->line);
	return out->tally.total > 0;
}

static int
by_count(const void *x, const void *y)
{
	const struct gaps_wording *a = x, *b = y;

	if (a->tally.total != b->tally.total)
		return a->tally.total > b->tally.total ? -1 : 1;
	return strcmp(a->text, b->text);
}

int
gaps_read(struct diag *d, struct arena *a, char *const *paths, size_t n, unsigned min,
    int64_t since, struct gaps_wordings *out)
{
	struct records r = { .v = NULL };
	size_t i, j, cap = 0;
	int rc = 0;

	*out = (struct gaps_wordings){ .v = NULL };
	for (i = 0; i < n; i++)
		if (read_file(d, a, paths[i], i, &r) != 0)
			rc = -1;
	if (rc != 0 || r.n == 0)
		return rc;
	qsort(r.v, r.n, sizeof(*r.v), by_hash);
	spread_texts(&r);
	qsort(r.v, r.n, sizeof(*r.v), by_text);
	for (i = 0; i < r.n && r.v[i].text != NULL; i = j) {
		for (j = i; j < r.n && r.v[j].text != NULL; j++)
			if (strcmp(r.v[i].text, r.v[j].text) != 0)
				break;
		out->v = arena_grow(a, out->v, out->n, &cap, sizeof(*out->v));
		if (read_wording(a, &r.v[i], &r.v[j], min, since, &out->v[out->n]))
			out->n++;
		else
			out->held += j - i;
	}
	out->held += r.n - i;
	if (out->n > 0)
		qsort(out->v, out->n, sizeof(*out->v), by_count);
	return 0;
}
