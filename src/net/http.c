#include "net/http.h"

#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/url.h"
#include "net/live.h"
#include "net/problem.h"
#include "net/socket.h"
#include "net/static.h"

#define THREADS 2 /* one may wait for a search while the other sends files */
#define THREADS_MAX 16
#define CONNECTIONS 256 /* a browser opens six to a server, and some are kept */
#define TIMEOUT_S 30 /* of a connection on which nothing moves */
#define EVENT_BLOCK 256 /* bytes of one event; ours have about 40 */

static const unsigned body_max = LIMIT_BODY, page_max = LIMIT_ASSET_FILE;

struct listener {
	struct listener *prev, *next; /* newest first */
	struct http_server *server;
	struct MHD_Connection *connection;
	uint64_t seen; /* the generation that its page shows */
	bool waiting; /* its connection is suspended */
	bool evicted; /* its stream is to end */
};

struct http_server {
	struct http_options o;
	const struct msg_handler *handler;
	struct MHD_Daemon *daemon;
	unsigned port;
	const char *address;
	bool loopback;
	unsigned opened; /* instances of the handler */
	pthread_mutex_t lock; /* for what follows */
	void *idle[THREADS_MAX]; /* instances that no thread is using */
	unsigned idle_n;
	uint64_t generation; /* of the site and of what strips say */
	uint64_t reloaded; /* the last generation for which pages must reload */
	struct listener *listeners;
	unsigned listening; /* those not evicted */
	bool stopping;
};

/* One request, from its first line to its end. */
struct exchange {
	char *uri; /* as it came */
	struct str raw_path, query; /* of URI, without the "?" between */
	struct buf path; /* decoded once */
	struct buf body;
	size_t dropped; /* bytes of a body that is too large */
	bool dynamic;
	bool begun; /* the header has been looked at */
	uint64_t since; /* the generation when it began */
};

static struct str
header_value(struct MHD_Connection *c, const char *name)
{
	return str_of(MHD_lookup_connection_value(c, MHD_HEADER_KIND, name));
}

/* Give the connection the lines that msg_headers() writes. */
static bool
add_headers(struct MHD_Response *out, const struct msg_response *r)
{
	struct buf text = BUF_INIT, name = BUF_INIT, value = BUF_INIT;
	struct str rest, line;
	bool ok = true;
	size_t colon;

	msg_headers(&text, r);
	rest = buf_str(&text);
	while (ok && str_split(&rest, '\n', &line)) {
		colon = str_chr(line, ':');
		if (colon == line.n)
			continue;
		buf_clear(&name);
		buf_clear(&value);
		buf_add(&name, line.p, colon);
		buf_addstr(&value, str_trim(str_skip(line, colon + 1)));
		ok = MHD_add_response_header(out, name.p, value.p) == MHD_YES;
	}
	buf_free(&text);
	buf_free(&name);
	buf_free(&value);
	return ok;
}

static enum MHD_Result
queue(struct MHD_Connection *c, struct MHD_Response *out, const struct msg_response *r)
{
	enum MHD_Result rc = MHD_NO;

	if (out == NULL)
		return MHD_NO;
	if (add_headers(out, r))
		rc = MHD_queue_response(c, (unsigned)r->status, out);
	MHD_destroy_response(out); /* the connection has its own reference */
	return rc;
}

static enum MHD_Result
send_bytes(struct MHD_Connection *c, const struct msg_response *r)
{
	return queue(
	    c, MHD_create_response_from_buffer(r->body.n, r->body.p, MHD_RESPMEM_MUST_COPY), r);
}

static uint64_t
generation_of(struct http_server *s)
{
	uint64_t generation;

	(void)pthread_mutex_lock(&s->lock); /* a plain mutex used right: cannot fail */
	generation = s->generation;
	(void)pthread_mutex_unlock(&s->lock);
	return generation;
}

/*
 * Answer with r->body, which becomes a page that reloads itself if it is a page at all.  It is of
 * the generation that there was when it was asked for: what changes meanwhile, it is told.
 */
static enum MHD_Result
send_body(struct http_server *s, struct MHD_Connection *c, const struct exchange *x,
    struct msg_response *r)
{
	struct buf strip = BUF_INIT;

	if (s->o.live && r->content_type != NULL &&
	    str_starts(str_of(r->content_type), "text/html")) {
		if (s->o.strip != NULL)
			s->o.strip(s->o.strip_arg, &strip, buf_str(&x->path));
		live_inject(&r->body, buf_str(&strip), x->since);
		buf_free(&strip);
	}
	return send_bytes(c, r);
}

