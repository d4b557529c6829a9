/*
 * buf.h - the growable byte string.
 * Layer: base.
 *
 * A buf belongs to whoever declared it; functions that take one only append to it.
 * Invariants: p is never NULL, p[n] is always 0, n < cap unless nothing was ever added.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct buf {
	char	*p;	/* bytes, NUL after the last */
	size_t	n;	/* bytes in use */
	size_t	cap;	/* bytes allocated; 0: p points to a shared empty string */
};

extern char buf_empty[1];
#define BUF_INIT { .p = buf_empty, .n = 0, .cap = 0 }

void	buf_init(struct buf *);
/* Release the memory; the buf is empty and usable again. */
void	buf_free(struct buf *);
/* Empty it but keep its memory. */
void	buf_clear(struct buf *);
/* Cut to N bytes; N must not exceed b->n. */
void	buf_truncate(struct buf *, size_t n);
/* Room for MORE bytes; past LIMIT_BUF in all the process ends. */
void	buf_reserve(struct buf *, size_t more);

static inline void
buf_add(struct buf *b, const void *p, size_t n)
{
	if (n == 0)
		return;
	if (b->cap <= b->n + n)
		buf_reserve(b, n);
	memcpy(b->p + b->n, p, n);
	b->n += n;
	b->p[b->n] = '\0';
}

static inline void
buf_adds(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

static inline void
buf_addc(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

static inline void
buf_addstr(struct buf *b, struct str s)
{
	buf_add(b, s.p, s.n);
}

/* In decimal digits, quicker than buf_addf(): for what every page has. */
void	buf_addu(struct buf *, uint64_t);
void	buf_addf(struct buf *, const char *, ...) __attribute__((format(printf, 2, 3)));
void	buf_vaddf(struct buf *, const char *, va_list) __attribute__((format(printf, 2, 0)));
/* The bytes as a borrowed slice, valid until the buf changes. */
struct str buf_str(const struct buf *);

#endif
