#include "search/columns.h"

#include <string.h>

#include "base/amount.h"
#include "base/limits.h"
#include "base/rows.h"
#include "base/utf8.h"
#include "search/codes.h"

#define HEAD_ROWS 20 /* rows among which the headings are looked for: titles stand above them */
#define SAMPLE 1000 /* rows whose content is looked at */
#define WIDTH 64 /* columns looked at */
#define WORDS 12 /* of a heading */

enum role { ROLE_NONE, ROLE_CODE, ROLE_QUANTITY, ROLE_VALUE, ROLE_UNIT };

/* The words of a heading, folded. */
struct words_of {
	struct str v[WORDS];
	size_t n;
};

/* Is one of W in the list LIST, words apart by a space? */
static size_t
count_in(const struct words_of *w, const char *list)
{
	struct str rest, word;
	size_t i, n = 0;

	for (i = 0; i < w->n; i++)
		for (rest = str_of(list); str_split(&rest, ' ', &word);)
			n += str_eq(word, w->v[i]);
	return n;
}

static void
split_words(struct words_of *w, const struct buf *b)
{
	size_t i = 0, from;

	w->n = 0;
	while (i < b->n && w->n < WORDS) {
		while (i < b->n && !ascii_isalpha(b->p[i]) && !ascii_isdigit(b->p[i]))
			i++;
		for (from = i; i < b->n && (ascii_isalpha(b->p[i]) || ascii_isdigit(b->p[i]));)
			i++;
		if (i > from)
			w->v[w->n++] = (struct str){ b->p + from, i - from };
	}
}

/* Words that number and name a code without saying more. */
#define NUMBERING "number numbers no num nbr code codes the"
#define MONEY_NOT_VALUE "duty duties fee fees tax taxes rate mpf hmf freight charges charge"

static int
code_score(const struct words_of *w)
{
	size_t tariff;

	if (count_in(w,
		MONEY_NOT_VALUE " value values amount quantity qty ordinal description desc "
				"name text country origin port mid uom spi unit "
				"date year indicator flag status type title column") > 0)
		return 0;
	tariff = count_in(w, "hts htsus htsa hts8 hts10 hs hs6 hsn harmonized harmonised "
			     "tariff arancelaria fraccion schedule");
	if (tariff > 0)
		return 20 + (int)(3 * count_in(w, "full 10 hts hts10 htsus")) +
		       (int)count_in(w, NUMBERING) - (int)(8 * count_in(w, "chapter section")) -
		       (int)(2 * count_in(w, "heading subheading 2 3 4 6 second third"));
	/* "Code", "Commodity code", "Classification", "Subheading": nothing else in it. */
	if (w->n > 0 &&
	    count_in(w, "code codes commodity classification heading headings subheading") >
		0 &&
	    count_in(w, NUMBERING " commodity classification heading headings subheading") ==
		w->n)
		return 10;
	return 0;
}

static int
value_score(const struct words_of *w)
{
	if (count_in(w, MONEY_NOT_VALUE " price per unit quantity qty count code currency "
					"description rate") > 0)
		return 0;
	if (count_in(w, "value values valor") > 0)
		return 20 + (int)(3 * count_in(w, "entered line goods customs tariff")) +
		       (int)(2 * count_in(w, "total usd")) - (int)(4 * count_in(w, "invoice"));
	if (count_in(w, "amount usd dollars cost") > 0)
		return 8;
	return 0;
}

static int
quantity_score(const struct words_of *w)
{
	if (count_in(w, "uom unit measure price value code description rate") > 0)
		return 0;
	if (count_in(w, "quantity quantities qty cantidad") > 0)
		return 20 + (int)(2 * count_in(w, "1 line tariff entered first reporting")) -
		       (int)(6 * count_in(w, "2 3 second third manifest"));
	if (count_in(w, "pieces pcs units count") > 0 && w->n <= 3)
		return 12;
	return 0;
}

static int
unit_score(const struct words_of *w)
{
	if (count_in(w, "price value cost") > 0)
		return 0;
	if (count_in(w, "uom") > 0 ||
	    (count_in(w, "unit units") > 0 && count_in(w, "measure") > 0))
		return 20 - (int)(6 * count_in(w, "2 3 second third"));
	return w->n == 1 && count_in(w, "unit") > 0 ? 10 : 0;
}

