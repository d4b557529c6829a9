/* The schema tables: a row is a key of some front matter. */
#include <stddef.h>

#include "model/schema.h"

static const char *const bases[] = { "stated", "industry-scope", "inferred", NULL };
static const char *const actions[] = { "answer", "ask", "decline", NULL };

const struct schema_key schema_source[] = {
	{ .name = "title", .type = SCHEMA_TEXT, .required = true, .help = "what the source is" },
	{ .name = "date", .type = SCHEMA_DATE, .help = "when it was published" },
	{ .name = "url", .type = SCHEMA_URL, .help = "where it can be read" },
	{ .name = NULL },
};

#define SOURCES(must) \
	{ .name = "sources", .type = SCHEMA_MAP, .required = (must), .list = true, \
	  .scalar_too = true, .keys = schema_source, \
	  .help = "where the facts come from: names from sources.yml, or title, date, url" }

const struct schema_key schema_common[] = {
	{ .name = "reviewed", .type = SCHEMA_DAY, .required = true,
	  .help = "the day on which somebody last checked this page" },
	{ .name = "draft", .type = SCHEMA_BOOL, .help = "true keeps the page off the site" },
	{ .name = "publish_on", .type = SCHEMA_TIME, .help = "not on the site before this time" },
	{ .name = "expires_on", .type = SCHEMA_TIME, .help = "not on the site from this time on" },
	{ .name = "owner", .type = SCHEMA_TEXT, .help = "who looks after the page" },
	{ .name = "review_by", .type = SCHEMA_DAY, .help = "the day by which to check it again" },
	{ .name = "redirect_from", .type = SCHEMA_PATH, .list = true, .scalar_too = true,
	  .help = "paths that the page had before" },
	{ .name = NULL },
};

const struct schema_key schema_center[] = {
	{ .name = "number", .type = SCHEMA_INT, .required = true, .help = "CBP's number for it" },
	{ .name = "name", .type = SCHEMA_TEXT, .required = true, .help = "without \"Center\"" },
	{ .name = "also_called", .type = SCHEMA_TEXT, .list = true, .help = "other names in use" },
	{ .name = "summary", .type = SCHEMA_TEXT, .required = true,
	  .help = "its goods in words that a shop owner knows" },
	{ .name = "city", .type = SCHEMA_TEXT, .required = true, .help = "of the managing office" },
	{ .name = "field_office", .type = SCHEMA_TEXT, .required = true,
	  .help = "the CBP field office it is managed from" },
	{ .name = "opened", .type = SCHEMA_DATE, .help = "when it began" },
	{ .name = "industries", .type = SCHEMA_TEXT, .required = true, .list = true,
	  .help = "the industries CBP names for it" },
	{ .name = "mailbox", .type = SCHEMA_EMAIL, .help = "only one that a source publishes" },
	SOURCES(true),
	{ .name = NULL },
};

static const struct schema_key exception_keys[] = {
	{ .name = "code", .type = SCHEMA_CODE, .required = true,
	  .help = "a code of 4, 6 or 8 digits, or a range" },
	{ .name = "center", .type = SCHEMA_SLUG, .required = true, .help = "a file in centers/" },
	{ .name = "basis", .type = SCHEMA_ENUM, .required = true, .choices = bases,
	  .help = "how sure the rule is" },
	{ .name = "source", .type = SCHEMA_MAP, .required = true, .list = true,
	  .scalar_too = true, .keys = schema_source, .help = "where the rule comes from" },
	{ .name = "since", .type = SCHEMA_DAY, .help = "the first day on which the rule holds" },
	{ .name = "until", .type = SCHEMA_DAY, .help = "the first day on which it no longer does" },
	{ .name = "note", .type = SCHEMA_TEXT, .help = "what a reader should know of it" },
	{ .name = NULL },
};

const struct schema_key schema_scope[] = {
	{ .name = "chapter", .type = SCHEMA_CHAPTER, .required = true, .help = "two digits" },
	{ .name = "title", .type = SCHEMA_TEXT, .required = true, .help = "a short title" },
	{ .name = "section", .type = SCHEMA_TEXT, .required = true, .help = "roman numeral" },
	{ .name = "center", .type = SCHEMA_SLUG, .required = true, .help = "a file in centers/" },
	{ .name = "basis", .type = SCHEMA_ENUM, .required = true, .choices = bases,
	  .help = "how sure the rule is: stated, industry-scope or inferred" },
	{ .name = "source", .type = SCHEMA_MAP, .required = true, .list = true,
	  .scalar_too = true, .keys = schema_source, .help = "where the rule comes from" },
	{ .name = "since", .type = SCHEMA_DAY, .help = "the first day on which the rule holds" },
	{ .name = "until", .type = SCHEMA_DAY, .help = "the first day on which it no longer does" },
	{ .name = "note", .type = SCHEMA_TEXT, .help = "what a reader should know of the rule" },
	{ .name = "exceptions", .type = SCHEMA_MAP, .list = true, .keys = exception_keys,
	  .help = "codes that go to another Center or have another basis" },
	{ .name = NULL },
};

