#include "cmd/check_report.h"

#include <string.h>

#include "base/escape.h"
#include "base/utf8.h"
#include "cmd/check_fix.h"
#include "cmd/check_rules.h"

/* What to do, where the message itself does not propose it. */
static const char *
help_of(const struct diag_msg *m)
{
	return strstr(m->text, "did you mean") != NULL ? NULL : check_rule(m->text)->help;
}

/* What is missing stands on no line. */
static void
add_excerpt(struct buf *out, const struct check_report *r, const struct diag_msg *m)
{
	if (strcmp(check_rule(m->text)->id, "missing-key") != 0)
		check_excerpt(out, r->files, m->loc);
}

/* ---- text ---- */

static void
add_place(struct buf *out, struct loc loc)
{
	if (loc.file == NULL)
		return;
	buf_addf(out, "%s:", loc.file);
	if (loc.line != 0)
		buf_addf(out, "%u:", loc.line);
	if (loc.line != 0 && loc.col != 0)
		buf_addf(out, "%u:", loc.col);
	buf_addc(out, ' ');
}

/* The line as it is after an edit. */
static void
add_mended(struct buf *out, struct str line, const struct check_edit *e)
{
	buf_add(out, line.p, e->col - 1);
	buf_adds(out, e->text);
	buf_addstr(out, str_skip(line, e->end - 1));
}

void
check_report_text(struct buf *out, const struct check_report *r)
{
	size_t i;

	for (i = 0; i < r->d->n; i++) {
		const struct diag_msg *m = &r->d->msgs[i];
		const char *help = help_of(m);
		struct check_edit e;

		add_place(out, m->loc);
		buf_addf(out, "%s: %s\n", diag_level_name(m->level), m->text);
		add_excerpt(out, r, m);
		if (check_edit(&e, r->arena, r->files, m) && e.text[0] != '\0') {
			buf_adds(out, "  mend: ");
			add_mended(out, check_files_line(r->files, m->loc), &e);
			buf_addc(out, '\n');
		} else if (help != NULL) {
			buf_addf(out, "  help: %s\n", help);
		}
	}
}

/* ---- JSON ---- */

void
check_report_json(struct jsonw *w, const struct check_report *r)
{
	struct buf excerpt = BUF_INIT;
	size_t i;

	jsonw_key(w, "messages");
	jsonw_array(w);
	for (i = 0; i < r->d->n; i++) {
		const struct diag_msg *m = &r->d->msgs[i];
		const char *help = help_of(m);
		struct check_edit e;

		jsonw_object(w);
		jsonw_kcstr(w, "file", m->loc.file);
		jsonw_kint(w, "line", m->loc.line);
		jsonw_kint(w, "column", m->loc.col);
		jsonw_kcstr(w, "level", diag_level_name(m->level));
		jsonw_kcstr(w, "rule", check_rule(m->text)->id);
		jsonw_kcstr(w, "text", m->text);
		buf_clear(&excerpt);
		add_excerpt(&excerpt, r, m);
		if (excerpt.n > 0)
			jsonw_kstr(w, "excerpt", buf_str(&excerpt));
		if (help != NULL)
			jsonw_kcstr(w, "help", help);
		if (check_edit(&e, r->arena, r->files, m)) {
			jsonw_key(w, "fix");
			jsonw_object(w);
			jsonw_kint(w, "line", e.line);
			jsonw_kint(w, "column", e.col);
			jsonw_kint(w, "end_column", e.end);
			jsonw_kcstr(w, "text", e.text);
			jsonw_end(w);
		}
		jsonw_end(w);
	}
	jsonw_end(w);
	buf_free(&excerpt);
}

/* ---- SARIF ---- */

/* A byte column as one of code points; a byte that is not UTF-8 counts as one. */
static unsigned
column(struct str line, unsigned col)
{
	size_t at = 0, n;
	unsigned out = 1;
	uint32_t cp;

	while (at + 1 < col && at < line.n) {
		n = utf8_next(str_skip(line, at), &cp);
		at += n != 0 ? n : 1;
		out++;
	}
	return out;
}

/* "key": { "uri": ... } */
static void
add_file(struct jsonw *w, const char *file)
{
	struct buf uri = BUF_INIT;

	escape_url_path(&uri, str_of(file));
	jsonw_key(w, "artifactLocation");
	jsonw_object(w);
	jsonw_kstr(w, "uri", buf_str(&uri));
	jsonw_end(w);
	buf_free(&uri);
}

