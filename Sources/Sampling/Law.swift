/// A parameter of a law that is one value, or one value per row.
package enum LawArgument: Sendable {
  case constant(Double)
  case perRow([Double])

  subscript(row: Int) -> Double {
    switch self {
    case .constant(let value): value
    case .perRow(let values): values[row]
    }
  }

  /// The value when it is the same in every row.
  var constant: Double? {
    if case .constant(let value) = self { value } else { nil }
  }
}

/// A family of distributions with its sampler, distribution function, quantile and moments.
///
/// - Draws: `draw` and `draws` give the same bits for the same stream and row, whatever the batch.
/// - Oracle: SciPy; Tests/SamplingTests/Fixtures.
package protocol Law: Sendable {
  /// The word documents use.
  static var word: String { get }
  static var summary: String { get }
  /// The ways to write the parameters; most laws have one.
  static var forms: [LawForm] { get }
  static var isDiscrete: Bool { get }

  /// - Throws: `LawProblem` when a parameter lies outside its domain.
  init(form: Int, _ parameters: [Double]) throws(LawProblem)

  var mean: Double { get }
  var variance: Double { get }
  /// Where the law has probability; the ends may be infinite.
  var support: ClosedRange<Double> { get }
  /// What `draw` can return; finite.
  var drawnRange: ClosedRange<Double> { get }

  /// The probability of at most x.
  func cdf(_ x: Double) -> Double
  /// The probability of more than x, accurate where it is small.
  func survival(_ x: Double) -> Double
  /// The smallest x whose `cdf` reaches p; NaN outside 0…1.
  func quantile(_ p: Double) -> Double
  /// The smallest x whose `survival` is at most q, accurate where q is small.
  func upperQuantile(_ q: Double) -> Double

  func draw(_ stream: StreamKey, _ row: UInt64) -> Double
  func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double]

  /// A draw of the law cut to an interval, both ends included, by the inverse of the distribution
  /// function on that part; NaN when the interval holds no probability (or less than 10^-300).
  func draw(_ stream: StreamKey, _ row: UInt64, within interval: ClosedRange<Double>) -> Double
  func draws(_ stream: StreamKey, _ rows: RowKeys, within interval: ClosedRange<Double>) -> [Double]

  /// A batch whose parameters and ends may differ by row.
  ///
  /// - Returns: NaN in rows whose parameters are outside their domain or whose interval is empty.
  static func draws(
    form: Int, _ parameters: [LawArgument], _ stream: StreamKey, _ rows: RowKeys,
    lower: LawArgument?, upper: LawArgument?
  ) -> [Double]
}

extension Law {
  package func survival(_ x: Double) -> Double { 1 - cdf(x) }

  package func upperQuantile(_ q: Double) -> Double { quantile(1 - q) }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    rows.map { draw(stream, $0) }
  }

  package func draw(
    _ stream: StreamKey, _ row: UInt64, within interval: ClosedRange<Double>
  ) -> Double {
    guard let cut = CutLaw(self, to: interval) else { return .nan }
    return cut.value(stream.uniform(at: row))
  }

  package func draws(
    _ stream: StreamKey, _ rows: RowKeys, within interval: ClosedRange<Double>
  ) -> [Double] {
    guard let cut = CutLaw(self, to: interval) else {
      return [Double](repeating: .nan, count: rows.count)
    }
    return stream.uniforms(for: rows).map { cut.value($0) }
  }

  package static func draws(
    form: Int, _ parameters: [LawArgument], _ stream: StreamKey, _ rows: RowKeys,
    lower: LawArgument?, upper: LawArgument?
  ) -> [Double] {
    let low = lower ?? .constant(-.infinity)
    let high = upper ?? .constant(.infinity)
    let isCut = lower != nil || upper != nil
    let constants = parameters.compactMap(\.constant)
    guard constants.count == parameters.count, let from = low.constant, let to = high.constant
    else {
      return drawsByRow(form, parameters, stream, rows, isCut ? (low, high) : nil)
    }
    guard let law = try? Self(form: form, constants), !isCut || from <= to else {
      return [Double](repeating: .nan, count: rows.count)
    }
    return isCut ? law.draws(stream, rows, within: from...to) : law.draws(stream, rows)
  }

  private static func drawsByRow(
    _ form: Int, _ parameters: [LawArgument], _ stream: StreamKey, _ rows: RowKeys,
    _ ends: (LawArgument, LawArgument)?
  ) -> [Double] {
    var row = [Double](repeating: 0, count: parameters.count)
    var out = [Double](repeating: .nan, count: rows.count)
    for i in out.indices {
      for j in parameters.indices { row[j] = parameters[j][i] }
      guard let law = try? Self(form: form, row) else { continue }
      guard let (low, high) = ends else {
        out[i] = law.draw(stream, rows[i])
        continue
      }
      guard low[i] <= high[i] else { continue }
      out[i] = law.draw(stream, rows[i], within: low[i]...high[i])
    }
    return out
  }
}

extension RowKeys {
  /// One value per row, in order.
  @inline(__always) func map<Value>(_ body: (UInt64) -> Value) -> [Value] {
    switch self {
    case .range(let first, let count):
      (0..<count).map { body(first &+ UInt64(truncatingIfNeeded: $0)) }
    case .list(let rows): rows.map(body)
    }
  }
}
