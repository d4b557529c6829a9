/*
 * value.h - what templates are filled with: null, true and false, strings, lists, maps.
 * Layer: view.
 *
 * Values live in an arena and are never freed one by one.  They are built first and read after;
 * once built, any number of threads may read them.  Bytes and keys are borrowed, not copied:
 * they must live as long as the value (keys are string literals as a rule).
 *
 *	struct value *page = value_map(arena), *item;
 *
 *	value_set_cstr(page, "title", "Footwear");
 *	value_set_bool(page, "draft", false);
 *	item = value_push_map(value_set_list(page, "items"));
 *	value_set_int(item, "count", 12);
 */
#ifndef VIEW_VALUE_H
#define VIEW_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

enum value_kind { VALUE_NULL, VALUE_BOOL, VALUE_STR, VALUE_LIST, VALUE_MAP };

struct value;

const struct value *value_null(void);
const struct value *value_bool(bool);
const struct value *value_str(struct arena *, struct str);
const struct value *value_cstr(struct arena *, const char *);	/* NULL gives null */
/* Decimal digits as a string; "0" is a string like another, so it is true in a section. */
const struct value *value_int(struct arena *, long long);

/* An empty map or list, growing in the arena. */
struct value *value_map(struct arena *);
struct value *value_list(struct arena *);

/* Put V under KEY; a key that is there already keeps its place and gets the new value. */
void	value_set(struct value *map, const char *key, const struct value *v);
void	value_set_str(struct value *map, const char *key, struct str);
void	value_set_cstr(struct value *map, const char *key, const char *);	/* NULL: null */
void	value_set_bool(struct value *map, const char *key, bool);
void	value_set_int(struct value *map, const char *key, long long);
void	value_set_null(struct value *map, const char *key);
/* Put a new empty map or list under KEY and return it. */
struct value *value_set_map(struct value *map, const char *key);
struct value *value_set_list(struct value *map, const char *key);

/* Add V after the last item. */
void	value_push(struct value *list, const struct value *v);
void	value_push_str(struct value *list, struct str);
void	value_push_cstr(struct value *list, const char *);	/* NULL adds null */
/* Add a new empty map after the last item and return it. */
struct value *value_push_map(struct value *list);

enum value_kind value_kind(const struct value *);
/* "null", "true or false", "a string", "a list", "a map": for messages. */
const char *value_kind_name(enum value_kind);
/* False for null, false, "" and a list without items; a map is true even when it is empty. */
bool	value_true(const struct value *);
/* What interpolation writes: the string, "true", "false"; empty for the other kinds. */
struct str value_text(const struct value *);
/* Items of a list or entries of a map; 0 for the other kinds. */
size_t	value_count(const struct value *);
/* Item I of a list, or value I of a map in order of insertion; I < value_count(). */
const struct value *value_at(const struct value *, size_t i);
const char *value_key(const struct value *map, size_t i);
/* The value under KEY; NULL when there is none or the value is no map.  Quick in wide maps. */
const struct value *value_get(const struct value *map, struct str key);

#endif
