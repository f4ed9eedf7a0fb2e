/* A library for LD_PRELOAD that lets the n-th system call on some files go wrong, in the manner of SQLite's
   tests of I/O errors: n = 1, 2, 3 ... until the command passes untouched. It also gives another date.

   FAULT_PATH    calls on files below this path are counted
   FAULT_STREAMS if set, reads of standard input and writes to standard output are counted too
   FAULT_ACTION  an errno value in digits: the call fails with it; or
                 short      reads or writes less than was asked for
                 tear       writes half, and the process is killed
                 kill       the process is killed before the call, killafter: after it
   FAULT_AT      the number of the call, from 1, among those that the action suits
   FAULT_STICKY  if set, every such call from that one on
   FAULT_REPORT  a file: one line, call and object, is appended when a call is hit
   FAULT_COUNT   a file that gets the number of calls that were counted, when the process exits
   FAULT_CLOCK   seconds since 1970 that the clock of the day shows

   Only calls that can end so are counted: rename(2) is never interrupted, access(2) opens no file. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* What a call does, which says how it can fail. */
enum {
  LOOK = 1,       /* tells of files and changes nothing */
  CHANGE = 2,     /* changes files or directories */
  ALLOCATE = 4,   /* may need space on the disk */
  DESCRIPTOR = 8, /* makes a descriptor */
  WAIT = 16,      /* can be interrupted by a signal */
  READ = 32,
  WRITE = 64,
  CLOSE = 128,
};

enum { MAX_FD = 1024 };

static const char *prefix, *report;
static size_t prefix_length;
static int error_number, is_sticky, streams, suited;
static enum { NONE, FAIL, SHORT, TEAR, KILL, KILL_AFTER } action;
static long at, clock_seconds;
static int has_clock;
static atomic_long count;
static char tracked[MAX_FD];

static long (*real_syscall)(long, ...);

static void die(void) {
  real_syscall(SYS_kill, (long)real_syscall(SYS_getpid), SIGKILL);
  for (;;) real_syscall(SYS_pause);
}

__attribute__((constructor)) static void begin(void) {
  real_syscall = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
  const char *text = getenv("FAULT_CLOCK");
  if (text) {
    has_clock = 1;
    clock_seconds = atol(text);
  }
  prefix = getenv("FAULT_PATH");
  text = getenv("FAULT_ACTION");
  if (!prefix || !text || !getenv("FAULT_AT")) return;
  prefix_length = strlen(prefix);
  at = atol(getenv("FAULT_AT"));
  is_sticky = getenv("FAULT_STICKY") != NULL;
  streams = getenv("FAULT_STREAMS") != NULL;
  report = getenv("FAULT_REPORT");
  if (!strcmp(text, "short")) action = SHORT, suited = READ | WRITE;
  else if (!strcmp(text, "tear")) action = TEAR, suited = WRITE;
  else if (!strcmp(text, "kill")) action = KILL, suited = CHANGE | WRITE | CLOSE;
  else if (!strcmp(text, "killafter")) action = KILL_AFTER, suited = CHANGE | WRITE | CLOSE;
  else {
    action = FAIL;
    error_number = atoi(text);
    switch (error_number) {
      case ENOSPC: case EDQUOT: suited = ALLOCATE; break;
      case EMFILE: case ENFILE: suited = DESCRIPTOR; break;
      case EINTR: suited = WAIT; break;
      default: suited = ~0;
    }
  }
}

__attribute__((destructor)) static void end(void) {
  const char *path = getenv("FAULT_COUNT");
  if (!path || action == NONE) return;
  char text[32];
  int length = snprintf(text, sizeof text, "%ld", atomic_load(&count));
  long fd = real_syscall(SYS_openat, (long)AT_FDCWD, path, (long)(O_WRONLY | O_CREAT | O_TRUNC), 0600L);
  real_syscall(SYS_write, fd, text, (long)length);
  real_syscall(SYS_close, fd);
}

/* Our commands end by it, which runs no destructors. */
__attribute__((noreturn)) void _exit(int status) {
  end();
  real_syscall(SYS_exit_group, (long)status);
  __builtin_unreachable();
}

