// Process 1 of the process namespace: when it ends, the kernel kills all others in it. It is not the command itself,
// since process 1 gets no signal that it has no handler for, and since orphans must be reaped. Landlock and seccomp
// are not put on it, so that the command, under them, can neither signal nor look into it.
//
// Without a process namespace it adopts orphans and kills them at the end.
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "descendants.h"
#include "namespaces.h"
#include "report.h"
#include "sandbox.h"
#include "scratch.h"
#include "view.h"

int code_of(int status) { return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status); }

static void tell(const struct sandbox *sandbox, bool refused) {
  struct report report = {refused, errno, sandbox->layers};
  if (write(sandbox->report, &report, sizeof report) != sizeof report) _exit(EXIT_NO_POLICY);
  if (refused) _exit(EXIT_NO_POLICY);
  close(sandbox->report);
}

noreturn static void end(const struct sandbox *sandbox, int code) {
  if (!sandbox->layers.pid) {
    kill_descendants();
    // The one outside may have been killed.
    if (sandbox->scratch != NULL) remove_scratch(sandbox->scratch);
  }
  _exit(code);
}

static void hand_on(pid_t command, int signal) {
  // A stop that comes from a terminal would be ignored: the command's group is an orphaned one.
  if (signal == SIGTSTP) signal = SIGSTOP;
  if (kill(-command, signal) != 0) kill(command, signal);
}

// Waits for all children that have ended. The command's status, or -1.
static int reap(pid_t command) {
  int status, code = -1;
  for (pid_t child; (child = waitpid(-1, &status, WNOHANG)) > 0;) {
    if (child == command) code = code_of(status);
  }
  return code;
}

noreturn static void wait_for(const struct sandbox *sandbox, pid_t command, int signals) {
  struct pollfd polled[] = {{.fd = signals, .events = POLLIN}, {.fd = sandbox->life, .events = POLLIN}};
  for (;;) {
    if (poll(polled, 2, -1) < 0 && errno != EINTR) fail_step("poll", NULL);
    if (polled[1].revents != 0) end(sandbox, 128 + SIGKILL);
    struct signalfd_siginfo signal;
    if (polled[0].revents == 0 || read(signals, &signal, sizeof signal) != sizeof signal) continue;
    if (signal.ssi_signo != SIGCHLD) {
      hand_on(command, (int)signal.ssi_signo);
      continue;
    }
    int code = reap(command);
    if (code >= 0) end(sandbox, code);
  }
}

static int run_command_of(void *sandbox) { run_command(sandbox); }

// As vfork(2): in our memory, while we stand still, until it has become the command. Saves the copy of the page
// tables, and all faults after it. On a stack of its own, since this one is in use.
static pid_t spawn_command(struct sandbox *sandbox) {
  enum { STACK = 256 << 10 };
  static char stack[STACK] __attribute__((aligned(16)));
  return clone(run_command_of, stack + STACK, CLONE_VM | CLONE_VFORK | SIGCHLD, sandbox);
}

void run_first(struct sandbox *sandbox) {
  struct layers *layers = &sandbox->layers;
  // Before the user is mapped it has no number that could be asked for.
  if (layers->user && map_user(sandbox->policy->user, sandbox->policy->group) != 0) tell(sandbox, true);
  if (layers->view) {
    if (make_view(sandbox->policy, &sandbox->protections, layers) == VIEW_REFUSED) tell(sandbox, true);
  }
  tell(sandbox, false);
  setsid();
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  sigset_t waited = sandbox->forwarded;
  sigaddset(&waited, SIGCHLD);
  int signals = signalfd(-1, &waited, SFD_CLOEXEC);
  if (signals < 0) fail_step("signalfd", NULL);
  if (layers->pid) {
    // The one outside has but one thread, so this fires only at its end; if that has come already, the pipe tells.
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  } else {
    adopt_orphans();
  }
  pid_t command = spawn_command(sandbox);
  if (command < 0) fail_step("fork", NULL);
  wait_for(sandbox, command, signals);
}
