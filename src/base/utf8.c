#include "base/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/bytes.h"

size_t
utf8_next(struct str s, uint32_t *cp)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t n;

	if (s.n == 0)
		return 0;
	n = utf8proc_iterate(
	    (const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)(s.n < 4 ? s.n : 4), &c);
	if (n <= 0 || c < 0)
		return 0;
	*cp = (uint32_t)c;
	return (size_t)n;
}

size_t
utf8_valid(struct str s)
{
	size_t i = 0, n;
	uint32_t cp;

	while (i < s.n) {
		if (s.n - i >= 16 && !bytes16_any((bytes16)(bytes16_at(s.p + i) >= 0x80))) {
			i += 16;
			continue;
		}
		if ((unsigned char)s.p[i] < 0x80) {
			i++;
			continue;
		}
		if ((n = utf8_next(str_skip(s, i), &cp)) == 0)
			return i;
		i += n;
	}
	return s.n;
}

void
utf8_put(struct buf *out, uint32_t cp)
{
	utf8proc_uint8_t b[4];
	utf8proc_ssize_t n = utf8proc_encode_char((utf8proc_int32_t)cp, b);

	buf_add(out, b, n > 0 ? (size_t)n : 0);
}

/* One code point: decomposed, folded, marks dropped. */
static void
fold_one(struct buf *out, uint32_t cp)
{
	utf8proc_int32_t d[32];
	utf8proc_ssize_t n, i;
	int boundary = 0;

	n = utf8proc_decompose_char((utf8proc_int32_t)cp, d, 32,
	    UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK |
		UTF8PROC_IGNORE,
	    &boundary);
	for (i = 0; i < n && i < 32; i++)
		utf8_put(out, (uint32_t)d[i]);
}

void
utf8_fold(struct buf *out, struct str s)
{
	size_t i = 0, n;
	uint32_t cp;

	buf_reserve(out, s.n); /* as a rule enough */
	while (i < s.n) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < 0x80) {
			for (n = i; i < s.n && (unsigned char)s.p[i] < 0x80; i++)
				;
			buf_add(out, s.p + n, i - n);
			for (n = out->n - (i - n); n < out->n; n++)
				out->p[n] = ascii_lower(out->p[n]);
		} else if ((n = utf8_next(str_skip(s, i), &cp)) == 0) {
			buf_addc(out, ' ');
			i++;
		} else {
			fold_one(out, cp);
			i += n;
		}
	}
}