static enum role
role_of(struct str cell, int *score)
{
	static int (*const scores[])(const struct words_of *) = {
		[ROLE_CODE] = code_score,
		[ROLE_QUANTITY] = quantity_score,
		[ROLE_VALUE] = value_score,
		[ROLE_UNIT] = unit_score,
	};
	struct buf b = BUF_INIT;
	enum role role, best = ROLE_NONE;
	struct words_of w;

	*score = 0;
	if (cell.n == 0 || cell.n > 120)
		return ROLE_NONE;
	utf8_fold(&b, cell);
	split_words(&w, &b);
	for (role = ROLE_CODE; role <= ROLE_UNIT; role++) {
		int s = scores[role](&w);

		if (s > *score) {
			*score = s;
			best = role;
		}
	}
	buf_free(&b);
	return best;
}

/* Is CELL nothing but a number of a heading that we know, or of chapters 98 and 99? */
static bool
is_code(const struct store *s, struct str cell)
{
	struct code_line l;

	if (cell.n == 0 || cell.n > 40)
		return false;
	code_digits(&l, cell);
	return strlen(l.code) >= 4 && (store_heading(s, (struct str){ l.code, 4 }) != NULL ||
					  l.status == CODE_SPECIAL);
}

static bool
is_numberlike(struct str cell)
{
	size_t i;

	for (i = 0; i < cell.n && i < 6; i++)
		if (ascii_isdigit(cell.p[i]))
			return true;
	return false;
}

static bool
has_digit(const struct rows_row *row)
{
	size_t i, j;

	for (i = 0; i < row->n; i++)
		for (j = 0; j < row->field[i].n; j++)
			if (ascii_isdigit(row->field[i].p[j]))
				return true;
	return false;
}

static struct column
column(struct arena *a, const struct rows_row *row, size_t at)
{
	return (struct column){ at, arena_strndup(a, row->field[at].p, row->field[at].n) };
}

/* Put AT among the codes, best first. */
static void
add_code(struct columns *c, int scores[COLUMNS_CODES], struct column col, int score)
{
	size_t i = c->n_codes < COLUMNS_CODES ? c->n_codes++ : COLUMNS_CODES - 1;

	if (i == COLUMNS_CODES - 1 && c->code[i].heading != NULL && score <= scores[i])
		return;
	for (; i > 0 && scores[i - 1] < score; i--) {
		c->code[i] = c->code[i - 1];
		scores[i] = scores[i - 1];
	}
	c->code[i] = col;
	scores[i] = score;
}

/* Fill C from a row of headings; how many of them it knows. */
static size_t
read_headings(struct columns *c, struct arena *a, const struct rows_row *row)
{
	struct column *const one[] = {
		[ROLE_QUANTITY] = &c->quantity, [ROLE_VALUE] = &c->value, [ROLE_UNIT] = &c->unit
	};
	int codes[COLUMNS_CODES] = { 0 }, best[ROLE_UNIT + 1] = { 0 }, score;
	size_t i, known = 0;

	c->n_codes = 0;
	memset(c->code, 0, sizeof(c->code));
	c->quantity = c->value = c->unit = (struct column){ COLUMN_NONE, NULL };
	for (i = 0; i < row->n && i < ROWS_FIELDS; i++) {
		enum role role = role_of(row->field[i], &score);

		if (role == ROLE_NONE)
			continue;
		known++;
		if (role == ROLE_CODE) {
			add_code(c, codes, column(a, row, i), score);
		} else if (score > best[role]) {
			*one[role] = column(a, row, i);
			best[role] = score;
		}
	}
	return known;
}

/* Find the row of headings among the first; the column of the code may be missing from it. */
static void
find_headings(struct columns *c, struct arena *a, const struct store *s, struct str list,
    struct rows_row *row)
{
	bool goods = false, first = true;
	struct rows rows;
	size_t i, n, cells;

	rows_init(&rows, list);
	for (n = 0; n < HEAD_ROWS && rows_next(&rows, a, row); n++) {
		if (row->blank)
			continue;
		if (str_trim(rows.rest).n == 0)
			break; /* nothing below: it is no heading */
		for (i = cells = 0; i < row->n; i++)
			cells += row->field[i].n > 0;
		if (read_headings(c, a, row) > 0 && c->n_codes > 0 && (cells > 1 || !goods)) {
			c->heading_line = row->line;
			c->by_heading = true;
			return;
		}
		for (i = 0; i < row->n && i < WIDTH; i++)
			goods |= is_code(s, row->field[i]);
		if (first && !has_digit(row))
			c->heading_line = row->line; /* names that we do not know */
		first = false;
	}
	if (c->heading_line == 0) {
		(void)read_headings(c, a, &(struct rows_row){ .n = 0 }); /* nothing */
		return;
	}
	rows_init(&rows, list); /* once more for the names in it */
	while (rows_next(&rows, a, row) && row->line < c->heading_line)
		;
	(void)read_headings(c, a, row);
	c->n_codes = 0;
}

