/*
 * bytes.h - sixteen bytes looked at in one step.
 * Layer: base.
 *
 * Most bytes of a page stand for themselves.  Who looks for the few that do not asks sixteen at once whether
 * there is one, and only then which.  Vectors as gcc and clang have them, for any machine.
 */
#ifndef BASE_BYTES_H
#define BASE_BYTES_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Comparisons with a byte give, in each place, all bits or none. */
typedef unsigned char bytes16 __attribute__((vector_size(16)));

/* The sixteen bytes at P, which need not be aligned. */
static inline bytes16
bytes16_at(const char *p)
{
	bytes16 v;

	memcpy(&v, p, sizeof(v));
	return v;
}

/* The N bytes at P, fewer than sixteen, and behind them REST. */
static inline bytes16
bytes16_upto(const char *p, size_t n, char rest)
{
	char all[16];

	memset(all, rest, sizeof(all));
	if ((n & 8) != 0)
		memcpy(all, p, 8);
	if ((n & 4) != 0)
		memcpy(all + (n & 8), p + (n & 8), 4);
	if ((n & 2) != 0)
		memcpy(all + (n & 12), p + (n & 12), 2);
	if ((n & 1) != 0)
		all[n - 1] = p[n - 1];
	return bytes16_at(all);
}

/* Is any bit set? */
static inline bool
bytes16_any(bytes16 v)
{
	uint64_t half[2];

	memcpy(half, &v, sizeof(half));
	return (half[0] | half[1]) != 0;
}

#endif
