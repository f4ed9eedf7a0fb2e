// The places in a writable directory from which programs of the user take orders later, outside of the sandbox:
// git's hooks and configuration, the configuration of agents and editors.
#ifndef PROTECT_H
#define PROTECT_H

#include <stddef.h>

#include "placeholders.h"
#include "policy.h"

enum protection {
  READ_ONLY_TREE,  // mounted read-only over itself
  PINNED,          // mounted over itself as it is, so that it can be neither renamed nor removed
};

struct protected {
  char *path;  // without links but for its last part
  enum protection how;
};

struct protections {
  struct protected *at;
  size_t count;
  struct placeholders *placeholders;  // one for each writable directory
  size_t root_count;
};

// Finds them, and makes placeholders for what is absent: a mount needs something to be mounted on.
struct protections find_protections(const struct policy *policy);

// Takes the placeholders away.
void end_protections(struct protections *protections);

#endif
