// The repository of a linked worktree, whose .git is a file that names it.
#ifndef GITDIR_H
#define GITDIR_H

#include "grants.h"

// Grants for reading the repository that a worktree belongs to, if it says the same.
void add_worktree(struct grants *grants, const char *workspace);

#endif
