// Root would have them again when the next program starts, but for two things: that it is no longer special, and
// no_new_privs, with which no program has more than the one that started it.
#define _GNU_SOURCE
#include "capabilities.h"

#include <linux/capability.h>
#include <linux/securebits.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "report.h"

bool is_all_powerful(void) {
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct data[2];
  if (syscall(SYS_capget, &header, data) != 0) return false;
  unsigned int needed = 1U << CAP_SYS_ADMIN | 1U << CAP_SETPCAP;
  return (data[0].effective & needed) == needed;
}

void drop_capabilities(bool keep_override) {
  // Refused where there is nothing to be given up.
  prctl(PR_SET_SECUREBITS, SECBIT_NOROOT | SECBIT_NOROOT_LOCKED, 0, 0, 0);
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct data[2] = {{0}};
  if (keep_override) data[0].effective = data[0].permitted = data[0].inheritable = 1U << CAP_DAC_OVERRIDE;
  if (syscall(SYS_capset, &header, data) != 0) fail_step("capabilities", NULL);
  prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
  if (keep_override) prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_OVERRIDE, 0, 0);
}
