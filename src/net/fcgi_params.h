/*
 * fcgi_params.h - name-value pairs, and the request that the PARAMS of one describe.
 * Layer: net.  Pure.  For fcgi.c.
 */
#ifndef NET_FCGI_PARAMS_H
#define NET_FCGI_PARAMS_H

#include "base/buf.h"
#include "base/msg.h"
#include "base/str.h"

/*
 * Cut the next pair off *REST: 1, or 0 at the end, or -1 when the rest is no whole pair.  A
 * length is one byte up to 127, four bytes big-endian with the top bit set above (FastCGI
 * 3.4).  NAME and VALUE borrow from REST.
 */
int	fcgi_pair(struct str *rest, struct str *name, struct str *value);
/*
 * Fill *MSG from the pairs; msg->body is set already and compared with CONTENT_LENGTH.  PATH
 * is scratch memory for a path that comes in two parts.  Returns NULL, or a static text that
 * says what is wrong; then *MSG holds what was understood before.  Slices borrow from PARAMS
 * and PATH.
 */
const char *fcgi_params_read(struct msg_request *msg, struct buf *path, struct str params);

#endif
