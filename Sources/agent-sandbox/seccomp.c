// A list of what is refused, not of what is allowed: programs of all kinds run here, and what the list cannot know
// of, calls newer than it, does not exist for them. Refused is what reaches around paths (sockets, io_uring, file
// handles), into other processes, or into parts of the kernel that were often broken. Sockets may be made only of the
// families of the policy; socketpair(2) needs none, but must not make one of datagrams, which can send to any address.
// Sending and receiving stay allowed: event loops wake themselves with them.
#define _GNU_SOURCE
#include "seccomp.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "report.h"

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "agent-sandbox has tables for x86-64 and aarch64"
#endif

// The last call that this list was made with: listns(2) of Linux 6.18.
#define LAST_CALL 470
// Numbers of the x32 way to call an x86-64 kernel.
#define X32_BIT 0x40000000U

// Calls that all architectures have under one number are written as numbers, since older headers lack them.
static const unsigned int refused[] = {
  // Into other processes.
  SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp, 438 /* pidfd_getfd */, 440 /* process_madvise */,
  448 /* process_mrelease */,
  // Around the checks of paths and sockets.
  425 /* io_uring_setup */, 426 /* io_uring_enter */, 427 /* io_uring_register */, SYS_open_by_handle_at,
  SYS_name_to_handle_at, SYS_fanotify_init, SYS_fanotify_mark,
  // Parts of the kernel that no tool needs.
  SYS_bpf, SYS_perf_event_open, SYS_userfaultfd, SYS_add_key, SYS_request_key, SYS_keyctl,
  // Mounts and namespaces.
  SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_unshare, SYS_setns, 428 /* open_tree */,
  429 /* move_mount */, 430 /* fsopen */, 431 /* fsconfig */, 432 /* fsmount */, 433 /* fspick */,
  442 /* mount_setattr */, 467 /* open_tree_attr */,
  // The machine.
  SYS_kexec_load, SYS_kexec_file_load, SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_reboot, SYS_swapon,
  SYS_swapoff, SYS_acct, SYS_syslog, SYS_sethostname, SYS_setdomainname, SYS_settimeofday, SYS_clock_settime,
  SYS_clock_adjtime, SYS_adjtimex, SYS_quotactl, 443 /* quotactl_fd */, SYS_vhangup,
#if defined(__x86_64__)
  SYS_iopl, SYS_ioperm, SYS_modify_ldt, SYS_uselib, SYS_ustat, SYS_sysfs, SYS_lookup_dcookie,
  SYS__sysctl, SYS_create_module, SYS_get_kernel_syms, SYS_query_module, SYS_nfsservctl,
#endif
};

// Objects with names of their own, which no file permission covers.
static const unsigned int refused_without_ipc[] = {
  SYS_shmget, SYS_shmat, SYS_shmctl, SYS_semget, SYS_semop, SYS_semctl, SYS_semtimedop, SYS_msgget, SYS_msgsnd,
  SYS_msgrcv, SYS_msgctl, SYS_mq_open, SYS_mq_unlink,
};

enum { CAPACITY = 256 };

struct program {
  struct sock_filter at[CAPACITY];
  unsigned short count;
};

static void emit(struct program *program, unsigned short code, unsigned int value, int yes, int no) {
  if (program->count == CAPACITY) fail(EXIT_NO_POLICY, "seccomp: the filter is too long (this is a bug)");
  program->at[program->count++] = (struct sock_filter){code, (unsigned char)yes, (unsigned char)no, value};
}

static void load(struct program *program, size_t offset) {
  emit(program, BPF_LD | BPF_W | BPF_ABS, (unsigned int)offset, 0, 0);
}

static void end(struct program *program, unsigned int action) { emit(program, BPF_RET | BPF_K, action, 0, 0); }

#define REFUSE (SECCOMP_RET_ERRNO | EPERM)
#define ABSENT (SECCOMP_RET_ERRNO | ENOSYS)
#define CALL offsetof(struct seccomp_data, nr)
// The low half of an argument, on machines that have the low byte first, as both have.
#define ARGUMENT(number) (offsetof(struct seccomp_data, args) + 8 * (number))

// A list of calls that lead to one action at its end.
static void refuse_all(struct program *program, const unsigned int *calls, size_t count) {
  for (size_t at = 0; at < count; at++) {
    emit(program, BPF_JMP | BPF_JEQ | BPF_K, calls[at], (int)(count - at), 0);
  }
  emit(program, BPF_JMP | BPF_JA, 1, 0, 0);
  end(program, REFUSE);
}

static void check_sockets(struct program *program, bool host_network) {
  if (!host_network) {
    unsigned int calls[] = {SYS_socket};
    refuse_all(program, calls, 1);
    return;
  }
  emit(program, BPF_JMP | BPF_JEQ | BPF_K, SYS_socket, 0, 8);
  load(program, ARGUMENT(0));
  emit(program, BPF_JMP | BPF_JEQ | BPF_K, AF_INET, 4, 0);
  emit(program, BPF_JMP | BPF_JEQ | BPF_K, AF_INET6, 3, 0);
  // Netlink's protocol 0 only, routes: which addresses there are, for looking up names.
  emit(program, BPF_JMP | BPF_JEQ | BPF_K, AF_NETLINK, 0, 3);
  load(program, ARGUMENT(2));
  emit(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 1);
  end(program, SECCOMP_RET_ALLOW);
  end(program, REFUSE);
}

