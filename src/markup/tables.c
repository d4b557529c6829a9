#include "markup/tables.h"

#include <stdint.h>

#include "base/limits.h"
#include "base/str.h"

/* What makes a line of cmark's out of a cell.  The closing run (CommonMark 4.2) keeps a "#" at the cell's end. */
#define CELL_OPEN "# "
#define CELL_CLOSE " #\n"
#define CAPTION "Table: "

/* A table in the source being rewritten; line numbers from 1. */
struct found {
	struct table table;
	size_t caption; /* its line, or 0 */
	size_t header;
	size_t last;
};

struct rewrite {
	struct diag *diag;
	struct arena *arena;
	const struct source *src;
	struct found **found; /* in order; each stays where it is, cells point into it */
	size_t n, cap;
	size_t cells; /* rows times columns of all tables so far */
	struct buf text;
	struct source *out;
	size_t cap_lines;
	int status; /* 0, or -1 after an error */
};

/* Cut the next cell off *REST, which is a row without its leading pipe; false at the end. */
static bool
next_cell(struct str *rest, struct str *cell)
{
	size_t i = 0;

	if (rest->n == 0)
		return false;
	while (i < rest->n && rest->p[i] != '|')
		i += rest->p[i] == '\\' ? 2 : 1; /* "\|" and "\\" are of one piece */
	if (i > rest->n)
		i = rest->n;
	*cell = str_trim((struct str){ rest->p, i });
	*rest = str_skip(*rest, i + 1);
	return true;
}

static struct str
row_start(struct str line)
{
	line = str_trim(line);
	return line.n > 0 && line.p[0] == '|' ? str_skip(line, 1) : line;
}

/* Cells written in a row; a lone pipe is one empty cell. */
static size_t
count_cells(struct str line)
{
	struct str rest = row_start(line), cell;
	size_t n = 0;

	while (next_cell(&rest, &cell))
		n++;
	return n != 0 ? n : 1;
}

/* Is CELL of a row of dashes, ":--", "--:" or ":-:"?  If so, what does it say of its column? */
static bool
dashes_align(struct str cell, enum table_align *align)
{
	bool left = str_starts(cell, ":"), right;
	size_t i;

	cell = str_skip(cell, left ? 1 : 0);
	right = str_ends(cell, ":");
	cell.n -= right ? 1 : 0;
	for (i = 0; i < cell.n; i++)
		if (cell.p[i] != '-')
			return false;
	*align = left && right ? TABLE_CENTER
		 : left        ? TABLE_LEFT
		 : right       ? TABLE_RIGHT
			       : TABLE_NONE;
	return cell.n > 0;
}

/* Nearly always LINE is no row of dashes, by what comes first in it beside blanks, pipes and the marks of
 * quotations. */
static inline bool
begins_dashes(struct str line)
{
	size_t i = 0;

	while (i < line.n && (ascii_isspace(line.p[i]) || line.p[i] == '|' || line.p[i] == '>'))
		i++;
	return i < line.n && (line.p[i] == '-' || line.p[i] == ':');
}

static bool
is_dashes(struct str line)
{
	struct str rest, cell;
	enum table_align align;

	if (!begins_dashes(line) || str_chr(line, '|') == line.n)
		return false;
	rest = row_start(line);
	while (next_cell(&rest, &cell))
		if (!dashes_align(cell, &align))
			return false;
	return true;
}

/* LINE without the marks of quotations that it may stand in. */
static struct str
unquote(struct str line)
{
	line = str_trim(line);
	while (line.n > 0 && line.p[0] == '>')
		line = str_trim(str_skip(line, 1));
	return line;
}

static bool
is_dashes_quoted(struct str line)
{
	return begins_dashes(line) && is_dashes(unquote(line));
}

bool
tables_possible(const struct source *src)
{
	size_t i;

	for (i = 1; i <= src->n; i++)
		if (is_dashes_quoted(source_line(src, i)))
			return true;
	return false;
}

