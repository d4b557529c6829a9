#include "base/str.h"

#include <string.h>

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

struct str
str_trim(struct str s)
{
	size_t from = 0, n = s.n;

	while (from < n && ascii_isspace(s.p[from]))
		from++;
	while (n > from && ascii_isspace(s.p[n - 1]))
		n--;
	return from > 0 ? (struct str){ s.p + from, n - from } : (struct str){ s.p, n };
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
	size_t from = needle[0] != '\0' ? str_chr(s, needle[0]) : 0; /* often the end of it */
	const char *q =
	    from < s.n ? memmem(s.p + from, s.n - from, needle, strlen(needle)) : NULL;

	return q != NULL ? (size_t)(q - s.p) : s.n;
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
