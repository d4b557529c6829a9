#include "base/buf.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/limits.h"

char buf_empty[1];

void
buf_init(struct buf *b)
{
	*b = (struct buf)BUF_INIT;
}

void
buf_free(struct buf *b)
{
	if (b->cap != 0)
		free(b->p);
	buf_init(b);
}

void
buf_clear(struct buf *b)
{
	buf_truncate(b, 0);
}

void
buf_truncate(struct buf *b, size_t n)
{
	assert(n <= b->n);
	b->n = n;
	if (b->cap != 0)
		b->p[n] = '\0';
}

void
buf_reserve(struct buf *b, size_t more)
{
	size_t want, cap = b->cap != 0 ? b->cap : 64;

	if (more > LIMIT_BUF || b->n > LIMIT_BUF - more)
		memory_runaway();
	want = b->n + more + 1;
	if (want <= b->cap)
		return;
	while (cap < want)
		cap *= 2;
	b->p = xrealloc(b->cap != 0 ? b->p : NULL, cap);
	b->cap = cap;
	b->p[b->n] = '\0';
}

void
buf_addu(struct buf *b, uint64_t v)
{
	char digits[20]; /* of 2^64 - 1 */
	size_t at = sizeof(digits);

	do {
		digits[--at] = (char)('0' + v % 10);
		v /= 10;
	} while (v != 0);
	buf_add(b, digits + at, sizeof(digits) - at);
}

void
buf_vaddf(struct buf *b, const char *fmt, va_list ap)
{
	size_t room = b->cap - b->n;
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(b->p + b->n, room, fmt, ap); /* as a rule there is room */
	assert(n >= 0);
	if ((size_t)n >= room) {
		buf_reserve(b, (size_t)n);
		(void)vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again); /* sized above */
	}
	va_end(again);
	b->n += (size_t)n;
}

void
buf_addf(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(b, fmt, ap);
	va_end(ap);
}

struct str
buf_str(const struct buf *b)
{
	return (struct str){ b->p, b->n };
}