/* Could LINE begin what goes on over blank lines: HTML?  A caption is no plain case either. */
static bool
hides(struct str line)
{
	size_t i = 0;

	while (i < line.n && ascii_isspace(line.p[i]))
		i++;
	line = str_skip(line, i);
	return str_starts(line, "<") || str_starts(line, CAPTION);
}

/* Could there be fenced code? */
static bool
has_fences(struct str text)
{
	return str_find(text, "```") < text.n || str_find(text, "~~~") < text.n;
}

bool
tables_plain(
    struct arena *a, const struct source *src, struct tables_paragraph **out, size_t *n)
{
	struct tables_paragraph *list = NULL;
	size_t i, first = 0, cap = 0;
	bool dashes = false;

	*n = 0;
	if (has_fences(src->text))
		return false;
	for (i = 1; i <= src->n + 1; i++) {
		struct str line = source_line(src, i);
		bool row = line.n > 0 && line.p[0] == '|';

		if (row) {
			if (first == 0)
				first = i;
			dashes |= is_dashes(line);
			continue;
		}
		if (hides(line) || is_dashes_quoted(line))
			return false;
		if (first == 0)
			continue;
		/* Lines begin with "|" from FIRST to I - 1. */
		if (dashes && (str_trim(line).n > 0 ||
				  (first > 1 && str_trim(source_line(src, first - 1)).n > 0)))
			return false;
		if (dashes) {
			list = arena_grow(a, list, *n, &cap, sizeof(*list));
			list[(*n)++] = (struct tables_paragraph){
				.first = first, .last = i - 1, .top = true
			};
		}
		first = 0;
		dashes = false;
	}
	*out = list;
	return true;
}

/* Number of the first row of dashes in P that has a line before it, or 0. */
static size_t
find_dashes(const struct source *src, const struct tables_paragraph *p, size_t last)
{
	size_t i;

	for (i = p->first + 1; i <= last; i++)
		if (is_dashes_quoted(source_line(src, i)))
			return i;
	return 0;
}

/* The caption's line for a table of P that begins at HEADER, or 0.  BEFORE is the paragraph
 * that P directly follows, or NULL. */
static size_t
find_caption(const struct source *src, const struct tables_paragraph *p,
    const struct tables_paragraph *before, size_t header)
{
	size_t line = 0;

	if (header > p->first)
		line = header - 1;
	else if (before != NULL && before->first == before->last)
		line = before->first;
	if (line == 0 || !str_starts(str_trim(source_line(src, line)), CAPTION))
		return 0;
	return line;
}

static void
read_header(struct rewrite *w, struct found *f)
{
	struct str dashes = row_start(source_line(w->src, f->header + 1));
	struct str names = row_start(source_line(w->src, f->header)), cell;
	size_t i;

	f->table.align = arena_alloc(w->arena, f->table.columns * sizeof(*f->table.align));
	for (i = 0; i < f->table.columns && next_cell(&dashes, &cell); i++)
		(void)dashes_align(cell, &f->table.align[i]); /* is_dashes() was true */
	f->table.names_rows = next_cell(&names, &cell) && cell.n > 0;
}

/* P has a row of dashes on line DASHES: make it a table if header and size allow. */
static int
add_table(struct rewrite *w, const struct tables_paragraph *p,
    const struct tables_paragraph *before, size_t dashes, size_t last)
{
	size_t columns = count_cells(source_line(w->src, dashes));
	size_t names = count_cells(source_line(w->src, dashes - 1));
	struct loc loc = source_loc(w->src, dashes - 1, 1);
	struct found *f;

	if (columns != names)
		return diag_error(w->diag, source_loc(w->src, dashes, 1),
		    "the row of dashes has %zu cells, the header above it has %zu", columns,
		    names);
	if (columns * (last - dashes + 1) > LIMIT_TABLE_CELLS - w->cells) {
		w->cells = LIMIT_TABLE_CELLS; /* room is made for so many */
		return diag_error(w->diag, loc,
		    "tables of more than %u cells in one file, split it", LIMIT_TABLE_CELLS);
	}
	w->cells += columns * (last - dashes + 1);
	f = arena_alloc(w->arena, sizeof(*f));
	f->header = dashes - 1;
	f->last = last;
	f->caption = find_caption(w->src, p, before, f->header);
	f->table.columns = columns;
	f->table.rows = last - dashes;
	f->table.has_caption = f->caption != 0;
	f->table.loc = loc;
	read_header(w, f);
	w->found = arena_grow(w->arena, w->found, w->n, &w->cap, sizeof(struct found *));
	w->found[w->n++] = f;
	return 0;
}

