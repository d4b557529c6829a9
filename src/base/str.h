/*
 * str.h - a borrowed slice of bytes, and the few things one does with it.
 * Layer: base.
 *
 * A struct str owns nothing and need not end in NUL.  Each function that returns one says what
 * must outlive it.  ASCII only: Unicode is utf8.h's matter.  What is asked of every byte of every page
 * stands here as a whole, for the compiler to put in its place.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct str {
	const char *p;	/* first byte; may be NULL when n is 0 */
	size_t	n;	/* bytes */
};

#define STR(lit) ((struct str){ (lit), sizeof(lit) - 1 })

/* Borrows its argument; NULL is empty. */
static inline struct str
str_of(const char *s)
{
	return (struct str){ s, s != NULL ? strlen(s) : 0 };
}

static inline bool
str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* Equal to a C string. */
static inline bool
str_is(struct str a, const char *s)
{
	return str_eq(a, str_of(s));
}

bool	str_is_nocase(struct str, const char *);	/* ASCII letters folded */
int	str_cmp(struct str, struct str);		/* byte order, as memcmp */

static inline bool
str_starts(struct str s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.n >= n && (n == 0 || memcmp(s.p, prefix, n) == 0);
}

static inline bool
str_ends(struct str s, const char *suffix)
{
	size_t n = strlen(suffix);

	return s.n >= n && (n == 0 || memcmp(s.p + s.n - n, suffix, n) == 0);
}

struct str str_trim(struct str);			/* without ASCII white space at the ends */

/* Without its first N bytes. */
static inline struct str
str_skip(struct str s, size_t n)
{
	if (n > s.n)
		n = s.n;
	if (n == 0)
		return s;
	return (struct str){ s.p + n, s.n - n };
}

/* Offset of the first C or of the first NEEDLE, or s.n when there is none. */
size_t	str_chr(struct str, char c);
size_t	str_find(struct str, const char *needle);
/* Cut the part before the next SEP off *REST into *PART; false when *REST is used up.
 * "a,,b" gives "a", "", "b"; an empty string gives nothing. */
bool	str_split(struct str *rest, char sep, struct str *part);
/* Decimal digits only, at most MAX; false (and *OUT untouched) otherwise. */
bool	str_to_uint(struct str, unsigned long max, unsigned long *out);

static inline bool
ascii_isdigit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
ascii_isalpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* space, \t \n \v \f \r */
static inline bool
ascii_isspace(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline char
ascii_lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

#endif
