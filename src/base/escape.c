#include "base/escape.h"

#include <string.h>

#include "base/bytes.h"
#include "base/utf8.h"

static const char replacement[] = "\xEF\xBF\xBD"; /* U+FFFD */
static const char hex[] = "0123456789ABCDEF";

static const char *const entities[256] = {
	['&'] = "&amp;",
	['<'] = "&lt;",
	['>'] = "&gt;",
	['"'] = "&quot;",
	['\''] = "&#39;",
};

/* Has none of them an entity? */
static inline bool
plain(bytes16 v)
{
	return !bytes16_any(
	    (bytes16)((v == '&') | (v == '<') | (v == '>') | (v == '"') | (v == '\'')));
}

void
escape_html(struct buf *out, struct str s)
{
	size_t i = 0, from = 0;

	for (;;) {
		const char *e;

		while (s.n - i >= 16 && plain(bytes16_at(s.p + i)))
			i += 16;
		if (i == s.n || (s.n - i < 16 && plain(bytes16_upto(s.p + i, s.n - i, ' '))))
			break;
		while ((e = entities[(unsigned char)s.p[i]]) == NULL)
			i++;
		buf_add(out, s.p + from, i - from);
		buf_adds(out, e);
		from = ++i;
	}
	if (from < s.n)
		buf_add(out, s.p + from, s.n - from);
}

void
escape_attr(struct buf *out, struct str s)
{
	escape_html(out, s);
}

/* The same for XML, of ASCII that is no control character. */
static inline bool
plain_xml(bytes16 v)
{
	return plain(v) && !bytes16_any((bytes16)((v < ' ') | (v >= 0x80)));
}

/* XML 1.0, production 2; surrogates never come out of utf8_next. */
static bool
is_xml_char(uint32_t cp)
{
	return cp >= 0x20 ? cp != 0xFFFE && cp != 0xFFFF
			  : cp == '\t' || cp == '\n' || cp == '\r';
}

void
escape_xml(struct buf *out, struct str s)
{
	size_t i, n;
	uint32_t cp;

	for (i = 0; i < s.n; i += n) {
		const char *e = entities[(unsigned char)s.p[i]];

		for (n = 0; s.n - i - n >= 16 && plain_xml(bytes16_at(s.p + i + n));)
			n += 16;
		if (s.n - i - n < 16 && plain_xml(bytes16_upto(s.p + i + n, s.n - i - n, ' ')))
			n = s.n - i;
		if (n > 0) {
			buf_add(out, s.p + i, n);
			continue;
		}
		n = utf8_next(str_skip(s, i), &cp);
		if (e != NULL)
			buf_adds(out, e);
		else if (n > 0 && is_xml_char(cp))
			buf_add(out, s.p + i, n);
		else
			buf_adds(out, replacement);
		if (n == 0)
			n = 1;
	}
}

static void
percent(struct buf *out, struct str s, const char *keep, bool plus)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (ascii_isalpha(c) || ascii_isdigit(c) ||
		    (c != '\0' && strchr(keep, c) != NULL)) {
			buf_addc(out, c);
		} else if (plus && c == ' ') {
			buf_addc(out, '+');
		} else {
			buf_addc(out, '%');
			buf_addc(out, hex[(unsigned char)c >> 4]);
			buf_addc(out, hex[(unsigned char)c & 15]);
		}
	}
}

void
escape_url_path(struct buf *out, struct str s)
{
	percent(out, s, "-._~!$&'()*+,;=:@/", false);
}

void
escape_url_arg(struct buf *out, struct str s)
{
	percent(out, s, "-._~", true);
}

void
escape_mailto(struct buf *out, struct str s)
{
	size_t n;

	while (s.n > 0) {
		for (n = 0; n < s.n && s.p[n] != '\n' && s.p[n] != '\r'; n++)
			;
		percent(out, (struct str){ s.p, n }, "-._~", false);
		s = str_skip(s, n);
		if (s.n == 0)
			break;
		buf_adds(out, "%0D%0A");
		s = str_skip(s, str_starts(s, "\r\n") ? 2 : 1);
	}
}

static const char *const json_short[256] = {
	['"'] = "\\\"",
	['\\'] = "\\\\",
	['\b'] = "\\b",
	['\f'] = "\\f",
	['\n'] = "\\n",
	['\r'] = "\\r",
	['\t'] = "\\t",
	['<'] = "\\u003c",
	[0x7F] = "\\u007f",
};

/* Does C stand for itself? */
static bool
is_plain_json(char c)
{
	return (unsigned char)c >= 0x20 && (unsigned char)c < 0x80 &&
	       json_short[(unsigned char)c] == NULL;
}

void
escape_json(struct buf *out, struct str s)
{
	size_t i, n;

	for (i = 0; i < s.n; i += n) {
		unsigned char c = (unsigned char)s.p[i];
		uint32_t cp;

		for (n = 0; i + n < s.n && is_plain_json(s.p[i + n]); n++)
			;
		if (n > 0) {
			buf_add(out, s.p + i, n);
			continue;
		}
		n = 1;
		if (json_short[c] != NULL) {
			buf_adds(out, json_short[c]);
		} else if (c < 0x20) {
			buf_addf(out, "\\u%04x", (unsigned)c);
		} else if ((n = utf8_next(str_skip(s, i), &cp)) == 0) {
			n = 1;
			buf_adds(out, replacement);
		} else if (cp == 0x2028 || cp == 0x2029) {
			buf_addf(out, "\\u%04x", (unsigned)cp);
		} else {
			buf_add(out, s.p + i, n);
		}
	}
}
