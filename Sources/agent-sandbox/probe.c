// What is printed comes from a sandbox that was really started, not from what a kernel of this version should have.
#define _GNU_SOURCE
#include "probe.h"

#include <stdio.h>

#include "help.h"

static const char *word(bool value) { return value ? "true" : "false"; }

void print_probe(const struct layers *found, bool complete) {
  static const struct layers none;
  const struct layers *layers = found != NULL ? found : &none;
  char text[1024];
  snprintf(text, sizeof text,
           "{\"type\":\"sandbox\",\"v\":1,\"version\":\"" VERSION_TEXT "\",\"confines\":%s,\"complete\":%s,"
           "\"user_namespace\":%s,\"mount_namespace\":%s,\"pid_namespace\":%s,\"ipc_namespace\":%s,"
           "\"network_namespace\":%s,\"private_proc\":%s,\"landlock\":%d,\"landlock_network\":%s,"
           "\"landlock_scope\":%s,\"seccomp\":%s}\n",
           word(found != NULL), word(complete), word(layers->user), word(layers->view), word(layers->pid), word(layers->ipc),
           word(layers->network), word(layers->new_proc), layers->landlock, word(layers->landlock >= 4),
           word(layers->landlock >= 6), word(found != NULL));
  print_output(text);
}
