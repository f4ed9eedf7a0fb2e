/* SQLite's own header, and what of it Swift cannot import: functions with variable arguments and casts.

   The library is opened at first use. Linking it would cost every start of a command 1 ms, also where it looks at no
   database, and keep those from starting where it is not installed. So the functions that are used are defined here,
   under their own names, and hand on to the library; nobody outside of the executable sees them. */
#ifndef CSQLITE_H
#define CSQLITE_H

#define SQLITE_API __attribute__((visibility("hidden")))
#include <sqlite3.h>

/* Opens libsqlite3.so.0: 1, or 0 when the library or one of the functions is missing. To be called before any of
   the functions below; it stays open until the process ends. */
int csqlite_open(void);

/* A process that lives for one command must not pay for a checkpoint each time it closes the last connection. */
void csqlite_keep_wal_on_close(sqlite3 *database);

/* Refuses what a damaged or foreign schema could do: functions with side effects in triggers and views. */
void csqlite_distrust_schema(sqlite3 *database);

int csqlite_bind_text(sqlite3_stmt *statement, int index, const char *text, int length);
int csqlite_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, int length);

#endif
