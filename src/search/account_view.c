#include "search/account_view.h"

#include <math.h>
#include <string.h>

#include "base/date.h"
#include "base/limits.h"
#include "search/answer_view.h"

#define SHOWN_LINES 100 /* lines that the page lists one by one; the download has all */
#define INPUT_SHOWN 120 /* bytes of a line as it was sent */
#define FILLS 10 /* patterns of account-bars.mustache */
#define BAR_STEP 72 /* pixels from one bar to the next */
#define LABEL_FROM 0.05 /* of a bar: a letter fits, on a telephone too */
#define PERCENT_FROM 0.22 /* of a bar: letter and percentage fit */

static const struct {
	const char *name, *of, *more, *thing;
} measures[] = {
	[BY_LINES] = { TR("By number of goods (lines)"), TR("lines"), TR("more lines"),
	    TR("lines") },
	[BY_QUANTITY] = { TR("By quantity"), TR("quantity"), TR("more in quantity"),
	    TR("quantity") },
	[BY_VALUE] = { TR("By value"), TR("value"), TR("more in value"), TR("value") },
};

/* "41.4%"; what is not all is never 100%, what is not nothing never 0%. */
static const char *
percent(struct arena *a, const struct account *ac, double share)
{
	double p = round(share * 1000) / 10;

	if (share >= 1)
		return "100%";
	if (p >= 100)
		return tr(ac->store->tr, "over 99.9%");
	if (p <= 0)
		return share > 0 ? tr(ac->store->tr, "under 0.1%") : "0%";
	return arena_printf(a, "%.1f%%", p);
}

/* "1,234,567.89" */
static const char *
amount(struct arena *a, double v)
{
	bool whole_number = fabs(v - round(v)) < 0.005; /* sums are not exact */
	const char *plain = arena_printf(a, whole_number ? "%.0f" : "%.2f", v);
	size_t whole = strcspn(plain, "."), i;
	struct buf b = BUF_INIT;
	const char *out;

	for (i = 0; i < whole; i++) {
		if (i > 0 && (whole - i) % 3 == 0)
			buf_addc(&b, ',');
		buf_addc(&b, plain[i]);
	}
	buf_adds(&b, plain + whole);
	out = arena_strdup(a, b.p);
	buf_free(&b);
	return out;
}

static const char *
count(struct arena *a, size_t n, const char *one, const char *many)
{
	return arena_printf(a, "%s %s", amount(a, (double)n), n == 1 ? one : many);
}

/* The letter of a Center in bars, table and letter: by its place. */
static const char *
letter(struct arena *a, size_t i)
{
	return i < 26 ? arena_printf(a, "%c", (char)('A' + i)) : arena_printf(a, "%zu", i + 1);
}

static void
set_center(struct value *v, const struct account *ac, const struct store_center *english)
{
	const struct store_center *c = store_in(ac->store, english);

	value_set_cstr(v, "name", c->name);
	value_set_cstr(v, "url", c->url);
	value_set_cstr(v, "city", c->city);
}

static void
set_centers(struct value *v, struct arena *a, const struct account *ac)
{
	struct value *list = value_set_list(v, "centers");
	const struct codes *c = ac->codes;
	size_t i;

	for (i = 0; i < c->n_totals; i++) {
		const struct code_total *t = &c->totals[i];
		struct value *row = value_push_map(list);

		set_center(row, ac, t->center);
		value_set_cstr(row, "letter", letter(a, i));
		value_set_int(row, "fill", (long long)(i % FILLS) + 1);
		value_set_bool(row, "has_quantity", ac->by[BY_QUANTITY].present);
		value_set_bool(row, "has_value", ac->by[BY_VALUE].present);
		value_set_cstr(row, "lines", amount(a, (double)t->lines));
		value_set_cstr(row, "quantity", amount(a, t->quantity));
		value_set_cstr(row, "value", amount(a, t->value));
		value_set_cstr(row, "lines_percent", percent(a, ac, t->lines_share));
		value_set_cstr(row, "quantity_percent", percent(a, ac, t->quantity_share));
		value_set_cstr(row, "value_percent", percent(a, ac, t->value_share));
	}
	value_set_bool(v, "has_centers", c->n_totals > 0);
	value_set_bool(v, "has_quantity", ac->by[BY_QUANTITY].present);
	value_set_bool(v, "has_value", ac->by[BY_VALUE].present);
	value_set_cstr(v, "total_lines", amount(a, ac->by[BY_LINES].total));
	value_set_cstr(v, "total_quantity", amount(a, ac->by[BY_QUANTITY].total));
	value_set_cstr(v, "total_value", amount(a, ac->by[BY_VALUE].total));
}

