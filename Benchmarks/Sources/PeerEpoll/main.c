// The limit: what the kernel lets through. One epoll loop for each core, each with a listening socket of its own
// (SO_REUSEPORT); a request is found by its blank line and answered with bytes made at the start. It checks next to
// nothing of what it reads, so it is no server, but a mark that no server can pass by much.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { INPUT = 16 * 1024, EVENTS = 512, LARGE = 1024 * 1024 };

struct connection {
  int descriptor;
  int closing;       // the request asked for it
  int waits_to_write;
  size_t used;       // bytes in input
  size_t body_left;  // bytes of a request's body still to come
  size_t body_length;
  int in_body;
  char *pending;     // what the socket would not take yet
  size_t pending_length, pending_sent;
  char input[];
};

static const char *json_answer, *last_json_answer, *plain_answer, *missing_answer;
static char *large_answer;
static size_t large_length;

static char *made(const char *status, const char *more, const char *type, const char *body) {
  char *text;
  if (asprintf(&text, "HTTP/1.1 %s\r\n%scontent-type: %s\r\ncontent-length: %zu\r\n\r\n%s", status, more, type,
               strlen(body), body) < 0)
    abort();
  return text;
}

static void make_answers(void) {
  const char *quote =
      "{\"asOf\":\"2025-11-20T21:00:00Z\",\"change\":2.28,\"changePercent\":0.95,\"currency\":\"USD\",\"name\":\"Apple Inc.\","
      "\"previousClose\":239.07,\"price\":241.35,\"symbol\":\"AAPL\"}";
  json_answer = made("200 OK", "", "application/json", quote);
  last_json_answer = made("200 OK", "connection: close\r\n", "application/json", quote);
  plain_answer = made("200 OK", "", "text/plain", "Hello, World!");
  missing_answer = made("404 Not Found", "", "text/plain", "");
  char head[128];
  int length = snprintf(head, sizeof head,
                        "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: %d\r\n\r\n", LARGE);
  large_length = (size_t)length + LARGE;
  large_answer = malloc(large_length);
  if (!large_answer) abort();
  memcpy(large_answer, head, (size_t)length);
  memset(large_answer + length, 'x', LARGE);
}

struct output {
  char *bytes;
  size_t length, capacity;
};

static void append(struct output *output, const char *bytes, size_t length) {
  if (output->length + length > output->capacity) {
    output->capacity = (output->length + length) * 2;
    output->bytes = realloc(output->bytes, output->capacity);
    if (!output->bytes) abort();
  }
  memcpy(output->bytes + output->length, bytes, length);
  output->length += length;
}

static void finish(int epoll, struct connection *c) {
  epoll_ctl(epoll, EPOLL_CTL_DEL, c->descriptor, NULL);
  close(c->descriptor);
  free(c->pending);
  free(c);
}

static void watch(int epoll, struct connection *c, int for_writing) {
  if (c->waits_to_write == for_writing) return;
  c->waits_to_write = for_writing;
  struct epoll_event event = {.events = for_writing ? EPOLLOUT : EPOLLIN, .data.ptr = c};
  epoll_ctl(epoll, EPOLL_CTL_MOD, c->descriptor, &event);
}

// 0 where the connection is over.
static int send_output(int epoll, struct connection *c, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t sent = send(c->descriptor, bytes, length, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) {
      if (errno != EAGAIN) return 0;
      c->pending = malloc(length);
      if (!c->pending) abort();
      memcpy(c->pending, bytes, length);
      c->pending_length = length;
      c->pending_sent = 0;
      watch(epoll, c, 1);
      return 1;
    }
    bytes += sent;
    length -= (size_t)sent;
  }
  return !c->closing;
}