static int below(const char *path) {
  return path && prefix && !strncmp(path, prefix, prefix_length)
      && (path[prefix_length] == '/' || !path[prefix_length]);
}

static int watched(int fd) {
  if (fd == 0 || fd == 1) return streams;
  return fd > 2 && fd < MAX_FD && tracked[fd];
}

static void tell(const char *call, const char *object) {
  if (!report) return;
  char line[PATH_MAX + 64];
  int length = snprintf(line, sizeof line, "%s %s\n", call, object);
  int saved = errno;
  long fd = real_syscall(SYS_openat, (long)AT_FDCWD, report, (long)(O_WRONLY | O_CREAT | O_APPEND), 0600L);
  if (fd >= 0) {
    real_syscall(SYS_write, fd, line, (long)length);
    real_syscall(SYS_close, fd);
  }
  errno = saved;
}

/* Whether the call is the one. Kills the process if it is to die before the call. */
static int hit(const char *call, const char *object, int kind) {
  if (action == NONE || !(kind & suited)) return 0;
  long number = atomic_fetch_add(&count, 1) + 1;
  if (is_sticky ? number < at : number != at) return 0;
  tell(call, object);
  if (action == KILL) die();
  return 1;
}

static const char *name(int fd) {
  static _Thread_local char path[PATH_MAX];
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  long length = real_syscall(SYS_readlink, link, path, (long)sizeof path - 1);
  path[length > 0 ? length : 0] = 0;
  return path;
}

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

/* A call whose fault is all or nothing. */
#define CALL(applies, call, object, kind, failed, body) \
  int is_hit = (applies) && hit(call, object, kind); \
  if (is_hit && action == FAIL) { \
    errno = error_number; \
    return failed; \
  } \
  body; \
  if (is_hit && action == KILL_AFTER) die(); \
  return result

static int opened(int fd) {
  if (fd > 2 && fd < MAX_FD) tracked[fd] = 1;
  return fd;
}

static int open_kind(int flags) {
  return DESCRIPTOR | WAIT | LOOK | (flags & (O_CREAT | O_TRUNC) ? CHANGE | ALLOCATE : 0);
}

#define OPEN(symbol) \
  int symbol(const char *path, int flags, ...) { \
    va_list list; \
    va_start(list, flags); \
    mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0; \
    va_end(list); \
    REAL(int, symbol, const char *, int, ...); \
    int mine = below(path); \
    CALL(mine, "open", path, open_kind(flags), -1, int result = real(path, flags, mode); if (mine) opened(result)); \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(symbol) \
  int symbol(int dir, const char *path, int flags, ...) { \
    va_list list; \
    va_start(list, flags); \
    mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0; \
    va_end(list); \
    REAL(int, symbol, int, const char *, int, ...); \
    int mine = below(path) || (path[0] != '/' && watched(dir)); \
    CALL(mine, "openat", path, open_kind(flags), -1, int result = real(dir, path, flags, mode); if (mine) opened(result)); \
  }
OPENAT(openat)
OPENAT(openat64)

/* Only openat2(2) and renameat2(2) have been called in this way. */
long syscall(long number, ...) {
  va_list list;
  long a[6];
  va_start(list, number);
  for (int i = 0; i < 6; i++) a[i] = va_arg(list, long);
  va_end(list);
  if (!real_syscall) real_syscall = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
  int is_open = number == SYS_openat2 && (below((char *)a[1]) || watched((int)a[0]));
  int is_rename = number == SYS_renameat2 && (below((char *)a[1]) || below((char *)a[3]));
  CALL(is_open || is_rename, is_open ? "openat2" : "renameat2", (char *)a[1],
       is_open ? open_kind(0) : CHANGE | ALLOCATE, -1,
       long result = real_syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]); if (is_open) opened((int)result));
}

