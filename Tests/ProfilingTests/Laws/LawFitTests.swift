import Foundation
import Testing

@testable import Profiling

/// Fits against SciPy's, Tests/ProfilingTests/Fixtures/fits.csv by Scripts/oracles/fits_fixture.py.
@Suite struct LawFitTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var word: String
    var ends: [Double]
    var values: [Double]
    var names: [String]
    var parameters: [Double]
    var errors: [Double]
    var distance: Double
    var testDescription: String { "\(word) \(ends)" }
  }

  static let whole: Set<String> = ["poisson", "negative_binomial", "geometric"]

  static func cases() throws -> [Case] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/fits.csv")
    let numbers = { (text: Substring) in text.split(separator: ";").compactMap { Double($0) } }
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
      let parts = line.split(separator: ",", omittingEmptySubsequences: false)
      return Case(
        word: String(parts[0]), ends: parts[1...2].compactMap { Double($0) },
        values: numbers(parts[3]), names: parts[4].split(separator: ";").map(String.init),
        parameters: numbers(parts[5]), errors: numbers(parts[6]),
        distance: try #require(Double(parts[7])))
    }
  }

  private static func sample(_ item: Case) -> LawSample {
    var counts: [(value: Double, count: Int)] = []
    for value in item.values {
      if counts.last?.value == value {
        counts[counts.count - 1].count += 1
      } else {
        counts.append((value, 1))
      }
    }
    return LawSample(counts, width: whole.contains(item.word) ? 1 : 0)
  }

  @Test(arguments: try cases())
  func `the likeliest parameters are SciPy's, to within what cells lose`(item: Case) throws {
    let sample = Self.sample(item)
    #expect(item.values.count == 1000)
    let fit = try #require(
      LawFit.fit(
        item.word, sample, isWhole: Self.whole.contains(item.word), lower: item.ends.first,
        upper: item.ends.last))
    for (index, name) in item.names.enumerated() {
      let found = try #require(fit.parameters.first { $0.name == name }).value
      // 64 cells tell nearly as much as the values; half an error is what they may lose.
      #expect((found - item.parameters[index]).magnitude <= 0.5 * item.errors[index], "\(name)")
    }
  }

  @Test(arguments: try cases())
  func `the distance is that of Kolmogorov and Smirnov`(item: Case) throws {
    let law = try #require(LawFamily.law(item.word, item.names, item.parameters))
    let cells = try #require(
      CutLawCells(
        law, lower: item.ends.first, upper: item.ends.last,
        width: Self.whole.contains(item.word) ? 1 : 0))
    #expect((cells.distance(Self.sample(item)) - item.distance).magnitude <= 1e-9)
  }

  @Test(arguments: try cases())
  func `the law that values are of is near, and what is chosen is no farther`(item: Case) throws {
    let isWhole = Self.whole.contains(item.word)
    let best = try #require(LawFit.best(Self.sample(item), isWhole: isWhole))
    let own = try #require(
      LawFit.fit(
        item.word, Self.sample(item), isWhole: isWhole, lower: item.ends.first,
        upper: item.ends.last))
    #expect(best.fits && own.fits)
    #expect(best.aic <= own.aic + 1e-6, "\(best.word)")
  }

  private static func spread(_ quantile: (Double) -> Double, width: Double) -> LawSample {
    let values = (0..<1000).map { quantile((Double($0) + 0.5) / 1000) }.sorted()
    var counts: [(value: Double, count: Int)] = []
    for value in values {
      if counts.last?.value == value {
        counts[counts.count - 1].count += 1
      } else {
        counts.append((value, 1))
      }
    }
    return LawSample(counts, width: width)
  }

  @Test func `what is even is found to be, between round ends`() throws {
    let fit = try #require(LawFit.best(Self.spread({ 5 + 20 * $0 }, width: 0), isWhole: false))
    #expect(fit.word == "uniform")
    #expect(fit.parameters.map(\.value) == [5, 25])
  }

  @Test func `dice are whole numbers from 1 to 6`() throws {
    let dice = Self.spread({ (6 * $0).rounded(.down) + 1 }, width: 1)
    let fit = try #require(LawFit.best(dice, isWhole: true))
    #expect(fit.word == "integer" && fit.parameters.map(\.value) == [1, 6])
  }

  @Test func `zeros beside a law are told apart`() throws {
    let mixed = Self.spread(
      { $0 < 0.4 ? 0 : -30 * Foundation.log(1 - ($0 - 0.4) / 0.6) }, width: 0)
    let fit = try #require(LawFit.best(mixed, isWhole: false))
    #expect(((fit.zeros ?? 0) - 0.4).magnitude < 0.01)
    #expect(fit.fits)
  }

  @Test func `two heaps are of no law`() throws {
    let heaps = Self.spread({ $0 < 0.5 ? 10 + $0 : 90 + $0 }, width: 0)
    #expect(LawFit.best(heaps, isWhole: false)?.fits == false)
  }

  @Test func `few values, and equal ones, are of none`() {
    #expect(LawFit.best(LawSample([(1, 3), (2, 2)], width: 1), isWhole: true) == nil)
    #expect(LawFit.best(LawSample([(7, 100)], width: 1), isWhole: true) == nil)
  }
}
