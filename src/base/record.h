/*
 * record.h - what one run of the program writes down for the next, which does without it as well.
 * Layer: base.
 *
 * A record is read by the same build of the program alone (program.h), on the same machine, so it holds numbers
 * as they are in memory.  One that is damaged, or of another program, is as good as not there.
 */
#ifndef BASE_RECORD_H
#define BASE_RECORD_H

#include <stdbool.h>

#include "base/buf.h"

#define RECORD_HEAD 32	/* bytes before what is recorded: it is aligned as memory is */

/* Room for the head in OUT, which is empty; what is recorded is added behind it. */
void	record_begin(struct buf *out);
/* Write OUT to PATH, in place of what is there.  False: it cannot be written; nobody is told. */
bool	record_write(struct buf *out, const char *path);
/* Read PATH into IN, which is empty; the record begins RECORD_HEAD bytes on.  False: it is of no use. */
bool	record_read(struct buf *in, const char *path);

#endif
