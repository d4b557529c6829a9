/* api_contact.c - POST /contact/: the letter, or the form again with what is missing. */
#include <string.h>

#include "base/limits.h"
#include "base/url.h"
#include "base/utf8.h"
#include "search/answer_view.h"
#include "search/call.h"
#include "search/contact.h"

#define LETTER_WIDTH 72 /* letters of a line: what mail programs quote without breaking it */

/* The fields of the form, each once; the first of a name counts. */
static bool
read_form(struct call *c, struct contact *out)
{
	struct str rest = c->req->body, name, value;
	bool seen[CONTACT__MAX] = { false };
	size_t i;

	*out = (struct contact){ .bad = false };
	if (!call_is_type(c->req->content_type, "application/x-www-form-urlencoded")) {
		call_problem(c, 415, TR("Send the form as it is."));
		return false;
	}
	if (c->req->body.n > LIMIT_LETTER_FORM) {
		call_problem(c, 413,
		    TR("The letter is larger than 64 KiB.  Go back and shorten it to about "
		       "2,000 "
		       "characters."));
		return false;
	}
	while (url_pair(c->arena, &rest, &name, &value)) {
		for (i = 0; i < CONTACT__MAX; i++) {
			if (seen[i] || !str_is(name, contact_field_name((enum contact_field)i)))
				continue;
			if (utf8_valid(value) < value.n) {
				call_problem(c, 400, TR("The form is not UTF-8 text."));
				return false;
			}
			seen[i] = true;
			out->typed[i] = value;
		}
	}
	return true;
}

/* What the form shows again: what was typed, and what is wrong with it. */
static void
set_form(struct call *c, struct value *v, const struct contact *ct)
{
	struct value *fields = value_set_map(v, "field"), *errors = value_set_list(v, "errors"),
		     *list;
	size_t i;

	for (i = 0; i < CONTACT__MAX; i++) {
		const char *name = contact_field_name((enum contact_field)i);
		struct value *f = value_set_map(fields, name), *row;

		value_set_str(f, "typed", ct->typed[i]);
		value_set_cstr(f, "error", ct->error[i]);
		if (ct->error[i] == NULL)
			continue;
		row = value_push_map(errors);
		value_set_cstr(row, "field", name);
		value_set_cstr(row, "error", ct->error[i]);
	}
	list = value_set_list(v, "topics");
	for (i = 0; i < c->store->n_topics; i++) {
		struct value *row = value_push_map(list);

		value_set_cstr(row, "id", c->store->topics[i].id);
		value_set_cstr(row, "title", c->store->topics[i].title);
		value_set_bool(row, "chosen", ct->topic == &c->store->topics[i]);
	}
	value_set_bool(v, "has_errors", ct->bad);
}

static void
set_channel(struct value *v, const struct contact *ct)
{
	const struct store_channel *h = ct->channel;
	struct value *row;

	value_set_null(v, "office");
	value_set_null(v, "channel");
	value_set_bool(v, "at_port", h != NULL && h->port);
	if (h == NULL)
		return;
	value_set_cstr(v, "office", h->to);
	row = value_set_map(v, "channel");
	value_set_cstr(row, "advice", h->advice);
	value_set_cstr(row, "url", h->url);
	value_set_cstr(row, "question", h->question);
}

/* Who reads a letter at CBP reads English: the way to the same one in it. */
static void
set_other(struct call *c, struct value *v)
{
	const struct store *english = c->store->in[LANG_EN];
	struct value *row;

	value_set_null(v, "other_letter");
	if (c->store->lang == LANG_EN || english == NULL)
		return;
	row = value_set_map(v, "other_letter");
	value_set_cstr(row, "code", lang_info[LANG_EN].code);
	value_set_cstr(row, "action", "/contact/#answer");
	value_set_cstr(row, "text", "This letter in English");
}

/* Whom the goods belong to: "answer" is what the page of /find/ knows of them. */
static void
set_center(struct call *c, struct value *v, const struct contact *ct)
{
	struct value *row;

	value_set(v, "answer", answer_view(c->arena, c->store, &ct->answer));
	value_set_null(v, "center");
	value_set_bool(v, "several", ct->answer.n_centers > 1 && ct->answer.codes.n > 1);
	if (ct->center == NULL)
		return;
	row = value_set_map(v, "center");
	value_set_cstr(row, "name", store_in(c->store, ct->center)->name);
	value_set_cstr(row, "url", store_in(c->store, ct->center)->url);
	value_set_bool(row, "own_mailbox", ct->center->mailbox != NULL);
}

/* The letter and the ways to send it.  -1: its template is wrong, and that was said. */
static int
set_letter(struct call *c, struct value *v, const struct contact *ct)
{
	struct buf text = BUF_INIT, letter = BUF_INIT, mailto = BUF_INIT;
	struct arena *a = c->arena;
	int rc;

	value_set_cstr(v, "subject", ct->subject);
	value_set_cstr(v, "mailbox", ct->mailbox);
	value_set_cstr(v, "topic", ct->topic->title);
	value_set_cstr(v, "goods", ct->goods);
	value_set_cstr(v, "port", ct->port);
	value_set_cstr(v, "question", ct->question);
	rc = page_part(c->pages, c->store, &text, "contact-letter", v);
	contact_wrap(&letter, str_trim(buf_str(&text)), LETTER_WIDTH);
	value_set_cstr(v, "letter", arena_strndup(a, letter.p, letter.n));
	value_set_bool(v, "mailto_short", false);
	value_set_null(v, "mailto");
	if (ct->mailbox != NULL) {
		contact_mailto(&mailto, ct->mailbox, ct->subject, letter.p);
		if (mailto.n > LIMIT_MAILTO) {
			buf_clear(&mailto);
			contact_mailto(&mailto, ct->mailbox, ct->subject, NULL);
			value_set_bool(v, "mailto_short", true);
		}
		value_set_cstr(v, "mailto", arena_strndup(a, mailto.p, mailto.n));
	}
	buf_free(&mailto);
	buf_free(&letter);
	buf_free(&text);
	return rc;
}

void
call_contact_page(struct call *c)
{
	struct value *v = value_map(c->arena);
	struct str none = { "", 0 };
	struct contact ct;

	if (!read_form(c, &ct))
		return;
	contact_make(&ct, c->arena, c->store);
	set_form(c, v, &ct);
	c->r->cache_control = "no-store"; /* what was typed stays between the two of us */
	if (ct.bad) {
		call_page(
		    c, "contact-form", tr(c->store->tr, "Error: write to a Center"), none, v);
		if (c->r->status == 200)
			c->r->status = 422;
		return;
	}
	set_channel(v, &ct);
	set_other(c, v);
	set_center(c, v, &ct);
	if (set_letter(c, v, &ct) == 0)
		call_page(c, "contact", tr(c->store->tr, "Your letter"), none, v);
	else
		call_problem(c, 500,
		    TR("The letter could not be made.  The fault is ours and was logged."));
}
