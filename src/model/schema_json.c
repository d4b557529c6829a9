#include "model/schema_json.h"

#include "base/jsonw.h"
#include "model/schema.h"

const struct schema_kind schema_kinds[] = {
	{ "center", "centers/*.md", "a Center's front matter" },
	{ "scope", "scopes/*.md", "front matter of a tariff chapter" },
	{ "faq", "faqs/*.md", "front matter of a question" },
	{ "page", "pages/**/*.md", "front matter of a page" },
	{ "glossary", "glossary/*.md", "front matter of a term" },
	{ "answer", "answers/*.md", "front matter of a pinned answer" },
	{ "change", "changes/*.md", "front matter of a change" },
	{ "center-es", "centers/*.es.md", "front matter of a Center's Spanish words" },
	{ "faq-es", "faqs/*.es.md", "front matter of a question in Spanish" },
	{ "page-es", "pages/**/*.es.md", "front matter of a page in Spanish" },
	{ "answer-es", "answers/*.es.md", "front matter of a pinned answer in Spanish" },
	{ "site", "site.yml", "the site's configuration" },
	{ "sources", "sources.yml", "the documents that facts come from" },
	{ NULL, NULL, NULL },
};

/* In the order of schema_kinds; sources.yml is a mapping of such mappings. */
static const struct schema_key *const tables[] = { schema_center, schema_scope, schema_faq,
	schema_page, schema_term, schema_answer, schema_change, schema_center_words,
	schema_faq_words, schema_page_words, schema_answer_words, schema_site, schema_source };

#define LAST_WITH_COMMON 6

/* What a reader of YAML may make of each type, as JSON Schema; a pattern holds for strings alone. */
static const struct {
	const char *types; /* separated by spaces */
	const char *pattern; /* NULL: none */
	int min, max; /* of a number; both 0: no bounds */
} types[SCHEMA__MAX] = {
	[SCHEMA_TEXT] = { "string number boolean", "\\S", 0, 0 },
	[SCHEMA_DATE] = { "string integer", "^\\d{4}(-\\d{2}(-\\d{2})?)?$", 1900, 2200 },
	[SCHEMA_DAY] = { "string", "^\\d{4}-\\d{2}-\\d{2}$", 0, 0 },
	[SCHEMA_TIME] = { "string",
	    "^\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}(:\\d{2})?( ?(Z|[+-]\\d{2}:?\\d{2}))?)?$",
	    0, 0 },
	[SCHEMA_BOOL] = { "boolean", NULL, 0, 0 },
	[SCHEMA_INT] = { "integer", NULL, 0, 9999 },
	[SCHEMA_URL] = { "string", "^https?://\\S+$", 0, 0 },
	[SCHEMA_EMAIL] = { "string", "^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$", 0, 0 },
	[SCHEMA_SLUG] = { "string integer", "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", 0, 0 },
	[SCHEMA_PATH] = { "string", "^/\\S*$", 0, 0 },
	[SCHEMA_CHAPTER] = { "string integer", "^\\d{1,2}$", 1, 99 },
	[SCHEMA_HEADING] = { "string integer", "^\\d{4}$", 1000, 9999 },
	[SCHEMA_CODE] = { "string number", "^[\\d.]+(-[\\d.]+)?$", 0, 0 },
	[SCHEMA_ENUM] = { "string", NULL, 0, 0 },
	[SCHEMA_MAP] = { "object", NULL, 0, 0 },
};

static void mapping(struct jsonw *, const struct schema_key *, const struct schema_key *common);

/* The words of LIST as an array, or the only one as a string. */
static void
type_names(struct jsonw *w, const char *list)
{
	struct str rest = str_of(list), one;

	jsonw_key(w, "type");
	if (str_chr(rest, ' ') == rest.n) {
		jsonw_str(w, rest);
		return;
	}
	jsonw_array(w);
	while (str_split(&rest, ' ', &one))
		jsonw_str(w, one);
	jsonw_end(w);
}

static void
keywords(struct jsonw *w, const struct schema_key *k)
{
	size_t i;

	if (k->type == SCHEMA_MAP) {
		mapping(w, k->keys, NULL);
		return;
	}
	type_names(w, types[k->type].types);
	if (types[k->type].pattern != NULL)
		jsonw_kcstr(w, "pattern", types[k->type].pattern);
	if (types[k->type].max > 0) {
		jsonw_kint(w, "minimum", types[k->type].min);
		jsonw_kint(w, "maximum", types[k->type].max);
	}
	if (k->type != SCHEMA_ENUM)
		return;
	jsonw_key(w, "enum");
	jsonw_array(w);
	for (i = 0; k->choices[i] != NULL; i++)
		jsonw_cstr(w, k->choices[i]);
	jsonw_end(w);
}

/* One such value; a mapping that a line of text may stand for is either. */
static void
single(struct jsonw *w, const struct schema_key *k)
{
	jsonw_object(w);
	if (k->type == SCHEMA_MAP && k->scalar_too) {
		jsonw_key(w, "anyOf");
		jsonw_array(w);
		jsonw_object(w);
		jsonw_kcstr(w, "type", "string");
		jsonw_end(w);
		jsonw_object(w);
		keywords(w, k);
		jsonw_end(w);
		jsonw_end(w);
	} else {
		keywords(w, k);
	}
	jsonw_end(w);
}

static void
value(struct jsonw *w, const struct schema_key *k)
{
	jsonw_object(w);
	jsonw_kcstr(w, "description", k->help);
	if (!k->list && !(k->type == SCHEMA_MAP && k->scalar_too)) {
		keywords(w, k);
	} else {
		jsonw_key(w, "anyOf");
		jsonw_array(w);
		if (k->list) {
			jsonw_object(w);
			jsonw_kcstr(w, "type", "array");
			jsonw_key(w, "items");
			single(w, k);
			jsonw_end(w);
		}
		if (!k->list || k->scalar_too)
			single(w, k);
		jsonw_end(w);
	}
	jsonw_end(w);
}

static void
mapping(struct jsonw *w, const struct schema_key *keys, const struct schema_key *common)
{
	const struct schema_key *tables_of[] = { keys, common }, *k;
	size_t t;

	jsonw_kcstr(w, "type", "object");
	jsonw_kbool(w, "additionalProperties", false);
	jsonw_key(w, "required");
	jsonw_array(w);
	for (t = 0; t < 2; t++)
		for (k = tables_of[t]; k != NULL && k->name != NULL; k++)
			if (k->required)
				jsonw_cstr(w, k->name);
	jsonw_end(w);
	jsonw_key(w, "properties");
	jsonw_object(w);
	for (t = 0; t < 2; t++)
		for (k = tables_of[t]; k != NULL && k->name != NULL; k++) {
			jsonw_key(w, k->name);
			value(w, k);
		}
	jsonw_end(w);
}

void
schema_json(struct buf *out, size_t kind)
{
	struct jsonw w;

	jsonw_init(&w, out);
	jsonw_object(&w);
	jsonw_kcstr(&w, "$schema", "https://json-schema.org/draft/2020-12/schema");
	jsonw_kcstr(&w, "title", schema_kinds[kind].what);
	jsonw_kcstr(&w, "description", schema_kinds[kind].files);
	if (tables[kind] == schema_source) {
		jsonw_kcstr(&w, "type", "object");
		jsonw_key(&w, "additionalProperties");
		jsonw_object(&w);
		mapping(&w, schema_source, NULL);
		jsonw_end(&w);
	} else {
		mapping(&w, tables[kind], kind <= LAST_WITH_COMMON ? schema_common : NULL);
	}
	jsonw_end(&w);
	buf_addc(out, '\n');
}
