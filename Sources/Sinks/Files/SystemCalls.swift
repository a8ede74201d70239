import CSystem
import Columnar

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A call of the operating system that failed, by its `errno`.
struct SystemFailure: Error, Hashable, Sendable {
  var code: Int32

  static var last: SystemFailure { SystemFailure(code: errno) }
}

/// The few calls files need, with errors thrown; interrupted calls are repeated.
///
/// Paths are copied to C by the language; no pointer outlives its call.
enum SystemCalls {
  enum Kind: Sendable {
    case file
    case folder
    case other
  }

  static func keepMemory(largest: Int32, most: Int32) { csystem_keep_memory(largest, most) }

  static var processID: Int32 { getpid() }

  static func isAlive(_ process: Int32) -> Bool {
    kill(process, 0) == 0 || errno != ESRCH
  }

  static var homeFolder: String? { unsafe getenv("HOME").map { unsafe String(cString: $0) } }

  static func currentFolder() throws(SystemFailure) -> String { try resolved(".") }

  /// The path without links, `.` and `..`; the file must exist.
  static func resolved(_ path: String) throws(SystemFailure) -> String {
    guard let found = unsafe realpath(path, nil) else { throw .last }
    defer { unsafe free(found) }
    return unsafe String(cString: found)
  }

  /// What is at a path, links not followed; nil for nothing.
  static func kind(of path: String) throws(SystemFailure) -> Kind? {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw .last
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .folder
    case S_IFREG: return .file
    default: return .other
    }
  }

  /// Whether a file system begins at a folder, so that the folder can be neither moved nor
  /// replaced.
  ///
  /// - Parameter path: without links.
  static func isMountPoint(_ path: String) throws(SystemFailure) -> Bool {
    let answer = unsafe csystem_is_mount_root(path)
    if answer >= 0 { return answer == 1 }
    // Elsewhere one that lies on the device of the folder around it is not found.
    var (own, around) = (stat(), stat())
    guard unsafe lstat(path, &own) == 0, unsafe lstat(path + "/..", &around) == 0 else {
      throw .last
    }
    return own.st_dev != around.st_dev
  }

  /// Creates a file that must not exist.
  static func create(_ path: String) throws(SystemFailure) -> Int32 {
    try repeated { unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666) }
  }

  static func openToRead(_ path: String) throws(SystemFailure) -> Int32 {
    try repeated { unsafe open(path, O_RDONLY | O_CLOEXEC) }
  }

  static func openToWrite(_ path: String) throws(SystemFailure) -> Int32 {
    try repeated { unsafe open(path, O_WRONLY | O_CLOEXEC) }
  }

  /// A file that is there, to write behind its end.
  static func openToAppend(_ path: String) throws(SystemFailure) -> Int32 {
    try repeated { unsafe open(path, O_WRONLY | O_APPEND | O_CLOEXEC) }
  }

  static func byteCount(_ descriptor: Int32) throws(SystemFailure) -> Int {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw .last }
    return Int(status.st_size)
  }

  /// - Returns: how many bytes were taken, from `start` on; at least one.
  static func write(
    _ descriptor: Int32, _ bytes: borrowing RawSpan, from start: Int
  ) throws(SystemFailure) -> Int {
    while true {
      // Some systems refuse more than 2 GiB at once.
      let length = min(bytes.byteCount - start, 1 << 30)
      #if canImport(Darwin)
        let count = unsafe bytes.withUnsafeBytes {
          unsafe Darwin.write(descriptor, $0.baseAddress?.advanced(by: start), length)
        }
      #elseif canImport(Musl)
        let count = unsafe bytes.withUnsafeBytes {
          unsafe Musl.write(descriptor, $0.baseAddress?.advanced(by: start), length)
        }
      #else
        let count = unsafe bytes.withUnsafeBytes {
          unsafe Glibc.write(descriptor, $0.baseAddress?.advanced(by: start), length)
        }
      #endif
      if count > 0 { return count }
      if errno == EAGAIN {
        try waitToWrite(descriptor)
      } else if errno != EINTR {
        throw .last
      }
    }
  }

  /// Waits for the reader of a pipe that someone else has set not to block.
  private static func waitToWrite(_ descriptor: Int32) throws(SystemFailure) {
    var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    while unsafe poll(&entry, 1, -1) < 0 {
      if errno != EINTR { throw .last }
    }
  }

  /// Whether what a descriptor writes to is still there; false for a pipe without reader.
  static func hasReader(_ descriptor: Int32) -> Bool {
    // Nothing is asked for: errors are told all the same.
    var asked = pollfd(fd: descriptor, events: 0, revents: 0)
    guard unsafe poll(&asked, 1, 0) > 0 else { return true }
    return asked.revents & Int16(POLLERR | POLLHUP) == 0
  }

  /// Reads at most `limit` bytes at `offset`; fewer only at the end of the file.
  static func read(
    _ descriptor: Int32, at offset: Int, limit: Int
  ) throws(SystemFailure) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: limit)
    var filled = 0
    while filled < limit {
      let start = filled
      let count = unsafe result.withUnsafeMutableBytes {
        unsafe pread(
          descriptor, $0.baseAddress?.advanced(by: start), limit - start, off_t(offset + start))
      }
      if count == 0 { break }
      if count > 0 {
        filled += count
      } else if errno != EINTR {
        throw .last
      }
    }
    result.removeLast(limit - filled)
    return result
  }

  /// Waits until the bytes are on the disk; pipes and terminals have none to wait for.
  static func synchronize(_ descriptor: Int32) throws(SystemFailure) {
    do throws(SystemFailure) {
      _ = try repeated { csystem_synchronize(descriptor) }
    } catch {
      if error.code != EINVAL && error.code != ENOTSUP && error.code != EROFS { throw error }
    }
  }

  /// Whether many files can be waited for at once.
  static var synchronizesAll: Bool { csystem_can_synchronize_all != 0 }

  /// Waits until all of the file system that a folder lies on is on the disk.
  static func synchronizeAll(_ folder: String) throws(SystemFailure) {
    let descriptor = try openToRead(folder)
    do throws(SystemFailure) {
      _ = try repeated { csystem_synchronize_all(descriptor) }
    } catch {
      try close(descriptor)
      throw error
    }
    try close(descriptor)
  }

  static func close(_ descriptor: Int32) throws(SystemFailure) {
    #if canImport(Darwin)
      let status = Darwin.close(descriptor)
    #elseif canImport(Musl)
      let status = Musl.close(descriptor)
    #else
      let status = Glibc.close(descriptor)
    #endif
    // After EINTR the descriptor is gone all the same.
    if status != 0 && errno != EINTR { throw .last }
  }

  static func makeFolder(_ path: String) throws(SystemFailure) {
    guard unsafe mkdir(path, 0o777) == 0 else { throw .last }
  }

  static func removeFolder(_ path: String) throws(SystemFailure) {
    guard unsafe rmdir(path) == 0 else { throw .last }
  }

  /// Removes a file or a folder with all it holds; false where something stays.
  static func removeTree(_ path: String) -> Bool {
    unsafe csystem_remove_tree(AT_FDCWD, path) == 0
  }

  static func move(_ from: String, to: String) throws(SystemFailure) {
    guard unsafe rename(from, to) == 0 else { throw .last }
  }

  /// Swaps two paths at once; false where the file system cannot.
  static func exchange(_ one: String, _ other: String) throws(SystemFailure) -> Bool {
    let status = unsafe csystem_exchange(one, other)
    if status == 0 { return true }
    if errno == EINVAL || errno == ENOSYS || errno == ENOTSUP { return false }
    throw .last
  }

  /// Takes the lock of a file or folder that its holder keeps while it lives; false if held.
  static func lock(_ descriptor: Int32) -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

  /// Takes the same lock; false only where another holds it, not where there are no locks.
  static func lockIfFree(_ descriptor: Int32) -> Bool {
    flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
  }

  /// The names in a folder, sorted, without `.` and `..`.
  static func names(in folder: String) throws(SystemFailure) -> [String] {
    guard let stream = unsafe opendir(folder) else { throw .last }
    defer { unsafe _ = closedir(stream) }
    guard let start = MemoryLayout<dirent>.offset(of: \.d_name) else {
      preconditionFailure("a directory entry without a name")
    }
    var result: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe (UnsafeRawPointer(entry) + start).assumingMemoryBound(to: CChar.self)
      let text = unsafe String(cString: name)
      if text != "." && text != ".." { result.append(text) }
    }
    return result.sorted()
  }

  private static func repeated(_ call: () -> Int32) throws(SystemFailure) -> Int32 {
    while true {
      let result = call()
      if result >= 0 { return result }
      if errno != EINTR { throw .last }
    }
  }
}

