import Columnar
import Synchronization

/// A file that is written from its start to its end, in one place at a time.
///
/// Bytes go to a path that nobody looks at yet, or to standard output. `finish` makes them durable,
/// or the folder of many files does;
/// who made the file moves it to its place (`OutputFolder`, or `publish` for a single file).
package final class OutputFile: Sendable {
  private struct State {
    var descriptor: Int32?
    var byteCount = 0
    /// Closed for a while, so that others can be open.
    var isResting = false
  }

  /// Where the file will be, as messages name it; `-` for standard output.
  package let path: String
  package let table: String?
  private let stagingPath: String?
  private let ownsDescriptor: Bool
  private let isReplacing: Bool
  /// Whether it is one of many: closed for a while where too many are open, and left to its folder
  /// to wait for.
  private let isOfMany: Bool
  private let registry: StagingRegistry
  private let state: Mutex<State>

  init(
    path: String, table: String?, descriptor: Int32, stagingPath: String?, ownsDescriptor: Bool,
    isReplacing: Bool = false, isOfMany: Bool = false, registry: StagingRegistry = .shared
  ) {
    self.path = path
    self.table = table
    self.stagingPath = stagingPath
    self.ownsDescriptor = ownsDescriptor
    self.isReplacing = isReplacing
    self.isOfMany = isOfMany
    self.registry = registry
    state = Mutex(State(descriptor: descriptor))
  }

  package static func standardOutput(table: String? = nil) -> OutputFile {
    OutputFile(path: "-", table: table, descriptor: 1, stagingPath: nil, ownsDescriptor: false)
  }

  /// Whether the bytes go to a pipe or device as they are written, and not to a file aside.
  package var isStream: Bool { stagingPath == nil }

  /// False once nobody reads the pipe that standard output is; found without writing to it.
  package static var standardOutputHasReader: Bool { SystemCalls.hasReader(1) }

  /// A file whose bytes go nowhere, for a sink that only makes encoders.
  static func nowhere(path: String, table: String?) throws(SinkError) -> OutputFile {
    do throws(SystemFailure) {
      return OutputFile(
        path: path, table: table, descriptor: try SystemCalls.openToWrite("/dev/null"),
        stagingPath: nil, ownsDescriptor: true)
    } catch {
      throw error.sinkError(path: path, table: table)
    }
  }

  /// A device or pipe by its path, written directly.
  static func existing(_ path: String, table: String?) throws(SinkError) -> OutputFile {
    do throws(SystemFailure) {
      return OutputFile(
        path: path, table: table, descriptor: try SystemCalls.openToWrite(path), stagingPath: nil,
        ownsDescriptor: true)
    } catch {
      throw error.sinkError(path: path, table: table)
    }
  }

  /// A single file, written aside in the folder where it will appear when it is published.
  ///
  /// - Throws: `alreadyExists` when the path is taken and `force` is false.
  package static func single(
    _ path: String, table: String? = nil, force: Bool = false,
    registry: StagingRegistry = .shared
  ) throws(SinkError) -> OutputFile {
    let (folder, name) = FileTree.split(path)
    let staging = FileTree.join(folder, ".\(name).partial-\(SystemCalls.processID)")
    do throws(SystemFailure) {
      if let kind = try SystemCalls.kind(of: path) {
        guard kind != .folder else {
          throw SystemFailure.folderInTheWay
        }
        guard force else { throw SystemFailure.alreadyThere }
      }
      _ = try FileTree.makeFolders(folder)
      Leftovers.remove(of: name, in: folder, knownTo: registry)
    } catch {
      throw error.sinkError(path: path, table: table)
    }
    try registry.add(staging, shownAs: path)
    do throws(SystemFailure) {
      let descriptor = try SystemCalls.create(staging)
      // The lock says that this run lives; it goes with the descriptor.
      _ = SystemCalls.lock(descriptor)
      return OutputFile(
        path: path, table: table, descriptor: descriptor, stagingPath: staging,
        ownsDescriptor: true, isReplacing: force, registry: registry)
    } catch {
      registry.remove(staging)
      throw error.sinkError(path: path, table: table)
    }
  }

  package var byteCount: Int { state.withLock { $0.byteCount } }

  package func write(_ parts: [[UInt8]]) throws(SinkError) {
    for part in parts { try write(part) }
  }

  package func write(_ bytes: [UInt8]) throws(SinkError) {
    try makeRoom()
    let failure: SinkError? = state.withLock { state in
      if registry.isClosed { return .interrupted(path, table: table) }
      var done = 0
      do throws(SystemFailure) {
        guard let descriptor = try opened(&state) else {
          preconditionFailure("a file written after its end")
        }
        while done < bytes.count {
          done += try SystemCalls.write(descriptor, unsafe bytes.span.bytes, from: done)
        }
      } catch {
        return error.sinkError(path: path, table: table)
      }
      state.byteCount += done
      return nil
    }
    if let failure { throw failure }
  }

  /// Waits until the bytes are on the disk, unless the folder will, and closes the file.
  package func finish() throws(SinkError) {
    try makeRoom()
    defer { OpenFiles.shared.remove(self) }
    let failure: SystemFailure? = state.withLock { state in
      do throws(SystemFailure) {
        guard let descriptor = try opened(&state) else { return nil }
        if stagingPath != nil, !(isOfMany && SystemCalls.synchronizesAll) {
          try SystemCalls.synchronize(descriptor)
        }
        state.descriptor = nil
        if ownsDescriptor { try SystemCalls.close(descriptor) }
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure.sinkError(path: path, table: table) }
  }

  /// The descriptor, of a file that rests opened again; nil behind the end.
  private func opened(_ state: inout State) throws(SystemFailure) -> Int32? {
    if state.isResting, let stagingPath {
      state.descriptor = try SystemCalls.openToAppend(stagingPath)
      state.isResting = false
    }
    return state.descriptor
  }

  /// Lets the file that was written longest ago rest where too many are open.
  private func makeRoom() throws(SinkError) {
    guard isOfMany, let other = OpenFiles.shared.use(self) else { return }
    try other.rest()
  }

  private func rest() throws(SinkError) {
    let failure: SystemFailure? = state.withLock { state in
      guard let descriptor = state.descriptor else { return nil }
      state.descriptor = nil
      state.isResting = true
      do throws(SystemFailure) {
        try SystemCalls.close(descriptor)
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure.sinkError(path: path, table: table) }
  }

  /// Moves a finished single file to its place.
  package func publish() throws(SinkError) {
    guard let stagingPath else { return }
    if registry.isClosed { throw .interrupted(path, table: table) }
    do throws(SystemFailure) {
      if !isReplacing, try SystemCalls.kind(of: path) != nil { throw SystemFailure.alreadyThere }
    } catch {
      throw error.sinkError(path: path, table: table)
    }
    guard registry.claim(stagingPath) else { throw .interrupted(path, table: table) }
    do throws(SystemFailure) {
      try SystemCalls.move(stagingPath, to: path)
    } catch {
      registry.restore(stagingPath)
      throw error.sinkError(path: path, table: table)
    }
    do throws(SystemFailure) {
      try FileTree.synchronize(FileTree.split(path).folder)
    } catch {
      throw error.sinkError(path: path, table: table)
    }
  }

  /// Closes and removes what was written; nothing of it was visible.
  package func discard() {
    OpenFiles.shared.remove(self)
    let descriptor = state.withLock { state in
      let open = state.descriptor
      state.descriptor = nil
      state.isResting = false
      return open
    }
    if let descriptor, ownsDescriptor {
      do throws(SystemFailure) {
        try SystemCalls.close(descriptor)
      } catch {
        // The bytes are thrown away: that they did not reach the disk is no loss.
      }
    }
    if let stagingPath {
      FileTree.remove(stagingPath)
      registry.remove(stagingPath)
    }
  }
}
