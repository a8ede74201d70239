import Columnar
import Testing

@testable import Behaviour

@Suite struct TimeGridTests {
  private static let hours = HourProfile(
    weights: (0..<24).map { [0, 0, 1, 3, 0.5, 0][$0 % 6] })
  private static let grid = TimeGrid(
    firstDay: Workbench.firstDay, weights: [0, 1, 0, 0, 5, 2, 0], hours: hours)

  @Test func `mass and time are inverse where there is weight`() {
    for step in 1..<2000 {
      let p = Double(step) / 2000
      let time = Self.grid.time(at: p)
      #expect(abs(Self.grid.mass(before: time) - p) < 1e-9)
      #expect(Self.grid.mass(before: time + 1) >= Self.grid.mass(before: time))
    }
  }

  @Test func `no time falls on a day or hour without weight`() {
    for step in 0...3000 {
      let time = Self.grid.time(at: min(Double(step) / 3000, 1 - 0x1p-53))
      let day = Int(CivilTime.day(ofMicroseconds: time) - Workbench.firstDay)
      #expect([1, 4, 5].contains(day), "\(step)")
      let hour = Int(time % Workbench.day / (Workbench.day / 24))
      #expect([2, 3, 4].contains(hour % 6), "\(step): hour \(hour)")
    }
  }

  @Test func `mass is 0 before the window and 1 after it`() {
    let start = Workbench.firstDay * Workbench.day
    #expect(Self.grid.mass(before: start - 1) == 0)
    #expect(Self.grid.mass(before: start) == 0)
    #expect(Self.grid.mass(before: start + 7 * Workbench.day) == 1)
    #expect(Self.grid.mass(before: .max) == 1)
    #expect(Self.grid.mass(before: -1) == 0)
  }

  @Test func `a flat day is even`() {
    for step in 0..<1000 {
      let time = HourProfile.flat.time(at: Double(step) / 1000)
      #expect(abs(time - Int64(step) * Workbench.day / 1000) <= 1)
      #expect(abs(HourProfile.flat.mass(before: time) - Double(step) / 1000) < 1e-10)
    }
  }

  @Test func `growth is by the year`() {
    #expect(Growth.factor(0.4, days: 0) == 1)
    #expect(abs(Growth.factor(0.4, days: 365) - 1.4) < 0.001)
    #expect(abs(Growth.factor(1.5, days: 1461) / Growth.factor(1.5, days: 1461 - 365) - 2.5) < 0.01)
  }
}
