#include "model/tariff.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

#define INDENT_MAX 20 /* the schedule's deepest is 11 */
#define QUOTED 40 /* bytes of what is wrong that a message repeats */
#define ERRORS_MAX 40 /* reported for one file: it is another kind of file then */

void
tariff_init(struct tariff *t, struct arena *a, const char *file)
{
	*t = (struct tariff){
		.arena = a, .file = file, .edition = "", .source = "", .sha256 = ""
	};
}

/* Where a message about a line is; after too many, the last says so. */
static struct loc
at(const struct tariff *t, unsigned line)
{
	return (struct loc){ t->file, line, 0 };
}

static bool
may_report(struct diag *d, struct tariff *t, unsigned line)
{
	t->errors++;
	if (t->errors == ERRORS_MAX)
		(void)diag_error(d, at(t, line), /* counted */
		    "and more of the kind: is this the official export?");
	return t->errors < ERRORS_MAX;
}

void
tariff_add(struct diag *d, struct tariff *t, struct str code, struct str indent,
    struct str text, unsigned line)
{
	struct tariff_row *r;
	unsigned long depth = 0;
	char digits[HTSNO_SIZE] = "";
	const char *wrong = NULL;
	struct str what = { "", 0 };

	code = str_trim(code);
	if (utf8_valid(text) != text.n || utf8_valid(code) != code.n ||
	    utf8_valid(indent) != indent.n) {
		wrong = "the row is not UTF-8; save the file as CSV in UTF-8";
	} else if (code.n > 0 && !htsno_parse(digits, code)) {
		wrong = "no tariff number; expected one such as 6109, 6109.10, "
			"6109.10.00 or 6109.10.00.12";
		what = code;
	} else if (!str_to_uint(str_trim(indent), INDENT_MAX, &depth)) {
		wrong = "no indent; expected a number from 0 to 20";
		what = indent;
	} else if (text.n == 0) {
		wrong = "a row without a description";
	} else if (str_chr(text, '\0') < text.n) {
		wrong = "the row has a zero byte, which no text has; take the export anew";
	}
	if (wrong != NULL) {
		if (what.n > QUOTED)
			what.n = utf8_valid((struct str){ what.p, QUOTED });
		if (may_report(d, t, line))
			(void)diag_error(d, at(t, line), "%s%.*s%s%s", /* counted */
			    what.n > 0 ? "\"" : "", (int)what.n, what.p,
			    what.n > 0 ? "\" is " : "", wrong);
		return;
	}
	t->rows = arena_grow(t->arena, t->rows, t->n, &t->cap, sizeof(*t->rows));
	r = &t->rows[t->n++];
	*r = (struct tariff_row){ .indent = (unsigned)depth,
		.text = arena_strndup(t->arena, text.p, text.n),
		.parent = TARIFF_NONE,
		.line = line };
	memcpy(r->code, digits, sizeof(digits));
}

/* A row without a number belongs to the heading of the next one that has a number, but not beyond a row at
 * indent 0, which begins another; else to that before it.  Chapters 98 and 99 go. */
static void
assign_headings(struct tariff *t)
{
	const char *next = "";
	char last[5] = "";
	bool other = false; /* NEXT begins another heading, for rows that stand below one */
	size_t i, n = 0;

	for (i = t->n; i-- > 0;) {
		struct tariff_row *r = &t->rows[i];

		if (r->code[0] != '\0') {
			next = r->code;
			other = false;
		}
		if (r->indent == 0 || !other)
			memcpy(r->heading, next, strnlen(next, 4));
		other |= r->indent == 0;
	}
	for (i = 0; i < t->n; i++) {
		if (t->rows[i].heading[0] == '\0')
			memcpy(t->rows[i].heading, last, sizeof(last));
		memcpy(last, t->rows[i].heading, sizeof(last));
		if (t->rows[i].heading[0] == '9' && t->rows[i].heading[1] >= '8')
			t->special++;
		else
			t->rows[n++] = t->rows[i];
	}
	t->n = n;
}

