import Synchronization

/// The files that are open among those that may rest, so that a dataset of many files needs few
/// descriptors.
final class OpenFiles: Sendable {
  static let shared = OpenFiles(limit: 48)

  private let limit: Int
  /// The one written longest ago first.
  private let files = Mutex<[OutputFile]>([])

  init(limit: Int) { self.limit = limit }

  /// Notes that a file is about to be written.
  ///
  /// - Returns: the file that is to rest in its stead.
  func use(_ file: OutputFile) -> OutputFile? {
    files.withLock { files in
      if files.last === file { return nil }
      files.removeAll { $0 === file }
      files.append(file)
      return files.count > limit ? files.removeFirst() : nil
    }
  }

  func remove(_ file: OutputFile) {
    files.withLock { $0.removeAll { $0 === file } }
  }
}
