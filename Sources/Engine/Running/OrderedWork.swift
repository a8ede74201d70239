import Columnar
import Dispatch
import Synchronization

/// Why a run stopped.
package enum RunError: Error, Sendable {
  case generation(GenerationFailure)
  /// All that keeps materials from being made, none of which follows from another.
  case preparation([GenerationFailure])
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
    /// One worker hands on at a time; the others leave their results and go on.
    var isDelivering = false
    var failure: (unit: Int, error: RunError)?

    /// The result that is next in order, if it is there; whoever takes it delivers.
    mutating func takeNext() -> (unit: Int, result: Result)? {
      let ready = waiting.removeValue(forKey: next)
      isDelivering = ready != nil
      return ready.map { (next, $0) }
    }
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
      // Units before a failure are still done: the first failure is reported whoever was faster.
      let mustStop = state.withLock { $0.failure.map { $0.unit < unit } ?? false }
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
    var ready = state.withLock { state -> (unit: Int, result: Result)? in
      state.waiting[unit] = result
      return state.isDelivering ? nil : state.takeNext()
    }
    var count = 0
    while let (unit, result) = ready {
      let isWanted = state.withLock { $0.failure.map { $0.unit > unit } ?? true }
      if isWanted {
        do throws(RunError) { try deliver(unit, result) } catch { fail(unit, error) }
      }
      count += 1
      ready = state.withLock { state in
        state.next += 1
        return state.takeNext()
      }
    }
    return count
  }
}
