// A mount needs something to be mounted on, and only the workspace itself can give it. So a placeholder lies there
// while a command runs, visible to others, and is removed at the end.
//
// Several sandboxes may use one, and a mount ends when what it lies on is removed from outside. So each holds a
// shared lock on the workspace's directory, and only who can make it exclusive removes placeholders: the last one.
// They are known by their modes, which nothing else has: a directory that is empty and 0555, a file of at most two
// bytes that is 0444. So the next sandbox removes what one that was killed has left. Between its making and its
// mount nothing confined that could use it runs in the same directory but under the protection of another sandbox,
// which holds the same placeholder or has made it itself.
#define _GNU_SOURCE
#include "placeholders.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "paths.h"
#include "report.h"
#include "syscalls.h"


enum { DIRECTORY_MODE = 0555, FILE_MODE = 0444 };

bool open_placeholders(struct placeholders *all, const char *root) {
  *all = (struct placeholders){.root = open(root, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)};
  if (all->root < 0) return false;
  while (flock(all->root, LOCK_SH) != 0) {
    if (errno == EINTR) continue;
    fail_step("protect", root);
  }
  return true;
}

static bool is_placeholder(const struct stat *status) {
  if (S_ISDIR(status->st_mode)) return (status->st_mode & 07777) == DIRECTORY_MODE && status->st_nlink <= 2;
  return S_ISREG(status->st_mode) && (status->st_mode & 07777) == FILE_MODE && status->st_size <= 2;
}

// Where it is whole from its first moment, since git reads it: under another name, then moved.
static int make_common(int directory, const char *name) {
  char making[64];
  snprintf(making, sizeof making, ".git/.agent-sandbox.%d", (int)getpid());
  const char *path = making + (name[0] == '.' ? 0 : 5);
  unlinkat(directory, path, 0);
  int file = openat(directory, path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, FILE_MODE);
  if (file < 0) return -1;
  int result = write(file, ".\n", 2) == 2 && fchmod(file, FILE_MODE) == 0 ? 0 : -1;
  close(file);
  if (result == 0) result = renameat2(directory, path, directory, name, RENAME_NOREPLACE);
  int why = errno;
  if (result != 0) unlinkat(directory, path, 0);
  errno = why;
  return result;
}

static int make(int directory, const char *name, enum placeholder_kind kind) {
  if (kind == COMMON_DIRECTORY) return make_common(directory, name);
  mode_t mask = umask(0);
  int result = kind == EMPTY_DIRECTORY ? mkdirat(directory, name, DIRECTORY_MODE)
                                       : mknodat(directory, name, S_IFREG | FILE_MODE, 0);
  int why = errno;
  umask(mask);
  errno = why;
  return result;
}

enum place hold_place(struct placeholders *all, const char *name, enum placeholder_kind kind) {
  struct stat status;
  if (fstatat(all->root, name, &status, AT_SYMLINK_NOFOLLOW) == 0) {
    if (!is_placeholder(&status)) return PLACE_TAKEN;
  } else if (errno != ENOENT) {
    fail_step("protect", name);
  } else if (kind == NO_PLACEHOLDER) {
    return PLACE_CLOSED;
  } else if (make(all->root, name, kind) != 0 && errno != EEXIST) {
    if (errno == EACCES || errno == EROFS || errno == EPERM) return PLACE_CLOSED;
    fail_step("protect", name);
  }
  char **grown = reallocarray(all->names, all->count + 1, sizeof *grown);
  if (grown == NULL) fail_step("memory", NULL);
  grown[all->count++] = copy(name);
  all->names = grown;
  return PLACE_HELD;
}

void remove_placeholders(struct placeholders *all) {
  if (flock(all->root, LOCK_EX | LOCK_NB) == 0) {
    for (size_t at = 0; at < all->count; at++) {
      // Fails where it is a directory with something in it, or a file.
      if (unlinkat(all->root, all->names[at], AT_REMOVEDIR) == 0 || errno != ENOTDIR) continue;
      struct stat status;
      if (fstatat(all->root, all->names[at], &status, AT_SYMLINK_NOFOLLOW) == 0 && is_placeholder(&status)) {
        unlinkat(all->root, all->names[at], 0);
      }
    }
  }
  close(all->root);
  all->count = 0;
}