static enum MHD_Result
send_problem(struct MHD_Connection *c, int status, const char *detail)
{
	enum MHD_Result rc;
	struct msg_response r;

	msg_response_init(&r);
	problem_fill(&r, status, detail);
	rc = send_bytes(c, &r);
	msg_response_free(&r);
	return rc;
}

/*
 * Live reload: a listener is a response without end.  When it has nothing to say its
 * connection is suspended, else the library would ask again and again; http_reload() wakes it.
 * A page that was closed is noticed only when something is written, or when it is the oldest
 * and has to go.
 */

static ssize_t
listener_read(void *arg, uint64_t pos, char *out, size_t max)
{
	struct listener *l = arg;
	struct http_server *s = l->server;
	struct buf text = BUF_INIT;
	ssize_t n;

	(void)pthread_mutex_lock(&s->lock); /* as in generation_of */
	if (s->stopping || l->evicted) {
		n = MHD_CONTENT_READER_END_OF_STREAM;
	} else if (pos > 0 && l->seen == s->generation) {
		l->waiting = true;
		MHD_suspend_connection(l->connection);
		n = 0;
	} else {
		if (pos == 0)
			buf_adds(&text, "retry: 1000\n\n");
		if (l->seen != s->generation)
			live_event(&text, s->generation,
			    l->seen < s->reloaded || l->seen > s->generation);
		l->seen = s->generation;
		assert(text.n <= max); /* EVENT_BLOCK is enough */
		memcpy(out, text.p, text.n);
		n = (ssize_t)text.n;
	}
	(void)pthread_mutex_unlock(&s->lock);
	buf_free(&text);
	return n;
}

/* With the lock held. */
static void
wake(struct listener *l)
{
	if (!l->waiting)
		return;
	l->waiting = false;
	MHD_resume_connection(l->connection);
}

static void
listener_free(void *arg)
{
	struct listener *l = arg;
	struct http_server *s = l->server;

	(void)pthread_mutex_lock(&s->lock); /* as in generation_of */
	*(l->prev != NULL ? &l->prev->next : &s->listeners) = l->next;
	if (l->next != NULL)
		l->next->prev = l->prev;
	if (!l->evicted)
		s->listening--;
	(void)pthread_mutex_unlock(&s->lock);
	free(l);
}

/* Add to the list, with the lock held; end the oldest stream if there are too many. */
static void
listener_add(struct http_server *s, struct listener *l)
{
	struct listener *i, *oldest = NULL;

	if (s->listening >= HTTP_LISTENERS) {
		for (i = s->listeners; i != NULL; i = i->next)
			if (!i->evicted)
				oldest = i;
		assert(oldest != NULL);
		oldest->evicted = true;
		s->listening--;
		wake(oldest);
	}
	l->next = s->listeners;
	if (l->next != NULL)
		l->next->prev = l;
	s->listeners = l;
	s->listening++;
}

static enum MHD_Result
send_events(struct http_server *s, struct MHD_Connection *c, struct str query)
{
	struct listener *l = xalloc(sizeof(*l));
	struct MHD_Response *out;
	struct msg_response r;
	enum MHD_Result rc;
	struct arena a;
	struct str g;
	unsigned long seen;

	*l = (struct listener){ .server = s, .connection = c };
	arena_init(&a, 0);
	(void)pthread_mutex_lock(&s->lock); /* as in generation_of */
	l->seen = s->generation;
	if (url_param(&a, query, "g", &g) && str_to_uint(g, UINT32_MAX, &seen))
		l->seen = seen;
	listener_add(s, l);
	(void)pthread_mutex_unlock(&s->lock);
	arena_free(&a);

	out = MHD_create_response_from_callback(
	    MHD_SIZE_UNKNOWN, EVENT_BLOCK, listener_read, l, listener_free);
	if (out == NULL) {
		listener_free(l);
		return MHD_NO;
	}
	msg_response_init(&r);
	r.content_type = "text/event-stream";
	rc = queue(c, out, &r);
	msg_response_free(&r);
	return rc;
}

/* What the pages ask for beside the events. */
static enum MHD_Result
send_live(struct http_server *s, struct MHD_Connection *c, const struct exchange *x)
{
	struct msg_response r;
	enum MHD_Result rc;
	struct arena a;
	struct str path;

	arena_init(&a, 0);
	msg_response_init(&r);
	if (str_is(buf_str(&x->path), LIVE_STRIP)) {
		r.content_type = static_type(STR(".html"));
		if (url_param(&a, x->query, "p", &path))
			s->o.strip(s->o.strip_arg, &r.body, path);
	} else {
		r.content_type = static_type(buf_str(&x->path));
		buf_addstr(&r.body,
		    str_is(buf_str(&x->path), LIVE_SCRIPT) ? live_script() : s->o.style);
	}
	rc = send_bytes(c, &r);
	msg_response_free(&r);
	arena_free(&a);
	return rc;
}

