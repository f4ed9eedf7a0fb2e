// What will be put in force, worked out before anything is.
#ifndef POLICY_H
#define POLICY_H

#include <sys/types.h>

#include "grants.h"
#include "options.h"
#include "toolchains.h"

struct policy {
  const struct options *options;
  struct places places;
  uid_t user;
  gid_t group;
  char *directory;  // where the command runs
  bool writable;    // whether that is a workspace that it may write
  struct grants grants;
};

// Ends the process when the policy cannot be: 66 where a path is missing, 77 where a directory must not be writable.
struct policy make_policy(const struct options *options);

#endif
