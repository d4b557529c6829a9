#include "model/names.h"

#include <string.h>

#include "base/limits.h"

static const struct {
	const char *prefix;
	enum name_kind kind;
} prefixes[] = {
	{ "es:", NAME_ES },
	{ "brand:", NAME_BRAND },
	{ "cas:", NAME_CAS },
	{ "also:", NAME_ALSO },
};

/* Names that were meant to be several: "tee,undershirt", "tee; undershirt".  A comma within a chemical's
 * name ("N,N-dimethyl", "2,4-D") stands beside a digit or a lone letter. */
static bool
is_several(struct loader *l, struct str text, struct loc loc)
{
	size_t i, k;

	for (i = 0; i < text.n; i++) {
		if (text.p[i] == ';')
			break;
		if (text.p[i] != ',' || i < 3 || i + 3 >= text.n)
			continue;
		for (k = 1;
		     k <= 3 && ascii_isalpha(text.p[i - k]) && ascii_isalpha(text.p[i + k]);
		     k++)
			;
		if (k > 3)
			break;
	}
	if (i == text.n)
		return false;
	(void)diag_error(l->diag, loc, /* true says it */
	    "\"%.*s\" has a %s in it; put a comma and a space between names, or double quotes "
	    "around one that has it",
	    (int)text.n, text.p, text.p[i] == ';' ? "semicolon" : "comma without a space");
	return true;
}

static struct name *
add(struct loader *l, struct heading *h, struct str text, enum name_kind kind, const char *code,
    struct loc loc)
{
	struct arena *a = &l->site->arena;
	struct name *n;
	bool quoted;

	text = str_trim(text);
	quoted = text.n >= 2 && text.p[0] == '"' && text.p[text.n - 1] == '"';
	if (quoted) {
		text = str_skip(text, 1);
		text.n--;
	}
	if (text.n == 0 || text.p[0] == ',' || text.p[text.n - 1] == ',' ||
	    str_find(text, ",,") < text.n) {
		(void)diag_error(l->diag, loc,
		    "an empty name; is there a comma too many?"); /* NULL says it */
		return NULL;
	}
	if (!quoted && is_several(l, text, loc))
		return NULL;
	if (text.n > LIMIT_NAME_BYTES) {
		(void)diag_error(l->diag, loc, "a name of more than %d bytes: \"%.40s...\"",
		    LIMIT_NAME_BYTES, text.p);
		return NULL;
	}
	h->names = arena_grow(a, h->names, h->n_names, &h->cap_names, sizeof(*h->names));
	n = &h->names[h->n_names++];
	*n = (struct name){
		.text = arena_strndup(a, text.p, text.n), .kind = kind, .code = code, .loc = loc
	};
	return n;
}

/* The check digit of a CAS registry number: the sum of its other digits, each times its place from
 * the right, modulo 10. */
static bool
is_cas(const char *s)
{
	size_t i, n = strlen(s), place = 0, sum = 0, dashes = 0;

	if (n < 7 || !ascii_isdigit(s[n - 1]) || s[n - 2] != '-' || s[n - 5] != '-')
		return false;
	for (i = n - 2; i-- > 0;) {
		if (ascii_isdigit(s[i]))
			sum += ++place * (size_t)(s[i] - '0');
		else if (s[i] == '-')
			dashes++;
		else
			return false;
	}
	return dashes == 1 && sum % 10 == (size_t)(s[n - 1] - '0');
}

static void
plain(struct loader *l, struct heading *h, const char *code, enum name_kind kind,
    struct str item, struct loc loc)
{
	const struct name *n;
	size_t i, from = 0;
	bool quoted = false;

	for (i = 0; i <= item.n; i++) {
		if (i < item.n && item.p[i] == '"')
			quoted = !quoted;
		if (i < item.n &&
		    (quoted || item.p[i] != ',' || (i + 1 < item.n && item.p[i + 1] != ' ')))
			continue;
		n = add(l, h, (struct str){ item.p + from, i - from }, kind, code, loc);
		if (n != NULL && kind == NAME_CAS && !is_cas(n->text))
			(void)diag_error(l->diag, loc, "\"%s\" is not a CAS number", n->text);
		from = i + 1;
	}
	if (quoted)
		(void)diag_error(l->diag, loc, "a double quote is not closed"); /* counted */
}

/* "also: face mask | 9020 | Does it have a replaceable filter?", and perhaps "| ¿Lleva un filtro
 * recambiable?" */
static void
also(struct loader *l, struct heading *h, const char *code, struct str item, struct loc loc)
{
	struct str name, other, question, spanish = { "", 0 };
	struct arena *a = &l->site->arena;
	const char *end = item.p + item.n;
	struct name *n;
	bool more;

	if (!str_split(&item, '|', &name) || !str_split(&item, '|', &other) ||
	    !str_split(&item, '|', &question) || str_trim(question).n == 0) {
		(void)diag_error(l->diag, loc, /* counted */
		    "expected \"also: name | heading | question that decides?\"");
		return;
	}
	more = item.n > 0 || question.p + question.n < end;
	if (more &&
	    (!str_split(&item, '|', &spanish) || item.n != 0 || str_trim(spanish).n == 0)) {
		(void)diag_error(l->diag, loc, /* counted */
		    "expected \"also: name | heading | question that decides? | the question "
		    "in Spanish\"");
		return;
	}
	other = str_trim(other);
	question = str_trim(question);
	spanish = str_trim(spanish);
	n = add(l, h, name, NAME_ALSO, code, loc);
	if (n == NULL)
		return;
	n->question = arena_strndup(a, question.p, question.n);
	n->question_in[LANG_EN] = n->question;
	if (more)
		n->question_in[LANG_ES] = arena_strndup(a, spanish.p, spanish.n);
	n->other = site_heading(l->site, arena_strndup(a, other.p, other.n));
	if (n->other == NULL && !load_broken_code(l, arena_strndup(a, other.p, other.n)))
		(void)diag_error(l->diag, loc, "also: no heading \"%.*s\" in scopes/",
		    (int)other.n, other.p); /* counted */
}

void
names_add(
    struct loader *l, struct heading *h, const char *code, struct str item, struct loc loc)
{
	size_t i, colon;

	for (i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		if (!str_starts(item, prefixes[i].prefix))
			continue;
		item = str_trim(str_skip(item, strlen(prefixes[i].prefix)));
		if (prefixes[i].kind == NAME_ALSO)
			also(l, h, code, item, loc);
		else
			plain(l, h, code, prefixes[i].kind, item, loc);
		return;
	}
	colon = str_find(item, ": ");
	if (colon < item.n && str_chr(item, ' ') > colon) {
		(void)diag_error(l->diag, loc,
		    "unknown prefix \"%.*s\"; expected es:, brand:, cas: "
		    "or also:",
		    (int)colon + 1, item.p); /* counted */
		return;
	}
	plain(l, h, code, NAME_PLAIN, item, loc);
}
