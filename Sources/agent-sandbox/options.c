// The options, by hand: getopt_long takes abbreviations and lets options follow the command, and a script that
// passes foreign words must be able to rely on neither.
#define _GNU_SOURCE
#include "options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "help.h"
#include "report.h"
#include "values.h"

enum value { NONE, TEXT, SIZE, DURATION, COUNT };

enum name {
  WORKSPACE, WRITABLE, READABLE, NET, CPU, MEM, FILES, PROCS, FSIZE, TIME, ENV, READ_ONLY, PROBE, QUIET, HELP, VERSION
};

static const struct option {
  const char *spelling;
  enum name name;
  enum value value;
} table[] = {
  {"--workspace", WORKSPACE, TEXT}, {"--writable", WRITABLE, TEXT}, {"--readable", READABLE, TEXT},
  {"--net", NET, TEXT},             {"--cpu", CPU, DURATION},       {"--mem", MEM, SIZE},
  {"--files", FILES, COUNT},        {"--procs", PROCS, COUNT},      {"--fsize", FSIZE, SIZE},
  {"--time", TIME, DURATION},       {"--env", ENV, TEXT},           {"--read-only", READ_ONLY, NONE},
  {"--probe", PROBE, NONE},         {"--quiet", QUIET, NONE},       {"-q", QUIET, NONE},
  {"--help", HELP, NONE},           {"-h", HELP, NONE},             {"--version", VERSION, NONE},
};
enum { OPTION_COUNT = sizeof table / sizeof table[0] };

#define TRY "(try 'agent-sandbox --help')"

// How many letters must be put in, taken out or changed, no more than one row of the usual table at a time.
static size_t distance(const char *one, const char *other) {
  size_t length = strlen(other), row[32];
  if (length >= 32) return length;
  for (size_t j = 0; j <= length; j++) row[j] = j;
  for (size_t i = 1; one[i - 1] != '\0'; i++) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= length; j++) {
      size_t change = diagonal + (one[i - 1] != other[j - 1]);
      diagonal = row[j];
      if (row[j] + 1 < change) change = row[j] + 1;
      if (row[j - 1] + 1 < change) change = row[j - 1] + 1;
      row[j] = change;
    }
  }
  return row[length];
}

static const struct option *find(const char *word, size_t length) {
  for (size_t at = 0; at < OPTION_COUNT; at++) {
    if (strlen(table[at].spelling) == length && strncmp(table[at].spelling, word, length) == 0) return &table[at];
  }
  char given[64];
  snprintf(given, sizeof given, "%.*s", (int)length, word);
  size_t best = 3;
  const char *near = NULL;
  for (size_t at = 0; at < OPTION_COUNT; at++) {
    size_t far = distance(given, table[at].spelling);
    if (far < best && strlen(table[at].spelling) > 2) best = far, near = table[at].spelling;
  }
  if (near != NULL) fail(EXIT_USAGE, "unknown option '%s' (did you mean '%s'?)", given, near);
  fail(EXIT_USAGE, "unknown option '%s' " TRY, given);
}

static void add(struct words *words, const char *word) {
  const char **grown = reallocarray(words->at, words->count + 1, sizeof *grown);
  if (grown == NULL) fail_step("options", NULL);
  grown[words->count++] = word;
  words->at = grown;
}

static void take_text(struct options *options, enum name name, const char *value) {
  switch (name) {
    case WORKSPACE: options->workspace = value; break;
    case WRITABLE: add(&options->writable, value); break;
    case READABLE: add(&options->readable, value); break;
    case ENV:
      if (value[0] == '\0' || strchr(value, '=') != NULL) {
        fail(EXIT_USAGE, "--env: '%s' is no name of a variable " TRY, value);
      }
      if (strncmp(value, "LD_", 3) == 0) fail(EXIT_USAGE, "--env: %s is never passed " TRY, value);
      add(&options->variables, value);
      break;
    case NET:
      if (strcmp(value, "host") != 0 && strcmp(value, "none") != 0) {
        fail(EXIT_USAGE, "--net: unknown network '%s' (one of none, host)", value);
      }
      options->host_network = strcmp(value, "host") == 0;
      break;
    default: break;
  }
}

static uint64_t *limit_of(struct options *options, enum name name) {
  switch (name) {
    case CPU: return &options->cpu;
    case MEM: return &options->memory;
    case FILES: return &options->files;
    case PROCS: return &options->processes;
    case FSIZE: return &options->file_size;
    default: return &options->time;
  }
}

static void take(struct options *options, const struct option *option, const char *value) {
  bool good = true;
  switch (option->value) {
    case TEXT:
      if (value[0] == '\0') fail(EXIT_USAGE, "%s: the value is empty " TRY, option->spelling);
      take_text(options, option->name, value);
      return;
    case SIZE: good = parse_size(value, limit_of(options, option->name)); break;
    case DURATION: good = parse_duration(value, limit_of(options, option->name)); break;
    case COUNT: good = parse_count(value, limit_of(options, option->name)); break;
    case NONE:
      switch (option->name) {
        case READ_ONLY: options->read_only = true; break;
        case PROBE: options->probe = true; break;
        case QUIET: options->quiet = true; break;
        case HELP: print_help();
        case VERSION: print_version();
        default: break;
      }
      return;
  }
  if (!good) {
    const char *form = option->value == SIZE       ? "a size such as 65536, 64k or 2g, or none"
                       : option->value == DURATION ? "a duration such as 500ms, 30s or 10m, or none"
                                                   : "a number above 0, or none";
    fail(EXIT_USAGE, "%s: '%s' is not %s " TRY, option->spelling, value, form);
  }
}

struct options parse_options(int count, char **arguments) {
  struct options options = {
    .cpu = NO_LIMIT, .memory = 2ULL << 30, .files = 1024, .processes = 0, .file_size = NO_LIMIT, .time = NO_LIMIT,
  };
  int at = 1;
  for (; at < count && arguments[at][0] == '-' && arguments[at][1] != '\0'; at++) {
    const char *word = arguments[at];
    if (strcmp(word, "--") == 0) {
      at++;
      break;
    }
    const char *equals = word[1] == '-' ? strchr(word, '=') : NULL;
    const struct option *option = find(word, equals ? (size_t)(equals - word) : strlen(word));
    const char *value = equals ? equals + 1 : NULL;
    if (option->value == NONE) {
      if (value != NULL) fail(EXIT_USAGE, "%s takes no value " TRY, option->spelling);
    } else if (value == NULL) {
      if (++at == count) fail(EXIT_USAGE, "missing value for '%s' " TRY, option->spelling);
      value = arguments[at];
    }
    take(&options, option, value);
  }
  if (options.probe && at < count) fail(EXIT_USAGE, "--probe takes no command " TRY);
  if (!options.probe && at >= count) fail(EXIT_USAGE, "a command is missing " TRY);
  if (!options.probe && arguments[at][0] == '\0') fail(EXIT_USAGE, "the command is empty " TRY);
  options.command = options.probe ? NULL : arguments + at;
  return options;
}
