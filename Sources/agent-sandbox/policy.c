// From options and environment to grants. Only the caller decides here: nothing in the workspace is asked.
#define _GNU_SOURCE
#include "policy.h"

#include <dirent.h>
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gitdir.h"
#include "links.h"
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
  struct places places = {.home = home_directory()};
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

// Why a directory is never writable: it holds secrets or commands of the user himself. NULL where it may be.
static const char *reason_against(const char *path, const struct places *places) {
  if (strcmp(path, "/") == 0) return "is the root of the file system";
  if (is_below(path, "/proc") || is_below(path, "/sys") || is_below(path, "/dev")) return "belongs to the kernel";
  if (places->home[0] != '\0' && is_below(places->home, path)) return "is or holds the home directory";
  if (places->runtime[0] == '\0') return NULL;
  if (is_below(places->runtime, path)) return "is or holds the agents' runtime directory";
  if (is_below(path, places->runtime) && !is_below(path, join(places->runtime, "workfolder"))) {
    return "lies in the agents' runtime directory";
  }
  return NULL;
}

static void check_writable(const char *option, const char *path, const struct places *places) {
  const char *what = reason_against(path, places);
  if (what == NULL) return;
  fail(EXIT_NOT_PERMITTED, "%s: %s: %s and must not be writable (name a directory of the project%s)", option, path, what,
       strcmp(option, "--workspace") == 0 ? ", or add --read-only" : "");
}

// Grants a directory for reading without the home directory's hidden files, among which the secrets are, and
// without the runtime directory: by what lies beside them.
static void add_readable(
  struct grants *grants, const char *path, const char *real, const struct places *places, bool whole
) {
  if (is_own(real)) return;
  bool holds_home = places->home[0] != '\0' && is_below(places->home, real);
  bool holds_runtime = places->runtime[0] != '\0' && is_below(places->runtime, real);
  if (whole || (!holds_home && !holds_runtime)) {
    add_real_grant(grants, path, real, false);
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
    if (target != NULL && strcmp(target, name) == 0) add_readable(grants, name, target, places, false);
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

// The path as it was given, from the root, so that links in it can be made in the sandbox, too.
static char *absolute(const char *path) {
  char *directory = path[0] == '/' ? NULL : getcwd(NULL, 0);
  return directory ? join(directory, path) : copy(path);
}

// The program itself, where it lies outside of all that: an extension in the runtime directory, for one.
static void add_program(struct grants *grants, const char *name, const struct places *places) {
  char *given = NULL;
  if (strchr(name, '/') != NULL) {
    given = absolute(name);
  } else {
    const char *path = getenv("PATH");
    char *entries = path ? copy(path) : NULL;
    for (char *entry; given == NULL && (entry = strsep(&entries, ":")) != NULL;) {
      char *candidate = join(entry[0] != '\0' ? entry : ".", name);
      if (access(candidate, X_OK) == 0) given = absolute(candidate);
    }
  }
  bool is_led_out;
  char *found = given ? follow_path(given, &places->written, &is_led_out) : NULL;
  if (found == NULL || is_led_out || is_granted(grants, found)) return;
  if (is_directory(found) || access(found, X_OK) != 0) return;
  if (is_below(found, "/proc") || is_below(found, "/sys") || is_below(found, "/dev")) return;
  add_real_grant(grants, found, found, false);
}

// What an option names, without links. Another command may write in the same directories at this very moment, so
// nothing is looked up twice.
static char *existing(const char *option, const char *path, const struct written *written) {
  bool is_led_out;
  struct stat status;
  char *real = follow_path(absolute(path), written, &is_led_out);
  if (real == NULL || stat(real, &status) != 0) fail(EXIT_MISSING, "%s: %s: %s", option, path, strerror(errno));
  if (is_led_out) {
    fail(EXIT_NOT_PERMITTED, "%s: %s: a link that commands can change leads to %s (name that itself)", option, path, real);
  }
  return real;
}

static char *existing_directory(const char *option, const char *path, const struct written *written) {
  char *real = existing(option, path, written);
  if (!is_directory(real)) fail(EXIT_MISSING, "%s: %s: %s", option, path, strerror(ENOTDIR));
  return real;
}

// Fails where a link in a written directory has led to it.
static void confirm(const char *option, const char *path, const char *real, const struct written *written) {
  if (strcmp(existing(option, path, written), real) == 0) return;
  fail(EXIT_NOT_PERMITTED, "%s: %s: leads to something else than it did a moment ago", option, path);
}

struct policy make_policy(const struct options *options) {
  struct policy policy = {.options = options, .places = find_places(), .user = geteuid(), .group = getegid()};
  struct grants *grants = &policy.grants;
  struct places *places = &policy.places;
  const char *workspace = options->workspace ? options->workspace : ".";
  policy.writable = options->workspace != NULL && !options->read_only;

  // The directories that are writable now; none may be what a link in another leads to.
  struct written now = {0};
  char **writable = calloc(options->writable.count + 1, sizeof *writable);
  if (writable == NULL) fail_step("memory", NULL);
  for (size_t at = 0; at < options->writable.count; at++) {
    const char *path = options->writable.at[at];
    writable[at] = existing_directory("--writable", path, &places->written);
    check_writable("--writable", writable[at], places);
    add_written(&now, writable[at]);
  }
  policy.directory = existing_directory("--workspace", workspace, &places->written);
  if (policy.writable) {
    check_writable("--workspace", policy.directory, places);
    add_written(&now, policy.directory);
  }
  confirm("--workspace", workspace, policy.directory, &now);
  for (size_t at = 0; at < options->writable.count; at++) {
    confirm("--writable", options->writable.at[at], writable[at], &now);
  }
  for (size_t at = 0; at < now.count; at++) add_written(&places->written, now.at[at]);
  // A command of an earlier call may have written in it; what the sandbox has of its own it does not see.
  if (!policy.writable && !is_own(policy.directory) && reason_against(policy.directory, places) == NULL) {
    add_written(&places->written, policy.directory);
  }

  add_system(grants, options->host_network);
  add_toolchains(grants, places);
  if (policy.writable) {
    add_real_grant(grants, absolute(workspace), policy.directory, true);
  } else {
    add_readable(grants, absolute(workspace), policy.directory, places, false);
  }
  add_worktree(grants, policy.directory);
  for (size_t at = 0; at < options->writable.count; at++) {
    add_real_grant(grants, absolute(options->writable.at[at]), writable[at], true);
  }
  for (size_t at = 0; at < options->readable.count; at++) {
    const char *path = options->readable.at[at];
    char *real = existing("--readable", path, &now);
    add_readable(grants, absolute(path), real, places, !is_directory(real));
  }
  if (options->command != NULL) add_program(grants, options->command[0], places);
  settle_grants(grants);
  return policy;
}