static bool
is_live(const struct http_server *s, struct str path)
{
	if (!s->o.live)
		return false;
	return str_is(path, LIVE_SCRIPT) ||
	       (s->o.strip != NULL && (str_is(path, LIVE_STRIP) || str_is(path, LIVE_STYLE)));
}

/* Read the page FILE into OUT; false when it shrank or cannot be read. */
static bool
read_page(struct buf *out, const struct static_file *file)
{
	ssize_t got;

	if (file->size > page_max)
		return false;
	buf_reserve(out, (size_t)file->size);
	while (out->n < file->size) {
		got = pread(
		    file->fd, out->p + out->n, (size_t)file->size - out->n, (off_t)out->n);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		out->n += (size_t)got;
		out->p[out->n] = '\0';
	}
	return true;
}

/* A file as it is, or a page with the live script in it. */
static enum MHD_Result
send_file(struct http_server *s, struct MHD_Connection *c, const struct exchange *x,
    struct static_file *file, struct msg_response *r)
{
	bool page = s->o.live && str_starts(str_of(file->content_type), "text/html");
	enum MHD_Result rc;

	r->content_type = file->content_type;
	if (page && read_page(&r->body, file)) { /* without ETag: it is not the file */
		rc = send_body(s, c, x, r);
	} else if (page) {
		rc = send_problem(c, 500, "the page cannot be read");
	} else {
		buf_adds(&r->etag, file->etag);
		if (r->status != 200 ||
		    !static_matches(header_value(c, "If-None-Match"), file->etag)) {
			rc = queue(c, MHD_create_response_from_fd64(file->size, file->fd), r);
			file->fd = -1; /* the response closes it */
			return rc;
		}
		r->status = 304;
		r->content_type = NULL;
		rc = send_body(s, c, x, r);
	}
	(void)close(file->fd); /* read only */
	return rc;
}

static enum MHD_Result
send_missing_site(struct http_server *s, struct MHD_Connection *c, const struct exchange *x,
    struct msg_response *r)
{
	r->status = 503;
	r->retry_after_s = 1;
	r->content_type = "text/html; charset=utf-8";
	buf_adds(&r->body,
	    "<!doctype html><html lang=\"en\"><head><title>No site yet</title></head>"
	    "<body><p>There is no built site yet. This page shows it as soon as there is "
	    "one.</p>"
	    "</body></html>\n");
	return send_body(s, c, x, r);
}

static enum MHD_Result
send_static(struct http_server *s, struct MHD_Connection *c, struct str method,
    const struct exchange *x)
{
	int root = open(s->o.root, O_PATH | O_DIRECTORY | O_CLOEXEC);
	struct static_file file;
	struct msg_response r;
	enum MHD_Result rc;

	msg_response_init(&r);
	r.cache_control = "no-cache";
	if (root < 0) {
		rc = send_missing_site(s, c, x, &r);
		goto out;
	}
	static_find(root, method, x->raw_path, &file);
	(void)close(root); /* O_PATH */
	r.status = file.status;
	/* Their names change with their content; a page that names another asks for another. */
	if (r.status == 200 && str_starts(x->raw_path, "/assets/"))
		r.cache_control = "public, max-age=31536000, immutable";
	if (file.fd >= 0) {
		rc = send_file(s, c, x, &file, &r);
		goto out;
	}
	r.content_type = "text/plain; charset=utf-8";
	buf_addf(&r.body, "%d %s\n", r.status, msg_reason(r.status));
	if (r.status == 301)
		static_location(&r.location, x->raw_path, x->query);
	if (r.status == 405)
		buf_adds(&r.allow, "GET, HEAD");
	rc = send_body(s, c, x, &r);
out:
	msg_response_free(&r);
	return rc;
}

