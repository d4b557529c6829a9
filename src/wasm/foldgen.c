/*
 * foldgen.c - run at the build: what libutf8proc makes of every code point, as tables for fold.c.
 *
 * fold_page[cp / 256] is a row of fold_row; fold_row[row][cp % 256] is where in fold_out the result
 * stands, its length first; 0: the code point stays as it is.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#include "wasm/fold.h"

#define PAGES (FOLD_END / 256u)
#define ROWS_MAX 256
#define OUT_MAX 65536

static uint16_t row[ROWS_MAX][256];
static unsigned page[PAGES], n_rows = 1; /* row 0: nothing changes */
static utf8proc_int32_t out[OUT_MAX];
static unsigned n_out = 1;

/* Where N code points stand in OUT, put there when they do not yet; 0: no room. */
static unsigned
place(const utf8proc_int32_t *d, utf8proc_ssize_t n)
{
	unsigned i;

	for (i = 1; i < n_out; i += 1 + (unsigned)out[i])
		if (out[i] == n && memcmp(&out[i + 1], d, (size_t)n * sizeof(*d)) == 0)
			return i;
	if (n_out + 1 + (unsigned)n > OUT_MAX)
		return 0;
	out[n_out] = (utf8proc_int32_t)n;
	memcpy(&out[n_out + 1], d, (size_t)n * sizeof(*d));
	n_out += 1 + (unsigned)n;
	return i;
}

/* False when a table is too small. */
static int
read_page(unsigned p)
{
	uint16_t r[256];
	unsigned i;

	for (i = 0; i < 256; i++) {
		utf8proc_int32_t cp = (utf8proc_int32_t)(p * 256 + i), d[32];
		int boundary = 0;
		utf8proc_ssize_t n =
		    utf8proc_decompose_char(cp, d, 32, FOLD_OPTIONS, &boundary);

		r[i] = 0;
		if (n < 0 || n > 32)
			return 0;
		if ((n == 1 && d[0] == cp) || fold_hangul(cp))
			continue;
		r[i] = (uint16_t)place(d, n);
		if (r[i] == 0)
			return 0;
	}
	for (i = 0; i < n_rows; i++)
		if (memcmp(row[i], r, sizeof(r)) == 0)
			break;
	if (i == ROWS_MAX)
		return 0;
	if (i == n_rows)
		memcpy(row[n_rows++], r, sizeof(r));
	page[p] = i;
	return 1;
}

int
main(void)
{
	unsigned p, i, j;

	for (p = 0; p < PAGES; p++)
		if (!read_page(p)) {
			fprintf(stderr, "foldgen: a table is too small\n");
			return 1;
		}
	printf("static const unsigned char fold_page[%u] = {", PAGES);
	for (p = 0; p < PAGES; p++)
		printf("%s%u,", p % 16 == 0 ? "\n" : "", page[p]);
	printf("\n};\nstatic const uint16_t fold_row[%u][256] = {\n", n_rows);
	for (i = 0; i < n_rows; i++) {
		printf("{");
		for (j = 0; j < 256; j++)
			printf("%u,", row[i][j]);
		printf("},\n");
	}
	printf("};\nstatic const uint32_t fold_out[%u] = {", n_out);
	for (i = 0; i < n_out; i++)
		printf("%s%u,", i % 16 == 0 ? "\n" : "", (unsigned)out[i]);
	printf("\n};\n");
	return fflush(stdout) != 0;
}
