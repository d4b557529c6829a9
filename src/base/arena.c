#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"

#ifndef ARENA_BLOCK
#define ARENA_BLOCK (64ul * 1024)
#endif

struct arena_block {
	struct arena_block *next; /* older block */
	size_t size; /* of data[], in bytes */
	alignas(max_align_t) char data[];
};

static _Noreturn void
out_of_memory(void)
{
	(void)fputs("cee: out of memory\n", stderr); /* about to abort: nothing else to do */
	abort();
}

_Noreturn void
memory_runaway(void)
{
	(void)fputs(
	    "cee: one piece of work wants more than a gigabyte of memory; that is a fault of "
	    "cee, please report what it was doing\n",
	    stderr); /* about to abort: nothing else to do */
	abort();
}

void *
xalloc(size_t n)
{
	void *p = malloc(n != 0 ? n : 1);

	if (p == NULL)
		out_of_memory();
	return p;
}

void *
xrealloc(void *old, size_t n)
{
	void *p = realloc(old, n != 0 ? n : 1);

	if (p == NULL)
		out_of_memory();
	return p;
}

void
arena_init(struct arena *a, size_t limit)
{
	*a = (struct arena){ .limit = limit };
}

void
arena_free(struct arena *a)
{
	struct arena_block *b, *next;

	if (a == NULL)
		return;
	for (b = a->head; b != NULL; b = next) {
		next = b->next;
		free(b);
	}
	arena_init(a, a->limit);
}

void
arena_reset(struct arena *a)
{
	struct arena_block *keep = a->head;

	if (keep == NULL)
		return;
	a->head = keep->next;
	arena_free(a);
	keep->next = NULL;
	a->head = keep;
	a->next = keep->data;
	a->end = keep->data + keep->size;
}

size_t
arena_used(const struct arena *a)
{
	return a->before + (a->head != NULL ? (size_t)(a->next - a->head->data) : 0);
}

bool
arena_full(const struct arena *a)
{
	return a->limit != 0 && arena_used(a) > a->limit;
}

void *
arena_more(struct arena *a, size_t n)
{
	const size_t align = alignof(max_align_t);
	struct arena_block *b;
	size_t size;

	if (n > LIMIT_ARENA || arena_used(a) > LIMIT_ARENA - n)
		memory_runaway();
	size = n > ARENA_BLOCK ? (n + align - 1) / align * align : ARENA_BLOCK;
	b = xalloc(sizeof(*b) + size);
	b->next = a->head;
	b->size = size;
	a->before = arena_used(a);
	a->head = b;
	a->next = b->data + n;
	a->end = b->data + size;
	return b->data;
}

/* N bytes, whatever they hold, wherever they begin. */
static inline void *
take_text(struct arena *a, size_t n)
{
	char *p = a->next;

	if ((size_t)(a->end - p) < n || p == NULL)
		return arena_more(a, n);
	a->next = p + n;
	return p;
}

/* The same, aligned for any type. */
static void *
take(struct arena *a, size_t n)
{
	size_t over = -(uintptr_t)a->next % alignof(max_align_t);
	char *p;

	if ((size_t)(a->end - a->next) <= over + n)
		return arena_more(a, n);
	p = a->next + over;
	a->next = p + n;
	return p;
}

char *
arena_strndup(struct arena *a, const char *s, size_t n)
{
	char *p = take_text(a, n + 1);

	if (n > 0)
		memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

char *
arena_strdup(struct arena *a, const char *s)
{
	return arena_strndup(a, s, strlen(s));
}

char *
arena_join(struct arena *a, const char *x, const char *y, const char *z)
{
	size_t nx = strlen(x), ny = strlen(y), nz = strlen(z);
	char *p = take_text(a, nx + ny + nz + 1);

	memcpy(mempcpy(mempcpy(p, x, nx), y, ny), z, nz + 1);
	return p;
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	size_t room = (size_t)(a->end - a->next);
	va_list ap, again;
	char *p;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	/* Where take() gives it, if there is room, as there is as a rule. */
	n = vsnprintf(room > 0 ? a->next : NULL, room, fmt, ap);
	va_end(ap);
	if (n < 0)
		out_of_memory();
	p = take_text(a, (size_t)n + 1);
	if ((size_t)n >= room)
		(void)vsnprintf(p, (size_t)n + 1, fmt, again); /* sized by the call above */
	va_end(again);
	return p;
}

void *
arena_grow_now(struct arena *a, const void *p, size_t n, size_t *cap, size_t size)
{
	size_t want = *cap != 0 ? *cap * 2 : 8;
	char *q = take(a, want * size);

	if (n > 0)
		memcpy(q, p, n * size);
	memset(q + n * size, 0, (want - n) * size);
	*cap = want;
	return q;
}
