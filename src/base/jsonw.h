/*
 * jsonw.h - JSON writer that refuses malformed output: a state stack and assertions.
 * Layer: base.
 *
 * Begin, then keys and values, then end; a key outside an object or a value without its key is our
 * bug and an assertion.  Strings may be any bytes (see escape_json).
 */
#ifndef BASE_JSONW_H
#define BASE_JSONW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

#define JSONW_DEPTH 16

struct jsonw {
	struct buf *out;		/* borrowed; appended to */
	unsigned char kind[JSONW_DEPTH];	/* '{' or '[' of each open level */
	bool	some[JSONW_DEPTH];	/* that level has a member already */
	bool	keyed;			/* a key was written and waits for its value */
	int	depth;
};

void	jsonw_init(struct jsonw *, struct buf *out);
void	jsonw_object(struct jsonw *);	/* { */
void	jsonw_array(struct jsonw *);	/* [ */
void	jsonw_end(struct jsonw *);	/* closes the innermost { or [ */
void	jsonw_key(struct jsonw *, const char *);
void	jsonw_str(struct jsonw *, struct str);
void	jsonw_cstr(struct jsonw *, const char *);	/* NULL writes null */
void	jsonw_int(struct jsonw *, int64_t);
/* DIGITS after the point, trailing zeros kept, so that output is stable; not finite writes null. */
void	jsonw_real(struct jsonw *, double, int digits);
void	jsonw_bool(struct jsonw *, bool);
void	jsonw_null(struct jsonw *);
/* key and value in one */
void	jsonw_kstr(struct jsonw *, const char *key, struct str);
void	jsonw_kcstr(struct jsonw *, const char *key, const char *);
void	jsonw_kint(struct jsonw *, const char *key, int64_t);
void	jsonw_kreal(struct jsonw *, const char *key, double, int digits);
void	jsonw_kbool(struct jsonw *, const char *key, bool);

#endif
