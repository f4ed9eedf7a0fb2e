#define _GNU_SOURCE
#include "CAgentSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int csystem_open_beneath(int dirfd, const char *path, int flags, unsigned int mode) {
  struct open_how how = {
      .flags = (uint64_t)(flags | O_CLOEXEC),
      .mode = (flags & O_CREAT) ? mode : 0,
      .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
  };
  for (;;) {
    long fd = syscall(SYS_openat2, dirfd, path, &how, sizeof how);
    /* EAGAIN: a rename raced with the walk; the manual says to try again. */
    if (fd >= 0 || (errno != EAGAIN && errno != EINTR)) return (int)fd;
  }
}

int csystem_o_path(void) { return O_PATH; }

int csystem_pidfd_open(pid_t pid) { return (int)syscall(SYS_pidfd_open, pid, 0); }

int csystem_pidfd_send_signal(int pidfd, int signal) {
  return (int)syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0);
}

int csystem_pipe_cloexec(int fds[2]) { return pipe2(fds, O_CLOEXEC); }

int csystem_open_terminal(int fds[2], unsigned short columns, unsigned short rows) {
  int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (master < 0) return -1;
  char name[64];
  struct winsize size = {.ws_row = rows, .ws_col = columns};
  int slave = -1;
  if (grantpt(master) == 0 && unlockpt(master) == 0 && ptsname_r(master, name, sizeof name) == 0) {
    slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
  }
  if (slave < 0) {
    int number = errno;
    close(master);
    errno = number;
    return -1;
  }
  ioctl(slave, TIOCSWINSZ, &size);
  fds[0] = master;
  fds[1] = slave;
  return 0;
}

int csystem_dup_cloexec(int fd) { return fcntl(fd, F_DUPFD_CLOEXEC, 3); }

int csystem_flock(int fd, int operation) { return flock(fd, operation); }

int csystem_rename_exclusive(const char *from, const char *to) {
  return renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
}

int csystem_rename_exclusive_at(int dirfd, const char *from, const char *to) {
  return renameat2(dirfd, from, dirfd, to, RENAME_NOREPLACE);
}

int csystem_spawn_add_closefrom(posix_spawn_file_actions_t *actions, int from) {
  return posix_spawn_file_actions_addclosefrom_np(actions, from);
}

int csystem_spawn_add_chdir(posix_spawn_file_actions_t *actions, const char *path) {
  return posix_spawn_file_actions_addchdir_np(actions, path);
}

short csystem_spawn_flags_same_session(void) { return POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK; }

short csystem_spawn_flags_new_session(void) {
  return csystem_spawn_flags_same_session() | POSIX_SPAWN_SETSID;
}

const char *csystem_error_text(int number) {
  const char *text = strerrordesc_np(number);
  return text ? text : "unknown error";
}

int csystem_signal_is_ignored(int number) {
  struct sigaction action;
  return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

int csystem_set_undumpable(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

static int argument_count;
static char *const *arguments;

/* glibc gives constructors what it gives main. */
__attribute__((constructor)) static void keep_arguments(int count, char **given) {
  argument_count = count;
  arguments = given;
}

int csystem_argument_count(void) { return argument_count; }

char *const *csystem_arguments(void) { return arguments; }

const char *csystem_executable(void) { return (const char *)getauxval(AT_EXECFN); }

char *const *csystem_environment(void) { return environ; }

int csystem_wait_pidfd(int pidfd, int *code, int nohang) {
  siginfo_t info = {0};
  int result;
  do {
    result = waitid(P_PIDFD, (id_t)pidfd, &info, WEXITED | (nohang ? WNOHANG : 0));
  } while (result != 0 && errno == EINTR);
  if (result != 0) return -1;
  if (info.si_pid == 0) {
    errno = EAGAIN;
    return -1;
  }
  *code = info.si_status;
  return info.si_code == CLD_EXITED ? 0 : 1;
}

int64_t csystem_modified_ns(const struct stat *status) {
  return (int64_t)status->st_mtim.tv_sec * 1000000000 + status->st_mtim.tv_nsec;
}

int64_t csystem_changed_ns(const struct stat *status) {
  return (int64_t)status->st_ctim.tv_sec * 1000000000 + status->st_ctim.tv_nsec;
}

const void *csystem_last_byte(const void *bytes, int byte, size_t count) { return memrchr(bytes, byte, count); }

int csystem_readable_bytes(int fd) {
  int count = 0;
  return ioctl(fd, FIONREAD, &count) == 0 ? count : -1;
}

int csystem_terminal_width(int fd) {
  struct winsize size = {0};
  return ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : -1;
}
