// Something empty where nothing is, for as long as a sandbox runs, so that nothing else can be put there.
#ifndef PLACEHOLDERS_H
#define PLACEHOLDERS_H

#include <stdbool.h>
#include <stddef.h>

enum placeholder_kind {
  NO_PLACEHOLDER,
  EMPTY_DIRECTORY,   // git does not see it, and what looks for a file finds none
  EMPTY_FILE,
  COMMON_DIRECTORY,  // git's commondir, which says what git takes for granted without one
};

// Those of one writable directory.
struct placeholders {
  int root;       // the directory; also the lock
  char **names;   // relative to it
  size_t count;
};

// Opens a directory for placeholders, by a path without links, and holds its lock. False where it cannot be read.
bool open_placeholders(struct placeholders *all, const char *root);

enum place { PLACE_TAKEN, PLACE_HELD, PLACE_CLOSED };

// Makes one at a name, relative to the directory, unless something is there. Taken: by something that is none; held:
// by one; closed: nobody of our user could make anything there. Ends the process when it fails otherwise.
enum place hold_place(struct placeholders *all, const char *name, enum placeholder_kind kind);

// Takes them away, unless another sandbox uses them.
void remove_placeholders(struct placeholders *all);

#endif