// A pair of datagram sockets (2, or 3, which UNIX takes for the same) can send to the socket of a service.
static void check_pairs(struct program *program) {
  emit(program, BPF_JMP | BPF_JEQ | BPF_K, SYS_socketpair, 0, 6);
  load(program, ARGUMENT(1));
  emit(program, BPF_ALU | BPF_AND | BPF_K, 0xf, 0, 0);
  emit(program, BPF_JMP | BPF_JEQ | BPF_K, SOCK_DGRAM, 1, 0);
  emit(program, BPF_JMP | BPF_JEQ | BPF_K, SOCK_RAW, 0, 1);
  end(program, REFUSE);
  end(program, SECCOMP_RET_ALLOW);
}

// The bit with which a file runs with the rights of its owner: outside it would be a door for every other user.
enum { RUNS_AS_OWNER = 04000 };

static void check_mode(struct program *program, unsigned int call, int argument) {
  emit(program, BPF_JMP | BPF_JEQ | BPF_K, call, 0, 4);
  load(program, ARGUMENT(argument));
  emit(program, BPF_JMP | BPF_JSET | BPF_K, RUNS_AS_OWNER, 0, 1);
  end(program, REFUSE);
  end(program, SECCOMP_RET_ALLOW);
}

// The mode counts only where the flags before it say that a file is made.
static void check_made(struct program *program, unsigned int call, int flags) {
  emit(program, BPF_JMP | BPF_JEQ | BPF_K, call, 0, 6);
  load(program, ARGUMENT(flags));
  emit(program, BPF_JMP | BPF_JSET | BPF_K, O_CREAT | (O_TMPFILE & ~O_DIRECTORY), 0, 3);
  load(program, ARGUMENT(flags + 1));
  emit(program, BPF_JMP | BPF_JSET | BPF_K, RUNS_AS_OWNER, 0, 1);
  end(program, REFUSE);
  end(program, SECCOMP_RET_ALLOW);
}

static void check_modes(struct program *program) {
  check_mode(program, SYS_fchmod, 1);
  check_mode(program, SYS_fchmodat, 2);
  check_mode(program, 452 /* fchmodat2 */, 2);
  check_mode(program, SYS_mknodat, 2);
  check_made(program, SYS_openat, 2);
#if defined(__x86_64__)
  check_mode(program, SYS_chmod, 1);
  check_mode(program, SYS_creat, 1);
  check_mode(program, SYS_mknod, 1);
  check_made(program, SYS_open, 1);
#endif
  // Its mode lies in memory, where a filter cannot look; programs then use openat.
  emit(program, BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 0, 1);
  end(program, ABSENT);
}

static void check_clone(struct program *program) {
  const unsigned int namespaces =
    CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;
  emit(program, BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 4);
  load(program, ARGUMENT(0));
  emit(program, BPF_JMP | BPF_JSET | BPF_K, namespaces, 0, 1);
  end(program, REFUSE);
  end(program, SECCOMP_RET_ALLOW);
  // Its flags lie in memory, where a filter cannot look; libraries then use clone.
  emit(program, BPF_JMP | BPF_JEQ | BPF_K, 435 /* clone3 */, 0, 1);
  end(program, ABSENT);
}

// Typing into a terminal as its user, and the clipboard of the console.
static void check_terminals(struct program *program) {
  emit(program, BPF_JMP | BPF_JEQ | BPF_K, SYS_ioctl, 0, 5);
  load(program, ARGUMENT(1));
  emit(program, BPF_JMP | BPF_JEQ | BPF_K, TIOCSTI, 1, 0);
  emit(program, BPF_JMP | BPF_JEQ | BPF_K, TIOCLINUX, 0, 1);
  end(program, REFUSE);
  end(program, SECCOMP_RET_ALLOW);
}

void restrict_calls(bool host_network, bool own_ipc) {
  struct program program = {.count = 0};
  load(&program, offsetof(struct seccomp_data, arch));
  emit(&program, BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
  end(&program, SECCOMP_RET_KILL_PROCESS);
  load(&program, CALL);
#if defined(__x86_64__)
  emit(&program, BPF_JMP | BPF_JGE | BPF_K, X32_BIT, 0, 1);
  end(&program, REFUSE);
#endif
  emit(&program, BPF_JMP | BPF_JGT | BPF_K, LAST_CALL, 0, 1);
  end(&program, ABSENT);
  refuse_all(&program, refused, sizeof refused / sizeof refused[0]);
  if (!own_ipc) refuse_all(&program, refused_without_ipc, sizeof refused_without_ipc / sizeof refused_without_ipc[0]);
  check_sockets(&program, host_network);
  check_pairs(&program);
  check_modes(&program);
  check_clone(&program);
  check_terminals(&program);
  end(&program, SECCOMP_RET_ALLOW);

  struct sock_fprog filter = {program.count, program.at};
  if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter) != 0) fail_step("seccomp", NULL);
}
