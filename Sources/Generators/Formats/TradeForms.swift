/// Numbers of goods and books, with check digits.
extension CodeFamily {
  /// Of numbers for use within a company, which are never given to anybody's goods: 200–299, 2 in
  /// numbers of 8, 4 in those of 12.
  ///
  /// - Reference: GS1, *General Specifications*, restricted circulation numbers.
  static let ean = CodeFamily(
    "ean", of: "length",
    [
      CodeForm("8", #"2\d{6}0"#) { $0.closeTrade(8) },
      CodeForm("12", #"4\d{10}0"#) { $0.closeTrade(12) },
      CodeForm("13", #"2\d{11}0"#) { $0.closeTrade(13) },
      CodeForm("14", #"[1-8]2\d{11}0"#) { $0.closeTrade(14) },
    ])

  /// - Reference: ISO 2108; its check digit is GS1's, that of ten digits modulo 11.
  static let isbn = CodeFamily(
    "isbn", of: "length",
    [
      CodeForm("10", #"\d{9}0"#) { code in
        let check = (11 - code.weighted(isbnWeights, from: 0) % 11) % 11
        code.set(9, to: check == 10 ? UInt8(ascii: "X") : UInt8(48 + check))
      },
      CodeForm("13", #"978\d{9}0"#) { $0.closeTrade(13) },
    ])

  private static let isbnWeights = [10, 9, 8, 7, 6, 5, 4, 3, 2]
}

extension CodeText {
  /// The check digit of GS1: threefold digits from the right, every second one.
  fileprivate mutating func closeTrade(_ length: Int) {
    var sum = 0
    var weight = 3
    var place = length &- 2
    while place >= 0 {
      sum &+= weight &* self[place]
      weight = 4 &- weight
      place &-= 1
    }
    self[length &- 1] = (10 &- sum % 10) % 10
  }
}
