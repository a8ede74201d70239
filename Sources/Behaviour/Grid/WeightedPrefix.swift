import Sampling

/// Integer prefix sums of weights: sums are exact in any order, a prefix of the entries can be
/// drawn from alone.
///
/// - Complexity: a pick is one look into a guide of 4,096 places and a short search.
struct WeightedPrefix: Sendable {
  /// `sums[i]` is the weight before entry i.
  let sums: [UInt64]
  private let guide: [Int32]
  private let shift: UInt64

  /// Total of the integer weights: room for 2^12 more in 64 bits.
  private static let scale = 0x1p50

  init(_ weights: [Double]) {
    let total = weights.reduce(0, +)
    var sums: [UInt64] = [0]
    sums.reserveCapacity(weights.count + 1)
    for weight in weights {
      sums.append(sums[sums.count - 1] + WeightedPrefix.units(weight, of: total))
    }
    let last = sums[sums.count - 1]
    let bits = UInt64(UInt64.bitWidth - last.leadingZeroBitCount)
    shift = bits > 12 ? bits - 12 : 0
    var guide: [Int32] = []
    var entry = 0
    for slot in 0...(last >> shift) {
      let value = slot << shift
      while entry + 1 < sums.count - 1, sums[entry + 1] <= value { entry += 1 }
      guide.append(Int32(entry))
    }
    self.sums = sums
    self.guide = guide
  }

  /// A weight as an integer; not 0 for a weight above 0.
  static func units(_ weight: Double, of total: Double) -> UInt64 {
    weight > 0
      ? max(1, UInt64((weight / total * WeightedPrefix.scale).rounded(.toNearestOrEven))) : 0
  }

  /// The entry in which the weight `value` lies; never one without weight.
  func entry(at value: UInt64) -> Int {
    let slot = Int(value >> shift)
    var low = Int(guide[slot])
    var high = slot + 1 < guide.count ? Int(guide[slot + 1]) + 1 : sums.count - 1
    while low + 1 < high {
      let middle = (low + high) / 2
      if sums[middle] <= value { low = middle } else { high = middle }
    }
    return low
  }
}
