#define _GNU_SOURCE
#include "CReadline.h"
#include "CLibrary.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include <readline/history.h>
#include <readline/readline.h>

#define NAMES(NAME)                        \
  NAME(add_history)                        \
  NAME(emacs_standard_keymap)              \
  NAME(rl_add_defun)                       \
  NAME(rl_attempted_completion_function)   \
  NAME(rl_attempted_completion_over)       \
  NAME(rl_bind_key_in_map)                 \
  NAME(rl_bind_keyseq_in_map)              \
  NAME(rl_callback_handler_install)        \
  NAME(rl_callback_handler_remove)         \
  NAME(rl_callback_read_char)              \
  NAME(rl_callback_sigcleanup)             \
  NAME(rl_catch_signals)                   \
  NAME(rl_catch_sigwinch)                  \
  NAME(rl_change_environment)              \
  NAME(rl_clear_message)                   \
  NAME(rl_clear_visible_line)              \
  NAME(rl_completer_quote_characters)      \
  NAME(rl_completer_word_break_characters) \
  NAME(rl_completion_matches)              \
  NAME(rl_completion_suppress_append)      \
  NAME(rl_crlf)                            \
  NAME(rl_end)                             \
  NAME(rl_forced_update_display)           \
  NAME(rl_free_line_state)                 \
  NAME(rl_getc)                            \
  NAME(rl_getc_function)                   \
  NAME(rl_insert_text)                     \
  NAME(rl_line_buffer)                     \
  NAME(rl_newline)                         \
  NAME(rl_on_new_line)                     \
  NAME(rl_outstream)                       \
  NAME(rl_point)                           \
  NAME(rl_prep_terminal)                   \
  NAME(rl_readline_name)                   \
  NAME(rl_readline_state)                  \
  NAME(rl_redisplay)                       \
  NAME(rl_replace_line)                    \
  NAME(rl_reset_screen_size)               \
  NAME(rl_resize_terminal)                 \
  NAME(rl_restore_prompt)                  \
  NAME(rl_set_prompt)                      \
  NAME(rl_variable_bind)                   \
  NAME(using_history)                      \
  NAME(vi_insertion_keymap)                \
  NAME(vi_movement_keymap)

/* Functions and variables alike by their address. */
static struct {
#define NAME(name) __typeof__(&name) name;
  NAMES(NAME)
#undef NAME
} rl;

static struct {
  int outcome;
  int holds;
  char *line;
  creadline_completer complete;
  void *context;
  char **candidates;
  /* What is typed while the prompt is shrunk. */
  char *kept;
  int kept_point;
  int resize_fd;
  /* What was typed and read by us, and how much of it readline has taken. */
  unsigned char *pushed;
  size_t pushed_count;
  size_t pushed_taken;
  /* How the terminal moves the cursor, and is asked where it is; NULL for what it does not do. Of the library that
     readline itself uses (terminfo(5)). */
  const char *(*capability)(const char *name, char **area);
  const char *up, *right, *clear, *where;
} state;

int creadline_open(void) {
  const clibrary_part names[] = {
#define NAME(name) {#name, &rl.name},
      NAMES(NAME)
#undef NAME
  };
  if (!CLIBRARY_OPEN("libreadline.so.8", names)) return 0;
  /* Looked for in what it has loaded. */
  const clibrary_part terminal[] = {{"tgetstr", &state.capability}};
  CLIBRARY_OPEN("libreadline.so.8", terminal);
  /* All text of ours is UTF-8. Readline looks at the variables itself; what is started later has its own copy. */
  if (!setlocale(LC_CTYPE, "") || strcmp(nl_langinfo(CODESET), "UTF-8")) {
    setenv("LC_ALL", "C.UTF-8", 1);
    setlocale(LC_CTYPE, "C.UTF-8");
  }
  return 1;
}

static void keep(const char *text) {
  free(state.line);
  state.line = strdup(text ? text : "");
}

static void take_line(char *line) {
  rl.rl_callback_handler_remove();
  state.outcome = line ? CREADLINE_LINE : CREADLINE_END;
  keep(line);
  free(line);
}

static int accept_line(int count, int key) {
  if (!state.holds) return rl.rl_newline(count, key);
  keep(*rl.rl_line_buffer);
  state.outcome = CREADLINE_HELD;
  rl.using_history();
  rl.rl_replace_line("", 1);
  *rl.rl_point = 0;
  return 0;
}

static int edit_line(int count, int key) {
  (void)count, (void)key;
  state.outcome = CREADLINE_EDIT;
  return 0;
}

static int insert_newline(int count, int key) {
  (void)count, (void)key;
  return rl.rl_insert_text("\n") < 0;
}

