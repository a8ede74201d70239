import Columnar
import Dispatch
import Synchronization

/// Why a run stopped.
package enum RunError: Error, Sendable {
  case generation(GenerationFailure)
  case sink(SinkError)
  case cancelled
}

/// Units of work done by any worker and handed on in the order of units.
///
/// At most two units per worker wait or are worked on ahead of the one to be handed on, so memory
/// is bounded by workers.
final class OrderedWork<Result: Sendable>: Sendable {
  typealias Make = @Sendable (Int, WorkerCache) throws(RunError) -> Result
  typealias Deliver = @Sendable (Int, Result) throws(RunError) -> Void

  private struct State: Sendable {
    var waiting: [Int: Result] = [:]
    var next = 0
    var failure: (unit: Int, error: RunError)?
  }

  private let units: Int
  private let isCancelled: @Sendable () -> Bool
  private let make: Make
  private let deliver: Deliver
  private let nextUnit = Atomic<Int>(0)
  private let state = Mutex(State())
  private let room: DispatchSemaphore

  /// - Parameters:
  ///   - isCancelled: asked before each unit.
  ///   - make: does a unit; called by several workers at once.
  ///   - deliver: takes results in the order of units, one at a time.
  static func run(
    units: Int, threads: Int, isCancelled: @Sendable @escaping () -> Bool, make: @escaping Make,
    deliver: @escaping Deliver
  ) throws(RunError) {
    guard units > 0 else { return }
    let workers = max(1, min(threads, units))
    let work = OrderedWork(
      units: units, workers: workers, isCancelled: isCancelled, make: make, deliver: deliver)
    if workers == 1 {
      work.work()
    } else {
      DispatchQueue.concurrentPerform(iterations: workers) { _ in work.work() }
    }
    if let failure = work.state.withLock({ $0.failure }) { throw failure.error }
  }

  private init(
    units: Int, workers: Int, isCancelled: @Sendable @escaping () -> Bool, make: @escaping Make,
    deliver: @escaping Deliver
  ) {
    self.units = units
    self.isCancelled = isCancelled
    self.make = make
    self.deliver = deliver
    // Dispatch traps when a semaphore goes with less than it began with, as after a failure.
    room = DispatchSemaphore(value: 0)
    for _ in 0..<2 * workers { room.signal() }
  }

  private func work() {
    let cache = WorkerCache()
    while true {
      room.wait()
      let unit = nextUnit.wrappingAdd(1, ordering: .relaxed).oldValue
      let mustStop = state.withLock { $0.failure != nil }
      guard unit < units, !mustStop else {
        room.signal()
        return
      }
      do throws(RunError) {
        if isCancelled() { throw .cancelled }
        let result = try make(unit, cache)
        for _ in 0..<drain(adding: result, of: unit) { room.signal() }
      } catch {
        fail(unit, error)
        room.signal()
        return
      }
    }
  }

  /// The failure of the first unit is the one reported, whichever worker was faster.
  private func fail(_ unit: Int, _ error: RunError) {
    state.withLock { state in
      if let first = state.failure, first.unit <= unit { return }
      state.failure = (unit, error)
    }
  }

  /// Hands on all results that are next in order; returns how many.
  private func drain(adding result: Result, of unit: Int) -> Int {
    state.withLock { state in
      state.waiting[unit] = result
      var count = 0
      while let ready = state.waiting.removeValue(forKey: state.next) {
        if state.failure == nil {
          do throws(RunError) {
            try deliver(state.next, ready)
          } catch { state.failure = (state.next, error) }
        }
        state.next += 1
        count += 1
      }
      return count
    }
  }
}
