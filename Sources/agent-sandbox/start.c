// Containers refuse some of it: Docker every new namespace, others mounts alone. So the layers are tried from all to
// none, and each that the kernel grants is used. Only a refusal leads on; any other failure ends the process, so that
// nothing in a workspace can bring about a weaker sandbox.
#define _GNU_SOURCE
#include "start.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "capabilities.h"
#include "descendants.h"
#include "landlock.h"
#include "namespaces.h"
#include "probe.h"
#include "report.h"
#include "scratch.h"

bool is_complete(const struct layers *layers, bool host_network) {
  return layers->view && layers->pid && layers->ipc && (layers->network || host_network) && layers->landlock > 0
         && layers->new_proc;
}

// Starts the first process with the layers of the sandbox. -1 with errno where they are refused.
static pid_t try(struct sandbox *sandbox, int *life) {
  int alive[2], reports[2];
  if (pipe2(alive, O_CLOEXEC) != 0 || pipe2(reports, O_CLOEXEC) != 0) fail_step("pipe", NULL);
  if (sandbox->layers.view) sandbox->protections = find_protections(sandbox->policy);
  pid_t first = fork_into(&sandbox->layers);
  if (first == 0) {
    close(alive[1]);
    close(reports[0]);
    sandbox->life = alive[0];
    sandbox->report = reports[1];
    run_first(sandbox);
  }
  int why = errno;
  close(alive[0]);
  close(reports[1]);
  struct report report = {.refused = true, .error = why};
  if (first > 0 && read(reports[0], &report, sizeof report) != sizeof report) {
    // It has told why, and ends with 125.
    report.refused = false;
    report.layers = sandbox->layers;
  }
  close(reports[0]);
  if (!report.refused) {
    sandbox->layers = report.layers;
    *life = alive[1];
    return first;
  }
  close(alive[1]);
  if (first > 0) waitpid(first, NULL, 0);
  end_protections(&sandbox->protections);
  if (first < 0 && !is_namespace_refusal(why)) {
    errno = why;
    fail_step("namespaces", NULL);
  }
  errno = report.error;
  return -1;
}

// A root that has the power to work in another user's directory outside needs it inside, too; a user namespace, in
// which that user does not exist, would take it.
static bool needs_override(const struct policy *policy) {
  if (geteuid() != 0) return false;
  for (size_t at = 0; at < policy->grants.count; at++) {
    const struct grant *grant = &policy->grants.at[at];
    struct stat status;
    if (grant->writable && stat(grant->path, &status) == 0 && status.st_uid != 0) return true;
  }
  return false;
}

pid_t start(struct sandbox *sandbox, int *life) {
  const struct options *options = sandbox->policy->options;
  bool powerful = is_all_powerful();
  bool override = needs_override(sandbox->policy);
  char *scratch = NULL;
  int landlock = landlock_version(), why = 0;
  for (int attempt = 0; attempt < 8; attempt++) {
    struct layers layers = {
      .user = (attempt & 4) == 0, .view = (attempt & 2) == 0, .pid = true, .ipc = true,
      .network = (attempt & 1) == 0 && !options->host_network, .landlock = landlock,
    };
    if ((attempt & 1) != 0 && options->host_network) continue;
    if (layers.user ? powerful && override : !powerful) continue;
    if (!layers.view && landlock == 0) continue;
    sandbox->layers = layers;
    sandbox->keep_override = override && !layers.user;
    if (!layers.view && scratch == NULL) scratch = make_scratch();
    sandbox->scratch = layers.view ? NULL : scratch;
    pid_t first = try(sandbox, life);
    if (first > 0) {
      if (layers.view && scratch != NULL) remove_scratch(scratch);
      return first;
    }
    if (why == 0) why = errno;
  }
  if (landlock == 0) {
    if (options->probe) print_probe(NULL, false);
    fail(EXIT_NO_POLICY, "namespaces: %s, and Landlock is not available: nothing can be confined here", strerror(why));
  }
  sandbox->layers = (struct layers){.landlock = landlock};
  sandbox->keep_override = override;
  sandbox->scratch = scratch != NULL ? scratch : make_scratch();
  adopt_orphans();
  pid_t first = try(sandbox, life);
  if (first < 0) fail_step("fork", NULL);
  return first;
}
