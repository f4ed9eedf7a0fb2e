#include "CXML2.h"
#include "CLibrary.h"

int cxml2_open(cxml2_library *library) {
  const clibrary_part functions[] = {
#define FUNCTION(name) {#name, &library->name},
      CXML2_FUNCTIONS(FUNCTION)
#undef FUNCTION
  };
  return CLIBRARY_OPEN("libxml2.so.2", functions);
}
