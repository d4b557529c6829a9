/*
 * names.h - one list item of product names, split into names.
 * Layer: model.  Pure.
 */
#ifndef MODEL_NAMES_H
#define MODEL_NAMES_H

#include "model/load.h"

/*
 * Add the names of ITEM ("t-shirt, tee, \"shoes, leather\"", or with a prefix "es:", "brand:", "cas:",
 * "also:") to H, for the code CODE.  Names are separated by a comma and a space; double quotes protect
 * one that holds these.  Reports what cannot be read, at LOC.
 */
void	names_add(struct loader *, struct heading *h, const char *code, struct str item,
	    struct loc loc);

#endif
