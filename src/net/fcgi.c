#include "net/fcgi.h"

#include <assert.h>
#include <string.h>

#include "base/limits.h"
#include "net/fcgi_params.h"

#define FCGI_VERSION 1
#define FCGI_RESPONDER 1
#define FCGI_KEEP_CONN 1 /* bit of the flags of BEGIN_REQUEST */
#define BEGIN_SIZE 8 /* bytes of the content of BEGIN_REQUEST */
#define RECORD_MAX 65528u /* content we write in a record: the largest multiple of 8 */
#define KEEP_MEMORY 65536u /* a larger body buffer is not kept between requests */

static const unsigned params_max = LIMIT_FCGI_PARAMS, body_max = LIMIT_BODY;

/* What the content of the current record is for. */
enum sink {
	SINK_SKIP,
	SINK_BEGIN,
	SINK_ABORT,
	SINK_PARAMS,
	SINK_STDIN,
	SINK_VALUES,
	SINK_UNKNOWN
};

void
fcgi_init(struct fcgi *f, unsigned max_conns, size_t *budget)
{
	*f = (struct fcgi){
		.max_conns = max_conns,
		.budget = budget,
		.params = BUF_INIT,
		.path = BUF_INIT,
		.body = BUF_INIT,
	};
}

static void
drop_body(struct fcgi *f)
{
	if (f->budget != NULL)
		*f->budget += f->body.n;
	if (f->body.cap > KEEP_MEMORY)
		buf_free(&f->body);
	buf_clear(&f->body);
}

static void
forget_request(struct fcgi *f)
{
	drop_body(f);
	buf_clear(&f->params);
	buf_clear(&f->path);
	f->request = (struct fcgi_request){ .id = 0 };
	f->active = f->answered = f->params_end = f->stdin_end = f->params_over = false;
	f->body_status = 0;
}

void
fcgi_free(struct fcgi *f)
{
	if (f == NULL)
		return;
	drop_body(f);
	buf_free(&f->params);
	buf_free(&f->path);
	buf_free(&f->body);
}

void
fcgi_forget(struct fcgi *f)
{
	if (f->answered)
		forget_request(f);
}

bool
fcgi_idle(const struct fcgi *f)
{
	return !f->active && f->have == 0;
}

static enum fcgi_event
violation(struct fcgi *f, const char *what)
{
	f->error = what;
	return FCGI_CLOSE;
}

/* Header and padded content of one record of at most 65,535 bytes (3.3). */
static void
add_record(struct buf *out, int type, unsigned id, struct str content)
{
	unsigned padding = (unsigned)(-content.n & 7);
	const unsigned char header[FCGI_HEADER] = {
		FCGI_VERSION,
		(unsigned char)type,
		(unsigned char)(id >> 8),
		(unsigned char)id,
		(unsigned char)(content.n >> 8),
		(unsigned char)content.n,
		(unsigned char)padding,
		0,
	};

	assert(content.n <= 0xffff);
	buf_add(out, header, sizeof(header));
	buf_addstr(out, content);
	buf_add(out, "\0\0\0\0\0\0\0", padding);
}

/* Application status 0, then the protocol status (5.5). */
static void
add_end(struct buf *out, unsigned id, enum fcgi_end status)
{
	const char body[8] = { [4] = (char)status };

	add_record(out, FCGI_END_REQUEST, id, (struct str){ body, sizeof(body) });
}

static unsigned
record_id(const struct fcgi *f)
{
	return (unsigned)f->header[2] << 8 | f->header[3];
}

/* Where a record of the request in progress goes. */
static enum fcgi_event
application_header(struct fcgi *f)
{
	switch (f->header[1]) {
	case FCGI_ABORT_REQUEST:
		f->sink = SINK_ABORT;
		return FCGI_MORE;
	case FCGI_PARAMS:
		f->sink = SINK_PARAMS;
		return f->params_end ? violation(f, "PARAMS after their end") : FCGI_MORE;
	case FCGI_STDIN:
		f->sink = SINK_STDIN;
		return f->stdin_end ? violation(f, "STDIN after its end") : FCGI_MORE;
	case FCGI_BEGIN_REQUEST:
		return violation(f, "BEGIN_REQUEST with the id of the request in progress");
	default:
		return violation(f, "record of a type that no web server sends to a responder");
	}
}

