#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "words/terms.h"

struct env {
	struct arena arena;
	struct words *words;
};

static int
setup(void **state)
{
	struct env *e = calloc(1, sizeof(*e));

	if (e == NULL)
		return -1;
	arena_init(&e->arena, 0);
	e->words = words_new();
	*state = e;
	return 0;
}

static int
teardown(void **state)
{
	struct env *e = *state;

	words_free(e->words);
	words_free(NULL);
	arena_free(&e->arena);
	free(e);
	return 0;
}

/* Each word as surface, then its flags: S top, N umber, - hyphen, comma. */
static void
assert_split(struct env *e, const char *text, const char *want)
{
	struct word w[32];
	struct buf b = BUF_INIT;
	size_t i, n = words_split(e->words, &e->arena, str_of(text), w, 32);

	for (i = 0; i < n; i++)
		buf_addf(&b, "%s%s%s%s%s%s", i > 0 ? " " : "", w[i].surface,
		    w[i].flags & WORD_STOP ? "/S" : "", w[i].flags & WORD_NUMBER ? "/N" : "",
		    w[i].flags & WORD_HYPHEN ? "/-" : "", w[i].flags & WORD_COMMA ? "/," : "");
	if (strcmp(b.p, want) != 0)
		fail_msg("\"%s\": \"%s\", expected \"%s\"", text, b.p, want);
	buf_free(&b);
}

static void
splitting(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "", "" },
		{ " \t\n", "" },
		{ "...!?", "" },
		{ "cotton T-shirts", "cotton t/- shirts" },
		{ "  shoes  ", "shoes" },
		/* apostrophes, straight and curly */
		{ "men's shoes", "men shoes" },
		{ "MEN\xE2\x80\x99S shoes", "men shoes" },
		{ "dogs' bowls", "dogs bowls" },
		{ "'quoted' words", "quoted words" },
		{ "rock'n'roll", "rocknroll" },
		{ "o'clock", "oclock" },
		{ "5' pole", "5/N pole" },
		{ "'", "" },
		{ "'s", "s/S" },
		/* hyphens join, dashes do not */
		{ "t-shirt", "t/- shirt" },
		{ "mother-of-pearl", "mother/- of/S/- pearl" },
		{ "shoes - leather", "shoes/, leather" },
		{ "-shoes-", "shoes" },
		{ "shoes--leather", "shoes leather" },
		{ "shoes\xE2\x80\x93leather", "shoes leather" },
		{ "shoes\xE2\x80\x94leather", "shoes leather" },
		{ "\xE2\x80\x9Cquoted\xE2\x80\x9D shoes", "quoted shoes" },
		{ "\xE2\x80\xA2 bullet", "bullet" },
		/* numbers with units; 3d, 4k and 5g name goods */
		{ "10 pcs", "10/N pcs/S" },
		{ "10pcs 500ml 12v 3.5mm 2kg", "10pcs/N 500ml/N 12v/N 3.5mm/N 2kg/N" },
		{ "3.5 inch", "3.5/N inch" },
		{ "3. inch", "3/N inch" },
		{ ".5 inch", "5/N inch" },
		{ "3d printer 4k tv 5g", "3d printer 4k tv 5g" },
		{ "2x4 lumber", "2x4 lumber" },
		{ "usb3 mp3", "usb3 mp3" },
		{ "12months", "12months" },
		{ "1,4-dioxane", "1/N/, 4/N/- dioxane" },
		{ "6109.10.00", "6109.10.00/N" },
		/* breaks */
		{ "shoes, leather", "shoes/, leather" },
		{ "shoes;boots|hats/caps", "shoes/, boots/, hats/, caps" },
		{ "shoes (leather) new", "shoes/, leather/, new/S" },
		{ "shoes: leather", "shoes/, leather" },
		{ "shoes\nboots", "shoes/, boots" },
		{ "shoes.boots", "shoes boots" },
		{ "shoes,", "shoes/," },
		{ ", shoes", "shoes" },
		/* UTF-8 is folded */
		{ "Jalape\xC3\xB1o", "jalapeno" },
		{ "\xEF\xBC\xB3\xEF\xBD\x88\xEF\xBD\x8F\xEF\xBD\x85", "shoe" },
		{ "STRA\xC3\x9F"
		  "E",
		    "strasse" },
		{ "\xCC\x81 shoe", "shoe" }, /* a mark alone folds to nothing */
		{ "\xE6\x9C\x8D", "\xE6\x9C\x8D" },
		{ "m\xC2\xB2 fabric", "m2 fabric" },
		/* what a page pastes along with words is none of them */
		{ "leather\xC2\xA0shoes", "leather shoes" },
		{ "Velcro\xC2\xAE strap", "velcro strap" },
		{ "Lycra\xE2\x84\xA2 shorts", "lycra shorts" },
		{ "10\xC3\x97"
		  "20 frame",
		    "10/N 20/N frame" },
		{ "\xC2\xABshoes\xC2\xBB", "shoes" },
		{ "shoes\xE3\x80\x81hats", "shoes hats" },
		/* whatever the bytes */
		{ "a\xFF"
		  "b",
		    "a/S b" },
		{ "shoe\xC3", "shoe" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_split(*state, cases[i].text, cases[i].want);
}

