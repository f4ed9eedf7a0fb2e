// The process that was called: it stays outside, waits, and ends with the command's status.
#ifndef OUTSIDE_H
#define OUTSIDE_H

#include <sys/types.h>

#include "sandbox.h"

struct parent {
  int file;  // a pidfd, or -1
};

// As early as possible: a parent that is dead by then is not known.
struct parent watch_parent(void);

// The signals that are handed on: those that the caller has not set to be ignored. Blocks them.
void block_signals(struct sandbox *sandbox);

// Waits for the first process while `life`, our end of its pipe, is open. The exit code of it all.
int wait_outside(const struct sandbox *sandbox, const struct parent *parent, pid_t first, int life);

#endif
