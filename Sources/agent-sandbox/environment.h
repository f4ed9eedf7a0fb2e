// The environment of the command.
#ifndef ENVIRONMENT_H
#define ENVIRONMENT_H

#include "policy.h"

// Its variables, for execve. The directory for temporary files is given.
char **make_environment(const struct policy *policy, const char *temporary);

#endif
