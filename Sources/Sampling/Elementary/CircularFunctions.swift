extension Elementary {
  /// atan(x) in radians, within 1 ulp.
  ///
  /// By the nearest of 17 points, from which the rest is at most 1/32.
  package static func atan(_ x: Double) -> Double {
    if x.isNaN { return x }
    let magnitude = x.magnitude
    let isInverted = magnitude > 1
    let y = isInverted ? 1 / magnitude : magnitude
    let index = Int((y * 16).rounded())
    let point = Double(index) * 0.0625
    let t = (y - point) / (1 + y * point)
    let z = t * t
    var p = 1 / 13.0
    p = p * z - 1 / 11.0
    p = p * z + 1 / 9.0
    p = p * z - 1 / 7.0
    p = p * z + 1 / 5.0
    p = p * z - 1 / 3.0
    let (high, low) = arcs[index]
    let rest = low + t * z * p
    // pi/2 has digits behind its double too.
    let angle =
      isInverted
      ? 0x1.921fb54442d18p+0 - (high + t) + (0x1.1a62633145c07p-54 - rest) : high + (t + rest)
    return x < 0 ? -angle : angle
  }

  /// asin(x) for x within 0...1, to about 2 ulp of pi/2.
  package static func asin(_ x: Double) -> Double {
    x >= 1 ? 0.5 * .pi : atan(x / ((1 - x) * (1 + x)).squareRoot())
  }

  /// exp(-x) times the modified Bessel function I0(x), for x of at least 0, within 8 ulp.
  ///
  /// - Reference: Abramowitz and Stegun, 9.6.12 and 9.7.1.
  package static func scaledBesselI0(_ x: Double) -> Double {
    if x <= 30 {
      let quarter = 0.25 * x * x
      var (term, sum, k) = (1.0, 1.0, 1.0)
      while term > sum * 0x1p-58 {
        term *= quarter / (k * k)
        sum += term
        k += 1
      }
      return sum * exp(-x)
    }
    var (term, sum, k) = (1.0, 1.0, 1.0)
    while term > sum * 0x1p-58 {
      let odd = 2 * k - 1
      term *= odd * odd / (8 * x * k)
      sum += term
      k += 1
    }
    return sum / (2 * .pi * x).squareRoot()
  }

  /// atan(k / 16) as two doubles.
  private static let arcs: [(Double, Double)] = [
    (0x0.0p+0, 0x0.0p+0), (0x1.ff55bb72cfdeap-5, -0x1.c934d86d23f1dp-60),
    (0x1.fd5ba9aac2f6ep-4, -0x1.cd37686760c17p-59), (0x1.7b97b4bce5b02p-3, 0x1.347b0b4f881cap-58),
    (0x1.f5b75f92c80ddp-3, 0x1.8ab6e3cf7afbdp-57), (0x1.362773707ebccp-2, -0x1.963a544b672d8p-57),
    (0x1.6f61941e4def1p-2, -0x1.c63aae6f6e918p-56), (0x1.a64eec3cc23fdp-2, -0x1.24dec1b50b7ffp-56),
    (0x1.dac670561bb4fp-2, 0x1.a2b7f222f65e2p-56), (0x1.0657e94db30d0p-1, -0x1.d5b495f6349e6p-56),
    (0x1.1e00babdefeb4p-1, -0x1.928df287a668fp-58), (0x1.345f01cce37bbp-1, 0x1.1021137c71102p-55),
    (0x1.4978fa3269ee1p-1, 0x1.2419a87f2a458p-56), (0x1.5d58987169b18p-1, 0x1.0028e4bc5e7cap-57),
    (0x1.700a7c5784634p-1, -0x1.8c34d25aadef6p-56), (0x1.819d0b7158a4dp-1, -0x1.bf76229d3b917p-56),
    (0x1.921fb54442d18p-1, 0x1.1a62633145c07p-55),
  ]
}
