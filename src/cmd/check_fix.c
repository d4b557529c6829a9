#include "cmd/check_fix.h"

#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "cmd/check_rules.h"
#include "cmd/check_tidy.h"

#define CONTEXT 3 /* lines around a change in the difference */
#define BOM "\xEF\xBB\xBF"

/* Cut what stands between BEFORE and AFTER (the last of it) out of TEXT. */
static bool
between(struct str text, const char *before, const char *after, struct str *out)
{
	size_t from = str_find(text, before), i;

	if (from == text.n)
		return false;
	text = str_skip(text, from + strlen(before));
	for (i = text.n; i > 0; i--)
		if (str_starts(str_skip(text, i - 1), after))
			break;
	*out = (struct str){ text.p, i > 0 ? i - 1 : 0 };
	return i > 0;
}

/* The edit that puts NEW for OLD, which stands at or after column COL of LINE. */
static bool
replace(struct check_edit *e, struct arena *a, struct str line, unsigned col, struct str old,
    struct str new)
{
	const char *find = arena_strndup(a, old.p, old.n);
	size_t start = col > 0 ? col - 1 : 0, at;

	if (old.n == 0 || start > line.n)
		return false;
	at = start + str_find(str_skip(line, start), find);
	if (at >= line.n)
		return false;
	e->col = (unsigned)at + 1;
	e->end = (unsigned)(at + old.n) + 1;
	e->text = arena_strndup(a, new.p, new.n);
	return true;
}

/* Put the rest of LINE from column COL in quotation marks. */
static bool
quote(struct check_edit *e, struct arena *a, struct str line, unsigned col)
{
	struct str value;
	bool plain;

	if (col == 0 || col > line.n)
		return false;
	value = str_trim(str_skip(line, col - 1));
	plain = str_chr(value, '"') == value.n && str_chr(value, '\\') == value.n;
	if (value.n == 0 || value.p != line.p + col - 1 ||
	    (!plain && str_chr(value, '\'') < value.n))
		return false;
	e->col = col;
	e->end = col + (unsigned)value.n;
	e->text = arena_printf(a, plain ? "\"%.*s\"" : "'%.*s'", (int)value.n, value.p);
	return true;
}

/* Is KEY there already, at the start of a line of TEXT, indented or not? */
static bool
has_key(struct str text, struct str key)
{
	struct str line;

	while (str_split(&text, '\n', &line)) {
		while (line.n > 0 && (line.p[0] == ' ' || line.p[0] == '-'))
			line = str_skip(line, 1);
		if (line.n > key.n && memcmp(line.p, key.p, key.n) == 0 && line.p[key.n] == ':')
			return true;
	}
	return false;
}

bool
check_edit(
    struct check_edit *e, struct arena *a, struct check_files *f, const struct diag_msg *m)
{
	const char *id = check_rule(m->text)->id;
	struct str text = str_of(m->text), line = check_files_line(f, m->loc), old, new;

	*e = (struct check_edit){ .line = m->loc.line };
	if (line.p == NULL)
		return false;
	if (strcmp(id, "bom") == 0 && str_starts(line, BOM)) {
		e->col = 1;
		e->end = sizeof(BOM);
		e->text = "";
		return true;
	}
	if (strcmp(id, "colon-in-value") == 0 && !str_starts(text, "a value cannot"))
		return quote(e, a, line, m->loc.col);
	if (strcmp(id, "unknown-key") == 0)
		return between(text, "unknown key \"", "\"; did you mean", &old) &&
		       between(text, "did you mean \"", "\"?", &new) &&
		       !has_key(check_files_text(f, m->loc.file), new) &&
		       replace(e, a, line, m->loc.col, old, new);
	if (strcmp(id, "date") == 0 || strcmp(id, "value") == 0)
		return between(text, ", not \"", "\"; did you mean", &old) &&
		       between(text, "did you mean \"", "\"?", &new) &&
		       replace(e, a, line, m->loc.col, old, new);
	if (strcmp(id, "own-link") == 0)
		return between(text, "the link \"", "\" leads to this site", &old) &&
		       between(text, "write \"", "\", which", &new) &&
		       replace(e, a, line, m->loc.col, old, new);
	return false;
}

