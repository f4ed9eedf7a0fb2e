// --help and --version.
#ifndef HELP_H
#define HELP_H

#include <stdnoreturn.h>

// Both print to standard output and end the process: with 0, or 74 when it cannot be written.
noreturn void print_help(void);
noreturn void print_version(void);

// Writes a text whole to standard output. Ends the process with 74 when it cannot be written.
void print_output(const char *text);

// That of the toolkit, in Sources/AgentCLI; Tests/Scripts/sandbox.sh compares the two.
#define VERSION_TEXT "0.1.0"

#endif
