#include "search/tells.h"

#include <stdbool.h>
#include <stddef.h>

/* What a title says of its goods that another may not, and the question about it. */
static const struct {
	const char *words; /* as they stand in titles, apart by spaces */
	const char *question;
	bool anyway; /* these words in the query answer nothing */
} sides[] = {
	{ "parts part", TR("Is it a part or an accessory, or the whole article?"), false },
	{ "toys toy", TR("Is it a toy?"), false },
	{ "used worn scrap waste", TR("Are the goods used or scrap, or new?"), false },
	{ "live", TR("Are the animals alive?"), false },
	{ "men's", TR("Is it for men or boys, or for women or girls?"), false },
	{ "women's", TR("Is it for men or boys, or for women or girls?"), false },
	{ "knitted knit", TR("Is the cloth knitted, or woven?"), false },
	{ "yarn thread fabric fabrics cloth sheet sheets plate plates rods bars finished",
	    TR("Is it a finished article, or material to make one from?"), true },
};

static const char *const materials[] = {
	TR("plastic"),
	TR("plastics"),
	TR("rubber"),
	TR("leather"),
	TR("wood"),
	TR("wooden"),
	TR("paper"),
	TR("cotton"),
	TR("wool"),
	TR("silk"),
	TR("textile"),
	TR("stone"),
	TR("ceramic"),
	TR("porcelain"),
	TR("glass"),
	TR("steel"),
	TR("iron"),
	TR("copper"),
	TR("aluminum"),
	TR("gold"),
	TR("silver"),
};

static bool
is_letter(char c)
{
	return ascii_isalpha(c) || c == '\'';
}

/* Does TEXT hold WORD, whole, whatever the case? */
static bool
has(struct str text, struct str word)
{
	size_t i = 0, n;

	while (i < text.n) {
		for (n = 0; i + n < text.n && is_letter(text.p[i + n]); n++)
			;
		if (n == word.n) {
			size_t k;

			for (k = 0; k < n; k++)
				if (ascii_lower(text.p[i + k]) != word.p[k])
					break;
			if (k == n)
				return true;
		}
		i += n > 0 ? n : 1;
	}
	return false;
}

static bool
has_any(struct str text, const char *words)
{
	struct str rest = str_of(words), word;

	while (str_split(&rest, ' ', &word))
		if (has(text, word))
			return true;
	return false;
}

/* The material of a title that QUERY does not name and the other title does not have. */
static const char *
material(struct str title, struct str other, struct str query)
{
	size_t i;

	for (i = 0; i < sizeof(materials) / sizeof(materials[0]); i++) {
		struct str m = str_of(materials[i]);

		if (has(title, m))
			return has(query, m) || has(other, m) ? NULL : materials[i];
	}
	return NULL;
}

/* "wooden" as a thing that goods are of. */
static const char *
noun(const char *m)
{
	return str_is(str_of(m), "wooden")     ? TR("wood")
	       : str_is(str_of(m), "plastics") ? TR("plastic")
					       : m;
}

const char *
tells_apart(struct arena *arena, const struct catalog *words, const char *a, const char *b,
    struct str query)
{
	struct str x = str_of(a), y = str_of(b);
	const char *m = material(x, y, query), *n = material(y, x, query);
	size_t i;

	if (m != NULL && n != NULL && !str_is(str_of(noun(m)), noun(n)))
		return arena_printf(arena, tr(words, "What is it mainly made of: %s or %s?"),
		    tr(words, noun(m)), tr(words, noun(n)));
	for (i = 0; i < sizeof(sides) / sizeof(sides[0]); i++)
		if (has_any(x, sides[i].words) != has_any(y, sides[i].words) &&
		    (sides[i].anyway || !has_any(query, sides[i].words)))
			return tr(words, sides[i].question);
	return NULL;
}