static enum MHD_Result
send_dynamic(struct http_server *s, struct MHD_Connection *c, struct str method,
    const struct exchange *x)
{
	const struct msg_request req = {
		.method = method,
		.path = buf_str(&x->path),
		.query = x->query,
		.content_type = header_value(c, "Content-Type"),
		.if_none_match = header_value(c, "If-None-Match"),
		.body = buf_str(&x->body),
	};
	struct msg_response r;
	enum MHD_Result rc;
	void *self;

	(void)pthread_mutex_lock(&s->lock); /* as in generation_of */
	assert(s->idle_n > 0); /* as many instances as threads */
	self = s->idle[--s->idle_n];
	(void)pthread_mutex_unlock(&s->lock);

	msg_response_init(&r);
	s->handler->handle(self, &req, &r);
	if (r.status < 200 || r.status > 599)
		problem_fill(&r, 500, "the request could not be answered");

	(void)pthread_mutex_lock(&s->lock); /* as in generation_of */
	s->idle[s->idle_n++] = self;
	(void)pthread_mutex_unlock(&s->lock);
	rc = send_body(s, c, x, &r);
	msg_response_free(&r);
	return rc;
}

/* A name that a browser on this machine uses for it or for the ADDRESS we listen on, with or without a
 * port. */
static bool
host_is_local(struct str host, const char *address)
{
	const char *const names[] = { "localhost", "127.0.0.1", "[::1]", address };
	unsigned long port;
	struct str name;
	size_t i, n;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		n = strlen(names[i]);
		name = (struct str){ host.p, host.n < n ? host.n : n };
		if (!str_is_nocase(name, names[i]))
			continue;
		if (host.n == n)
			return true;
		if (host.p[n] == ':' && str_to_uint(str_skip(host, n + 1), 65535, &port))
			return true;
	}
	return false;
}

/* The header is there: what can be refused without the body, is. */
static enum MHD_Result
begin(struct http_server *s, struct MHD_Connection *c, struct str method, struct exchange *x)
{
	struct str length = header_value(c, "Content-Length");
	unsigned long n;

	x->begun = true;
	x->since = generation_of(s);
	if (s->loopback && !host_is_local(header_value(c, "Host"), s->address))
		return send_problem(c, 403, "this server answers to localhost only");
	if (x->path.n == 0 || x->path.p[0] != '/' ||
	    str_chr(buf_str(&x->path), '\0') < x->path.n)
		return send_problem(c, 400, "the path must begin with a slash and hold no NUL");
	x->dynamic =
	    s->o.dynamic != NULL && s->o.dynamic(s->o.dynamic_arg, method, buf_str(&x->path));
	if (!x->dynamic && !str_is(method, "GET") && !str_is(method, "HEAD"))
		return send_static(s, c, method, x); /* 405 */
	if (length.n > 0 && !str_to_uint(length, body_max, &n))
		return send_problem(c, 413, "the request's body is over the limit");
	return MHD_YES;
}

static enum MHD_Result
take_body(struct exchange *x, const char *p, size_t *n)
{
	if (x->dropped == 0 && *n <= body_max - x->body.n && x->dynamic) {
		buf_add(&x->body, p, *n);
	} else {
		buf_free(&x->body);
		x->dropped += *n;
	}
	*n = 0;
	/* It may end, so that the peer sees the 413, but not go on for ever. */
	return x->dropped <= 2 * (size_t)body_max ? MHD_YES : MHD_NO;
}

static enum MHD_Result
on_request(void *arg, struct MHD_Connection *c, const char *url, const char *method_name,
    const char *version, const char *upload, size_t *upload_n, void **context)
{
	struct http_server *s = arg;
	struct exchange *x = *context;
	struct str method = str_of(method_name);

	(void)url; /* decoded and cut at NUL by the library: on_uri() has the original */
	(void)version;
	if (!x->begun)
		return begin(s, c, method, x);
	if (*upload_n > 0)
		return take_body(x, upload, upload_n);
	if (x->dropped > 0)
		return send_problem(c, 413, "the request's body is over the limit");
	if (is_live(s, buf_str(&x->path)))
		return send_live(s, c, x);
	if (s->o.live && str_is(buf_str(&x->path), LIVE_EVENTS))
		return send_events(s, c, x->query);
	if (x->dynamic)
		return send_dynamic(s, c, method, x);
	return send_static(s, c, method, x);
}

static void *
on_uri(void *arg, const char *uri, struct MHD_Connection *c)
{
	struct exchange *x = xalloc(sizeof(*x));
	struct str all = str_of(uri);
	size_t mark = str_chr(all, '?');

	(void)arg;
	(void)c;
	*x = (struct exchange){ .uri = xalloc(all.n + 1), .path = BUF_INIT, .body = BUF_INIT };
	memcpy(x->uri, uri, all.n + 1);
	x->raw_path = (struct str){ x->uri, mark };
	x->query = str_skip((struct str){ x->uri, all.n }, mark + 1);
	url_decode(&x->path, x->raw_path, false);
	return x;
}

