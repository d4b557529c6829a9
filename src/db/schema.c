/* schema.c - schema.sql as a string. */
#include "db/db.h"

const char db_schema[] =
#include "db/schema.sql.h"
    ;
