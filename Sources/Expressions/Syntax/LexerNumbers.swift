import Columnar
import Diagnostics

extension Lexer {
  /// Units spelt out, with what is written here.
  static let longUnits: [String: String] = [
    "sec": "s", "secs": "s", "second": "s", "seconds": "s", "mins": "min", "minute": "min",
    "minutes": "min", "hr": "h", "hour": "h", "hours": "h", "day": "d", "days": "d", "wk": "w",
    "week": "w", "weeks": "w", "mon": "mo", "month": "mo", "months": "mo", "yr": "y", "year": "y",
    "years": "y",
  ]

  /// A unit as documents write it, by this or another of its names.
  static func unit(_ word: String) -> String? {
    let names = TimeUnit.fixed.map(\.name) + TimeUnit.calendar.map(\.name)
    return names.contains(word) ? word : longUnits[word.lowercased()]
  }

  /// `12`, `10_000`, `0.08`, `1.5e-3`, `90d`, `5%`.
  mutating func readNumber() {
    let start = position
    if readDate() { return }
    skipDigits()
    var isWhole = true
    var isFloat = false
    if peek == ".", let next = peek(1), !Self.startsName(next) {
      isWhole = false
      position += 1
      guard let digit = peek, Self.isDigit(digit) else { return malformed(from: start) }
      skipDigits()
      if peek == "." { return malformed(from: start) }
    } else if peek == ".", peek(1) == nil {
      return malformed(from: start)
    }
    if startsExponent {
      isFloat = true
      position += 1
      if peek == "+" || peek == "-" { position += 1 }
      skipDigits()
    }
    let read = scalars[start..<position]
    if Self.isMisgrouped(read) { return malformed(from: start) }
    let written = String(String.UnicodeScalarView(read.filter { $0 != "_" }))
    if read.count > 1, read.first == "0", let second = read.dropFirst().first,
      Self.isDigit(second) || second == "_"
    {
      return leadingZero(written, from: start)
    }
    if let scalar = peek, Self.startsName(scalar) {
      return readUnit(written, from: start, isFloat: isFloat)
    }
    if peek == "%", isPercentage { return readPercentage(written, from: start) }
    appendNumber(written, from: start, isWhole: isWhole, isFloat: isFloat)
  }

  /// `2024-11-29`: reported, for it would be a subtraction.
  private mutating func readDate() -> Bool {
    let pattern: [Character] = Array("dddd-dd-dd")
    for (offset, kind) in pattern.enumerated() {
      guard let scalar = peek(offset), kind == "d" ? Self.isDigit(scalar) : scalar == "-" else {
        return false
      }
    }
    if let next = peek(pattern.count), Self.isDigit(next) || Self.startsName(next) { return false }
    let place = Place(offset: position, length: pattern.count)
    problems.append(source.bareDate(at: place))
    tokens.append(Token(kind: .integer(0), place: place))
    position += pattern.count
    return true
  }

  /// `.5`: read as 0.5 and reported.
  mutating func readLeadingPoint() {
    let start = position
    position += 1
    skipDigits()
    let place = Place(offset: start, length: position - start)
    let mend = "0" + source.excerpt(place)
    problems.append(source.leadingPoint(mend, at: place))
    appendNumber(mend, from: start, isWhole: false, isFloat: false)
  }

  private var startsExponent: Bool {
    guard peek == "e" || peek == "E", let next = peek(1) else { return false }
    if Self.isDigit(next) { return true }
    guard next == "+" || next == "-", let digit = peek(2) else { return false }
    return Self.isDigit(digit)
  }

  /// A `%` straight behind a number is a percentage unless an operand follows it, as behind the
  /// sign of other languages for the remainder of a division.
  private var isPercentage: Bool {
    var ahead = 1
    while let scalar = peek(ahead), scalar.properties.isWhitespace { ahead += 1 }
    guard let next = peek(ahead) else { return true }
    if next == "(" || next == "'" || Self.isDigit(next) { return false }
    guard Self.startsName(next) else { return true }
    let word = scalars[(position + ahead)...].prefix { Self.continuesName($0) }
    let text = String(String.UnicodeScalarView(word))
    return Keyword(rawValue: text) != nil
  }

  private mutating func appendNumber(
    _ written: String, from start: Int, isWhole: Bool, isFloat: Bool
  ) {
    let place = Place(offset: start, length: position - start)
    if isFloat {
      guard let value = Double(written), value.isFinite else {
        problems.append(source.numberTooLarge(at: place))
        return
      }
      if value == 0, NumberText.holdsDigit(written.utf8) {
        problems.append(source.numberTooSmall(at: place))
      }
      tokens.append(Token(kind: .float(value), place: place))
      return
    }
    guard let (unscaled, scale) = Self.decimal(written) else {
      problems.append(source.numberTooLarge(at: place))
      return
    }
    tokens.append(
      Token(kind: isWhole ? .integer(unscaled) : .decimal(unscaled, scale: scale), place: place))
  }

  private mutating func readPercentage(_ written: String, from start: Int) {
    position += 1
    let place = Place(offset: start, length: position - start)
    guard let (unscaled, scale) = Self.decimal(written), scale <= 36 else {
      problems.append(source.numberTooLarge(at: place))
      return
    }
    tokens.append(Token(kind: .decimal(unscaled, scale: scale + 2), place: place))
  }

