import Columnar
import Sampling
import Testing

@testable import Behaviour

/// Rows of a grid: how many, in which order, and the same however they are asked for.
@Suite struct GridRowsTests {
  private static let hours = HourProfile(
    weights: (0..<24).map { $0 < 6 ? 0 : $0 < 12 ? 1 : 2 })

  /// Parents that start on 40 days before and in a window of 60, some at noon.
  private static func parents(_ count: Int, until: Bool) -> GridParents {
    let since = (0..<count).map { index in
      (Workbench.firstDay - 40 + Int64(index * 7 % 80)) * Workbench.day
        + Int64(index % 3) * Workbench.day / 3
    }
    return GridParents(
      since: since, until: until ? since.map { $0 + 25 * Workbench.day + 1234 } : nil,
      weights: (0..<count).map { Double($0 % 5) + ($0 % 5 == 0 ? 0 : 0.5) })
  }

  enum Shape: CaseIterable, Sendable {
    case times, cohorts, lives

    func grid(_ rows: Int, days: Int = 60) throws(GridProblem) -> ArrivalGrid {
      let builder = Workbench.builder(rows: rows, days: days, hours: GridRowsTests.hours)
      if self == .times { return try builder.grid() }
      return try builder.grid(
        over: GridRowsTests.parents(50, until: self == .lives), heterogeneity: nil,
        rowKeys: Workbench.keys(50))
    }
  }

  @Test(arguments: Shape.allCases, [0, 1, 2, 127, 128, 129, 5000, 40_000])
  func `there are exactly as many rows as asked for, in order of time`(
    shape: Shape, count: Int
  ) throws {
    let grid = try shape.grid(count)
    let (times, parents) = Workbench.rows(grid)
    #expect(times.count == count)
    #expect(parents.count == (shape == .times ? 0 : count))
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
    let window = Workbench.firstDay * Workbench.day..<(Workbench.firstDay + 60) * Workbench.day
    #expect(times.allSatisfy { window.contains($0) })
    // Nobody comes before six.
    #expect(times.allSatisfy { ($0 % Workbench.day) >= Workbench.day / 4 })
  }

  @Test(arguments: [Shape.cohorts, .lives])
  func `a row's parent is alive at its time`(shape: Shape) throws {
    let (times, chosen) = Workbench.rows(try shape.grid(40_000))
    let parents = Self.parents(50, until: shape == .lives)
    for (time, parent) in zip(times, chosen) {
      #expect(parents.since[Int(parent)] <= time)
      if let until = parents.until { #expect(time < until[Int(parent)]) }
      #expect(parents.weights[Int(parent)] > 0)
    }
  }

  @Test(arguments: Shape.allCases, [700, 20_000])
  func `any range and any row alone are those of the whole`(shape: Shape, count: Int) throws {
    let grid = try shape.grid(count)
    let (times, parents) = Workbench.rows(grid)
    var last: GridRows?
    for start in stride(from: 0, to: count, by: count / 23) {
      var fresh: GridRows?
      let alone = grid.rows(start..<start + 1, last: &fresh)
      #expect(alone.times == [times[start]])
      let range = start..<min(start + count / 17, count)
      let part = grid.rows(range, last: &last)
      #expect(part.times == Array(times[range]))
      guard shape != .times else { continue }
      #expect(alone.parents == [parents[start]])
      #expect(part.parents == Array(parents[range]))
    }
    // Backwards, so that the leaf kept from the last call is the wrong one.
    for row in stride(from: count - 1, through: 0, by: -(count / 29)) {
      #expect(grid.rows(row..<row + 1, last: &last).times == [times[row]])
    }
  }

  @Test(arguments: Shape.allCases)
  func `each row lies in the day that holds it`(shape: Shape) throws {
    let grid = try shape.grid(3000)
    let (times, _) = Workbench.rows(grid)
    #expect(grid.firstRow.first == 0)
    #expect(grid.firstRow.last == 3000)
    for row in stride(from: 0, to: 3000, by: 13) {
      let day = Int(CivilTime.day(ofMicroseconds: times[row]) - Workbench.firstDay)
      #expect(grid.day(ofRow: row) == day)
      #expect((grid.firstRow[day]..<grid.firstRow[day + 1]).contains(row))
    }
  }

  @Test func `other parents change no time`() throws {
    let builder = Workbench.builder(rows: 4000, days: 60)
    let few = try builder.grid(
      over: Self.parents(50, until: false), heterogeneity: nil, rowKeys: Workbench.keys(50))
    let many = try builder.grid(
      over: Self.parents(80, until: false), heterogeneity: .gamma(shape: 1),
      rowKeys: Workbench.keys(80))
    #expect(Workbench.rows(few).times == Workbench.rows(many).times)
    #expect(Workbench.rows(few).parents != Workbench.rows(many).parents)
  }

  @Test func `other hours change no count of a day`() throws {
    let flat = try Workbench.builder(rows: 4000, days: 60).grid()
    let shaped = try Workbench.builder(rows: 4000, days: 60, hours: Self.hours).grid()
    #expect(flat.firstRow == shaped.firstRow)
  }
}
