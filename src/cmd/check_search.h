/*
 * check_search.h - does the search find what the content says?  Every name typed as a query.
 * Layer: cmd.
 *
 * Knows the index and not the model, whose struct answer is another.
 */
#ifndef CMD_CHECK_SEARCH_H
#define CMD_CHECK_SEARCH_H

#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/jsonw.h"

enum check_kind { CHECK_NAME, CHECK_ES, CHECK_BRAND, CHECK_CAS, CHECK_ALSO, CHECK__MAX };

/* A name to type, and where it should lead. */
struct check_name {
	const char *text;
	const char *heading; /* four digits */
	const char *code; /* the line it stands under: these digits or more */
	enum check_kind kind;
	struct loc loc;
};

/* Names of one kind, and how they fared as queries; right and asked exclude each other. */
struct check_tally {
	size_t names;
	size_t right; /* the first Center is the name's own */
	size_t asked; /* the search asked what is meant */
	size_t first; /* the first heading is the name's own */
};

struct check_search {
	struct check_tally kinds[CHECK__MAX];
};

/*
 * Ask the index at PATH for each of N names.  A note at the name's place says where one leads that
 * neither finds its Center first nor is asked back.  0, or -1 after reporting.
 */
int check_search(struct check_search *out, struct diag *, const char *path,
    const struct check_name *, size_t n);
/* Append a line for each kind of names, and one for all. */
void check_search_text(struct buf *out, const struct check_search *);
/* The same as an object; the writer stands where a value may. */
void check_search_json(struct jsonw *, const struct check_search *);

#endif
