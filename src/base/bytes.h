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

/* Is any bit set? */
static inline bool
bytes16_any(bytes16 v)
{
	uint64_t half[2];

	memcpy(half, &v, sizeof(half));
	return (half[0] | half[1]) != 0;
}

#endif