/* One stacked bar: positions in percent of its width, so that nothing needs a style. */
static void
set_bar(struct value *bar, struct arena *a, const struct account *ac, enum account_by by,
    size_t place)
{
	struct value *list = value_set_list(bar, "parts");
	const struct codes *c = ac->codes;
	double from = 0;
	size_t i;

	value_set_cstr(bar, "name", tr(ac->store->tr, measures[by].name));
	value_set_int(bar, "text_y", (long long)place * BAR_STEP + 16);
	value_set_int(bar, "bar_y", (long long)place * BAR_STEP + 24);
	for (i = 0; i < c->n_totals; i++) {
		double share = account_share(&c->totals[i], by);
		struct value *part;

		if (share <= 0)
			continue;
		part = value_push_map(list);
		value_set_cstr(part, "x", arena_printf(a, "%.3f%%", from * 100));
		value_set_cstr(part, "width", arena_printf(a, "%.3f%%", share * 100));
		value_set_int(part, "fill", (long long)(i % FILLS) + 1);
		value_set_cstr(part, "label",
		    share >= PERCENT_FROM
			? arena_printf(a, "%s %s", letter(a, i), percent(a, ac, share))
		    : share >= LABEL_FROM ? letter(a, i)
					  : NULL);
		from += share;
	}
}

/* The picture in words, for those who do not see it. */
static const char *
describe(struct arena *a, const struct account *ac)
{
	const struct codes *c = ac->codes;
	struct buf b = BUF_INIT;
	enum account_by by;
	const char *out;
	size_t i;

	for (by = BY_LINES; by < ACCOUNT_BY__MAX; by++) {
		if (!ac->by[by].present)
			continue;
		buf_addf(&b, "%s%s:", b.n > 0 ? " " : "", tr(ac->store->tr, measures[by].name));
		for (i = 0; i < c->n_totals; i++)
			buf_addf(&b, "%s %s %s", i > 0 ? "," : "", c->totals[i].center->name,
			    percent(a, ac, account_share(&c->totals[i], by)));
		buf_addc(&b, '.');
	}
	out = arena_strdup(a, b.p);
	buf_free(&b);
	return out;
}

static void
set_bars(struct value *v, struct arena *a, const struct account *ac)
{
	struct value *list = value_set_list(v, "bars");
	enum account_by by;
	size_t n = 0;

	for (by = BY_LINES; by < ACCOUNT_BY__MAX; by++)
		if (ac->by[by].present)
			set_bar(value_push_map(list), a, ac, by, n++);
	value_set_int(v, "bars_height", (long long)n * BAR_STEP);
	value_set_cstr(v, "bars_text", describe(a, ac));
}

/* What each measure says, one sentence each. */
static void
set_measures(struct value *v, struct arena *a, const struct account *ac)
{
	struct value *list = value_set_list(v, "measures");
	enum account_by by;

	for (by = BY_LINES; by < ACCOUNT_BY__MAX; by++) {
		const struct account_measure *m = &ac->by[by];
		struct value *row;

		if (!m->present)
			continue;
		row = value_push_map(list);
		value_set_cstr(row, "name", tr(ac->store->tr, measures[by].name));
		value_set_bool(row, "tie", m->tie);
		value_set_cstr(row, "center_name", store_in(ac->store, m->first->center)->name);
		value_set_cstr(row, "center_url", store_in(ac->store, m->first->center)->url);
		value_set_cstr(row, "second_name",
		    m->tie ? store_in(ac->store, m->second->center)->name : NULL);
		value_set_cstr(row, "percent", percent(a, ac, account_share(m->first, by)));
		value_set_cstr(row, "of", tr(ac->store->tr, measures[by].of));
		value_set_bool(row, "majority", m->majority);
	}
}

/* Lines of the first Center that no source names. */
static size_t
inferred_lines(const struct account *ac)
{
	const struct code_total *first = ac->by[BY_LINES].first;
	size_t i, n = 0;

	for (i = 0; i < ac->n_groups; i++)
		if (first != NULL && ac->groups[i].rule->center == first->center &&
		    strcmp(ac->groups[i].rule->basis, "inferred") == 0)
			n += ac->groups[i].lines;
	return n;
}

