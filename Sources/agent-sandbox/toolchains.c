// A directory of PATH is granted, and beside a bin/ what its programs load: lib/, share/ and so on, never the
// whole of what lies around it. So ~/.cargo/bin does not bring ~/.cargo/credentials.toml, nor ~/bin the home
// directory. Managers of versions keep everything below one root and have nothing else there.
//
// An environment in the workspace is granted with that. What links in it lead to is not, since a command can change
// them, but for one: that of its interpreter, where it leads to what can be nothing else.
#define _GNU_SOURCE
#include "toolchains.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "paths.h"

static const char *const beside_bin[] = {
  "lib", "lib64", "libexec", "include", "share", "pkg", "pyvenv.cfg", "conda-meta", "Cellar", "opt", NULL,
};
static const char *const beside_local_bin[] = {
  "lib", "libexec", "include", "pipx/venvs", "share/pipx/venvs", "share/uv/tools", "share/uv/python", NULL,
};
static const char *const beside_cargo_bin[] = {"registry", "git", "../.rustup", NULL};

static const char *base_name(const char *path) { return strrchr(path, '/') + 1; }

static char *parent_of(const char *path) {
  char *parent = copy(path);
  char *slash = strrchr(parent, '/');
  slash[slash == parent] = '\0';
  return parent;
}

// Whether a directory may be granted as part of a toolchain: not one that holds the home or the runtime
// directory, nor the latter, nor what the sandbox has of its own.
static bool is_fit(const char *path, const struct places *places) {
  if (is_own(path) || strcmp(path, "/") == 0) return false;
  if (places->home[0] != '\0' && is_below(places->home, path)) return false;
  if (places->runtime[0] == '\0') return true;
  return !is_below(places->runtime, path) && !is_below(path, places->runtime);
}

// The path without links, or NULL where it is not for us to say what is granted there.
static char *own_way(const char *path, const struct places *places) {
  bool is_led_out;
  char *real = follow_path(path, &places->written, &is_led_out);
  return real != NULL && !is_led_out && !is_written(&places->written, real) ? real : NULL;
}

static void add_fit(struct grants *grants, const char *path, const struct places *places) {
  char *real = own_way(path, places);
  if (real != NULL && is_fit(real, places)) add_real_grant(grants, path, real, false);
  free(real);
}

static void add_beside(
  struct grants *grants, const char *root, const char *const *names, const struct places *places
) {
  for (; *names != NULL; names++) add_fit(grants, join(root, *names), places);
}

// A directory with programs, as in PATH.
static void add_programs(struct grants *grants, const char *path, const struct places *places) {
  // The usual ones, without a look at them.
  if (is_below(path, "/usr") || strcmp(path, "/bin") == 0 || strcmp(path, "/sbin") == 0) return;
  char *real = own_way(path, places);
  if (real == NULL || is_below(real, "/usr") || !is_directory(real) || !is_fit(real, places)) return;
  add_real_grant(grants, path, real, false);
  const char *name = base_name(real);
  char *root = parent_of(real);
  if (strcmp(name, "bin") != 0 && strcmp(name, "shims") != 0) return;
  if (strcmp(root, places->home) == 0 || strcmp(root, "/") == 0) return;
  bool manager = strcmp(name, "shims") == 0 || is_directory(join(root, "shims"));
  if (strcmp(base_name(root), ".local") == 0) {
    add_beside(grants, root, beside_local_bin, places);
  } else if (manager) {
    add_fit(grants, root, places);
  } else if (strcmp(base_name(root), ".cargo") == 0) {
    add_beside(grants, root, beside_cargo_bin, places);
    const char *rustup = getenv("RUSTUP_HOME");
    if (rustup != NULL && rustup[0] == '/') add_fit(grants, rustup, places);
  } else {
    add_beside(grants, root, beside_bin, places);
  }
}

// Whether a path without links is a program of Python in a directory of programs.
static bool is_python(const char *path) {
  struct stat status;
  return (strncmp(base_name(path), "python", 6) == 0 || strncmp(base_name(path), "pypy", 4) == 0)
         && strcmp(base_name(parent_of(path)), "bin") == 0 && lstat(path, &status) == 0 && S_ISREG(status.st_mode)
         && (status.st_mode & S_IXUSR) != 0;
}

// A Python environment, and the interpreter that its python leads to.
static void add_environment(struct grants *grants, const char *path, const struct places *places) {
  if (path[0] != '/' || strcmp(path, "/usr") == 0 || path[1] == '\0' || real_path(join(path, "pyvenv.cfg")) == NULL) return;
  add_fit(grants, path, places);
  bool is_led_out;
  char *interpreter = follow_path(join(path, "bin/python"), &places->written, &is_led_out);
  if (interpreter == NULL || (is_led_out && !is_python(interpreter))) return;
  add_programs(grants, parent_of(interpreter), places);
}

void add_toolchains(struct grants *grants, const struct places *places) {
  const char *environment = getenv("VIRTUAL_ENV");
  if (environment != NULL) add_environment(grants, environment, places);
  const char *path = getenv("PATH");
  if (path == NULL) return;
  char *entries = copy(path), *rest = entries;
  for (char *entry; (entry = strsep(&rest, ":")) != NULL;) {
    if (entry[0] != '/') continue;
    size_t length = strlen(entry);
    while (length > 1 && entry[length - 1] == '/') entry[--length] = '\0';
    add_programs(grants, entry, places);
    if (!is_below(entry, "/usr") && strcmp(base_name(entry), "bin") == 0) add_environment(grants, parent_of(entry), places);
  }
}
