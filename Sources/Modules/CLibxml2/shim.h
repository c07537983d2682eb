#ifndef CLIBXML2_SHIM_H
#define CLIBXML2_SHIM_H

// Debian's libxml2 was made with ICU, whose types its headers would show to every file that sees this module. Foundation has
// an ICU of its own, of another version, and the compiler refuses files that see both. What depends on ICU in libxml2's
// types is behind pointers that nothing here follows.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlreader.h>

// What libxml2 found wrong with a document first. Its own message is left out: it quotes the document.
typedef struct {
  int code;
  int line;
} clibxml2_fault;

// From 2.12 on, libxml2 hands an error over as a const one.
#if LIBXML_VERSION >= 21200
typedef const xmlError clibxml2_error;
#else
typedef xmlError clibxml2_error;
#endif

// Warnings, such as one about a namespace that is a relative URI, are no faults.
static inline void clibxml2_note_fault(void *context, clibxml2_error *error) {
  clibxml2_fault *fault = (clibxml2_fault *)context;
  if (fault->code == 0 && error != NULL && error->level >= XML_ERR_ERROR) {
    fault->code = error->code;
    fault->line = error->line;
  }
}

// No network and no change of encoding. The options that substitute entities, load a DTD, recover from errors or lift
// the library's own limits are not among them. XML_PARSE_NOERROR and XML_PARSE_NOWARNING keep libxml2 from writing to
// stderr before the handler is set; the handler is called all the same.
static inline xmlTextReaderPtr clibxml2_make_reader(const char *bytes, int count, clibxml2_fault *fault) {
  int options = XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
  xmlTextReaderPtr reader = xmlReaderForMemory(bytes, count, NULL, NULL, options);
  if (reader != NULL) {
    xmlTextReaderSetStructuredErrorHandler(reader, clibxml2_note_fault, fault);
  }
  return reader;
}

#endif
