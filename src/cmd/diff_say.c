#include "cmd/diff_say.h"

#include <string.h>

#include "base/jsonw.h"

#define SHOWN 40 /* of each list; all are in the JSON */

bool
diff_any(const struct diff_report *r)
{
	const struct diff_index *x = r->index;

	return x->n_centers + x->n_gained + x->n_lost + x->n_pins + r->n_answers > 0;
}

static void
add_more(struct buf *out, size_t n, size_t max)
{
	if (n > max)
		buf_addf(out, "  and %zu more\n", n - max);
}

void
diff_text_centers(struct buf *out, const struct diff_center *c, size_t n, size_t max)
{
	size_t i;

	for (i = 0; i < n && i < max; i++)
		buf_addf(out, "  %-4s %s: %s -> %s\n", c[i].code, c[i].title,
		    c[i].before != NULL ? c[i].before : "(not there)",
		    c[i].after != NULL ? c[i].after : "(not there)");
	add_more(out, n, max);
}

static void
add_names(struct buf *out, char sign, const struct diff_name *v, size_t n)
{
	size_t i;

	for (i = 0; i < n && i < SHOWN; i++) {
		buf_addf(out, "  %c %s \"%s\"", sign, v[i].code, v[i].text);
		if (strcmp(v[i].kind, "name") != 0)
			buf_addf(out, " (%s)", v[i].kind);
		if (v[i].loc.file != NULL)
			buf_addf(out, "  %s:%u", v[i].loc.file, v[i].loc.line);
		buf_addc(out, '\n');
	}
	add_more(out, n, SHOWN);
}

static void
add_reply(struct buf *out, const struct diff_query *q, const struct diff_reply *r)
{
	static const struct {
		const char *label, *words;
	} words[] = {
		{ "exact", "" },
		{ "very-likely", "very likely" },
		{ "probably", "probably" },
	};
	size_t i;

	if (q->kind == DIFF_QUESTION) {
		buf_addf(out, "%s", r->url[0] != '\0' ? r->url : "nothing");
		return;
	}
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(words[i].label, r->label) == 0)
			break;
	if (i == sizeof(words) / sizeof(words[0])) {
		buf_adds(out, strcmp(r->label, "ask") == 0 ? "asks back" : "no Center");
		if (strcmp(r->label, "ask") == 0 && r->center[0] != '\0')
			buf_addf(out, ", first %s", r->center);
		return;
	}
	buf_addf(out, "%s%s%s%s%s", r->heading, r->heading[0] != '\0' ? " " : "", r->center,
	    words[i].words[0] != '\0' ? ", " : "", words[i].words);
}

static const char *
verdict(const struct diff_answer *x)
{
	enum diff_right before = x->before->right, after = x->after->right;

	if (after == DIFF_UNKNOWN)
		return "";
	if (before == after)
		return after == DIFF_RIGHT ? "  still right" : "  still wrong";
	return after == DIFF_RIGHT ? "  RIGHT NOW" : "  WRONG NOW";
}

static void
add_answers(struct buf *out, const struct diff_report *r)
{
	size_t i;

	for (i = 0; i < r->n_answers && i < SHOWN; i++) {
		const struct diff_answer *x = &r->answers[i];
		const struct diff_query *q = x->query;

		buf_addf(out, "  \"%.*s\"%s", (int)q->text.n, q->text.p, verdict(x));
		if (q->file != NULL)
			buf_addf(out, "  %s:%u", q->file, q->line);
		buf_adds(out, "\n    before: ");
		add_reply(out, q, x->before);
		buf_adds(out, "\n    after:  ");
		add_reply(out, q, x->after);
		buf_addc(out, '\n');
	}
	add_more(out, r->n_answers, SHOWN);
}

static const char *
plural(size_t n)
{
	return n == 1 ? "" : "s";
}

