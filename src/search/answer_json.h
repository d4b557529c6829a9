/*
 * answer_json.h - answers as the API returns them.  The JSON Schemas are in src/search/schemas/.
 * Layer: search.
 */
#ifndef SEARCH_ANSWER_JSON_H
#define SEARCH_ANSWER_JSON_H

#include "base/buf.h"
#include "search/answer.h"

/* Append the reply of /api/v1/find. */
void	answer_json(struct buf *out, struct arena *, const struct store *, const struct answer *);
/* Append the reply of /api/v1/codes. */
void	codes_json(struct buf *out, const struct store *, const struct codes *);
/* Append the reply of /api/v1/centers. */
void	centers_json(struct buf *out, const struct store *);

#endif
