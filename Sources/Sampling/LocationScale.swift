/// Where the standard form of a law is moved and by how much it is stretched.
struct LocationScale: Hashable, Sendable {
  let location: Double
  let scale: Double

  /// How many scales a value lies above the location, which may be further than doubles go.
  func deviations(_ x: Double) -> Double {
    let distance = x - location
    return distance.isFinite || x.isInfinite
      ? distance / scale : x / scale - location / scale
  }

  /// The value so many scales above the location; the product alone may be beyond the doubles.
  func value(_ z: Double) -> Double {
    let value = location + scale * z
    return value.isFinite ? value : 64 * (location / 64 + scale / 64 * z)
  }

  /// The same as a draw: held to what a double holds.
  @inline(__always) func drawn(_ z: Double) -> Double {
    let most = Double.greatestFiniteMagnitude
    return min(max(location + scale * z, -most), most)
  }

  /// What draws between two standard ones can be.
  func range(_ low: Double, _ high: Double) -> ClosedRange<Double> { drawn(low)...drawn(high) }
}
