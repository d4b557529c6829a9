/*
 * hts_read.h - an export of the tariff schedule from a file, whatever its format.
 * Layer: cmd.
 */
#ifndef CMD_HTS_READ_H
#define CMD_HTS_READ_H

#include "model/tariff.h"

/*
 * Read PATH (CSV, JSON, or an edition that was imported before) into T, checked; its texts live in
 * the arena.  EDITION names it, unless it names itself; NULL: after the file.  0 or -1.
 */
int	hts_read(struct diag *, struct tariff *t, struct arena *, const char *path,
	    const char *edition);

#endif
