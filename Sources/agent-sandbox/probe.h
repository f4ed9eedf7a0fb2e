// --probe.
#ifndef PROBE_H
#define PROBE_H

#include "layers.h"

// Prints what is active, as one JSON object on a line.
void print_probe(const struct layers *layers, bool complete);

#endif
