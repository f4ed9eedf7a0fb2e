// Whatever a daemon does to get away (a session of its own, two forks), its parent's death makes it a child of the
// nearest process that adopts orphans. So killing all children, and those that come to us by that, ends at none.
#define _GNU_SOURCE
#include "descendants.h"

#include <ctype.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

void adopt_orphans(void) { prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }

static void kill_children(void) {
  char path[64], list[65536];
  snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  ssize_t length = read(file, list, sizeof list - 1);
  close(file);
  if (length <= 0) return;
  list[length] = '\0';
  for (char *at = list; *at != '\0';) {
    char *end;
    long child = strtol(at, &end, 10);
    // A number that reaches the end of the buffer may be the beginning of a longer one.
    if (end == at || *end == '\0') break;
    kill((pid_t)child, SIGKILL);
    at = end + (*end == ' ');
  }
}

void kill_descendants(void) {
  for (int round = 0; round < 20000; round++) {
    kill_children();
    pid_t gone;
    while ((gone = waitpid(-1, NULL, WNOHANG)) > 0) continue;
    if (gone < 0) return;
    nanosleep(&(struct timespec){.tv_nsec = 200000}, NULL);
  }
}
