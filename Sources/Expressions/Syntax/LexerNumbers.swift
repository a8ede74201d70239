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

  /// `2024-11-29`, `2024-11-29 18:30`, `18:30`: reported, for it would be a subtraction or nothing.
  private mutating func readDate() -> Bool {
    var length = 0
    var function = "date"
    if matches("dddd-dd-dd", at: 0) {
      length = 10
      if peek(10) == "T" || peek(10) == " ", let time = timeLength(at: 11) {
        length = 11 + time
        function = "timestamp"
      }
    } else if !scalars.contains("?"), let time = timeLength(at: 0) {
      // Behind a '?' the colon parts two values.
      length = time
      function = "time"
    }
    if length == 0 { return false }
    if let next = peek(length), Self.isDigit(next) || Self.startsName(next) { return false }
    let place = Place(offset: position, length: length)
    problems.append(source.bareDate(function, at: place))
    tokens.append(Token(kind: .integer(0), place: place))
    position += length
    return true
  }

  private func matches(_ pattern: String, at start: Int) -> Bool {
    pattern.unicodeScalars.enumerated().allSatisfy { offset, kind in
      guard let scalar = peek(start + offset) else { return false }
      return kind == "d" ? Self.isDigit(scalar) : scalar == kind
    }
  }

  /// How long a time of day is that stands at an offset, with what follows it as in ISO 8601.
  private func timeLength(at start: Int) -> Int? {
    guard matches("dd:dd", at: start) else { return nil }
    var end = start + 5
    if matches(":dd", at: end) {
      end += 3
      if matches(".d", at: end) {
        end += 1
        while let scalar = peek(end), Self.isDigit(scalar) { end += 1 }
      }
    }
    if peek(end) == "Z" { end += 1 }
    return end - start
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

  /// - Parameter function: which reads it from a text.
  fileprivate func bareDate(_ function: String, at place: Place) -> Diagnostic {
    let mend = "\(function)('\(excerpt(place))')"
    let isDate = function == "date"
    return problem(
      "bare-date",
      isDate
        ? "'\(excerpt(place))' is a subtraction here, not a date"
        : "'\(excerpt(place))' is no number; a \(function) stands in quotes", at: place,
      expected: isDate ? "a date as \(mend), or blanks around '-'" : "a \(function) as \(mend)",
      suggestion: "write \(mend)", replacement: mend)
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
