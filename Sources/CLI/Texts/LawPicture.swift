import Columnar
import Sampling

/// A law as a small picture: what it says as a line or dots, over a histogram of drawn values.
///
/// Written as SVG, the same bytes for the same values.
struct LawPicture {
  private static let size = (width: 360.0, height: 140.0)
  private static let margin = (side: 10.0, top: 6.0, bottom: 18.0)
  /// Counts of up to as many values have a bar each.
  private static let barLimit = 48.0

  private let law: any Distribution
  private let type: LogicalType
  private let low: Double
  private let high: Double
  /// Bars over equal parts of the range.
  private let shares: [Double]
  /// What the law says of each.
  private let expected: [Double]
  private let top: Double

  /// - Parameter values: drawn, in the unit of the type.
  init(_ law: any Distribution, _ values: [Double], type: LogicalType) {
    self.law = law
    self.type = type
    let (first, last) = LawPicture.range(of: law)
    let isCounted = law.isWhole && last - first < LawPicture.barLimit
    low = isCounted ? first - 0.5 : first
    high = isCounted ? last + 0.5 : last
    let width = isCounted ? 1 : LawPicture.width(from: first, to: last, isWhole: law.isWhole)
    let count = Int(((high - low) / width).rounded(.up))
    var counts = [Double](repeating: 0, count: count)
    for value in values {
      let place = ((value - low) / width).rounded(.down)
      if place >= 0, place < Double(count) { counts[Int(place)] += 1 }
    }
    let start = low
    shares = counts.map { $0 / Double(values.count) }
    expected = counts.indices.map { index in
      let edge = start + Double(index) * width
      return law.cdfBelow(edge + width) - law.cdfBelow(edge)
    }
    top = max(shares.max() ?? 1, expected.max() ?? 1) * 1.05
  }

  /// The ends of a short support, else what holds all but the outermost values.
  private static func range(of law: any Distribution) -> (Double, Double) {
    let (low, high) = (law.quantile(0.002), law.upperQuantile(0.004))
    let reach = high - low
    let (first, last) = (law.support.lowerBound, law.support.upperBound)
    return (
      low - first < 0.15 * reach ? first : low, last - high < 0.15 * reach ? last : high
    )
  }

  private static func width(from first: Double, to last: Double, isWhole: Bool) -> Double {
    let width = (last - first) / LawPicture.barLimit
    return isWhole ? width.rounded(.up) : width
  }

  private func x(_ value: Double) -> Double {
    let inner = LawPicture.size.width - 2 * LawPicture.margin.side
    return LawPicture.margin.side + (value - low) / (high - low) * inner
  }

  private func y(_ share: Double) -> Double {
    let inner = LawPicture.size.height - LawPicture.margin.top - LawPicture.margin.bottom
    return LawPicture.margin.top + (1 - min(share / top, 1)) * inner
  }

  /// - Parameter title: for those who do not see the picture.
  func svg(title: String) -> String {
    let (width, height) = (Int(LawPicture.size.width), Int(LawPicture.size.height))
    var text = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(width) \(height)\" "
    text += "width=\"\(width)\" height=\"\(height)\" role=\"img\">\n<title>\(title)</title>\n"
    text += "<path fill=\"#9cc3e6\" d=\"\(bars)\"/>\n"
    text += law.isWhole ? dots : "<path fill=\"none\" stroke=\"#14487f\" d=\"\(line)\"/>\n"
    text += axis
    return text + "</svg>\n"
  }

  private var bars: String {
    let step = (high - low) / Double(shares.count)
    var path = ""
    for (index, share) in shares.enumerated() where share > 0 {
      let left = x(low + (Double(index) + 0.06) * step)
      let right = x(low + (Double(index) + 0.94) * step)
      path += "M\(short(left)) \(short(y(0)))V\(short(y(share)))H\(short(right))"
      path += "V\(short(y(0)))"
    }
    return path
  }

  private var dots: String {
    let step = (high - low) / Double(expected.count)
    var path = ""
    for (index, share) in expected.enumerated() {
      let middle = x(low + (Double(index) + 0.5) * step)
      path += "M\(short(middle)) \(short(y(share)))h0"
    }
    return "<path fill=\"none\" stroke=\"#14487f\" stroke-width=\"4\" stroke-linecap=\"round\" "
      + "d=\"\(path)\"/>\n"
  }

  /// The density as the share of a bar, in parts of a quarter of one.
  private var line: String {
    let parts = 4 * shares.count
    let width = (high - low) / Double(parts)
    var path = ""
    for part in 0..<parts {
      let edge = low + Double(part) * width
      let share = 4 * (law.cdfBelow(edge + width) - law.cdfBelow(edge))
      path += "\(part == 0 ? "M" : "L")\(short(x(edge + 0.5 * width))) \(short(y(share)))"
    }
    return path
  }

  private var axis: String {
    let base = short(y(0))
    let (left, right) = (short(x(low)), short(x(high)))
    var text = "<path stroke=\"#888\" d=\"M\(left) \(base)H\(right)\"/>\n"
    text += "<g font-family=\"sans-serif\" font-size=\"10\" fill=\"#888\">\n"
    let ticks = LawPicture.ticks(from: low, to: high, least: law.isWhole ? 1 : 0, type: type)
    for tick in ticks {
      let anchor = x(tick) < 20 ? "start" : x(tick) > 340 ? "end" : "middle"
      text += "<text x=\"\(short(x(tick)))\" y=\"136\" text-anchor=\"\(anchor)\">"
      text += "\(LawPicture.label(tick, type))</text>\n"
    }
    return text + "</g>\n"
  }

  /// Round places, four to nine of them.
  private static func ticks(
    from low: Double, to high: Double, least: Double, type: LogicalType
  ) -> [Double] {
    let wanted = max((high - low) / 5, least)
    var step = 1.0
    if type == .time {
      step = 4 * 3600e6
    } else {
      while step > wanted { step /= 10 }
      while step * 10 <= wanted { step *= 10 }
      if step * 5 <= wanted { step *= 5 } else if step * 2 <= wanted { step *= 2 }
    }
    let first = (low / step).rounded(.up)
    let last = (high / step).rounded(.down)
    return stride(from: first, through: last, by: 1).map { $0 * step }
  }

  private static func label(_ value: Double, _ type: LogicalType) -> String {
    if type == .time {
      let hour = Int((value / 3600e6).rounded())
      return (hour < 10 ? "0" : "") + "\(hour):00"
    }
    return LawFigures.text(value)
  }

  /// A place with at most one digit behind the point.
  private func short(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    let (whole, rest) = (abs(tenths) / 10, abs(tenths) % 10)
    return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest)"
  }
}

/// Numbers of laws as people read them.
enum LawFigures {
  /// Four digits that count, without zeros behind.
  static func text(_ value: Double) -> String {
    if value == 0 { return "0" }
    if !value.isFinite { return value > 0 ? "∞" : value < 0 ? "-∞" : "none" }
    var power = 1.0
    while value.magnitude * power < 1000, power < 1e12 { power *= 10 }
    let rounded = (value * power).rounded() / power
    if let whole = Int64(exactly: rounded), whole.magnitude < 1_000_000_000 {
      return grouped(whole)
    }
    return "\(rounded)"
  }

  private static func grouped(_ value: Int64) -> String {
    value.magnitude < 10_000 ? "\(value)" : Figures.grouped(value)
  }
}
