// By a list of what is passed. What looks like a secret is passed only when its name is given in full with --env;
// what makes the loader run other code is never passed.
#define _GNU_SOURCE
#include "environment.h"

#include <fnmatch.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "paths.h"
#include "report.h"

static const char *const passed[] = {
  "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "LC_*", "TZ", "TERM", "COLORTERM", "NO_COLOR",
  "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "LINES", "VIRTUAL_ENV", "CONDA_PREFIX", "CARGO_HOME", "RUSTUP_HOME",
  "RUSTUP_TOOLCHAIN", "PYENV_ROOT", "PYENV_VERSION", "NVM_DIR", "GOROOT", "GOPATH", "JAVA_HOME", "MANPATH",
  "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "PYTHONIOENCODING", "PYTHONUTF8", "SOURCE_DATE_EPOCH",
  "SSL_CERT_FILE", "SSL_CERT_DIR", NULL,
};
// Set by us, below.
static const char *const own[] = {"TMPDIR", "XDG_CACHE_HOME", "AGENT_WORKSPACE", "PWD", "OLDPWD", NULL};
static const char *const secret[] = {
  "*_KEY", "*_TOKEN", "*SECRET*", "*PASSWORD*", "*PASSWD*", "*CREDENTIAL*", "SSH_AUTH_SOCK", "DBUS_*", NULL,
};

static bool matches(const char *name, const char *const *patterns) {
  for (; *patterns != NULL; patterns++) {
    if (fnmatch(*patterns, name, FNM_CASEFOLD) == 0) return true;
  }
  return false;
}

static bool is_listed(const char *name, const char *const *names) {
  for (; *names != NULL; names++) {
    size_t length = strlen(*names);
    bool prefix = (*names)[length - 1] == '*';
    if (prefix ? strncmp(name, *names, length - 1) == 0 : strcmp(name, *names) == 0) return true;
  }
  return false;
}

static bool is_passed(const char *name, const struct words *named) {
  if (strncmp(name, "LD_", 3) == 0 || strncmp(name, "GLIBC_TUNABLES", 14) == 0) return false;
  for (size_t at = 0; at < named->count; at++) {
    if (strcmp(named->at[at], name) == 0) return true;
  }
  return is_listed(name, passed) && !matches(name, secret);
}

char **make_environment(const struct policy *policy, const char *temporary) {
  size_t count = 0, kept = 0;
  while (environ[count] != NULL) count++;
  char **made = calloc(count + 8, sizeof *made);
  if (made == NULL) fail_step("memory", NULL);
  for (size_t at = 0; at < count; at++) {
    size_t length = strcspn(environ[at], "=");
    char *name = strndup(environ[at], length);
    if (name == NULL) fail_step("memory", NULL);
    if (environ[at][length] == '=' && !is_listed(name, own) && is_passed(name, &policy->options->variables)) {
      made[kept++] = environ[at];
    }
    free(name);
  }
  if (getenv("PATH") == NULL) made[kept++] = "PATH=/usr/local/bin:/usr/bin:/bin";
  const struct {
    const char *name, *value;
  } set[] = {
    {"TMPDIR=", temporary},
    {"XDG_CACHE_HOME=", join(temporary, ".cache")},
    {"AGENT_WORKSPACE=", policy->directory},
    {"PWD=", policy->directory},
  };
  for (size_t at = 0; at < sizeof set / sizeof set[0]; at++) {
    char *variable = malloc(strlen(set[at].name) + strlen(set[at].value) + 1);
    if (variable == NULL) fail_step("memory", NULL);
    made[kept++] = strcat(strcpy(variable, set[at].name), set[at].value);
  }
  return made;
}
