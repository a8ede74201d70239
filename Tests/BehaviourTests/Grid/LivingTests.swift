import Columnar
import Sampling
import Testing

@testable import Behaviour

/// Lives that end, against looking at every life.
@Suite struct LivingTests {
  static let window = LifeWindow(firstDay: Workbench.firstDay, dayCount: 12)
  static let hours = HourProfile(weights: (0..<24).map { [0, 1, 3, 0.5][$0 / 6] })
  static let start = Workbench.firstDay * Workbench.day

  /// Lives by start and length, in microseconds since the window began.
  enum Shape: CaseIterable, Sendable {
    case none, one, random, short, nested, apart, same, oneEnd, oneStart, touching, stairs, outside

    var lives: [(since: Int64, until: Int64)] {
      let day = Workbench.day
      switch self {
      case .none: return []
      case .one: return [(day / 3, 5 * day + 7)]
      case .random: return LivingTests.random(300, longest: 9 * day)
      case .short: return LivingTests.random(300, longest: 50)
      case .nested: return (0..<60).map { (Int64($0) * 1000, 11 * day - Int64($0) * 999) }
      case .apart: return (0..<60).map { (Int64($0) * day / 7, Int64($0) * day / 7 + 3) }
      case .same: return Array(repeating: (2 * day, 3 * day), count: 40)
      case .oneEnd: return (0..<70).map { (Int64($0 * $0) * day / 900, 6 * day) }
      case .oneStart: return (0..<70).map { (day + 5, day + 6 + Int64($0 % 9) * day / 4) }
      case .touching: return (0..<50).map { (Int64($0) * day / 5, Int64($0 + 1) * day / 5) }
      case .stairs: return (0..<80).map { (Int64($0) * day / 9, Int64($0 + 20) * day / 9) }
      case .outside:
        return [
          (-5 * day, -day), (-5 * day, day), (11 * day, 30 * day), (12 * day, 13 * day),
          (-9 * day, 99 * day), (4 * day, 4 * day), (7 * day, 6 * day),
          (Int64.min / 2 - LivingTests.start, 0), (0, Int64.max / 2 - LivingTests.start),
        ]
      }
    }
  }

  private static func random(_ count: Int, longest: Int64) -> [(since: Int64, until: Int64)] {
    let draws = StreamKey(seed: 5, table: "lives", column: "")
    return (0..<UInt64(count)).map { parent in
      let since = Int64(draws.below(UInt64(13 * Workbench.day), at: parent)) - Workbench.day
      return (since, since + Int64(draws.lane(1).below(UInt64(longest), at: parent)))
    }
  }

  /// Everything about one shape, weights of 1…5 units and a tenth without any.
  private struct Bench {
    var since: [Int64]
    var until: [Int64]
    var units: [UInt64]
    var index: LivingIndex
    var mass: LivingMass
    var instants: [Int64]

    init(_ shape: Shape) throws {
      since = shape.lives.map { $0.since + LivingTests.start }
      until = shape.lives.map { $0.until + LivingTests.start }
      units = since.indices.map { $0 % 10 == 9 ? 0 : UInt64($0 * 7 % 5 + 1) }
      var (starts, ends, present) = (since, until, [Int32]())
      for parent in since.indices where units[parent] > 0 {
        guard let life = LivingTests.window.clipped(since[parent], until[parent]) else { continue }
        (starts[parent], ends[parent]) = (life.lowerBound, life.upperBound)
        present.append(Int32(parent))
      }
      let lives = LifeTimes(since: starts, until: ends)
      let byStart = try TimeOrder.sorted(present, by: starts, .never)
      let byEnd = try TimeOrder.sorted(present, by: ends, .never)
      index = try LivingIndex(
        byStart: byStart, byEnd: byEnd, lives: lives, units: units, .never)
      mass = try LivingMass(
        byStart: byStart, byEnd: byEnd, lives: lives, units: units, window: LivingTests.window,
        hours: LivingTests.hours, .never)
      let end = LivingTests.start + 12 * Workbench.day
      let even = (0..<200).map { LivingTests.start + Int64($0) * 12 * Workbench.day / 200 }
      let near = (starts + ends).flatMap { [$0 - 1, $0, $0 + 1] }
      instants = (even + near).filter { $0 >= LivingTests.start && $0 < end }.sorted()
    }

    func isAlive(_ parent: Int, _ time: Int64) -> Bool {
      since[parent] <= time && time < until[parent]
    }

    /// By adding up lives.
    func mass(before time: Int64, day: Int) -> Double {
      let midnight = LivingTests.start + Int64(day) * Workbench.day
      return since.indices.reduce(0) { sum, parent in
        let from = max(since[parent], midnight) - midnight
        let to = min(until[parent], midnight + time) - midnight
        guard from < to else { return sum }
        let part = LivingTests.hours.mass(before: to) - LivingTests.hours.mass(before: from)
        return sum + Double(units[parent]) * part
      }
    }
  }

  @Test(arguments: Shape.allCases)
  func `each of the living has as many places as it weighs, and nobody else any`(
    shape: Shape
  ) throws {
    let bench = try Bench(shape)
    var moved = LivingSearch(bench.index)
    for time in bench.instants {
      moved.move(to: time)
      var fresh = LivingSearch(bench.index)
      fresh.move(to: time)
      var places = [UInt64](repeating: 0, count: bench.units.count)
      for place in 0..<moved.weight {
        places[Int(moved.parent(at: place))] += 1
        #expect(fresh.parent(at: place) == moved.parent(at: place))
      }
      let wanted = bench.units.indices.map { bench.isAlive($0, time) ? bench.units[$0] : 0 }
      #expect(places == wanted, "\(shape) at \(time - Self.start)")
      #expect(fresh.weight == moved.weight)
    }
  }

