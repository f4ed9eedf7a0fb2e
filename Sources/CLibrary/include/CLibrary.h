/* Shared libraries that are opened when they are first needed. Linking them would cost each start of a command
   milliseconds, and keep commands from starting where one is not installed that they seldom need. */
#ifndef CLIBRARY_H
#define CLIBRARY_H

#include <stddef.h>

/* A function or a variable of a library, and the pointer that is to have its address. */
typedef struct clibrary_part {
  const char *name;
  void *slot;
} clibrary_part;

/* Opens `file`, as dlopen(3) takes it, and fills the slots: 1, or 0 when the library or one of the parts is missing.
   It stays open until the process ends. */
int clibrary_open(const char *file, const clibrary_part *parts, size_t count);

#define CLIBRARY_OPEN(file, parts) clibrary_open(file, parts, sizeof(parts) / sizeof *(parts))

#endif
