/* codes_list.c - lists of codes: rows, columns, and what people write into them. */
#include <string.h>

#include "base/amount.h"
#include "base/limits.h"
#include "base/rows.h"
#include "search/codes.h"

struct reader {
	struct codes *c;
	size_t cap;
	struct arena *a;
	const struct store *store;
};

static bool
is_known(const struct store *s, const char *code)
{
	return store_heading(s, (struct str){ code, 4 }) != NULL;
}

/* "6.1091E+09": the spreadsheet kept the first digits only. */
static bool
is_scientific(struct str s)
{
	size_t i = 0, e;

	while (i < s.n && (ascii_isdigit(s.p[i]) || s.p[i] == '.' || s.p[i] == ','))
		i++;
	if (i == 0 || i + 2 >= s.n || ascii_lower(s.p[i]) != 'e' || s.p[i + 1] != '+')
		return false;
	for (e = i + 2; e < s.n; e++)
		if (!ascii_isdigit(s.p[e]))
			return false;
	return true;
}

/* The next run of digits, dots and single joints at or after *AT that could be a code. */
static bool
next_run(struct str s, size_t *at, struct str *run)
{
	size_t i = *at, from;

	for (;;) {
		while (i < s.n && !ascii_isdigit(s.p[i]))
			i++;
		if (i == s.n)
			return false;
		from = i;
		while (i < s.n && (ascii_isdigit(s.p[i]) || (s.p[i] == '.' && i + 1 < s.n &&
								ascii_isdigit(s.p[i + 1]))))
			i++;
		*at = i;
		if ((from > 0 &&
			(ascii_isalpha(s.p[from - 1]) || strchr("$%-/", s.p[from - 1]))) ||
		    (i < s.n && (ascii_isalpha(s.p[i]) || strchr("%/", s.p[i]))))
			continue; /* of a word, a sum, a date */
		*run = (struct str){ s.p + from, i - from };
		return true;
	}
}

/*
 * A code within other words: one with its dots or all its digits wherever it stands, a bare heading
 * only in front.  When FIELD names two, nothing is decided.
 */
static bool
code_in_words(struct reader *r, struct code_line *l, struct str field)
{
	struct str run, found = { NULL, 0 };
	struct code_line try, first = { .line = 0 };
	size_t at = 0;

	while (next_run(field, &at, &run)) {
		bool dotted = str_chr(run, '.') < run.n;

		code_digits(&try, run);
		if (strlen(try.code) < 4 ||
		    (try.status != CODE_SPECIAL && !is_known(r->store, try.code)))
			continue;
		if (!dotted && strlen(try.code) < 6 && run.p != field.p)
			continue;
		if (found.p == NULL) {
			found = run;
			first = try;
		} else if (strcmp(first.code, try.code) != 0) {
			l->note = arena_printf(r->a,
			    tr(r->store->tr, "This names several codes, such as %.*s and %.*s; "
					     "give each a line "
					     "of its own."),
			    (int)found.n, found.p, (int)run.n, run.p);
			return false;
		}
	}
	if (found.p == NULL)
		return false;
	code_read(l, r->a, r->store, found);
	l->input = str_trim(field);
	l->note = arena_printf(r->a,
	    tr(r->store->tr, "Read as %.*s, from the words around it.%s%s"), (int)found.n,
	    found.p, l->note != NULL ? "  " : "", l->note != NULL ? l->note : "");
	return true;
}

/* A number that lost the zero in front of it, as its neighbors show. */
static bool
restore_zero(struct reader *r, struct code_line *l, struct str field)
{
	size_t want = r->c->columns.zero_lost, i;
	char *code;

	field = str_trim(field);
	if (want == 0 || field.n != want)
		return false;
	for (i = 0; i < field.n; i++)
		if (!ascii_isdigit(field.p[i]))
			return false;
	code = arena_printf(r->a, "0%.*s", (int)field.n, field.p);
	if (!is_known(r->store, code))
		return false;
	code_read(l, r->a, r->store, str_of(code));
	l->input = field;
	l->note = arena_printf(r->a,
	    tr(r->store->tr,
		"Read as %s: the other numbers have %zu digits, so a 0 in front was lost.%s%s"),
	    code, want + 1, l->note != NULL ? "  " : "", l->note != NULL ? l->note : "");
	return true;
}

static void
read_code(struct reader *r, struct code_line *l, struct str field)
{
	if (restore_zero(r, l, field))
		return;
	code_read(l, r->a, r->store, field);
	if (l->status != CODE_INVALID)
		return;
	if (l->input.n == 0)
		l->note = tr(r->store->tr, "There is no tariff code on this line.");
	else if (is_scientific(l->input))
		l->note = tr(r->store->tr,
		    "The spreadsheet has shortened this number; make the column text there, "
		    "and save the list again.");
	else
		(void)code_in_words(r, l, l->input); /* or it stays as it is */
}

static struct str
field_at(const struct rows_row *row, size_t at)
{
	return at < row->n ? row->field[at] : (struct str){ "", 0 };
}

