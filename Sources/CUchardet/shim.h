/* libuchardet, opened at first use: only texts that are not UTF-8 need it, and it brings the C++ library. */
#include <dlfcn.h>
#include <string.h>
#include <uchardet/uchardet.h>

typedef struct cuchardet_library {
  __typeof__(&uchardet_new) create;
  __typeof__(&uchardet_delete) destroy;
  __typeof__(&uchardet_handle_data) handle_data;
  __typeof__(&uchardet_data_end) data_end;
  __typeof__(&uchardet_get_charset) get_charset;
} cuchardet_library;

/* Opens libuchardet.so.0 and fills the table: 1, or 0 when the library or one of the functions is missing.
   It stays open until the process ends. */
static inline int cuchardet_open(cuchardet_library *library) {
  void *handle = dlopen("libuchardet.so.0", RTLD_NOW | RTLD_LOCAL);
  if (!handle) return 0;
  const struct {
    const char *name;
    void *slot;
  } functions[] = {
      {"uchardet_new", &library->create},
      {"uchardet_delete", &library->destroy},
      {"uchardet_handle_data", &library->handle_data},
      {"uchardet_data_end", &library->data_end},
      {"uchardet_get_charset", &library->get_charset},
  };
  for (size_t index = 0; index < sizeof functions / sizeof *functions; index++) {
    void *function = dlsym(handle, functions[index].name);
    if (!function) {
      dlclose(handle);
      return 0;
    }
    memcpy(functions[index].slot, &function, sizeof function);
  }
  return 1;
}
