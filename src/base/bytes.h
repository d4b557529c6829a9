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

/* Four or eight bytes at P as a number. */
static inline uint64_t
bytes_4(const char *p)
{
	uint32_t v;

	memcpy(&v, p, sizeof(v));
	return v;
}

static inline uint64_t
bytes_8(const char *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof(v));
	return v;
}

/* The N bytes at P, fewer than sixteen, and behind them REST.  Where the first byte of a number is its lowest, they
 * are put together of two parts that may overlap, without a way through memory. */
static inline bytes16
bytes16_upto(const char *p, size_t n, char rest)
{
	const uint64_t fill = (unsigned char)rest * UINT64_C(0x0101010101010101);
	uint64_t half[2] = { fill, fill };
	bytes16 v;

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	if (n >= 8)
		half[0] = bytes_8(p);
	if (n > 8)
		half[1] = bytes_8(p + n - 8) >> (8 * (16 - n)) | fill << (8 * (n - 8));
	else if (n >= 4 && n < 8)
		half[0] = bytes_4(p) | bytes_4(p + n - 4) << (8 * (n - 4)) | fill << (8 * n);
	else if (n > 0 && n < 4)
		half[0] = (uint64_t)(unsigned char)p[0] |
			  (uint64_t)(unsigned char)p[n / 2] << (8 * (n / 2)) |
			  (uint64_t)(unsigned char)p[n - 1] << (8 * (n - 1)) | fill << (8 * n);
	memcpy(&v, half, sizeof(v));
#else
	memcpy(&v, half, sizeof(v));
	for (; n > 0; n--)
		v[n - 1] = (unsigned char)p[n - 1];
#endif
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
