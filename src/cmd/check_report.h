/*
 * check_report.h - the messages of cee check as text, JSON and SARIF.
 * Layer: cmd.
 */
#ifndef CMD_CHECK_REPORT_H
#define CMD_CHECK_REPORT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/jsonw.h"
#include "cmd/check_files.h"

/* What a report is made of; D is sorted. */
struct check_report {
	const struct diag *d;
	struct arena *arena;
	struct check_files *files;
};

/* Each message as diag_print() has it, then its line, and what to do about it. */
void	check_report_text(struct buf *out, const struct check_report *);
/* The array "messages". */
void	check_report_json(struct jsonw *, const struct check_report *);
/* A whole SARIF 2.1.0 log (OASIS, 2020), columns in code points. */
void	check_report_sarif(struct buf *out, const struct check_report *);

#endif
