// --probe.
#ifndef PROBE_H
#define PROBE_H

#include "layers.h"

// Prints what is active, as one JSON object on a line. NULL for no layers: nothing can be confined here.
void print_probe(const struct layers *layers, bool complete);

#endif
