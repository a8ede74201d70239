import Claims

/// How values are held to a bound, here and in SQL, and how both read.
extension ExpectedBound {
  /// What rounding of floats does to sums, means and quotients is no difference.
  private static let slack = 1e-12

  private var ends: (lower: Double?, upper: Double?) {
    (
      lower.map { $0 - Self.slack * $0.magnitude }, upper.map { $0 + Self.slack * $0.magnitude }
    )
  }

  func contains(_ value: Double) -> Bool {
    if value.isNaN { return false }
    return (ends.lower.map { value >= $0 } ?? true) && (ends.upper.map { value <= $0 } ?? true)
  }

  /// A condition that is true of values outside.
  func violation(_ value: String) -> String {
    let tests = [
      ends.lower.map { "\(value) < \(Self.literal($0))" },
      ends.upper.map { "\(value) > \(Self.literal($0))" }, "isnan(\(value))",
    ]
    return tests.compactMap { $0 }.joined(separator: " OR ")
  }

  /// How far outside a value lies.
  func distance(_ value: String) -> String {
    let tests = [
      lower.map { "\(Self.literal($0)) - \(value)" },
      upper.map { "\(value) - \(Self.literal($0))" },
    ]
    return "greatest(\((tests.compactMap { $0 } + ["0"]).joined(separator: ", ")))"
  }

  private static func literal(_ value: Double) -> String { "CAST('\(value)' AS DOUBLE)" }

  /// Behind "expected".
  var text: String {
    switch (lower, upper) {
    case (let lower?, let upper?) where text(lower) == text(upper): text(lower)
    case (let lower?, let upper?): "\(text(lower)) to \(text(upper))"
    case (let lower?, nil): "at least \(text(lower))"
    case (nil, let upper?): "at most \(text(upper))"
    case (nil, nil): "anything"
    }
  }

  /// A value that was found: shortly, unless what is left out would put it on the other side.
  func found(_ value: Double) -> String {
    guard unit == .number || unit == .share, value.isFinite else { return text(value) }
    let factor = unit == .share ? 100.0 : 1
    let short = Wording.number(value * factor)
    let read = Double(short.filter { $0 != "," }).map { $0 / factor } ?? value
    guard contains(read) == contains(value) else { return text(value) }
    return unit == .share ? "\(short) %" : short
  }

  /// A value as it is.
  package func text(_ value: Double) -> String {
    switch unit {
    case .number: Self.plain(value)
    case .share: "\(Self.plain(value * 100)) %"
    case .day: Calendar.text(Int((value / Self.day).rounded(.down)))
    case .instant:
      Calendar.text(Int((value / Self.day).rounded(.down))) + " "
        + Self.clock(value - (value / Self.day).rounded(.down) * Self.day)
    case .time: Self.clock(value)
    case .duration: Self.length(value)
    }
  }

  private static let day = 86_400e6

  /// Digits beyond the ninth decimal come from the way floats are.
  private static func plain(_ value: Double) -> String {
    guard value.magnitude < 1e6, value.isFinite else {
      return value == value.rounded() ? Wording.number(value) : "\(value)"
    }
    let rounded = (value * 1e9).rounded() / 1e9
    if rounded == rounded.rounded() { return Wording.number(rounded) }
    if rounded == 0 { return "\(value)" }
    let parts = "\(rounded)".split(separator: ".")
    guard rounded.magnitude >= 1000, parts.count == 2, let whole = Int(parts[0]) else {
      return "\(rounded)"
    }
    return "\(Wording.grouped(whole)).\(parts[1])"
  }

  private static func clock(_ microseconds: Double) -> String {
    let whole = Int(microseconds)
    let parts = [whole / 3_600_000_000, whole / 60_000_000 % 60, whole / 1_000_000 % 60]
    let text = parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    let rest = whole % 1_000_000
    return rest == 0 ? text : text + "." + String("\(1_000_000 + rest)".dropFirst())
  }

  private static func length(_ microseconds: Double) -> String {
    let units: [(name: String, size: Double)] = [
      ("d", day), ("h", 3_600e6), ("min", 60e6), ("s", 1e6),
    ]
    let unit = units.first { microseconds.magnitude >= $0.size } ?? ("s", 1e6)
    return "\(plain(microseconds / unit.size)) \(unit.name)"
  }
}
