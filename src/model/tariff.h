/*
 * tariff.h - an edition of the tariff schedule, as somebody imported it: its rows and what they mean.
 * Layer: model.
 *
 * Rows stand in the schedule's order.  A row's full meaning is its text below those of its parents, the
 * nearest earlier rows of smaller indent; many rows have no number and are there only for that.
 * The edition is kept beside the content as content/.hts/lines.tsv, which git ignores.  Chapters 98
 * and 99, which decide no Center, are left out.
 */
#ifndef MODEL_TARIFF_H
#define MODEL_TARIFF_H

#include <stddef.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/htsno.h"
#include "base/str.h"
#include "model/site.h"

#define TARIFF_NONE ((size_t)-1)

struct tariff_row {
	char	code[HTSNO_SIZE];	/* digits; empty: the row has no number */
	char	heading[5];		/* that it belongs to */
	unsigned indent;		/* 0: a heading */
	const char *text;		/* plain, without a closing colon */
	size_t	parent;			/* the row above it in meaning; TARIFF_NONE: none */
	unsigned line;			/* of the file that it was read from */
};

struct tariff {
	struct arena *arena;		/* borrowed; holds the texts */
	const char *file;		/* that was read; for messages */
	const char *edition;		/* "2026 HTS Revision 4" */
	const char *source;		/* name of the file that was imported */
	const char *sha256;		/* of that file, in hexadecimal */
	struct date imported;
	char	kept_sha[HASH_HEX];		/* of the edition as it is kept; "": it was not read from there */
	struct tariff_row *rows;
	size_t	n, cap;
	size_t	n_headings;
	size_t	special;		/* rows of chapters 98 and 99 that were left out */
	size_t	errors;			/* reported for this file */
};

/* A number of 6, 8 or 10 digits: that of a row, or the beginning of several rows' numbers. */
struct tariff_line {
	char	code[HTSNO_SIZE];
	size_t	row;	/* that says what it is; TARIFF_NONE: no one row does */
};

/* Start an empty edition; FILE is for messages. */
void	tariff_init(struct tariff *, struct arena *, const char *file);
/* Add a row with what stands in a file's line LINE: CODE with its dots or empty, INDENT in digits, TEXT
 * plain.  What is malformed is reported and counted, and nothing is added. */
void	tariff_add(struct diag *, struct tariff *, struct str code, struct str indent,
	    struct str text, unsigned line);
/*
 * After the last row: leave chapters 98 and 99 out, find each row's parent, and check that each
 * number continues its parent's, that headings ascend, that no number stands twice and that any row is left.
 * 0, or -1 when anything was reported, now or before.
 */
int	tariff_finish(struct diag *, struct tariff *);
/* Warn of each indent that skips a step: the official schedule has a few. */
void	tariff_doubts(struct diag *, const struct tariff *);

/* The path of the kept edition below the content root, in the arena. */
char	*tariff_path(struct arena *, const char *root);
/* Read an edition as tariff_write() writes it; TEXT is borrowed while it is read.  0 or -1. */
int	tariff_read(struct diag *, struct tariff *, struct str text);
void	tariff_write(struct buf *out, const struct tariff *);
/* Does TEXT look like what tariff_write() writes? */
bool	tariff_is_kept(struct str text);

/*
 * Load the kept edition of the site's content into site->tariff, in the site's arena; without one it
 * stays NULL.  A damaged file is an error that says to import again.  0 or -1.
 */
int	tariff_load(struct diag *, struct site *);

/* The rows of a heading, by its four digits: the first one's index; *N of them, 0: none. */
size_t	tariff_heading(const struct tariff *, const char *heading, size_t *n);
/* Append a row's full meaning: " > " between a parent and its child. */
void	tariff_meaning(struct buf *out, const struct tariff *, size_t row);
/* Append a row's own text after those of its parents without a number, as far as the next with one:
 * what has changed when a line has changed. */
void	tariff_title(struct buf *out, const struct tariff *, size_t row);
/* All numbers of 6, 8 and 10 digits, by number; *N of them, in the arena. */
struct tariff_line *tariff_lines(struct arena *, const struct tariff *, size_t *n);

#endif
