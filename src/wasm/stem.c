/*
 * stem.c - <libstemmer.h> for the languages that words/ asks for: libstemmer's own list holds thirty.
 * The stemmers themselves are Snowball's.
 */
#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

#include <runtime/api.h>
#include <src_c/stem_UTF_8_english.h>
#include <src_c/stem_UTF_8_spanish.h>

struct language {
	const char *name;
	struct SN_env *(*create)(void);
	void (*close)(struct SN_env *);
	int (*stem)(struct SN_env *);
};

struct sb_stemmer {
	const struct language *language;
	struct SN_env *env;
};

struct sb_stemmer *
sb_stemmer_new(const char *name, const char *encoding)
{
	static const struct language languages[] = {
		{ "english", english_UTF_8_create_env, english_UTF_8_close_env,
		    english_UTF_8_stem },
		{ "spanish", spanish_UTF_8_create_env, spanish_UTF_8_close_env,
		    spanish_UTF_8_stem },
	};
	struct sb_stemmer *s;
	size_t i;

	for (i = 0; i < sizeof(languages) / sizeof(languages[0]); i++) {
		if (strcmp(languages[i].name, name) != 0 || strcmp(encoding, "UTF_8") != 0)
			continue;
		s = malloc(sizeof(*s));
		if (s == NULL)
			return NULL;
		s->language = &languages[i];
		s->env = s->language->create();
		if (s->env != NULL)
			return s;
		free(s);
		return NULL;
	}
	return NULL;
}

void
sb_stemmer_delete(struct sb_stemmer *s)
{
	if (s == NULL)
		return;
	s->language->close(s->env);
	free(s);
}

const sb_symbol *
sb_stemmer_stem(struct sb_stemmer *s, const sb_symbol *word, int n)
{
	if (SN_set_current(s->env, n, word) != 0) {
		s->env->l = 0;
		return NULL;
	}
	if (s->language->stem(s->env) < 0)
		return NULL;
	s->env->p[s->env->l] = 0;
	return s->env->p;
}

int
sb_stemmer_length(struct sb_stemmer *s)
{
	return s->env->l;
}
