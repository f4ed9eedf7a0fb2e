// A .git file is data of the workspace: one that names ~/.ssh must not make that readable. So the directory that
// it names is granted only if it is one of a repository and names the workspace in turn, which nothing in the
// workspace can bring about. It is granted for reading: hooks and configuration are protected with it.
#define _GNU_SOURCE
#include "gitdir.h"

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "paths.h"

// The first line of a small file, without the beginning that it must have; or NULL.
static char *first_line(const char *path, const char *beginning) {
  char text[PATH_MAX + 16];
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (file < 0) return NULL;
  ssize_t length = read(file, text, sizeof text - 1);
  close(file);
  if (length <= 0) return NULL;
  text[length] = '\0';
  text[strcspn(text, "\r\n")] = '\0';
  size_t skipped = strlen(beginning);
  return strncmp(text, beginning, skipped) == 0 ? copy(text + skipped) : NULL;
}

// A path in a file, which is relative to the directory that the file is in.
static char *resolved(const char *directory, const char *path) {
  return real_path(path[0] == '/' ? path : join(directory, path));
}

void add_worktree(struct grants *grants, const char *workspace) {
  char *dot_git = join(workspace, ".git");
  char *named = first_line(dot_git, "gitdir: ");
  char *own = named ? resolved(workspace, named) : NULL;
  if (own == NULL || !is_directory(own) || is_below(own, workspace)) return;
  char *back = first_line(join(own, "gitdir"), "");
  char *common = first_line(join(own, "commondir"), "");
  if (back == NULL || common == NULL) return;
  char *back_path = resolved(own, back), *repository = resolved(own, common);
  if (back_path == NULL || repository == NULL || strcmp(back_path, dot_git) != 0) return;
  // What git makes: REPOSITORY/worktrees/NAME.
  if (!is_below(own, join(repository, "worktrees")) || !is_directory(join(repository, "objects"))) return;
  add_grant(grants, repository, false);
}