static void
search_paragraph(
    struct rewrite *w, const struct tables_paragraph *p, const struct tables_paragraph *before)
{
	size_t last = p->last < w->src->n ? p->last : w->src->n, dashes;

	while (last > p->first && str_trim(source_line(w->src, last)).n == 0)
		last--;
	dashes = find_dashes(w->src, p, last);
	if (dashes == 0)
		return;
	if (p->top) {
		if (add_table(w, p, before, dashes, last) != 0)
			w->status = -1;
	} else if (count_cells(unquote(source_line(w->src, dashes))) ==
		   count_cells(unquote(source_line(w->src, dashes - 1)))) {
		diag_warn(w->diag, source_loc(w->src, dashes - 1, 1),
		    "this is no table here: one in a list or quotation is not supported");
	}
}

/* Add TEXT between OPEN and CLOSE as a line that came from line FROM of the source. */
static struct source_line *
emit(struct rewrite *w, size_t from, struct str open, struct str text, struct str close)
{
	struct source *out = w->out;
	size_t at = w->text.n;

	buf_addstr(&w->text, open);
	buf_addstr(&w->text, text);
	buf_addstr(&w->text, close);
	out->lines =
	    arena_grow(w->arena, out->lines, out->n, &w->cap_lines, sizeof(*out->lines));
	out->lines[out->n] = (struct source_line){
		.at = at, .n = w->text.n - at - 1, .line = w->src->lines[from - 1].line
	};
	return &out->lines[out->n++];
}

static struct table_cell *
emit_cell(struct rewrite *w, const struct table *table, size_t from, struct str text)
{
	struct source_line *l = emit(
	    w, from, STR(CELL_OPEN), text, str_ends(text, "#") ? STR(CELL_CLOSE) : STR("\n"));
	struct table_cell *cell = arena_alloc(w->arena, sizeof(*cell));

	l->added = sizeof(CELL_OPEN) - 1;
	l->cut = (size_t)(text.p - source_line(w->src, from).p);
	l->cell = cell;
	cell->table = table;
	cell->empty = text.n == 0;
	return cell;
}

static void
emit_row(struct rewrite *w, const struct table *table, size_t from, size_t row)
{
	struct str rest = row_start(source_line(w->src, from)), text = { rest.p, 0 };
	struct table_cell *cell = NULL;
	size_t column = 0;

	while (column < table->columns && (next_cell(&rest, &text) || column == 0)) {
		cell = emit_cell(w, table, from, text);
		cell->row = row;
		cell->column = column++;
	}
	if (cell != NULL)
		cell->ends_row = true;
	if (next_cell(&rest, &text))
		w->status = diag_error(w->diag,
		    source_loc(
			w->src, from, (size_t)(text.p - source_line(w->src, from).p) + 1),
		    "this row has more cells than its header, which has %zu", table->columns);
}

static void
emit_table(struct rewrite *w, const struct found *f)
{
	size_t line;

	if (f->caption != 0) {
		struct str text = str_trim(source_line(w->src, f->caption));

		text = str_trim(str_skip(text, sizeof(CAPTION) - 1));
		emit_cell(w, &f->table, f->caption, text)->caption = true;
	}
	emit_row(w, &f->table, f->header, 0);
	for (line = f->header + 2; line <= f->last; line++)
		emit_row(w, &f->table, line, line - f->header - 1);
}