static int send_pending(int epoll, struct connection *c) {
  while (c->pending_sent < c->pending_length) {
    ssize_t sent =
        send(c->descriptor, c->pending + c->pending_sent, c->pending_length - c->pending_sent, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return errno == EAGAIN;
    c->pending_sent += (size_t)sent;
  }
  free(c->pending);
  c->pending = NULL;
  watch(epoll, c, 0);
  return !c->closing;
}

static void answer_upload(struct connection *c, struct output *output) {
  char count[24], text[128];
  snprintf(count, sizeof count, "%zu", c->body_length);
  int length = snprintf(text, sizeof text, "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: %zu\r\n\r\n%s",
                        strlen(count), count);
  append(output, text, (size_t)length);
}

static void answer(struct connection *c, const char *head, size_t length, struct output *output) {
  if (memmem(head, length, "\r\nConnection: close", 19)) c->closing = 1;
  if (length > 10 && memcmp(head, "GET /json/", 10) == 0) {
    const char *text = c->closing ? last_json_answer : json_answer;
    append(output, text, strlen(text));
  } else if (length > 15 && memcmp(head, "GET /plaintext ", 15) == 0) {
    append(output, plain_answer, strlen(plain_answer));
  } else if (length > 11 && memcmp(head, "GET /large ", 11) == 0) {
    append(output, large_answer, large_length);
  } else if (length > 13 && memcmp(head, "POST /upload ", 13) == 0) {
    const char *field = memmem(head, length, "\r\nContent-Length: ", 18);
    c->body_length = field ? strtoull(field + 18, NULL, 10) : 0;
    c->body_left = c->body_length;
    c->in_body = 1;
  } else {
    append(output, missing_answer, strlen(missing_answer));
  }
}

// Answers all requests that the input holds. 0 where the connection is over.
static int consume(struct connection *c, struct output *output) {
  size_t start = 0;
  while (!c->closing || c->in_body) {
    if (c->in_body) {
      size_t have = c->used - start < c->body_left ? c->used - start : c->body_left;
      c->body_left -= have;
      start += have;
      if (c->body_left > 0) break;
      c->in_body = 0;
      answer_upload(c, output);
      continue;
    }
    char *end = memmem(c->input + start, c->used - start, "\r\n\r\n", 4);
    if (!end) break;
    size_t length = (size_t)(end - (c->input + start)) + 4;
    answer(c, c->input + start, length, output);
    start += length;
  }
  memmove(c->input, c->input + start, c->used - start);
  c->used -= start;
  return c->used < INPUT;
}

static int serve(int epoll, struct connection *c, struct output *output) {
  ssize_t count = recv(c->descriptor, c->input + c->used, INPUT - c->used, 0);
  if (count < 0) return errno == EAGAIN || errno == EINTR;
  if (count == 0) return 0;
  c->used += (size_t)count;
  output->length = 0;
  if (!consume(c, output)) return 0;
  return output->length == 0 ? 1 : send_output(epoll, c, output->bytes, output->length);
}

static void accept_all(int epoll, int listener) {
  for (;;) {
    int descriptor = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor < 0) return;
    int on = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    struct connection *c = calloc(1, sizeof *c + INPUT);
    if (!c) abort();
    c->descriptor = descriptor;
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
    epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
  }
}

static int listening_socket(void) {
  const char *host = getenv("HOST"), *port = getenv("PORT");
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(port ? port : "8080"))};
  if (inet_pton(AF_INET, host ? host : "127.0.0.1", &address.sin_addr) != 1) exit(2);
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), on = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  setsockopt(listener, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 1024) < 0) {
    perror("peer-epoll");
    exit(1);
  }
  return listener;
}

static void *loop(void *argument) {
  int listener = *(int *)argument, epoll = epoll_create1(EPOLL_CLOEXEC);
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL}, events[EVENTS];
  struct output output = {0};
  epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
  for (;;) {
    int count = epoll_wait(epoll, events, EVENTS, -1);
    for (int index = 0; index < count; index++) {
      struct connection *c = events[index].data.ptr;
      if (!c) {
        accept_all(epoll, listener);
      } else if (!(c->pending ? send_pending(epoll, c) : serve(epoll, c, &output))) {
        finish(epoll, c);
      }
    }
  }
  return NULL;
}

int main(void) {
  signal(SIGPIPE, SIG_IGN);
  make_answers();
  const char *wanted = getenv("EVENT_LOOPS");
  long loops = wanted ? atol(wanted) : sysconf(_SC_NPROCESSORS_ONLN);
  int *listeners = calloc((size_t)loops, sizeof *listeners);
  pthread_t thread;
  for (long index = 0; index < loops; index++) listeners[index] = listening_socket();
  for (long index = 1; index < loops; index++) pthread_create(&thread, NULL, loop, &listeners[index]);
  loop(&listeners[0]);
}
