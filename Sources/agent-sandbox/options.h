// What was asked for on the command line.
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct words {
  const char **at;
  size_t count;
};

struct options {
  const char *workspace;  // NULL: the current directory, read-only
  bool read_only;
  bool host_network;
  bool quiet;
  bool probe;
  struct words writable;
  struct words readable;
  struct words variables;
  uint64_t cpu;    // milliseconds
  uint64_t memory; // bytes
  uint64_t files;
  uint64_t processes;  // 0: not given
  uint64_t file_size; // bytes
  uint64_t time;      // milliseconds
  char **command;     // NULL with probe
};

// Ends the process on a wrong command line, and after --help and --version.
struct options parse_options(int count, char **arguments);

#endif