static void
add_location(struct jsonw *w, const struct check_report *r, const struct diag_msg *m)
{
	struct str line = check_files_line(r->files, m->loc);

	jsonw_key(w, "locations");
	jsonw_array(w);
	if (m->loc.file != NULL) {
		jsonw_object(w);
		jsonw_key(w, "physicalLocation");
		jsonw_object(w);
		add_file(w, m->loc.file);
		if (m->loc.line != 0) {
			jsonw_key(w, "region");
			jsonw_object(w);
			jsonw_kint(w, "startLine", m->loc.line);
			if (m->loc.col != 0)
				jsonw_kint(w, "startColumn", column(line, m->loc.col));
			if (line.p != NULL) {
				jsonw_key(w, "snippet");
				jsonw_object(w);
				jsonw_kstr(w, "text", line);
				jsonw_end(w);
			}
			jsonw_end(w);
		}
		jsonw_end(w);
		jsonw_end(w);
	}
	jsonw_end(w);
}

static void
add_fix(struct jsonw *w, const struct check_report *r, const struct diag_msg *m)
{
	struct str line = check_files_line(r->files, m->loc);
	struct check_edit e;

	if (!check_edit(&e, r->arena, r->files, m))
		return;
	jsonw_key(w, "fixes");
	jsonw_array(w);
	jsonw_object(w);
	jsonw_key(w, "artifactChanges");
	jsonw_array(w);
	jsonw_object(w);
	add_file(w, m->loc.file);
	jsonw_key(w, "replacements");
	jsonw_array(w);
	jsonw_object(w);
	jsonw_key(w, "deletedRegion");
	jsonw_object(w);
	jsonw_kint(w, "startLine", e.line);
	jsonw_kint(w, "startColumn", column(line, e.col));
	jsonw_kint(w, "endColumn", column(line, e.end));
	jsonw_end(w);
	jsonw_key(w, "insertedContent");
	jsonw_object(w);
	jsonw_kcstr(w, "text", e.text);
	jsonw_end(w);
	jsonw_end(w); /* replacement */
	jsonw_end(w);
	jsonw_end(w); /* change */
	jsonw_end(w);
	jsonw_end(w); /* fix */
	jsonw_end(w);
}

/* Rows of one kind stand under its first: an id stands once. */
static size_t
first_of(const struct check_rule *rule)
{
	size_t i, n = 0, k;

	for (i = 0; strcmp(check_rules[i].id, rule->id) != 0; i++) {
		for (k = 0; k < i && strcmp(check_rules[k].id, check_rules[i].id) != 0; k++)
			;
		n += k == i;
	}
	return n;
}

static void
add_rules(struct jsonw *w)
{
	size_t i, k;

	jsonw_key(w, "rules");
	jsonw_array(w);
	for (i = 0; i < check_rules_n; i++) {
		const struct check_rule *rule = &check_rules[i];

		for (k = 0; k < i && strcmp(check_rules[k].id, rule->id) != 0; k++)
			;
		if (k < i)
			continue;
		jsonw_object(w);
		jsonw_kcstr(w, "id", rule->id);
		jsonw_key(w, "shortDescription");
		jsonw_object(w);
		jsonw_kcstr(w, "text", rule->what);
		jsonw_end(w);
		if (rule->help != NULL) {
			jsonw_key(w, "help");
			jsonw_object(w);
			jsonw_kcstr(w, "text", rule->help);
			jsonw_end(w);
		}
		jsonw_end(w);
	}
	jsonw_end(w);
}

static void
add_result(struct jsonw *w, const struct check_report *r, const struct diag_msg *m)
{
	const struct check_rule *rule = check_rule(m->text);
	const char *help = help_of(m);
	struct buf text = BUF_INIT;

	buf_adds(&text, m->text);
	if (help != NULL)
		buf_addf(&text, ": %s", help);
	jsonw_object(w);
	jsonw_kcstr(w, "ruleId", rule->id);
	jsonw_kint(w, "ruleIndex", (int64_t)first_of(rule));
	jsonw_kcstr(w, "level", diag_level_name(m->level));
	jsonw_key(w, "message");
	jsonw_object(w);
	jsonw_kstr(w, "text", buf_str(&text));
	jsonw_end(w);
	add_location(w, r, m);
	add_fix(w, r, m);
	jsonw_end(w);
	buf_free(&text);
}

void
check_report_sarif(struct buf *out, const struct check_report *r)
{
	struct jsonw w;
	size_t i;

	jsonw_init(&w, out);
	jsonw_object(&w);
	jsonw_kcstr(&w, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
	jsonw_kcstr(&w, "version", "2.1.0");
	jsonw_key(&w, "runs");
	jsonw_array(&w);
	jsonw_object(&w);
	jsonw_key(&w, "tool");
	jsonw_object(&w);
	jsonw_key(&w, "driver");
	jsonw_object(&w);
	jsonw_kcstr(&w, "name", "cee");
	add_rules(&w);
	jsonw_end(&w);
	jsonw_end(&w);
	jsonw_kcstr(&w, "columnKind", "unicodeCodePoints");
	jsonw_key(&w, "results");
	jsonw_array(&w);
	for (i = 0; i < r->d->n; i++)
		add_result(&w, r, &r->d->msgs[i]);
	jsonw_end(&w);
	jsonw_end(&w);
	jsonw_end(&w);
	jsonw_end(&w);
	buf_addc(out, '\n');
}
