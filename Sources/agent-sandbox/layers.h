// The layers of confinement that a sandbox has here.
#ifndef LAYERS_H
#define LAYERS_H

#include <stdbool.h>

struct layers {
  bool user;      // user namespace; needed for the others unless run by root
  bool view;      // mount namespace with a root of its own
  bool pid;       // process namespace: none survives
  bool ipc;
  bool network;   // network namespace without any interface
  bool new_proc;  // a /proc that shows only the sandbox
  int landlock;   // its ABI, 0: none
};

#endif
