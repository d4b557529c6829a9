/*
 * fold.c - those three functions of libutf8proc that base/utf8.c calls, over tables that
 * libutf8proc itself has filled at the build: no package has its source, and the search in the browser
 * must fold as the responder does.
 */
#include "wasm/fold.h"

#include <stdint.h>

#include "wasm/fold_tables.h"

utf8proc_ssize_t
utf8proc_iterate(const utf8proc_uint8_t *s, utf8proc_ssize_t n, utf8proc_int32_t *cp)
{
	utf8proc_int32_t c;
	int more, i;

	*cp = -1;
	if (n <= 0)
		return 0;
	c = s[0];
	if (c < 0x80) {
		*cp = c;
		return 1;
	}
	if (c < 0xC2 || c > 0xF4)
		return UTF8PROC_ERROR_INVALIDUTF8;
	more = c < 0xE0 ? 1 : c < 0xF0 ? 2 : 3;
	if (n <= more)
		return UTF8PROC_ERROR_INVALIDUTF8;
	c &= 0x3F >> more;
	for (i = 1; i <= more; i++) {
		if ((s[i] & 0xC0) != 0x80)
			return UTF8PROC_ERROR_INVALIDUTF8;
		c = c << 6 | (s[i] & 0x3F);
	}
	/* Too long a form, surrogates, past the end. */
	if ((more == 2 && c < 0x800) || (more == 3 && c < 0x10000) ||
	    (c >= 0xD800 && c < 0xE000) || c >= FOLD_END)
		return UTF8PROC_ERROR_INVALIDUTF8;
	*cp = c;
	return more + 1;
}

utf8proc_ssize_t
utf8proc_encode_char(utf8proc_int32_t c, utf8proc_uint8_t *out)
{
	static const unsigned char first[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
	int n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4, i;

	if (c < 0 || c >= FOLD_END)
		return 0;
	for (i = n - 1; i > 0; i--, c >>= 6)
		out[i] = (utf8proc_uint8_t)(0x80 | (c & 0x3F));
	out[0] = (utf8proc_uint8_t)(first[n == 1 ? 0 : n] | c);
	return n;
}

static utf8proc_ssize_t
hangul(utf8proc_int32_t c, utf8proc_int32_t *out)
{
	utf8proc_int32_t s = c - HANGUL_FIRST;

	out[0] = 0x1100 + s / (21 * 28);
	out[1] = 0x1161 + s % (21 * 28) / 28;
	if (s % 28 == 0)
		return 2;
	out[2] = 0x11A7 + s % 28;
	return 3;
}

utf8proc_ssize_t
utf8proc_decompose_char(utf8proc_int32_t c, utf8proc_int32_t *out, utf8proc_ssize_t room,
    utf8proc_option_t options, int *boundary)
{
	unsigned at;
	utf8proc_ssize_t n, i;

	(void)boundary; /* kept apart only with UTF8PROC_CHARBOUND */
	if (c < 0 || c >= FOLD_END || room < 32 || options != FOLD_OPTIONS)
		return UTF8PROC_ERROR_INVALIDOPTS;
	if (fold_hangul(c))
		return hangul(c, out);
	at = fold_row[fold_page[c / 256]][c % 256];
	if (at == 0) {
		out[0] = c;
		return 1;
	}
	n = (utf8proc_ssize_t)fold_out[at];
	for (i = 0; i < n; i++)
		out[i] = (utf8proc_int32_t)fold_out[at + 1 + (unsigned)i];
	return n;
}
