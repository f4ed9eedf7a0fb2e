// Symbolic links on the way to a path, and whose they are. A link in a directory that commands may write says what a
// command wants: an environment of Python in a workspace must not lead to ~/.ssh and so make that readable.
#ifndef LINKS_H
#define LINKS_H

#include <stdbool.h>
#include <stddef.h>

// Directories that commands write, or could have written in an earlier call; without links.
struct written {
  const char **at;
  size_t count;
};

void add_written(struct written *written, const char *directory);

// Whether a path without links lies in one of them.
bool is_written(const struct written *written, const char *path);

// Called for each link: where it is, and what it says.
typedef void visit_link(void *context, const char *link, const char *target);

// The path without links, as the caller's own; NULL with errno where there are too many. The path is absolute, and
// what it names need not exist.
char *follow_links(const char *path, visit_link *visit, void *context);

// The same, and whether a link in a written directory leads out of that.
char *follow_path(const char *path, const struct written *written, bool *is_led_out);

#endif
