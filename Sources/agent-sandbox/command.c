// The last steps, in their order: each but the last restricts what the next ones and the command can do.
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "capabilities.h"
#include "environment.h"
#include "landlock.h"
#include "rlimits.h"
#include "report.h"
#include "sandbox.h"
#include "seccomp.h"

noreturn static void execute(char **command) {
  execvp(command[0], command);
  int why = errno;
  if (why == ENOENT && strchr(command[0], '/') == NULL) {
    fail(EXIT_NOT_FOUND, "%s: command not found (what lies outside of the sandbox needs --readable)", command[0]);
  }
  fail(why == ENOENT ? EXIT_NOT_FOUND : EXIT_NOT_EXECUTABLE,
       "%s: %s (what lies outside of the sandbox needs --readable)", command[0], strerror(why));
}

void run_command(const struct sandbox *sandbox) {
  const struct policy *policy = sandbox->policy;
  const struct layers *layers = &sandbox->layers;
  setsid();
  // A terminal that is nobody's yet, as one that was made for the command; that of our caller stays its own.
  if (isatty(STDIN_FILENO)) ioctl(STDIN_FILENO, TIOCSCTTY, 0);
  // The directory that was inherited lies in the root of before.
  if (chdir(policy->directory) != 0) fail_step("chdir", policy->directory);
  drop_capabilities(sandbox->keep_override);
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) fail_step("no_new_privs", NULL);
  environ = make_environment(policy, sandbox->scratch ? sandbox->scratch : "/tmp");
  if (layers->landlock > 0) restrict_files(policy, layers, sandbox->scratch);
  restrict_calls(policy->options->host_network, layers->ipc);
  // Not before: the steps themselves need descriptors.
  set_limits(policy->options, layers->user);
  if (sigprocmask(SIG_SETMASK, &sandbox->mask, NULL) != 0) fail_step("signals", NULL);
  if (policy->options->command == NULL) _exit(0);
  execute(policy->options->command);
}