int
tables_rewrite(struct diag *d, struct arena *a, const struct source *src,
    const struct tables_paragraph *p, size_t n, struct source *out)
{
	struct rewrite w = { .diag = d, .arena = a, .src = src, .text = BUF_INIT, .out = out };
	size_t i, line;

	for (i = 0; i < n; i++)
		search_paragraph(&w, &p[i], p[i].adjacent && i > 0 ? &p[i - 1] : NULL);
	*out = (struct source){ .file = src->file };
	w.cap_lines = src->n + w.cells + w.n;
	out->lines = arena_alloc(a, w.cap_lines * sizeof(*out->lines));
	buf_reserve(&w.text, src->text.n + (w.cells + w.n) * sizeof(CELL_OPEN CELL_CLOSE));
	for (line = 1, i = 0; line <= src->n; line++) {
		if (i < w.n && line == w.found[i]->caption) {
			(void)emit(
			    &w, line, STR(""), STR(""), STR("\n")); /* moved into the table */
		} else if (i < w.n && line == w.found[i]->header) {
			emit_table(&w, w.found[i]);
			line = w.found[i++]->last;
		} else {
			(void)emit(&w, line, STR(""), source_line(src, line), STR("\n"));
		}
	}
	out->text = (struct str){ arena_strndup(a, w.text.p, w.text.n), w.text.n };
	buf_free(&w.text);
	return w.status;
}

bool
table_cell_is_first(const struct table_cell *c)
{
	return c->caption || (!c->table->has_caption && c->row == 0 && c->column == 0);
}

bool
table_cell_is_last(const struct table_cell *c)
{
	return !c->caption && c->row == c->table->rows && c->ends_row;
}

static const char *const align_class[] = {
	[TABLE_NONE] = "",
	[TABLE_LEFT] = " class=\"align-left\"",
	[TABLE_CENTER] = " class=\"align-center\"",
	[TABLE_RIGHT] = " class=\"align-right\"",
};

/* A header that says nothing would be read out as one: an empty cell is a td (WCAG 1.3.1). */
static const char *
scope_of(const struct table_cell *c)
{
	if (c->empty)
		return NULL;
	if (c->row == 0)
		return "col";
	return c->column == 0 && c->table->names_rows ? "row" : NULL;
}

void
table_cell_open(struct buf *html, const struct table_cell *c, struct str name)
{
	const char *scope = scope_of(c);

	if (table_cell_is_first(c)) {
		/* WCAG 2.1.1: what scrolls must be reachable by keyboard, and then have a name. */
		buf_adds(html, "<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" ");
		buf_adds(html, c->caption ? "aria-labelledby=\"" : "aria-label=\"");
		buf_addstr(html, name);
		buf_adds(html, "\">\n<table>\n");
	}
	if (c->caption) {
		buf_adds(html, "<caption id=\"");
		buf_addstr(html, name);
		buf_adds(html, "\">");
		return;
	}
	if (c->column == 0) {
		buf_adds(html, c->row == 0 ? "<thead>\n" : c->row == 1 ? "<tbody>\n" : "");
		buf_adds(html, "<tr>\n");
	}
	buf_adds(html, scope != NULL ? "<th scope=\"" : "<td");
	if (scope != NULL) {
		buf_adds(html, scope);
		buf_addc(html, '"');
	}
	buf_adds(html, align_class[c->table->align[c->column]]);
	buf_addc(html, '>');
}

void
table_cell_close(struct buf *html, const struct table_cell *c)
{
	size_t i;

	if (c->caption) {
		buf_adds(html, "</caption>\n");
		return;
	}
	buf_adds(html, scope_of(c) != NULL ? "</th>\n" : "</td>\n");
	if (!c->ends_row)
		return;
	for (i = c->column + 1; i < c->table->columns; i++)
		buf_adds(html, "<td></td>\n");
	buf_adds(html, "</tr>\n");
	if (c->row == 0)
		buf_adds(html, "</thead>\n");
	if (table_cell_is_last(c)) {
		if (c->row > 0)
			buf_adds(html, "</tbody>\n");
		buf_adds(html, "</table>\n</div>\n");
	}
}