/* The candidates one after the other, as rl_completion_matches(3) asks for them. */
static char *next_candidate(const char *text, int goes_on) {
  static size_t position;
  (void)text;
  if (!goes_on) position = 0;
  return state.candidates[position] ? strdup(state.candidates[position++]) : NULL;
}

static char **complete(const char *text, int start, int end) {
  *rl.rl_attempted_completion_over = 1;
  state.candidates = state.complete(*rl.rl_line_buffer, start, end, state.context);
  if (!state.candidates) return NULL;
  char **matches = rl.rl_completion_matches(text, next_candidate);
  /* A directory is gone on with. */
  if (matches && matches[0] && !matches[1]) {
    size_t length = strlen(matches[0]);
    *rl.rl_completion_suppress_append = length > 0 && matches[0][length - 1] == '/';
  }
  for (char **candidate = state.candidates; *candidate; candidate++) free(*candidate);
  free(state.candidates);
  state.candidates = NULL;
  return matches;
}

static int next_character(FILE *stream) {
  if (state.pushed_taken < state.pushed_count) return state.pushed[state.pushed_taken++];
  return rl.rl_getc(stream);
}

void creadline_set_up(const char *name, creadline_completer completer, void *context) {
  state.complete = completer;
  state.context = context;
  *rl.rl_readline_name = strdup(name);
  *rl.rl_getc_function = next_character;
  *rl.rl_catch_signals = 0;
  *rl.rl_catch_sigwinch = 0;
  /* LINES and COLUMNS would be those of the start, for every program that is started later. */
  *rl.rl_change_environment = 0;
  *rl.rl_attempted_completion_function = complete;
  *rl.rl_completer_word_break_characters = " \t\n|";
  *rl.rl_completer_quote_characters = "";
  /* A question about a long list, or a pager, would be waited for by readline itself, and everything else with it. */
  rl.rl_variable_bind("completion-query-items", "0");
  rl.rl_variable_bind("page-completions", "off");
  rl.rl_add_defun("agent-accept-line", accept_line, -1);
  rl.rl_add_defun("agent-edit-line", edit_line, -1);
  rl.rl_add_defun("agent-insert-newline", insert_newline, -1);
  /* Before inputrc(5) is read, so that a user's own keys win. */
  const Keymap maps[] = {
      (Keymap)rl.emacs_standard_keymap, (Keymap)rl.vi_insertion_keymap, (Keymap)rl.vi_movement_keymap};
  for (size_t index = 0; index < sizeof maps / sizeof *maps; index++) {
    rl.rl_bind_key_in_map('\r', accept_line, maps[index]);
    rl.rl_bind_key_in_map('\n', accept_line, maps[index]);
    rl.rl_bind_key_in_map('O' & 0x1f, edit_line, maps[index]);
  }
  rl.rl_bind_keyseq_in_map("\\e\\C-m", insert_newline, maps[0]);
  rl.rl_bind_keyseq_in_map("\\e\\C-j", insert_newline, maps[0]);
}

void creadline_start(const char *prompt) {
  rl.rl_callback_handler_install(prompt, take_line);
  fflush(*rl.rl_outstream);
}

void creadline_stop(void) {
  rl.rl_callback_handler_remove();
  fflush(*rl.rl_outstream);
}

int creadline_read(void) {
  state.outcome = CREADLINE_NOTHING;
  rl.rl_callback_read_char();
  fflush(*rl.rl_outstream);
  return state.outcome;
}

int creadline_is_asking(void) {
  return (*rl.rl_readline_state & (RL_STATE_ISEARCH | RL_STATE_NSEARCH | RL_STATE_NUMERICARG)) != 0;
}

void creadline_end_asking(const char *prompt) {
  int has_number = (*rl.rl_readline_state & RL_STATE_NUMERICARG) != 0;
  rl.rl_callback_sigcleanup();
  if (has_number) {
    rl.rl_restore_prompt();
    rl.rl_clear_message();
  }
  creadline_set_prompt(prompt);
}

const char *creadline_line(void) { return state.line ? state.line : ""; }

void creadline_hold(int holds) { state.holds = holds; }

void creadline_hide(void) {
  rl.rl_clear_visible_line();
  fflush(*rl.rl_outstream);
}

void creadline_show(void) {
  rl.rl_on_new_line();
  rl.rl_redisplay();
  fflush(*rl.rl_outstream);
}

void creadline_shrink(void) {
  free(state.kept);
  state.kept = strdup(*rl.rl_line_buffer);
  state.kept_point = *rl.rl_point;
  rl.rl_set_prompt(">");
  rl.rl_replace_line("", 0);
  *rl.rl_point = 0;
  rl.rl_redisplay();
  fflush(*rl.rl_outstream);
}

