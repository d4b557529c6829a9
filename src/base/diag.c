#include "base/diag.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

static const char *const level_names[] = {
	[DIAG_ERROR] = "error",
	[DIAG_WARNING] = "warning",
	[DIAG_NOTE] = "note",
};

void
diag_init(struct diag *d)
{
	*d = (struct diag){ .n = 0 };
	arena_init(&d->arena, 0);
}

void
diag_free(struct diag *d)
{
	if (d == NULL)
		return;
	arena_free(&d->arena);
	*d = (struct diag){ .n = 0 };
}

/* A message is one line, whatever an author's key or value holds. */
static void
one_line(struct buf *text)
{
	size_t i;

	for (i = 0; i < text->n; i++)
		if ((unsigned char)text->p[i] < 0x20 || text->p[i] == 0x7F)
			text->p[i] = ' ';
}

static void __attribute__((format(printf, 4, 0)))
add(struct diag *d, enum diag_level level, struct loc loc, const char *fmt, va_list ap)
{
	struct buf text = BUF_INIT;
	struct diag_msg *m;

	d->msgs = arena_grow(&d->arena, d->msgs, d->n, &d->cap, sizeof(*d->msgs));
	m = &d->msgs[d->n];
	buf_vaddf(&text, fmt, ap);
	one_line(&text);
	m->loc = loc;
	if (loc.file != NULL)
		m->loc.file = arena_strdup(&d->arena, loc.file);
	m->level = level;
	m->seq = d->n++;
	m->text = arena_strdup(&d->arena, text.p);
	buf_free(&text);
	if (level == DIAG_ERROR)
		d->errors++;
	else if (level == DIAG_WARNING)
		d->warnings++;
}

int
diag_error(struct diag *d, struct loc loc, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(d, DIAG_ERROR, loc, fmt, ap);
	va_end(ap);
	return -1;
}

void
diag_warn(struct diag *d, struct loc loc, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(d, DIAG_WARNING, loc, fmt, ap);
	va_end(ap);
}

void
diag_note(struct diag *d, struct loc loc, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(d, DIAG_NOTE, loc, fmt, ap);
	va_end(ap);
}

static void __attribute__((format(printf, 4, 5)))
addf(struct diag *d, enum diag_level level, struct loc loc, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(d, level, loc, fmt, ap);
	va_end(ap);
}

void
diag_add(struct diag *d, enum diag_level level, struct loc loc, const char *text)
{
	addf(d, level, loc, "%s", text);
}

static int
same_place(const struct diag_msg *a, const struct diag_msg *b)
{
	int d = strcmp(
	    a->loc.file != NULL ? a->loc.file : "", b->loc.file != NULL ? b->loc.file : "");

	if (d != 0)
		return d;
	if (a->loc.line != b->loc.line)
		return a->loc.line < b->loc.line ? -1 : 1;
	if (a->loc.col != b->loc.col)
		return a->loc.col < b->loc.col ? -1 : 1;
	return 0;
}

static int
by_place(const void *x, const void *y)
{
	const struct diag_msg *a = x, *b = y;
	int d = same_place(a, b);

	return d != 0 ? d : (a->seq > b->seq) - (a->seq < b->seq);
}

/* An error is no repeat of a warning in the same words: dropping it would hide the failure. */
static bool
repeats(const struct diag_msg *a, const struct diag_msg *b)
{
	return a->level == b->level && strcmp(a->text, b->text) == 0;
}

void
diag_sort(struct diag *d)
{
	size_t i, j, n = 0;

	if (d->n == 0)
		return;
	qsort(d->msgs, d->n, sizeof(*d->msgs), by_place);
	for (i = 0; i < d->n; i++) {
		const struct diag_msg *m = &d->msgs[i];

		for (j = n; j > 0 && same_place(&d->msgs[j - 1], m) == 0; j--)
			if (repeats(&d->msgs[j - 1], m))
				break;
		if (j > 0 && same_place(&d->msgs[j - 1], m) == 0) {
			if (m->level == DIAG_ERROR)
				d->errors--;
			else if (m->level == DIAG_WARNING)
				d->warnings--;
			continue;
		}
		d->msgs[n++] = *m;
	}
	d->n = n;
}

void
diag_print(struct diag *d, FILE *out)
{
	size_t i;

	diag_sort(d);
	for (i = 0; i < d->n; i++) {
		const struct diag_msg *m = &d->msgs[i];

		if (m->loc.file != NULL)
			(void)fprintf(
			    out, "%s:", m->loc.file); /* a lost message has no reader */
		if (m->loc.file != NULL && m->loc.line != 0)
			(void)fprintf(out, "%u:", m->loc.line);
		if (m->loc.file != NULL && m->loc.line != 0 && m->loc.col != 0)
			(void)fprintf(out, "%u:", m->loc.col);
		(void)fprintf(out, "%s%s: %s\n", m->loc.file != NULL ? " " : "",
		    diag_level_name(m->level), m->text);
	}
}

const char *
diag_level_name(enum diag_level level)
{
	return level_names[level];
}
