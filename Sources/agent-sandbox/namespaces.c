// One clone(2) makes all namespaces and the process that will be the first of the process namespace. The user
// namespace comes with every capability in it, and with them none outside.
#define _GNU_SOURCE
#include "namespaces.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

pid_t fork_into(const struct layers *layers) {
  unsigned long flags = SIGCHLD;
  if (layers->user) flags |= CLONE_NEWUSER;
  if (layers->view) flags |= CLONE_NEWNS;
  if (layers->pid) flags |= CLONE_NEWPID;
  if (layers->ipc) flags |= CLONE_NEWIPC;
  if (layers->network) flags |= CLONE_NEWNET;
  if (flags == SIGCHLD) return fork();
  // No new stack, and no addresses to be written to: the order of arguments differs only for those.
  return (pid_t)syscall(SYS_clone, flags, 0, 0, 0, 0);
}

int is_namespace_refusal(int error) {
  return error == EPERM || error == EACCES || error == ENOSYS || error == EINVAL || error == ENOSPC || error == EUSERS;
}

static int write_file(const char *path, const char *text) {
  int file = open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0) return -1;
  ssize_t written = write(file, text, strlen(text));
  int why = errno;
  close(file);
  errno = why;
  return written < 0 ? -1 : 0;
}

int map_user(uid_t user, gid_t group) {
  char map[64];
  // Without which a group map is not accepted from the unprivileged.
  if (write_file("/proc/self/setgroups", "deny") != 0 && errno != ENOENT) return -1;
  snprintf(map, sizeof map, "%u %u 1\n", user, user);
  if (write_file("/proc/self/uid_map", map) != 0) return -1;
  snprintf(map, sizeof map, "%u %u 1\n", group, group);
  return write_file("/proc/self/gid_map", map);
}
