/*
 * writer.h - what the parts of index_write() share.  Private to the layer.
 * Layer: index.
 */
#ifndef INDEX_WRITER_H
#define INDEX_WRITER_H

#include "base/arena.h"
#include "base/diag.h"
#include "db/db.h"
#include "index/vocabulary.h"
#include "model/site.h"
#include "words/terms.h"

struct writer {
	struct diag *diag;
	struct db *db;
	const struct site *site;
	struct words *words;
	struct vocabulary *vocabulary; /* of all but the texts of pages */
	struct vocabulary *terms; /* of the names */
	int64_t n_names;
	int64_t n_pages_in; /* pages in other languages */
	struct arena arena; /* scratch, reset after each heading or page */
};

#endif
