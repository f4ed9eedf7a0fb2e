// A list of some ten or twenty paths; most of those in PATH lie below /usr and are dropped again.
#define _GNU_SOURCE
#include "grants.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "links.h"
#include "paths.h"
#include "report.h"

static void add_link(struct grants *grants, const char *path, const char *target) {
  for (size_t at = 0; at < grants->link_count; at++) {
    if (strcmp(grants->links[at].path, path) == 0) return;
  }
  struct link *grown = reallocarray(grants->links, grants->link_count + 1, sizeof *grown);
  if (grown == NULL) fail_step("memory", NULL);
  grown[grants->link_count++] = (struct link){copy(path), copy(target)};
  grants->links = grown;
}

static void remember(void *grants, const char *link, const char *target) { add_link(grants, link, target); }

static void append(struct grants *grants, char *path, bool writable, bool directory) {
  struct grant *grown = reallocarray(grants->at, grants->count + 1, sizeof *grown);
  if (grown == NULL) fail_step("memory", NULL);
  grown[grants->count++] = (struct grant){path, writable, directory};
  grants->at = grown;
}

bool add_grant(struct grants *grants, const char *path, bool writable) {
  char *real = real_path(path);
  return real != NULL && add_real_grant(grants, path, real, writable);
}

bool add_real_grant(struct grants *grants, const char *path, const char *real, bool writable) {
  struct stat status;
  if (lstat(real, &status) != 0) return false;
  if (path[0] == '/' && strcmp(path, real) != 0) free(follow_links(path, remember, grants));
  append(grants, copy(real), writable, S_ISDIR(status.st_mode));
  return true;
}

void add_system_grant(struct grants *grants, const char *path) {
  struct stat status;
  if (lstat(path, &status) != 0) return;
  if (S_ISLNK(status.st_mode)) {
    add_grant(grants, path, false);
  } else {
    append(grants, copy(path), false, S_ISDIR(status.st_mode));
  }
}

static bool covers(const struct grant *one, const struct grant *other) {
  return is_below(other->path, one->path) && (one->writable || !other->writable);
}

static int by_path(const void *one, const void *other) {
  const struct grant *first = one, *second = other;
  int order = strcmp(first->path, second->path);
  return order != 0 ? order : (int)second->writable - (int)first->writable;
}

// Sorted, a directory stands before all that lies in it; of equal paths the writable one comes first.
void settle_grants(struct grants *grants) {
  if (grants->count == 0) return;
  qsort(grants->at, grants->count, sizeof *grants->at, by_path);
  size_t kept = 0;
  for (size_t at = 0; at < grants->count; at++) {
    bool needed = true;
    for (size_t other = 0; other < kept && needed; other++) {
      needed = !covers(&grants->at[other], &grants->at[at]);
    }
    if (needed) grants->at[kept++] = grants->at[at];
  }
  grants->count = kept;
}

bool is_granted(const struct grants *grants, const char *path) {
  for (size_t at = 0; at < grants->count; at++) {
    if (is_below(path, grants->at[at].path)) return true;
  }
  return false;
}
