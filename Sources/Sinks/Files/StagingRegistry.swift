import Columnar
import Synchronization

typealias SinkErrorKind = SinkError.Kind

/// What this process has written aside and not yet moved into place.
///
/// After `removeAll` nothing new can be staged and every write fails as interrupted, so that
/// workers still running cannot leave anything behind. It takes locks and memory: call it from a
/// thread or dispatch source that waits for the signal, not inside a signal handler.
package final class StagingRegistry: Sendable {
  private struct State {
    var paths: [String] = []
    var isClosed = false
  }

  /// The registry of the process; others serve tests.
  package static let shared = StagingRegistry()

  private let state = Mutex(State())

  init() {}

  package static func removeAll() { shared.removeAll() }

  func removeAll() {
    let paths = state.withLock { state in
      state.isClosed = true
      let result = state.paths
      state.paths = []
      return result
    }
    for path in paths { FileTree.remove(path) }
  }

  /// The paths staged now, sorted.
  package var paths: [String] { state.withLock { $0.paths.sorted() } }

  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// - Throws: `alreadyExists` when this process stages the path already, `interrupted` after
  ///   `removeAll`.
  func add(_ path: String, shownAs target: String) throws(SinkError) {
    let failure: SinkError? = state.withLock { state in
      if state.isClosed { return .interrupted(target) }
      if state.paths.contains(path) {
        return SinkError(.alreadyExists, path: target, reason: "this run writes to it already")
      }
      state.paths.append(path)
      return nil
    }
    if let failure { throw failure }
  }

  /// Takes a path out so that `removeAll` leaves it alone while it is moved into place.
  ///
  /// - Returns: false after `removeAll`.
  func claim(_ path: String) -> Bool {
    state.withLock { state in
      if state.isClosed { return false }
      state.paths.removeAll { $0 == path }
      return true
    }
  }

  /// Moves a path into place in several steps that `removeAll` waits for, and takes it out.
  ///
  /// - Returns: nil after `removeAll`; then nothing is moved.
  func moving<Result: Sendable>(
    _ path: String, _ steps: () throws(SystemFailure) -> Result
  ) throws(SystemFailure) -> Result? {
    try state.withLock { (state) throws(SystemFailure) in
      if state.isClosed { return nil }
      let result = try steps()
      state.paths.removeAll { $0 == path }
      return result
    }
  }

  /// Puts a path back, unless nothing may be staged any more.
  func restore(_ path: String) {
    state.withLock { state in
      if !state.isClosed { state.paths.append(path) }
    }
  }

  func remove(_ path: String) {
    state.withLock { state in state.paths.removeAll { $0 == path } }
  }

  func contains(_ path: String) -> Bool { state.withLock { $0.paths.contains(path) } }
}

extension SinkError {
  static func interrupted(_ path: String, table: String? = nil) -> SinkError {
    SinkError(.interrupted, path: path, table: table, reason: "the run was interrupted")
  }
}
