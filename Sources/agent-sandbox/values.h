// Numbers on the command line: sizes, durations, counts.
#ifndef VALUES_H
#define VALUES_H

#include <stdbool.h>
#include <stdint.h>

#define NO_LIMIT UINT64_MAX

// "65536", "64k", "2g" (powers of 1024), or "none". In bytes.
bool parse_size(const char *text, uint64_t *bytes);

// "30", "30s", "500ms", "10m", "2h", "7d", or "none". In milliseconds; not 0.
bool parse_duration(const char *text, uint64_t *milliseconds);

// A number above 0, or "none".
bool parse_count(const char *text, uint64_t *count);

#endif
