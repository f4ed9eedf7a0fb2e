// What of a workspace git takes orders from because its configuration says so.
#ifndef GITPATHS_H
#define GITPATHS_H

// Called for each path: as git resolves it, that is absolute or relative to the directory that has .git.
typedef void visit_git_path(void *context, const char *path);

// The values of core.hooksPath, include.path and includeIf.*.path in .git/config of a directory.
void visit_git_paths(const char *directory, visit_git_path *visit, void *context);

#endif
