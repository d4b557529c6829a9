/*
 * lang.h - the languages of the site.
 * Layer: base.
 *
 * English is what everything is written in first; another language is a row here, a catalogue of
 * words in templates/words/ and content files named NAME.CODE.md beside the English ones.
 */
#ifndef BASE_LANG_H
#define BASE_LANG_H

#include <stdbool.h>

#include "base/str.h"

enum lang { LANG_EN, LANG_ES, LANG__MAX };

struct lang_info {
	const char *code;	/* BCP 47: "es" */
	const char *name;	/* as its speakers call it: "Español" */
	const char *prefix;	/* of addresses: "/es"; "" for English */
};

extern const struct lang_info lang_info[LANG__MAX];

/* The language with CODE; false when it is none of ours. */
bool	lang_parse(struct str code, enum lang *out);
/* The language that the address PATH belongs to: "/es/faq/" and "/es" to Spanish. */
enum lang lang_of_path(struct str path);
/* PATH without its language's prefix: "/faq/" for "/es/faq/". */
struct str lang_bare_path(struct str path);

#endif
