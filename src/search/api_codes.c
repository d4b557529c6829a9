#include <string.h>

#include "base/charset.h"
#include "base/limits.h"
#include "base/multipart.h"
#include "base/url.h"
#include "base/utf8.h"
#include "search/account_view.h"
#include "search/answer_json.h"
#include "search/call.h"

/* c= once or more, or the body of a POST, as one list with a line each. */
static bool
read_codes(struct call *c, struct str *list)
{
	struct arena *a = c->arena;
	struct str rest = c->req->query, name, value;
	struct buf b = BUF_INIT;

	if (str_is(c->req->method, "POST")) {
		*list = c->req->body;
	} else {
		while (url_pair(a, &rest, &name, &value))
			if (str_is(name, "c"))
				buf_addf(&b, "%.*s\n", (int)value.n, value.p);
		*list = (struct str){ arena_strndup(a, b.p, b.n), b.n };
	}
	buf_free(&b);
	if (codes_not_text(*list) != NULL) {
		call_problem(
		    c, 415, TR("This is a spreadsheet file; save it as CSV and send that."));
		return false;
	}
	if (utf8_valid(*list) < list->n) {
		call_problem(
		    c, 400, TR("The list is not UTF-8 text; save it as CSV in UTF-8."));
		return false;
	}
	if (str_trim(*list).n == 0) {
		call_problem(
		    c, 400, TR("No codes were sent: use c=6109.10, or post one code a line."));
		return false;
	}
	return true;
}

void
call_codes(struct call *c)
{
	struct str list;
	struct codes codes;
	bool post = str_is(c->req->method, "POST");

	if (post && c->req->body.n > LIMIT_API_BODY) {
		call_problem(c, 413, TR("The list is larger than 1 MiB."));
		return;
	}
	if (post && !call_is_type(c->req->content_type, "text/csv") &&
	    !call_is_type(c->req->content_type, "text/plain")) {
		call_problem(c, 415, TR("Post the list as text/csv or text/plain."));
		return;
	}
	if (!read_codes(c, &list))
		return;
	codes_read(&codes, c->arena, c->store, list);
	codes_json(&c->r->body, c->store, &codes);
	call_json(c);
	if (!post)
		call_cacheable(c);
}

/* What a visitor sent to /account/, whatever form it came in. */
struct sent {
	struct str text, file, filename, as;
	bool has_file;
};

/* Why the form could not be read; NULL: it was. */
static const char *
read_multipart(struct call *c, struct sent *sent)
{
	struct multipart m;
	struct part part;
	size_t i;

	if (!multipart_init(&m, c->req->content_type, c->req->body))
		return m.error;
	while (multipart_next(&m, &part)) {
		if (str_is(part.name, "list")) {
			sent->text = part.body;
		} else if (str_is(part.name, "as")) {
			sent->as = part.body;
		} else if (str_is(part.name, "file") && part.body.n > 0) {
			sent->file = part.body;
			sent->filename = part.filename;
			sent->has_file = true;
			for (i = part.filename.n; i > 0; i--)
				if (part.filename.p[i - 1] == '/' ||
				    part.filename.p[i - 1] == '\\')
					break; /* old browsers send the whole path */
			sent->filename = str_skip(part.filename, i);
		}
	}
	return m.error;
}

static void
read_form(struct call *c, struct sent *sent)
{
	struct str rest = str_is(c->req->method, "POST") ? c->req->body : c->req->query, name,
		   value;

	while (url_pair(c->arena, &rest, &name, &value)) {
		if (str_is(name, "list"))
			sent->text = value;
		else if (str_is(name, "as"))
			sent->as = value;
	}
}

static bool
read_sent(struct call *c, struct sent *sent)
{
	const char *error;

	*sent = (struct sent){ .text = { "", 0 } };
	if (!str_is(c->req->method, "POST") ||
	    call_is_type(c->req->content_type, "application/x-www-form-urlencoded")) {
		read_form(c, sent);
		return true;
	}
	if (!call_is_type(c->req->content_type, "multipart/form-data")) {
		call_problem(c, 415,
		    TR("Send the form as it is: the list belongs into the text field."));
		return false;
	}
	error = read_multipart(c, sent);
	if (error == NULL)
		return true;
	call_problem(c, 400,
	    arena_printf(c->arena,
		tr(c->store->tr, "The upload did not arrive whole: %s. Please send it again."),
		error));
	return false;
}

/* The list as UTF-8; false after a problem.  The files that spreadsheets keep are no text. */
static bool
read_text(struct call *c, const struct sent *sent, struct account_sent *view, struct str *list)
{
	struct str raw = sent->has_file ? sent->file : sent->text;
	struct buf b = BUF_INIT;
	const char *kind = codes_not_text(raw);

	if (kind == NULL) {
		view->charset = charset_guess(raw);
		view->faults = charset_to_utf8(&b, raw, view->charset);
		if (memchr(b.p, '\0', b.n) != NULL)
			kind = TR("no text");
	}
	if (kind != NULL)
		call_problem(c, 415,
		    arena_printf(c->arena,
			tr(c->store->tr,
			    "This is %s, which we do not read.  Open it in your spreadsheet "
			    "program, choose \xE2\x80\x9CSave as\xE2\x80\x9D and CSV, and send "
			    "that file."),
			tr(c->store->tr, kind)));
	else
		*list = (struct str){ arena_strndup(c->arena, b.p, b.n), b.n };
	buf_free(&b);
	return kind == NULL;
}

static void
download(struct call *c, const char *filename)
{
	c->r->content_type = "text/csv; charset=utf-8";
	c->r->attachment = true;
	buf_adds(&c->r->filename, filename);
}

void
call_account_page(struct call *c)
{
	struct account_sent view = { .asked = false };
	struct arena *a = c->arena;
	struct str list = { "", 0 };
	struct account account;
	struct codes codes;
	struct sent sent;

	if (!read_sent(c, &sent) || !read_text(c, &sent, &view, &list))
		return;
	codes_read(&codes, a, c->store, list);
	if (str_is(sent.as, "lines")) {
		account_lines_csv(&c->r->body, &codes);
		download(c, "cee-lines.csv");
		return;
	}
	if (str_is(sent.as, "shares")) {
		account_shares_csv(&c->r->body, &codes);
		download(c, "cee-shares.csv");
		return;
	}
	account_of(&account, a, &codes);
	view.list = list;
	view.filename = sent.filename;
	view.both = sent.has_file && str_trim(sent.text).n > 0;
	view.asked = str_is(c->req->method, "POST") || list.n > 0;
	if (sent.has_file) { /* of a report with fifty columns, only what was read */
		struct buf b = BUF_INIT;

		account_list(&b, &codes);
		view.list = (struct str){ arena_strndup(a, b.p, b.n), b.n };
		buf_free(&b);
		if (utf8_valid(view.filename) < view.filename.n || view.filename.n == 0)
			view.filename = str_of(tr(c->store->tr, "your file"));
	}
	call_page(c, "account", tr(c->store->tr, "Which Center for my mix of goods?"),
	    (struct str){ "", 0 }, account_view(a, c->store, &account, &view));
}
