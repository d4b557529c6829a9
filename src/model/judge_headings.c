/* judge_headings.c - headings that nobody will find, or that do not say what decides them. */
#include <string.h>

#include "model/judge_parts.h"

/* Words for so many goods that none is told by them alone; as judge_key() leaves them. */
static const char *const common_words[] = {
	"accessorie",
	"accessory",
	"appliance",
	"article",
	"assemblie",
	"assembly",
	"component",
	"device",
	"equipment",
	"fabric",
	"fitting",
	"food",
	"gear",
	"good",
	"instrument",
	"item",
	"kit",
	"machine",
	"machinery",
	"material",
	"merchandise",
	"metal",
	"misc",
	"other",
	"part",
	"piece",
	"plastic",
	"preparation",
	"product",
	"set",
	"sheet",
	"stuff",
	"supplie",
	"supply",
	"thing",
	"tool",
	"unit",
	"ware",
};

static bool
is_common(struct judge *j, const char *name)
{
	const char *key = judge_key(j, judge_words(j, str_of(name)));
	size_t i;

	for (i = 0; i < sizeof(common_words) / sizeof(common_words[0]); i++)
		if (strcmp(key, common_words[i]) == 0)
			return true;
	return false;
}

static void
one_heading(struct judge *j, const struct heading *h)
{
	const struct name *only = NULL;
	size_t i, n = 0;

	for (i = 0; i < h->n_names; i++) {
		if (h->names[i].kind == NAME_ES) {
			judge_spanish(j, &h->names[i]);
			continue;
		}
		only = &h->names[i];
		n++;
	}
	if (n == 0)
		diag_warn(j->diag, h->loc,
		    "heading %s has no product names; add at least %d, as "
		    "people type them",
		    h->code, JUDGE_NAMES_MIN);
	else if (n == 1 && is_common(j, only->text))
		diag_warn(j->diag, only->loc,
		    "heading %s is known only as \"%s\", a word for goods of "
		    "every kind; add names that tell these from others",
		    h->code, only->text);
	else if (n < JUDGE_NAMES_MIN)
		diag_warn(j->diag, h->loc,
		    "heading %s has only %zu product name%s; add at least %zu "
		    "more, as people type them",
		    h->code, n, n == 1 ? "" : "s", JUDGE_NAMES_MIN - n);
	if (h->text[0] == '\0')
		diag_warn(j->diag, h->loc,
		    "heading %s has no text; add a paragraph that says what "
		    "decides it",
		    h->code);
}

void
judge_headings(struct judge *j)
{
	size_t c, h;

	for (c = 0; c < j->site->n_chapters; c++)
		for (h = 0; h < j->site->chapters[c].n_headings; h++)
			one_heading(j, &j->site->chapters[c].headings[h]);
}
