/// Numbers of persons from ranges that the issuing office never gives to anybody, check characters
/// included. Only countries where such a range is documented are here.
///
/// - Reference: `CA`: numbers beginning with 0 are not issued to persons (Canada Revenue Agency).
///   `FI`: individual numbers 900–999 are not given (Digital and Population Data Services Agency).
///   `GB`: prefixes with Q are not used (HM Revenue & Customs, NIM39110). `IN`: no number begins
///   with 0 or 1 (UIDAI). `NO`: 80 is added to the month of synthetic persons (Skatteetaten). `TR`:
///   no number begins with 0 (law 5490). `US`: areas 900–999 are no social security numbers (Social
///   Security Administration), and with groups up to 49 no taxpayer numbers of the IRS either.
extension CodeFamily {
  static let nationalID = CodeFamily(
    "national_id", of: "country",
    [
      CodeForm("CA", #"0\d\d \d{3} \d\d0"#) { code in
        // Nine digits in threes: the blanks are left out of the sum of Luhn.
        let sum = code.luhn(8..<10) + code.luhn(4..<7) + code.plainLuhn(1..<3)
        code[10] = (10 - sum % 10) % 10
      },
      CodeForm("FI", #"(0[1-9]|1\d|2[0-8])(0[1-9]|1[0-2])[3-9]\d-9\d\d0"#) { code in
        let rest = code.remainder(7..<10, by: 31, before: code.remainder(0..<6, by: 31))
        code.set(10, to: IDWeights.finnish[rest])
      },
      CodeForm("GB", #"Q[ABCEGHJKLMNOPRSTWXYZ]\d{6}[ABCD]"#),
      CodeForm("IN", #"[01]\d{10}0"#) { $0[11] = $0.verhoeff(0..<11) },
      CodeForm("NO", #"(0[1-9]|1\d|2[0-8])(8[1-9]|9[0-2])[4-9]\d[0-4]\d[0-7]00"#) { code in
        code.closeNorwegian()
      },
      CodeForm("TR", #"0[1-9]\d{7}00"#) { code in
        var odd = 0
        var even = 0
        for place in 0..<9 { if place % 2 == 0 { odd += code[place] } else { even += code[place] } }
        code[9] = (1000 - odd * 3 - even) % 10
        code[10] = (odd + even + code[9]) % 10
      },
      CodeForm("US", #"9\d\d-(0[1-9]|[1-4]\d)-(000[1-9]|00[1-9]\d|0[1-9]\d\d|[1-9]\d{3})"#),
    ])
}

private enum IDWeights {
  static let finnish = Array("0123456789ABCDEFHJKLMNPRSTUVWXY".utf8)
  static let norwegianFirst = [3, 7, 6, 1, 8, 9, 4, 5, 2]
  static let norwegianSecond = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]

  /// The group of a pentagon's symmetries, row by row.
  static let product = [
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 0, 6, 7, 8, 9, 5, 2, 3, 4, 0, 1, 7, 8, 9, 5, 6,
    3, 4, 0, 1, 2, 8, 9, 5, 6, 7, 4, 0, 1, 2, 3, 9, 5, 6, 7, 8, 5, 9, 8, 7, 6, 0, 4, 3, 2, 1,
    6, 5, 9, 8, 7, 1, 0, 4, 3, 2, 7, 6, 5, 9, 8, 2, 1, 0, 4, 3, 8, 7, 6, 5, 9, 3, 2, 1, 0, 4,
    9, 8, 7, 6, 5, 4, 3, 2, 1, 0,
  ]
  static let inverse = [0, 4, 3, 2, 1, 5, 6, 7, 8, 9]
  static let permuted = [
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 5, 7, 6, 2, 8, 3, 0, 9, 4, 5, 8, 0, 3, 7, 9, 6, 1, 4, 2,
    8, 9, 1, 6, 0, 4, 3, 5, 2, 7, 9, 4, 5, 3, 1, 2, 6, 8, 7, 0, 4, 2, 8, 6, 5, 7, 3, 9, 0, 1,
    2, 7, 9, 3, 8, 0, 6, 4, 1, 5, 7, 0, 4, 6, 9, 1, 3, 2, 5, 8,
  ]
}

extension CodeText {
  /// As `luhn`, where the last digit is not doubled.
  fileprivate func plainLuhn(_ places: Range<Int>) -> Int {
    self[places.upperBound - 1] + luhn(places.lowerBound..<places.upperBound - 1)
  }

  /// - Reference: Verhoeff, *Error detecting decimal codes* (1969).
  fileprivate func verhoeff(_ places: Range<Int>) -> Int {
    var check = 0
    for (index, place) in places.reversed().enumerated() {
      let moved = IDWeights.permuted[(index + 1) % 8 * 10 + self[place]]
      check = IDWeights.product[check * 10 + moved]
    }
    return IDWeights.inverse[check]
  }

  /// Two check digits modulo 11, of which neither may be 10: the digit in front of them, drawn from
  /// eight, passes by the two values for which one is.
  fileprivate mutating func closeNorwegian() {
    skip(at: 8) { code in
      let first = (11 - code.weighted(IDWeights.norwegianFirst, from: 0) % 11) % 11
      guard first < 10 else { return false }
      // The first check digit weighs 2 in the second.
      let rest = code.weighted(IDWeights.norwegianSecond.dropLast(), from: 0) + 2 * first
      return rest % 11 != 1
    }
    self[9] = (11 - weighted(IDWeights.norwegianFirst, from: 0) % 11) % 11
    self[10] = (11 - weighted(IDWeights.norwegianSecond, from: 0) % 11) % 11
  }
}
