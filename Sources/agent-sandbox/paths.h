// Paths as text.
#ifndef PATHS_H
#define PATHS_H

#include <stdbool.h>

// Whether a path is a directory or lies below it. Both are absolute and without links.
bool is_below(const char *path, const char *directory);

// The path without links, or NULL with errno. The caller's own.
char *real_path(const char *path);

// "directory/name". Ends the process where there is no memory.
char *join(const char *directory, const char *name);
char *copy(const char *text);

// Whether a path is a directory that the sandbox has its own of, or nothing of.
bool is_own(const char *path);

bool is_directory(const char *path);

#endif
