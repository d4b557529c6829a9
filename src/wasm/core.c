/*
 * core.c - the responder as a WebAssembly module: a pack in, then requests in and replies out.
 *
 * The module imports nothing: it can reach no file, clock, network or memory but its own.  Who runs it
 * calls, in this order,
 *
 *	_initialize()			once
 *	cee_room(N)			where to put the N bytes of the next call's input
 *	cee_open(N)			the input is a pack (index/pack.h): 0, or -1 for one it cannot read
 *	cee_room(N), cee_answer(N)	the input is a request; as often as wanted
 *
 * A request is four lines, method, path (decoded), query, Content-Type, and then the body.  After
 * cee_answer() cee_reply() is where cee_reply_n() bytes of reply stand until the next call: a line with
 * the status, header lines, an empty line, the body.  Memory that runs out, or a fault, is a trap; the
 * module is then to be made anew.  After a failed cee_open() the reply is what was wrong.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/msg.h"
#include "index/pack.h"
#include "search/api.h"

/* One module, one visitor: its state is global, as it would be in main(). */
static struct {
	struct api *api;
	char *in;
	struct buf out;
} core = { .out = BUF_INIT };

#define EXPORT(name) __attribute__((export_name(#name))) name

char *EXPORT(cee_room)(size_t n);
int EXPORT(cee_open)(size_t n);
void EXPORT(cee_answer)(size_t n);
const char *EXPORT(cee_reply)(void);
size_t EXPORT(cee_reply_n)(void);

char *
cee_room(size_t n)
{
	free(core.in);
	core.in = xalloc(n);
	return core.in;
}

int
cee_open(size_t n)
{
	struct store *s;
	struct db *db;
	struct diag d;
	size_t i;

	diag_init(&d);
	db = core.api == NULL ? pack_open(&d, (struct str){ core.in, n }) : NULL;
	s = db != NULL ? store_from(&d, db) : NULL;
	if (s != NULL)
		core.api = api_of(&d, s);
	free(core.in);
	core.in = NULL;
	buf_clear(&core.out);
	for (i = 0; i < d.n; i++)
		buf_addf(&core.out, "%s\n", d.msgs[i].text);
	diag_free(&d);
	return core.api != NULL ? 0 : -1;
}

void
cee_answer(size_t n)
{
	struct str in = { core.in, n };
	struct msg_request req = { .method = { "", 0 } };
	struct msg_response r;

	(void)str_split(&in, '\n', &req.method); /* missing lines are empty */
	(void)str_split(&in, '\n', &req.path);
	(void)str_split(&in, '\n', &req.query);
	(void)str_split(&in, '\n', &req.content_type);
	req.body = in;
	msg_response_init(&r);
	if (core.api != NULL)
		api_handle(core.api, &req, &r);
	else
		r.status = 503;
	buf_clear(&core.out);
	buf_addf(&core.out, "%d\r\n", r.status);
	msg_headers(&core.out, &r);
	buf_adds(&core.out, "\r\n");
	buf_addstr(&core.out, buf_str(&r.body));
	msg_response_free(&r);
}

const char *
cee_reply(void)
{
	return core.out.p;
}

size_t
cee_reply_n(void)
{
	return core.out.n;
}
