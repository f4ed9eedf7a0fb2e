/* System calls and constants that Swift cannot import: GNU-only names, variadic calls, C globals.
   Plain functions without policy; each returns what the call returns and leaves errno as it was set. */
#ifndef CSYSTEM_H
#define CSYSTEM_H

#include <spawn.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* openat2(2) with RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS: `path` may not leave `dirfd`. */
int csystem_open_beneath(int dirfd, const char *path, int flags, unsigned int mode);

/* O_PATH of open(2). */
int csystem_o_path(void);

int csystem_pidfd_open(pid_t pid);
int csystem_pidfd_send_signal(int pidfd, int signal);
int csystem_pipe_cloexec(int fds[2]);
/* A pseudoterminal of that size: its master and its slave end, close-on-exec; 0, or -1. */
int csystem_open_terminal(int fds[2], unsigned short columns, unsigned short rows);
int csystem_dup_cloexec(int fd);
int csystem_flock(int fd, int operation);

/* renameat2(2) with RENAME_NOREPLACE: EEXIST when `to` is there. */
int csystem_rename_exclusive(const char *from, const char *to);
/* The same for two names in one open directory. */
int csystem_rename_exclusive_at(int dirfd, const char *from, const char *to);

/* posix_spawn file action: close every descriptor from `from` up (glibc 2.34). */
int csystem_spawn_add_closefrom(posix_spawn_file_actions_t *actions, int from);
/* posix_spawn file action: the child's working directory (glibc 2.29). */
int csystem_spawn_add_chdir(posix_spawn_file_actions_t *actions, const char *path);
/* The spawn attribute flags for a child in its own session with default signals and an empty mask. */
short csystem_spawn_flags_new_session(void);
short csystem_spawn_flags_same_session(void);

/* strerrordesc_np(3): the untranslated sentence for an errno value. */
const char *csystem_error_text(int number);

/* Whether the disposition of a signal is SIG_IGN. */
int csystem_signal_is_ignored(int number);

/* prctl(PR_SET_DUMPABLE, 0): no other process of the user may read this one's memory. */
int csystem_set_undumpable(void);

/* The command line, as the loader gave it: Swift's own is read from /proc, which need not be mounted. */
int csystem_argument_count(void);
char *const *csystem_arguments(void);

/* The path by which this program was started (AT_EXECFN), or NULL. */
const char *csystem_executable(void);

/* The environment of this process; entries may be NULL-terminated as environ(7) has it. */
char *const *csystem_environment(void);

/* The status of a process reaped through waitid(P_PIDFD): 0 and *code, or 1 and *code = signal; -1 error. */
int csystem_wait_pidfd(int pidfd, int *code, int nohang);

/* st_mtim in nanoseconds since the epoch. */
struct stat;
int64_t csystem_modified_ns(const struct stat *status);
/* st_ctim in nanoseconds since the epoch. */
int64_t csystem_changed_ns(const struct stat *status);

/* memrchr(3), which the C library declares for GNU sources only. */
const void *csystem_last_byte(const void *bytes, int byte, size_t count);

/* ioctl(FIONREAD) and ioctl(TIOCGWINSZ). */
int csystem_readable_bytes(int fd);
int csystem_terminal_width(int fd);

#endif
