#include "CCurl.h"
#include "CLibrary.h"

#include <pthread.h>

/* A library is opened once a process, whoever asks first; the initialisation of older versions is not safe among
   threads. */
static pthread_once_t opening = PTHREAD_ONCE_INIT;
static ccurl_library opened;
static int is_open;

static int fill(ccurl_library *library) {
  const clibrary_part functions[] = {
      {"curl_global_init", &library->global_init},
      {"curl_easy_init", &library->easy_init},
      {"curl_easy_cleanup", &library->easy_cleanup},
      {"curl_easy_setopt", &library->easy_setopt},
      {"curl_easy_getinfo", &library->easy_getinfo},
      {"curl_easy_pause", &library->easy_pause},
      {"curl_easy_strerror", &library->easy_strerror},
      {"curl_slist_append", &library->slist_append},
      {"curl_slist_free_all", &library->slist_free_all},
      {"curl_multi_init", &library->multi_init},
      {"curl_multi_cleanup", &library->multi_cleanup},
      {"curl_multi_add_handle", &library->multi_add_handle},
      {"curl_multi_remove_handle", &library->multi_remove_handle},
      {"curl_multi_perform", &library->multi_perform},
      {"curl_multi_poll", &library->multi_poll},
      {"curl_multi_wakeup", &library->multi_wakeup},
      {"curl_multi_info_read", &library->multi_info_read},
      {"curl_url", &library->url},
      {"curl_url_cleanup", &library->url_cleanup},
      {"curl_url_set", &library->url_set},
      {"curl_url_get", &library->url_get},
      {"curl_free", &library->free},
  };
  return CLIBRARY_OPEN("libcurl.so.4", functions);
}

static void open_once(void) {
  is_open = fill(&opened) && opened.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

void ccurl_load(void) { pthread_once(&opening, open_once); }

int ccurl_open(ccurl_library *library) {
  ccurl_load();
  *library = opened;
  return is_open;
}

CURLcode ccurl_set_long(const ccurl_library *library, CURL *easy, CURLoption option, long value) {
  return library->easy_setopt(easy, option, value);
}

CURLcode ccurl_set_size(const ccurl_library *library, CURL *easy, CURLoption option, curl_off_t value) {
  return library->easy_setopt(easy, option, value);
}

CURLcode ccurl_set_string(const ccurl_library *library, CURL *easy, CURLoption option, const char *value) {
  return library->easy_setopt(easy, option, value);
}

CURLcode ccurl_set_bytes(const ccurl_library *library, CURL *easy, CURLoption option, const void *value) {
  return library->easy_setopt(easy, option, value);
}

CURLcode ccurl_set_list(const ccurl_library *library, CURL *easy, CURLoption option,
                        struct curl_slist *value) {
  return library->easy_setopt(easy, option, value);
}

CURLcode ccurl_set_callbacks(const ccurl_library *library, CURL *easy, void *context, ccurl_sink body,
                             ccurl_sink header, ccurl_progress progress) {
  CURLcode result = library->easy_setopt(easy, CURLOPT_WRITEFUNCTION, body);
  if (result == CURLE_OK) result = library->easy_setopt(easy, CURLOPT_WRITEDATA, context);
  if (result == CURLE_OK) result = library->easy_setopt(easy, CURLOPT_HEADERFUNCTION, header);
  if (result == CURLE_OK) result = library->easy_setopt(easy, CURLOPT_HEADERDATA, context);
  if (result == CURLE_OK) result = library->easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, progress);
  if (result == CURLE_OK) result = library->easy_setopt(easy, CURLOPT_XFERINFODATA, context);
  if (result == CURLE_OK) result = library->easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
  return result;
}

CURLcode ccurl_get_long(const ccurl_library *library, CURL *easy, CURLINFO info, long *value) {
  return library->easy_getinfo(easy, info, value);
}

int ccurl_message_done(const CURLMsg *message, CURL **easy, CURLcode *result) {
  if (message->msg != CURLMSG_DONE) return 0;
  *easy = message->easy_handle;
  *result = message->data.result;
  return 1;
}
