import Columnar

/// What is known of a condition before any row is looked at.
struct Truth: Hashable, Sendable {
  var mayHold = true
  var mayFail = true

  static func || (_ a: Truth, _ b: Truth) -> Truth {
    Truth(mayHold: a.mayHold || b.mayHold, mayFail: a.mayFail && b.mayFail)
  }

  static func && (_ a: Truth, _ b: Truth) -> Truth {
    Truth(mayHold: a.mayHold && b.mayHold, mayFail: a.mayFail || b.mayFail)
  }

  static prefix func ! (_ truth: Truth) -> Truth {
    Truth(mayHold: truth.mayFail, mayFail: truth.mayHold)
  }

  /// How two ranges compare; either end may lie a little beyond what is known of floats.
  init(_ comparison: Comparison, _ left: ClosedRange<Double>, _ right: ClosedRange<Double>) {
    let slack = 1e-9 * max(abs(left.lowerBound), abs(left.upperBound), 1)
    let slackIsKnown = slack.isFinite
    self.init(
      comparison, isBelow: slackIsKnown && left.upperBound + slack < right.lowerBound,
      isAbove: slackIsKnown && left.lowerBound - slack > right.upperBound, isNotAbove: false,
      isNotBelow: false)
  }

  init(_ comparison: Comparison, _ left: ClosedRange<Int128>, _ right: ClosedRange<Int128>) {
    self.init(
      comparison, isBelow: left.upperBound < right.lowerBound,
      isAbove: left.lowerBound > right.upperBound,
      isNotAbove: left.upperBound <= right.lowerBound,
      isNotBelow: left.lowerBound >= right.upperBound)
  }

  private init(
    _ comparison: Comparison, isBelow: Bool, isAbove: Bool, isNotAbove: Bool, isNotBelow: Bool
  ) {
    let isApart = isBelow || isAbove
    let isSame = isNotAbove && isNotBelow
    switch comparison {
    case .equal: self.init(mayHold: !isApart, mayFail: !isSame)
    case .notEqual: self.init(mayHold: !isSame, mayFail: !isApart)
    case .less: self.init(mayHold: !isNotBelow && !isAbove, mayFail: !isBelow)
    case .greater: self.init(mayHold: !isNotAbove && !isBelow, mayFail: !isAbove)
    case .lessOrEqual: self.init(mayHold: !isAbove, mayFail: !isNotAbove && !isBelow)
    case .greaterOrEqual: self.init(mayHold: !isBelow, mayFail: !isNotBelow && !isAbove)
    }
  }

  init(mayHold: Bool = true, mayFail: Bool = true) {
    self.mayHold = mayHold
    self.mayFail = mayFail
  }

  /// What two terms of one type say of their comparison.
  init(_ comparison: Comparison, _ left: Term, _ right: Term, scale: Int? = nil) {
    switch (left.interval, right.interval) {
    case (.exact(let a, let b), .exact(let c, let d)):
      let target = scale ?? max(left.type?.scale ?? 0, right.type?.scale ?? 0)
      let ends = [(a, left), (b, left), (c, right), (d, right)].map {
        Conversion.rescaled($0, by: target - ($1.type?.scale ?? 0))
      }
      let known = ends.compactMap { $0 }
      guard known.count == 4, known[0] <= known[1], known[2] <= known[3] else { break }
      self.init(comparison, known[0]...known[1], known[2]...known[3])
      return
    case (.float(let a, let b), .float(let c, let d)) where a <= b && c <= d:
      self.init(comparison, a...b, c...d)
      return
    default: break
    }
    self.init()
  }
}

extension Term {
  /// What is known of a boolean.
  var known: Truth {
    switch constant {
    case .boolean(let value)?: Truth(mayHold: value, mayFail: !value)
    case .null?: Truth(mayHold: false, mayFail: false)
    default: truth
    }
  }

  func with(_ truth: Truth) -> Term {
    var term = self
    term.truth = truth
    return term
  }
}