/* The code of a row: the first of its tariff columns that goes to a Center, or says most. */
static void
read_codes_of(struct reader *r, struct code_line *l, const struct rows_row *row)
{
	const struct columns *c = &r->c->columns;
	size_t i;

	read_code(r, l, field_at(row, c->code[0].at));
	for (i = 1; i < c->n_codes; i++) {
		struct code_line other;

		if (l->rule != NULL || (l->status != CODE_SPECIAL && l->input.n > 0))
			return;
		if (field_at(row, c->code[i].at).n == 0)
			continue;
		read_code(r, &other, field_at(row, c->code[i].at));
		if (l->status == CODE_SPECIAL && other.rule != NULL)
			other.note = arena_printf(r->a,
			    tr(r->store->tr,
				"Read in place of %.*s, which decides no Center.%s%s"),
			    (int)l->input.n, l->input.p, other.note != NULL ? "  " : "",
			    other.note != NULL ? other.note : "");
		if (other.rule != NULL || l->input.n == 0)
			*l = other;
	}
}

/* The start of a cell, for a message: at most 60 bytes, cut at a character. */
static struct str
start_of(struct str s)
{
	if (s.n > 60)
		for (s.n = 60; s.n > 0 && (s.p[s.n] & 0xC0) == 0x80;)
			s.n--;
	return s;
}

static bool
read_amount(
    struct reader *r, struct code_line *l, struct str text, const char *what, double *out)
{
	static const char *const why[] = {
		[AMOUNT_NEGATIVE] = TR("is below zero"),
		[AMOUNT_UNREADABLE] = TR("is not a number that we can read"),
		[AMOUNT_HUGE] = TR("is too large"),
	};
	enum amount_status status = amount_read(text, r->c->columns.decimal_comma, out);

	if (status == AMOUNT_OK)
		return true;
	if (status != AMOUNT_NONE)
		l->flaw = arena_printf(r->a, tr(r->store->tr, "%s%sIts %s, “%.*s”, %s."),
		    l->flaw != NULL ? l->flaw : "", l->flaw != NULL ? " " : "",
		    tr(r->store->tr, what), (int)start_of(text).n, text.p,
		    tr(r->store->tr, why[status]));
	return false;
}

static struct code_line *
add(struct reader *r, size_t line)
{
	struct codes *c = r->c;

	c->lines = arena_grow(r->a, c->lines, c->n, &r->cap, sizeof(*c->lines));
	c->lines[c->n].line = line;
	return &c->lines[c->n++];
}

static void
add_row(struct reader *r, const struct rows_row *row)
{
	const struct columns *c = &r->c->columns;
	struct code_line *l = add(r, row->line);

	read_codes_of(r, l, row);
	l->line = row->line;
	l->quantity_text = field_at(row, c->quantity.at);
	l->value_text = field_at(row, c->value.at);
	l->unit = field_at(row, c->unit.at);
	l->has_quantity = read_amount(r, l, l->quantity_text, TR("quantity"), &l->quantity);
	l->has_value = read_amount(r, l, l->value_text, TR("value"), &l->value);
	r->c->has_quantity |= l->has_quantity;
	r->c->has_value |= l->has_value;
}

/* "6109.10, 8471.30, 9503" alone: one of each, when all are headings that we know. */
static bool
all_on_one_line(struct reader *r, struct str list)
{
	struct code_line l;
	struct rows rows;
	struct rows_row *row = arena_alloc(r->a, sizeof(*row));
	size_t i;

	rows_init(&rows, list);
	do {
		if (!rows_next(&rows, r->a, row))
			return false;
	} while (row->blank);
	if (row->n < 2 || str_trim(rows.rest).n > 0)
		return false;
	for (i = 0; i < row->n; i++) {
		code_digits(&l, row->field[i]);
		if (strlen(l.code) < 4 || !is_known(r->store, l.code))
			return false;
	}
	for (i = 0; i < row->n; i++) {
		struct code_line *new = add(r, row->line);

		read_code(r, new, row->field[i]);
		new->line = row->line;
	}
	return true;
}

const char *
codes_not_text(struct str list)
{
	static const struct {
		const char *magic, *what;
	} kinds[] = {
		{ "PK\003\004", TR("an Excel workbook (.xlsx) or a zip file") },
		{ "PK\005\006", TR("an empty zip file") },
		{ "\xD0\xCF\x11\xE0", TR("an old Excel workbook (.xls)") },
		{ "%PDF", TR("a PDF document") },
		{ "\x1F\x8B", TR("a compressed file") },
		{ "\x89PNG", TR("a picture") },
		{ "\xFF\xD8\xFF", TR("a picture") },
		{ "{\\rtf", TR("a document of a word processor") },
	};
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (str_starts(list, kinds[i].magic))
			return kinds[i].what;
	return NULL;
}

static bool
is_heading_again(const struct columns *c, const struct rows_row *row)
{
	return c->code[0].heading != NULL &&
	       str_is(field_at(row, c->code[0].at), c->code[0].heading);
}

void
codes_read(struct codes *c, struct arena *a, const struct store *s, struct str list)
{
	struct reader r = { .c = c, .a = a, .store = s };
	struct rows_row *row = arena_alloc(a, sizeof(*row));
	struct rows rows;

	*c = (struct codes){ .n = 0 };
	if (str_starts(list, "\xEF\xBB\xBF"))
		list = str_skip(list, 3); /* spreadsheets write a byte order mark */
	if (all_on_one_line(&r, list)) {
		codes_sum(c, a, s);
		return;
	}
	columns_find(&c->columns, a, s, list);
	rows_init(&rows, list);
	while (rows_next(&rows, a, row)) {
		if (row->line <= c->columns.heading_line || row->blank ||
		    is_heading_again(&c->columns, row))
			continue;
		if (c->n >= LIMIT_CODE_LINES) {
			c->truncated = true;
			break;
		}
		add_row(&r, row);
	}
	codes_sum(c, a, s);
}
