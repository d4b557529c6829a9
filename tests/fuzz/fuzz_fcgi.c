/*
 * fuzz_fcgi.c - any bytes from a web server; the first byte chooses how they are cut.
 *
 * Properties: fed in pieces gives the same requests, replies and end as fed whole; all that we
 * send is well-formed records; replies to records of the protocol's own are at most twice the
 * input; a sound request has a method, a path with a slash and no NUL, and slices within
 * limits; the budget for bodies is given back.
 */
#include <string.h>

#include "base/limits.h"
#include "fcgi_mutate.h"
#include "fuzz.h"
#include "net/fcgi.h"

static void
must(int fact)
{
	if (!fact)
		abort();
}

/* Version 1, a type that an application sends, content and padding within the bytes (3.3). */
static void
check_records(struct str s)
{
	const unsigned char *p;
	size_t n;

	while (s.n > 0) {
		must(s.n >= 8);
		p = (const unsigned char *)s.p;
		n = 8 + (size_t)p[4] * 256 + p[5] + p[6];
		must(p[0] == 1 && s.n >= n && n % 8 == 0);
		must(p[1] == 3 || p[1] == 6 || p[1] == 10 || p[1] == 11);
		must((p[1] >= 10) == (p[2] == 0 && p[3] == 0)); /* management: request id 0 */
		must(p[1] == 6 || p[1] == 10 || p[4] * 256 + p[5] == 8);
		s = str_skip(s, n);
	}
}

static void
log_str(struct buf *log, struct str s)
{
	buf_addf(log, "%zu:", s.n);
	buf_addstr(log, s);
}

static void
log_request(struct buf *log, struct buf *answers, const struct fcgi_request *r)
{
	const struct msg_request *m = &r->msg;
	struct msg_response reply;

	must(r->id >= 1 && r->id <= 65535 && r->role == 1);
	must((r->status == 0) == (r->fault == NULL));
	must(r->status == 0 || r->status == 400 || r->status == 413 || r->status == 503);
	buf_addf(log, "%u %d %d ", r->id, r->keep_conn, r->status);
	if (r->status == 0) {
		must(m->method.n > 0 && m->path.n > 0 && m->path.p[0] == '/');
		must(str_chr(m->path, '\0') == m->path.n);
		must(m->path.n + m->query.n + m->content_type.n <= LIMIT_FCGI_PARAMS);
		must(m->body.n <= LIMIT_BODY);
		log_str(log, m->method);
		log_str(log, m->path);
		log_str(log, m->query);
		log_str(log, m->content_type);
		log_str(log, m->if_none_match);
		log_str(log, m->body);
	}
	msg_response_init(&reply);
	reply.status = r->status != 0 ? r->status : m->query.n % 2 == 0 ? 200 : 304;
	reply.content_type = "text/plain";
	buf_addstr(&reply.body, m->body);
	fcgi_respond(answers, r, &reply);
	msg_response_free(&reply);
}

/* Feed S in pieces that CUT chooses: 0 all at once, else 1 to 16 bytes. */
static void
run(struct str s, unsigned cut, struct buf *log)
{
	struct buf out = BUF_INIT, answers = BUF_INIT;
	size_t budget = 4096, n = s.n, used;
	enum fcgi_event event = FCGI_MORE;
	struct str piece;
	struct fcgi f;

	fcgi_init(&f, 512, &budget);
	while (s.n > 0 && event != FCGI_CLOSE) {
		cut = cut != 0 ? cut * 1103515245u + 12345u : 0;
		piece = s;
		if (cut != 0 && piece.n > 1 + (cut >> 16) % 16)
			piece.n = 1 + (cut >> 16) % 16;
		used = fcgi_feed(&f, &out, &event, piece);
		must(used > 0 && used <= piece.n && (event != FCGI_MORE || used == piece.n));
		must(event != FCGI_CLOSE || used == piece.n);
		if (event == FCGI_REQUEST)
			log_request(log, &answers, &f.request);
		s = str_skip(s, used);
	}
	must(out.n <= 2 * n);
	check_records(buf_str(&out));
	check_records(buf_str(&answers));
	buf_addf(log, "%s %d ", f.error != NULL ? f.error : "", event == FCGI_CLOSE);
	if (event != FCGI_CLOSE)
		buf_addf(log, "%d ", fcgi_idle(&f));
	log_str(log, buf_str(&out));
	log_str(log, buf_str(&answers));
	fcgi_free(&f);
	must(budget == 4096);
	buf_free(&out);
	buf_free(&answers);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct buf whole = BUF_INIT, cut = BUF_INIT;
	struct str s;

	if (n == 0)
		return 0;
	s = (struct str){ (const char *)data + 1, n - 1 };
	run(s, 0, &whole);
	run(s, data[0] + 1u, &cut);
	must(str_eq(buf_str(&whole), buf_str(&cut)));
	buf_free(&whole);
	buf_free(&cut);
	return 0;
}
