/*
 * indexer.h - the model to search.db.
 * Layer: index.
 */
#ifndef INDEX_INDEXER_H
#define INDEX_INDEXER_H

#include "base/diag.h"
#include "model/site.h"

/* A template or the page shell, stored under its name for the responder. */
struct index_template {
	const char *name;
	struct str text;
};

/* A text of the interface in another language. */
struct index_message {
	const char *lang, *en, *text;
};

/* What the build knows and the model does not. */
struct index_extra {
	const char *release;			/* release id */
	const struct index_template *templates;
	size_t	n_templates;
	const struct index_message *messages;	/* of all languages, N of them; by language, then EN */
	size_t	n_messages;
	const char *wordnet;			/* folder of WordNet's files; NULL: do without */
	/* Fill in RELEASE and TEMPLATES, when all else is written: they may take their time.  -1: give
	 * up, nothing is reported.  NULL: they are there. */
	int	(*late)(void *ctx, struct index_extra *);
	void	*ctx;
};

/* Write the index of SITE to PATH (a new file).  Rows go in the model's order, so that the same
 * content gives the same file.  0, or -1 after reporting; then PATH is worthless. */
int	index_write(struct diag *, const struct site *, struct index_extra *, const char *path);

#endif