/* ---- planning ---- */

struct edits {
	struct check_edit *v;
	size_t n, cap;
};

static int
by_place(const void *x, const void *y)
{
	const struct check_edit *a = x, *b = y;

	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	return (a->col > b->col) - (a->col < b->col);
}

/* TEXT with the edits, sorted, made in it; of two that overlap the first. */
static size_t
make_edits(struct buf *out, struct str text, const struct edits *e)
{
	unsigned n = 0;
	size_t i = 0, made = 0;

	while (text.n > 0) {
		size_t end = str_chr(text, '\n'), at = 0;

		n++;
		end += end < text.n;
		for (; i < e->n && e->v[i].line <= n; i++) {
			const struct check_edit *k = &e->v[i];

			if (k->line < n || k->col - 1 < at || k->end - 1 > end)
				continue;
			buf_add(out, text.p + at, k->col - 1 - at);
			buf_adds(out, k->text);
			at = k->end - 1;
			made++;
		}
		buf_add(out, text.p + at, end - at);
		text = str_skip(text, end);
	}
	return made;
}

static struct str
keep(struct arena *a, const struct buf *b)
{
	return (struct str){ arena_strndup(a, b->p, b->n), b->n };
}

static void
plan_file(struct check_changes *c, struct arena *a, const char *path, struct str before,
    struct edits *e)
{
	bool markdown = str_ends(str_of(path), ".md");
	struct buf tidy = BUF_INIT, out = BUF_INIT;
	struct check_change k = { .path = path, .before = before };
	struct check_untidy u;

	check_tidy(NULL, &u, before, markdown);
	if (u.crlf + u.blanks + u.last > 0) {
		check_tidy(&tidy, &u, before, markdown);
		if (check_tidy_same(before, buf_str(&tidy), markdown))
			k.mends = 1;
		else
			buf_clear(&tidy);
	}
	if (k.mends == 0)
		buf_addstr(&tidy, before);
	if (e->n > 1)
		qsort(e->v, e->n, sizeof(*e->v), by_place);
	k.mends += make_edits(&out, buf_str(&tidy), e);
	if (k.mends > 0 && !str_eq(buf_str(&out), before)) {
		k.after = keep(a, &out);
		k.path = arena_strdup(a, path);
		c->v = arena_grow(a, c->v, c->n, &c->cap, sizeof(*c->v));
		c->v[c->n++] = k;
		c->mends += k.mends;
	}
	buf_free(&tidy);
	buf_free(&out);
}

static bool
is_content(const char *file)
{
	struct str s = str_of(file);

	return (str_ends(s, ".md") || str_ends(s, ".yml")) && !str_starts(s, "images/");
}

void
check_fix_plan(struct check_changes *c, struct arena *a, struct check_files *f,
    const struct diag *d, const char *content)
{
	struct fs_list files;
	struct diag silent;
	size_t i, k;

	*c = (struct check_changes){ .n = 0 };
	diag_init(&silent);
	if (fs_walk(&silent, a, content, &files) != 0)
		files.n = 0;
	diag_free(&silent);
	for (i = 0; i < files.n; i++) {
		const char *path = fs_join(a, content, files.path[i]);
		struct str before = { NULL, 0 };
		struct edits e = { .n = 0 };

		if (!is_content(files.path[i]))
			continue;
		before = check_files_text(f, path);
		for (k = 0; k < d->n; k++) {
			struct check_edit one;

			if (d->msgs[k].loc.file == NULL ||
			    strcmp(d->msgs[k].loc.file, path) != 0 ||
			    !check_edit(&one, a, f, &d->msgs[k]))
				continue;
			e.v = arena_grow(a, e.v, e.n, &e.cap, sizeof(*e.v));
			e.v[e.n++] = one;
		}
		if (before.p != NULL)
			plan_file(c, a, path, before, &e);
	}
}

/* ---- the difference ---- */

struct lines {
	struct str *v; /* N of them, without their ends */
	size_t n;
	bool ended; /* the last one has a line end */
};

