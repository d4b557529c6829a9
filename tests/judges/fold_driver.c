/* fold_driver.c - what src/wasm/fold.c makes of every code point and of many bytes, held against libutf8proc.
 * fold.c is compiled with names that begin with "fold_" for this. */
#include <stdio.h>
#include <string.h>

#include "wasm/fold.h"

utf8proc_ssize_t fold_iterate(const utf8proc_uint8_t *, utf8proc_ssize_t, utf8proc_int32_t *);
utf8proc_ssize_t fold_encode_char(utf8proc_int32_t, utf8proc_uint8_t *);
utf8proc_ssize_t fold_decompose_char(utf8proc_int32_t, utf8proc_int32_t *, utf8proc_ssize_t,
    utf8proc_option_t, int *);

static long bad;

static void
one(utf8proc_int32_t cp)
{
	utf8proc_int32_t x[32] = { 0 }, y[32] = { 0 };
	utf8proc_uint8_t s[4] = { 0 }, t[4] = { 0 };
	int boundary = 0;

	if (utf8proc_encode_char(cp, s) != fold_encode_char(cp, t) || memcmp(s, t, 4) != 0 ||
	    utf8proc_decompose_char(cp, x, 32, FOLD_OPTIONS, &boundary) !=
		fold_decompose_char(cp, y, 32, FOLD_OPTIONS, &boundary) ||
	    memcmp(x, y, sizeof(x)) != 0)
		if (bad++ < 5)
			printf("U+%04X\n", (unsigned)cp);
}

static void
bytes(const utf8proc_uint8_t *s, utf8proc_ssize_t n)
{
	utf8proc_int32_t x, y;
	utf8proc_ssize_t a = utf8proc_iterate(s, n, &x), b = fold_iterate(s, n, &y);

	if ((a > 0) != (b > 0) || (a > 0 && (a != b || x != y)))
		if (bad++ < 5)
			printf("%02X %02X %02X %02X of %d\n", s[0], s[1], s[2], s[3], (int)n);
}

int
main(void)
{
	/* Of each byte, those at the ends of what UTF-8 tells apart. */
	static const utf8proc_uint8_t ends[] = { 0, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0,
		0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5,
		0xFF };
	utf8proc_uint8_t s[4];
	utf8proc_int32_t cp;
	size_t i, j, k;
	int first, n;

	for (cp = 0; cp < FOLD_END; cp++)
		one(cp);
	for (first = 0; first < 256; first++)
		for (i = 0; i < sizeof(ends); i++)
			for (j = 0; j < sizeof(ends); j++)
				for (k = 0; k < sizeof(ends); k++)
					for (n = 1; n <= 4; n++) {
						s[0] = (utf8proc_uint8_t)first;
						s[1] = ends[i], s[2] = ends[j], s[3] = ends[k];
						bytes(s, n);
					}
	return bad != 0;
}
