// Of the form of git's configuration no more is read than these lines take: sections in brackets, names and values
// with a sign between, without regard to capitals. AgentFiles/GitPaths.swift reads the same.
#define _GNU_SOURCE
#include "gitpaths.h"

#include <ctype.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "paths.h"

static char *trimmed(char *text) {
  while (isspace((unsigned char)*text)) text++;
  char *end = text + strlen(text);
  while (end > text && isspace((unsigned char)end[-1])) *--end = '\0';
  return text;
}

// A value without its comment and quotes.
static char *value_of(char *text) {
  bool quoted = false;
  char *end = text;
  for (char *at = text; *at != '\0' && (quoted || (*at != '#' && *at != ';')); at++) {
    if (*at == '"') {
      quoted = !quoted;
    } else {
      *end++ = *at;
    }
  }
  *end = '\0';
  return trimmed(text);
}

void visit_git_paths(const char *directory, visit_git_path *visit, void *context) {
  enum { LIMIT = 64 << 10 };
  static char text[LIMIT + 1];
  int file = open(join(directory, ".git/config"), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) return;
  ssize_t length = read(file, text, LIMIT);
  close(file);
  if (length <= 0) return;
  text[length] = '\0';
  char *rest = text;
  const char *wanted = NULL;
  for (char *line; (line = strsep(&rest, "\n")) != NULL;) {
    line = trimmed(line);
    if (line[0] == '[') {
      char *close = strrchr(line, ']');
      wanted = close == NULL                            ? NULL
               : strncasecmp(line, "[core]", 6) == 0    ? "hookspath"
               : strncasecmp(line, "[include", 8) == 0 ? "path"
                                                        : NULL;
      line = close ? trimmed(close + 1) : line + strlen(line);
    }
    char *equals = strchr(line, '=');
    if (wanted == NULL || equals == NULL) continue;
    *equals = '\0';
    if (strcasecmp(trimmed(line), wanted) != 0) continue;
    char *value = value_of(trimmed(equals + 1));
    if (value[0] == '\0' || value[0] == '~') continue;
    // What is included is relative to the file that says so.
    visit(context, wanted[0] == 'p' && value[0] != '/' ? join(".git", value) : value);
  }
}