/* The nearest row above with a number, or NULL. */
static const struct tariff_row *
numbered_parent(const struct tariff *t, const struct tariff_row *r)
{
	size_t p = r->parent;

	while (p != TARIFF_NONE && t->rows[p].code[0] == '\0')
		p = t->rows[p].parent;
	return p != TARIFF_NONE ? &t->rows[p] : NULL;
}

static void
check_row(struct diag *d, struct tariff *t, size_t i)
{
	const struct tariff_row *r = &t->rows[i], *above = numbered_parent(t, r);

	if (r->indent == 0 && r->code[0] == '\0') {
		if (may_report(d, t, r->line))
			(void)diag_error(d, at(t, r->line), /* counted */
			    "a row at indent 0 without a number; expected a heading");
	} else if (r->parent == TARIFF_NONE && r->indent > 0) {
		if (may_report(d, t, r->line))
			(void)diag_error(d, at(t, r->line), /* counted */
			    "the first row has indent %u; expected a heading at 0", r->indent);
	} else if (above != NULL && r->code[0] != '\0' &&
		   strncmp(r->code, above->code, strlen(above->code)) != 0) {
		if (may_report(d, t, r->line))
			(void)diag_error(d, at(t, r->line), /* counted */
			    "%s stands under %s (line %u), which it does not continue: is its "
			    "indent right?",
			    r->code, above->code, above->line);
	}
	if (i > 0 && strcmp(r->heading, t->rows[i - 1].heading) < 0 &&
	    may_report(d, t, r->line))
		(void)diag_error(d, at(t, r->line), /* counted */
		    "heading %s stands after %s; expected the schedule's order", r->heading,
		    t->rows[i - 1].heading);
}

/* A numbered row, for sorting. */
struct numbered {
	const struct tariff_row *row;
};

static int
by_code(const void *x, const void *y)
{
	const struct tariff_row *a = ((const struct numbered *)x)->row,
				*b = ((const struct numbered *)y)->row;
	int c = strcmp(a->code, b->code);

	return c != 0 ? c : (a->line > b->line) - (a->line < b->line);
}

static void
check_twice(struct diag *d, struct tariff *t)
{
	struct numbered *v = xalloc((t->n + 1) * sizeof(*v));
	size_t i, n = 0;

	for (i = 0; i < t->n; i++)
		if (t->rows[i].code[0] != '\0')
			v[n++].row = &t->rows[i];
	qsort(v, n, sizeof(*v), by_code);
	for (i = 1; i < n; i++) {
		const struct tariff_row *r = v[i].row, *first = v[i - 1].row;

		if (strcmp(r->code, first->code) == 0 && may_report(d, t, r->line))
			(void)diag_error(d, at(t, r->line), /* counted */
			    "%s stands on line %u already", r->code, first->line);
	}
	free(v);
}

int
tariff_finish(struct diag *d, struct tariff *t)
{
	size_t last[INDENT_MAX + 1], i, j; /* the latest row of each indent */

	for (j = 0; j <= INDENT_MAX; j++)
		last[j] = TARIFF_NONE;
	assign_headings(t);
	for (i = 0; i < t->n; i++) {
		struct tariff_row *r = &t->rows[i];

		for (j = r->indent; j > 0 && r->parent == TARIFF_NONE; j--)
			r->parent = last[j - 1];
		last[r->indent] = i;
		for (j = r->indent + 1; j <= INDENT_MAX; j++)
			last[j] = TARIFF_NONE;
		check_row(d, t, i);
		t->n_headings += i == 0 || strcmp(r->heading, t->rows[i - 1].heading) != 0;
	}
	check_twice(d, t);
	if (t->n == 0 && t->errors == 0)
		return diag_error(
		    d, (struct loc){ t->file, 0, 0 }, "no lines of chapters 01 to 97");
	return t->errors > 0 ? -1 : 0;
}

