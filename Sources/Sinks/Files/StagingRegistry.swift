import Columnar
import Synchronization

typealias SinkErrorKind = SinkError.Kind

/// What this process has written aside and not yet moved into place.
///
/// After `removeAll` nothing new can be staged and every write fails as interrupted, so that
/// workers still running cannot leave anything behind. It takes locks and memory: call it from a
/// thread or dispatch source that waits for the signal, not inside a signal handler.
package enum StagingRegistry {
  private struct State {
    var paths: [String] = []
    var isClosed = false
  }

  private static let state = Mutex(State())

  package static func removeAll() {
    let paths = state.withLock { state in
      state.isClosed = true
      let result = state.paths
      state.paths = []
      return result
    }
    for path in paths { FileTree.remove(path) }
  }

  /// The paths staged now, sorted.
  package static var paths: [String] { state.withLock { $0.paths.sorted() } }

  static var isClosed: Bool { state.withLock { $0.isClosed } }

  static func add(_ path: String) throws(SinkError) {
    let isClosed = state.withLock { state in
      if !state.isClosed { state.paths.append(path) }
      return state.isClosed
    }
    if isClosed { throw .interrupted(path) }
  }

  static func remove(_ path: String) {
    state.withLock { state in state.paths.removeAll { $0 == path } }
  }

  static func contains(_ path: String) -> Bool {
    state.withLock { $0.paths.contains(path) }
  }

  /// Lets a test go on after `removeAll`.
  static func reopen() { state.withLock { $0.isClosed = false } }
}

extension SinkError {
  static func interrupted(_ path: String, table: String? = nil) -> SinkError {
    SinkError(.interrupted, path: path, table: table, reason: "the run was interrupted")
  }
}
