#include "cmd/check_rules.h"

#include <stdbool.h>

/* Longer patterns before those that would take their messages. */
const struct check_rule check_rules[] = {
	/* what a file is */
	{ "bom", "the file begins with a byte order mark*", "byte order mark",
	    "your editor put three invisible bytes first; \"cee check --fix\" removes them" },
	{ "utf8", "byte 0x* is not UTF-8*", "text that is not UTF-8",
	    "delete the character at the mark and type it again, or choose UTF-8 when you "
	    "save; "
	    "quotation marks and dashes copied from an older document often cause this" },
	{ "control", "a control character *", "control character", NULL },
	{ "not-markdown", "not a Markdown file*", "file that is not Markdown", NULL },
	{ "wrong-folder", "no such kind of content*", "file in no known folder", NULL },
	{ "file-name", "file names are lower-case words*", "file name", NULL },
	{ "cannot-open", "cannot *", "file that cannot be read", NULL },
	{ "too-large", "*larger than the limit*", "file that is too large",
	    "split it into several files" },
	/* front matter */
	{ "no-front-matter", "front matter is missing*", "front matter missing",
	    "a file begins with a line \"---\", lines such as \"reviewed: 2026-11-21\", and "
	    "another "
	    "line \"---\"; copy them from a file in the same folder" },
	{ "front-matter-open", "front matter is not closed*", "front matter not closed",
	    "the lines of facts at the top end with a line that has three hyphens and nothing "
	    "else" },
	{ "colon-in-value", "the value has a colon in it*", "value with a colon, not quoted",
	    NULL },
	{ "colon-in-value", "a value cannot have a colon*", "value with a colon, not quoted",
	    NULL },
	{ "colon-in-value", "* this one has a colon in it*", "value with a colon, not quoted",
	    NULL },
	{ "hash-in-value", "only \"* counts as a comment*", "value cut short by #", NULL },
	{ "quote-open", "the quotation mark here is not closed*", "quotation mark not closed",
	    "put the same mark at the end of the value; to write one inside, use the other "
	    "kind "
	    "around the whole" },
	{ "escape", "\"\\\" is special*", "backslash in double quotes", NULL },
	{ "bracket-open", "the list that begins here*", "bracket not closed", NULL },
	{ "bracket-open", "what begins here*", "bracket not closed", NULL },
	{ "key-value", "expected \"key: value\"*", "line that is no fact",
	    "every line there says one thing: a known word, a colon, a space, the value" },
	{ "list-item", "expected another item*", "list item",
	    "count the blanks at the start of the line: the facts of one item stand exactly "
	    "below each other" },
	{ "list-item", "this line is read as the end of the one above*", "list item", NULL },
	{ "list-item", "an item of a list*", "list item", NULL },
	{ "tab", "a tab cannot indent*", "tab", NULL },
	{ "value-start", "a value cannot begin with*", "value that must be quoted", NULL },
	{ "yaml", "not valid YAML*", "front matter that cannot be read", NULL },
	{ "yaml", "a key must be a word", "front matter that cannot be read", NULL },
	{ "yaml", "*are not allowed; write the value out", "front matter that cannot be read",
	    NULL },
	{ "yaml", "anchors and tags are not allowed", "front matter that cannot be read",
	    "put the value in double quotes if it begins with & or !" },
	{ "yaml", "NUL is not allowed", "front matter that cannot be read", NULL },
	{ "yaml", "nested too deep", "front matter that cannot be read", NULL },
	{ "yaml", "only one YAML document*", "front matter that cannot be read", NULL },
	{ "double-key", "key \"*\" is given twice*", "key given twice",
	    "keep one of the two lines" },
	{ "unknown-key", "unknown key \"*", "unknown key",
	    "correct the word before the colon; \"cee new\" without more lists the words that "
	    "each "
	    "kind of file knows" },
	{ "missing-key", "key \"*\" is missing*", "key missing",
	    "add a line with this word, a colon and its value to the facts at the top" },
	{ "empty-value", "* is empty; expected*", "empty value",
	    "write a value after the colon" },
	{ "date", "* must be a date such as*", "date",
	    "write year, month and day: 2026-11-21" },
	{ "time", "* must be a time such as*", "time",
	    "write 2026-12-01, or 2026-12-01 09:00" },
	{ "value", "* must be one value*", "value of the wrong kind", NULL },
	{ "value", "* must be a list*", "value of the wrong kind",
	    "put [ and ] around it, with commas between several" },
	{ "value", "* must be *", "value of the wrong kind", NULL },
	{ "choice", "* cannot be \"*", "unknown choice", NULL },
	{ "date-order", "expires_on must be later*", "dates in the wrong order", NULL },
	{ "date-order", "until must be later*", "dates in the wrong order", NULL },
	/* translations */
	{ "translation", "there is no English file *", "translation of nothing",
	    "give it the name of the English file, with \".es\" before \".md\"" },
	{ "translation-choices", "* choice*, where * has *", "translation with other choices",
	    "write one line for each choice of the English file, in its order" },
	{ "translation", "has no text, where *", "translation without a text", NULL },
	/* references */
	{ "unknown-center", "no Center \"*", "unknown Center",
	    "the Centers' short names are the names of the files in content/centers/" },
	{ "unknown-source", "no source \"*", "unknown source",
	    "short names of documents stand at the start of the lines in content/sources.yml" },
	{ "unknown-source", "source \"*\" must have a title", "unknown source", NULL },
	{ "unknown-topic", "no topic \"*", "unknown topic",
	    "the topics stand in content/site.yml under \"topics:\"" },
	{ "unknown-section", "no section \"*", "unknown section",
	    "sections are written in Roman numerals and stand in content/site.yml" },
	{ "unknown-faq", "no question faqs/*", "unknown question", NULL },
	{ "unknown-heading", "no heading * in scopes/", "unknown tariff heading",
	    "check the four digits; the heading must have a section \"## 1234 Title\" in its "
	    "chapter's file" },
	{ "unknown-heading", "also: no heading *", "unknown tariff heading",
	    "check the four digits between the two bars" },
	/* addresses and links */
	{ "broken-anchor", "no heading \"#*", "link to no heading",
	    "after \"#\" stands the heading in lower-case words joined by hyphens" },
	{ "broken-image", "the image \"*\" leads nowhere*", "missing image",
	    "put the file into content/images/ and write /images/its-name; capital letters "
	    "count" },
	{ "broken-link", "the link \"*\" leads nowhere*", "broken link",
	    "copy the address of the page from the browser, from \"/\" on" },
	{ "hidden-link", "the link \"*which is not on the site now", "link to a page held back",
	    "publish both together, or take the link out until then" },
	{ "own-link", "the link \"*\" leads to this site*",
	    "link to this site by its full address", NULL },
	{ "empty-link", "a link without a destination", "link without an address",
	    "write where it leads between \"(\" and \")\"" },
	{ "scheme", "scheme of \"*", "address of an unknown kind", NULL },
	{ "same-address", "has the same address*", "two pages with one address",
	    "rename one of the two files, or make one page of them" },
	{ "same-address", "has the address *", "two pages with one address",
	    "this address belongs to a page that is made of other files; rename this file" },
	{ "redirect", "redirect_from *", "former address",
	    "a former address leads to one page only, and to none while a page has it" },
	{ "lost-address", "* was published and now leads nowhere*", "address that would die",
	    NULL },
	{ "lost-address", "gone gives up *", "address that would die", NULL },
	{ "same-title", "* has the same title as *", "two pages with one title", NULL },
	/* Markdown */
	{ "link-text", "link text \"*", "link text that says nothing",
	    "name what is there: \"read [how to file a protest](...)\" instead of \"click "
	    "here\"" },
	{ "link-text", "link without text*", "link text that says nothing", NULL },
	{ "not-a-link", "this is no link*", "link that is none", NULL },
	{ "bold", "\"**\" is shown*", "mark left in the text", NULL },
	{ "not-a-heading", "this is no heading*", "heading that is none", NULL },
	{ "not-a-list", "this is no list*", "list that is none", NULL },
	{ "not-a-table", "this is no table*", "table that is none", NULL },
	{ "image-text", "image without alternative text*", "image without a text", NULL },
	{ "image-text", "the text \"* is the name of a file*", "image without a text", NULL },
	{ "image-text", "the text \"* does not say what*", "image without a text",
	    "people who cannot see it hear these words instead" },
	{ "unused-image", "no page shows this image*", "image left over", NULL },
	{ "heading-order", "first-level heading*", "heading order", NULL },
	{ "heading-order", "heading level jumps*", "heading order",
	    "people who hear the page find their way by the levels: ## first, ### inside it" },
	{ "table-header", "a column of this table*", "table without a header", NULL },
	{ "table-shape", "the row of dashes has*", "table out of shape",
	    "each row has the same number of cells; bars stand between them" },
	{ "table-shape", "this row has more cells*", "table out of shape",
	    "take a cell out, or add one to the first row and one to the row of dashes; write "
	    "\\| "
	    "for a bar in the text" },
	{ "table-shape", "tables of more than*", "table out of shape", NULL },
	{ "raw-html", "raw HTML*", "HTML in the text",
	    "write **bold**, *slanted*, [a link](/faq/) and lists as Markdown does; write \\< "
	    "for a "
	    "plain \"<\"" },
	{ "markdown", "lists and quotations nested*", "text that is too much for one page",
	    NULL },
	{ "markdown", "more than * images*", "text that is too much for one page", NULL },
	/* chapters, rules and names */
	{ "chapter-file", "chapter * must be in the file*", "chapter in the wrong file", NULL },
	{ "chapter-empty", "the chapter has no heading*", "chapter without headings", NULL },
	{ "heading-line", "expected a heading such as*", "heading of a chapter", NULL },
	{ "heading-line", "expected a line below*", "heading of a chapter", NULL },
	{ "wrong-chapter", "heading * is not of chapter*", "heading of another chapter", NULL },
	{ "wrong-chapter", "code * is not of chapter*", "heading of another chapter", NULL },
	{ "twice", "* stands twice; first on line *", "thing that stands twice",
	    "make one section of the two" },
	{ "twice", "\"*\" stands here twice", "thing that stands twice", NULL },
	{ "no-rule", "no rule gives heading*", "heading without a Center",
	    "see \"since\" and \"until\" of the rules at the top of the file" },
	{ "rule-overlap", "the rule for * overlaps*", "two rules for one code",
	    "change the rule that is there, or end it with \"until:\" the first day on which "
	    "it "
	    "no longer holds" },
	{ "rule-range", "the range * runs backwards", "range", "write the smaller code first" },
	{ "rule-date", "the rule for * is \"stated\"*", "source without a date", NULL },
	{ "empty-name", "an empty name*", "empty name", NULL },
	{ "long-name", "a name of more than*", "long name", NULL },
	{ "name-quote", "a double quote is not closed", "quotation mark not closed",
	    "a name with a comma in it stands between two double quotes" },
	{ "cas", "\"*\" is not a CAS number", "CAS number",
	    "its last digit does not fit the others; look it up again" },
	{ "name-prefix", "unknown prefix*", "unknown prefix", NULL },
	{ "also-line", "expected \"also:*", "line that asks", NULL },
	{ "center-number", "number * is also that*", "two Centers with one number", NULL },
	{ "choice-target", "choice \"*\" leads nowhere*", "choice that leads nowhere", NULL },
	{ "answer", "action: * needs *", "pinned answer", NULL },
	{ "center-held", "this Center *, but * names it*", "Center that is held back", NULL },
	{ "pinned-twice", "the words \"*\" are pinned in *", "words with two pinned answers",
	    NULL },
	{ "names-apart", "\"*\" has a comma without a space*", "names not told apart", NULL },
	{ "names-apart", "\"*\" has a semicolon*", "names not told apart", NULL },
	{ "names-mark", "a paragraph without a full stop*", "names without a mark before them",
	    NULL },
	{ "channel", "a channel *", "channel", NULL },
	{ "channel", "* does not give the address*", "channel", NULL },
	{ "site", "time zone \"*", "setting of the site", NULL },
	{ "site", "base_url *", "setting of the site", NULL },
	{ "site", "short_title has*", "setting of the site", NULL },
	/* what is doubtful */
	{ "few-names", "heading * has no product names*", "heading that few will find", NULL },
	{ "few-names", "heading * is known only as*", "heading that few will find", NULL },
	{ "few-names", "heading * has only *", "heading that few will find", NULL },
	{ "no-prose", "heading * has no text*", "heading without a text", NULL },
	{ "name-twice", "\"*\" stands twice under*", "name said twice", NULL },
	{ "name-twice", "\"*\" is \"*\" * in another order*", "name said twice", NULL },
	{ "name-twice", "\"*\" stands under * as a name and as*", "name said twice", NULL },
	{ "name-shared", "\"*\" stands under *", "name of two Centers", NULL },
	{ "accent", "*lost an accent*", "accent", NULL },
	{ "accent", "*lost its accent*", "accent", NULL },
	{ "review", "nobody is said to have checked*", "review", NULL },
	{ "review", "last checked on*", "review", NULL },
	{ "review", "* is still to come*", "review", NULL },
	{ "review", "this * was to be checked by*", "review", NULL },
	{ "no-source", "no source says so*", "page without a source", NULL },
	{ "asked-twice", "\"*\" is asked at*", "question asked twice", NULL },
	{ "description", "the description has*", "description", NULL },
	{ "draft", "a draft:*", "page held back", NULL },
	{ "held-back", "held back:*", "page held back", NULL },
	{ "expired", "expired:*", "page that has expired", NULL },
	{ "tidy", "* \"cee check --fix\" *", "untidy file", NULL },
	/* templates */
	{ "template-value", "no value named*", "unknown variable in a template",
	    "cee-template(5) lists what a template can show" },
	{ "template-value", "\"*\" is *, expected text", "unknown variable in a template",
	    NULL },
	{ "template-open", "tag is not closed*", "tag of a template not closed", NULL },
	{ "template-open", "* is not closed, expected \"{{/*", "block of a template not closed",
	    "it begins here; put its closing tag where it ends" },
	{ "template-close", "closing tag *", "closing tag of a template", NULL },
	{ "template-missing", "no template named*", "template missing",
	    "templates are files in templates/, named with .mustache at the end" },
	{ "template-missing", "there is no template*", "template missing",
	    "take the file back from an earlier version" },
	{ "template-block", "no block in the parent*", "block of a template", NULL },
	{ "template-block", "block \"*\" was given*", "block of a template", NULL },
	{ "template-block", "not shown: only blocks*", "block of a template", NULL },
	{ "template", "not a template*", "template", NULL },
	{ "template", "template \"*", "template", NULL },
	{ "assets", "is not there; \"make web\"*", "assets", NULL },
	/* the search */
	{ "search", "\"*\" leads to *", "name that leads elsewhere", NULL },
	{ "search", "\"*\" finds no Center*", "name that leads elsewhere", NULL },
	{ "assets", "url(*", "assets", NULL },
	{ "assets", "has the name of *", "assets", NULL },
	{ "other", "*", "other", NULL },
};
const size_t check_rules_n = sizeof(check_rules) / sizeof(check_rules[0]);

/* "*" takes as little as it can, and more when the rest does not fit. */
static bool
fits(const char *pattern, const char *text)
{
	const char *star = NULL, *from = NULL;

	while (*text != '\0') {
		if (*pattern == '*') {
			star = pattern++;
			from = text;
		} else if (*pattern == *text) {
			pattern++;
			text++;
		} else if (star != NULL) {
			pattern = star + 1;
			text = ++from;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return *pattern == '\0';
}

const struct check_rule *
check_rule(const char *text)
{
	size_t i;

	for (i = 0; i + 1 < check_rules_n && !fits(check_rules[i].pattern, text); i++)
		;
	return &check_rules[i];
}
