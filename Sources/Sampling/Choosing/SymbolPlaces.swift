/// Texts of one length whose places each hold one of a few bytes, all equally likely.
///
/// - Draws: those of `DigitDraws` over the places from left to right, for whole batches.
package struct SymbolPlaces: Sendable {
  /// Consecutive places whose digits come from one draw, in words of at most eight.
  struct Group: Sendable { var words: [[KernelPlace]] = [[]] }

  package let count: Int
  private let alphabets: [[UInt8]]
  /// Nil where an alphabet is not made of a few runs of neighbouring bytes.
  let kernelGroups: [Group]?

  /// - Parameter alphabets: the bytes of each place, in the order of the digits; none is empty.
  package init(_ alphabets: [[UInt8]]) {
    precondition(alphabets.allSatisfy { (1...256).contains($0.count) }, "a place without symbols")
    self.alphabets = alphabets
    count = alphabets.count
    var groups = [Group()]
    var used = DigitDraws.room
    var hasDrawn = false
    for alphabet in alphabets {
      guard let place = KernelPlace(alphabet) else {
        kernelGroups = nil
        return
      }
      let base = UInt64(alphabet.count)
      if base > 1 {
        if !DigitDraws.fits(base, used) {
          // Places that never change, at the start, belong to the first draw.
          if hasDrawn { groups.append(Group()) }
          hasDrawn = true
          used = 1
        }
        used &*= base
      }
      let last = groups.count - 1
      if groups[last].words[groups[last].words.count - 1].count == 8 {
        groups[last].words.append([])
      }
      groups[last].words[groups[last].words.count - 1].append(place)
    }
    kernelGroups = groups
  }

  /// The texts of the rows one after another, `count` bytes each, and 8 spare bytes behind them.
  package func bytes(_ stream: StreamKey, _ rows: RowKeys) -> [UInt8] {
    guard let kernelGroups else { return scalarBytes(stream, rows) }
    return Kernels.symbols(kernelGroups, stream, rows, stride: count)
  }

  /// The oracle of the kernels, and the way for scattered alphabets.
  func scalarBytes(_ stream: StreamKey, _ rows: RowKeys) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(rows.count * count + 8)
    for row in 0..<rows.count {
      var digits = DigitDraws(stream, row: rows[row])
      for alphabet in alphabets { bytes.append(alphabet[digits.next(UInt64(alphabet.count))]) }
    }
    bytes.append(contentsOf: repeatElement(0, count: 8))
    return bytes
  }
}
