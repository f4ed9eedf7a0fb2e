// agent-sandbox: runs a command confined, used like timeout(1). In C and linked statically, because each tool call of
// an agent pays for its start.
//
// Three processes: this one stays outside, waits and cleans up (outside.c); the first one inside makes the view and
// reaps (first.c); the third one restricts itself and becomes the command (command.c).
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "options.h"
#include "outside.h"
#include "policy.h"
#include "probe.h"
#include "report.h"
#include "sandbox.h"
#include "scratch.h"
#include "start.h"

// Nothing is inherited but standard input, output and error; where one of those is closed, nothing of ours may take
// its number.
static void settle_descriptors(void) {
  if (syscall(SYS_close_range, 3U, ~0U, 0) != 0) {
    for (int file = 3; file < 65536; file++) close(file);
  }
  for (int file = 0; file < 3; file++) {
    if (fcntl(file, F_GETFD) < 0) open("/dev/null", O_RDWR);
  }
}

static void tell_missing(const struct sandbox *sandbox) {
  const struct options *options = sandbox->policy->options;
  const struct layers *layers = &sandbox->layers;
  if (options->quiet || options->probe || is_complete(layers, options->host_network)) return;
  const char *what = !layers->pid       ? "namespaces are refused here: only Landlock and seccomp confine the command"
                     : !layers->view    ? "mounts are refused here: Landlock and seccomp guard the files"
                     : !layers->landlock ? "Landlock is not available here: mounts alone guard the files"
                     : !layers->network && !options->host_network
                       ? "a network namespace is refused here: seccomp alone refuses sockets"
                       : "a /proc of its own is refused here: the command sees the names of other processes";
  const char *hooks = !layers->view && sandbox->policy->writable
                        ? ", and git's hooks and the configuration of agents in the workspace are not protected"
                        : "";
  notice("%s%s (see 'agent-sandbox --probe')", what, hooks);
}

int main(int count, char **arguments) {
  settle_descriptors();
  struct parent parent = watch_parent();
  struct options options = parse_options(count, arguments);
  struct policy policy = make_policy(&options);
  struct sandbox sandbox = {.policy = &policy};
  block_signals(&sandbox);
  int life;
  pid_t first = start(&sandbox, &life);
  // Our memory holds the environment that was not passed.
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  tell_missing(&sandbox);
  int code = wait_outside(&sandbox, &parent, first, life);
  end_protections(&sandbox.protections);
  if (sandbox.scratch != NULL) remove_scratch(sandbox.scratch);
  // Where the command's process could not restrict itself, the layers around it are of no use.
  if (options.probe) {
    print_probe(code == 0 ? &sandbox.layers : NULL, code == 0 && is_complete(&sandbox.layers, options.host_network));
  }
  return code;
}
