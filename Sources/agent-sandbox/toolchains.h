// Compilers, interpreters and packages that lie outside of the system's directories.
#ifndef TOOLCHAINS_H
#define TOOLCHAINS_H

#include "grants.h"
#include "links.h"

struct places {
  char *home;     // without links; "" where there is none
  char *runtime;  // the agents' runtime directory, without links; "" where there is none
  struct written written;  // where links are not ours
};

// Grants for reading what the variables PATH and VIRTUAL_ENV lead to.
void add_toolchains(struct grants *grants, const struct places *places);

#endif