static void
typed_borrows(void **state)
{
	const struct str text = STR("the Men's t-shirts, 10 pcs");
	static const char *const typed[] = { "the", "Men's", "t", "shirts", "10", "pcs" };
	struct env *e = *state;
	struct word w[8];
	size_t i;

	assert_int_equal(words_split(e->words, &e->arena, text, w, 8), 6);
	for (i = 0; i < 6; i++) {
		assert_true(str_is(w[i].typed, typed[i]));
		assert_true(w[i].typed.p >= text.p && w[i].typed.p < text.p + text.n);
	}
	assert_string_equal(w[1].surface, "men");
	assert_string_equal(w[1].term, "man");
}

static void
no_more_than_asked(void **state)
{
	struct env *e = *state;
	struct word w[3];
	const struct str text = STR("one two, three four");

	memset(w, 0, sizeof(w));
	assert_int_equal(words_split(e->words, &e->arena, text, w, 2), 2);
	assert_string_equal(w[1].surface, "two");
	assert_null(w[2].surface);
	assert_int_equal(words_split(e->words, &e->arena, text, w, 0), 0);
	assert_int_equal(words_split(e->words, &e->arena, (struct str){ NULL, 0 }, w, 3), 0);
}

static const char *
term(struct env *e, const char *word)
{
	return words_term(e->words, &e->arena, word);
}

/* Words that must meet. */
static void
same_goods(void **state)
{
	static const char *const pairs[][2] = {
		{ "shoe", "shoes" },
		{ "box", "boxes" },
		{ "berry", "berries" },
		{ "dish", "dishes" },
		{ "dress", "dresses" },
		{ "battery", "batteries" },
		{ "watch", "watches" },
		/* irregular plurals */
		{ "knife", "knives" },
		{ "man", "men" },
		{ "woman", "women" },
		{ "child", "children" },
		{ "mouse", "mice" },
		{ "tooth", "teeth" },
		{ "foot", "feet" },
		{ "goose", "geese" },
		{ "leaf", "leaves" },
		{ "shelf", "shelves" },
		{ "scarf", "scarves" },
		{ "lens", "lenses" },
		{ "gas", "gases" },
		/* British and American */
		{ "tyre", "tire" },
		{ "tyres", "tires" },
		{ "aluminium", "aluminum" },
		{ "jewellery", "jewelry" },
		{ "colour", "color" },
		{ "fibre", "fiber" },
		{ "yoghurt", "yogurt" },
		{ "pyjamas", "pajamas" },
		{ "nappies", "diapers" },
		{ "trousers", "pants" },
		{ "aubergines", "eggplants" },
		{ "plough", "plow" },
		{ "sulphuric", "sulfuric" },
		{ "centre", "center" },
		{ "moulding", "molding" },
	};
	size_t i;

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (strcmp(term(*state, pairs[i][0]), term(*state, pairs[i][1])) != 0)
			fail_msg("%s: %s, but %s: %s", pairs[i][0], term(*state, pairs[i][0]),
			    pairs[i][1], term(*state, pairs[i][1]));
}

