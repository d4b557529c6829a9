/*
 * problem.h - the answer of a front door that cannot pass a request on (RFC 9457).
 * Layer: net.  Pure.
 */
#ifndef NET_PROBLEM_H
#define NET_PROBLEM_H

#include "base/msg.h"

/*
 * Make *R, which must be initialised, a problem document: STATUS (400 to 599) and DETAIL, a
 * static text that holds nothing the visitor sent.  Whatever *R held before is gone.  A 503
 * asks to come back after a second.
 */
void	problem_fill(struct msg_response *r, int status, const char *detail);

#endif
