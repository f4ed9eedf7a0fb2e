// The powers of root, which a confined command has none of.
#ifndef CAPABILITIES_H
#define CAPABILITIES_H

#include <stdbool.h>

// Whether the process may do everything, as root may outside of containers.
bool is_all_powerful(void);

// Gives up all of them for good; but that of reading and writing others' files, which a root that works in somebody
// else's directory needs, can be kept: it opens nothing that mounts or Landlock close.
void drop_capabilities(bool keep_override);

#endif
