#include "CSQLite.h"
#include "CLibrary.h"

#include <pthread.h>

/* What is used of SQLite: the result, the name, the parameters, and the arguments that are handed on. */
#define FUNCTIONS(FUNCTION)                                                                                     \
  FUNCTION(int, bind_blob, (sqlite3_stmt * a, int b, const void *c, int d, void (*e)(void *)), (a, b, c, d, e)) \
  FUNCTION(int, bind_double, (sqlite3_stmt * a, int b, double c), (a, b, c))                                    \
  FUNCTION(int, bind_int64, (sqlite3_stmt * a, int b, sqlite3_int64 c), (a, b, c))                              \
  FUNCTION(int, bind_null, (sqlite3_stmt * a, int b), (a, b))                                                   \
  FUNCTION(int, bind_pointer, (sqlite3_stmt * a, int b, void *c, const char *d, void (*e)(void *)),             \
           (a, b, c, d, e))                                                                                     \
  FUNCTION(int, bind_text, (sqlite3_stmt * a, int b, const char *c, int d, void (*e)(void *)), (a, b, c, d, e)) \
  FUNCTION(int, bind_zeroblob, (sqlite3_stmt * a, int b, int c), (a, b, c))                                     \
  FUNCTION(int, busy_handler, (sqlite3 * a, int (*b)(void *, int), void *c), (a, b, c))                         \
  FUNCTION(int, changes, (sqlite3 * a), (a))                                                                    \
  FUNCTION(int, close_v2, (sqlite3 * a), (a))                                                                   \
  FUNCTION(const void *, column_blob, (sqlite3_stmt * a, int b), (a, b))                                        \
  FUNCTION(int, column_bytes, (sqlite3_stmt * a, int b), (a, b))                                                \
  FUNCTION(double, column_double, (sqlite3_stmt * a, int b), (a, b))                                            \
  FUNCTION(sqlite3_int64, column_int64, (sqlite3_stmt * a, int b), (a, b))                                      \
  FUNCTION(const unsigned char *, column_text, (sqlite3_stmt * a, int b), (a, b))                               \
  FUNCTION(int, column_type, (sqlite3_stmt * a, int b), (a, b))                                                 \
  FUNCTION(const char *, errmsg, (sqlite3 * a), (a))                                                            \
  FUNCTION(const char *, errstr, (int a), (a))                                                                  \
  FUNCTION(int, exec,                                                                                           \
           (sqlite3 * a, const char *b, int (*c)(void *, int, char **, char **), void *d, char **e),            \
           (a, b, c, d, e))                                                                                     \
  FUNCTION(int, extended_result_codes, (sqlite3 * a, int b), (a, b))                                            \
  FUNCTION(int, finalize, (sqlite3_stmt * a), (a))                                                              \
  FUNCTION(int, open_v2, (const char *a, sqlite3 **b, int c, const char *d), (a, b, c, d))                      \
  FUNCTION(int, prepare_v2, (sqlite3 * a, const char *b, int c, sqlite3_stmt **d, const char **e),              \
           (a, b, c, d, e))                                                                                     \
  FUNCTION(int, prepare_v3,                                                                                     \
           (sqlite3 * a, const char *b, int c, unsigned int d, sqlite3_stmt **e, const char **f),               \
           (a, b, c, d, e, f))                                                                                  \
  FUNCTION(int, reset, (sqlite3_stmt * a), (a))                                                                 \
  FUNCTION(int, step, (sqlite3_stmt * a), (a))                                                                  \
  FUNCTION(int, wal_checkpoint_v2, (sqlite3 * a, const char *b, int c, int *d, int *e), (a, b, c, d, e))        \
  FUNCTION(void *, wal_hook, (sqlite3 * a, int (*b)(void *, sqlite3 *, const char *, int), void *c), (a, b, c))

static struct {
#define FUNCTION(result, name, parameters, arguments) __typeof__(&sqlite3_##name) name;
  FUNCTIONS(FUNCTION)
#undef FUNCTION
  /* Its arguments vary, so it cannot be handed on. */
  __typeof__(&sqlite3_db_config) db_config;
} library;

#define FUNCTION(result, name, parameters, arguments) \
  result sqlite3_##name parameters { return library.name arguments; }
FUNCTIONS(FUNCTION)
#undef FUNCTION

static int is_open;

static void open_library(void) {
  const clibrary_part functions[] = {
#define FUNCTION(result, name, parameters, arguments) {"sqlite3_" #name, &library.name},
      FUNCTIONS(FUNCTION)
#undef FUNCTION
      {"sqlite3_db_config", &library.db_config},
  };
  is_open = CLIBRARY_OPEN("libsqlite3.so.0", functions);
}

int csqlite_open(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, open_library);
  return is_open;
}

void csqlite_keep_wal_on_close(sqlite3 *database) {
  library.db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

void csqlite_distrust_schema(sqlite3 *database) {
  library.db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
  library.db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
}

int csqlite_bind_text(sqlite3_stmt *statement, int index, const char *text, int length) {
  return library.bind_text(statement, index, text, length, SQLITE_TRANSIENT);
}

int csqlite_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, int length) {
  return library.bind_blob(statement, index, bytes, length, SQLITE_TRANSIENT);
}
