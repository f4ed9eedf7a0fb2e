// Links are followed here and not by realpath(3), since that does not say which there were, and a second look at the
// path may find others.
#define _GNU_SOURCE
#include "links.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "paths.h"
#include "report.h"

void add_written(struct written *written, const char *directory) {
  const char **grown = reallocarray(written->at, written->count + 1, sizeof *grown);
  if (grown == NULL) fail_step("memory", NULL);
  grown[written->count++] = directory;
  written->at = grown;
}

bool is_written(const struct written *written, const char *path) {
  for (size_t at = 0; at < written->count; at++) {
    if (is_below(path, written->at[at])) return true;
  }
  return false;
}

char *follow_links(const char *path, visit_link *visit, void *context) {
  char done[PATH_MAX] = "", rest[PATH_MAX], after[PATH_MAX], target[PATH_MAX], next[2 * PATH_MAX];
  errno = ENAMETOOLONG;
  if (snprintf(rest, sizeof rest, "%s", path) >= (int)sizeof rest) return NULL;
  for (int links = 0;;) {
    size_t slashes = strspn(rest, "/"), length = strcspn(rest + slashes, "/");
    if (length == 0) return copy(done[0] != '\0' ? done : "/");
    char *name = rest + slashes;
    snprintf(after, sizeof after, "%s", name + length);
    name[length] = '\0';
    if (strcmp(name, "..") == 0) {
      char *slash = strrchr(done, '/');
      if (slash != NULL) *slash = '\0';
    } else if (strcmp(name, ".") != 0) {
      size_t before = strlen(done);
      errno = ENAMETOOLONG;
      if (before + length + 2 > sizeof done) return NULL;
      sprintf(done + before, "/%s", name);
      ssize_t size = readlink(done, target, sizeof target - 1);
      if (size > 0) {
        errno = ELOOP;
        if (++links > 40) return NULL;
        target[size] = '\0';
        visit(context, done, target);
        done[target[0] == '/' ? 0 : before] = '\0';
        errno = ENAMETOOLONG;
        if (snprintf(next, sizeof next, "%s%s", target, after) >= PATH_MAX) return NULL;
        memcpy(after, next, strlen(next) + 1);
      }
    }
    memcpy(rest, after, strlen(after) + 1);
  }
}

struct look {
  const struct written *written;
  bool *is_in;  // for each of the directories, whether a link lies in it
};

static void look_at(void *context, const char *link, const char *target) {
  struct look *look = context;
  (void)target;
  for (size_t at = 0; at < look->written->count; at++) {
    if (is_below(link, look->written->at[at])) look->is_in[at] = true;
  }
}

char *follow_path(const char *path, const struct written *written, bool *is_led_out) {
  struct look look = {written, calloc(written->count + 1, sizeof *look.is_in)};
  if (look.is_in == NULL) fail_step("memory", NULL);
  char *real = follow_links(path, look_at, &look);
  *is_led_out = false;
  for (size_t at = 0; real != NULL && at < written->count; at++) {
    if (look.is_in[at] && !is_below(real, written->at[at])) *is_led_out = true;
  }
  free(look.is_in);
  return real;
}
