import Columnar
import Synchronization
import Testing

@testable import Engine

@Suite struct OrderedWorkTests {
  private static func failure(_ text: String) -> RunError {
    .generation(
      GenerationFailure(
        table: "t", column: nil, position: nil, message: text, code: "c", expected: "e"))
  }

  private static func message(_ body: () throws(RunError) -> Void) -> String? {
    do throws(RunError) {
      try body()
      return nil
    } catch {
      if case .generation(let failure) = error { return failure.message }
      return "\(error)"
    }
  }

  /// Keeps a worker busy for a while that depends on the unit.
  private static func spin(_ unit: Int) -> UInt64 {
    var value = UInt64(unit)
    for _ in 0..<(unit % 7 * 300) { value = value &* 0x9E37_79B9_7F4A_7C15 &+ 1 }
    return value
  }

  private static let never: @Sendable () -> Bool = { false }
  private static let always: @Sendable () -> Bool = { true }

  @Test(arguments: [1, 2, 3, 5, 16])
  func `results are handed on in order, each once, one at a time`(threads: Int) throws {
    let order = Mutex<[Int]>([])
    let inside = Atomic<Int>(0)
    try OrderedWork.run(units: 200, threads: threads, isCancelled: Self.never) {
      (unit, _) throws(RunError) -> Int in
      Self.spin(unit) == 1 ? -1 : unit
    } deliver: { (unit, result) throws(RunError) in
      #expect(inside.add(1, ordering: .sequentiallyConsistent).newValue == 1)
      #expect(unit == result)
      order.withLock { $0.append(unit) }
      inside.subtract(1, ordering: .sequentiallyConsistent)
    }
    #expect(order.withLock { $0 } == Array(0..<200))
  }

  @Test(arguments: [1, 2, 4, 8])
  func `at most two results per worker are made and not handed on`(threads: Int) throws {
    let made = Atomic<Int>(0)
    let most = Mutex(0)
    try OrderedWork.run(units: 300, threads: threads, isCancelled: Self.never) {
      (unit, _) throws(RunError) -> Int in
      // The first unit of each round is slow, so that others wait behind it.
      if unit % 20 == 0 { for step in 0..<200 { _ = Self.spin(step) } }
      let open = made.add(1, ordering: .sequentiallyConsistent).newValue
      most.withLock { $0 = max($0, open) }
      return unit
    } deliver: { (_, _) throws(RunError) in
      made.subtract(1, ordering: .sequentiallyConsistent)
    }
    #expect(most.withLock { $0 } <= 2 * threads)
  }

  @Test(arguments: [1, 2, 3, 5, 16], [0, 1, 17, 99])
  func `the first failing unit ends the work and is the one reported`(
    threads: Int, first: Int
  ) throws {
    for _ in 0..<20 {
      let delivered = Mutex<[Int]>([])
      let message = Self.message { () throws(RunError) in
        try OrderedWork.run(units: 100, threads: threads, isCancelled: Self.never) {
          (unit, _) throws(RunError) -> Int in
          // Later failing units are faster than the first.
          if unit == first { for step in 0..<20 { _ = Self.spin(step) } }
          if unit >= first { throw Self.failure("unit \(unit)") }
          return unit
        } deliver: { (unit, _) throws(RunError) in
          delivered.withLock { $0.append(unit) }
        }
      }
      #expect(message == "unit \(first)")
      #expect(delivered.withLock { $0 } == Array(0..<first))
    }
  }

  @Test(arguments: [1, 2, 5, 16])
  func `a failing delivery ends the work, nothing is handed on after it`(threads: Int) throws {
    for _ in 0..<20 {
      let delivered = Mutex<[Int]>([])
      let message = Self.message { () throws(RunError) in
        try OrderedWork.run(units: 100, threads: threads, isCancelled: Self.never) {
          (unit, _) throws(RunError) -> Int in
          if unit == 60 { throw Self.failure("made \(unit)") }
          return unit
        } deliver: { (unit, _) throws(RunError) in
          if unit == 40 { throw Self.failure("delivered \(unit)") }
          delivered.withLock { $0.append(unit) }
        }
      }
      #expect(message == "delivered 40")
      #expect(delivered.withLock { $0 } == Array(0..<40))
    }
  }

  @Test(arguments: [1, 2, 5])
  func `cancelling ends the work`(threads: Int) throws {
    let done = Atomic<Int>(0)
    let message = Self.message { () throws(RunError) in
      try OrderedWork.run(
        units: 1000, threads: threads,
        isCancelled: { done.load(ordering: .relaxed) >= 10 }
      ) { (unit, _) throws(RunError) -> Int in
        done.add(1, ordering: .relaxed)
        return unit
      } deliver: { (_, _) throws(RunError) in
      }
    }
    #expect(message == "cancelled")
    #expect(done.load(ordering: .relaxed) <= 10 + threads)
  }

  @Test func `no units are no work`() throws {
    try OrderedWork.run(units: 0, threads: 4, isCancelled: Self.always) {
      (_, _) throws(RunError) -> Int in
      throw Self.failure("made")
    } deliver: { (_, _) throws(RunError) in
      throw Self.failure("delivered")
    }
  }

  @Test(arguments: [1, 2, 3, 5, 16])
  func `what handing on puts off is done once, by any worker`(threads: Int) throws {
    let open = Mutex<[Int]>([])
    let done = Mutex<[Int]>([])
    try OrderedWork.run(units: 100, threads: threads, isCancelled: Self.never) {
      (unit, _) throws(RunError) -> Int in
      Self.spin(unit) == 1 ? -1 : unit
    } deliver: { (unit, _) throws(RunError) in
      open.withLock { $0 += (0..<unit % 4).map { unit * 10 + $0 } }
    } takeLater: {
      open.withLock { places in
        defer { places = [] }
        return places.map { place in Self.later { done.withLock { $0.append(place) } } }
      }
    }
    let expected = (0..<100).flatMap { unit in (0..<unit % 4).map { unit * 10 + $0 } }
    #expect(done.withLock { $0.sorted() } == expected)
  }

  @Test(arguments: [1, 2, 3, 5, 16])
  func `of what was put off the first failure is the one reported`(threads: Int) {
    for _ in 0..<20 {
      let open = Mutex<[Int]>([])
      let message = Self.message { () throws(RunError) in
        try OrderedWork.run(units: 60, threads: threads, isCancelled: Self.never) {
          (unit, _) throws(RunError) -> Int in
          if unit == 41 { throw Self.failure("unit") }
          return unit
        } deliver: { (unit, _) throws(RunError) in
          open.withLock { $0 += [unit * 10, unit * 10 + 1] }
        } takeLater: {
          open.withLock { places in
            defer { places = [] }
            return places.map { Self.later(failing: $0) }
          }
        }
      }
      #expect(message == "later 231")
    }
  }

  private static func later(_ body: @Sendable @escaping () -> Void) -> OrderedWork<Int>.Later {
    @Sendable func run() throws(RunError) { body() }
    return run
  }

  /// Fails from place 231 on.
  private static func later(failing place: Int) -> OrderedWork<Int>.Later {
    @Sendable func run() throws(RunError) {
      _ = spin(place)
      if place > 230 { throw failure("later \(place)") }
    }
    return run
  }
}
