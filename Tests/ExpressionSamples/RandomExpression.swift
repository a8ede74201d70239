import Columnar
import Expressions

/// A small generator of random numbers, so that a failure can be repeated from its seed.
package struct SplitMix: RandomNumberGenerator {
  package var state: UInt64

  package init(state: UInt64) { self.state = state }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  package mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int.random(in: 0..<choices.count, using: &self)]
  }
}

/// Expressions whose types mostly fit, over the columns of `RandomExpression.bench`.
package struct RandomExpression {
  package var random: SplitMix

  package init(seed: UInt64) { random = SplitMix(state: seed) }

  package mutating func any(_ depth: Int) -> String {
    switch random.next() % 6 {
    case 0: number(depth)
    case 1: condition(depth)
    case 2: text(depth)
    case 3: date(depth)
    case 4: timestamp(depth)
    default: duration(depth)
    }
  }

  package mutating func number(_ depth: Int) -> String {
    guard depth > 0 else {
      return random.pick([
        "i", "j", "p", "q", "w", "x", "y", "3", "0", "2.5", "0.08", "1.5e1", "-7",
      ])
    }
    let d = depth - 1
    switch random.next() % 14 {
    case 0, 1: return "(\(number(d)) + \(number(d)))"
    case 2, 3: return "(\(number(d)) - \(number(d)))"
    case 4, 5: return "\(number(d)) * \(number(d))"
    case 6: return "\(number(d)) / \(number(d))"
    case 7: return "if(\(condition(d)), \(number(d)), \(number(d)))"
    case 8: return "coalesce(\(number(d)), \(number(d)))"
    case 9: return "\(random.pick(["max", "min"]))(\(number(d)), \(number(d)))"
    case 10: return "\(random.pick(["floor", "ceil", "round", "abs", "sign"]))(\(number(d)))"
    case 11: return "-\(number(d))"
    case 12: return "\(random.pick(["year", "month", "isodow", "day_of_year"]))(\(date(d)))"
    default: return random.pick(["length(\(text(d)))", "mod(i, j)", "sqrt(\(number(d)))"])
    }
  }

  package mutating func condition(_ depth: Int) -> String {
    guard depth > 0 else {
      return random.pick(["b", "c", "true", "false", "i = 3", "t is missing"])
    }
    let d = depth - 1
    let sign = random.pick(["=", "<>", "<", "<=", ">", ">="])
    switch random.next() % 12 {
    case 0: return "(\(condition(d)) and \(condition(d)))"
    case 1: return "(\(condition(d)) or \(condition(d)))"
    case 2: return "not (\(condition(d)))"
    case 3, 4: return "(\(number(d)) \(sign) \(number(d)))"
    case 5: return "(\(text(d)) \(sign) \(text(d)))"
    case 6: return "(\(date(d)) \(sign) \(timestamp(d)))"
    case 7: return "(\(timestamp(d)) between \(date(d)) and \(timestamp(d)))"
    case 8: return "(\(number(d)) in (\(number(d)), \(number(d)), 3))"
    case 9: return "(t \(random.pick(["in", "not in"])) ('a', 'core', 'Zoë'))"
    case 10: return "(\(number(d)) is \(random.pick(["missing", "present"])))"
    default: return "(\(duration(d)) \(sign) \(duration(d)))"
    }
  }

  package mutating func text(_ depth: Int) -> String {
    guard depth > 0 else { return random.pick(["t", "u", "'a'", "'core'", "''", "'it''s'"]) }
    let d = depth - 1
    switch random.next() % 8 {
    case 0: return "concat(\(text(d)), i, p, d)"
    case 1: return "if(\(condition(d)), \(text(d)), \(text(d)))"
    case 2: return "coalesce(\(text(d)), \(text(d)))"
    case 3: return "upper(\(text(d)))"
    case 4: return "substring(\(text(d)), \(random.pick(["1", "0", "2", "-1"])), 3)"
    case 5: return "min(\(text(d)), \(text(d)))"
    case 6: return "replace(\(text(d)), 'o', 'oo')"
    default: return "lower(\(text(d)))"
    }
  }

  package mutating func date(_ depth: Int) -> String {
    guard depth > 0 else { return random.pick(["d", "e", "date('2024-02-29')", "day(s)"]) }
    let d = depth - 1
    switch random.next() % 7 {
    case 0: return "(\(date(d)) + \(random.pick(["90d", "2w", "days(3)"])))"
    case 1: return "(\(date(d)) - \(random.pick(["12mo", "1y", "30d", "1mo"])))"
    case 2: return "if(\(condition(d)), \(date(d)), \(date(d)))"
    case 3: return "day(\(timestamp(d)))"
    case 4: return "max(\(date(d)), \(date(d)))"
    case 5: return "(\(date(d)) + k)"
    default: return "coalesce(\(date(d)), \(date(d)))"
    }
  }

  package mutating func timestamp(_ depth: Int) -> String {
    guard depth > 0 else { return random.pick(["s", "timestamp('2024-11-29 18:30')", "r"]) }
    let d = depth - 1
    switch random.next() % 5 {
    case 0: return "(\(timestamp(d)) + \(duration(0)))"
    case 1: return "(\(timestamp(d)) - 3mo)"
    case 2: return "timestamp(\(date(d)))"
    case 3: return "if(\(condition(d)), \(timestamp(d)), \(timestamp(d)))"
    default: return "(\(timestamp(d)) - \(random.pick(["40s", "1.5h", "20min"])))"
    }
  }

  package mutating func duration(_ depth: Int) -> String {
    guard depth > 0 else { return random.pick(["h", "90d", "20min", "hours(i)", "minutes(x)"]) }
    let d = depth - 1
    switch random.next() % 5 {
    case 0: return "(\(timestamp(d)) - \(timestamp(d)))"
    case 1: return "(\(date(d)) - \(date(d)))"
    case 2: return "(\(duration(d)) + \(duration(d)))"
    case 3: return "\(duration(d)) * k"
    default: return "\(duration(d)) / 4"
    }
  }

  /// Every type, with and without nulls, ends and ties among the values.
  package static let bench: Workbench = {
    let rows = 67
    var random = SplitMix(state: 7)
    func some(_ share: Int, _ values: [Int64]) -> [Int64?] {
      (0..<rows).map { _ in
        Int.random(in: 0..<100, using: &random) < share ? nil : random.pick(values)
      }
    }
    let entries = ["a", "core", "Zoë", "novelty", "", "B"]
    let microseconds = some(0, (0..<40).map { $0 * 1_234_567_891_234 })
    return Workbench([
      "i": .integers(some(0, Array(-5...12)), .int32),
      "j": .integers(some(20, [-1, 0, 1, 2, 1000, 46_341]), .int64),
      "k": .integers(some(10, [0, 1, 2, 30, -400]), .int16),
      "p": .integers(
        some(15, [0, 1, 5, 999, -1250, 9_999_999_999]), .decimal(precision: 10, scale: 2)),
      "q": .integers(some(0, [0, 8, 12_345, -3]), .decimal(precision: 6, scale: 4)),
      "w": .wide(
        some(10, [0, 5, -9_223_372_036_854_775_807, 1_000_000_007]).map {
          $0.map { Int128($0) * 1000 }
        }, .decimal(precision: 24, scale: 3)),
      "x": .floats(some(15, [0, 1, -3, 7, 1000]).map { $0.map { Double($0) / 4 } }),
      "y": .floats(some(0, [1, 3, 7, 22]).map { $0.map { Double($0) / 7 } }),
      "b": .booleans(some(25, [0, 1]).map { $0.map { $0 == 1 } }),
      "c": .booleans(some(0, [0, 1]).map { $0.map { $0 == 1 } }),
      "t": .texts(
        some(20, [0, 1, 2, 3, 4, 5]).map { $0.map { entries[Int($0)] } }, isDictionary: true),
      "u": .texts(some(0, [0, 1, 2, 3, 4, 5]).map { $0.map { entries[Int($0)] } }),
      "d": .integers(some(15, [0, 19_782, 19_813, 10_957, -800]), .date),
      "e": .integers(some(0, [19_700, 20_000, 365, 59]), .date),
      "s": .integers(microseconds, .timestamp(utc: false)),
      "r": .integers(some(15, [0, -1, 1_709_164_800_000_000]), .timestamp(utc: false)),
      "h": .integers(some(10, [0, 3_600_000_000, -86_400_000_000, 7]), .duration),
      "m": .integers(some(10, [0, 59_999_999, 66_600_000_000, 86_399_999_999]), .time),
      "z": .integers(some(10, [-1, 0, 1_732_905_000_123_456]), .timestamp(utc: true)),
      "f": Column(.float32, .float64((0..<rows).map { Double(Float($0) / 7) })),
      "g": Column(.uuid, .uuid((0..<rows).map { UInt128($0 % 5) << 64 + 7 })),
      "l": .integers(some(5, [Int64.min + 1, -8, 0, 1 << 40]), .int64),
    ])
  }()
}
