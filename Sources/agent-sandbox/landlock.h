// Landlock: what the process and all its descendants may do with files, whatever the mounts say.
#ifndef LANDLOCK_H
#define LANDLOCK_H

#include "layers.h"
#include "policy.h"

// The version of the kernel's interface; 0 where there is none.
int landlock_version(void);

// Restricts the calling process. The scratch directory is that of a sandbox without a view of its own, else NULL.
void restrict_files(const struct policy *policy, const struct layers *layers, const char *scratch);

#endif
