/// Tail integrals of densities that fall at least like a normal one.
package enum Quadrature {
  /// Points and weights of the 12-point Gauss–Legendre rule on (-1, 1), the positive half.
  private static let rule: [(point: Double, weight: Double)] = [
    (0x1.007a5f8f630e4p-3, 0x1.fe40ce6d4f025p-3), (0x1.78a8d20a8b19dp-2, 0x1.de3155c256ab5p-3),
    (0x1.2cb4f05c077f9p-1, 0x1.a0163e6b1ab72p-3), (0x1.8a30aeed88f36p-1, 0x1.47d7258f22d8fp-3),
    (0x1.cee874ffb88b4p-1, 0x1.b60602bce6181p-4), (0x1.f68f1d8e42e81p-1, 0x1.8275d9dea6d8fp-5),
  ]

  /// The integral of `density` from x outward to `end`.
  ///
  /// - Parameters:
  ///   - direction: 1 upwards, -1 downwards.
  ///   - scale: the standard deviation.
  ///   - distance: how far x lies from the centre; panels narrow as the density falls faster.
  static func tail(
    from x: Double, direction: Double, scale: Double, distance: Double, end: Double,
    _ density: (Double) -> Double
  ) -> Double {
    var (start, far, sum) = (x, distance, 0.0)
    while (end - start) * direction > 0 {
      var width = scale * min(0.75, 2.5 * scale / max(far, scale))
      if (end - start).magnitude < width { width = (end - start).magnitude }
      let half = 0.5 * width
      let area = panel(middle: start + direction * half, half: half, density)
      sum += area
      if area <= sum * 0x1p-58 { break }
      start += direction * width
      far += width
    }
    return min(1, sum)
  }

  /// The integral of a smooth function over middle ± half.
  package static func panel(middle: Double, half: Double, _ density: (Double) -> Double) -> Double {
    var sum = 0.0
    for (point, weight) in rule {
      sum += weight * (density(middle - half * point) + density(middle + half * point))
    }
    return sum * half
  }

  /// The points of `panel`, with their weights.
  package static func forEachPoint(
    middle: Double, half: Double, _ body: (_ point: Double, _ weight: Double) -> Void
  ) {
    for (point, weight) in rule {
      body(middle - half * point, half * weight)
      body(middle + half * point, half * weight)
    }
  }
}