/* What stands in one column of the sample. */
struct content {
	size_t codes, numbers, texts, money;
};

static void
look(struct content col[WIDTH], struct arena *a, const struct store *s, struct rows rows,
    size_t after, struct rows_row *row)
{
	size_t n = 0, i;

	while (n < SAMPLE && rows_next(&rows, a, row)) {
		if (row->line <= after || row->blank)
			continue;
		n++;
		for (i = 0; i < row->n && i < WIDTH; i++) {
			struct str f = row->field[i];

			if (f.n == 0)
				continue;
			col[i].codes += is_code(s, f);
			col[i].money += amount_has_currency(f);
			if (is_numberlike(f))
				col[i].numbers++;
			else
				col[i].texts++;
		}
	}
}

static size_t
filled(const struct content *c)
{
	return c->numbers + c->texts;
}

/* The first column, unless hardly anything in it is a code and another has more. */
static size_t
code_by_content(const struct content col[WIDTH])
{
	size_t i, best = 0;

	if (2 * col[0].codes >= filled(&col[0]) && col[0].codes > 0)
		return 0;
	for (i = 1; i < WIDTH; i++)
		if (col[i].codes > col[best].codes)
			best = i;
	return 2 * col[best].codes >= filled(&col[best]) ? best : 0;
}

/* Quantity and value are the first columns behind the code that are not words; before it when there are none. */
static void
amounts_by_content(struct columns *c, const struct content col[WIDTH])
{
	size_t code = c->code[0].at, found[2], n = 0, i, round, width = WIDTH;

	if (c->quantity.at != COLUMN_NONE || c->value.at != COLUMN_NONE)
		return; /* their headings told */
	while (width > 0 && filled(&col[width - 1]) == 0)
		width--;
	for (round = 0; round < 2 && n == 0; round++)
		for (i = round == 0 ? code + 1 : 0; i < (round == 0 ? width : code) && n < 2;
		     i++)
			if (col[i].texts <= col[i].numbers)
				found[n++] = i;
	if (n > 0 && 2 * col[found[0]].money > filled(&col[found[0]])) {
		c->value.at = found[0];
		return;
	}
	if (n > 0)
		c->quantity.at = found[0];
	if (n > 1)
		c->value.at = found[1];
}

/* How numbers are written, and whether a spreadsheet took the zeros in front of codes. */
static void
look_at_numbers(struct columns *c, struct arena *a, struct rows rows, struct rows_row *row)
{
	size_t points = 0, commas = 0, lines = 0, zeros = 0, full[11] = { 0 }, i;
	struct code_line l;

	while (lines < LIMIT_CODE_LINES && rows_next(&rows, a, row)) {
		const size_t at[] = { c->quantity.at, c->value.at };

		if (row->line <= c->heading_line || row->blank)
			continue;
		lines++;
		for (i = 0; i < 2; i++) {
			int style = at[i] < row->n ? amount_style(row->field[at[i]]) : 0;

			points += style < 0;
			commas += style > 0;
		}
		if (c->code[0].at >= row->n)
			continue;
		for (i = 0; i < row->field[c->code[0].at].n; i++)
			if (!ascii_isdigit(row->field[c->code[0].at].p[i]))
				break;
		if (i == 0 || i < row->field[c->code[0].at].n || i > 10)
			continue; /* with dots, nothing was taken for a number */
		code_digits(&l, row->field[c->code[0].at]);
		full[i]++;
		zeros += l.code[0] == '0';
	}
	c->decimal_comma = commas > points;
	if (zeros == 0 && full[10] >= 3 && full[9] > 0)
		c->zero_lost = 9;
	else if (zeros == 0 && full[8] >= 3 && full[7] > 0)
		c->zero_lost = 7;
}

void
columns_find(struct columns *c, struct arena *a, const struct store *s, struct str list)
{
	struct rows_row *row = arena_alloc(a, sizeof(*row));
	struct content col[WIDTH] = { { 0 } };
	struct arena scratch;
	struct rows rows;

	*c = (struct columns){ .n_codes = 0 };
	c->quantity = c->value = c->unit = (struct column){ COLUMN_NONE, NULL };
	arena_init(&scratch, 0);
	find_headings(c, a, s, list, row);
	rows_init(&rows, list);
	if (!c->by_heading) {
		look(col, &scratch, s, rows, c->heading_line, row);
		c->code[0] = (struct column){ code_by_content(col), NULL };
		c->n_codes = 1;
		amounts_by_content(c, col);
	}
	look_at_numbers(c, &scratch, rows, row);
	arena_free(&scratch);
}
