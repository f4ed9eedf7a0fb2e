// What is allocated here lives as long as the process: it becomes another program after a few milliseconds.
#define _GNU_SOURCE
#include "paths.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "report.h"

bool is_below(const char *path, const char *directory) {
  size_t length = strlen(directory);
  if (length == 1) return path[0] == '/';
  return strncmp(path, directory, length) == 0 && (path[length] == '\0' || path[length] == '/');
}

char *real_path(const char *path) { return realpath(path, NULL); }

char *join(const char *directory, const char *name) {
  char *path;
  bool is_root = strcmp(directory, "/") == 0;
  if (asprintf(&path, "%s/%s", is_root ? "" : directory, name) < 0) fail_step("memory", NULL);
  return path;
}

char *copy(const char *text) {
  char *same = strdup(text);
  if (same == NULL) fail_step("memory", NULL);
  return same;
}

bool is_own(const char *path) {
  static const char *const own[] = {"/tmp", "/var/tmp", "/dev", "/dev/shm", "/proc", "/sys", "/run", NULL};
  for (const char *const *each = own; *each != NULL; each++) {
    if (strcmp(path, *each) == 0) return true;
  }
  return false;
}

bool is_directory(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}
