// Processes in namespaces of their own.
#ifndef NAMESPACES_H
#define NAMESPACES_H

#include <sys/types.h>

#include "layers.h"

// fork(2) into the namespaces of the layers; -1 with errno. An error that tells that they are refused here:
pid_t fork_into(const struct layers *layers);
int is_namespace_refusal(int error);

// In the child: our user is the same inside as outside, and the only one. 0, or -1 with errno.
int map_user(uid_t user, gid_t group);

#endif
