/* Spanish words: one and many, with and without accents, he and she meet; English words are others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "words/terms.h"

static void
terms(void **state)
{
	static const char *const same[][2] = {
		{ "correa", "correas" },
		{ "taza de cerámica", "TAZAS DE CERAMICA" },
		{ "luz", "luces" },
		{ "camión", "camiones" },
		{ "iluminación", "iluminaciones" },
		{ "iluminacion", "iluminación" },
		{ "botella para niños", "botellas de niño" },
		{ "zapato rojo", "zapatos rojos" },
		{ "aceite", "aceites" },
		{ "flor", "flores" },
		{ "muñeca", "munecas" },
	};
	static const char *const apart[][2] = {
		{ "cuero", "cuerda" },
		{ "pan", "panel" },
	};
	struct words *w = words_new();
	struct arena a;
	size_t i;

	(void)state;
	arena_init(&a, 0);
	for (i = 0; i < sizeof(same) / sizeof(same[0]); i++)
		assert_string_equal(words_terms_in(w, LANG_ES, &a, str_of(same[i][0])),
		    words_terms_in(w, LANG_ES, &a, str_of(same[i][1])));
	for (i = 0; i < sizeof(apart) / sizeof(apart[0]); i++)
		assert_string_not_equal(words_terms_in(w, LANG_ES, &a, str_of(apart[i][0])),
		    words_terms_in(w, LANG_ES, &a, str_of(apart[i][1])));
	assert_string_not_equal(words_term_in(w, LANG_ES, &a, "red"), words_term(w, &a, "red"));
	arena_free(&a);
	words_free(w);
}

/* Keys of pinned answers: one and many, and no other word. */
static void
keys(void **state)
{
	static const char *const same[][2] = {
		{ "artículo", "los artículos" },
		{ "luz", "luces" },
		{ "dulce", "dulces" },
		{ "pan", "panes" },
		{ "autobús", "autobuses" },
		{ "interés", "intereses" },
		{ "arroz", "arroces" },
		{ "gas", "gases" },
		{ "camión", "CAMIONES" },
		{ "base de madera", "madera bases" },
		{ "10 paquetes", "paquete" },
	};
	static const char *const apart[][2] = {
		{ "artículo", "articulación" },
		{ "banco", "banca" },
		{ "libro", "libre" },
		/* Goods, though they look like words between others. */
		{ "té de manzanilla", "manzanilla" },
		{ "sobre manila", "manila" },
		{ "lima de uñas", "lima" },
		{ "10", "20" },
	};
	struct words *w = words_new();
	struct arena a;
	size_t i;

	(void)state;
	arena_init(&a, 0);
	for (i = 0; i < sizeof(same) / sizeof(same[0]); i++)
		assert_string_equal(words_key_in(w, LANG_ES, &a, str_of(same[i][0])),
		    words_key_in(w, LANG_ES, &a, str_of(same[i][1])));
	for (i = 0; i < sizeof(apart) / sizeof(apart[0]); i++)
		assert_string_not_equal(words_key_in(w, LANG_ES, &a, str_of(apart[i][0])),
		    words_key_in(w, LANG_ES, &a, str_of(apart[i][1])));
	assert_string_not_equal(
	    words_key_in(w, LANG_ES, &a, STR("red")), words_key(w, &a, STR("red")));
	arena_free(&a);
	words_free(w);
}

static void
heads(void **state)
{
	static const struct {
		const char *text, *head;
	} cases[] = {
		{ "correa de cuero para perros", "correa" },
		{ "la taza azul", "taza" },
		{ "2 botas altas", "botas" },
		{ "para perros", "perros" },
	};
	struct words *w = words_new();
	struct word word[16];
	struct arena a;
	size_t i, n;

	(void)state;
	arena_init(&a, 0);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		n = words_split_in(w, LANG_ES, &a, str_of(cases[i].text), word, 16);
		assert_string_equal(
		    word[words_head_in(LANG_ES, word, n)].surface, cases[i].head);
	}
	n = words_split_in(w, LANG_ES, &a, STR("de la con"), word, 16);
	assert_int_equal(words_head_in(LANG_ES, word, n), n);
	arena_free(&a);
	words_free(w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(terms),
		cmocka_unit_test(keys),
		cmocka_unit_test(heads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
