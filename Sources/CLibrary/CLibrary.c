#include "CLibrary.h"

#include <dlfcn.h>
#include <string.h>

int clibrary_open(const char *file, const clibrary_part *parts, size_t count) {
  void *handle = dlopen(file, RTLD_LAZY | RTLD_LOCAL);
  if (!handle) return 0;
  for (size_t index = 0; index < count; index++) {
    void *address = dlsym(handle, parts[index].name);
    if (!address) {
      dlclose(handle);
      return 0;
    }
    memcpy(parts[index].slot, &address, sizeof address);
  }
  return 1;
}
