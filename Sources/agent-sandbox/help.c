// The text of --help has the form that the other commands' have from their argument parser.
#define _GNU_SOURCE
#include "help.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "report.h"

static const char help[] =
  "OVERVIEW: Run a command confined\n"
  "\n"
  "The command reads the system, the toolchains in PATH and its working directory,\n"
  "writes only a /tmp of its own, has no network and none of your secrets, and\n"
  "nothing that it starts survives it.\n"
  "\n"
  "Examples:\n"
  "  agent-sandbox ls -l\n"
  "  agent-sandbox --workspace . --time 10m make\n"
  "  agent-sandbox --workspace . --net host --env PIP_INDEX_URL -- pip install x\n"
  "  agent-sandbox --probe\n"
  "\n"
  "USAGE: agent-sandbox [<options>] [--] <command> [<argument> ...]\n"
  "       agent-sandbox --probe\n"
  "\n"
  "OPTIONS:\n"
  "  --workspace <dir>       Run in DIR, which is writable but for git's hooks and\n"
  "                          configuration and that of agents (default: in the\n"
  "                          current directory, read-only).\n"
  "  --read-only             DIR is not writable.\n"
  "  --writable <dir>        Another writable directory.\n"
  "  --readable <path>       Another readable file or directory.\n"
  "  --net <net>             none (default) or host.\n"
  "  --env <name>            Pass a variable of the environment.\n"
  "  --cpu <time>            CPU time a process.\n"
  "  --mem <size>            Memory a process (default: 2g).\n"
  "  --files <n>             Open files a process (default: 1024).\n"
  "  --procs <n>             Processes and threads.\n"
  "  --fsize <size>          Size of a file that is written.\n"
  "  --time <time>           End the command after this time, with 124.\n"
  "  --probe                 Tell as JSON what can be confined here.\n"
  "  -q, --quiet             No notice when a layer is not available.\n"
  "  --version               Show the version.\n"
  "  -h, --help              Show help information.\n"
  "\n"
  "A time is a number with ms, s, m, h or d, a size one with k, m, g or t; none\n"
  "takes a limit away.\n";

void print_output(const char *text) {
  size_t length = strlen(text);
  while (length > 0) {
    ssize_t written = write(STDOUT_FILENO, text, length);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(74, "standard output: %s", strerror(errno));
    text += written;
    length -= (size_t)written;
  }
}

void print_help(void) {
  print_output(help);
  _exit(0);
}

void print_version(void) {
  print_output("agent-sandbox " VERSION_TEXT "\n");
  _exit(0);
}
