#include "markup/outline.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

struct outline_id {
	struct str id; /* id.p NULL: a free slot */
	uint64_t hash;
	unsigned long next; /* suffix to try first when this id is asked for again */
};

/* U+2018, U+2019 and U+02BC are typed, or pasted, for the ASCII apostrophe. */
static bool
is_apostrophe(uint32_t cp)
{
	return cp == '\'' || cp == 0x2018 || cp == 0x2019 || cp == 0x02BC;
}

/* TEXT without apostrophes, folded. */
static void
fold_words(struct buf *out, struct str text)
{
	size_t i = 0, from = 0, n;
	uint32_t cp;

	while (i < text.n) {
		if ((unsigned char)text.p[i] < 0x80 && text.p[i] != '\'') {
			i++;
			continue;
		}
		n = utf8_next(str_skip(text, i), &cp);
		if (n != 0 && is_apostrophe(cp)) {
			utf8_fold(out, (struct str){ text.p + from, i - from });
			from = i + n;
		}
		i += n != 0 ? n : 1;
	}
	if (from < text.n)
		utf8_fold(out, str_skip(text, from));
}

void
outline_slug(struct buf *out, struct str text)
{
	struct buf folded = BUF_INIT;
	size_t start = out->n, i;
	bool gap = false;

	fold_words(&folded, text);
	buf_reserve(out, folded.n + 8); /* and "-2" */
	for (i = 0; i < folded.n; i++) {
		char c = folded.p[i];

		if (!ascii_isalpha(c) && !ascii_isdigit(c)) {
			gap = true;
			continue;
		}
		if (gap && out->n > start)
			buf_addc(out, '-');
		buf_addc(out, c);
		gap = false;
	}
	buf_free(&folded);
}

/* FNV-1a, 64 bits. */
static uint64_t
hash_of(struct str s)
{
	uint64_t h = 0xcbf29ce484222325u;
	size_t i;

	for (i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
	return h;
}

/* The slot of ID, or the free one where it would go.  The table is never full. */
static struct outline_id *
find(const struct outline_ids *ids, struct str id, uint64_t hash)
{
	size_t i = (size_t)hash & (ids->cap - 1);

	while (ids->slots[i].id.p != NULL &&
	       (ids->slots[i].hash != hash || !str_eq(ids->slots[i].id, id)))
		i = (i + 1) & (ids->cap - 1);
	return &ids->slots[i];
}

/* Keep at most half of the slots in use, so that probes stay short. */
static void
make_room(struct arena *a, struct outline_ids *ids)
{
	struct outline_ids old = *ids;
	size_t i;

	if (ids->n < ids->cap / 2)
		return;
	ids->cap = old.cap != 0 ? old.cap * 2 : 32;
	ids->slots = arena_alloc(a, ids->cap * sizeof(*ids->slots));
	for (i = 0; i < old.cap; i++)
		if (old.slots[i].id.p != NULL)
			*find(ids, old.slots[i].id, old.slots[i].hash) = old.slots[i];
}

/* Put ID in if it is free. */
static bool
claim(struct arena *a, struct outline_ids *ids, struct str *id)
{
	uint64_t hash = hash_of(*id);
	struct outline_id *slot;

	make_room(a, ids);
	slot = find(ids, *id, hash);
	if (slot->id.p != NULL)
		return false;
	id->p = arena_strndup(a, id->p, id->n);
	*slot = (struct outline_id){ .id = *id, .hash = hash, .next = 2 };
	ids->n++;
	return true;
}

struct str
outline_id(struct arena *a, struct outline_ids *ids, struct str text)
{
	struct buf slug = BUF_INIT;
	struct outline_id *first;
	unsigned long suffix;
	size_t base;
	struct str id;

	outline_slug(&slug, text);
	if (slug.n == 0)
		buf_adds(&slug, "section");
	base = slug.n;
	id = buf_str(&slug);
	if (!claim(a, ids, &id)) {
		/* Kept with the id, the next suffix makes the Nth "notes" as cheap as the second;
		 * a suffix that a heading took by its own words is passed over. */
		suffix = find(ids, id, hash_of(id))->next;
		do {
			buf_truncate(&slug, base);
			buf_addf(&slug, "-%lu", suffix++);
			id = buf_str(&slug);
		} while (!claim(a, ids, &id));
		/* Looked up again: claim() may have moved the table. */
		first = find(
		    ids, (struct str){ slug.p, base }, hash_of((struct str){ slug.p, base }));
		first->next = suffix;
	}
	buf_free(&slug);
	return id;
}