static void
on_end(void *arg, struct MHD_Connection *c, void **context, enum MHD_RequestTerminationCode why)
{
	struct exchange *x = *context;

	(void)arg;
	(void)c;
	(void)why;
	if (x == NULL)
		return;
	buf_free(&x->path);
	buf_free(&x->body);
	free(x->uri);
	free(x);
	*context = NULL;
}

static unsigned
port_of(int fd)
{
	union {
		struct sockaddr any;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
	} addr = { .any = { .sa_family = AF_UNSPEC } };
	socklen_t n = sizeof(addr);

	if (getsockname(fd, &addr.any, &n) != 0)
		return 0;
	return ntohs(addr.any.sa_family == AF_INET6 ? addr.v6.sin6_port : addr.v4.sin_port);
}

static int
open_handlers(struct http_server *s, unsigned threads)
{
	for (; s->opened < threads; s->opened++) {
		s->idle[s->idle_n] = s->handler->open(s->handler->shared);
		if (s->idle[s->idle_n] == NULL)
			return -1;
		s->idle_n++;
	}
	return 0;
}

static int
start_daemon(struct diag *d, struct http_server *s, const char *address, unsigned threads)
{
	const unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME;
	struct socket socket;
	sigset_t all, before;

	if (socket_open_tcp(d, &socket, address, s->o.port) != 0)
		return -1;
	s->port = port_of(socket.fd);
	(void)sigfillset(&all); /* valid arguments: none of these can fail */
	(void)pthread_sigmask(SIG_BLOCK, &all, &before);
	s->daemon = MHD_start_daemon(flags, 0, NULL, NULL, on_request, s,
	    MHD_OPTION_LISTEN_SOCKET, socket.fd, MHD_OPTION_THREAD_POOL_SIZE, threads,
	    MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT,
	    (unsigned)TIMEOUT_S, MHD_OPTION_URI_LOG_CALLBACK, on_uri, NULL,
	    MHD_OPTION_NOTIFY_COMPLETED, on_end, NULL, MHD_OPTION_END);
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (s->daemon ==
	    NULL) /* and whose the socket is now, it does not say: the process ends */
		return diag_error(
		    d, (struct loc){ address, 0, 0 }, "cannot start the preview server");
	return 0;
}

struct http_server *
http_start(struct diag *d, const struct http_options *o, const struct msg_handler *handler)
{
	const char *address = o->address != NULL ? o->address : "127.0.0.1";
	unsigned threads = o->threads != 0 ? o->threads : THREADS;
	struct http_server *s = xalloc(sizeof(*s));

	*s = (struct http_server){ .o = *o, .handler = handler, .address = address };
	(void)pthread_mutex_init(&s->lock, NULL); /* without attributes: cannot fail */
	s->loopback = str_starts(str_of(address), "127.") || str_is(str_of(address), "::1");
	/* Another run's pages are of another generation, so that they reload too. */
	s->generation = s->reloaded = (uint32_t)time(NULL);
	if (threads < 2)
		threads = 2; /* fewer is not a pool */
	if (threads > THREADS_MAX)
		threads = THREADS_MAX;
	if (open_handlers(s, threads) != 0 || start_daemon(d, s, address, threads) != 0) {
		http_stop(s);
		return NULL;
	}
	return s;
}

unsigned
http_port(const struct http_server *s)
{
	return s->port;
}

static void
announce(struct http_server *s, bool reload)
{
	struct listener *l;

	(void)pthread_mutex_lock(&s->lock); /* as in generation_of */
	s->generation++;
	if (reload)
		s->reloaded = s->generation;
	for (l = s->listeners; l != NULL; l = l->next)
		wake(l);
	(void)pthread_mutex_unlock(&s->lock);
}

void
http_reload(struct http_server *s)
{
	announce(s, true);
}

void
http_notice(struct http_server *s)
{
	announce(s, false);
}

void
http_stop(struct http_server *s)
{
	struct listener *l;

	if (s == NULL)
		return;
	(void)pthread_mutex_lock(&s->lock); /* as in generation_of */
	s->stopping = true;
	for (l = s->listeners; l != NULL; l = l->next)
		wake(l); /* the library insists that nothing is suspended when it stops */
	(void)pthread_mutex_unlock(&s->lock);
	if (s->daemon != NULL)
		MHD_stop_daemon(s->daemon);
	while (s->idle_n > 0)
		s->handler->close(s->idle[--s->idle_n]);
	(void)pthread_mutex_destroy(&s->lock); /* nobody holds it */
	free(s);
}
