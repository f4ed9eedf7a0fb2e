// System calls and constants that the headers of Debian 12 do not have. The numbers are the same everywhere.
#ifndef SYSCALLS_H
#define SYSCALLS_H

#include <linux/mount.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

static inline int open_tree_at(int directory, const char *path, unsigned int flags) {
  return (int)syscall(SYS_open_tree, directory, path, flags);
}

static inline int move_mount_to(int from, int directory, const char *path, unsigned int flags) {
  return (int)syscall(SYS_move_mount, from, "", directory, path, MOVE_MOUNT_F_EMPTY_PATH | flags);
}

static inline int set_mount(int mount, unsigned int flags, unsigned long set) {
  struct mount_attr attributes = {.attr_set = set};
  return (int)syscall(SYS_mount_setattr, mount, "", flags, &attributes, sizeof attributes);
}

static inline int open_at(int directory, const char *path, unsigned long flags, unsigned long resolve) {
  struct open_how how = {.flags = flags, .resolve = resolve};
  return (int)syscall(SYS_openat2, directory, path, &how, sizeof how);
}

#endif
