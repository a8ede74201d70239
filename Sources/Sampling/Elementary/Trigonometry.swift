extension Elementary {
  /// sin(x) for any finite x in radians, within 1 ulp; NaN otherwise.
  package static func sin(_ x: Double) -> Double {
    let (quadrant, r) = reduced(x)
    switch quadrant {
    case 0: return sine(r)
    case 1: return cosine(r)
    case 2: return -sine(r)
    default: return -cosine(r)
    }
  }

  /// cos(x) for any finite x in radians, within 1 ulp; NaN otherwise.
  package static func cos(_ x: Double) -> Double {
    let (quadrant, r) = reduced(x)
    switch quadrant {
    case 0: return cosine(r)
    case 1: return -sine(r)
    case 2: return -cosine(r)
    default: return sine(r)
    }
  }

  /// tan(x) for any finite x in radians, within 3 ulp; NaN otherwise.
  package static func tan(_ x: Double) -> Double {
    let (quadrant, r) = reduced(x)
    return quadrant & 1 == 0 ? sine(r) / cosine(r) : -cosine(r) / sine(r)
  }

  /// |r| at most pi/4 and a little.
  private static func sine(_ r: DoubleDouble) -> Double {
    let x = r.high
    let z = x * x
    var p = -0x1.2f49b46814157p-57
    p = p * z + 0x1.952c77030ad4ap-49
    p = p * z - 0x1.ae7f3e733b81fp-41
    p = p * z + 0x1.6124613a86d09p-33
    p = p * z - 0x1.ae64567f544e4p-26
    p = p * z + 0x1.71de3a556c734p-19
    p = p * z - 0x1.a01a01a01a01ap-13
    p = p * z + 0x1.1111111111111p-7
    p = p * z - 0x1.5555555555555p-3
    return x + (x * z * p + r.low * (1 - 0.5 * z))
  }

  private static func cosine(_ r: DoubleDouble) -> Double {
    let x = r.high
    let z = x * x
    var p = -0x1.6827863b97d97p-53
    p = p * z + 0x1.ae7f3e733b81fp-45
    p = p * z - 0x1.93974a8c07c9dp-37
    p = p * z + 0x1.1eed8eff8d898p-29
    p = p * z - 0x1.27e4fb7789f5cp-22
    p = p * z + 0x1.a01a01a01a01ap-16
    p = p * z - 0x1.6c16c16c16c17p-10
    p = p * z + 0x1.5555555555555p-5
    let half = 0.5 * z
    let w = 1 - half
    return w + (((1 - w) - half) + (z * z * p - x * r.low))
  }

  /// x = quadrant pi/2 + r, modulo 2 pi, exact to about 2^-70 |r|.
  ///
  /// The bits of 2/pi that matter are multiplied by the 53-bit integer of x; what is above four
  /// quadrants drops out, so large arguments lose nothing.
  private static func reduced(_ x: Double) -> (quadrant: Int, r: DoubleDouble) {
    guard x.isFinite else { return (0, DoubleDouble(.nan)) }
    if x.magnitude <= 0.785 { return (0, DoubleDouble(x)) }
    let exponent = Int(x.exponent) - 52
    let mantissa = x.magnitude.significandBitPattern | 0x0010_0000_0000_0000
    var turns = product(mantissa, windowAt: max(0, exponent - 2))
    if exponent < 2 { turns = shiftedRight(turns, by: 2 - exponent) }
    var quadrant = Int(turns.high &>> 62)
    turns.high &= 0x3FFF_FFFF_FFFF_FFFF
    let isUpper = turns.high &>> 61 == 1
    if isUpper {
      quadrant = (quadrant + 1) & 3
      turns = complement(turns)
    }
    var r = DoubleDouble(0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54) * value(turns)
    if isUpper != (x < 0) { r = DoubleDouble(-r.high, -r.low) }
    return (x < 0 ? (4 - quadrant) & 3 : quadrant, r)
  }

  /// Fixed-point numbers of 256 bits, of which the lower 192 matter: 2 bits of quadrant, 190 of
  /// fraction; `spill` holds what lies above.
  private struct Turns {
    var spill: UInt64
    var high: UInt64
    var middle: UInt64
    var low: UInt64
  }

  private static func product(_ m: UInt64, windowAt start: Int) -> Turns {
    let low = word(start + 128).multipliedFullWidth(by: m)
    let middle = word(start + 64).multipliedFullWidth(by: m)
    let high = word(start).multipliedFullWidth(by: m)
    let (w1, c1) = middle.low.addingReportingOverflow(low.high)
    let (w2, c2) = high.low.addingReportingOverflow(middle.high)
    let (w3, c3) = w2.addingReportingOverflow(c1 ? 1 : 0)
    let carry: UInt64 = (c2 ? 1 : 0) &+ (c3 ? 1 : 0)
    return Turns(spill: high.high &+ carry, high: w3, middle: w1, low: low.low)
  }

  private static func shiftedRight(_ t: Turns, by count: Int) -> Turns {
    precondition(count > 0 && count < 64, "a shift inside one word")
    let right = UInt64(count)
    let left = 64 - right
    return Turns(
      spill: t.spill >> right, high: t.high >> right | t.spill << left,
      middle: t.middle >> right | t.high << left, low: t.low >> right | t.middle << left)
  }

  /// 1 minus a fraction of a quadrant.
  private static func complement(_ t: Turns) -> Turns {
    let low = ~t.low &+ 1
    let middle = ~t.middle &+ (low == 0 ? 1 : 0)
    let high = ~t.high &+ (low == 0 && middle == 0 ? 1 : 0)
    return Turns(spill: 0, high: high & 0x3FFF_FFFF_FFFF_FFFF, middle: middle, low: low)
  }

  /// The fraction as two doubles.
  private static func value(_ t: Turns) -> DoubleDouble {
    var bits = UInt128(t.high) << 64 | UInt128(t.middle)
    let zeros = min(bits.leadingZeroBitCount, 64)
    if zeros > 0 { bits = bits << UInt128(zeros) | UInt128(t.low) >> UInt128(64 - zeros) }
    // The highest bit of 192 is worth 2; `bits` is the upper 128 of them, moved up by `zeros`.
    let unit = scaled(1, byPowerOfTwo: -126 - zeros)
    let top = Double(UInt64(bits >> 75))
    let rest = Double(UInt64((bits >> 22) & 0x001F_FFFF_FFFF_FFFF))
    return DoubleDouble.sum(top * (unit * 0x1p75), rest * (unit * 0x1p22))
  }

  /// 64 bits of 2/pi from bit `start` on.
  private static func word(_ start: Int) -> UInt64 {
    let index = start >> 6
    let shift = UInt64(start & 63)
    let high = twoOverPi[index]
    return shift == 0 ? high : high << shift | twoOverPi[index + 1] >> (64 - shift)
  }

  /// The first 1280 bits of 2/pi.
  private static let twoOverPi: [UInt64] = [
    0xA2F9_836E_4E44_1529, 0xFC27_57D1_F534_DDC0, 0xDB62_9599_3C43_9041,
    0xFE51_63AB_DEBB_C561, 0xB724_6E3A_424D_D2E0, 0x0649_2EEA_09D1_921C,
    0xFE1D_EB1C_B129_A73E, 0xE882_35F5_2EBB_4484, 0xE99C_7026_B45F_7E41,
    0x3991_D639_8353_39F4, 0x9C84_5F8B_BDF9_283B, 0x1FF8_97FF_DE05_980F,
    0xEF2F_118B_5A0A_6D1F, 0x6D36_7ECF_27CB_09B7, 0x4F46_3F66_9E5F_EA2D,
    0x7527_BAC7_EBE5_F17B, 0x3D07_39F7_8A52_92EA, 0x6BFB_5FB1_1F8D_5D08,
    0x5603_3046_FC7B_6BAB, 0xF0CF_BC20_9AF4_361D,
  ]
}
