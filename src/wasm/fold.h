/*
 * fold.h - what fold.c and the generator of its tables agree on.
 * Layer: wasm.
 */
#ifndef WASM_FOLD_H
#define WASM_FOLD_H

#include <stdbool.h>
#include <utf8proc.h>

#define FOLD_END 0x110000

/* Those of base/utf8.c: fold.c knows no others. */
#define FOLD_OPTIONS \
	(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | \
	    UTF8PROC_IGNORE)

/* Syllables of Hangul come apart by arithmetic (the Unicode Standard, 3.12): no table. */
#define HANGUL_FIRST 0xAC00
#define HANGUL_N 11172
static inline bool
fold_hangul(utf8proc_int32_t cp)
{
	return cp >= HANGUL_FIRST && cp < HANGUL_FIRST + HANGUL_N;
}

#endif
