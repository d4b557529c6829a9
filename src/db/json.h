/*
 * json.h - the objects of a JSON array, one at a time, read by SQLite.
 * Layer: db.
 *
 * The array is cut at its top level here, so that whatever is wrong has a line; each object is read by
 * SQLite's JSON functions (RFC 8259).
 */
#ifndef DB_JSON_H
#define DB_JSON_H

#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

struct json_array;

enum json_kind { JSON_MISSING, JSON_NULL, JSON_TEXT, JSON_NUMBER, JSON_OTHER };

/* A member that was asked for. */
struct json_member {
	const char *key;	/* filled by the caller */
	enum json_kind kind;
	struct str text;	/* of a text or number; else empty */
};

/* FILE (for messages) and TEXT, any bytes, are borrowed until json_close().  NULL after reporting. */
struct json_array *json_open(struct diag *, const char *file, struct str text);
void	json_close(struct json_array *);	/* NULL is accepted */
/*
 * Read the next object: its members of the N keys in MEMBERS, their texts in the arena, and the
 * line that it begins on.  1; 0 at the end of the array; -1 after reporting, and nothing after that.
 */
int	json_next(struct diag *, struct json_array *, struct arena *, struct json_member *members,
	    size_t n, unsigned *line);

#endif
