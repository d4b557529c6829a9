#include "base/charset.h"

#include "base/utf8.h"

#define SAMPLE 4096 /* bytes looked at for zeros */
#define REPLACEMENT 0xFFFDu

const char *
charset_name(enum charset c)
{
	static const char *const names[] = {
		[CHARSET_UTF8] = "UTF-8",
		[CHARSET_UTF16LE] = "UTF-16LE",
		[CHARSET_UTF16BE] = "UTF-16BE",
		[CHARSET_WINDOWS1252] = "Windows-1252",
	};

	return names[c];
}

/* Letters of Western languages have a zero in the upper byte; text in one byte a letter has none. */
static bool
guess_by_zeros(struct str s, enum charset *out)
{
	size_t n = (s.n < SAMPLE ? s.n : SAMPLE) / 2 * 2, i, zeros[2] = { 0, 0 };

	for (i = 0; i < n; i++)
		zeros[i % 2] += s.p[i] == '\0';
	if (n < 4 || zeros[0] + zeros[1] < n / 4)
		return false;
	if (zeros[0] > 0 && zeros[1] > 0 && zeros[0] < 8 * zeros[1] && zeros[1] < 8 * zeros[0])
		return false; /* not text at all */
	*out = zeros[1] > zeros[0] ? CHARSET_UTF16LE : CHARSET_UTF16BE;
	return true;
}

enum charset
charset_guess(struct str s)
{
	enum charset c;

	if (str_starts(s, "\xEF\xBB\xBF"))
		return utf8_valid(s) == s.n ? CHARSET_UTF8 : CHARSET_WINDOWS1252;
	if (str_starts(s, "\xFF\xFE"))
		return CHARSET_UTF16LE;
	if (str_starts(s, "\xFE\xFF"))
		return CHARSET_UTF16BE;
	if (guess_by_zeros(s, &c))
		return c;
	return utf8_valid(s) == s.n ? CHARSET_UTF8 : CHARSET_WINDOWS1252;
}

static uint32_t
unit_at(struct str s, size_t i, bool big)
{
	unsigned char a = (unsigned char)s.p[i], b = (unsigned char)s.p[i + 1];

	return big ? (uint32_t)a << 8 | b : (uint32_t)b << 8 | a;
}

static size_t
from_utf16(struct buf *out, struct str s, bool big)
{
	size_t i, faults = 0;

	for (i = 0; i + 1 < s.n; i += 2) {
		uint32_t u = unit_at(s, i, big), low;

		if (i == 0 && u == 0xFEFF)
			continue;
		if (u >= 0xD800 && u < 0xDC00 && i + 3 < s.n &&
		    ((low = unit_at(s, i + 2, big)) & 0xFC00) == 0xDC00) {
			u = 0x10000 + ((u - 0xD800) << 10) + (low - 0xDC00);
			i += 2;
		} else if (u >= 0xD800 && u < 0xE000) {
			u = REPLACEMENT;
			faults++;
		}
		utf8_put(out, u);
	}
	if (i < s.n) {
		utf8_put(out, REPLACEMENT);
		faults++;
	}
	return faults;
}

static size_t
from_windows1252(struct buf *out, struct str s)
{
	/* 0x80 to 0x9F; 0: stands for nothing. */
	static const unsigned short upper[32] = { 0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026,
		0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018,
		0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
		0x0153, 0, 0x017E, 0x0178 };
	size_t i, faults = 0;

	for (i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		uint32_t cp = c >= 0x80 && c < 0xA0 ? upper[c - 0x80] : c;

		if (cp == 0 && c != 0) {
			cp = REPLACEMENT;
			faults++;
		}
		utf8_put(out, cp);
	}
	return faults;
}

static size_t
from_utf8(struct buf *out, struct str s)
{
	size_t faults = 0;

	while (s.n > 0) {
		size_t good = utf8_valid(s);

		buf_add(out, s.p, good);
		s = str_skip(s, good);
		if (s.n == 0)
			break;
		utf8_put(out, REPLACEMENT);
		faults++;
		s = str_skip(s, 1);
	}
	return faults;
}

size_t
charset_to_utf8(struct buf *out, struct str s, enum charset c)
{
	switch (c) {
	case CHARSET_UTF16LE:
	case CHARSET_UTF16BE:
		return from_utf16(out, s, c == CHARSET_UTF16BE);
	case CHARSET_WINDOWS1252:
		return from_windows1252(out, s);
	case CHARSET_UTF8:
	default:
		return from_utf8(out, str_starts(s, "\xEF\xBB\xBF") ? str_skip(s, 3) : s);
	}
}
