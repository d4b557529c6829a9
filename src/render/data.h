/*
 * data.h - the mapping for other programs: every rule and every heading with its Center.
 * Layer: render.
 *
 * Both list the rules, shortest codes first, then the headings in order.  A code goes to the
 * Center of the longest rule that holds it; the headings' Centers follow from that.
 */
#ifndef RENDER_DATA_H
#define RENDER_DATA_H

#include "base/buf.h"
#include "model/site.h"

/*
 * Append the mapping as CSV (RFC 4180, with a header line): kind ("rule" or "heading"), from,
 * to, title, center, center_name, basis, source, source_date, note, mapping_date, source_url,
 * since, until.  Codes are digits and keep their leading zeros; several sources are joined by
 * "; ", their addresses by " ", source_date is the newest.  The page /data/ says what each
 * means; a new column comes last.
 */
void	data_csv(struct buf *out, const struct site *);
/* Append the same as one JSON object: mapping_date, centers, rules, headings. */
void	data_json(struct buf *out, const struct site *);

#endif
