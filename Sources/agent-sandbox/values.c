// A value is read as a whole or refused: a limit that was misread would be no limit.
#define _GNU_SOURCE
#include "values.h"

#include <ctype.h>
#include <string.h>

struct unit {
  const char *name;
  uint64_t factor;
};

// Digits, then one of the units. The first unit of a table is that of a bare number.
static bool parse(const char *text, const struct unit *units, uint64_t *value) {
  if (strcmp(text, "none") == 0) {
    *value = NO_LIMIT;
    return true;
  }
  uint64_t number = 0;
  const char *rest = text;
  for (; isdigit((unsigned char)*rest); rest++) {
    if (__builtin_mul_overflow(number, 10, &number)) return false;
    if (__builtin_add_overflow(number, (uint64_t)(*rest - '0'), &number)) return false;
  }
  if (rest == text) return false;
  for (; units->name != NULL; units++) {
    if (strcasecmp(rest, units->name) != 0) continue;
    return !__builtin_mul_overflow(number, units->factor, value) && *value != NO_LIMIT;
  }
  return false;
}

bool parse_size(const char *text, uint64_t *bytes) {
  static const struct unit units[] = {
    {"", 1}, {"k", 1ULL << 10}, {"m", 1ULL << 20}, {"g", 1ULL << 30}, {"t", 1ULL << 40}, {NULL, 0},
  };
  return parse(text, units, bytes);
}

bool parse_duration(const char *text, uint64_t *milliseconds) {
  static const struct unit units[] = {
    {"", 1000}, {"ms", 1}, {"s", 1000}, {"m", 60000}, {"h", 3600000}, {"d", 86400000}, {NULL, 0},
  };
  return parse(text, units, milliseconds) && *milliseconds > 0;
}

bool parse_count(const char *text, uint64_t *count) {
  static const struct unit units[] = {{"", 1}, {NULL, 0}};
  return parse(text, units, count) && *count > 0;
}
