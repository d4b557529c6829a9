#include "base/str.h"

#include <string.h>

struct str
str_of(const char *s)
{
	return (struct str){ s, s != NULL ? strlen(s) : 0 };
}

bool
str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool
str_is(struct str a, const char *s)
{
	return str_eq(a, str_of(s));
}

bool
str_is_nocase(struct str a, const char *s)
{
	size_t i;

	if (a.n != strlen(s))
		return false;
	for (i = 0; i < a.n; i++)
		if (ascii_lower(a.p[i]) != ascii_lower(s[i]))
			return false;
	return true;
}

int
str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int d = n > 0 ? memcmp(a.p, b.p, n) : 0;

	if (d != 0)
		return d;
	return (a.n > b.n) - (a.n < b.n);
}

bool
str_starts(struct str s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.n >= n && (n == 0 || memcmp(s.p, prefix, n) == 0);
}

bool
str_ends(struct str s, const char *suffix)
{
	size_t n = strlen(suffix);

	return s.n >= n && (n == 0 || memcmp(s.p + s.n - n, suffix, n) == 0);
}

struct str
str_trim(struct str s)
{
	while (s.n > 0 && ascii_isspace(s.p[0]))
		s = str_skip(s, 1);
	while (s.n > 0 && ascii_isspace(s.p[s.n - 1]))
		s.n--;
	return s;
}

struct str
str_skip(struct str s, size_t n)
{
	if (n > s.n)
		n = s.n;
	if (n == 0)
		return s;
	return (struct str){ s.p + n, s.n - n };
}

size_t
str_chr(struct str s, char c)
{
	const char *q = s.n > 0 ? memchr(s.p, c, s.n) : NULL;

	return q != NULL ? (size_t)(q - s.p) : s.n;
}

size_t
str_find(struct str s, const char *needle)
{
	size_t n = strlen(needle), i;

	for (i = 0; i + n <= s.n; i++)
		if (memcmp(s.p + i, needle, n) == 0)
			return i;
	return s.n;
}

bool
str_split(struct str *rest, char sep, struct str *part)
{
	size_t at;

	if (rest->p == NULL || rest->n == 0)
		return false;
	at = str_chr(*rest, sep);
	*part = (struct str){ rest->p, at };
	*rest = str_skip(*rest, at + 1);
	return true;
}

bool
str_to_uint(struct str s, unsigned long max, unsigned long *out)
{
	unsigned long v = 0, digit;
	size_t i;

	if (s.n == 0)
		return false;
	for (i = 0; i < s.n; i++) {
		if (!ascii_isdigit(s.p[i]))
			return false;
		digit = (unsigned long)(s.p[i] - '0');
		if (digit > max || v > (max - digit) / 10)
			return false;
		v = v * 10 + digit;
	}
	*out = v;
	return true;
}

bool
ascii_isdigit(char c)
{
	return c >= '0' && c <= '9';
}

bool
ascii_isalpha(char c)
{
	c = ascii_lower(c);
	return c >= 'a' && c <= 'z';
}

bool
ascii_isspace(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

char
ascii_lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}
