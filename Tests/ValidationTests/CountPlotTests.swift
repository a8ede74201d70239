import Sampling
import Testing

@testable import Validation

@Suite struct CountPlotTests {
  private func cells(_ count: Int) -> [CountPlot.Cell] {
    (0..<count).map { CountPlot.Cell("\($0)", found: Double($0), expected: 1) }
  }

  @Test(arguments: [2, 47, 48, 49, 1000]) func `too many cells join, and nothing is lost`(
    count: Int
  ) throws {
    for order in [CellOrder.ordered, .named] {
      let plot = try #require(CountPlot(cells(count), order: order))
      #expect(plot.cells.count <= CountPlot.most)
      #expect(plot.cells.reduce(0) { $0 + $1.expected } == Double(count))
      #expect(plot.cells.reduce(0) { $0 + $1.found } == Double(count * (count - 1) / 2))
    }
  }

  @Test func `of names the farthest stay, in their order`() throws {
    let plot = try #require(CountPlot(cells(1000), order: .named, most: 3))
    #expect(plot.cells.map(\.title) == ["998", "999", "998 others"])
  }

  @Test func `one cell is no picture`() { #expect(CountPlot(cells(1), order: .ordered) == nil) }
}

@Suite struct HistogramTests {
  private func laws() throws -> [any Distribution] {
    [
      try Normal(form: 0, [10, 2]), try Uniform(form: 0, [0, 5]), try Poisson(form: 0, [3]),
      try Binomial(form: 0, [200, 0.3]), try Pareto(form: 0, [1.5, 1]),
    ]
  }

  @Test func `cells hold all of a law, whatever was found`() throws {
    for law in try laws() {
      var picture = Histogram(law)
      picture.add(ValueRun([-1e9, law.quantile(0.5), 1e9], counts: [1, 7, 2]))
      let plot = try #require(picture.plot { "\($0)" })
      #expect(plot.cells.count <= 27)
      #expect(plot.cells.reduce(0) { $0 + $1.found } == 10)
      #expect((plot.cells.reduce(0) { $0 + $1.expected } - 10).magnitude < 1e-9)
    }
  }

  @Test func `a cell of whole numbers is named by its first`() throws {
    var picture = Histogram(try Poisson(form: 0, [3]))
    picture.add(ValueRun([0, 1, 5], counts: [1, 1, 1]))
    let plot = try #require(picture.plot { "\(Int($0))" })
    #expect(plot.cells.filter { $0.found > 0 }.map(\.title) == ["0", "1", "5"])
  }
}
