// What the command tells: one line on standard error, of what, on which object, why, and what to do.
#ifndef REPORT_H
#define REPORT_H

#include <stdnoreturn.h>

enum {
  EXIT_USAGE = 64,
  EXIT_NOT_PERMITTED = 77,
  EXIT_TIMED_OUT = 124,
  EXIT_NO_POLICY = 125,
  EXIT_NOT_EXECUTABLE = 126,
  EXIT_NOT_FOUND = 127,
};

// Prints "agent-sandbox: TEXT" and ends the process with a code.
noreturn void fail(int code, const char *format, ...) __attribute__((format(printf, 2, 3)));

// The same for a system call that failed while the policy was put in force: "STEP: OBJECT: why". Code 125.
noreturn void fail_step(const char *step, const char *object);

// Prints "agent-sandbox: TEXT".
void notice(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
