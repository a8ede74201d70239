import Planning
import Testing

/// Factors by hour: shares hold of the whole, whatever multiplies and in whatever order.
@Suite struct HourFactorTests {
  /// The share of the rows before each hour, 0…24.
  private func cumulative(_ factors: [String]) throws -> [Double] {
    let plan = try PlanBench.plan(
      """
      datagen: 1
      timeframe: {from: 2024-01-01, to: 2024-12-31}
      tables:
        visits:
          rows: 100
          arrivals:
            sorted: true
            factors:
              \(factors.joined(separator: "\n        "))
          columns:
            at: {arrival: timestamp}
      """)
    return try #require(plan.tables[0].arrivals).hours.cumulative
  }

  private static let half = "half: {by: hour, share: {0-12: 50%}}"
  private static let nine = "nine: {by: hour, multiply: {9: 10}}"

  @Test(arguments: [[half, nine], [nine, half]])
  func `a share holds beside a multiplier`(_ factors: [String]) throws {
    let sums = try cumulative(factors)
    #expect(abs(sums[12] - 0.5) < 1e-12)
    // Ten times its neighbours in the morning; the afternoon is even.
    #expect(abs((sums[10] - sums[9]) - 10 * (sums[9] - sums[8])) < 1e-12)
    #expect(abs((sums[18] - sums[12]) - 0.25) < 1e-12)
  }

  @Test func `two shares hold together`() throws {
    let sums = try cumulative([Self.half, "night: {by: hour, share: {0-6: 40%}}"])
    #expect(abs(sums[12] - 0.5) < 1e-12)
    #expect(abs(sums[6] - 0.4) < 1e-12)
  }

  @Test func `multipliers multiply`() throws {
    let sums = try cumulative([Self.nine, "early: {by: hour, multiply: {0-12: 3}}"])
    #expect(abs((sums[10] - sums[9]) / (sums[24] - sums[23]) - 30) < 1e-9)
  }
}
