// Runs a command where namespaces, or mounts, or Landlock are refused, as containers do: by a seccomp filter of its
// own. usage: refuse namespaces|mounts|proc|landlock|all COMMAND...
#define _GNU_SOURCE
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define NEW (CLONE_NEWNS | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC)

static struct sock_filter program[64];
static unsigned short count;

static void emit(unsigned short code, unsigned int value, unsigned char yes, unsigned char no) {
  program[count++] = (struct sock_filter){code, yes, no, value};
}

static void refuse(unsigned int call, int error) {
  emit(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1);
  emit(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | error, 0, 0);
}

static void refuse_flags(unsigned int call) {
  emit(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 4);
  emit(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args), 0, 0);
  emit(BPF_JMP | BPF_JSET | BPF_K, NEW, 0, 1);
  emit(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM, 0, 0);
  emit(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr), 0, 0);
}

int main(int arguments, char **words) {
  if (arguments < 3) return 64;
  const char *what = words[1];
  int all = strcmp(what, "all") == 0;
  emit(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr), 0, 0);
  if (all || strcmp(what, "namespaces") == 0) {
    refuse_flags(SYS_clone);
    refuse_flags(SYS_unshare);
  }
  if (all || strcmp(what, "mounts") == 0) {
    refuse(SYS_mount, EPERM);
    refuse(428 /* open_tree */, EPERM);
    refuse(SYS_fsopen, EPERM);
  }
  if (strcmp(what, "proc") == 0) refuse(SYS_fsopen, EPERM);
  if (all || strcmp(what, "landlock") == 0) refuse(444 /* landlock_create_ruleset */, ENOSYS);
  emit(BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0, 0);
  struct sock_fprog filter = {count, program};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) != 0) {
    perror("refuse");
    return 70;
  }
  execvp(words[2], words + 2);
  perror(words[2]);
  return 127;
}
