import Columnar
import Dispatch
import Synchronization

/// Why a run stopped.
package enum RunError: Error, Sendable {
  case generation(GenerationFailure)
  /// What keeps rows of a table, and of those behind it, from being written; the first one first.
  case rows(table: Int, [GenerationFailure])
  /// All that keeps materials from being made, none of which follows from another.
  case preparation([GenerationFailure])
  case sink(SinkError)
  case cancelled
}

/// Units of work done by any worker and handed on in the order of units.
///
/// What handing on puts off is done by any worker before it begins another unit, or behind the last
/// unit by all of them. At most two units per worker wait or are worked on ahead of the one to be
/// handed on, so memory is bounded by workers.
final class OrderedWork<Result: Sendable>: Sendable {
  typealias Make = @Sendable (Int, WorkerCache) throws(RunError) -> Result
  typealias Deliver = @Sendable (Int, Result) throws(RunError) -> Void
  typealias Later = @Sendable () throws(RunError) -> Void

  /// Where something fails: at a unit, or at what the unit put off.
  private struct Place: Comparable {
    var unit: Int
    var order = 0

    static func < (a: Place, b: Place) -> Bool { (a.unit, a.order) < (b.unit, b.order) }
  }

  private struct State: Sendable {
    var waiting: [Int: Result] = [:]
    var next = 0
    /// One worker hands on at a time; the others leave their results and go on.
    var isDelivering = false
    var failure: (place: Place, error: RunError)?
    /// What was put off, by the unit that was handed on; what lies before `nextLater` is begun.
    var later: [(place: Place, body: Later)] = []
    var nextLater = 0
    var laterCount = 0

    mutating func putOff(_ bodies: [Later], by unit: Int) {
      for body in bodies {
        laterCount += 1
        later.append((Place(unit: unit, order: laterCount), body))
      }
    }

    /// What was put off first; of units behind a failure nothing is done any more.
    mutating func takeLater() -> (place: Place, body: Later)? {
      while nextLater < later.count {
        let first = later[nextLater]
        nextLater += 1
        if nextLater == later.count { (later, nextLater) = ([], 0) }
        if failure.map({ first.place < $0.place }) ?? true { return first }
      }
      return nil
    }

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
  private let takeLater: @Sendable () -> [Later]
  private let nextUnit = Atomic<Int>(0)
  private let state = Mutex(State())
  private let room: DispatchSemaphore

  /// - Parameters:
  ///   - isCancelled: asked before each unit.
  ///   - make: does a unit; called by several workers at once.
  ///   - deliver: takes results in the order of units, one at a time.
  ///   - takeLater: called behind each `deliver` for what it has put off.
  static func run(
    units: Int, threads: Int, isCancelled: @Sendable @escaping () -> Bool, make: @escaping Make,
    deliver: @escaping Deliver, takeLater: @Sendable @escaping () -> [Later] = { [] }
  ) throws(RunError) {
    guard units > 0 else { return }
    let workers = max(1, min(threads, units))
    let work = OrderedWork(
      units: units, workers: workers, isCancelled: isCancelled, make: make, deliver: deliver,
      takeLater: takeLater)
    perform(workers) { work.work() }
    perform(min(threads, work.state.withLock { $0.later.count - $0.nextLater })) {
      while work.doLater() {}
    }
    if let failure = work.state.withLock({ $0.failure }) { throw failure.error }
  }

  private static func perform(_ workers: Int, _ body: @Sendable () -> Void) {
    if workers > 1 {
      DispatchQueue.concurrentPerform(iterations: workers) { _ in body() }
    } else if workers == 1 {
      body()
    }
  }

  private init(
    units: Int, workers: Int, isCancelled: @Sendable @escaping () -> Bool, make: @escaping Make,
    deliver: @escaping Deliver, takeLater: @Sendable @escaping () -> [Later]
  ) {
    self.units = units
    self.isCancelled = isCancelled
    self.make = make
    self.deliver = deliver
    self.takeLater = takeLater
    // Dispatch traps when a semaphore goes with less than it began with, as after a failure.
    room = DispatchSemaphore(value: 0)
    for _ in 0..<2 * workers { room.signal() }
  }

  private func work() {
    let cache = WorkerCache()
    while true {
      // Behind the last unit all workers do what is left.
      while nextUnit.load(ordering: .relaxed) < units, doLater() {}
      room.wait()
      let unit = nextUnit.wrappingAdd(1, ordering: .relaxed).oldValue
      // Units before a failure are still done: the first failure is reported whoever was faster.
      let mustStop = state.withLock { $0.failure.map { $0.place.unit < unit } ?? false }
      guard unit < units, !mustStop else {
        room.signal()
        return
      }
      do throws(RunError) {
        if isCancelled() { throw .cancelled }
        let result = try make(unit, cache)
        for _ in 0..<drain(adding: result, of: unit) { room.signal() }
      } catch {
        fail(Place(unit: unit), error)
        room.signal()
        return
      }
    }
  }

  /// Does what was put off first; false where nothing was.
  private func doLater() -> Bool {
    guard let (place, body) = state.withLock({ $0.takeLater() }) else { return false }
    do throws(RunError) {
      if isCancelled() { throw .cancelled }
      try body()
    } catch {
      fail(place, error)
    }
    return true
  }

  /// The failure of the first unit is the one reported, whichever worker was faster.
  private func fail(_ place: Place, _ error: RunError) {
    state.withLock { state in
      if let first = state.failure, first.place <= place { return }
      state.failure = (place, error)
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
      let isWanted = state.withLock { $0.failure.map { $0.place.unit > unit } ?? true }
      if isWanted {
        do throws(RunError) {
          try deliver(unit, result)
          let more = takeLater()
          state.withLock { $0.putOff(more, by: unit) }
        } catch {
          fail(Place(unit: unit), error)
        }
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