const struct schema_key schema_faq[] = {
	{ .name = "question", .type = SCHEMA_TEXT, .required = true, .help = "as people ask it" },
	{ .name = "also_asked", .type = SCHEMA_TEXT, .list = true,
	  .help = "other words for the same question" },
	{ .name = "topic", .type = SCHEMA_SLUG, .required = true, .help = "a topic of site.yml" },
	{ .name = "centers", .type = SCHEMA_SLUG, .list = true, .help = "files in centers/" },
	SOURCES(true),
	{ .name = NULL },
};

const struct schema_key schema_page[] = {
	{ .name = "title", .type = SCHEMA_TEXT, .required = true, .help = "the page's heading" },
	{ .name = "description", .type = SCHEMA_TEXT, .required = true,
	  .help = "one sentence of 50 to 160 characters for result lists" },
	{ .name = "nav", .type = SCHEMA_INT, .help = "place in the side navigation" },
	SOURCES(false),
	{ .name = NULL },
};

const struct schema_key schema_term[] = {
	{ .name = "term", .type = SCHEMA_TEXT, .required = true, .help = "the term itself" },
	{ .name = "also", .type = SCHEMA_TEXT, .list = true, .scalar_too = true,
	  .help = "abbreviations and other forms" },
	SOURCES(true),
	{ .name = NULL },
};

static const struct schema_key choice_keys[] = {
	{ .name = "label", .type = SCHEMA_TEXT, .required = true, .help = "what the choice says" },
	{ .name = "center", .type = SCHEMA_SLUG, .help = "a file in centers/" },
	{ .name = "heading", .type = SCHEMA_HEADING, .help = "four digits" },
	{ .name = "query", .type = SCHEMA_TEXT, .help = "words to search next" },
	{ .name = "url", .type = SCHEMA_PATH, .help = "a page of the site" },
	{ .name = NULL },
};

const struct schema_key schema_answer[] = {
	{ .name = "queries", .type = SCHEMA_TEXT, .required = true, .list = true,
	  .help = "the words that this answers" },
	{ .name = "action", .type = SCHEMA_ENUM, .required = true, .choices = actions,
	  .help = "answer, ask or decline" },
	{ .name = "center", .type = SCHEMA_SLUG, .help = "a file in centers/" },
	{ .name = "heading", .type = SCHEMA_HEADING, .help = "four digits" },
	{ .name = "choices", .type = SCHEMA_MAP, .list = true, .keys = choice_keys,
	  .help = "where the visitor can go from here" },
	{ .name = "reason", .type = SCHEMA_TEXT, .required = true,
	  .help = "why no ranking can settle it" },
	{ .name = NULL },
};

const struct schema_key schema_change[] = {
	{ .name = "date", .type = SCHEMA_DATE, .required = true, .help = "when it happened" },
	{ .name = "title", .type = SCHEMA_TEXT, .required = true, .help = "what changed" },
	{ .name = "centers", .type = SCHEMA_SLUG, .list = true, .help = "files in centers/" },
	{ .name = "headings", .type = SCHEMA_CODE, .list = true, .help = "codes or ranges" },
	SOURCES(true),
	{ .name = NULL },
};

static const struct schema_key topic_keys[] = {
	{ .name = "id", .type = SCHEMA_SLUG, .required = true, .help = "as in a FAQ's topic" },
	{ .name = "title", .type = SCHEMA_TEXT, .required = true, .help = "what readers see" },
	{ .name = NULL },
};

static const struct schema_key section_keys[] = {
	{ .name = "id", .type = SCHEMA_TEXT, .required = true, .help = "roman numeral" },
	{ .name = "title", .type = SCHEMA_TEXT, .required = true, .help = "a short title" },
	{ .name = NULL },
};

const struct schema_key schema_site[] = {
	{ .name = "title", .type = SCHEMA_TEXT, .required = true, .help = "the site's name" },
	{ .name = "short_title", .type = SCHEMA_TEXT, .required = true,
	  .help = "at most 16 characters, for browsers' search menus" },
	{ .name = "description", .type = SCHEMA_TEXT, .required = true, .help = "one sentence" },
	{ .name = "base_url", .type = SCHEMA_URL, .required = true,
	  .help = "where the site stands, without a slash at the end" },
	{ .name = "agency", .type = SCHEMA_TEXT, .required = true, .help = "who the site is about" },
	{ .name = "official_banner", .type = SCHEMA_BOOL, .required = true,
	  .help = "true only on a real .gov site" },
	{ .name = "mailbox", .type = SCHEMA_EMAIL, .required = true, .help = "for all Centers" },
	{ .name = "mapping_date", .type = SCHEMA_DAY, .required = true,
	  .help = "the day as of which the mapping was put together" },
	{ .name = "time_zone", .type = SCHEMA_TEXT, .required = true,
	  .help = "for publish_on and expires_on, such as America/New_York" },
	{ .name = "topics", .type = SCHEMA_MAP, .required = true, .list = true,
	  .keys = topic_keys, .help = "the FAQ topics, in order" },
	{ .name = "sections", .type = SCHEMA_MAP, .required = true, .list = true,
	  .keys = section_keys, .help = "the sections of the tariff schedule, in order" },
	{ .name = NULL },
};