/* The header is whole: decide what the content is for. */
static enum fcgi_event
header_done(struct fcgi *f)
{
	unsigned id = record_id(f), type = f->header[1];

	f->content = (size_t)f->header[4] << 8 | f->header[5];
	f->padding = f->header[6];
	f->small_n = 0;
	f->sink = SINK_SKIP;
	if (f->header[0] != FCGI_VERSION)
		return violation(f, "record of another version than 1");
	if (id == 0) { /* a management record (3.3) */
		if (type >= FCGI_BEGIN_REQUEST && type <= FCGI_DATA)
			return violation(f, "application record with request id 0");
		f->sink = type == FCGI_GET_VALUES ? SINK_VALUES : SINK_UNKNOWN;
		if (f->sink == SINK_VALUES && f->content > FCGI_VALUES_MAX)
			return violation(f, "GET_VALUES over its limit");
		return FCGI_MORE;
	}
	if (f->active && id == f->request.id)
		return application_header(f);
	if (type == FCGI_BEGIN_REQUEST) {
		f->sink = SINK_BEGIN;
		return f->content == BEGIN_SIZE ? FCGI_MORE
						: violation(f, "BEGIN_REQUEST not of 8 bytes");
	}
	return FCGI_MORE; /* records of inactive requests are ignored (3.3) */
}

static void
take_params(struct fcgi *f, struct str s)
{
	if (!f->params_over && s.n > params_max - f->params.n) {
		f->params_over = true;
		buf_clear(&f->params);
	}
	if (!f->params_over)
		buf_addstr(&f->params, s);
}

static void
take_body(struct fcgi *f, struct str s)
{
	if (f->body_status == 0 && s.n > body_max - f->body.n)
		f->body_status = 413;
	else if (f->body_status == 0 && f->budget != NULL && s.n > *f->budget)
		f->body_status = 503;
	if (f->body_status != 0) {
		drop_body(f);
		return;
	}
	if (f->budget != NULL)
		*f->budget -= s.n;
	buf_addstr(&f->body, s);
}

static void
take_content(struct fcgi *f, struct str s)
{
	switch (f->sink) {
	case SINK_PARAMS:
		take_params(f, s);
		break;
	case SINK_STDIN:
		take_body(f, s);
		break;
	case SINK_BEGIN:
	case SINK_VALUES: /* header_done() saw that it fits */
		memcpy(f->small + f->small_n, s.p, s.n);
		f->small_n += s.n;
		break;
	default:
		break;
	}
}

static enum fcgi_event
begin_done(struct fcgi *f, struct buf *out)
{
	unsigned id = record_id(f), role = (unsigned)f->small[0] << 8 | f->small[1];
	bool keep = (f->small[2] & FCGI_KEEP_CONN) != 0;

	if (f->active) { /* the first request goes on */
		add_end(out, id, FCGI_CANT_MPX_CONN);
		return FCGI_MORE;
	}
	if (role != FCGI_RESPONDER) {
		add_end(out, id, FCGI_UNKNOWN_ROLE);
		return keep ? FCGI_MORE : FCGI_CLOSE;
	}
	f->active = true;
	f->request.id = id;
	f->request.role = role;
	f->request.keep_conn = keep;
	return FCGI_MORE;
}

/* Answer the variables of 4.1 that were asked for; others are left out, as it says. */
static enum fcgi_event
values_done(struct fcgi *f, struct buf *out)
{
	struct str rest = { (const char *)f->small, f->small_n }, name, value;
	struct buf reply = BUF_INIT, text = BUF_INIT;
	int got;

	while ((got = fcgi_pair(&rest, &name, &value)) > 0) {
		buf_clear(&text);
		if (str_is(name, "FCGI_MAX_CONNS") || str_is(name, "FCGI_MAX_REQS"))
			buf_addf(&text, "%u", f->max_conns);
		else if (str_is(name, "FCGI_MPXS_CONNS"))
			buf_addc(&text, '0');
		else
			continue;
		buf_addc(&reply, (char)name.n); /* both far below 128: one byte each (3.4) */
		buf_addc(&reply, (char)text.n);
		buf_addstr(&reply, name);
		buf_addstr(&reply, buf_str(&text));
	}
	if (got == 0)
		add_record(out, FCGI_GET_VALUES_RESULT, 0, buf_str(&reply));
	buf_free(&reply);
	buf_free(&text);
	return got == 0 ? FCGI_MORE : violation(f, "GET_VALUES that is not name-value pairs");
}

