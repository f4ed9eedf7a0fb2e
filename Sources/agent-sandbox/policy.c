// From options and environment to grants. Only the caller decides here: nothing in the workspace is asked.
#define _GNU_SOURCE
#include "policy.h"

#include <dirent.h>
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gitdir.h"
#include "paths.h"
#include "report.h"

enum { EXIT_MISSING = 66 };

static char *home_directory(void) {
  const char *home = getenv("HOME");
  if (home != NULL && home[0] == '/') return real_path(home);
  FILE *file = fopen("/etc/passwd", "re");
  char *found = NULL;
  for (struct passwd *entry; file != NULL && found == NULL && (entry = fgetpwent(file)) != NULL;) {
    if (entry->pw_uid == getuid()) found = real_path(entry->pw_dir);
  }
  if (file != NULL) fclose(file);
  return found;
}

static struct places find_places(void) {
  struct places places = {home_directory(), NULL};
  if (places.home == NULL) places.home = "";
  const char *runtime = getenv("AGENT_RUNTIME_DIR");
  if (runtime != NULL && runtime[0] != '\0') {
    places.runtime = real_path(runtime);
  } else if (places.home[0] != '\0') {
    places.runtime = real_path(join(places.home, ".agent_runtime"));
  }
  if (places.runtime == NULL) places.runtime = "";
  return places;
}

// A directory that holds secrets or commands of the user himself is never writable.
static void check_writable(const char *option, const char *path, const struct places *places) {
  const char *what = NULL;
  if (strcmp(path, "/") == 0) {
    what = "is the root of the file system";
  } else if (is_below(path, "/proc") || is_below(path, "/sys") || is_below(path, "/dev")) {
    what = "belongs to the kernel";
  } else if (places->home[0] != '\0' && is_below(places->home, path)) {
    what = "is or holds the home directory";
  } else if (places->runtime[0] != '\0' && is_below(places->runtime, path)) {
    what = "is or holds the agents' runtime directory";
  } else if (places->runtime[0] != '\0' && is_below(path, places->runtime)
             && !is_below(path, join(places->runtime, "workfolder"))) {
    what = "lies in the agents' runtime directory";
  }
  if (what == NULL) return;
  fail(EXIT_NOT_PERMITTED, "%s: %s: %s and must not be writable (name a directory of the project%s)", option, path, what,
       strcmp(option, "--workspace") == 0 ? ", or add --read-only" : "");
}

// Grants a directory for reading without the home directory's hidden files, among which the secrets are, and
// without the runtime directory: by what lies beside them.
static void add_readable(struct grants *grants, const char *path, const struct places *places, bool whole) {
  char *real = real_path(path);
  if (real == NULL || is_own(real)) return;
  bool holds_home = places->home[0] != '\0' && is_below(places->home, real);
  bool holds_runtime = places->runtime[0] != '\0' && is_below(places->runtime, real);
  if (whole || (!holds_home && !holds_runtime)) {
    add_grant(grants, path, false);
    return;
  }
  if (strcmp(real, "/") == 0 || strcmp(real, places->runtime) == 0) return;
  bool is_home = strcmp(real, places->home) == 0;
  DIR *directory = opendir(real);
  for (struct dirent *entry; directory != NULL && (entry = readdir(directory)) != NULL;) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    if (is_home && entry->d_name[0] == '.') continue;
    // A link in the home directory may lead anywhere; only what lies here is meant.
    char *name = join(real, entry->d_name), *target = real_path(name);
    if (target != NULL && strcmp(target, name) == 0) add_readable(grants, name, places, false);
  }
  if (directory != NULL) closedir(directory);
}

static void add_system(struct grants *grants, bool network) {
  static const char *const roots[] = {
    "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc", "/opt", "/nix/store", "/gnu/store",
    "/sys/devices/system/cpu", NULL,
  };
  for (const char *const *root = roots; *root != NULL; root++) add_system_grant(grants, *root);
  // On many systems a link to what a service keeps in /run.
  if (network) add_grant(grants, "/etc/resolv.conf", false);
}

// The program itself, where it lies outside of all that: an extension in the runtime directory, for one.
static void add_program(struct grants *grants, const char *name) {
  char *found = NULL;
  if (strchr(name, '/') != NULL) {
    found = real_path(name);
  } else {
    const char *path = getenv("PATH");
    char *entries = path ? copy(path) : NULL;
    for (char *entry; found == NULL && (entry = strsep(&entries, ":")) != NULL;) {
      char *candidate = join(entry[0] != '\0' ? entry : ".", name);
      if (access(candidate, X_OK) == 0) found = real_path(candidate);
    }
  }
  if (found == NULL || is_granted(grants, found) || is_directory(found) || access(found, X_OK) != 0) return;
  if (is_below(found, "/proc") || is_below(found, "/sys") || is_below(found, "/dev")) return;
  add_grant(grants, found, false);
}

static char *existing(const char *option, const char *path, bool directory) {
  char *real = real_path(path);
  if (real == NULL) fail(EXIT_MISSING, "%s: %s: %s", option, path, strerror(errno));
  if (directory && !is_directory(real)) fail(EXIT_MISSING, "%s: %s: %s", option, path, strerror(ENOTDIR));
  return real;
}

// The path as it was given, from the root, so that links in it can be made in the sandbox, too.
static char *absolute(const char *path) {
  char *directory = path[0] == '/' ? NULL : getcwd(NULL, 0);
  return directory ? join(directory, path) : copy(path);
}

struct policy make_policy(const struct options *options) {
  struct policy policy = {.options = options, .places = find_places(), .user = geteuid(), .group = getegid()};
  struct grants *grants = &policy.grants;
  add_system(grants, options->host_network);
  add_toolchains(grants, &policy.places);

  const char *workspace = options->workspace ? options->workspace : ".";
  policy.directory = existing("--workspace", workspace, true);
  policy.writable = options->workspace != NULL && !options->read_only;
  if (policy.writable) {
    check_writable("--workspace", policy.directory, &policy.places);
    add_grant(grants, absolute(workspace), true);
  } else {
    add_readable(grants, absolute(workspace), &policy.places, false);
  }
  add_worktree(grants, policy.directory);
  for (size_t at = 0; at < options->writable.count; at++) {
    const char *path = options->writable.at[at];
    check_writable("--writable", existing("--writable", path, true), &policy.places);
    add_grant(grants, absolute(path), true);
  }
  for (size_t at = 0; at < options->readable.count; at++) {
    const char *path = options->readable.at[at];
    char *real = existing("--readable", path, false);
    add_readable(grants, absolute(path), &policy.places, !is_directory(real));
  }
  if (options->command != NULL) add_program(grants, options->command[0]);
  settle_grants(grants);
  return policy;
}
