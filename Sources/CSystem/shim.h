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

/// Waits until all of the file system that an open file lies on is on the disk: 0, or -1 with
/// errno.
static inline int csystem_synchronize_all(int descriptor) {
  return (int)syscall(SYS_syncfs, descriptor);
}

static const int csystem_can_synchronize_all = 1;

/// Waits until a file's bytes are on the disk: 0, or -1 with errno.
static inline int csystem_synchronize(int descriptor) { return fsync(descriptor); }

#include <stdint.h>

/// Whether a file system begins at a folder, as the kernel says it: 1 or 0, -1 where it does not.
static inline int csystem_is_mount_root(const char *path) {
#ifdef SYS_statx
  // `struct statx`: its second word holds the attributes, its eighth those that are known.
  const uint64_t mount_root = 0x2000;
  uint64_t status[32] = {0};
  if (syscall(SYS_statx, AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, 0, status) == 0 &&
      status[7] & mount_root)
    return status[1] & mount_root ? 1 : 0;
#endif
  return -1;
}
#else
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

static inline int csystem_is_mount_root(const char *path) {
  struct statfs status;
  if (statfs(path, &status) != 0) return -1;
  return strcmp(status.f_mntonname, path) == 0 ? 1 : 0;
}

static inline int csystem_exchange(const char *one, const char *other) {
  return renamex_np(one, other, RENAME_SWAP);
}

static inline int csystem_synchronize_all(int descriptor) {
  (void)descriptor;
  return -1;
}

static const int csystem_can_synchronize_all = 0;

/// `fsync` leaves the bytes in the disk's own memory here; not every file system knows more.
static inline int csystem_synchronize(int descriptor) {
  return fcntl(descriptor, F_FULLFSYNC) == 0 ? 0 : fsync(descriptor);
}
#endif

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/// Removes a file, or a folder with all it holds, without following links: 0, or -1 with errno of
/// the last entry that stays. Names are bytes here: not all of them are Unicode.
static inline int csystem_remove_tree(int folder, const char *name) {
  if (unlinkat(folder, name, 0) == 0 || errno == ENOENT) return 0;
  int inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (inner < 0) return -1;
  DIR *entries = fdopendir(inner);
  if (!entries) {
    close(inner);
    return -1;
  }
  for (struct dirent *entry; (entry = readdir(entries));)
    if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
      (void)csystem_remove_tree(inner, entry->d_name);
  closedir(entries);
  return unlinkat(folder, name, AT_REMOVEDIR) == 0 || errno == ENOENT ? 0 : -1;
}

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