/* fcgi_params_read() compares CONTENT_LENGTH with what came on STDIN, as 6.2 wants it. */
static enum fcgi_event
request_done(struct fcgi *f)
{
	struct fcgi_request *r = &f->request;

	f->active = false;
	f->answered = true;
	r->msg.body = buf_str(&f->body);
	if (f->params_over) {
		r->status = 400;
		r->fault = "the request's parameters (address and headers) are over the limit";
		r->keep_conn = false;
	} else if (f->body_status == 413) {
		r->status = 413;
		r->fault = "the request's body is over the limit";
	} else if (f->body_status != 0) {
		r->status = f->body_status;
		r->fault = "too many large requests at once";
	} else {
		r->fault = fcgi_params_read(&r->msg, &f->path, buf_str(&f->params));
		r->status = r->fault != NULL ? 400 : 0;
	}
	return FCGI_REQUEST;
}

static enum fcgi_event
record_done(struct fcgi *f, struct buf *out)
{
	const unsigned char unknown[8] = { f->header[1] };
	bool empty = f->header[4] == 0 && f->header[5] == 0; /* the end of a stream (3.3) */
	bool keep;

	switch (f->sink) {
	case SINK_BEGIN:
		return begin_done(f, out);
	case SINK_ABORT: /* answered as soon as possible (5.4) */
		keep = f->request.keep_conn;
		add_end(out, f->request.id, FCGI_REQUEST_COMPLETE);
		forget_request(f);
		return keep ? FCGI_MORE : FCGI_CLOSE;
	case SINK_VALUES:
		return values_done(f, out);
	case SINK_UNKNOWN: /* 4.2 */
		add_record(out, FCGI_UNKNOWN_TYPE, 0,
		    (struct str){ (const char *)unknown, sizeof(unknown) });
		return FCGI_MORE;
	case SINK_PARAMS:
		f->params_end = empty;
		break;
	case SINK_STDIN:
		f->stdin_end = empty;
		break;
	default:
		return FCGI_MORE;
	}
	return f->params_end && f->stdin_end ? request_done(f) : FCGI_MORE;
}

/* Use some bytes for one part of a record: at least one, or a record that needs no more. */
static size_t
part(struct fcgi *f, struct buf *out, enum fcgi_event *event, struct str s)
{
	size_t n = s.n;

	if (f->have < FCGI_HEADER) {
		n = n < FCGI_HEADER - f->have ? n : FCGI_HEADER - f->have;
		memcpy(f->header + f->have, s.p, n);
		f->have += n;
		if (f->have == FCGI_HEADER)
			*event = header_done(f);
	} else if (f->content > 0) {
		n = n < f->content ? n : f->content;
		take_content(f, (struct str){ s.p, n });
		f->content -= n;
	} else {
		n = n < f->padding ? n : f->padding;
		f->padding -= n;
	}
	if (*event == FCGI_MORE && f->have == FCGI_HEADER && f->content == 0 &&
	    f->padding == 0) {
		f->have = 0;
		*event = record_done(f, out);
	}
	return n;
}

size_t
fcgi_feed(struct fcgi *f, struct buf *out, enum fcgi_event *event, struct str bytes)
{
	size_t all = bytes.n;

	*event = FCGI_MORE;
	if (f->closed) {
		*event = FCGI_CLOSE;
		return all;
	}
	fcgi_forget(f);
	while (bytes.n > 0 && *event == FCGI_MORE)
		bytes = str_skip(bytes, part(f, out, event, bytes));
	f->closed = *event == FCGI_CLOSE;
	return f->closed ? all : all - bytes.n;
}

static void
add_stdout(struct buf *out, unsigned id, struct str s)
{
	struct str piece;

	while (s.n > 0) {
		piece = (struct str){ s.p, s.n < RECORD_MAX ? s.n : RECORD_MAX };
		add_record(out, FCGI_STDOUT, id, piece);
		s = str_skip(s, piece.n);
	}
}

void
fcgi_respond(struct buf *out, const struct fcgi_request *req, const struct msg_response *r)
{
	bool bodiless = r->status == 204 || r->status == 304; /* RFC 9110, 15.3.5 and 15.4.5 */
	bool head = str_is(req->msg.method, "HEAD");
	struct buf header = BUF_INIT;

	buf_addf(&header, "Status: %d %s\r\n", r->status, msg_reason(r->status));
	msg_headers(&header, r);
	if (!bodiless)
		buf_addf(&header, "Content-Length: %zu\r\n", r->body.n);
	buf_adds(&header, "\r\n");
	buf_reserve(out, header.n + r->body.n + r->body.n / 4096 + 64);
	add_stdout(out, req->id, buf_str(&header));
	if (!bodiless && !head)
		add_stdout(out, req->id, buf_str(&r->body));
	add_record(out, FCGI_STDOUT, req->id, STR(""));
	add_end(out, req->id, FCGI_REQUEST_COMPLETE);
	buf_free(&header);
}
