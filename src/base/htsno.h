/*
 * htsno.h - numbers of the tariff schedule: with their dots, and as bare digits.
 * Layer: base.
 *
 * A number has 4, 6, 8 or 10 digits (heading, subheading, rate line, statistical suffix), written
 * 6109, 6109.10, 6109.10.00, 6109.10.00.12.
 */
#ifndef BASE_HTSNO_H
#define BASE_HTSNO_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

#define HTSNO_SIZE 11	/* the digits of the longest number, and NUL */

/* Read a number as the schedule prints it, with all its dots or with none, into OUT; false (and OUT
 * empty) for anything else. */
bool	htsno_parse(char out[HTSNO_SIZE], struct str);
/* Append DIGITS (any even number of them from 2) with dots after the fourth, sixth and eighth. */
void	htsno_dotted(struct buf *out, struct str digits);

#endif
