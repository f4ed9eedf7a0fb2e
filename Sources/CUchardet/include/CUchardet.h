/* libuchardet, opened at first use: only texts that are not UTF-8 need it, and it brings the C++ library. */
#ifndef CUCHARDET_H
#define CUCHARDET_H

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
int cuchardet_open(cuchardet_library *library);

#endif
