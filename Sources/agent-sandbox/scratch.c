// Removed through descriptors and without following links: what it holds is foreign. Directories that the command
// has made unreadable are opened up again.
#define _GNU_SOURCE
#include "scratch.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "paths.h"
#include "report.h"

char *make_scratch(void) {
  char path[] = "/tmp/agent-sandbox.XXXXXX";
  if (mkdtemp(path) == NULL) fail_step("temporary directory", path);
  return copy(path);
}

// Deeper than any path that a program reaches by name; what lies lower stays.
static void empty(int directory, int depth) {
  int copied = openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *entries = copied < 0 ? NULL : fdopendir(copied);
  if (entries == NULL) return;
  for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    if (unlinkat(directory, entry->d_name, 0) == 0) continue;
    int inner = openat(directory, entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (inner < 0 && fchmodat(directory, entry->d_name, 0700, AT_SYMLINK_NOFOLLOW) == 0) {
      inner = openat(directory, entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    }
    if (inner < 0) continue;
    fchmod(inner, 0700);
    if (depth < 200) empty(inner, depth + 1);
    close(inner);
    unlinkat(directory, entry->d_name, AT_REMOVEDIR);
  }
  closedir(entries);
}

void remove_scratch(const char *path) {
  int directory = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (directory < 0) return;
  empty(directory, 0);
  close(directory);
  rmdir(path);
}
