// Ending what a command has left running, where no process namespace does it.
#ifndef DESCENDANTS_H
#define DESCENDANTS_H

// From now on orphans among our descendants become our children.
void adopt_orphans(void);

// Kills all children, and theirs, until there are none.
void kill_descendants(void);

#endif