void
diff_text(struct buf *out, const struct diff_report *r)
{
	const struct diff_index *x = r->index;
	size_t i;

	buf_addf(out,
	    "against %s: %zu heading%s with another Center, %zu name%s gained, %zu lost, "
	    "%zu of %zu queries answered otherwise\n",
	    r->against, x->n_centers, plural(x->n_centers), x->n_gained, plural(x->n_gained),
	    x->n_lost, r->n_answers, r->n_asked);
	if (x->n_centers > 0) {
		buf_adds(out, "\nCenters:\n");
		diff_text_centers(out, x->centers, x->n_centers, SHOWN);
	}
	if (x->n_gained + x->n_lost > 0)
		buf_adds(out, "\nNames:\n");
	add_names(out, '+', x->gained, x->n_gained);
	add_names(out, '-', x->lost, x->n_lost);
	if (x->n_pins > 0)
		buf_adds(out, "\nPinned words with another answer:\n");
	for (i = 0; i < x->n_pins && i < SHOWN; i++)
		buf_addf(out, "  %s\n", x->pins[i].terms);
	add_more(out, x->n_pins, SHOWN);
	if (r->n_answers > 0)
		buf_adds(out, "\nAnswers:\n");
	add_answers(out, r);
}

static void
json_names(struct jsonw *w, const char *key, const struct diff_name *v, size_t n)
{
	size_t i;

	jsonw_key(w, key);
	jsonw_array(w);
	for (i = 0; i < n; i++) {
		jsonw_object(w);
		jsonw_kcstr(w, "heading", v[i].heading);
		jsonw_kcstr(w, "code", v[i].code);
		jsonw_kcstr(w, "name", v[i].text);
		jsonw_kcstr(w, "kind", v[i].kind);
		jsonw_kcstr(w, "file", v[i].loc.file);
		jsonw_kint(w, "line", v[i].loc.line);
		jsonw_end(w);
	}
	jsonw_end(w);
}

static void
json_reply(struct jsonw *w, const char *key, const struct diff_reply *r)
{
	jsonw_key(w, key);
	jsonw_object(w);
	jsonw_kcstr(w, "label", r->label);
	jsonw_kcstr(w, "center", r->center[0] != '\0' ? r->center : NULL);
	jsonw_kcstr(w, "heading", r->heading[0] != '\0' ? r->heading : NULL);
	jsonw_kcstr(w, "page", r->url[0] != '\0' ? r->url : NULL);
	jsonw_key(w, "right");
	if (r->right == DIFF_UNKNOWN)
		jsonw_null(w);
	else
		jsonw_bool(w, r->right == DIFF_RIGHT);
	jsonw_end(w);
}

static void
json_answers(struct jsonw *w, const struct diff_report *r)
{
	size_t i;

	jsonw_key(w, "answers");
	jsonw_array(w);
	for (i = 0; i < r->n_answers; i++) {
		const struct diff_answer *x = &r->answers[i];

		jsonw_object(w);
		jsonw_kstr(w, "query", x->query->text);
		jsonw_kstr(w, "want", x->query->want);
		jsonw_kcstr(w, "file", x->query->file);
		jsonw_kint(w, "line", x->query->line);
		json_reply(w, "before", x->before);
		json_reply(w, "after", x->after);
		jsonw_end(w);
	}
	jsonw_end(w);
}

void
diff_json(struct buf *out, const struct diff_report *r)
{
	const struct diff_index *x = r->index;
	struct jsonw w;
	size_t i;

	jsonw_init(&w, out);
	jsonw_object(&w);
	jsonw_kcstr(&w, "against", r->against);
	jsonw_kint(&w, "asked", (int64_t)r->n_asked);
	jsonw_key(&w, "centers");
	jsonw_array(&w);
	for (i = 0; i < x->n_centers; i++) {
		jsonw_object(&w);
		jsonw_kcstr(&w, "code", x->centers[i].code);
		jsonw_kcstr(&w, "title", x->centers[i].title);
		jsonw_kcstr(&w, "before", x->centers[i].before);
		jsonw_kcstr(&w, "after", x->centers[i].after);
		jsonw_end(&w);
	}
	jsonw_end(&w);
	json_names(&w, "gained", x->gained, x->n_gained);
	json_names(&w, "lost", x->lost, x->n_lost);
	jsonw_key(&w, "pinned");
	jsonw_array(&w);
	for (i = 0; i < x->n_pins; i++)
		jsonw_cstr(&w, x->pins[i].terms);
	jsonw_end(&w);
	json_answers(&w, r);
	jsonw_end(&w);
	buf_addc(out, '\n');
}
