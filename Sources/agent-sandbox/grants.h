// What of the file system the command may use.
#ifndef GRANTS_H
#define GRANTS_H

#include <stdbool.h>
#include <stddef.h>

// A file, or a directory with all below it, by its path without links.
struct grant {
  char *path;
  bool writable;
  bool directory;
};

// A symbolic link on the way to something granted, so that it is found by the name that people use.
struct link {
  char *path;
  char *target;
};

struct grants {
  struct grant *at;
  size_t count;
  struct link *links;
  size_t link_count;
};

// Grants a path, links in it followed. False with errno where there is none.
bool add_grant(struct grants *grants, const char *path, bool writable);

// The same where it is known already which path without links that is; no link is followed another time.
bool add_real_grant(struct grants *grants, const char *path, const char *real, bool writable);

// Grants a directory or file of the system for reading. Cheaper: nothing on the way to it is a link.
void add_system_grant(struct grants *grants, const char *path);

// Drops what is contained in others, and puts directories before what lies in them.
void settle_grants(struct grants *grants);

// Whether a path without links is granted for reading.
bool is_granted(const struct grants *grants, const char *path);

#endif
