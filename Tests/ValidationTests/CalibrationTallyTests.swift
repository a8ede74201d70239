import Testing

@testable import Validation

@Suite struct CalibrationTallyTests {
  private func finding(_ code: String, p: Double) -> Finding {
    let result = TestResult("z", 1, p: p, n: 10, effect: Effect("distance", 0, .probability))
    return Finding(
      code: code, layer: .marginals, table: "t", columns: [code], pointer: "/t",
      outcome: .chance(result), sentence: code)
  }

  @Test func `even p-values are uniform, squared ones are not, ones tell nothing`() throws {
    var tally = CalibrationTally()
    for step in 0..<200 {
      let share = (Double(step) + 0.5) / 200
      tally.add(
        Report([
          finding("even", p: share), finding("small", p: share * share), finding("silent", p: 1),
        ]))
    }
    let found = tally.uniformity()
    #expect(found.map(\.test.code) == ["even", "small"])
    #expect(found[0].adjustedP == 1)
    #expect(found[1].adjustedP < 1e-6)
    #expect(tally.tests.map(\.ps.count) == [200, 200, 200])
  }

  @Test func `tests that are alike in name are told apart by their turn`() {
    var tally = CalibrationTally()
    for _ in 0..<3 { tally.add(Report([finding("a", p: 0.1), finding("a", p: 0.9)])) }
    #expect(tally.tests.map(\.ps) == [[0.1, 0.1, 0.1], [0.9, 0.9, 0.9]])
  }

  @Test func `a seed fails at every rate above its smallest p, and where something is wrong`() {
    var tally = CalibrationTally()
    tally.add(Report([finding("a", p: 0.04), finding("b", p: 0.5)]))
    tally.add(
      Report([
        Finding(
          code: "row-count", layer: .structure, table: "t", columns: [], pointer: "/t",
          outcome: .exact(wrong: 1, n: 2), sentence: "")
      ]))
    #expect(tally.smallest == [0.08, 0])
    #expect(tally.failures(at: 0.01) == 1)
    #expect(tally.failures(at: 0.1) == 2)
  }
}
