/*
 * eval_data.h - the files of queries that `cee eval` reads, known by their header lines.
 * Layer: cmd.
 *
 * UTF-8, a header line, one case a row, tabs between; nothing is quoted, and spaces at the ends of a
 * field are part of it (tests/gold/README.md).
 */
#ifndef CMD_EVAL_DATA_H
#define CMD_EVAL_DATA_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/str.h"

enum eval_kind {
	EVAL_PRODUCTS,	/* query, hts, perhaps style or source */
	EVAL_QUESTIONS,	/* query, url */
	EVAL_VAGUE,	/* query, why */
	EVAL_CODES,	/* input, status, heading */
	EVAL_MIXES,	/* codes, center */
	EVAL_PINNED,	/* query, center */
	EVAL_FIGURES	/* metric, value: what was measured before; no rows */
};

struct eval_row {
	struct str query;	/* what is asked; never empty */
	struct str want;	/* hts, url, why, status or center */
	struct str extra;	/* style or source; heading of a code; may be empty */
	const struct eval_file *file;
	unsigned line;		/* in the file, from 1 */
};

struct eval_file {
	const char *path;	/* as given; borrowed */
	enum eval_kind kind;
	char	hash[HASH_HEX];	/* SHA-256 of the whole file */
	struct eval_row *rows;
	size_t	n;
};

/* Read PATH; everything in the arena.  0, or -1 after reporting. */
int	eval_file_read(struct eval_file *, struct diag *, struct arena *, const char *path);

#endif
