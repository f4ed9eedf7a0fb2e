// A tmpfs becomes the root; what is granted is mounted in it under its own path, read-only unless it is a writable
// directory, without set-uid programs and devices. The rest does not exist there: neither its content nor its name
// nor its size can be asked for, nor can sockets of services be connected to, which Landlock cannot prevent.
//
// Mounts are made detached, restricted, and only then put in their place (open_tree, mount_setattr, move_mount), so
// that there is no moment in which more is possible. Nothing is followed out: paths have no links by now, and a
// component that has become one since is an error.
#define _GNU_SOURCE
#include "view.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include "paths.h"
#include "report.h"
#include "syscalls.h"
#include "values.h"

#define RESTRICTED (MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV)
#define CLONE_TREE (OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE)

// A copy of the mounts at a path, not yet anywhere.
static int tree_of(int directory, const char *path, unsigned long attributes) {
  int tree = open_tree_at(directory, path, CLONE_TREE | (path[0] == '\0' ? AT_EMPTY_PATH : 0));
  if (tree < 0) return -1;
  if (attributes != 0 && set_mount(tree, AT_EMPTY_PATH | AT_RECURSIVE, attributes) != 0) return -1;
  return tree;
}

// Makes the directories above a path of the new root, which are not there yet.
static void make_parents(int root, const char *path) {
  char *directory = copy(path + 1);
  for (char *slash = directory; (slash = strchr(slash, '/')) != NULL; slash++) {
    *slash = '\0';
    if (mkdirat(root, directory, 0755) != 0 && errno != EEXIST && errno != EROFS) fail_step("view", path);
    *slash = '/';
  }
  free(directory);
}

// Makes what a tree is to be mounted on.
static void make_target(int root, const char *path, bool directory) {
  for (int attempt = 0; attempt < 2; attempt++) {
    int result = directory ? mkdirat(root, path + 1, 0755) : mknodat(root, path + 1, S_IFREG | 0444, 0);
    if (result == 0 || errno == EEXIST) return;
    if (errno != ENOENT) break;
    make_parents(root, path);
  }
  fail_step("view", path);
}

// Mounts a tree on a path of the new root. Descriptors are left to the end of the process.
static void put(int root, int tree, const char *path) {
  if (tree < 0) fail_step("view", path);
  unsigned long resolve = RESOLVE_IN_ROOT | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  int target = open_at(root, path, O_PATH | O_NOFOLLOW | O_CLOEXEC, resolve);
  if (target < 0 || move_mount_to(tree, target, "", MOVE_MOUNT_T_EMPTY_PATH) != 0) fail_step("view", path);
}

// The same on a path that only we have made.
static void put_new(int root, int tree, const char *path, bool directory) {
  if (tree < 0) fail_step("view", path);
  make_target(root, path, directory);
  if (move_mount_to(tree, root, path + 1, 0) != 0) fail_step("view", path);
}

static void put_devices(int root) {
  static const char *const names[] = {"null", "zero", "full", "random", "urandom", "tty", NULL};
  for (const char *const *name = names; *name != NULL; name++) {
    char *path = join("/dev", *name);
    int tree = tree_of(AT_FDCWD, path, 0);
    if (tree >= 0) put_new(root, tree, path, false);
  }
  static const char *const links[][2] = {
    {"/proc/self/fd", "dev/fd"}, {"fd/0", "dev/stdin"}, {"fd/1", "dev/stdout"}, {"fd/2", "dev/stderr"},
  };
  for (size_t at = 0; at < sizeof links / sizeof links[0]; at++) symlinkat(links[at][0], root, links[at][1]);
}

// One directory of the tmpfs is writable while the root is not: /tmp, under its other names too.
static void put_scratch(int root) {
  static const char *const paths[] = {"/tmp", "/dev/shm", "/var/tmp", NULL};
  if (mkdirat(root, "tmp", 01777) != 0) fail_step("view", "/tmp");
  for (const char *const *path = paths; *path != NULL; path++) put_new(root, tree_of(root, "tmp", 0), *path, true);
}

// A /proc of the sandbox's own processes. Where it is refused (containers that hide parts of theirs), that which is
// there: Landlock and the process namespace still keep the others' memory and environment out of reach.
static bool put_proc(int root) {
  unsigned long attributes = RESTRICTED | MOUNT_ATTR_NOEXEC | MOUNT_ATTR_RDONLY;
  int context = (int)syscall(SYS_fsopen, "proc", FSOPEN_CLOEXEC), proc = -1;
  if (context >= 0 && syscall(SYS_fsconfig, context, FSCONFIG_CMD_CREATE, NULL, NULL, 0) == 0) {
    proc = (int)syscall(SYS_fsmount, context, FSMOUNT_CLOEXEC, attributes);
  }
  if (context >= 0) close(context);
  bool is_new = proc >= 0;
  if (!is_new) proc = tree_of(AT_FDCWD, "/proc", attributes);
  if (proc >= 0) put_new(root, proc, "/proc", true);
  return is_new;
}

// Mounts something empty over what not all may read.
static void hide(int root, const char *path, const struct stat *status) {
  bool directory = S_ISDIR(status->st_mode);
  mode_t needed = directory ? S_IXOTH : S_IROTH;
  if ((!directory && !S_ISREG(status->st_mode)) || (status->st_mode & needed) != 0) return;
  if (faccessat(root, path + 1, F_OK, AT_SYMLINK_NOFOLLOW) != 0) return;
  put(root, tree_of(root, directory ? "var/empty" : "dev/null", RESTRICTED | MOUNT_ATTR_RDONLY), path);
}

