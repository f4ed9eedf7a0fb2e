// Landlock only grants. So there is no rule for the home directory: all that may be read is listed. The kernel
// headers of Debian 12 end at version 2 of the interface; what came later is defined here, and used where the
// running kernel knows it: truncation (3), TCP (4), devices (5), abstract sockets and signals (6).
#define _GNU_SOURCE
#include "landlock.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "paths.h"
#include "report.h"

enum { EXECUTE = 1 << 0, WRITE_FILE = 1 << 1, READ_FILE = 1 << 2, READ_DIR = 1 << 3 };
enum { MAKE_CHAR = 1 << 6, MAKE_BLOCK = 1 << 11, REFER = 1 << 13, TRUNCATE = 1 << 14, IOCTL_DEV = 1 << 15 };
enum { VERSION_1 = (1 << 13) - 1 };
enum { READ_TREE = EXECUTE | READ_FILE | READ_DIR, OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV };
enum { BIND_AND_CONNECT_TCP = 3, SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS = 3 };

struct ruleset {
  uint64_t files, network, scopes;
};

struct path_rule {
  uint64_t access;
  int32_t parent;
} __attribute__((packed));

int landlock_version(void) {
  long version = syscall(SYS_landlock_create_ruleset, NULL, 0, 1);
  return version < 0 ? 0 : (int)version;
}

static uint64_t known_rights(int version) {
  uint64_t rights = VERSION_1;
  if (version >= 2) rights |= REFER;
  if (version >= 3) rights |= TRUNCATE;
  if (version >= 5) rights |= IOCTL_DEV;
  return rights;
}

// Grants rights on a path, those that the kernel knows; what does not exist needs none. Descriptors end with the
// process's becoming the command.
static void allow(int ruleset, uint64_t known, const char *path, uint64_t rights) {
  int file = open(path, O_PATH | O_CLOEXEC);
  if (file < 0) return;
  struct stat status;
  if ((rights & ~(uint64_t)OF_FILES) != 0 && fstat(file, &status) == 0 && !S_ISDIR(status.st_mode)) rights &= OF_FILES;
  struct path_rule rule = {rights & known, file};
  if (syscall(SYS_landlock_add_rule, ruleset, 1, &rule, 0) != 0) fail_step("Landlock", path);
}

// /etc for root where no mount hides what only root may read.
static void allow_public(int ruleset, uint64_t known, const char *path) {
  DIR *directory = opendir(path);
  for (struct dirent *entry; directory != NULL && (entry = readdir(directory)) != NULL;) {
    struct stat status;
    const char *name = entry->d_name;
    if (name[0] == '.' || strcmp(name, "ssh") == 0 || strcmp(name, "ssl") == 0) continue;
    if (fstatat(dirfd(directory), name, &status, 0) != 0 || (status.st_mode & S_IROTH) == 0) continue;
    allow(ruleset, known, join(path, name), READ_TREE);
  }
  if (directory != NULL) closedir(directory);
  allow(ruleset, known, "/etc/ssl/certs", READ_TREE);
  allow(ruleset, known, "/etc/ssl/openssl.cnf", READ_TREE);
}

void restrict_files(const struct policy *policy, const struct layers *layers, const char *scratch) {
  int version = layers->landlock;
  struct ruleset attributes = {.files = known_rights(version)};
  if (version >= 4 && !policy->options->host_network) attributes.network = BIND_AND_CONNECT_TCP;
  if (version >= 6) attributes.scopes = SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS;
  size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
  uint64_t known = attributes.files, write_tree = known & ~(uint64_t)(MAKE_CHAR | MAKE_BLOCK | IOCTL_DEV);

  int ruleset = (int)syscall(SYS_landlock_create_ruleset, &attributes, size, 0);
  if (ruleset < 0) fail_step("Landlock", NULL);
  for (size_t at = 0; at < policy->grants.count; at++) {
    const struct grant *grant = &policy->grants.at[at];
    if (strcmp(grant->path, "/etc") == 0 && !layers->view && geteuid() == 0) {
      allow_public(ruleset, known, "/etc");
    } else {
      allow(ruleset, known, grant->path, grant->writable ? write_tree : READ_TREE);
    }
  }
  // In a root of our own there is nothing that may not be listed.
  if (layers->view) {
    allow(ruleset, known, "/", READ_DIR);
    // The same as /var/tmp, which Landlock knows by the directory that is mounted there.
    allow(ruleset, known, "/tmp", write_tree);
    allow(ruleset, known, "/dev/shm", write_tree);
  } else if (scratch != NULL) {
    allow(ruleset, known, scratch, write_tree);
  }
  allow(ruleset, known, "/proc", READ_TREE);
  static const char *const devices[] = {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", NULL};
  for (const char *const *device = devices; *device != NULL; device++) {
    allow(ruleset, known, *device, READ_FILE | WRITE_FILE | TRUNCATE);
  }
  allow(ruleset, known, "/dev/tty", READ_FILE | WRITE_FILE | IOCTL_DEV);
  if (syscall(SYS_landlock_restrict_self, ruleset, 0) != 0) fail_step("Landlock", NULL);
}
