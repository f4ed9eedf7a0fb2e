// Limits of the kernel on a process.
#ifndef RLIMITS_H
#define RLIMITS_H

#include <stdbool.h>

#include "options.h"

// In the process that will be the command. The number of processes counts those of the sandbox alone where it has a
// user namespace; elsewhere it counts all of the user's and is set only if asked for.
void set_limits(const struct options *options, bool own_users);

#endif
