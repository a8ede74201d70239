import Foundation
import Testing

/// Comma-separated rows of a committed fixture, written by Scripts/oracles/statistics_fixture.py.
enum Fixture {
  static func rows(_ name: String) throws -> [[String]] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    return try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      .split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
  }

  /// The numbers of a list joined by ';'.
  static func numbers(_ text: String) throws -> [Double] {
    try text.split(separator: ";").map { try #require(Double($0)) }
  }
}

/// How far a value is from its oracle, relative to the oracle's.
func relativeError(_ value: Double, _ expected: Double) -> Double {
  value == expected ? 0 : (value - expected).magnitude / expected.magnitude
}
