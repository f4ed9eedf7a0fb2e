// The system calls that are refused.
#ifndef SECCOMP_H
#define SECCOMP_H

#include <stdbool.h>

// For the calling process and all its descendants. Without a namespace of its own for System V objects and message
// queues those are refused, too.
void restrict_calls(bool host_network, bool own_ipc);

#endif
