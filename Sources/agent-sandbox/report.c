// Messages in one write(2) each, so that those of several processes do not mix. What comes from outside (paths,
// names) may hold control characters, which never reach a terminal raw.
#define _GNU_SOURCE
#include "report.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void print(const char *format, va_list arguments) {
  char line[4096] = "agent-sandbox: ";
  size_t start = strlen(line);
  int written = vsnprintf(line + start, sizeof line - start - 1, format, arguments);
  size_t length = written < 0 ? start : start + (size_t)written;
  if (length > sizeof line - 2) length = sizeof line - 2;
  for (size_t at = start; at < length; at++) {
    if ((unsigned char)line[at] < 0x20 || line[at] == 0x7f) line[at] = '?';
  }
  line[length++] = '\n';
  ssize_t ignored = write(STDERR_FILENO, line, length);
  (void)ignored;
}

void notice(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  print(format, arguments);
  va_end(arguments);
}

void fail(int code, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  print(format, arguments);
  va_end(arguments);
  _exit(code);
}

void fail_step(const char *step, const char *object) {
  const char *why = strerror(errno);
  if (object == NULL) fail(EXIT_NO_POLICY, "%s: %s (see 'agent-sandbox --probe')", step, why);
  fail(EXIT_NO_POLICY, "%s: %s: %s (see 'agent-sandbox --probe')", step, object, why);
}