void
tariff_doubts(struct diag *d, const struct tariff *t)
{
	size_t i;

	for (i = 0; i < t->n; i++) {
		const struct tariff_row *r = &t->rows[i];

		/* Its siblings share it: one warning is enough. */
		if (r->parent != TARIFF_NONE && r->parent + 1 == i &&
		    r->indent > t->rows[r->parent].indent + 1)
			diag_warn(d, at(t, r->line), "the indent goes from %u to %u",
			    t->rows[r->parent].indent, r->indent);
	}
}

static int
heading_order(const void *key, const void *row)
{
	return strcmp(key, ((const struct tariff_row *)row)->heading);
}

size_t
tariff_heading(const struct tariff *t, const char *heading, size_t *n)
{
	const struct tariff_row *r =
	    t->n > 0 ? bsearch(heading, t->rows, t->n, sizeof(*t->rows), heading_order) : NULL;
	size_t first;

	*n = 0;
	if (r == NULL)
		return 0;
	first = (size_t)(r - t->rows);
	while (first > 0 && strcmp(t->rows[first - 1].heading, heading) == 0)
		first--;
	while (first + *n < t->n && strcmp(t->rows[first + *n].heading, heading) == 0)
		++*n;
	return first;
}

void
tariff_meaning(struct buf *out, const struct tariff *t, size_t row)
{
	const struct tariff_row *r = &t->rows[row];

	if (r->parent != TARIFF_NONE) { /* at most INDENT_MAX deep */
		tariff_meaning(out, t, r->parent);
		buf_adds(out, " > ");
	}
	buf_adds(out, r->text);
}

void
tariff_title(struct buf *out, const struct tariff *t, size_t row)
{
	const struct tariff_row *r = &t->rows[row];

	if (r->parent != TARIFF_NONE && t->rows[r->parent].code[0] == '\0') {
		tariff_title(out, t, r->parent);
		buf_adds(out, " > ");
	}
	buf_adds(out, r->text);
}

/* The nearest row that is above both, or is one of them. */
static size_t
common(const struct tariff *t, size_t a, size_t b)
{
	while (a != b && a != TARIFF_NONE && b != TARIFF_NONE) {
		if (t->rows[a].indent >= t->rows[b].indent)
			a = t->rows[a].parent;
		else
			b = t->rows[b].parent;
	}
	return a == b ? a : TARIFF_NONE;
}

static int
line_order(const void *x, const void *y)
{
	return strcmp(
	    ((const struct tariff_line *)x)->code, ((const struct tariff_line *)y)->code);
}

/* Put CODE's first LEN digits, which ROW says, after the lines so far. */
static void
put_line(struct tariff_line *v, size_t *n, const char *code, size_t len, size_t row)
{
	memcpy(v[*n].code, code, len);
	v[(*n)++].row = row;
}

struct tariff_line *
tariff_lines(struct arena *a, const struct tariff *t, size_t *n)
{
	/* A row adds its own number and, at most, two beginnings. */
	struct tariff_line *v = arena_alloc(a, (3 * t->n + 1) * sizeof(*v));
	size_t i, len, from, own = 0;

	for (i = 0; i < t->n; i++)
		if (strlen(t->rows[i].code) >= 6)
			put_line(v, &own, t->rows[i].code, strlen(t->rows[i].code), i);
	qsort(v, own, sizeof(*v), line_order);
	*n = own;
	for (len = 6; len <= 8; len += 2) {
		for (from = 0; from < own; from = i) {
			size_t row = v[from].row;

			for (i = from; i < own && strncmp(v[i].code, v[from].code, len) == 0;
			     i++)
				row = row != TARIFF_NONE ? common(t, row, v[i].row) : row;
			if (strlen(v[from].code) > len) /* else it has a row */
				put_line(v, n, v[from].code, len, row);
		}
	}
	qsort(v, *n, sizeof(*v), line_order);
	return v;
}
