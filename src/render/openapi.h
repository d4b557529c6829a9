/*
 * openapi.h - the description of the API (OpenAPI 3.1), for who writes programs against it.
 * Layer: render.  Made from src/search/openapi.json and the schemas beside it when compiled.
 */
#ifndef RENDER_OPENAPI_H
#define RENDER_OPENAPI_H

#include "base/buf.h"
#include "model/site.h"

/* Append the description as JSON; it is the same for every site. */
void	openapi_json(struct buf *out, const struct site *);

#endif
