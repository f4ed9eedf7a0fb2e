// A tree is read-only by a mount of itself over itself. What the mount is on can be neither removed nor renamed
// from inside, but a directory above it can; so .git is pinned by a mount of its own, else one could move it away
// and make another. A symbolic link is pinned as the link that it is and never followed.
//
// What git and others would take orders from if it existed must not come into being either: see placeholders.c.
#define _GNU_SOURCE
#include "protect.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gitpaths.h"
#include "paths.h"
#include "report.h"

// One writable directory.
struct root {
  struct protections *all;
  struct placeholders *placeholders;
  const char *path;
};

static void protect(const struct root *root, const char *name, enum protection how) {
  struct protections *all = root->all;
  struct protected *grown = reallocarray(all->at, all->count + 1, sizeof *grown);
  if (grown == NULL) fail_step("memory", NULL);
  grown[all->count++] = (struct protected){join(root->path, name), how};
  all->at = grown;
}

// Something in the writable directory, by a path that may have links. Not that directory itself.
static void protect_real(const struct root *root, const char *path) {
  char *real = real_path(path);
  if (real == NULL || strcmp(real, root->path) == 0 || !is_below(real, root->path)) return;
  protect(root, real + strlen(root->path) + 1, READ_ONLY_TREE);
}

// Something that is there is read-only, and what it is a link to; something absent is made so by a placeholder, where
// one can be made.
static void protect_entry(const struct root *root, const char *name, enum placeholder_kind absent) {
  enum place place = hold_place(root->placeholders, name, absent);
  if (place != PLACE_CLOSED) protect(root, name, READ_ONLY_TREE);
  struct stat status;
  if (place == PLACE_TAKEN && fstatat(root->placeholders->root, name, &status, AT_SYMLINK_NOFOLLOW) == 0
      && S_ISLNK(status.st_mode)) {
    protect_real(root, join(root->path, name));
  }
}

// A directory of git's own: .git, or the root itself if it is a bare repository.
static void protect_repository(const struct root *root, bool bare) {
  size_t skipped = bare ? strlen(".git/") : 0;
  protect_entry(root, &".git/hooks"[skipped], EMPTY_DIRECTORY);
  protect_entry(root, &".git/config"[skipped], EMPTY_FILE);
  // Git looks for its configuration and hooks where this file says.
  protect_entry(root, &".git/commondir"[skipped], COMMON_DIRECTORY);
  protect_entry(root, &".git/config.worktree"[skipped], NO_PLACEHOLDER);
  // The repositories of submodules and the directories of other worktrees, which have the same within.
  protect_entry(root, &".git/modules"[skipped], NO_PLACEHOLDER);
  protect_entry(root, &".git/worktrees"[skipped], NO_PLACEHOLDER);
}

static bool is_there(const struct root *root, const char *name) {
  return faccessat(root->placeholders->root, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

static void protect_named(void *root, const char *path) {
  protect_real(root, path[0] == '/' ? path : join(((const struct root *)root)->path, path));
}

static void protect_git(const struct root *root) {
  struct stat status;
  if (fstatat(root->placeholders->root, ".git", &status, AT_SYMLINK_NOFOLLOW) == 0) {
    bool directory = S_ISDIR(status.st_mode);
    protect(root, ".git", directory ? PINNED : READ_ONLY_TREE);
    if (directory) {
      protect_repository(root, false);
      visit_git_paths(root->path, protect_named, (void *)root);
    }
  } else if (is_there(root, "HEAD") && is_there(root, "objects") && is_there(root, "refs")) {
    protect_repository(root, true);
  }
}

static const char *const names[] = {
  ".agent", ".agents", ".claude", ".codex", ".cursor", ".gemini", ".vscode", ".envrc", ".mcp.json", NULL,
};

static bool is_named(const char *name) {
  for (const char *const *each = names; *each != NULL; each++) {
    if (strcmp(*each, name) == 0) return true;
  }
  return false;
}

static void protect_configuration(const struct root *root) {
  for (const char *const *name = names; *name != NULL; name++) protect_entry(root, *name, EMPTY_DIRECTORY);
  DIR *directory = opendir(root->path);
  if (directory == NULL) return;
  for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
    if (strncmp(entry->d_name, ".agent", 6) == 0 && !is_named(entry->d_name)) {
      protect_entry(root, entry->d_name, NO_PLACEHOLDER);
    }
  }
  closedir(directory);
}

struct protections find_protections(const struct policy *policy) {
  struct protections all = {0};
  all.placeholders = calloc(policy->grants.count + 1, sizeof *all.placeholders);
  if (all.placeholders == NULL) fail_step("memory", NULL);
  for (size_t at = 0; at < policy->grants.count; at++) {
    const struct grant *grant = &policy->grants.at[at];
    struct root root = {&all, &all.placeholders[all.root_count], grant->path};
    if (!grant->writable || !open_placeholders(root.placeholders, grant->path)) continue;
    all.root_count++;
    protect_git(&root);
    protect_configuration(&root);
  }
  return all;
}

void end_protections(struct protections *protections) {
  for (size_t at = 0; at < protections->root_count; at++) remove_placeholders(&protections->placeholders[at]);
  protections->root_count = 0;
}
