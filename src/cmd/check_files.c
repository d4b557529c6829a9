#include "cmd/check_files.h"

#include <string.h>

#include "base/fs.h"
#include "base/limits.h"
#include "base/utf8.h"

#define WIDE 96 /* bytes of a line that are shown */
#define BEFORE 56 /* of them, before the place */

void
check_files_init(struct check_files *f, struct arena *a)
{
	*f = (struct check_files){ .arena = a };
}

static struct str
load(struct check_files *f, const char *path)
{
	struct buf b = BUF_INIT;
	struct str text = { NULL, 0 };
	struct diag silent;

	diag_init(&silent);
	if (fs_is_dir(path) == false && fs_read(&silent, &b, path, LIMIT_CONTENT_FILE) == 0)
		text = (struct str){ arena_strndup(f->arena, b.p, b.n), b.n };
	diag_free(&silent);
	buf_free(&b);
	return text;
}

struct str
check_files_text(struct check_files *f, const char *path)
{
	size_t i;

	if (f->last < f->n && strcmp(f->v[f->last].path, path) == 0)
		return f->v[f->last].text;
	for (i = 0; i < f->n && strcmp(f->v[i].path, path) != 0; i++)
		;
	if (i == f->n) {
		f->v = arena_grow(f->arena, f->v, f->n, &f->cap, sizeof(*f->v));
		f->v[f->n++] =
		    (struct check_file){ arena_strdup(f->arena, path), load(f, path) };
	}
	f->last = i;
	return f->v[i].text;
}

struct str
check_files_line(struct check_files *f, struct loc loc)
{
	struct str rest, line = { NULL, 0 };
	unsigned n = 0;

	if (loc.file == NULL || loc.line == 0)
		return line;
	rest = check_files_text(f, loc.file);
	while (n < loc.line && str_split(&rest, '\n', &line))
		n++;
	if (n < loc.line)
		return (struct str){ NULL, 0 };
	if (line.n > 0 && line.p[line.n - 1] == '\r')
		line.n--;
	return line;
}

/* AT, or the start of the character that it is within. */
static size_t
whole(struct str s, size_t at)
{
	while (at > 0 && at < s.n && ((unsigned char)s.p[at] & 0xC0) == 0x80)
		at--;
	return at;
}

/* The bytes FROM to TO of LINE as characters that a terminal shows, or one blank for each. */
static void
show(struct buf *out, struct str line, size_t from, size_t to, bool blank)
{
	uint32_t cp;
	size_t n;

	while (from < to) {
		n = utf8_next(str_skip(line, from), &cp);
		if (n == 0)
			buf_adds(out, blank ? " " : "\xEF\xBF\xBD");
		else if (cp == '\t' && blank)
			buf_addc(out, '\t');
		else if (blank || (cp < 0x20 && cp != '\t') || cp == 0x7F || cp == 0xFEFF)
			buf_addc(out, ' ');
		else
			buf_add(out, line.p + from, n);
		from += n != 0 ? n : 1;
	}
}

void
check_excerpt(struct buf *out, struct check_files *f, struct loc loc)
{
	struct str line = check_files_line(f, loc);
	size_t at = loc.col > 0 ? loc.col - 1 : 0, from = 0, to;

	if (str_trim(line).n == 0)
		return;
	if (at > line.n)
		at = line.n;
	if (line.n > WIDE && at > BEFORE)
		from = whole(line, at - BEFORE);
	to = from + WIDE < line.n ? whole(line, from + WIDE) : line.n;
	buf_addf(out, "%5u | %s", loc.line, from > 0 ? "..." : "");
	show(out, line, from, to, false);
	buf_adds(out, to < line.n ? "...\n" : "\n");
	if (loc.col == 0)
		return;
	buf_addf(out, "      | %s", from > 0 ? "   " : "");
	show(out, line, from, at, true);
	buf_adds(out, "^\n");
}