void creadline_grow(const char *prompt) {
  rl.rl_set_prompt(prompt);
  if (state.kept) rl.rl_replace_line(state.kept, 0);
  *rl.rl_point = state.kept_point;
  creadline_show();
}

void creadline_set_prompt(const char *prompt) {
  rl.rl_set_prompt(prompt);
  rl.rl_redisplay();
  fflush(*rl.rl_outstream);
}

const char *creadline_text(void) { return *rl.rl_line_buffer ? *rl.rl_line_buffer : ""; }

int creadline_point(void) { return *rl.rl_point; }

void creadline_set_text(const char *text, int point) {
  rl.rl_replace_line(text, 1);
  *rl.rl_point = point < 0 || point > *rl.rl_end ? *rl.rl_end : point;
}

void creadline_abandon(void) {
  rl.rl_callback_sigcleanup();
  rl.rl_free_line_state();
  *rl.rl_point = *rl.rl_end;
  rl.rl_redisplay();
  rl.rl_crlf();
  rl.using_history();
  rl.rl_replace_line("", 1);
  creadline_show();
}

void creadline_resize(void) {
  rl.rl_resize_terminal();
  fflush(*rl.rl_outstream);
}

int creadline_ask_where(void) {
  if (!state.capability) return 0;
  state.up = state.capability("up", NULL);
  state.right = state.capability("nd", NULL);
  state.clear = state.capability("cd", NULL);
  state.where = state.capability("u7", NULL);
  /* The answer to another question would not be understood. */
  if (!state.up || !state.right || !state.clear || !state.where || strcmp(state.where, "\033[6n")) return 0;
  fputs(state.where, *rl.rl_outstream);
  fflush(*rl.rl_outstream);
  return 1;
}

void creadline_push(const unsigned char *bytes, size_t count) {
  size_t left = state.pushed_count - state.pushed_taken;
  unsigned char *all = malloc(left + count + 1);
  if (!all) return;
  if (left) memcpy(all, state.pushed + state.pushed_taken, left);
  if (count) memcpy(all + left, bytes, count);
  free(state.pushed);
  state.pushed = all;
  state.pushed_count = left + count;
  state.pushed_taken = 0;
}

int creadline_has_pushed(void) { return state.pushed_taken < state.pushed_count; }

/* Where the cursor is behind a text, as readline lays it out. */
static void advance(const char *text, size_t count, int columns, int *row, int *column) {
  mbstate_t shift = {0};
  while (count > 0) {
    wchar_t character;
    size_t length = mbrtowc(&character, text, count, &shift);
    int width = 2;
    if (length == 0 || length > count) {
      memset(&shift, 0, sizeof shift);
      length = 1;
    } else if (character == L'\n') {
      width = 0;
      *row += 1;
      *column = 0;
    } else if (character == L'\t') {
      width = 8 - *column % 8;
    } else if (character >= 0x20 && character != 0x7f) {
      width = wcwidth(character) < 0 ? 1 : wcwidth(character);
    }
    text += length;
    count -= length;
    if (*column + width > columns) {
      *row += 1;
      *column = 0;
    }
    *column += width;
  }
  if (*column == columns) {
    *row += 1;
    *column = 0;
  }
}

void creadline_advance(const char *prompt, int columns, int *row, int *column) {
  advance(prompt, strlen(prompt), columns, row, column);
  advance(*rl.rl_line_buffer, (size_t)*rl.rl_point, columns, row, column);
}

void creadline_redraw(int rows) {
  fputc('\r', *rl.rl_outstream);
  for (int row = 0; row < rows; row++) fputs(state.up, *rl.rl_outstream);
  fputs(state.right, *rl.rl_outstream);
  fputs(state.clear, *rl.rl_outstream);
  fputc('\r', *rl.rl_outstream);
  rl.rl_reset_screen_size();
  creadline_show();
}

void creadline_continue(void) {
  rl.rl_prep_terminal(1);
  rl.rl_forced_update_display();
  fflush(*rl.rl_outstream);
}

void creadline_add_history(const char *line) { rl.add_history(line); }

static void on_signal(int number) {
  int saved = errno;
  const char byte = number == SIGWINCH ? 'w' : 'c';
  if (write(state.resize_fd, &byte, 1) < 0) { /* A full pipe has bytes enough. */
  }
  errno = saved;
}

void creadline_watch(int fd) {
  state.resize_fd = fd;
  struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  sigaction(SIGWINCH, &action, NULL);
  sigaction(SIGCONT, &action, NULL);
}