  private mutating func readUnit(_ written: String, from start: Int, isFloat: Bool) {
    let unitStart = position
    while let scalar = peek, Self.continuesName(scalar) { position += 1 }
    let place = Place(offset: start, length: position - start)
    let unitPlace = Place(offset: unitStart, length: position - unitStart)
    let unit = source.excerpt(unitPlace)
    let number = isFloat ? nil : Self.decimal(written)
    if let unitMonths = TimeUnit.months(unit) {
      guard let number, number.scale == 0, let months = Int64(exactly: number.unscaled),
        months <= TimeUnit.monthLimit / unitMonths
      else {
        problems.append(source.unfitDuration(at: place, "a whole number of months or years"))
        return
      }
      tokens.append(Token(kind: .months(months * unitMonths), place: place))
      return
    }
    guard let length = TimeUnit.microseconds(unit) else {
      problems.append(source.unknownUnit(unit, at: unitPlace))
      tokens.append(Token(kind: .duration(0), place: place))
      return
    }
    guard let number, let microseconds = Self.microseconds(number, unit: length)
    else {
      problems.append(
        source.unfitDuration(at: place, "a whole number of microseconds, at most 10000 years"))
      return
    }
    tokens.append(Token(kind: .duration(microseconds), place: place))
  }

  private static func microseconds(_ number: (unscaled: Int128, scale: Int), unit: Int64) -> Int64?
  {
    let power: Int128 = powerOfTen(number.scale)
    let (product, overflow) = number.unscaled.multipliedReportingOverflow(by: Int128(unit))
    guard !overflow, product % power == 0 else { return nil }
    return Int64(exactly: product / power).flatMap {
      $0 <= 10_000 * 31_557_600_000_000 ? $0 : nil
    }
  }

  /// Digits with at most one point; nil beyond 38 digits and for numbers with an exponent.
  private static func decimal(_ written: String) -> (unscaled: Int128, scale: Int)? {
    var value: Int128 = 0
    var scale = 0
    var isFraction = false
    for byte in written.utf8 {
      if byte == 46 {
        isFraction = true
        continue
      }
      guard (48...57).contains(byte), value < powerOfTen(37), scale < 38 else { return nil }
      value = value * 10 + Int128(byte - 48)
      if isFraction { scale += 1 }
    }
    return (value, scale)
  }

  private mutating func skipDigits() {
    while let scalar = peek, Self.isDigit(scalar) || scalar == "_" { position += 1 }
  }

  /// Whether a `_` does not stand between two digits.
  private static func isMisgrouped(_ number: ArraySlice<Unicode.Scalar>) -> Bool {
    number.indices.contains { index in
      number[index] == "_"
        && !(index + 1 < number.endIndex && index > number.startIndex
          && isDigit(number[index + 1]) && isDigit(number[index - 1]))
    }
  }

  /// `007`: read as 7 and reported.
  private mutating func leadingZero(_ written: String, from start: Int) {
    let place = Place(offset: start, length: position - start)
    let rest = written.drop { $0 == "0" }
    let mend = (rest.first?.isNumber == true ? "" : "0") + rest
    problems.append(source.leadingZero(mend, at: place))
    tokens.append(Token(kind: .integer(0), place: place))
  }

  private mutating func malformed(from start: Int) {
    while let scalar = peek, Self.isDigit(scalar) || scalar == "." || scalar == "_" {
      position += 1
    }
    let place = Place(offset: start, length: position - start)
    problems.append(source.malformedNumber(at: place))
    clearEnd = min(clearEnd, place.offset)
    tokens.append(Token(kind: .integer(0), place: place))
  }
}

extension LocatedText {
  fileprivate func malformedNumber(at place: Place) -> Diagnostic {
    problem(
      "malformed-number", "'\(excerpt(place))' is not a number", at: place,
      expected: "digits with at most one point inside, such as 12, 10_000, 0.08 or 1.5e-3")
  }

  fileprivate func bareDate(at place: Place) -> Diagnostic {
    let mend = "date('\(excerpt(place))')"
    return problem(
      "bare-date", "'\(excerpt(place))' is a subtraction here, not a date", at: place,
      expected: "a date as \(mend), or blanks around '-'", suggestion: "write \(mend)",
      replacement: mend)
  }

  fileprivate func leadingPoint(_ mend: String, at place: Place) -> Diagnostic {
    problem(
      "leading-point", "a number starts with a digit", at: place, suggestion: "write \(mend)",
      replacement: mend)
  }

  fileprivate func leadingZero(_ mend: String, at place: Place) -> Diagnostic {
    problem(
      "leading-zero", "a number does not begin with a zero", at: place,
      suggestion: "write \(mend), or a text in single quotes", replacement: mend)
  }

  fileprivate func numberTooSmall(at place: Place) -> Diagnostic {
    problem(
      "number-too-small", "'\(excerpt(place))' is too close to 0 to be held", at: place,
      expected: "0, or a float of at least 5e-324")
  }

  fileprivate func numberTooLarge(at place: Place) -> Diagnostic {
    problem(
      "number-too-large", "'\(excerpt(place))' is beyond what a number can hold", at: place,
      expected: "at most 38 digits, or a float below 1.8e308")
  }

  fileprivate func unknownUnit(_ unit: String, at place: Place) -> Diagnostic {
    let names = TimeUnit.fixed.map(\.name) + TimeUnit.calendar.map(\.name)
    let nearest =
      unit == "m"
      ? nil
      : Lexer.longUnits[unit.lowercased()].map { DidYouMean.Proposal(names: [$0]) }
        ?? DidYouMean.proposal(for: unit, in: names)
    return problem(
      "unknown-unit", "unknown unit '\(unit)'", at: place,
      expected: "one of " + names.joined(separator: ", "),
      suggestion: unit == "m"
        ? "write 'min' for minutes, 'mo' for months" : nearest?.question,
      replacement: nearest?.certain)
  }

  func unfitDuration(at place: Place, _ expectation: String) -> Diagnostic {
    problem(
      "unfit-duration", "'\(excerpt(place))' is not a duration", at: place, expected: expectation)
  }
}
