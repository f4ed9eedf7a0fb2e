// The file system that the command sees: a new root in which there is only what it may use.
#ifndef VIEW_H
#define VIEW_H

#include "layers.h"
#include "policy.h"
#include "protect.h"

enum view_result { VIEW_MADE, VIEW_REFUSED };

// In a mount namespace of our own. Refused: the system lets us mount nothing, and nothing was changed that could be
// seen. Any other failure ends the process.
enum view_result make_view(const struct policy *policy, const struct protections *protections, struct layers *layers);

#endif
