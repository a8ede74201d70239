#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The folder of a document: reads the document and the files it includes, and nothing that a path
/// or a symbolic link would reach outside of the folder.
package struct DocumentFolder: Sendable {
  /// Absolute, without symbolic links.
  private let root: String

  /// - Parameters:
  ///   - documentPath: of the document; its folder is where includes may lie.
  /// - Throws: when there is no such folder.
  package init(of documentPath: String) throws(IncludeProblem) {
    let parts = documentPath.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.dropLast().joined(separator: "/")
    let isAtRoot = parts.count > 1 && folder.isEmpty
    guard let real = Self.realPath(isAtRoot ? "/" : folder.isEmpty ? "." : folder) else {
      throw .notFound
    }
    root = real
  }

  /// The bytes of the file at a path relative to the folder.
  ///
  /// - Throws: `outsideFolder` where a symbolic link leads out; `unreadable` for folders, devices
  ///   and files above `DocumentParser.byteLimit`.
  package func read(_ path: String) throws(IncludeProblem) -> [UInt8] {
    // One byte more than accepted: the parser tells that the file is too large.
    try read(path, limit: DocumentParser.byteLimit + 1)
  }

  /// The same of a file that may be larger; what lies behind the limit is left out.
  package func read(_ path: String, limit: Int) throws(IncludeProblem) -> [UInt8] {
    guard RelativePath.isInside(path) else { throw .outsideFolder }
    guard let real = Self.realPath(root + "/" + path) else { throw .notFound }
    let prefix = root == "/" ? "/" : root + "/"
    guard real.utf8.starts(with: prefix.utf8) else { throw .outsideFolder }
    return try Self.bytes(of: real, limit: limit)
  }

  /// The bytes of any regular file, for the document itself.
  ///
  /// - Parameter limit: what lies behind it is left out; the parser tells of a file that is larger.
  package static func bytes(
    of path: String, limit: Int = DocumentParser.byteLimit + 1
  ) throws(IncludeProblem) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw errno == ENOENT ? .notFound : .unreadable(errorText())
    }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw .unreadable(errorText()) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadable("it is no file") }
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while result.count < limit {
      let size = buffer.count
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe Int(systemRead(descriptor, bytes.baseAddress, size))
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .unreadable(errorText()) }
      if count == 0 { break }
      result += buffer[..<min(count, limit - result.count)]
    }
    return result
  }

  private static func systemRead(
    _ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int
  ) -> Int {
    #if canImport(Darwin)
      unsafe Darwin.read(descriptor, bytes, count)
    #elseif canImport(Musl)
      unsafe Musl.read(descriptor, bytes, count)
    #else
      unsafe Glibc.read(descriptor, bytes, count)
    #endif
  }

  private static func realPath(_ path: String) -> String? {
    guard !path.utf8.contains(0), let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  private static func errorText() -> String {
    guard let text = unsafe strerror(errno) else { return "unknown error" }
    return unsafe String(cString: text).lowercased()
  }
}
