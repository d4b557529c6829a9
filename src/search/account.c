#include "search/account.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

double
account_amount(const struct code_total *t, enum account_by by)
{
	return by == BY_LINES ? (double)t->lines : by == BY_QUANTITY ? t->quantity : t->value;
}

double
account_share(const struct code_total *t, enum account_by by)
{
	return by == BY_LINES      ? t->lines_share
	       : by == BY_QUANTITY ? t->quantity_share
				   : t->value_share;
}

double
account_needed(const struct account_measure *m, enum account_by by)
{
	return by == BY_VALUE ? m->lead + 0.01 : floor(m->lead) + 1;
}

static void
measure(struct account_measure *m, const struct codes *c, enum account_by by)
{
	double first = 0, second = 0;
	size_t i;

	*m = (struct account_measure){ .total = 0 };
	for (i = 0; i < c->n_totals; i++) {
		const struct code_total *t = &c->totals[i];
		double v = account_amount(t, by);

		m->total += v;
		if (v > first) {
			m->second = m->first;
			second = first;
			m->first = t;
			first = v;
		} else if (v > second) {
			m->second = t;
			second = v;
		}
	}
	for (i = 0; i < c->n; i++) {
		const struct code_line *l = &c->lines[i];

		m->lines +=
		    l->rule != NULL &&
		    (by == BY_LINES || (by == BY_QUANTITY ? l->has_quantity : l->has_value));
	}
	m->present = m->total > 0;
	m->lead = first - second;
	m->tie = m->second != NULL && m->lead <= first * 1e-12;
	m->majority = first * 2 > m->total;
}

static void
note_unit(struct account *ac, struct str unit)
{
	size_t i;

	if (unit.n == 0 || unit.n > 24 || ac->n_units == ACCOUNT_UNITS)
		return;
	for (i = 0; i < ac->n_units; i++)
		if (ac->units[i].n == unit.n &&
		    strncasecmp(ac->units[i].p, unit.p, unit.n) == 0)
			return;
	ac->units[ac->n_units++] = unit;
}

static void
look_at_lines(struct account *ac, const struct codes *c)
{
	double value = ac->by[BY_VALUE].total;
	size_t i;

	for (i = 0; i < c->n; i++) {
		const struct code_line *l = &c->lines[i];

		ac->flawed += l->flaw != NULL;
		if (l->status == CODE_SPECIAL || l->status == CODE_RESERVED) {
			ac->special++;
		} else if (l->rule == NULL) {
			ac->unplaced++;
		} else {
			if (l->has_quantity)
				note_unit(ac, l->unit);
			if (l->has_value && l->value > 0 &&
			    (ac->dearest == NULL || l->value > ac->dearest->value))
				ac->dearest = l;
		}
	}
	if (ac->dearest != NULL)
		ac->dearest_share = ac->dearest->value / value;
}

/* By what is grouped: lines of one Center and one heading or chapter stand together. */
static int
by_group(const void *x, const void *y)
{
	const struct code_line *a = *(const struct code_line *const *)x,
			       *b = *(const struct code_line *const *)y;
	int d = strcmp(a->rule->center->slug, b->rule->center->slug);

	if (d == 0)
		d = strncmp(a->code, b->code, 4);
	if (d == 0)
		d = strcmp(a->rule->basis, b->rule->basis);
	return d;
}

static const struct code_total *
total_of(const struct codes *c, const struct store_center *center)
{
	size_t i;

	for (i = 0; i < c->n_totals && c->totals[i].center != center; i++)
		;
	return &c->totals[i];
}

struct ranked {
	struct account_group group;
	const struct code_total *total;
};

static int
by_rank(const void *x, const void *y)
{
	const struct ranked *a = x, *b = y;

	if (a->total != b->total)
		return a->total < b->total ? -1 : 1; /* one array */
	if (a->group.lines != b->group.lines)
		return a->group.lines > b->group.lines ? -1 : 1;
	if (strcmp(a->group.code, b->group.code) != 0)
		return strcmp(a->group.code, b->group.code);
	return strcmp(a->group.rule->basis, b->group.rule->basis);
}

static void
group(struct account *ac, struct arena *a, const struct codes *c)
{
	const struct code_line **v =
	    arena_alloc(a, (c->good + 1) * sizeof(const struct code_line *));
	struct ranked *r = arena_alloc(a, (c->good + 1) * sizeof(*r));
	size_t i, n = 0, k = 0;

	for (i = 0; i < c->n; i++)
		if (c->lines[i].rule != NULL)
			v[n++] = &c->lines[i];
	qsort(v, n, sizeof(const struct code_line *), by_group);
	for (i = 0; i < n; i++) {
		const struct code_line *l = v[i];

		if (i == 0 || by_group(&v[i - 1], &v[i]) != 0) {
			r[k].total = total_of(c, l->rule->center);
			r[k].group.heading = l->heading;
			r[k].group.rule = l->rule;
			r[k].group.title = l->title;
			r[k].group.code = arena_strndup(a, l->code, l->heading != NULL ? 4 : 2);
			k++;
		}
		r[k - 1].group.lines++;
		r[k - 1].group.quantity += l->quantity;
		r[k - 1].group.value += l->value;
	}
	qsort(r, k, sizeof(*r), by_rank);
	ac->groups = arena_alloc(a, (k + 1) * sizeof(*ac->groups));
	ac->n_groups = k;
	for (i = 0; i < k; i++)
		ac->groups[i] = r[i].group;
}