/* Words whose stems would meet, but whose goods do not. */
static void
other_goods(void **state)
{
	static const char *const pairs[][2] = {
		{ "glass", "glasses" },
		{ "bear", "bearing" },
		{ "stock", "stockings" },
		{ "short", "shorts" },
		{ "tight", "tights" },
		{ "wash", "washing" },
		{ "build", "building" },
		{ "past", "pasta" },
		{ "paste", "pasta" },
		{ "scale", "scales" },
		{ "spectacle", "spectacles" },
		{ "general", "generic" },
		{ "organ", "organic" },
		{ "univers", "universal" },
		{ "mine", "mineral" },
		{ "arm", "arms" },
		{ "custom", "customs" },
		{ "wed", "wedding" },
		{ "line", "lining" },
		{ "jean", "jeans" },
		{ "string", "stringer" },
		{ "hear", "herring" },
	};
	size_t i;

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (strcmp(term(*state, pairs[i][0]), term(*state, pairs[i][1])) == 0)
			fail_msg("%s and %s: %s", pairs[i][0], pairs[i][1],
			    term(*state, pairs[i][0]));
}

/* Short words, numbers and words of other scripts stay whole. */
static void
not_stemmed(void **state)
{
	static const char *const words[] = { "gas", "bus", "tv", "3d", "10", "" };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		assert_string_equal(term(*state, words[i]), words[i]);
}

static void
terms(void **state)
{
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "", "" },
		{ "of the and", "" },
		{ "shoes", "shoe" },
		{ "the shoes of men", "shoe man" },
		{ "T-shirts for women", "t +tshirt shirt woman" },
		{ "shoes, shoes", "shoe shoe" },
		{ "x-ray tyres", "x +xray ray tire" },
		{ "leather-", "leather" },
	};
	struct env *e = *state;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(
		    words_terms(e->words, &e->arena, str_of(cases[i].text)), cases[i].want);
}

/* The same key whatever the order, number, case, repeats and stop words. */
static void
keys(void **state)
{
	static const char *const same[][2] = {
		{ "leather shoes", "shoes leather" },
		{ "leather shoes", "Shoes, LEATHER!" },
		{ "leather shoes", "shoe of leather" },
		{ "leather shoes", "shoes shoe leather leather" },
		{ "car tyres", "tire for the car" },
		{ "men's shoes", "shoes men" },
		{ "what is it", "it is what" },
	};
	static const char *const differ[][2] = {
		{ "leather shoes", "leather shoe laces" },
		{ "glasses", "glass" },
		{ "shoes", "boots" },
		{ "what is it", "" },
	};
	static const struct {
		const char *text, *want;
	} cases[] = {
		{ "", "" },
		{ "-", "" },
		{ "shoes", "shoe" },
		{ "b a c a", "b c" },
		{ "the", "the" },
		{ "the of", "of the" },
		{ "the of the", "of the" },
		{ "the shoes", "shoe" },
		{ "t-shirt", "shirt t" },
	};
	struct env *e = *state;
	size_t i;

#define KEY(text) words_key(e->words, &e->arena, str_of(text))
	for (i = 0; i < sizeof(same) / sizeof(same[0]); i++)
		assert_string_equal(KEY(same[i][0]), KEY(same[i][1]));
	for (i = 0; i < sizeof(differ) / sizeof(differ[0]); i++)
		assert_string_not_equal(KEY(differ[i][0]), KEY(differ[i][1]));
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(KEY(cases[i].text), cases[i].want);
#undef KEY
}

static void
stop_words(void **state)
{
	(void)state;
	assert_true(words_is_stop("of"));
	assert_true(words_is_stop("the"));
	assert_false(words_is_stop("shoe"));
	assert_false(words_is_stop("Of")); /* of folded words */
	assert_false(words_is_stop(""));
}

/* Long text, one long word, and every byte: bounded, and always UTF-8. */
static void
hostile(void **state)
{
	enum { N = 100000 };
	struct env *e = *state;
	struct buf b = BUF_INIT;
	struct word w[16];
	const char *s;
	size_t i;
	int c;

	for (i = 0; i < N; i++)
		buf_addc(&b, 'a');
	assert_int_equal(words_split(e->words, &e->arena, buf_str(&b), w, 16), 1);
	assert_int_equal(w[0].typed.n, N);
	for (i = 0; i < N; i++)
		b.p[i] = "a b,-'\xC3"[i % 7];
	s = words_terms(e->words, &e->arena, buf_str(&b));
	assert_int_equal(utf8_valid(str_of(s)), strlen(s));
	s = words_key(e->words, &e->arena, buf_str(&b));
	assert_int_equal(utf8_valid(str_of(s)), strlen(s));
	for (c = 0; c < 256; c++) {
		for (i = 0; i < 12; i++)
			b.p[i] = i % 3 == 1 ? (char)c : 'x';
		s = words_terms(e->words, &e->arena, (struct str){ b.p, 12 });
		assert_int_equal(utf8_valid(str_of(s)), strlen(s));
	}
	for (i = 0; i < N; i++)
		b.p[i] = '\''; /* quadratic if each one looks ahead to the end */
	assert_int_equal(words_split(e->words, &e->arena, buf_str(&b), w, 16), 0);
	buf_free(&b);
}

