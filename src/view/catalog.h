/*
 * catalog.h - the words of the interface in another language: English text to its translation.
 * Layer: view.
 *
 * A catalogue is a file of GNU gettext's PO format, templates/words/es.po: comments, msgid and msgstr,
 * each a string or several in a row, with the escapes of C.  The English text is the key, in C
 * (tr(words, "Find your Center")) and in templates ({{#t}}Find your Center{{/t}}), so that both read as
 * English.  A translation has the tags ({{name}}, <em>) and the conversions (%s, %2$zu) of its key, in
 * any order; "<span lang="en">" and "<div lang="en">" may be added.
 */
#ifndef VIEW_CATALOG_H
#define VIEW_CATALOG_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/lang.h"
#include "base/str.h"

struct catalog_entry {
	const char *en, *to;
};

struct catalog {
	enum lang lang;
	struct catalog_entry *v;	/* N of them, sorted by EN */
	size_t	n, cap;
};

/* Marks a text that is translated elsewhere, from a table: tr(words, table[i].text). */
#define TR(text) text

/* ENGLISH in the language of the catalogue; as it is when that has no entry, or when it is NULL, which is
 * the catalogue of English.  Borrowed from either. */
__attribute__((format_arg(2))) const char *tr(const struct catalog *, const char *english);

/* Read TEXT, the bytes of FILE, into C, which is set up here; all in the arena.  Reports what does not parse,
 * keys that are there twice, translations that do not agree with their keys.  Returns 0 or -1. */
int	catalog_parse(struct diag *, struct arena *, struct catalog *c, enum lang, const char *file,
	    struct str text);

/* Add an entry; both texts are borrowed.  catalog_sort() when all are there.  What does not agree with its
 * key is passed over: the file that it is from may be damaged. */
void	catalog_add(struct arena *, struct catalog *, const char *en, const char *to);
void	catalog_sort(struct catalog *);

/*
 * Append to OUT the template TEXT in the language of C (NULL: English): what stands between {{#t}} and {{/t}}
 * is translated; the marks are gone, or in English comments of the same width, so that places in messages
 * hold.  FILE is for messages: texts that C lacks, marks that are not closed.  Returns 0 or -1.
 */
int	catalog_template(struct diag *, const struct catalog *c, const char *file, struct str text,
	    struct buf *out);

#endif
