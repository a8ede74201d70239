import Sampling

/// Distances on the earth taken as a sphere.
///
/// - Units: degrees; kilometres.
/// - Reference: mean radius of the earth of GRS 80, 6371.0088 km.
enum Sphere {
  private static let radius = 6371.0088
  /// Half of the way round.
  static let farthest = 20_015.0

  private static let degree = 0.017453292519943295

  /// A point even in the cap within a distance of a centre.
  ///
  /// - Parameters:
  ///   - u, v: uniforms, for how far away and in which direction.
  static func point(
    around latitude: Double, _ longitude: Double, within distance: Double, _ u: Double, _ v: Double
  ) -> PolygonArea.Point {
    // The area of a cap goes by the square of the sine of half its angle.
    let half = u.squareRoot() * Elementary.sin(0.5 * distance / radius)
    let (sine, cosine) = (2 * half * (1 - half * half).squareRoot(), 1 - 2 * half * half)
    let direction = 2 * Double.pi * v
    let (sin1, cos1) = (Elementary.sin(latitude * degree), Elementary.cos(latitude * degree))
    let sin2 = sin1 * cosine + cos1 * sine * Elementary.cos(direction)
    let turned = angle(
      Elementary.sin(direction) * sine * cos1, cosine - sin1 * sin2)
    var other = longitude + turned / degree
    if other > 180 { other -= 360 }
    if other < -180 { other += 360 }
    return PolygonArea.Point(
      latitude: angle(sin2, max(0, (1 - sin2) * (1 + sin2)).squareRoot()) / degree,
      longitude: other)
  }

  /// The angle of a direction, within ±pi.
  private static func angle(_ y: Double, _ x: Double) -> Double {
    if x == 0, y == 0 { return 0 }
    if x.magnitude >= y.magnitude {
      let angle = Elementary.atan(y / x)
      return x > 0 ? angle : y < 0 ? angle - .pi : angle + .pi
    }
    let angle = 0.5 * .pi - Elementary.atan(x / y.magnitude)
    return y < 0 ? -angle : angle
  }
}
