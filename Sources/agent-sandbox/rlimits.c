// Memory is limited by RLIMIT_DATA, which counts what can be written to: RLIMIT_AS also counts addresses that are
// only reserved, and node and the Java machine reserve many times what they use.
#define _GNU_SOURCE
#include "rlimits.h"

#include <sys/resource.h>

#include "report.h"
#include "values.h"

// Lowers a limit, never raises it.
static void set(int resource, uint64_t value, const char *option) {
  struct rlimit limit;
  if (getrlimit(resource, &limit) != 0) fail_step("limits", option);
  if (value > limit.rlim_max) value = limit.rlim_max;
  limit.rlim_cur = limit.rlim_max = value;
  if (setrlimit(resource, &limit) != 0) fail_step("limits", option);
}

void set_limits(const struct options *options, bool own_users) {
  enum { PROCESSES = 1024 };
  set(RLIMIT_CORE, 0, "core");
  if (options->memory != NO_LIMIT) set(RLIMIT_DATA, options->memory, "--mem");
  if (options->files != NO_LIMIT) set(RLIMIT_NOFILE, options->files, "--files");
  if (options->file_size != NO_LIMIT) set(RLIMIT_FSIZE, options->file_size, "--fsize");
  if (options->cpu != NO_LIMIT) set(RLIMIT_CPU, options->cpu / 1000 + (options->cpu % 1000 != 0), "--cpu");
  if (options->processes == 0 ? own_users : options->processes != NO_LIMIT) {
    set(RLIMIT_NPROC, options->processes == 0 ? PROCESSES : options->processes, "--procs");
  }
}
