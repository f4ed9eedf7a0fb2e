/* libcurl opened at first use: a table of its functions, and typed calls for those that are variadic.
   Nothing links libcurl, because that alone costs a command 8 ms at its start. */
#ifndef CCURL_H
#define CCURL_H

#include <curl/curl.h>
#include <stddef.h>

typedef struct ccurl_library {
  CURLcode (*global_init)(long flags);
  CURL *(*easy_init)(void);
  void (*easy_cleanup)(CURL *easy);
  CURLcode (*easy_setopt)(CURL *easy, CURLoption option, ...);
  CURLcode (*easy_getinfo)(CURL *easy, CURLINFO info, ...);
  CURLcode (*easy_pause)(CURL *easy, int bitmask);
  const char *(*easy_strerror)(CURLcode code);
  struct curl_slist *(*slist_append)(struct curl_slist *list, const char *text);
  void (*slist_free_all)(struct curl_slist *list);
  CURLM *(*multi_init)(void);
  CURLMcode (*multi_cleanup)(CURLM *multi);
  CURLMcode (*multi_add_handle)(CURLM *multi, CURL *easy);
  CURLMcode (*multi_remove_handle)(CURLM *multi, CURL *easy);
  CURLMcode (*multi_perform)(CURLM *multi, int *running);
  CURLMcode (*multi_poll)(CURLM *multi, struct curl_waitfd *extra, unsigned int count, int timeout_ms,
                          int *ready);
  CURLMcode (*multi_wakeup)(CURLM *multi);
  CURLMsg *(*multi_info_read)(CURLM *multi, int *left);
  CURLU *(*url)(void);
  void (*url_cleanup)(CURLU *url);
  CURLUcode (*url_set)(CURLU *url, CURLUPart part, const char *text, unsigned int flags);
  CURLUcode (*url_get)(const CURLU *url, CURLUPart part, char **text, unsigned int flags);
  void (*free)(void *text);
} ccurl_library;

/* Opens libcurl.so.4 and fills the table: 1, or 0 when the library or one of the functions is missing.
   It stays open until the process ends. */
int ccurl_open(ccurl_library *library);

/* Loads the library without using it, so that ccurl_open need not. */
void ccurl_load(void);

/* What libcurl calls with bytes of the body and with header lines: takes them all, or returns
   CURL_WRITEFUNC_PAUSE, or any other count to end the transfer. */
typedef size_t (*ccurl_sink)(char *bytes, size_t size, size_t count, void *context);
/* What libcurl calls with the bytes moved so far: 0 to go on. */
typedef int (*ccurl_progress)(void *context, curl_off_t to_load, curl_off_t loaded, curl_off_t to_send,
                              curl_off_t sent);

CURLcode ccurl_set_long(const ccurl_library *library, CURL *easy, CURLoption option, long value);
CURLcode ccurl_set_size(const ccurl_library *library, CURL *easy, CURLoption option, curl_off_t value);
CURLcode ccurl_set_string(const ccurl_library *library, CURL *easy, CURLoption option, const char *value);
CURLcode ccurl_set_bytes(const ccurl_library *library, CURL *easy, CURLoption option, const void *value);
CURLcode ccurl_set_list(const ccurl_library *library, CURL *easy, CURLoption option,
                        struct curl_slist *value);
/* Body to `body`, header lines to `header`, progress to `progress`, each with `context`. */
CURLcode ccurl_set_callbacks(const ccurl_library *library, CURL *easy, void *context, ccurl_sink body,
                             ccurl_sink header, ccurl_progress progress);
CURLcode ccurl_get_long(const ccurl_library *library, CURL *easy, CURLINFO info, long *value);

/* The handle and the result of a transfer that has ended; 0 when the message says something else. */
int ccurl_message_done(const CURLMsg *message, CURL **easy, CURLcode *result);

#endif