static struct lines
cut(struct arena *a, struct str text)
{
	struct lines l = { .ended = text.n == 0 || text.p[text.n - 1] == '\n' };
	size_t i, n = 1;

	for (i = 0; i < text.n; i++)
		n += text.p[i] == '\n';
	l.v = arena_alloc(a, n * sizeof(*l.v));
	while (text.n > 0) {
		l.v[l.n] = (struct str){ text.p, str_chr(text, '\n') };
		text = str_skip(text, l.v[l.n++].n + 1);
	}
	return l;
}

static bool
differs(const struct lines *x, const struct lines *y, size_t i)
{
	return !str_eq(x->v[i], y->v[i]) || (i + 1 == x->n && x->ended != y->ended);
}

static void
put(struct buf *out, char mark, const struct lines *l, size_t i)
{
	buf_addc(out, mark);
	buf_addstr(out, l->v[i]);
	buf_addc(out, '\n');
	if (i + 1 == l->n && !l->ended)
		buf_adds(out, "\\ No newline at end of file\n");
}

/* No mend makes lines more or fewer, so that line N is line N. */
static void
diff(struct buf *out, struct arena *a, const struct check_change *k)
{
	struct lines x = cut(a, k->before), y = cut(a, k->after);
	size_t i, j, from, to, end;

	buf_addf(out, "--- %s\n+++ %s\n", k->path, k->path);
	for (i = 0; i < x.n && i < y.n; i = to) {
		to = i + 1;
		if (!differs(&x, &y, i))
			continue;
		from = i > CONTEXT ? i - CONTEXT : 0;
		for (end = i, j = i; j < x.n && j <= end + (size_t)2 * CONTEXT; j++)
			if (differs(&x, &y, j))
				end = j;
		to = end + 1 + CONTEXT < x.n ? end + 1 + CONTEXT : x.n;
		buf_addf(
		    out, "@@ -%zu,%zu +%zu,%zu @@\n", from + 1, to - from, from + 1, to - from);
		for (j = from; j < to; j = end) {
			for (end = j; end < to && differs(&x, &y, end); end++)
				put(out, '-', &x, end);
			for (end = j; end < to && differs(&x, &y, end); end++)
				put(out, '+', &y, end);
			if (end == j)
				put(out, ' ', &x, end++);
		}
	}
}

void
check_fix_diff(struct buf *out, const struct check_changes *c)
{
	struct arena a;
	size_t i;

	arena_init(&a, 0);
	for (i = 0; i < c->n; i++)
		diff(out, &a, &c->v[i]);
	arena_free(&a);
}

int
check_fix_write(struct diag *d, const struct check_changes *c, bool after)
{
	size_t i;
	int rc = 0;

	for (i = 0; i < c->n; i++)
		if (fs_write(d, c->v[i].path, after ? c->v[i].after : c->v[i].before) != 0)
			rc = -1;
	return rc;
}

/* ---- what is untidy, said ---- */

void
check_tidy_notes(struct diag *d, struct arena *a, struct check_files *f, const char *content)
{
	struct fs_list files;
	struct diag silent;
	size_t i;

	diag_init(&silent);
	if (fs_walk(&silent, a, content, &files) != 0)
		files.n = 0;
	diag_free(&silent);
	for (i = 0; i < files.n; i++) {
		const char *path = fs_join(a, content, files.path[i]);
		struct check_untidy u;
		struct str text;

		if (!is_content(files.path[i]))
			continue;
		text = check_files_text(f, path);
		check_tidy(NULL, &u, text, str_ends(str_of(path), ".md"));
		if (u.crlf > 0)
			diag_note(d, (struct loc){ path, 0, 0 },
			    "%u line%s with CR LF, as Windows writes them; \"cee check --fix\" "
			    "tidies the file",
			    u.crlf, u.crlf == 1 ? " ends" : "s end");
		if (u.blanks > 0)
			diag_note(d, (struct loc){ path, u.first_blanks, 0 },
			    "blanks at the end of %u line%s; \"cee check --fix\" tidies the "
			    "file",
			    u.blanks, u.blanks == 1 ? "" : "s");
		if (u.last > 0)
			diag_note(d, (struct loc){ path, u.last, 0 },
			    "the last line is not ended; \"cee check --fix\" tidies the file");
	}
}
