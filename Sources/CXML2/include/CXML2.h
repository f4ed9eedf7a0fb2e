/* libxml2's tree, HTML, SAX and pull interfaces, opened at first use: a table of its functions.
   Nothing links the library, because that alone costs a command 2 ms and 1 MB at its start: ICU comes with it. */
#ifndef CXML2_H
#define CXML2_H

#include <libxml/HTMLparser.h>
#include <libxml/HTMLtree.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlreader.h>

#define CXML2_FUNCTIONS(FUNCTION)      \
  FUNCTION(htmlCreatePushParserCtxt)   \
  FUNCTION(htmlCtxtUseOptions)         \
  FUNCTION(htmlFreeParserCtxt)         \
  FUNCTION(htmlParseChunk)             \
  FUNCTION(xmlDocGetRootElement)       \
  FUNCTION(xmlFreeDoc)                 \
  FUNCTION(xmlFreeTextReader)          \
  FUNCTION(xmlGetIntSubset)            \
  FUNCTION(xmlReadMemory)              \
  FUNCTION(xmlReaderForIO)             \
  FUNCTION(xmlTextReaderConstLocalName) \
  FUNCTION(xmlTextReaderExpand)        \
  FUNCTION(xmlTextReaderNext)          \
  FUNCTION(xmlTextReaderNodeType)      \
  FUNCTION(xmlTextReaderRead)

typedef struct cxml2_library {
#define FUNCTION(name) __typeof__(&name) name;
  CXML2_FUNCTIONS(FUNCTION)
#undef FUNCTION
} cxml2_library;

/* Opens libxml2.so.2 and fills the table: 1, or 0 when the library or one of the functions is missing.
   It stays open until the process ends. */
int cxml2_open(cxml2_library *library);

#endif
