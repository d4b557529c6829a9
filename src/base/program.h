/*
 * program.h - which program this is, down to its libraries.
 * Layer: base.
 */
#ifndef BASE_PROGRAM_H
#define BASE_PROGRAM_H

#include "base/buf.h"

/* Append a line for each file that this process was loaded from: path, size, when it was written, number on disk.  Another
 * build of the program, or an update of a library, gives other lines. */
void	program_files(struct buf *out);

#endif
