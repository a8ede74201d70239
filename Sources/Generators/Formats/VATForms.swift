/// VAT identification numbers of the member states of the European Union and of Northern Ireland
/// (`XI`), with the prefix of the country, which is `EL` for Greece; of businesses where persons
/// have numbers of another form.
///
/// - Reference: European Commission, *VIES*, structure of VAT identification numbers; the national
///   rules of check digits as `python-stdnum` states them.
extension CodeFamily {
  static let vat = CodeFamily(
    "vat", of: "country",
    [
      CodeForm("AT", #"ATU\d{7}0"#) { $0[10] = (96 - $0.luhnEven(3..<10)) % 10 },
      CodeForm("BE", #"BE0[1-9]\d{6}00"#) { $0.setTwo(10, to: 97 - $0.remainder(2..<10, by: 97)) },
      CodeForm("BG", #"BG\d{8}0"#) { $0[10] = $0.twiceWeighted(2..<10, step: 2, cycle: .max) },
      CodeForm("CY", #"CY(0|[3-9])\d{7}A"#) { code in
        var sum = 0
        for place in 2..<10 { sum += place % 2 == 0 ? VATWeights.cyprus[code[place]] : code[place] }
        code.set(10, to: UInt8(65 + sum % 26))
      },
      CodeForm("CZ", #"CZ[0-8]\d{6}0"#) { code in
        let check = (11 - code.weighted(VATWeights.czech, from: 2) % 11) % 11
        code[9] = (check == 0 ? 1 : check) % 10
      },
      CodeForm("DE", #"DE[1-9]\d{7}0"#) { $0[10] = $0.modulo11And10(2..<10) },
      CodeForm("DK", #"DK[1-9]\d{5}[0-8]0"#) { $0.close(VATWeights.danish, from: 2) },
      CodeForm("EE", #"EE\d{8}0"#) { code in
        code[10] = (10 - code.weighted(VATWeights.estonian, from: 2) % 10) % 10
      },
      CodeForm("ES", #"ES[ABEH]\d{7}0"#) { $0[10] = (10 - $0.luhn(3..<10) % 10) % 10 },
      CodeForm("FI", #"FI\d{6}[0-8]0"#) { $0.close(VATWeights.finnish, from: 2) },
      CodeForm("FR", #"FR00[1-9]\d{7}0"#) { code in
        code[12] = (10 - code.luhn(4..<12) % 10) % 10
        let rest = code.remainder(4..<13, by: 97)
        code.setTwo(2, to: (rest * 3 + 12) % 97)
      },
      CodeForm("GR", #"EL\d{8}0"#) { code in
        code[10] = code.weighted(VATWeights.greek, from: 2) % 11 % 10
      },
      CodeForm("HR", #"HR\d{10}0"#) { $0[12] = $0.modulo11And10(2..<12) },
      CodeForm("HU", #"HU\d{7}0"#) { code in
        code[9] = (10 - code.weighted(VATWeights.hungarian, from: 2) % 10) % 10
      },
      CodeForm("IE", #"IE\d{7}A"#) { code in
        code.set(9, to: VATWeights.irish[code.weighted(VATWeights.falling, from: 2) % 23])
      },
      CodeForm("IT", #"IT[1-9]\d{6}0(0[1-9]|[1-9]\d)0"#) { code in
        code[12] = (10 - code.luhn(2..<12) % 10) % 10
      },
      CodeForm("LT", #"LT\d{7}10"#) { $0[10] = $0.twiceWeighted(2..<10, step: 2, cycle: 9) },
      CodeForm("LU", #"LU\d{6}00"#) { $0.setTwo(8, to: $0.remainder(2..<8, by: 89)) },
      CodeForm("LV", #"LV[4-9]\d{8}[0-8]0"#) { code in
        code.close(VATWeights.latvian, from: 2, leaving: 3)
      },
      CodeForm("MT", #"MT[1-9]\d{5}00"#) { code in
        // Ten times the last digit but one, and the last one.
        code.setTwo(8, to: (37 - code.weighted(VATWeights.maltese, from: 2) % 37) % 37)
      },
      CodeForm("NL", #"NL[1-9]\d{8}B00"#) { code in
        code.setTwo(12, to: 98 - code.remainder(0..<14, by: 97))
      },
      CodeForm("PL", #"PL[1-9]\d{7}[0-8]0"#) { code in
        code.skip(at: 10) { $0.weighted(VATWeights.polish, from: 2) % 11 < 10 }
        code[11] = code.weighted(VATWeights.polish, from: 2) % 11
      },
      CodeForm("PT", #"PT5\d{7}0"#) { code in
        code[10] = (11 - code.weighted(VATWeights.portuguese, from: 2) % 11) % 11 % 10
      },
      CodeForm("RO", #"RO[1-9]\d{7}0"#) { code in
        code[10] = code.weighted(VATWeights.romanian, from: 2) * 10 % 11 % 10
      },
      CodeForm("SE", #"SE55[6-9]\d{6}001"#) { $0[11] = (10 - $0.luhn(2..<11) % 10) % 10 },
      CodeForm("SI", #"SI[1-9]\d{5}[0-8]0"#) { code in
        code.skip(at: 8) { $0.weighted(VATWeights.falling, from: 2) % 11 != 0 }
        code[9] = (11 - code.weighted(VATWeights.falling, from: 2) % 11) % 10
      },
      CodeForm("SK", #"SK[1-9]\d[2-47-9]\d{5}[0-8]0"#) { code in
        func digit(_ code: CodeText) -> Int {
          (11 - code.remainder(2..<11, by: 11) * 10 % 11) % 11
        }
        code.skip(at: 10) { digit($0) < 10 }
        code[11] = digit(code)
      },
      CodeForm("XI", #"XI[1-9]\d{6}00"#) { code in
        code.setTwo(9, to: (97 - (code.weighted(VATWeights.british, from: 2) + 55) % 97))
      },
    ])
}

/// Weights of digits from the left; the last digit, where it is the check digit, is left out.
private enum VATWeights {
  static let british = [8, 7, 6, 5, 4, 3, 2]
  static let cyprus = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21]
  static let czech = [8, 7, 6, 5, 4, 3, 2]
  static let danish = [2, 7, 6, 5, 4, 3, 2]
  static let estonian = [3, 7, 1, 3, 7, 1, 3, 7]
  static let falling = [8, 7, 6, 5, 4, 3, 2]
  static let finnish = [7, 9, 10, 5, 8, 4, 2]
  static let greek = [256, 128, 64, 32, 16, 8, 4, 2]
  static let hungarian = [9, 7, 3, 1, 9, 7, 3]
  static let irish = Array("WABCDEFGHIJKLMNOPQRSTUV".utf8)
  static let latvian = [9, 1, 4, 8, 3, 10, 2, 5, 7, 6]
  static let maltese = [3, 4, 6, 7, 8, 9]
  static let polish = [6, 5, 7, 2, 3, 4, 5, 6, 7]
  static let portuguese = [9, 8, 7, 6, 5, 4, 3, 2]
  static let romanian = [5, 3, 2, 1, 7, 5, 3, 2]
}

extension CodeText {
  /// The sum of Luhn where every second digit from the second on is doubled.
  fileprivate func luhnEven(_ places: Range<Int>) -> Int {
    // An odd number of digits: the first is doubled where a check digit follows, but not here.
    luhn(places.lowerBound..<places.upperBound - 1) + self[places.upperBound - 1]
  }

  /// Weights that rise by one; where that leaves 10 of 11, weights that begin higher.
  fileprivate func twiceWeighted(_ places: Range<Int>, step: Int, cycle: Int) -> Int {
    var shift = 0
    while shift <= step {
      var sum = 0
      for (index, place) in places.enumerated() {
        sum += (1 + (index + shift) % cycle) * self[place]
      }
      if sum % 11 < 10 { return sum % 11 }
      shift += step
    }
    return 0
  }

  /// Makes the weighted sum leave what it must of 11 by the last digit; the digit in front of it
  /// passes by the one value for which there is none.
  fileprivate mutating func close(_ weights: [Int], from first: Int, leaving rest: Int = 0) {
    let last = first + weights.count
    func digit(_ code: CodeText) -> Int {
      (11 + rest - code.weighted(weights, from: first) % 11) % 11
    }
    skip(at: last - 1) { digit($0) < 10 }
    self[last] = digit(self)
  }
}
