// Starting the sandbox with as many layers as there are here.
#ifndef START_H
#define START_H

#include <sys/types.h>

#include "sandbox.h"

// Starts the first process, which waits for nothing more. Its process; our end of its pipe is put into `life`. The
// layers that it has are in the sandbox then. Ends the process with 125 where neither Landlock nor a view of its own
// can be had; a probe prints before that there are none.
pid_t start(struct sandbox *sandbox, int *life);

// Whether all layers are there.
bool is_complete(const struct layers *layers, bool host_network);

#endif