void
account_of(struct account *ac, struct arena *a, const struct codes *c)
{
	const struct code_total *first = NULL;
	enum account_by by;

	*ac = (struct account){ .codes = c };
	for (by = BY_LINES; by < ACCOUNT_BY__MAX; by++) {
		struct account_measure *m = &ac->by[by];

		measure(m, c, by);
		if (!m->present)
			continue;
		ac->disagree |= first != NULL && m->first != first;
		first = m->first;
	}
	look_at_lines(ac, c);
	ac->open = ac->by[BY_LINES].present && ac->unplaced > 0 &&
		   (double)ac->unplaced >= ac->by[BY_LINES].lead;
	group(ac, a, c);
}

/*
 * One cell.  What begins with =, +, -, @, a tab or a return is a formula to spreadsheets, also after white
 * space and also when they take the quotes away.
 */
static void
cell(struct buf *out, struct str s, bool last)
{
	struct str seen = s;
	size_t i;

	while (seen.n > 0 && (seen.p[0] == ' ' || seen.p[0] == '"'))
		seen = str_skip(seen, 1);
	buf_addc(out, '"');
	if ((seen.n > 0 && strchr("=+-@\t\r\n", seen.p[0]) != NULL))
		buf_addc(out, '\'');
	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_addc(out, '"');
		buf_addc(out, s.p[i]);
	}
	buf_adds(out, last ? "\"\r\n" : "\",");
}

static void
text_cell(struct buf *out, const char *s, bool last)
{
	cell(out, s != NULL ? str_of(s) : (struct str){ "", 0 }, last);
}

/* A number as spreadsheets of any language read it: without thousands, at most two decimals. */
static void
number(struct buf *out, double v)
{
	if (v == floor(v))
		buf_addf(out, "%.0f", v);
	else
		buf_addf(out, "%.2f", v);
}

static void
number_cell(struct buf *out, bool has, double v)
{
	if (has)
		number(out, v);
	buf_addc(out, ',');
}

void
account_lines_csv(struct buf *out, const struct codes *c)
{
	size_t i;

	buf_adds(out, "\xEF\xBB\xBFLine,As written,Code read,Status,Heading,Goods,Center,Basis,"
		      "Source,Quantity,Value,Note\r\n");
	for (i = 0; i < c->n; i++) {
		const struct code_line *l = &c->lines[i];
		const struct store_rule *r = l->rule;

		buf_addf(out, "%zu,", l->line);
		cell(out, l->input, false);
		text_cell(out, l->code, false);
		text_cell(out, code_status_name(l->status), false);
		text_cell(out, l->heading != NULL ? l->heading->code : NULL, false);
		text_cell(out, l->title, false);
		text_cell(out, r != NULL ? r->center->name : NULL, false);
		text_cell(out, r != NULL ? r->basis : NULL, false);
		text_cell(out, r != NULL ? r->source : NULL, false);
		number_cell(out, l->has_quantity, l->quantity);
		number_cell(out, l->has_value, l->value);
		if (l->note != NULL && l->flaw != NULL) {
			struct buf both = BUF_INIT;

			buf_addf(&both, "%s  %s", l->note, l->flaw);
			cell(out, buf_str(&both), true);
			buf_free(&both);
		} else {
			text_cell(out, l->note != NULL ? l->note : l->flaw, true);
		}
	}
}

void
account_shares_csv(struct buf *out, const struct codes *c)
{
	size_t i;

	buf_adds(out, "\xEF\xBB\xBF"
		      "Center,Lines,Share of lines,Quantity,Share of quantity,Value,"
		      "Share of value\r\n");
	for (i = 0; i < c->n_totals; i++) {
		const struct code_total *t = &c->totals[i];

		text_cell(out, t->center->name, false);
		buf_addf(out, "%zu,%.4f,", t->lines, t->lines_share);
		number_cell(out, c->has_quantity, t->quantity);
		if (c->has_quantity)
			buf_addf(out, "%.4f", t->quantity_share);
		buf_addc(out, ',');
		number_cell(out, c->has_value, t->value);
		if (c->has_value)
			buf_addf(out, "%.4f", t->value_share);
		buf_adds(out, "\r\n");
	}
}

/* A cell of the list anew: nothing in it may end the cell or the line. */
static void
plain_cell(struct buf *out, struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		buf_addc(
		    out, (char)(strchr("\t\r\n\"", s.p[i]) != NULL && s.p[i] != '\0' ? ' '
										     : s.p[i]));
}

/* Two to six decimals, but never three: those could be thousands. */
static void
amount_cell(struct buf *out, bool has, double v, struct str written)
{
	size_t dot;

	buf_addc(out, '\t');
	if (!has) {
		plain_cell(out, written);
		return;
	}
	if (v == floor(v)) {
		buf_addf(out, "%.0f", v);
		return;
	}
	buf_addf(out, "%.6f", v);
	dot = out->n - 7;
	while (out->p[out->n - 1] == '0' && out->n > dot + 3)
		buf_truncate(out, out->n - 1);
	if (out->n == dot + 4)
		buf_addc(out, '0');
}

void
account_list(struct buf *out, const struct codes *c)
{
	size_t i, line = 1;

	if (c->n == 0)
		return;
	if (c->lines[0].line > 1) {
		for (; line + 1 < c->lines[0].line; line++)
			buf_addc(out, '\n');
		buf_adds(out, "HTS number\tQuantity\tValue\tUnit\n");
		line++;
	}
	for (i = 0; i < c->n; i++) {
		const struct code_line *l = &c->lines[i];

		for (; line < l->line; line++)
			buf_addc(out, '\n');
		plain_cell(out, l->input);
		amount_cell(out, l->has_quantity, l->quantity, l->quantity_text);
		amount_cell(out, l->has_value, l->value, l->value_text);
		buf_addc(out, '\t');
		if (l->input.n + l->quantity_text.n + l->value_text.n + l->unit.n == 0)
			buf_addc(out, '-'); /* or the line would be an empty one */
		plain_cell(out, l->unit);
		buf_addc(out, '\n');
		line++;
	}
}
