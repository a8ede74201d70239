/// What all values of a column are multiples of.
package enum ValueGrid: Encodable, Hashable, Sendable {
  /// Digits behind the point.
  case digits(Int)
  /// In the unit of the values; of times in microseconds.
  case step(Double)

  /// The distance of two neighbours.
  package var width: Double {
    switch self {
    case .digits(let count): (0..<count).reduce(1.0) { width, _ in width / 10 }
    case .step(let step): step
    }
  }

  private enum CodingKeys: String, CodingKey {
    case digits, step
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .digits(let count): try container.encode(count, forKey: .digits)
    case .step(let step): try container.encode(step, forKey: .step)
    }
  }

  private static let steps: [Double] = [1000, 500, 100, 50, 10, 5, 0.5, 0.25, 0.05]
  /// Days, hours, quarters of one, minutes, seconds.
  private static let spans: [Double] = [86_400e6, 3600e6, 900e6, 60e6, 1e6]
  private static let digits = [0, 1, 2, 3, 4]

  /// The grids that values of a kind may be on, the widest first.
  static func candidates(_ column: OpenColumn) -> [ValueGrid] {
    switch column.kind {
    case .whole: steps.filter { $0 >= 1 }.map { .step($0) }
    case .number:
      steps.filter { $0 >= 1 }.map { .step($0) } + [
        .digits(0), .step(0.5), .step(0.25), .digits(1),
      ]
        + [.step(0.05)] + digits.dropFirst(2).map { .digits($0) }
    case .timestamp, .time: spans.map { .step($0) }
    default: []
    }
  }

  /// Whether a value lies on the grid, in SQL.
  ///
  /// - Parameters:
  ///   - number: the value as a float.
  func condition(_ number: String, _ column: OpenColumn) -> String {
    switch self {
    case .digits(let count):
      // What is nearest to a multiple among floats counts as one.
      column.sqlType == "FLOAT"
        ? "CAST(round(\(number), \(count)) AS FLOAT) = \(column.sql)"
        : "round(\(number), \(count)) = \(number)"
    case .step(let step) where step >= 1: "\(number) % \(step) = 0"
    case .step(let step): "round(\(number) * \(1 / step), 0) = \(number) * \(1 / step)"
    }
  }
}
