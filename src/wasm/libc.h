/*
 * libc.h - what wasi-libc leaves out and a module of base/ names; included before everything.
 * Layer: wasm.
 */
#ifndef WASM_LIBC_H
#define WASM_LIBC_H

void	tzset(void);	/* does nothing: system.c */

#endif
