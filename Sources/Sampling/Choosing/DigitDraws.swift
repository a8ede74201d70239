/// Several small uniform integers of one row from few draws: digits of mixed bases.
///
/// - Draws: lane k of the stream for the k-th draw. A draw's upper 52 bits give digits while the
///   product of their bases is at most 2^32, so a digit's relative bias is at most 2^-20, and that
///   of all the digits of one draw together too.
package struct DigitDraws {
  /// Digits of one draw stop before their bases multiply beyond this.
  static let room: UInt64 = 1 << 32

  private let stream: StreamKey
  private let row: UInt64
  private var nextLane: UInt64 = 0
  private var state: UInt64 = 0
  private var used = DigitDraws.room

  package init(_ stream: StreamKey, row: UInt64) {
    self.stream = stream
    self.row = row
  }

  /// A digit in `0..<base`; a base of 1 takes nothing from the draw.
  ///
  /// - Parameter base: 1…2^32.
  package mutating func next(_ base: UInt64) -> Int {
    precondition(base >= 1 && base <= DigitDraws.room, "a base of digits out of range")
    if base == 1 { return 0 }
    if !DigitDraws.fits(base, used) {
      state = DigitDraws.state(stream.lane(nextLane).bits(at: row))
      nextLane += 1
      used = 1
    }
    used &*= base
    let product = (state &<< 12).multipliedFullWidth(by: base)
    state = product.low &>> 12
    return Int(truncatingIfNeeded: product.high)
  }

  static func fits(_ base: UInt64, _ used: UInt64) -> Bool { base <= room / used }

  static func state(_ bits: UInt64) -> UInt64 { bits &>> 12 }
}
