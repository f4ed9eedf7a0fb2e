// Ends the sandbox when the time is over or when its own parent dies. PR_SET_PDEATHSIG would tell the latter when the
// thread ends that started us; a pidfd of the parent tells it of the process.
#define _GNU_SOURCE
#include "outside.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "descendants.h"
#include "report.h"
#include "values.h"

enum {
  GRACE = 500,      // milliseconds between SIGTERM and the end, when the time is over
  PATIENCE = 2000,  // then the first process should be gone
};

struct parent watch_parent(void) {
  pid_t parent = getppid();
  struct parent watched = {-1};
  // 0: it is outside of our process namespace.
  if (parent == 0) return watched;
  watched.file = (int)syscall(SYS_pidfd_open, parent, 0);
  if (getppid() != parent) _exit(128 + SIGTERM);
  return watched;
}

void block_signals(struct sandbox *sandbox) {
  static const int signals[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGTSTP, SIGCONT};
  sigemptyset(&sandbox->forwarded);
  for (size_t at = 0; at < sizeof signals / sizeof signals[0]; at++) {
    struct sigaction action;
    if (sigaction(signals[at], NULL, &action) == 0 && action.sa_handler != SIG_IGN) {
      sigaddset(&sandbox->forwarded, signals[at]);
    }
  }
  sigset_t blocked = sandbox->forwarded;
  sigaddset(&blocked, SIGCHLD);
  sigaddset(&blocked, SIGALRM);
  sigprocmask(SIG_BLOCK, &blocked, &sandbox->mask);
  // Ignored by the caller, ended children would vanish.
  signal(SIGCHLD, SIG_DFL);
}

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
}

// What is to happen next if nothing else does, and when.
enum stage { RUNNING, ENDING, CLOSED, KILLED };

struct watch {
  pid_t first;
  int life;
  enum stage stage;
  uint64_t deadline;
  int code;  // instead of the command's, or -1
};

static void close_life(struct watch *watch, int code) {
  if (watch->stage >= CLOSED) return;
  close(watch->life);
  watch->stage = CLOSED;
  watch->deadline = now() + PATIENCE;
  watch->code = code;
}

static void advance(struct watch *watch) {
  switch (watch->stage) {
    case RUNNING:
      kill(watch->first, SIGTERM);
      watch->stage = ENDING;
      watch->deadline = now() + GRACE;
      watch->code = EXIT_TIMED_OUT;
      break;
    case ENDING: close_life(watch, EXIT_TIMED_OUT); break;
    default:
      kill(watch->first, SIGKILL);
      watch->stage = KILLED;
      watch->deadline = now() + PATIENCE;
      break;
  }
}

// The time that poll(2) may wait.
static int remaining(const struct watch *watch) {
  if (watch->deadline == NO_LIMIT) return -1;
  uint64_t time = now();
  uint64_t left = time >= watch->deadline ? 0 : watch->deadline - time;
  return left > 1000000 ? 1000000 : (int)left;
}

static void take_signal(struct watch *watch, int number) {
  if (number == SIGCHLD) return;
  // Whoever started us wants an end, of all and at once, and us to clean up.
  if (number == SIGALRM) {
    close_life(watch, 128 + SIGALRM);
    return;
  }
  kill(watch->first, number);
  // With the command stopped, our own turn; the shell sees it and may go on with us.
  if (number == SIGTSTP) raise(SIGSTOP);
}

int wait_outside(const struct sandbox *sandbox, const struct parent *parent, pid_t first, int life) {
  uint64_t time = sandbox->policy->options->time;
  struct watch watch = {first, life, RUNNING, time == NO_LIMIT ? NO_LIMIT : now() + time, -1};
  sigset_t waited = sandbox->forwarded;
  sigaddset(&waited, SIGCHLD);
  sigaddset(&waited, SIGALRM);
  struct pollfd polled[] = {
    {.fd = signalfd(-1, &waited, SFD_CLOEXEC), .events = POLLIN}, {.fd = parent->file, .events = POLLIN},
  };
  if (polled[0].fd < 0) fail_step("signalfd", NULL);
  int status;
  while (waitpid(first, &status, WNOHANG) == 0) {
    int wait = remaining(&watch);
    if (wait == 0) {
      advance(&watch);
      continue;
    }
    if (poll(polled, 2, wait) < 0 && errno != EINTR) fail_step("poll", NULL);
    struct signalfd_siginfo signal;
    if (polled[0].revents != 0 && read(polled[0].fd, &signal, sizeof signal) == sizeof signal) {
      take_signal(&watch, (int)signal.ssi_signo);
    }
    if (polled[1].revents != 0) {
      close_life(&watch, 128 + SIGTERM);
      polled[1].fd = -1;
    }
  }
  if (!sandbox->layers.pid) kill_descendants();
  return watch.code >= 0 ? watch.code : code_of(status);
}
