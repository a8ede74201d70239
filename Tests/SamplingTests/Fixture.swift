import Foundation

/// Comma-separated rows of a committed fixture, written by Scripts/oracles.
enum Fixture {
  static func rows(_ name: String) throws -> [[String]] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let url = folder.appendingPathComponent("Fixtures").appendingPathComponent(name)
    return try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }
}

struct MissingNumber: Error { var text: String }

/// A hexadecimal or decimal number of a fixture.
func number(_ text: String) throws -> Double {
  guard let value = Double(text) else { throw MissingNumber(text: text) }
  return value
}
