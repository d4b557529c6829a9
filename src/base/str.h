/*
 * str.h - a borrowed slice of bytes, and the few things one does with it.
 * Layer: base.
 *
 * A struct str owns nothing and need not end in NUL.  Each function that returns one says what
 * must outlive it.  ASCII only: Unicode is utf8.h's matter.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>

struct str {
	const char *p;	/* first byte; may be NULL when n is 0 */
	size_t	n;	/* bytes */
};

#define STR(lit) ((struct str){ (lit), sizeof(lit) - 1 })

struct str str_of(const char *);			/* borrows its argument; NULL is empty */
bool	str_eq(struct str, struct str);
bool	str_is(struct str, const char *);		/* equal to a C string */
bool	str_is_nocase(struct str, const char *);	/* ASCII letters folded */
int	str_cmp(struct str, struct str);		/* byte order, as memcmp */
bool	str_starts(struct str, const char *prefix);
bool	str_ends(struct str, const char *suffix);
struct str str_trim(struct str);			/* without ASCII white space at the ends */
struct str str_skip(struct str, size_t n);		/* without its first N bytes */
/* Offset of the first C or of the first NEEDLE, or s.n when there is none. */
size_t	str_chr(struct str, char c);
size_t	str_find(struct str, const char *needle);
/* Cut the part before the next SEP off *REST into *PART; false when *REST is used up.
 * "a,,b" gives "a", "", "b"; an empty string gives nothing. */
bool	str_split(struct str *rest, char sep, struct str *part);
/* Decimal digits only, at most MAX; false (and *OUT untouched) otherwise. */
bool	str_to_uint(struct str, unsigned long max, unsigned long *out);

bool	ascii_isdigit(char);
bool	ascii_isalpha(char);
bool	ascii_isspace(char);	/* space, \t \n \v \f \r */
char	ascii_lower(char);

#endif
