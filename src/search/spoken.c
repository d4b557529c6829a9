#include "search/spoken.h"

#include <string.h>

#include "base/buf.h"

#define SPOKEN_NAMES 3
#define SPOKEN_BYTES 90 /* no further name beyond */

/* Names stand in the order of their headings. */
static size_t
first_name(const struct store *s, uint32_t heading)
{
	size_t lo = 0, hi = s->n_names;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (s->names[mid].heading < heading)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

const char *
spoken(struct arena *a, const struct store *s, const struct store_heading *h,
    const struct store_name *best)
{
	uint32_t heading = (uint32_t)(h - s->headings);
	struct buf out = BUF_INIT;
	const char *text = NULL;
	size_t i, n = 0;

	if (s->lang != LANG_ES)
		return NULL;
	if (best != NULL && best->kind == STORE_ES) {
		buf_adds(&out, best->text);
		n++;
	} else
		best = NULL;
	for (i = first_name(s, heading); i < s->n_names && s->names[i].heading == heading;
	     i++) {
		const struct store_name *name = &s->names[i];

		if (name->kind != STORE_ES || name == best || strcmp(name->code, h->code) != 0)
			continue;
		if (n == SPOKEN_NAMES || (n > 0 && out.n + strlen(name->text) > SPOKEN_BYTES))
			break;
		if (n++ > 0)
			buf_adds(&out, ", ");
		buf_adds(&out, name->text);
	}
	if (n > 0)
		text = arena_strdup(a, out.p);
	buf_free(&out);
	return text;
}
