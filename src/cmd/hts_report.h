/*
 * hts_report.h - what changed between two editions of the tariff schedule, for people and programs.
 * Layer: cmd.
 */
#ifndef CMD_HTS_REPORT_H
#define CMD_HTS_REPORT_H

#include "base/buf.h"
#include "model/tariff_diff.h"

struct hts_report {
	const struct tariff *old, *new;
	struct tariff_diff diff;
	struct strings unmapped;	/* headings that no rule gives a Center */
	struct strings unwritten;	/* headings without a section in scopes/ */
};

void	hts_report_make(struct hts_report *, struct arena *, const struct tariff *old,
	    const struct tariff *new, const struct site *);
void	hts_report_text(struct buf *out, const struct hts_report *);
void	hts_report_json(struct buf *out, const struct hts_report *);
/* "label: 0105, 0106" on a line of its own, the first twenty; nothing when there are none. */
void	hts_report_codes(struct buf *out, const char *label, const struct strings *);

#endif