static const char *
measure_change(struct arena *a, const struct account *ac, const struct account_measure *m,
    enum account_by by)
{
	const char *more = amount(a, account_needed(m, by));
	double half = by == BY_VALUE ? m->lead / 2 + 0.01 : floor(m->lead / 2) + 1;

	if (m->tie)
		return arena_printf(a,
		    tr(ac->store->tr,
			"%s: %s and %s are equal. One line more on either side decides."),
		    tr(ac->store->tr, measures[by].name),
		    store_in(ac->store, m->first->center)->name,
		    store_in(ac->store, m->second->center)->name);
	if (m->second == NULL)
		return arena_printf(a,
		    tr(ac->store->tr,
			"%s: all of it is %s. Another Center would need more than %s in %s."),
		    tr(ac->store->tr, measures[by].name),
		    store_in(ac->store, m->first->center)->name,
		    amount(a, account_amount(m->first, by)),
		    tr(ac->store->tr, measures[by].thing));
	return arena_printf(a,
	    tr(ac->store->tr, "%s: %s is %s ahead of %s. With %s %s, or with %s of the first "
			      "one\xE2\x80\x99s "
			      "classified there instead, %s would be first."),
	    tr(ac->store->tr, measures[by].name), store_in(ac->store, m->first->center)->name,
	    amount(a, m->lead), store_in(ac->store, m->second->center)->name, more,
	    by == BY_LINES && account_needed(m, by) < 2 ? tr(ac->store->tr, "more line")
							: tr(ac->store->tr, measures[by].more),
	    amount(a, half), store_in(ac->store, m->second->center)->name);
}

static void
set_changes(struct value *v, struct arena *a, const struct account *ac)
{
	struct value *list = value_set_list(v, "changes");
	size_t inferred = inferred_lines(ac);
	enum account_by by;

	for (by = BY_LINES; by < ACCOUNT_BY__MAX; by++)
		if (ac->by[by].present)
			value_push_cstr(list, measure_change(a, ac, &ac->by[by], by));
	if (ac->open && ac->codes->n_totals > 0)
		value_push_cstr(list,
		    arena_printf(a,
			tr(ac->store->tr,
			    "%s could not be placed. That is enough to change which Center is "
			    "first by lines: mend them before you rely on this."),
			count(a, ac->unplaced, tr(ac->store->tr, "line"),
			    tr(ac->store->tr, "lines"))));
	if (inferred > 0)
		value_push_cstr(
		    list, arena_printf(a,
			      tr(ac->store->tr,
				  "%s of the %s of %s are placed by our own reading, since no "
				  "source names "
				  "these goods: CBP may see them elsewhere."),
			      amount(a, (double)inferred),
			      count(a, ac->by[BY_LINES].first->lines, tr(ac->store->tr, "line"),
				  tr(ac->store->tr, "lines")),
			      store_in(ac->store, ac->by[BY_LINES].first->center)->name));
}

/* Which columns were read, and how: what looks wrong can then be mended. */
static void
set_reading(
    struct value *v, struct arena *a, const struct account *ac, const struct account_sent *sent)
{
	struct value *list = value_set_list(v, "reading");
	const struct columns *c = &ac->codes->columns;
	const struct {
		const char *what;
		const struct column *column;
	} parts[] = {
		{ TR("Tariff codes"), &c->code[0] },
		{ TR("Quantities"), &c->quantity },
		{ TR("Values"), &c->value },
	};
	size_t i;

