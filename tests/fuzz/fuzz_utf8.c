/*
 * fuzz_utf8.c - any bytes through decoding, folding and every escape.
 *
 * Whatever comes in: validity agrees with decoding step by step; a folded text is UTF-8 without
 * capital ASCII letters, and folding it again changes nothing; an escaped text holds no byte that
 * its context forbids, and percent-encoding decodes to what it was; splitting a text and folding
 * the parts is folding the whole.
 */
#include <string.h>

#include "base/escape.h"
#include "base/url.h"
#include "base/utf8.h"
#include "fuzz.h"

static bool
is_utf8(const struct buf *b)
{
	return utf8_valid(buf_str(b)) == b->n;
}

/* None of the bytes of FORBIDDEN is in B. */
static void
check_without(const struct buf *b, const char *forbidden, const char *what)
{
	size_t i;

	for (i = 0; i < b->n; i++)
		check(b->p[i] == '\0' || strchr(forbidden, b->p[i]) == NULL, what);
}

static void
decoding(struct str s)
{
	struct buf again = BUF_INIT;
	size_t i = 0, n;
	uint32_t cp;

	while ((n = utf8_next(str_skip(s, i), &cp)) > 0) {
		check(n <= 4 && i + n <= s.n, "a code point lies within the text");
		check(cp <= 0x10FFFF && !(cp >= 0xD800 && cp <= 0xDFFF), "a code point is one");
		buf_clear(&again);
		utf8_put(&again, cp);
		check(str_eq(buf_str(&again), (struct str){ s.p + i, n }),
		    "put is what next read");
		i += n;
	}
	check(utf8_valid(s) == i, "valid up to where decoding stops");
	buf_free(&again);
}

static void
folding(struct str s)
{
	struct buf one = BUF_INIT, two = BUF_INIT, parts = BUF_INIT;
	size_t i, n;
	uint32_t cp;

	utf8_fold(&one, s);
	check(is_utf8(&one), "a folded text is UTF-8");
	for (i = 0; i < one.n; i++)
		check(one.p[i] == ascii_lower(one.p[i]), "a folded text has no capitals");
	utf8_fold(&two, buf_str(&one));
	check(str_eq(buf_str(&one), buf_str(&two)), "folding twice is folding once");
	for (i = 0; i < s.n; i += n) {
		n = utf8_next(str_skip(s, i), &cp);
		n = n > 0 ? n : 1;
		utf8_fold(&parts, (struct str){ s.p + i, n });
	}
	check(str_eq(buf_str(&one), buf_str(&parts)), "folding works character by character");
	buf_free(&one);
	buf_free(&two);
	buf_free(&parts);
}

/* Read B as the inside of a JSON string (RFC 8259, 7). */
static void
check_json(const struct buf *b)
{
	size_t i, j;

	check(is_utf8(b), "JSON is UTF-8");
	for (i = 0; i < b->n; i++) {
		check((unsigned char)b->p[i] >= 0x20 && b->p[i] != '"' && b->p[i] != '<',
		    "JSON holds no bare control, quote or \"<\"");
		if (b->p[i] != '\\')
			continue;
		i++;
		check(i < b->n && strchr("\"\\bfnrtu", b->p[i]) != NULL && b->p[i] != '\0',
		    "a JSON escape is known");
		for (j = 0; b->p[i] == 'u' && j < 4; j++)
			check(i + 1 + j < b->n &&
				  strchr("0123456789abcdef", b->p[i + 1 + j]) != NULL,
			    "a JSON escape has four digits");
	}
	check(str_find(buf_str(b), "\xE2\x80\xA8") == b->n, "JSON holds no U+2028");
	check(str_find(buf_str(b), "\xE2\x80\xA9") == b->n, "JSON holds no U+2029");
}

static void
escaping(struct str s)
{
	struct buf out = BUF_INIT, back = BUF_INIT;

	escape_html(&out, s);
	check_without(&out, "<>\"'", "HTML holds no bare mark");
	check(utf8_valid(s) != s.n || is_utf8(&out), "HTML of UTF-8 is UTF-8");
	buf_clear(&out);
	escape_xml(&out, s);
	check_without(
	    &out, "<>\"'\x01\x02\x03\x08\x0b\x0c\x0e\x1b\x1f", "XML holds no bare mark");
	check(is_utf8(&out) && memchr(out.p, '\0', out.n) == NULL, "XML is UTF-8 without NUL");
	buf_clear(&out);
	escape_json(&out, s);
	check_json(&out);
	buf_clear(&out);
	escape_url_path(&out, s);
	check_without(&out, " \"<>?#\\^`{|}\x7f\r\n", "a path holds nothing of another part");
	url_decode(&back, buf_str(&out), false);
	check(str_eq(buf_str(&back), s), "a path decodes to what it was");
	buf_clear(&out);
	buf_clear(&back);
	escape_url_arg(&out, s);
	check_without(&out, " &=;?#/\"<>'\r\n", "an argument holds nothing of another part");
	url_decode(&back, buf_str(&out), true);
	check(str_eq(buf_str(&back), s), "an argument decodes to what it was");
	buf_free(&out);
	buf_free(&back);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* A copy of exactly this size, so that ASan sees a byte read too far. */
	char *copy = malloc(size != 0 ? size : 1);
	struct str s = { copy, size };

	check(copy != NULL, "memory");
	if (size != 0)
		memcpy(copy, data, size);
	decoding(s);
	folding(s);
	escaping(s);
	free(copy);
	return 0;
}
