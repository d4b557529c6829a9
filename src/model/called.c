#include "model/called.h"

#include <string.h>

#include "base/lang.h"
#include "base/near.h"
#include "model/why.h"

const char *
called_below(const struct site *site, const char *file)
{
	size_t n = strlen(site->root);

	while (n > 0 && site->root[n - 1] == '/')
		n--;
	return strncmp(file, site->root, n) == 0 && file[n] == '/' ? file + n + 1 : file;
}

/* "faqs/what.es.md" does "faqs/what.md", sound or not. */
static bool
translates(const char *file, const char *english)
{
	size_t n = strlen(english) - strlen(".md");
	enum lang l;

	for (l = LANG_EN + 1; l < LANG__MAX; l++) {
		struct str rest = str_of(file);

		if (rest.n > n + 1 && memcmp(file, english, n) == 0 && file[n] == '.' &&
		    str_starts(str_skip(rest, n + 1), lang_info[l].code) &&
		    str_is(str_skip(rest, n + 1 + strlen(lang_info[l].code)), ".md"))
			return true;
	}
	return false;
}

const struct page *
called_page(struct diag *d, struct arena *a, const struct site *site, const char *name)
{
	const char **files = arena_alloc(a, (site->n_pages + 1) * sizeof(char *));
	const char *file = called_below(site, name), *english = NULL, *near;
	struct why w;
	size_t i;

	for (i = 0; i < site->n_pages; i++) {
		files[i] = called_below(site, site->pages[i].file);
		if (strcmp(files[i], file) == 0)
			return &site->pages[i];
		if (translates(file, files[i]))
			english = files[i];
	}
	if (english != NULL) {
		(void)diag_error(d, (struct loc){ name, 0, 0 }, /* NULL says it */
		    "a translation; name the English file, \"%s\"", english);
		return NULL;
	}
	w = why_explain(a, site, name);
	if (w.page != NULL && strcmp(w.page->url, w.url) == 0)
		return w.page->in[LANG_EN];
	near = near_best(str_of(file), files, site->n_pages);
	(void)diag_error(d, (struct loc){ name, 0, 0 }, /* NULL says it */
	    "no such content file or address%s%s%s", near != NULL ? "; did you mean \"" : "",
	    near != NULL ? near : "", near != NULL ? "\"?" : "");
	return NULL;
}
