/// How a country's account numbers check themselves, within the IBAN that holds them.
enum BankCheck: Sendable {
  case belgian
  case croatian
  case czech
  case estonian
  case finnish
  case french
  case hungarian
  case icelandic
  case italian
  case key97
  case modulo97
  case norwegian
  case polish
  case spanish

  /// Fills the check characters in; places are those of the IBAN, from 0.
  ///
  /// - Parameter length: of the IBAN.
  func complete(_ code: inout CodeText, _ length: Int) {
    let last = length - 1
    switch self {
    case .belgian:
      let rest = code.remainder(4..<14, by: 97)
      code.setTwo(14, to: rest == 0 ? 97 : rest)
    case .croatian:
      code[10] = code.modulo11And10(4..<10)
      code[last] = code.modulo11And10(11..<last)
    case .czech:
      BankCheck.close(&code, BankCheck.czechWeights[4...], ending: 13)
      BankCheck.close(&code, BankCheck.czechWeights[...], ending: 23)
    case .estonian:
      var sum = 0
      for (index, place) in (6..<last).reversed().enumerated() {
        sum += code[place] * BankCheck.estonianWeights[index % 3]
      }
      code[last] = (10 - sum % 10) % 10
    case .finnish: code[last] = (10 - code.luhn(4..<last) % 10) % 10
    case .french:
      let sum =
        89 * code.remainder(4..<9, by: 97) + 15 * code.remainder(9..<14, by: 97)
        + 3 * code.remainder(14..<25, by: 97)
      code.setTwo(25, to: 97 - sum % 97)
    case .hungarian:
      code[11] = BankCheck.hungarianDigit(code, 4..<11)
      code[last] = BankCheck.hungarianDigit(code, 12..<last)
    case .icelandic:
      code.skip(at: 23) { BankCheck.icelandicDigit($0) < 10 }
      code[24] = BankCheck.icelandicDigit(code)
    case .italian: BankCheck.italian(&code)
    case .key97: code.setTwo(length - 2, to: 97 - code.remainder(4..<length, by: 97))
    case .modulo97: code.setTwo(length - 2, to: 98 - code.remainder(4..<length, by: 97))
    case .norwegian:
      code.skip(at: 12) { BankCheck.norwegianDigit($0) < 10 }
      code[14] = BankCheck.norwegianDigit(code)
    case .polish:
      code[11] = (10 - code.weighted(BankCheck.polishWeights, from: 4) % 10) % 10
    case .spanish:
      code[12] = BankCheck.spanishDigit(code.weighted(BankCheck.spanishWeights[2...], from: 4))
      code[13] = BankCheck.spanishDigit(code.weighted(BankCheck.spanishWeights[...], from: 14))
    }
  }

  private static let czechWeights = [6, 3, 7, 9, 10, 5, 8, 4, 2, 1]
  private static let estonianWeights = [7, 3, 1]
  private static let hungarianWeights = [9, 7, 3, 1]
  private static let icelandicWeights = [3, 2, 7, 6, 5, 4, 3, 2]
  private static let norwegianWeights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]
  private static let polishWeights = [3, 9, 7, 1, 3, 9, 7]
  private static let spanishWeights = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6]

  /// Makes the weighted sum of a part a multiple of 11 by its last digit.
  private static func close(_ code: inout CodeText, _ weights: ArraySlice<Int>, ending last: Int) {
    let first = last - weights.count + 1
    func digit(_ code: CodeText) -> Int {
      (11 - code.weighted(weights.dropLast(), from: first) % 11) % 11
    }
    code.skip(at: last - 1) { digit($0) < 10 }
    code[last] = digit(code)
  }

  private static func hungarianDigit(_ code: CodeText, _ places: Range<Int>) -> Int {
    var sum = 0
    for (index, place) in places.enumerated() { sum += code[place] * hungarianWeights[index % 4] }
    return (10 - sum % 10) % 10
  }

  private static func icelandicDigit(_ code: CodeText) -> Int {
    (11 - code.weighted(icelandicWeights, from: 16) % 11) % 11
  }

  private static func norwegianDigit(_ code: CodeText) -> Int {
    (11 - code.weighted(norwegianWeights, from: 4) % 11) % 11
  }

  private static func spanishDigit(_ sum: Int) -> Int {
    let digit = 11 - sum % 11
    return digit == 11 ? 0 : digit == 10 ? 1 : digit
  }

  /// The values of digits and letters at odd places.
  private static let italianOdds = [
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
  ]

  private static func italian(_ code: inout CodeText) {
    var sum = 0
    for place in 5..<27 {
      // The places of this number hold digits.
      sum += place % 2 == 1 ? italianOdds[code[place]] : code[place]
    }
    code.set(4, to: UInt8(65 + sum % 26))
  }
}
