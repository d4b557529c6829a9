/*
 * sandbox.h - walls around a server that has opened what it needs and reads nothing yet.
 * Layer: net.  sandbox.c alone includes <seccomp.h>.
 *
 * Call the three from one thread, in this order, before others start; what they take away is gone
 * for the process and its threads.  What a responder still may do: read files below the folders
 * named, remove its socket's file, talk on descriptors that are open, accept on the listening
 * one, start threads.  Everything else is refused by one wall or kills the process by the other.
 */
#ifndef NET_SANDBOX_H
#define NET_SANDBOX_H

#include "base/diag.h"

/* Sanitizers need calls that the list leaves out: their builds stay outside. */
#if defined(__SANITIZE_ADDRESS__)
#define SANDBOX_WORKS 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANDBOX_WORKS 0
#else
#define SANDBOX_WORKS 1
#endif
#else
#define SANDBOX_WORKS 1
#endif

/* No privileges by executing files, no core file, no memory for others of the same user to read.
 * -1, reported, when the kernel refuses. */
int	sandbox_privileges(struct diag *);
/*
 * Landlock: of all files only those below INDEX's release folders may be opened, for reading,
 * and a file beside SOCKET be removed (NULL: none); no TCP port is bound or connected to, no
 * abstract socket connected to, no process outside signalled.  INDEX is a path such as
 * "/srv/cee/site/current/search.db": where its folder is a symbolic link, the folder that
 * holds the link is open to reading, so that the link may move on to another release there.
 * *VERSION is what the kernel offers of Landlock, 0: nothing, and then this wall is missing.
 * -1, reported, when a folder cannot be opened or the kernel refuses what it offers.
 */
int	sandbox_files(struct diag *, const char *index, const char *socket, int *version);
/* seccomp: a system call that is not on the list ends the process with SIGSYS.  -1, reported,
 * when the list cannot be installed: do not go on. */
int	sandbox_calls(struct diag *);

#endif
