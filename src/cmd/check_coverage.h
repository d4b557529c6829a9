/*
 * check_coverage.h - the coverage of the content, for people and for programs.
 * Layer: cmd.
 */
#ifndef CMD_CHECK_COVERAGE_H
#define CMD_CHECK_COVERAGE_H

#include "base/buf.h"
#include "base/jsonw.h"
#include "model/judge.h"

/* An array of one object a row; the writer stands where a value may. */
void check_coverage_json(struct jsonw *, const struct judge_rows *);
/* Append a table: chapters, then Centers, then all, with a bar for what has Spanish names. */
void check_coverage_text(struct buf *out, const struct judge_rows *);

/* What is in Spanish, of all that can be: an object of {translated, of} by kind; a line for people, nothing for
 * a site that is in English alone. */
void	check_spanish_json(struct jsonw *, const struct judge_share *, size_t n);
void	check_spanish_text(struct buf *out, const struct judge_share *, size_t n);

#endif
