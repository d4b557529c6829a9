#include "base/lang.h"

#include <string.h>

const struct lang_info lang_info[LANG__MAX] = {
	[LANG_EN] = { "en", "English", "" },
	[LANG_ES] = { "es", "Español", "/es" },
};

bool
lang_parse(struct str code, enum lang *out)
{
	enum lang l;

	for (l = 0; l < LANG__MAX; l++) {
		if (str_is(code, lang_info[l].code)) {
			*out = l;
			return true;
		}
	}
	return false;
}

enum lang
lang_of_path(struct str path)
{
	enum lang l;

	for (l = LANG_EN + 1; l < LANG__MAX; l++) {
		struct str rest = str_skip(path, strlen(lang_info[l].prefix));

		if (str_starts(path, lang_info[l].prefix) && (rest.n == 0 || rest.p[0] == '/'))
			return l;
	}
	return LANG_EN;
}

struct str
lang_bare_path(struct str path)
{
	return str_skip(path, strlen(lang_info[lang_of_path(path)].prefix));
}