extension SystemFailure {
  var isMissing: Bool { code == ENOENT }
  var isExisting: Bool { code == EEXIST || code == ENOTEMPTY }
  var isDenied: Bool { code == EACCES || code == EPERM }

  /// The failure as the user meets it.
  func sinkError(
    path: String, table: String? = nil, kind: SinkErrorKind = .output
  ) -> SinkError {
    switch code {
    case ENOSPC: SinkError(kind, path: path, table: table, reason: "no space is left on the disk")
    case EDQUOT: SinkError(kind, path: path, table: table, reason: "the disk quota is used up")
    case EFBIG:
      SinkError(kind, path: path, table: table, reason: "the file is larger than allowed")
    case EACCES, EPERM: SinkError(kind, path: path, table: table, reason: "permission denied")
    case EROFS:
      SinkError(kind, path: path, table: table, reason: "the file system is read-only")
    case EPIPE:
      SinkError(.closedPipe, path: path, table: table, reason: "the reader closed the pipe")
    case EEXIST, ENOTEMPTY:
      SinkError(.alreadyExists, path: path, table: table, reason: "it exists already")
    case ENOENT: SinkError(kind, path: path, table: table, reason: "it does not exist")
    case ENOTDIR:
      SinkError(kind, path: path, table: table, reason: "a part of the path is not a folder")
    case EMFILE, ENFILE:
      SinkError(
        kind, path: path, table: table,
        reason: "too many files are open at once; 'ulimit -n' raises the limit")
    case EBADF: SinkError(kind, path: path, table: table, reason: "it is closed")
    case EISDIR: SinkError(kind, path: path, table: table, reason: "it is a folder")
    case ENAMETOOLONG: SinkError(kind, path: path, table: table, reason: "the name is too long")
    default:
      SinkError(
        kind, path: path, table: table,
        reason: "the system reports: \(unsafe String(cString: strerror(code)))")
    }
  }
}

/// Our own refusals, told apart from those of the system by negative codes.
extension SystemFailure {
  static let fileInTheWay = SystemFailure(code: -1)
  static let folderInUse = SystemFailure(code: -2)
  static let foreignFolder = SystemFailure(code: -3)
  static let mountInside = SystemFailure(code: -4)
  static let alreadyThere = SystemFailure(code: EEXIST)
  static let folderInTheWay = SystemFailure(code: EISDIR)
  static let missing = SystemFailure(code: ENOENT)
}
