// Counts the allocations of a program that is started with LD_PRELOAD=libmalloc-counter.so, in the first eight bytes of
// the file that MALLOC_COUNTER_FILE names, where another program reads them while this one runs. For glibc.
//
//   cc -O2 -shared -fPIC -o libmalloc-counter.so malloc_counter.c
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

// The C library's own functions under names that nobody interposes.
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static _Atomic uint64_t before_the_file;
static _Atomic(_Atomic uint64_t *) counter = &before_the_file;

__attribute__((constructor)) static void use_the_file(void) {
  const char *path = getenv("MALLOC_COUNTER_FILE");
  if (!path) return;
  int file = open(path, O_RDWR | O_CLOEXEC);
  if (file < 0) return;
  void *page = mmap(NULL, sizeof(uint64_t), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  if (page != MAP_FAILED) atomic_store(&counter, (_Atomic uint64_t *)page);
}

static void count(void) { atomic_fetch_add_explicit(atomic_load(&counter), 1, memory_order_relaxed); }

void *malloc(size_t size) {
  count();
  return __libc_malloc(size);
}

void *calloc(size_t amount, size_t size) {
  count();
  return __libc_calloc(amount, size);
}

// Growing in place is counted, too: whoever calls it cannot know.
void *realloc(void *old, size_t size) {
  count();
  return __libc_realloc(old, size);
}

int posix_memalign(void **result, size_t alignment, size_t size) {
  if (alignment % sizeof(void *) != 0 || (alignment & (alignment - 1)) != 0) return EINVAL;
  count();
  void *memory = __libc_memalign(alignment, size);
  if (!memory) return ENOMEM;
  *result = memory;
  return 0;
}

void *aligned_alloc(size_t alignment, size_t size) {
  count();
  return __libc_memalign(alignment, size);
}

void *memalign(size_t alignment, size_t size) {
  count();
  return __libc_memalign(alignment, size);
}
