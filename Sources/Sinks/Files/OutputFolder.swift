import Columnar
import Synchronization

/// A whole dataset that appears at once or not at all.
///
/// Files are written into `.<name>.partial-<pid>` beside the target and made durable; `publish`
/// moves the folder to its name. An existing folder is swapped out in the same step where the file
/// system can, and deleted afterwards. A mount point cannot be replaced: there the files are
/// written into a hidden folder inside of it and moved out of that one by one, the manifest last.
package final class OutputFolder: Sendable {
  private struct State {
    /// Folded paths of files, and of the folders they lie in.
    var files: Set<String> = []
    var folders: Set<String> = []
    var foldersMade: [String] = []
    /// Whether there are files that nobody has waited for yet.
    var holdsMany = false
    var lock: Int32?
    var isOpen = true
  }

  /// The target as it was asked for.
  package let path: String
  private let target: String
  private let staging: String
  /// Where the target stays and only what it holds is exchanged.
  private let contents: FolderContents?
  private let isReplacing: Bool
  private let parentsMade: [String]
  private let registry: StagingRegistry
  private let state: Mutex<State>

  /// - Parameters:
  ///   - force: replaces a folder that holds a dataset.
  ///   - isMountPoint: whether a folder, without links, can be neither moved nor replaced.
  /// - Throws: `alreadyExists` for a folder that is not empty, or a file, or where another run
  ///   writes; `output` where no folder can be made.
  package init(
    _ path: String, force: Bool = false, registry: StagingRegistry = .shared,
    isMountPoint: ((String) -> Bool)? = nil
  ) throws(SinkError) {
    self.path = path
    isReplacing = force
    self.registry = registry
    do throws(SystemFailure) {
      (target, parentsMade) = try OutputFolder.resolve(path)
    } catch {
      throw .cannotMake(path, error)
    }
    let (parent, name) = FileTree.split(target)
    let isFixed = (isMountPoint ?? OutputFolder.isMountPoint)(target)
    let folder = isFixed ? target : parent
    let inside = FolderContents(target: target, name: name, process: SystemCalls.processID)
    contents = isFixed ? inside : nil
    staging =
      isFixed
      ? inside.staging : FileTree.join(folder, ".\(name).partial-\(SystemCalls.processID)")
    if isFixed {
      Leftovers.remove(of: name, within: target, knownTo: registry)
    } else {
      Leftovers.remove(of: name, in: folder, knownTo: registry)
    }
    try OutputFolder.check(target, path: path, force: force, isFixed: isFixed)
    // Two that begin at the same time are told apart when the second publishes.
    if let process = Leftovers.living(of: name, in: folder) {
      throw .otherRun(path, process)
    }
    try registry.add(staging, shownAs: path)
    do throws(SystemFailure) {
      try SystemCalls.makeFolder(staging)
      let descriptor = try SystemCalls.openToRead(staging)
      _ = SystemCalls.lock(descriptor)
      state = Mutex(State(lock: descriptor))
    } catch {
      registry.remove(staging)
      FileTree.remove(staging)
      OutputFolder.removeEmpty(parentsMade)
      throw .cannotMake(path, error)
    }
  }

  /// Creates a file of the dataset.
  ///
  /// - Parameter isOfMany: whether so many may be written that they cannot all be open, nor waited
  ///   for one after another.
  /// - Throws: `alreadyExists` when another file has the path, be it in other case.
  package func makeFile(
    _ relative: String, table: String? = nil, isOfMany: Bool = false
  ) throws(SinkError) -> OutputFile {
    let place = try RelativePath(relative, table: table)
    let shown = FileTree.join(path, place.text)
    if registry.isClosed { throw .interrupted(shown, table: table) }
    let failure: SinkError? = state.withLock { state in
      precondition(state.isOpen, "a file made after the folder's end")
      let parents = place.parents.map { $0.lowercased() }
      guard !state.files.contains(place.folded), !state.folders.contains(place.folded),
        state.files.isDisjoint(with: parents)
      else {
        return SinkError(
          .alreadyExists, path: shown, table: table,
          reason: "two files have this path, or one lies inside the other")
      }
      do throws(SystemFailure) {
        for parent in place.parents {
          state.foldersMade += try FileTree.makeFolders(FileTree.join(staging, parent))
        }
      } catch {
        return error.sinkError(path: shown, table: table)
      }
      state.files.insert(place.folded)
      if isOfMany { state.holdsMany = true }
      state.folders.formUnion(parents)
      return nil
    }
    if let failure { throw failure }
    let stagingPath = FileTree.join(staging, place.text)
    do throws(SystemFailure) {
      return OutputFile(
        path: shown, table: table, descriptor: try SystemCalls.create(stagingPath),
        stagingPath: stagingPath, ownsDescriptor: true, isOfMany: isOfMany, registry: registry)
    } catch {
      throw error.sinkError(path: shown, table: table)
    }
  }

  /// Makes a folder that may stay empty.
  package func makeFolder(_ relative: String, table: String? = nil) throws(SinkError) {
    let place = try RelativePath(relative, table: table)
    let shown = FileTree.join(path, place.text)
    if registry.isClosed { throw .interrupted(shown, table: table) }
    let failure: SinkError? = state.withLock { state in
      do throws(SystemFailure) {
        state.foldersMade += try FileTree.makeFolders(FileTree.join(staging, place.text))
        state.folders.insert(place.folded)
        return nil
      } catch {
        return error.sinkError(path: shown, table: table)
      }
    }
    if let failure { throw failure }
  }

  /// Writes a whole small file, such as the manifest.
  package func write(_ bytes: [UInt8], to relative: String) throws(SinkError) {
    let file = try makeFile(relative)
    try file.write(bytes)
    try file.finish()
  }

  /// Moves the finished dataset to its name.
  ///
  /// After an error it is still aside, to be discarded; or, where the folder around it could not be
  /// waited for, in its place.
  package func publish() throws(SinkError) {
    if registry.isClosed { throw .interrupted(path) }
    let (folders, holdsMany) = state.withLock { state in
      precondition(state.isOpen, "a folder published after its end")
      return (state.foldersMade.reversed() + [staging], state.holdsMany)
    }
    do throws(SystemFailure) {
      if holdsMany, SystemCalls.synchronizesAll {
        // One wait for all, where each file and folder on its own takes milliseconds.
        try SystemCalls.synchronizeAll(staging)
      } else {
        for folder in folders { try FileTree.synchronize(folder) }
      }
    } catch {
      throw error.sinkError(path: path)
    }
    let old = if let contents { try replaceContents(contents) } else { try replace() }
    do throws(SystemFailure) {
      // What was there before goes once the new name is on the disk.
      try FileTree.synchronize(contents?.target ?? FileTree.split(target).folder)
    } catch {
      throw error.sinkError(path: path)
    }
    if let old {
      registry.restore(old)
      FileTree.remove(old)
      registry.remove(old)
    }
    close()
  }

  /// Removes everything written; the target and its surroundings are as they were.
  package func discard() {
    close()
    FileTree.remove(staging)
    registry.remove(staging)
    OutputFolder.removeEmpty(parentsMade)
  }

  /// - Returns: where the folder lies that was replaced.
  private func replace() throws(SinkError) -> String? {
    // From here on a second Ctrl-C finds nothing of this run to remove.
    guard registry.claim(staging) else { throw .interrupted(path) }
    do throws(SystemFailure) {
      return try moveIntoPlace()
    } catch {
      registry.restore(staging)
      if error.isExisting { throw .notEmpty(path) }
      throw error.sinkError(path: path)
    }
  }

  /// - Returns: where that lies what the folder held before.
  private func replaceContents(_ contents: FolderContents) throws(SinkError) -> String? {
    let name = FileTree.split(target).name
    let hadContents: Bool?
    do throws(SystemFailure) {
      hadContents = try registry.moving(staging) { () throws(SystemFailure) in
        try contents.exchange(name: name, isReplacing: isReplacing)
      }
    } catch {
      if error.isExisting { throw .notEmpty(path) }
      throw error.sinkError(path: path)
    }
    guard let hadContents else { throw .interrupted(path) }
    // Nothing is left in it.
    FileTree.remove(staging)
    return hadContents ? contents.old : nil
  }

  private func moveIntoPlace() throws(SystemFailure) -> String? {
    guard isReplacing, try SystemCalls.kind(of: target) == .folder else {
      // Onto an empty folder this succeeds, onto any other it fails: no moment to slip between.
      try SystemCalls.move(staging, to: target)
      return nil
    }
    if try SystemCalls.exchange(staging, target) { return staging }
    let (folder, name) = FileTree.split(target)
    let old = FileTree.join(folder, ".\(name).replaced-\(SystemCalls.processID)")
    try SystemCalls.move(target, to: old)
    do throws(SystemFailure) {
      try SystemCalls.move(staging, to: target)
    } catch {
      try SystemCalls.move(old, to: target)
      throw error
    }
    return old
  }

  private func close() {
    let lock = state.withLock { state in
      let lock = state.lock
      state.lock = nil
      state.isOpen = false
      return lock
    }
    guard let lock else { return }
    do throws(SystemFailure) {
      try SystemCalls.close(lock)
    } catch {
      // Nothing was written through this descriptor.
    }
  }

  /// The target as an absolute path without links, and the parents that had to be made.
  private static func resolve(_ path: String) throws(SystemFailure) -> (String, [String]) {
    var trimmed = path
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    guard !trimmed.isEmpty else { throw SystemFailure.missing }
    do throws(SystemFailure) {
      return (try SystemCalls.resolved(trimmed), [])
    } catch {
      if !error.isMissing { throw error }
    }
    let (folder, name) = FileTree.split(trimmed)
    let made = try FileTree.makeFolders(folder)
    return (FileTree.join(try SystemCalls.resolved(folder), name), made)
  }

  /// Where that cannot be told, moving the folder will tell.
  private static func isMountPoint(_ target: String) -> Bool {
    do throws(SystemFailure) {
      return try SystemCalls.isMountPoint(target)
    } catch {
      return false
    }
  }

  private static func check(
    _ target: String, path: String, force: Bool, isFixed: Bool
  ) throws(SinkError) {
    do throws(SystemFailure) {
      guard let kind = try SystemCalls.kind(of: target) else { return }
      guard kind == .folder else {
        throw SystemFailure.fileInTheWay
      }
      let names =
        try isFixed
        ? FolderContents.names(in: target, name: FileTree.split(target).name)
        : SystemCalls.names(in: target)
      let isEmpty = names.isEmpty
      let current = try SystemCalls.currentFolder()
      if target == "/" || current == target || current.hasPrefix(target + "/")
        || target == SystemCalls.homeFolder
      {
        throw SystemFailure.folderInUse
      }
      if !isEmpty && !force { throw SystemFailure.alreadyThere }
      if !isEmpty, !holdsDataset(target) { throw SystemFailure.foreignFolder }
      // A folder that cannot be moved cannot be put aside either.
      for name in names where isFixed && isMountPoint(FileTree.join(target, name)) {
        throw SystemFailure.mountInside
      }
    } catch {
      switch error {
      case SystemFailure.alreadyThere: throw .notEmpty(path)
      case SystemFailure.foreignFolder: throw .foreign(path)
      case SystemFailure.mountInside:
        throw SinkError(
          .alreadyExists, path: path,
          reason: "another file system is mounted inside of it, so --force cannot replace it")
      case SystemFailure.fileInTheWay:
        throw SinkError(.alreadyExists, path: path, reason: "it is a file, not a folder")
      case SystemFailure.folderInUse:
        throw SinkError(
          .alreadyExists, path: path,
          reason: "it is the current folder, one above it or the home folder; name one inside it")
      default: throw error.sinkError(path: path)
      }
    }
  }

  /// Whether a folder has the manifest of a run, so that what it holds can be made again.
  private static func holdsDataset(_ folder: String) -> Bool {
    do throws(SinkError) {
      _ = try Manifest.read(folder: folder)
      return true
    } catch {
      return false
    }
  }

  private static func removeEmpty(_ folders: [String]) {
    for folder in folders.reversed() {
      do throws(SystemFailure) {
        try SystemCalls.removeFolder(folder)
      } catch {
        return
      }
    }
  }
}

extension SinkError {
  fileprivate static func foreign(_ path: String) -> SinkError {
    SinkError(
      .alreadyExists, path: path,
      reason: "the folder holds no dataset (no \(Manifest.fileName) of one), so --force does not "
        + "replace it; remove it, or name another")
  }

  fileprivate static func otherRun(_ path: String, _ process: Int32) -> SinkError {
    SinkError(.alreadyExists, path: path, reason: "another run, process \(process), is writing it")
  }

  fileprivate static func cannotMake(_ path: String, _ failure: SystemFailure) -> SinkError {
    guard failure.isMissing, !path.isEmpty else { return failure.sinkError(path: path) }
    return SinkError(.output, path: path, reason: "no folder can be made there")
  }

  fileprivate static func notEmpty(_ path: String) -> SinkError {
    SinkError(
      .alreadyExists, path: path, reason: "the folder exists and is not empty; --force replaces it"
    )
  }
}