int close(int fd) {
  REAL(int, close, int);
  int mine = fd > 2 && watched(fd);
  int is_hit = mine && hit("close", name(fd), CLOSE | WAIT);
  if (fd > 2 && fd < MAX_FD) tracked[fd] = 0;
  /* As Linux has it, the descriptor is closed whatever close(2) says. */
  int result = real(fd);
  if (is_hit && action == KILL_AFTER) die();
  if (is_hit && action == FAIL) {
    errno = error_number;
    return -1;
  }
  return result;
}

/* Reads and writes. */
#define TRANSFER(symbol, kind, parameters, types, fd, size, full, part) \
  ssize_t symbol parameters { \
    static ssize_t(*real) types; \
    if (!real) real = (ssize_t(*) types)dlsym(RTLD_NEXT, #symbol); \
    int is_hit = watched(fd) && size > 0 && hit(#symbol, name(fd), kind); \
    if (is_hit && action == FAIL) { \
      errno = error_number; \
      return -1; \
    } \
    if (is_hit && (action == SHORT || action == TEAR)) { \
      size_t less = size > 1 ? (size_t)(size) / 2 : (size_t)(size); \
      ssize_t result = part; \
      if (action == TEAR) die(); \
      return result; \
    } \
    ssize_t result = full; \
    if (is_hit && action == KILL_AFTER) die(); \
    return result; \
  }
#define READS (READ | WAIT | LOOK)
#define WRITES (WRITE | WAIT | ALLOCATE)
TRANSFER(read, READS, (int fd, void *b, size_t n), (int, void *, size_t), fd, n, real(fd, b, n), real(fd, b, less))
TRANSFER(write, WRITES, (int fd, const void *b, size_t n), (int, const void *, size_t), fd, n, real(fd, b, n), real(fd, b, less))
TRANSFER(pread, READS, (int fd, void *b, size_t n, off_t o), (int, void *, size_t, off_t), fd, n, real(fd, b, n, o), real(fd, b, less, o))
TRANSFER(pread64, READS, (int fd, void *b, size_t n, off_t o), (int, void *, size_t, off_t), fd, n, real(fd, b, n, o), real(fd, b, less, o))
TRANSFER(pwrite, WRITES, (int fd, const void *b, size_t n, off_t o), (int, const void *, size_t, off_t), fd, n, real(fd, b, n, o), real(fd, b, less, o))
TRANSFER(pwrite64, WRITES, (int fd, const void *b, size_t n, off_t o), (int, const void *, size_t, off_t), fd, n, real(fd, b, n, o), real(fd, b, less, o))
TRANSFER(writev, WRITES, (int fd, const struct iovec *b, int n), (int, const struct iovec *, int), fd, n, real(fd, b, n), real(fd, b, (int)less))

#define ON_DESCRIPTOR(symbol, kind, parameters, types, arguments) \
  int symbol parameters { \
    REAL(int, symbol, types); \
    CALL(watched(fd), #symbol, name(fd), kind, -1, int result = real arguments); \
  }
#define TYPES(...) __VA_ARGS__
ON_DESCRIPTOR(fsync, CHANGE | ALLOCATE | WAIT, (int fd), TYPES(int), (fd))
ON_DESCRIPTOR(fdatasync, CHANGE | ALLOCATE | WAIT, (int fd), TYPES(int), (fd))
ON_DESCRIPTOR(ftruncate, CHANGE | WAIT, (int fd, off_t n), TYPES(int, off_t), (fd, n))
ON_DESCRIPTOR(ftruncate64, CHANGE | WAIT, (int fd, off_t n), TYPES(int, off_t), (fd, n))
ON_DESCRIPTOR(flock, CHANGE | WAIT, (int fd, int operation), TYPES(int, int), (fd, operation))
ON_DESCRIPTOR(fchmod, CHANGE, (int fd, mode_t mode), TYPES(int, mode_t), (fd, mode))
ON_DESCRIPTOR(futimens, CHANGE, (int fd, const struct timespec t[2]), TYPES(int, const struct timespec *), (fd, t))
ON_DESCRIPTOR(fstat, LOOK, (int fd, struct stat *s), TYPES(int, struct stat *), (fd, s))

#define ON_PATH(symbol, kind, parameters, types, arguments) \
  int symbol parameters { \
    REAL(int, symbol, types); \
    CALL(below(p), #symbol, p, kind, -1, int result = real arguments); \
  }
#define ON_PATHS(symbol, kind, parameters, types, arguments) \
  int symbol parameters { \
    REAL(int, symbol, types); \
    CALL(below(p) || below(q), #symbol, p, kind, -1, int result = real arguments); \
  }
ON_PATH(unlink, CHANGE, (const char *p), TYPES(const char *), (p))
ON_PATH(rmdir, CHANGE, (const char *p), TYPES(const char *), (p))
ON_PATH(mkdir, CHANGE | ALLOCATE, (const char *p, mode_t m), TYPES(const char *, mode_t), (p, m))
ON_PATH(chmod, CHANGE, (const char *p, mode_t m), TYPES(const char *, mode_t), (p, m))
ON_PATH(truncate, CHANGE, (const char *p, off_t n), TYPES(const char *, off_t), (p, n))
ON_PATH(access, LOOK, (const char *p, int m), TYPES(const char *, int), (p, m))
ON_PATH(stat, LOOK, (const char *p, struct stat *s), TYPES(const char *, struct stat *), (p, s))
ON_PATH(lstat, LOOK, (const char *p, struct stat *s), TYPES(const char *, struct stat *), (p, s))
ON_PATH(unlinkat, CHANGE, (int d, const char *p, int f), TYPES(int, const char *, int), (d, p, f))
ON_PATH(mkdirat, CHANGE | ALLOCATE, (int d, const char *p, mode_t m), TYPES(int, const char *, mode_t), (d, p, m))
ON_PATH(fstatat, LOOK, (int d, const char *p, struct stat *s, int f), TYPES(int, const char *, struct stat *, int), (d, p, s, f))
ON_PATH(utimensat, CHANGE, (int d, const char *p, const struct timespec t[2], int f), TYPES(int, const char *, const struct timespec *, int), (d, p, t, f))
ON_PATHS(rename, CHANGE | ALLOCATE, (const char *p, const char *q), TYPES(const char *, const char *), (p, q))
ON_PATHS(link, CHANGE | ALLOCATE, (const char *p, const char *q), TYPES(const char *, const char *), (p, q))
ON_PATHS(symlink, CHANGE | ALLOCATE, (const char *p, const char *q), TYPES(const char *, const char *), (p, q))
ON_PATHS(renameat, CHANGE | ALLOCATE, (int d, const char *p, int e, const char *q), TYPES(int, const char *, int, const char *), (d, p, e, q))
ON_PATHS(renameat2, CHANGE | ALLOCATE, (int d, const char *p, int e, const char *q, unsigned f), TYPES(int, const char *, int, const char *, unsigned), (d, p, e, q, f))
ON_PATHS(linkat, CHANGE | ALLOCATE, (int d, const char *p, int e, const char *q, int f), TYPES(int, const char *, int, const char *, int), (d, p, e, q, f))

DIR *opendir(const char *path) {
  REAL(DIR *, opendir, const char *);
  CALL(below(path), "opendir", path, DESCRIPTOR | LOOK | WAIT, NULL, DIR *result = real(path);
       if (result && below(path)) opened(dirfd(result)));
}

struct dirent *readdir(DIR *directory) {
  REAL(struct dirent *, readdir, DIR *);
  CALL(watched(dirfd(directory)), "readdir", name(dirfd(directory)), LOOK, NULL,
       struct dirent *result = real(directory));
}

int closedir(DIR *directory) {
  REAL(int, closedir, DIR *);
  int fd = dirfd(directory);
  if (fd > 2 && fd < MAX_FD) tracked[fd] = 0;
  return real(directory);
}

char *realpath(const char *path, char *resolved) {
  REAL(char *, realpath, const char *, char *);
  CALL(below(path), "realpath", path, LOOK, NULL, char *result = real(path, resolved));
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  REAL(int, clock_gettime, clockid_t, struct timespec *);
  int result = real(clock, time);
  if (!result && has_clock && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
    time->tv_sec = clock_seconds;
  return result;
}