	if (sent->filename.n > 0)
		value_push_cstr(list,
		    arena_printf(a, tr(ac->store->tr, "Read from %.*s, a file in %s."),
			(int)sent->filename.n, sent->filename.p, charset_name(sent->charset)));
	if (sent->list.n > LIMIT_ECHO)
		value_push_cstr(
		    list, tr(ac->store->tr, "The list is too long to stand in the box again."));
	if (sent->both)
		value_push_cstr(list,
		    tr(ac->store->tr, "You sent a file and a text: only the file was read."));
	if (sent->faults > 0)
		value_push_cstr(list,
		    arena_printf(a, tr(ac->store->tr, "%s in the file could not be read."),
			count(a, sent->faults, tr(ac->store->tr, "character"),
			    tr(ac->store->tr, "characters"))));
	for (i = 0; c->n_codes > 0 && i < 3; i++) {
		const struct column *col = parts[i].column;

		if (col->at == COLUMN_NONE || (i > 0 && !ac->by[i].present))
			continue;
		if (col->heading != NULL)
			value_push_cstr(list,
			    arena_printf(a,
				tr(ac->store->tr,
				    "%s are from column %zu, \xE2\x80\x9C%s\xE2\x80\x9D."),
				tr(ac->store->tr, parts[i].what), col->at + 1, col->heading));
		else if (c->quantity.at != COLUMN_NONE || c->value.at != COLUMN_NONE ||
			 col->at > 0)
			value_push_cstr(
			    list, arena_printf(a, tr(ac->store->tr, "%s are from column %zu."),
				      tr(ac->store->tr, parts[i].what), col->at + 1));
	}
	if (c->heading_line > 1)
		value_push_cstr(
		    list, arena_printf(a,
			      tr(ac->store->tr, "The headings are on line %zu; what stands "
						"above them was passed over."),
			      c->heading_line));
	if (c->decimal_comma)
		value_push_cstr(list,
		    tr(ac->store->tr, "Numbers are read with a decimal comma: 1.234,50."));
	if (ac->by[BY_QUANTITY].present && ac->n_units > 1) {
		struct buf b = BUF_INIT;

		for (i = 0; i < ac->n_units; i++)
			buf_addf(&b, "%s%.*s", i > 0 ? ", " : "", (int)ac->units[i].n,
			    ac->units[i].p);
		value_push_cstr(list,
		    arena_printf(a,
			tr(ac->store->tr,
			    "Quantities are in several units (%s): their sum says little."),
			b.p));
		buf_free(&b);
	}
	for (i = BY_QUANTITY; i <= BY_VALUE; i++)
		if (ac->by[i].present && ac->by[i].lines < ac->codes->good)
			value_push_cstr(list,
			    arena_printf(a,
				tr(ac->store->tr, "Only %s of %s with a Center have a %s."),
				amount(a, (double)ac->by[i].lines),
				count(a, ac->codes->good, tr(ac->store->tr, "line"),
				    tr(ac->store->tr, "lines")),
				tr(ac->store->tr, measures[i].thing)));
	value_set_bool(v, "has_reading", value_count(list) > 0);
}

/* The start of what a line says, for people: cut at a character. */
static struct str
start(struct arena *a, struct str s)
{
	size_t n = INPUT_SHOWN;

	if (s.n <= INPUT_SHOWN)
		return s;
	while (n > 0 && ((unsigned char)s.p[n] & 0xC0) == 0x80)
		n--;
	return str_of(arena_printf(a, "%.*s\xE2\x80\xA6", (int)n, s.p));
}

static void
set_line(
    struct value *row, struct arena *a, const struct account *ac, const struct code_line *l)
{
	value_set_int(row, "line", (long long)l->line);
	value_set_str(row, "input", start(a, l->input));
	note_view(row, a, ac->store, l);
	value_set_cstr(row, "flaw", l->flaw);
	value_set_cstr(row, "heading", l->heading != NULL ? l->heading->code : NULL);
	value_set_cstr(row, "title", l->title);
	value_set_cstr(row, "center_name",
	    l->rule != NULL ? store_in(ac->store, l->rule->center)->name : NULL);
	value_set_cstr(row, "center_url",
	    l->rule != NULL ? store_in(ac->store, l->rule->center)->url : NULL);
}

static void
set_lines(struct value *v, struct arena *a, const struct account *ac)
{
	struct value *unread = value_set_list(v, "unread"),
		     *special = value_set_list(v, "special"),
		     *flawed = value_set_list(v, "flawed"), *lines = value_set_list(v, "lines");
	const struct codes *c = ac->codes;
	size_t i;

	for (i = 0; i < c->n; i++) {
		const struct code_line *l = &c->lines[i];

		if (l->status == CODE_SPECIAL || l->status == CODE_RESERVED)
			set_line(value_push_map(special), a, ac, l);
		else if (l->rule == NULL)
			set_line(value_push_map(unread), a, ac, l);
		else if (l->flaw != NULL)
			set_line(value_push_map(flawed), a, ac, l);
		if (c->n <= SHOWN_LINES)
			set_line(value_push_map(lines), a, ac, l);
	}
	value_set_bool(v, "has_unread", value_count(unread) > 0);
	value_set_bool(v, "has_special", value_count(special) > 0);
	value_set_bool(v, "has_flawed", value_count(flawed) > 0);
	value_set_bool(v, "has_lines", value_count(lines) > 0);
	value_set_cstr(v, "n_unread",
	    count(
		a, value_count(unread), tr(ac->store->tr, "line"), tr(ac->store->tr, "lines")));
	value_set_cstr(v, "n_special",
	    count(a, value_count(special), tr(ac->store->tr, "line"),
		tr(ac->store->tr, "lines")));
}

