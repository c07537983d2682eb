#ifndef CLIBCURL_SHIM_H
#define CLIBCURL_SHIM_H

#include <curl/curl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

// libcurl sets options and reads results through variadic functions, which Swift does not import: one typed wrapper for
// each type of argument.

typedef size_t (*clibcurl_receive)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode clibcurl_set_long(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode clibcurl_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode clibcurl_set_string(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode clibcurl_set_pointer(CURL *easy, CURLoption option, void *value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode clibcurl_set_receiver(CURL *easy, CURLoption option, clibcurl_receive value) {
  return curl_easy_setopt(easy, option, value);
}

// CURLOPT_PROTOCOLS_STR replaced CURLOPT_PROTOCOLS in libcurl 7.85.
static inline CURLcode clibcurl_allow_http_only(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075500
  return curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
#else
  return curl_easy_setopt(easy, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

// Without CURLOPT_QUICK_EXIT (7.87), taking away a transfer whose name is still being looked up waits for the look-up,
// which would hold up every other transfer of the same thread.
static inline CURLcode clibcurl_never_wait_for_resolver(CURL *easy) {
#if LIBCURL_VERSION_NUM >= 0x075700
  return curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
#else
  (void)easy;
  return CURLE_OK;
#endif
}

// CURLOPT_MAXLIFETIME_CONN came with 7.80; before, connections are kept for as long as they are used.
static inline CURLcode clibcurl_set_maximum_age(CURL *easy, long seconds) {
#if LIBCURL_VERSION_NUM >= 0x075000
  return curl_easy_setopt(easy, CURLOPT_MAXLIFETIME_CONN, seconds);
#else
  (void)easy;
  (void)seconds;
  return CURLE_OK;
#endif
}

// Called for each new socket. What was sent and is not acknowledged for so many milliseconds ends the connection: the peer's
// machine, or the way to it, is gone. Linux alone would go on for a quarter of an hour.
static inline int clibcurl_limit_silence(void *milliseconds, curl_socket_t socket, curlsocktype purpose) {
  (void)purpose;
#ifdef TCP_USER_TIMEOUT
  unsigned int limit = (unsigned int)(uintptr_t)milliseconds;
  setsockopt(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, &limit, sizeof limit);
#else
  (void)milliseconds;
  (void)socket;
#endif
  return CURL_SOCKOPT_OK;
}

static inline CURLcode clibcurl_set_silence_limit(CURL *easy, long milliseconds) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, clibcurl_limit_silence);
  return code == CURLE_OK ? curl_easy_setopt(easy, CURLOPT_SOCKOPTDATA, (void *)(uintptr_t)milliseconds) : code;
}

// As long as its family says, which is more than the type does.
static inline const struct sockaddr *clibcurl_address(const struct curl_sockaddr *address) {
  return &address->addr;
}

// CURLOPT_PREREQFUNCTION came with 7.80: called with the address of the connection that a request is about to go out on,
// kept ones included. Before, such a request takes a connection that was not used before.
typedef int (*clibcurl_before_request)(
    void *context, char *peer, char *own, int peer_port, int own_port);

static inline CURLcode clibcurl_guard_addresses(
    CURL *easy, curl_opensocket_callback open, clibcurl_before_request before, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open);
  if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, context);
#if LIBCURL_VERSION_NUM >= 0x075000
  if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, before);
  if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_PREREQDATA, context);
#else
  (void)before;
  if (code == CURLE_OK) code = curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
#endif
  return code;
}

static inline CURLMcode clibcurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

static inline CURLMcode clibcurl_multi_set_socket_callback(
    CURLM *multi, curl_socket_callback callback, void *context) {
  CURLMcode code = curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, callback);
  return code == CURLM_OK ? curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context) : code;
}

static inline CURLMcode clibcurl_multi_set_timer_callback(
    CURLM *multi, curl_multi_timer_callback callback, void *context) {
  CURLMcode code = curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, callback);
  return code == CURLM_OK ? curl_multi_setopt(multi, CURLMOPT_TIMERDATA, context) : code;
}

static inline long clibcurl_get_long(CURL *easy, CURLINFO info) {
  long value = 0;
  return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}

static inline curl_off_t clibcurl_get_offset(CURL *easy, CURLINFO info) {
  curl_off_t value = 0;
  return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}

static inline const char *clibcurl_get_string(CURL *easy, CURLINFO info) {
  char *value = NULL;
  return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : NULL;
}

static inline void *clibcurl_get_private(CURL *easy) {
  char *value = NULL;
  return curl_easy_getinfo(easy, CURLINFO_PRIVATE, &value) == CURLE_OK ? value : NULL;
}

#endif