static void hide_in(int root, const char *path) {
  DIR *directory = opendir(path);
  for (struct dirent *entry; directory != NULL && (entry = readdir(directory)) != NULL;) {
    struct stat status;
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 || entry->d_type == DT_LNK) continue;
    if (fstatat(dirfd(directory), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) continue;
    char *name = join(path, entry->d_name);
    hide(root, name, &status);
    free(name);
  }
  if (directory != NULL) closedir(directory);
}

// What of the configuration only root may read. Root is confined like anybody else. To look through all of /etc takes
// longer than all else that is done here.
static void hide_from_root(int root) {
  static const char *const directories[] = {
    "/etc", "/etc/NetworkManager", "/etc/bind", "/etc/cups", "/etc/default", "/etc/exim4", "/etc/kubernetes", "/etc/ldap",
    "/etc/letsencrypt", "/etc/mysql", "/etc/openvpn", "/etc/postfix", "/etc/ppp", "/etc/samba", "/etc/security", "/etc/ssh",
    "/etc/ssl", "/etc/swanctl", "/etc/sysconfig", NULL,
  };
  for (const char *const *directory = directories; *directory != NULL; directory++) hide_in(root, *directory);
}

static void put_protections(int root, const struct protections *protections) {
  for (size_t at = 0; at < protections->count; at++) {
    const struct protected *protected = &protections->at[at];
    unsigned long resolve = RESOLVE_IN_ROOT | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    int target = open_at(root, protected->path, O_PATH | O_NOFOLLOW | O_CLOEXEC, resolve);
    if (target < 0) fail_step("protect", protected->path);
    int tree = tree_of(target, "", protected->how == READ_ONLY_TREE ? MOUNT_ATTR_RDONLY : 0);
    if (tree < 0 || move_mount_to(tree, target, "", MOVE_MOUNT_T_EMPTY_PATH) != 0) {
      fail_step("protect", protected->path);
    }
  }
}

static bool is_refusal(int error) { return error == EPERM || error == EACCES || error == ENOSYS; }

// A tmpfs over some directory that exists, and its descriptor; -1 when mounting is refused.
static int make_root(const struct options *options) {
  char settings[64] = "mode=755";
  if (options->memory != NO_LIMIT) {
    snprintf(settings, sizeof settings, "mode=755,size=%llu", (unsigned long long)options->memory);
  }
  if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 && !is_refusal(errno)) fail_step("view", "/");
  static const char *const places[] = {"/tmp", "/usr", "/etc", NULL};
  for (const char *const *place = places; *place != NULL; place++) {
    if (!is_directory(*place)) continue;
    if (mount("agent-sandbox", *place, "tmpfs", MS_NOSUID | MS_NODEV, settings) != 0) {
      if (is_refusal(errno)) return -1;
      fail_step("view", *place);
    }
    int root = open(*place, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (root < 0) fail_step("view", *place);
    return root;
  }
  errno = ENOENT;
  fail_step("view", "/tmp");
}

static bool lies_in_another(const struct grants *grants, size_t which) {
  for (size_t at = 0; at < which; at++) {
    if (is_below(grants->at[which].path, grants->at[at].path)) return true;
  }
  return false;
}

enum view_result make_view(const struct policy *policy, const struct protections *protections, struct layers *layers) {
  const struct grants *grants = &policy->grants;
  // Before the new root hides any of them.
  int *trees = calloc(grants->count + 1, sizeof *trees);
  if (trees == NULL) fail_step("memory", NULL);
  for (size_t at = 0; at < grants->count; at++) {
    unsigned long attributes = RESTRICTED | (grants->at[at].writable ? 0 : MOUNT_ATTR_RDONLY);
    trees[at] = tree_of(AT_FDCWD, grants->at[at].path, attributes);
    if (trees[at] >= 0) continue;
    if (is_refusal(errno)) return VIEW_REFUSED;
    fail_step("view", grants->at[at].path);
  }
  int root = make_root(policy->options);
  if (root < 0) return VIEW_REFUSED;
  mode_t mask = umask(0);
  put_scratch(root);
  if (mkdirat(root, "var/empty", 0555) != 0) fail_step("view", "/var/empty");
  layers->new_proc = put_proc(root);
  put_devices(root);
  for (size_t at = 0; at < grants->count; at++) {
    const struct grant *grant = &grants->at[at];
    if (lies_in_another(grants, at)) {
      put(root, trees[at], grant->path);
    } else {
      put_new(root, trees[at], grant->path, grant->directory);
    }
  }
  free(trees);
  for (size_t at = 0; at < grants->link_count; at++) {
    const struct link *link = &grants->links[at];
    if (is_granted(grants, link->path)) continue;
    if (symlinkat(link->target, root, link->path + 1) == 0 || errno != ENOENT) continue;
    make_parents(root, link->path);
    symlinkat(link->target, root, link->path + 1);
  }
  if (geteuid() == 0) hide_from_root(root);
  put_protections(root, protections);
  // They exist, empty, also where nothing of them is granted.
  make_parents(root, join(policy->directory, "."));
  make_parents(root, join(policy->places.home, "."));
  umask(mask);
  if (set_mount(root, AT_EMPTY_PATH, MOUNT_ATTR_RDONLY) != 0 || fchdir(root) != 0) fail_step("view", "/");
  if (syscall(SYS_pivot_root, ".", ".") != 0 || umount2(".", MNT_DETACH) != 0 || chdir("/") != 0) {
    fail_step("view", "/");
  }
  return VIEW_MADE;
}
