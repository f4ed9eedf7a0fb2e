#include "CUchardet.h"
#include "CLibrary.h"

int cuchardet_open(cuchardet_library *library) {
  const clibrary_part functions[] = {
      {"uchardet_new", &library->create},
      {"uchardet_delete", &library->destroy},
      {"uchardet_handle_data", &library->handle_data},
      {"uchardet_data_end", &library->data_end},
      {"uchardet_get_charset", &library->get_charset},
  };
  return CLIBRARY_OPEN("libuchardet.so.0", functions);
}