  @Test(arguments: Shape.allCases)
  func `a tree is no deeper than halving makes it, and holds each parent once`(
    shape: Shape
  ) throws {
    let index = try Bench(shape).index
    var open = index.nodes.count > 1 ? [(node: 0, depth: 1)] : []
    var deepest = 0
    while let (node, depth) = open.popLast() {
      deepest = max(deepest, depth)
      for next in [index.nodes[node].left, index.nodes[node].right] where next >= 0 {
        open.append((Int(next), depth + 1))
      }
    }
    let count = index.starts.parents.count
    #expect(deepest <= Int.bitWidth - count.leadingZeroBitCount)
    #expect(Set(index.starts.parents).count == count)
    #expect(index.starts.parents.sorted() == index.ends.parents.sorted())
    #expect(index.nodes.count <= count + 1)
  }

  @Test(arguments: Shape.allCases)
  func `the mass of a day is that of the lives in it, and its inverse finds someone alive`(
    shape: Shape
  ) throws {
    let bench = try Bench(shape)
    // Shares of a day end at 1, so they are known to 2^-53 of it, a hundred thousandth of a
    // microsecond; four of them enter.
    let slack = 4 * Double.ulpOfOne * Double(bench.units.reduce(0, +))
    for day in 0..<12 {
      let total = bench.mass(before: Workbench.day, day: day)
      #expect(abs(bench.mass.totals[day] - total) <= 1e-12 * (1 + total), "\(shape), day \(day)")
      // A day in which nobody lives has no mass at all.
      #expect((total == 0) == (bench.mass.totals[day] == 0))
      for time in stride(from: 0, through: Workbench.day, by: Int(Workbench.day / 37)) {
        let found = bench.mass.mass(before: time, day: day)
        #expect(abs(found - bench.mass(before: time, day: day)) <= 1e-12 * (1 + total))
      }
      guard total > 0 else { continue }
      for step in 0...400 {
        let mass = min(
          bench.mass.totals[day] * Double(step) / 400, bench.mass.totals[day].nextDown)
        let time = bench.mass.time(at: mass, day: day, in: 0..<Workbench.day)
        // Nobody comes in the first six hours; a microsecond is what times are rounded to.
        #expect(time >= Workbench.day / 4 && time < Workbench.day)
        let instant = Self.start + Int64(day) * Workbench.day + time
        #expect(bench.units.indices.contains { bench.units[$0] > 0 && bench.isAlive($0, instant) })
        let low = bench.mass.mass(before: time, day: day)
        let high = bench.mass.mass(before: min(time + 1, Workbench.day), day: day)
        #expect(low <= mass + slack && mass <= high + slack, "\(shape), day \(day), \(step)")
      }
    }
  }

  @Test(arguments: Shape.allCases)
  func `living weight and expected shares are those of adding up every day of every life`(
    shape: Shape
  ) throws {
    let bench = try Bench(shape)
    let weights = bench.units.map { Double($0) }
    let lives = try Lifespans(
      since: bench.since, until: bench.until, window: Self.window, hours: Self.hours, .never)
    let living = try lives.livingWeight(weights: weights)
    let wanted = (0..<12).map { bench.mass(before: Workbench.day, day: $0) }
    for day in 0..<12 {
      #expect(abs(living[day] - wanted[day]) <= 1e-11 * (1 + wanted[day]))
      #expect((living[day] == 0) == (wanted[day] == 0))
    }
    let days = (0..<12).map { wanted[$0] > 0 ? Double($0 % 4 + 1) : 0 }
    let expected = try lives.expectedShares(weights: weights, living: living, days: days)
    for parent in bench.units.indices {
      var alone = bench
      alone.units = bench.units.indices.map { $0 == parent ? bench.units[$0] : 0 }
      let share = (0..<12).reduce(0.0) { sum, day in
        wanted[day] > 0
          ? sum + days[day] * alone.mass(before: Workbench.day, day: day) / wanted[day] : sum
      }
      #expect(abs(expected[parent] - share) <= 1e-11 * (1 + share), "\(shape), \(parent)")
    }
  }

  @Test(arguments: Shape.allCases)
  func `what is kept takes no more than plans say`(shape: Shape) throws {
    let bench = try Bench(shape)
    let (index, mass) = (bench.index, bench.mass)
    let count = bench.units.count
    var lists = 0
    for list in [index.starts, index.ends] {
      lists += list.times.count * 8 + list.parents.count * 4 + list.sums.count * 8
    }
    // One entry at the end of each array is not counted by parents.
    #expect(lists + index.nodes.count * MemoryLayout<LivingIndex.Node>.stride <= 64 * count + 40)
    #expect(mass.times.count == mass.masses.count)
    #expect(mass.times.count * 16 <= 32 * count + 16 * 12)
    #expect((mass.first.count - 1 + mass.totals.count) * 8 <= 16 * 12)
  }

  @Test(arguments: [0, 1, 4096, 4097, 70_000])
  func `positions are sorted by time, those of one time as they stood`(count: Int) throws {
    let draws = StreamKey(seed: 6, table: "times", column: "")
    for width in [1 as UInt64, 40, 1 << 20, 1 << 47, 1 << 63] {
      var times = (0..<UInt64(count)).map { Int64(draws.below(width, at: $0)) - 17 }
      if count > 1 { (times[0], times[count - 1]) = (.max, .min) }
      let positions = times.indices.filter { $0 % 5 != 3 }.map { Int32($0) }
      let found = try TimeOrder.sorted(positions, by: times, .never)
      #expect(found == positions.sorted { (times[Int($0)], $0) < (times[Int($1)], $1) })
    }
  }
}
