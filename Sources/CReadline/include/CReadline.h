/* GNU readline's callback interface, opened at first use: only a REPL at a terminal needs it, and linking it would
   keep `agent NAME` from starting where it is not installed. Its state is global, so there is one line editor in a
   process, used by one thread. */
#ifndef CREADLINE_H
#define CREADLINE_H

#include <stddef.h>

/* Opens libreadline.so.8: 1, or 0 when the library or a part of it is missing. Sets the locale of characters, which
   readline needs to move by characters and not by bytes. */
int creadline_open(void);

/* What is to be offered for the word from `start` to `end` of the line: an array ending in NULL, which and whose
   strings were made with malloc(3) and are freed here. NULL for nothing. */
typedef char **(*creadline_completer)(const char *line, int start, int end, void *context);

/* Once, before the first prompt: the name for `$if` in inputrc(5), and the completion. */
void creadline_set_up(const char *name, creadline_completer complete, void *context);

enum {
  CREADLINE_NOTHING,
  /* A line was entered; its echo stands, the prompt is gone and the terminal as it was. */
  CREADLINE_LINE,
  /* The same while lines are held: the prompt stays, empty, and nothing is echoed. */
  CREADLINE_HELD,
  /* The end of the input. */
  CREADLINE_END,
  /* The line is to be edited in an editor. */
  CREADLINE_EDIT,
};

/* Takes the terminal over and shows the prompt with an empty line. */
void creadline_start(const char *prompt);
/* Gives the terminal back. */
void creadline_stop(void);
/* Takes what was typed: one of the above. */
int creadline_read(void);
/* Whether readline has put a prompt of its own in the place of ours, for a search or a number. */
int creadline_is_asking(void);
/* Puts ours back. */
void creadline_end_asking(const char *prompt);
/* The line of the last CREADLINE_LINE or CREADLINE_HELD; valid until the next read. */
const char *creadline_line(void);

/* Whether an entered line leaves the prompt where it is. */
void creadline_hold(int holds);

/* Takes the prompt and what is typed from the screen, and puts them back on the line where the cursor is. */
void creadline_hide(void);
void creadline_show(void);
/* The same where the row above goes on in this one: of the prompt one character stays at its beginning, over which
   the text is written then. Were the row cleared from its beginning, a terminal would forget that it is no line of
   its own. */
void creadline_shrink(void);
void creadline_grow(const char *prompt);
/* Another prompt, in place. */
void creadline_set_prompt(const char *prompt);

/* What is typed, and where the cursor is in it, in bytes. */
const char *creadline_text(void);
int creadline_point(void);
void creadline_set_text(const char *text, int point);

/* Ctrl-C at the prompt: leaves the line where it is and begins another one. */
void creadline_abandon(void);
/* After SIGWINCH, where nothing is known of what the terminal has done with its lines: readline's own way. */
void creadline_resize(void);

/* Asks the terminal where the cursor is, which it says where it reads what is typed: `ESC [ ROW ; COLUMN R`. 0 where
   it cannot be asked, or not be told to go there. */
int creadline_ask_where(void);
/* What was typed and is none of that: readline gets it next. */
void creadline_push(const unsigned char *bytes, size_t count);
/* Whether there is some that it has not had yet. */
int creadline_has_pushed(void);
/* Where the cursor would be if the prompt began at this place of rows so wide. */
void creadline_advance(const char *prompt, int columns, int *row, int *column);
/* Goes up so many rows, clears all from there, and shows the prompt and the line in a window of its new size. The
   row keeps its first character until the prompt is there, see creadline_shrink; a window that is cleared from its
   very beginning would also be kept in the scrollback. */
void creadline_redraw(int rows);
/* After SIGCONT: the terminal is as the shell has left it. */
void creadline_continue(void);

void creadline_add_history(const char *line);

/* From now on SIGWINCH and SIGCONT write a byte, `w` or `c`, to the descriptor. */
void creadline_watch(int fd);

#endif
