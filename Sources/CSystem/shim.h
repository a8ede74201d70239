// Calls that the C library's Swift module does not show.
#pragma once

#if defined(__linux__)
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

long syscall(long number, ...);

/// 0, or -1 with errno; both paths must exist.
static inline int csystem_exchange(const char *one, const char *other) {
  const unsigned exchange = 1u << 1;
  return (int)syscall(SYS_renameat2, AT_FDCWD, one, AT_FDCWD, other, exchange);
}

/// Waits until all of the file system that an open file lies on is on the disk: 0, or -1 with errno.
static inline int csystem_synchronize_all(int descriptor) {
  return (int)syscall(SYS_syncfs, descriptor);
}

static const int csystem_can_synchronize_all = 1;
#else
#include <stdio.h>

static inline int csystem_exchange(const char *one, const char *other) {
  return renamex_np(one, other, RENAME_SWAP);
}

static inline int csystem_synchronize_all(int descriptor) {
  (void)descriptor;
  return -1;
}

static const int csystem_can_synchronize_all = 0;
#endif

#if defined(__GLIBC__)
#include <malloc.h>

/// Arrays below `largest` bytes come from memory that was freed before, of which up to `most` bytes
/// stay with the process.
static inline void csystem_keep_memory(int largest, int most) {
  mallopt(M_MMAP_THRESHOLD, largest);
  mallopt(M_TRIM_THRESHOLD, most);
}
#else
static inline void csystem_keep_memory(int largest, int most) { (void)largest, (void)most; }
#endif
