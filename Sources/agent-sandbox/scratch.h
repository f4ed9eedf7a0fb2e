// A directory for temporary files where no /tmp of its own can be made for a sandbox.
#ifndef SCRATCH_H
#define SCRATCH_H

// Makes one; its path without links.
char *make_scratch(void);

// Removes it with all that is in it.
void remove_scratch(const char *path);

#endif
