import Sampling

/// The inside of a polygon on the map, cut into triangles.
///
/// Points lie even in degrees of latitude and longitude; on the ground, even but for how far the
/// polygon reaches from north to south.
struct PolygonArea: Sendable {
  struct Point: Hashable, Sendable {
    var latitude: Double
    var longitude: Double
  }

  enum Problem: Error, Hashable {
    case crosses(Int, Int)
    case hasNoArea
  }

  /// A corner, and the ways from it to the other two.
  private struct Triangle: Sendable {
    var corner: Point
    var first: Point
    var second: Point
  }

  private let triangles: [Triangle]
  private let alias: AliasTable
  let latitudes: ClosedRange<Double>
  let longitudes: ClosedRange<Double>

  /// - Parameter corners: in order around, three or more; the last may be the first again.
  init(_ written: [Point]) throws(Problem) {
    var corners = written
    if corners.count > 1, corners.first == corners.last { corners.removeLast() }
    if let (first, second) = PolygonArea.crossing(corners) { throw .crosses(first, second) }
    if PolygonArea.doubledArea(corners) < 0 { corners.reverse() }
    var triangles: [Triangle] = []
    var weights: [Double] = []
    var left = corners
    while left.count >= 3 {
      guard let ear = PolygonArea.ear(of: left) else { break }
      let (a, b, c) = PolygonArea.around(ear, left)
      let area = PolygonArea.cross(a, b, c)
      if area > 0 {
        triangles.append(
          Triangle(corner: b, first: PolygonArea.way(b, a), second: PolygonArea.way(b, c)))
        weights.append(area)
      }
      left.remove(at: ear)
    }
    guard !weights.isEmpty else { throw .hasNoArea }
    self.triangles = triangles
    alias = AliasTable(weights: weights)
    let (latitudes, longitudes) = (corners.map(\.latitude), corners.map(\.longitude))
    self.latitudes = (latitudes.min() ?? 0)...(latitudes.max() ?? 0)
    self.longitudes = (longitudes.min() ?? 0)...(longitudes.max() ?? 0)
  }

  /// - Draws: three per row.
  func points(_ stream: StreamKey, _ rows: RowKeys) -> [Point] {
    let picks = alias.picks(stream, rows)
    let first = stream.lane("first").uniforms(for: rows)
    let second = stream.lane("second").uniforms(for: rows)
    return picks.indices.map { row in
      let triangle = triangles[Int(picks[row])]
      var (u, v) = (first[row], second[row])
      // Of a parallelogram, the half behind the diagonal is folded over.
      if u + v > 1 { (u, v) = (1 - u, 1 - v) }
      return Point(
        latitude: triangle.corner.latitude
          + (u * triangle.first.latitude + v * triangle.second.latitude),
        longitude: triangle.corner.longitude
          + (u * triangle.first.longitude + v * triangle.second.longitude))
    }
  }

  /// An angle that can be cut off: convex, and with no other corner inside.
  private static func ear(of corners: [Point]) -> Int? {
    var flat: Int?
    for index in corners.indices {
      let (a, b, c) = around(index, corners)
      let area = cross(a, b, c)
      if area == 0 { flat = flat ?? index }
      guard area > 0 else { continue }
      let isClear = !corners.contains { point in
        point != a && point != b && point != c && cross(a, b, point) >= 0
          && cross(b, c, point) >= 0 && cross(c, a, point) >= 0
      }
      if isClear { return index }
    }
    return flat
  }

  private static func around(_ index: Int, _ corners: [Point]) -> (Point, Point, Point) {
    let count = corners.count
    return (corners[(index + count - 1) % count], corners[index], corners[(index + 1) % count])
  }

  private static func way(_ from: Point, _ to: Point) -> Point {
    Point(latitude: to.latitude - from.latitude, longitude: to.longitude - from.longitude)
  }

  /// Twice the area of a triangle, above 0 where it turns left.
  private static func cross(_ a: Point, _ b: Point, _ c: Point) -> Double {
    (b.longitude - a.longitude) * (c.latitude - a.latitude)
      - (b.latitude - a.latitude) * (c.longitude - a.longitude)
  }

  private static func doubledArea(_ corners: [Point]) -> Double {
    guard let origin = corners.first else { return 0 }
    var sum = 0.0
    for index in corners.indices.dropLast() {
      sum += cross(origin, corners[index], corners[index + 1])
    }
    return sum
  }

  /// Two sides that cut each other, by the numbers of their first corners.
  private static func crossing(_ corners: [Point]) -> (Int, Int)? {
    let count = corners.count
    for first in corners.indices {
      let (a, b) = (corners[first], corners[(first + 1) % count])
      for second in corners.indices.dropFirst(first + 2)
      where (second + 1) % count != first {
        let (c, d) = (corners[second], corners[(second + 1) % count])
        if cross(a, b, c) * cross(a, b, d) < 0, cross(c, d, a) * cross(c, d, b) < 0 {
          return (first, second)
        }
      }
    }
    return nil
  }
}
