import Columnar

/// Puts a finished dataset into a folder that cannot itself be replaced: a mount point.
///
/// What stands there goes aside first, its manifest before all else; then the new files come, the
/// manifest last. So at no moment a manifest stands beside files that are not its own, and what a
/// killed run leaves can be undone from the manifest that was not moved yet.
struct FolderContents {
  let target: String
  /// The finished dataset, inside of the target.
  let staging: String
  /// Where what stood there goes, inside of the target.
  let old: String

  /// File systems make it themselves, and nobody moves it.
  private static let ownFolder = "lost+found"

  init(target: String, name: String, process: Int32) {
    self.target = target
    staging = FileTree.join(target, ".\(name).partial-\(process)")
    old = FileTree.join(target, ".\(name).replaced-\(process)")
  }

  /// What users see in a folder of this name, sorted.
  static func names(in target: String, name: String) throws(SystemFailure) -> [String] {
    try SystemCalls.names(in: target).filter {
      $0 != ownFolder && !$0.hasPrefix(".\(name).partial-") && !$0.hasPrefix(".\(name).replaced-")
    }
  }

  /// - Returns: whether something was there before, now under `old`.
  /// - Throws: after an error all is where it was; `alreadyThere` also where another run moves its
  ///   files in at this moment.
  func exchange(name: String, isReplacing: Bool) throws(SystemFailure) -> Bool {
    let lock = try SystemCalls.openToRead(target)
    let hadContents = Result { () throws(SystemFailure) in
      guard SystemCalls.lockIfFree(lock) else { throw .alreadyThere }
      return try moveAll(name: name, isReplacing: isReplacing)
    }
    try SystemCalls.close(lock)
    return try hadContents.get()
  }

  private func moveAll(name: String, isReplacing: Bool) throws(SystemFailure) -> Bool {
    let there = try Self.names(in: target, name: name)
    guard isReplacing || there.isEmpty else { throw .alreadyThere }
    if !there.isEmpty { try SystemCalls.makeFolder(old) }
    do throws(SystemFailure) {
      try Self.move(Self.manifestFirst(there), from: target, to: old)
      try Self.move(
        Self.manifestFirst(try SystemCalls.names(in: staging)).reversed(), from: staging,
        to: target)
    } catch {
      if !there.isEmpty {
        try Self.move(try SystemCalls.names(in: old).reversed(), from: old, to: target)
        try SystemCalls.removeFolder(old)
      }
      throw error
    }
    return !there.isEmpty
  }

  private static func manifestFirst(_ names: [String]) -> [String] {
    names.filter { $0 == Manifest.fileName } + names.filter { $0 != Manifest.fileName }
  }

  /// All or none.
  private static func move(
    _ names: [String], from: String, to: String
  ) throws(SystemFailure) {
    for (count, name) in names.enumerated() {
      do throws(SystemFailure) {
        try SystemCalls.move(FileTree.join(from, name), to: FileTree.join(to, name))
      } catch {
        for name in names.prefix(count).reversed() {
          try SystemCalls.move(FileTree.join(to, name), to: FileTree.join(from, name))
        }
        throw error
      }
    }
  }

  /// Undoes what a dead run began: files it had moved in go, what it had put aside comes back.
  func undo() throws(SystemFailure) {
    let isWhole = Self.manifest(in: target) != nil
    if !isWhole, let manifest = Self.manifest(in: staging) {
      let waiting = Set(try SystemCalls.names(in: staging))
      for name in Self.topNames(manifest) where !waiting.contains(name) {
        FileTree.remove(FileTree.join(target, name))
      }
    }
    FileTree.remove(staging)
    guard try SystemCalls.kind(of: old) == .folder else { return }
    if !isWhole {
      let names = Self.manifestFirst(try SystemCalls.names(in: old)).reversed()
      try Self.move(Array(names), from: old, to: target)
    }
    FileTree.remove(old)
  }

  private static func manifest(in folder: String) -> Manifest? {
    do throws(SinkError) {
      return try Manifest.read(folder: folder)
    } catch {
      return nil
    }
  }

  /// The files and folders of a dataset right below its folder.
  private static func topNames(_ manifest: Manifest) -> Set<String> {
    let paths = manifest.tables.flatMap { [$0.file] + ($0.files ?? []).map(\.path) }
    return Set(paths.compactMap { $0.split(separator: "/").first.map(String.init) })
      .subtracting([".", ".."])
  }
}
