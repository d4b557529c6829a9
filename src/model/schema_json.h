/*
 * schema_json.h - the schema tables as JSON Schema, for editors that complete and check keys.
 * Layer: model.
 *
 * Draft 2020-12.  Written for a YAML 1.2 reader, to which 2026-11-21 is a string, 61 a number and
 * true a boolean: where our own reader takes any scalar as text, the schema takes those too.
 */
#ifndef MODEL_SCHEMA_JSON_H
#define MODEL_SCHEMA_JSON_H

#include "base/buf.h"
#include "base/str.h"

/* A kind of file that has a schema. */
struct schema_kind {
	const char *name;	/* "faq" */
	const char *files;	/* the files below the content root that it describes: a glob */
	const char *what;	/* in a few words */
};

extern const struct schema_kind schema_kinds[];	/* ends with a NULL name */

/* Append the schema of the kind at index KIND of schema_kinds. */
void	schema_json(struct buf *out, size_t kind);

#endif
