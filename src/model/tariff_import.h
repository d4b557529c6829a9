/*
 * tariff_import.h - the official export of the tariff schedule, row by row.
 * Layer: model.  Pure.
 */
#ifndef MODEL_TARIFF_IMPORT_H
#define MODEL_TARIFF_IMPORT_H

#include "model/tariff.h"

enum tariff_format {
	TARIFF_CSV,	/* a table with the columns HTS Number, Indent, Description */
	TARIFF_JSON,	/* an array of objects with htsno, indent, description */
	TARIFF_KEPT,	/* what tariff_write() writes */
	TARIFF_OTHER	/* a spreadsheet file, a web page, nothing */
};

/* What the bytes look like. */
enum tariff_format tariff_format(struct str bytes);
/* Add a row of an export: as tariff_add(), with markup and entities of TEXT cleaned away. */
void	tariff_row(struct diag *, struct tariff *, struct str code, struct str indent,
	    struct str text, unsigned line);
/* Add all rows of a CSV export.  0, or -1 when it is no table with those columns; what is wrong with
 * one row is counted in the edition. */
int	tariff_csv(struct diag *, struct tariff *, struct str bytes);
/*
 * Does the edition hold enough of the site's headings to be the whole schedule?  Nine in ten of
 * them must be in it.  0 or -1.
 */
int	tariff_known(struct diag *, const struct tariff *, const struct site *);

#endif
