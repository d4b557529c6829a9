#include "model/plain.h"

#include "base/utf8.h"

#define TAG_MAX 200 /* bytes; a "<" that is not closed within them is a sign, not a tag */
#define ENTITY_MAX 12 /* bytes of an entity with its ends */

/* Entities of HTML that occur in descriptions of goods; the rest comes as characters. */
static const struct {
	const char *name;
	uint32_t cp;
} entities[] = {
	{ "amp", '&' },
	{ "lt", '<' },
	{ "gt", '>' },
	{ "quot", '"' },
	{ "apos", '\'' },
	{ "nbsp", 0xA0 },
	{ "cent", 0xA2 },
	{ "sect", 0xA7 },
	{ "deg", 0xB0 },
	{ "plusmn", 0xB1 },
	{ "sup2", 0xB2 },
	{ "sup3", 0xB3 },
	{ "micro", 0xB5 },
	{ "frac14", 0xBC },
	{ "frac12", 0xBD },
	{ "frac34", 0xBE },
	{ "times", 0xD7 },
	{ "szlig", 0xDF },
	{ "agrave", 0xE0 },
	{ "aacute", 0xE1 },
	{ "acirc", 0xE2 },
	{ "auml", 0xE4 },
	{ "ccedil", 0xE7 },
	{ "egrave", 0xE8 },
	{ "eacute", 0xE9 },
	{ "ecirc", 0xEA },
	{ "iacute", 0xED },
	{ "ntilde", 0xF1 },
	{ "oacute", 0xF3 },
	{ "ocirc", 0xF4 },
	{ "ouml", 0xF6 },
	{ "uacute", 0xFA },
	{ "uuml", 0xFC },
	{ "alpha", 0x3B1 },
	{ "beta", 0x3B2 },
	{ "gamma", 0x3B3 },
	{ "omega", 0x3C9 },
	{ "ndash", 0x2013 },
	{ "mdash", 0x2014 },
	{ "lsquo", 0x2018 },
	{ "rsquo", 0x2019 },
	{ "ldquo", 0x201C },
	{ "rdquo", 0x201D },
	{ "hellip", 0x2026 },
	{ "prime", 0x2032 },
	{ "le", 0x2264 },
	{ "ge", 0x2265 },
};

/* Elements that separate what stands on either side; the others are within a word or beside it. */
static bool
separates(struct str name)
{
	static const char *const names[] = { "br", "p", "div", "li", "td", "tr" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (str_is_nocase(name, names[i]))
			return true;
	return false;
}

/* At most the first MAX bytes: what is looked for must be near. */
static struct str
front(struct str s, size_t max)
{
	return (struct str){ s.p, s.n < max ? s.n : max };
}

/* The length of the tag that S begins with, 0 when it begins with none. */
static size_t
tag_length(struct str s, bool *space)
{
	size_t name = 1, n, end;

	if (s.n < 3 || s.p[0] != '<')
		return 0;
	name += s.p[1] == '/';
	if (!ascii_isalpha(s.p[name]))
		return 0;
	for (end = name; end < s.n && (ascii_isalpha(s.p[end]) || ascii_isdigit(s.p[end]));)
		end++;
	*space = separates((struct str){ s.p + name, end - name });
	n = str_chr(front(s, TAG_MAX), '>');
	return n < s.n && n < TAG_MAX ? n + 1 : 0;
}

static bool
number_of(struct str s, unsigned base, uint32_t *cp)
{
	uint32_t v = 0;
	size_t i;

	for (i = 0; i < s.n; i++) {
		char c = ascii_lower(s.p[i]);
		unsigned digit = ascii_isdigit(c)       ? (unsigned)(c - '0')
				 : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10
							: 99;

		if (digit >= base || v > 0x10FFFF)
			return false;
		v = v * base + digit;
	}
	*cp = v;
	return s.n > 0 && v > 0 && v <= 0x10FFFF && !(v >= 0xD800 && v <= 0xDFFF);
}

/* The length of the entity that S begins with and its character; 0 when it begins with none. */
static size_t
entity_length(struct str s, uint32_t *cp)
{
	struct str name;
	size_t end, i;

	if (s.n < 3 || s.p[0] != '&')
		return 0;
	end = str_chr(front(s, ENTITY_MAX), ';');
	if (end >= s.n || end >= ENTITY_MAX || end < 2)
		return 0;
	name = (struct str){ s.p + 1, end - 1 };
	if (str_starts(name, "#x") || str_starts(name, "#X"))
		return number_of(str_skip(name, 2), 16, cp) ? end + 1 : 0;
	if (str_starts(name, "#"))
		return number_of(str_skip(name, 1), 10, cp) ? end + 1 : 0;
	for (i = 0; i < sizeof(entities) / sizeof(entities[0]); i++) {
		if (str_is(name, entities[i].name)) {
			*cp = entities[i].cp;
			return end + 1;
		}
	}
	return 0;
}

static bool
is_space(uint32_t cp)
{
	return cp <= 0x20 || cp == 0x7F || (cp >= 0x80 && cp <= 0xA0) ||
	       (cp >= 0x2000 && cp <= 0x200A) || cp == 0x2028 || cp == 0x2029 || cp == 0x202F ||
	       cp == 0x3000;
}

/* Zero width spaces and joiners, soft hyphens, byte order marks. */
static bool
is_nothing(uint32_t cp)
{
	return cp == 0xAD || (cp >= 0x200B && cp <= 0x200F) || cp == 0x2060 || cp == 0xFEFF;
}

void
plain_add(struct buf *out, struct str s)
{
	size_t start = out->n, n;
	bool gap = false, space = false;
	uint32_t cp;

	for (; s.n > 0; s = str_skip(s, n)) {
		n = tag_length(s, &space);
		if (n > 0) {
			gap |= space;
			continue;
		}
		n = entity_length(s, &cp);
		if (n == 0)
			n = utf8_next(s, &cp);
		if (n == 0) {
			n = 1; /* not UTF-8: the caller has checked */
			cp = 0xFFFD;
		}
		if (is_nothing(cp))
			continue;
		if (is_space(cp)) {
			gap = true;
			continue;
		}
		if (gap && out->n > start)
			buf_addc(out, ' ');
		gap = false;
		utf8_put(out, cp);
	}
}