static void
set_groups(struct value *v, struct arena *a, const struct account *ac)
{
	struct value *list = value_set_list(v, "groups");
	size_t i;

	for (i = 0; i < ac->n_groups; i++) {
		const struct account_group *g = &ac->groups[i];
		struct value *row = value_push_map(list);

		value_set_cstr(row, "code", g->code);
		value_set_cstr(row, "title", g->title);
		value_set_cstr(row, "center_name", store_in(ac->store, g->rule->center)->name);
		value_set_cstr(row, "center_url", store_in(ac->store, g->rule->center)->url);
		value_set_bool(row, "inferred", strcmp(g->rule->basis, "inferred") == 0);
		value_set_cstr(row, "lines", amount(a, (double)g->lines));
		value_set_cstr(row, "quantity", amount(a, g->quantity));
		value_set_cstr(row, "value", amount(a, g->value));
		value_set_bool(row, "has_quantity", ac->by[BY_QUANTITY].present);
		value_set_bool(row, "has_value", ac->by[BY_VALUE].present);
	}
	value_set_bool(v, "has_groups", ac->n_groups > 0);
	value_set_cstr(v, "n_groups",
	    count(
		a, ac->n_groups, tr(ac->store->tr, "heading"), tr(ac->store->tr, "headings")));
}

static const char *
long_date(struct arena *a, const struct store *store, const char *iso)
{
	struct buf b = BUF_INIT;
	struct date d;
	const char *s;

	if (iso == NULL || !date_parse(str_of(iso), &d))
		return iso;
	date_long_in(&b, d, store->lang);
	s = arena_strdup(a, b.p);
	buf_free(&b);
	return s;
}

const struct value *
account_view(struct arena *a, const struct store *s, const struct account *account,
    const struct account_sent *sent)
{
	struct account *ac = arena_alloc(a, sizeof(*ac));
	const struct account_measure *lines = &ac->by[BY_LINES];
	const struct codes *c = account->codes;
	struct value *v = value_map(a);

	*ac = *account;
	ac->store = s;
	value_set_str(v, "list", sent->list.n > LIMIT_ECHO ? STR("") : sent->list);
	value_set_bool(v, "asked", sent->asked);
	value_set_bool(v, "has_codes", c->n > 0);
	value_set_cstr(
	    v, "n", count(a, c->n, tr(ac->store->tr, "line"), tr(ac->store->tr, "lines")));
	value_set_cstr(v, "good", amount(a, (double)c->good));
	value_set_bool(v, "truncated", c->truncated);
	value_set_bool(v, "disagree", ac->disagree);
	value_set_bool(v, "tie", lines->tie);
	value_set_bool(v, "majority", lines->majority);
	value_set_bool(
	    v, "only_lines", !ac->by[BY_QUANTITY].present && !ac->by[BY_VALUE].present);
	if (lines->first != NULL)
		set_center(value_set_map(v, "center"), ac, lines->first->center);
	else
		value_set_null(v, "center");
	if (lines->tie)
		set_center(value_set_map(v, "second"), ac, lines->second->center);
	else
		value_set_null(v, "second");
	value_set_cstr(v, "percent",
	    lines->first != NULL ? percent(a, ac, lines->first->lines_share) : NULL);
	value_set_cstr(v, "dearest",
	    ac->dearest != NULL && ac->dearest_share >= 0.1 && c->good > 1
		? arena_printf(a, tr(ac->store->tr, "line %zu (%s) alone has %s of the value"),
		      ac->dearest->line, ac->dearest->code, percent(a, ac, ac->dearest_share))
		: NULL);
	set_centers(v, a, ac);
	set_bars(v, a, ac);
	set_measures(v, a, ac);
	set_changes(v, a, ac);
	set_reading(v, a, ac, sent);
	set_lines(v, a, ac);
	set_groups(v, a, ac);
	value_set_cstr(v, "mailbox", s->mailbox);
	value_set_cstr(v, "mapping_date", long_date(a, s, s->mapping_date));
	value_set_cstr(v, "release", s->release);
	return v;
}
