/* Runs one program and prints what it cost: the exit status, user and system time, wall time, time to the
 * first byte of output (all in microseconds) and peak memory (KiB), as one line on descriptor 3.
 *
 * A process of its own, and a small one: the kernel charges a new program with the memory that its starter
 * had at exec, so that nothing started by Python seems to need less than Python does. The times are those of
 * wait4(2): the program's and its descendants', as far as they were waited for.
 *
 * usage: launcher [-o] PROGRAM [ARGUMENT…]     -o: its output is read and thrown away, the first byte noted */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static long microseconds(struct timeval time) { return time.tv_sec * 1000000 + time.tv_usec; }

/* Reads until the end; returns when the first byte came, or 0. */
static long drain(int fd) {
  static char buffer[1 << 16];
  long first = 0;
  ssize_t count;
  while ((count = read(fd, buffer, sizeof buffer)) > 0 || (count < 0 && errno == EINTR)) {
    if (first == 0 && count > 0) first = now();
  }
  return first;
}

int main(int argc, char **argv) {
  int readsOutput = argc > 1 && strcmp(argv[1], "-o") == 0;
  char **program = argv + 1 + readsOutput;
  int output[2] = {-1, -1};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addclose(&actions, 3);
  if (readsOutput) {
    if (pipe(output) != 0) return 125;
    posix_spawn_file_actions_adddup2(&actions, output[1], 1);
    posix_spawn_file_actions_addclose(&actions, output[0]);
    posix_spawn_file_actions_addclose(&actions, output[1]);
  }
  pid_t child;
  long start = now();
  int failure = posix_spawn(&child, program[0], &actions, NULL, program, environ);
  if (failure != 0) {
    fprintf(stderr, "%s: %s\n", program[0], strerror(failure));
    return 127;
  }
  long first = 0;
  if (readsOutput) {
    close(output[1]);
    first = drain(output[0]);
  }
  int status;
  struct rusage usage;
  if (wait4(child, &status, 0, &usage) != child) return 125;
  long end = now();
  dprintf(3, "%d %ld %ld %ld %ld %ld\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
          microseconds(usage.ru_utime), microseconds(usage.ru_stime), end - start, first ? first - start : 0,
          usage.ru_maxrss);
  return 0;
}