/* The number alone counts: its parts' lengths, its check digit, and that it ends there. */
static void
cas_numbers(void **state)
{
	static const struct {
		const char *text;
		size_t n; /* bytes; 0: no CAS number */
	} cases[] = {
		{ "7664-93-9", 9 }, /* sulfuric acid */
		{ "50-00-0", 7 }, /* formaldehyde: as short as they are */
		{ "7732-18-5", 9 }, /* water */
		{ "7664-93-9, 98%", 9 },
		{ "7664-93-9)", 9 },
		{ "7664-93-8", 0 }, /* another check digit */
		{ "6774-93-9", 0 }, /* two digits changed places */
		{ "7-00-0", 0 },
		{ "12345678-00-0", 0 },
		{ "50-0-00", 0 },
		{ "50-00", 0 },
		{ "50-00-", 0 },
		{ "50-00-00", 0 },
		{ "50-00-0-1", 0 },
		{ "50-00-0a", 0 },
		{ "50.00.0", 0 },
		{ " 50-00-0", 0 },
		{ "a50-00-0", 0 },
		{ "", 0 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (words_cas(str_of(cases[i].text)) != cases[i].n)
			fail_msg(
			    "\"%s\": %zu", cases[i].text, words_cas(str_of(cases[i].text)));
	/* Not a byte beyond the end is looked at. */
	assert_int_equal(words_cas((struct str){ "50-00-0", 6 }), 0);
	assert_int_equal(words_cas((struct str){ "50-00-00", 7 }), 7);
}

/* One word within a text, whole; what is no CAS number falls into its parts. */
static void
cas_words(void **state)
{
	assert_split(*state, "acid 7664-93-9 98%", "acid 7664-93-9 98/N");
	assert_split(*state, "7664-93-8", "7664/N/- 93/N/- 8/N");
}

/* The table of forms is asked for a term, unless the word is to stay as it is written. */
static void
as_written(void **state)
{
	static const struct {
		const char *word, *term, *plain;
	} cases[] = {
		{ "tyres", "tire", "tyre" }, { "aubergine", "eggplant", "aubergin" },
		{ "leaves", "leaf", "leav" }, { "shirts", "shirt", "shirt" },
		{ "glasses", "glasses", "glasses" }, /* kept apart either way */
	};
	struct env *e = *state;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_string_equal(
		    words_term(e->words, &e->arena, cases[i].word), cases[i].term);
		assert_string_equal(
		    words_term_as_written(e->words, &e->arena, cases[i].word), cases[i].plain);
	}
}

/* A stem's words, told apart by their endings; a plural is as its singular. */
static void
endings(void **state)
{
	static const struct {
		const char *word, *other;
		bool same;
	} cases[] = {
		{ "towel", "towels", true },
		{ "towel", "toweling", false },
		{ "massage", "massager", false },
		{ "massagers", "massager", true },
		{ "toweling", "towelings", true },
		{ "moulded", "mouldings", false },
		{ "bed", "beds", true },
		{ "Beds", "BED", true },
		{ "insulator", "insulated", false },
		{ "ing", "s", true },
		{ "", "s", true },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *a = cases[i].word, *b = cases[i].other;

		if ((words_ending(a, strlen(a)) == words_ending(b, strlen(b))) != cases[i].same)
			fail_msg("%s, %s", a, b);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(splitting),
		cmocka_unit_test(typed_borrows),
		cmocka_unit_test(no_more_than_asked),
		cmocka_unit_test(same_goods),
		cmocka_unit_test(other_goods),
		cmocka_unit_test(not_stemmed),
		cmocka_unit_test(terms),
		cmocka_unit_test(keys),
		cmocka_unit_test(stop_words),
		cmocka_unit_test(cas_numbers),
		cmocka_unit_test(cas_words),
		cmocka_unit_test(as_written),
		cmocka_unit_test(endings),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
