/// One code among the bytes of many, for what follows from its other characters.
struct CodeText {
  var bytes: [UInt8]
  /// Where the code begins.
  var start = 0

  /// The value of a digit, or of a letter counted from A = 10.
  @inline(__always) subscript(place: Int) -> Int {
    get {
      let byte = Int(bytes[start &+ place])
      return byte < 58 ? byte &- 48 : byte &- 55
    }
    set {
      bytes[start &+ place] = UInt8(
        truncatingIfNeeded: newValue < 10 ? newValue &+ 48 : newValue &+ 55)
    }
  }

  mutating func set(_ place: Int, to letter: UInt8) { bytes[start &+ place] = letter }

  /// Puts a number of two digits at a place and the next.
  mutating func setTwo(_ place: Int, to number: Int) {
    self[place] = number / 10
    self[place + 1] = number % 10
  }

  /// The sum of digits times weights, from a place on.
  @inline(__always) func weighted(
    _ weights: some Collection<Int>, from first: Int
  ) -> Int {
    var sum = 0
    for (index, weight) in weights.enumerated() { sum &+= weight &* self[first &+ index] }
    return sum
  }

  /// The number that places write, letters as two digits, modulo a small number.
  @inline(__always)
  func remainder(_ places: Range<Int>, by modulus: Int, before: Int = 0) -> Int {
    var rest = before
    for place in places {
      let value = self[place]
      rest = (rest &* (value < 10 ? 10 : 100) &+ value) % modulus
    }
    return rest
  }

  /// The sum of Luhn, of digits that a check digit follows.
  ///
  /// - Reference: ISO/IEC 7812-1, annex B.
  @inline(__always) func luhn(_ places: Range<Int>) -> Int {
    var sum = 0
    var isDoubled = true
    for place in places.reversed() {
      let digit = self[place]
      let twice = digit &* 2
      sum &+= isDoubled ? (twice > 9 ? twice &- 9 : twice) : digit
      isDoubled.toggle()
    }
    return sum
  }

  /// The check digit of ISO/IEC 7064, MOD 11-10.
  @inline(__always) func modulo11And10(_ places: Range<Int>) -> Int {
    var check = 10
    for place in places {
      let sum = (check &+ self[place]) % 10
      check = (sum == 0 ? 10 : sum) &* 2 % 11
    }
    return (11 &- check) % 10
  }

  /// Moves a digit drawn from 0…8 past the one digit of ten that has no check digit.
  ///
  /// - Parameter isPossible: whether the code as it stands has one.
  /// - Returns: whether a digit was found; false where two or more of ten have none.
  @discardableResult
  @inline(__always)
  mutating func skip(at place: Int, _ isPossible: (CodeText) -> Bool) -> Bool {
    var left = self[place]
    for digit in 0..<10 {
      self[place] = digit
      guard isPossible(self) else { continue }
      if left == 0 { return true }
      left &-= 1
    }
    return false
  }
}
