/// A parameter of a law that is one value, or one value per row.
package enum LawArgument: Sendable {
  case constant(Double)
  case perRow([Double])

  package subscript(row: Int) -> Double {
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
  /// Whether draws may be lengths of time: not where they count or are shares.
  static var mayHaveUnit: Bool { get }
  /// Whether `quantile` is a formula; where it is a search, cut draws try the whole law first.
  static var hasQuantileFormula: Bool { get }

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

  /// Whether the law can be cut to an interval, both ends included: whether it has any probability
  /// there, and in what lies around it more than 10^-300, below which too few digits are left.
  func canBeCut(to interval: ClosedRange<Double>) -> Bool

  /// A draw of the law cut to an interval, both ends included; NaN where it cannot be cut so.
  ///
  /// By the inverse of the distribution function on that part. Laws without a formula for it first
  /// try the whole law up to 16 times and keep what falls inside; either way the value has exactly
  /// the law's distribution given the interval.
  func draw(_ stream: StreamKey, _ row: UInt64, within interval: ClosedRange<Double>) -> Double
  func draws(_ stream: StreamKey, _ rows: RowKeys, within interval: ClosedRange<Double>) -> [Double]

  /// A batch whose parameters and ends may differ by row.
  ///
  /// - Returns: NaN in rows whose parameters are outside their domain or whose interval is empty.
  static func draws(
    form: Int, _ parameters: [LawArgument], _ stream: StreamKey, _ rows: RowKeys,
    lower: LawArgument?, upper: LawArgument?
  ) -> [Double]

  /// The same batch as integers, where the law makes them faster than floats.
  ///
  /// - Returns: nil where the floats are to be taken.
  static func wholeDraws(
    form: Int, _ parameters: [LawArgument], _ stream: StreamKey, _ rows: RowKeys,
    lower: LawArgument?, upper: LawArgument?
  ) -> [Int64]?
}

extension Law {
  package static func wholeDraws(
    form: Int, _ parameters: [LawArgument], _ stream: StreamKey, _ rows: RowKeys,
    lower: LawArgument?, upper: LawArgument?
  ) -> [Int64]? { nil }

  package func survival(_ x: Double) -> Double { 1 - cdf(x) }

  package func upperQuantile(_ q: Double) -> Double { quantile(1 - q) }

  package func draws(_ stream: StreamKey, _ rows: RowKeys) -> [Double] {
    rows.map { draw(stream, $0) }
  }

  package static var hasQuantileFormula: Bool { true }

  package func canBeCut(to interval: ClosedRange<Double>) -> Bool {
    CutLaw(self, to: interval) != nil
  }

  package func draw(
    _ stream: StreamKey, _ row: UInt64, within interval: ClosedRange<Double>
  ) -> Double {
    guard meets(interval) else { return .nan }
    if !Self.hasQuantileFormula {
      let first = draw(stream, row)
      if let value = interval.contains(first) ? first : redrawn(stream, row, interval) {
        return value
      }
    }
    return CutLaw(self, to: interval)?.value(cutUniform(stream, row)) ?? .nan
  }

  package func draws(
    _ stream: StreamKey, _ rows: RowKeys, within interval: ClosedRange<Double>
  ) -> [Double] {
    guard meets(interval) else { return [Double](repeating: .nan, count: rows.count) }
    if Self.hasQuantileFormula {
      guard let cut = CutLaw(self, to: interval) else {
        return [Double](repeating: .nan, count: rows.count)
      }
      return stream.uniforms(for: rows).map { cut.value($0) }
    }
    var out = draws(stream, rows)
    var cut: CutLaw<Self>?
    for i in out.indices where !interval.contains(out[i]) {
      if let value = redrawn(stream, rows[i], interval) {
        out[i] = value
        continue
      }
      if cut == nil { cut = CutLaw(self, to: interval) }
      out[i] = cut?.value(cutUniform(stream, rows[i])) ?? .nan
    }
    return out
  }

  /// The second to sixteenth try of the whole law; nil when none falls inside.
  private func redrawn(
    _ stream: StreamKey, _ row: UInt64, _ interval: ClosedRange<Double>
  ) -> Double? {
    let tries = stream.lane("redraw")
    for attempt in 1..<16 as Range<UInt64> {
      let value = draw(tries.lane(attempt), row)
      if interval.contains(value) { return value }
    }
    return nil
  }

  private func cutUniform(_ stream: StreamKey, _ row: UInt64) -> Double {
    (Self.hasQuantileFormula ? stream : stream.lane("cut")).uniform(at: row)
  }

  /// False where the support says that nothing can fall inside.
  private func meets(_ interval: ClosedRange<Double>) -> Bool {
    let low = max(interval.lowerBound, support.lowerBound)
    let high = min(interval.upperBound, support.upperBound)
    return Self.isDiscrete ? low.rounded(.up) <= high.rounded(.down) : low <= high
  }

  package static func draws(
    form: Int, _ parameters: [LawArgument], _ stream: StreamKey, _ rows: RowKeys,
    lower: LawArgument?, upper: LawArgument?
  ) -> [Double] {
    let low = lower ?? .constant(-.infinity)
    let high = upper ?? .constant(.infinity)
    let isCut = lower != nil || upper != nil
    let constants = parameters.compactMap(\.constant)
    let isFixed = constants.count == parameters.count
    let law = isFixed ? try? Self(form: form, constants) : nil
    if isFixed, law == nil { return [Double](repeating: .nan, count: rows.count) }
    guard let law, let from = low.constant, let to = high.constant else {
      return drawsByRow(form, parameters, law, stream, rows, isCut ? (low, high) : nil)
    }
    if !isCut { return law.draws(stream, rows) }
    guard from <= to else { return [Double](repeating: .nan, count: rows.count) }
    return law.draws(stream, rows, within: from...to)
  }

  /// - Parameters:
  ///   - fixed: the law when its parameters are the same in every row.
  private static func drawsByRow(
    _ form: Int, _ parameters: [LawArgument], _ fixed: Self?, _ stream: StreamKey,
    _ rows: RowKeys, _ ends: (LawArgument, LawArgument)?
  ) -> [Double] {
    var row = [Double](repeating: 0, count: parameters.count)
    var out = [Double](repeating: .nan, count: rows.count)
    for i in out.indices {
      if fixed == nil { for j in parameters.indices { row[j] = parameters[j][i] } }
      guard let law = fixed ?? (try? Self(form: form, row)) else { continue }
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
