/*
 * socket.h - opening the socket to listen on.
 * Layer: net.
 *
 * Call from one thread, before others start: the umask is changed for a moment.
 */
#ifndef NET_SOCKET_H
#define NET_SOCKET_H

#include <stdbool.h>
#include <sys/types.h>
#include <time.h>

#include "base/diag.h"

#define SOCKET_MODE 0660	/* of a Unix socket: for the web server's group */

struct socket {
	int	fd;		/* listening, non-blocking; closed by socket_close() */
	bool	own;		/* we made it: connections that wait on it are ours alone */
	const char *path;	/* borrowed: the socket file to remove; NULL: none */
	dev_t	dev;		/* that file as we made it */
	ino_t	ino;
	struct timespec made;	/* its mtime: inode numbers are used again at once */
};

#define SOCKET_NONE { .fd = -1 }

/*
 * Open WHERE, which must outlive *OUT:
 *   "-"                   file descriptor 0, which must be a listening stream socket
 *   a path with a slash   a Unix socket of MODE (0: SOCKET_MODE) and GROUP (a name or number;
 *                         NULL: the process's).  A stale socket file, one nobody accepts on,
 *                         is replaced; any other file, and a socket in use, is an error.
 *   127.0.0.1:PORT        loopback TCP; PORT from 1 to 65535
 *   [::1]:PORT
 * Anything else is refused: FastCGI has no authentication, so it is not for other hosts.
 */
int	socket_open(struct diag *, struct socket *out, const char *where, mode_t mode,
	    const char *group);
/* Listen on TCP at HOST, a numeric address, and PORT; 0: any free one. */
int	socket_open_tcp(struct diag *, struct socket *out, const char *host, unsigned port);
/* Remove the socket's file if it is still the one we made.  False when that failed. */
bool	socket_unlink(struct socket *);
/* Close; the file stays (see socket_unlink).  SOCKET_NONE is accepted. */
void	socket_close(struct socket *);

#endif
