// What the three processes of a sandbox have in common: the one that was called and waits outside, the first one
// inside, and the command.
#ifndef SANDBOX_H
#define SANDBOX_H

#include <signal.h>
#include <stdnoreturn.h>

#include "layers.h"
#include "policy.h"
#include "protect.h"

struct sandbox {
  const struct policy *policy;
  struct protections protections;
  struct layers layers;
  const char *scratch;   // without a view of its own, else NULL
  bool keep_override;    // root in a directory of somebody else
  sigset_t forwarded;    // signals that are handed on to the command
  sigset_t mask;         // the signals that were blocked when we were called
  int life;              // a pipe that ends when the one outside wants an end, or is dead
  int report;            // a pipe for one struct report
};

// What the first process tells when it has made the view.
struct report {
  bool refused;
  int error;
  struct layers layers;
};

// The first process: makes the view, starts the command, hands on signals, reaps, and ends with the command's status.
noreturn void run_first(struct sandbox *sandbox);

// The command's process: restricts itself and becomes the command.
noreturn void run_command(const struct sandbox *sandbox);

// The exit code that tells of a status of wait(2).
int code_of(int status);

#endif
