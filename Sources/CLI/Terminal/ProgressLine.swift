/// How far a run is: one line for people, one object for programs.
struct ProgressState {
  enum Phase: String {
    case preparing
    case rows
    case done
  }

  var phase = Phase.preparing
  /// Materials, then rows.
  var done = 0
  var total = 0
  /// Of materials by the rows gone through for them.
  var part: Double?
  var table: String?
  /// Since the phase began.
  var seconds = 0.0

  var rate: Double { seconds > 0 ? Double(done) / seconds : 0 }

  /// Nil as long as nothing tells.
  var secondsLeft: Double? {
    done > 0 && seconds > 0 ? Double(total - done) / rate : nil
  }

  /// `orders  ██████░░░░░░  42%  1,234,567 of 2,900,000 rows  812 k rows/s  0:12 left`
  func line(width: Int) -> String {
    let part = part ?? (total > 0 ? min(1, Double(done) / Double(total)) : 1)
    let barWidth = width >= 100 ? 24 : 10
    let filled = Int(part * Double(barWidth))
    let bar =
      String(repeating: "█", count: filled)
      + String(repeating: "░", count: barWidth - filled)
    var pieces = [bar, "\(Int(part * 100))%"]
    switch phase {
    case .preparing: pieces.append("preparing, step \(min(done + 1, total)) of \(total)")
    case .rows, .done:
      pieces.append("\(Figures.grouped(done)) of \(Figures.grouped(total)) rows")
      pieces.append("\(Figures.short(rate)) rows/s")
      if phase == .rows, let left = secondsLeft { pieces.append("\(Figures.clock(left)) left") }
      if let table { pieces.append(table) }
    }
    return String(pieces.joined(separator: "  ").prefix(max(0, width - 1)))
  }

  struct Record: Encodable {
    var event: String
    var done: Int
    var total: Int
    var part: Double?
    var table: String?
    var seconds: Double
    var rowsPerSecond: Double?
    var secondsLeft: Double?
  }

  var record: Record {
    let thousandths = { (value: Double) in (value * 1000).rounded() / 1000 }
    return Record(
      event: phase.rawValue, done: done, total: total, part: part.map(thousandths), table: table,
      seconds: thousandths(seconds), rowsPerSecond: phase == .preparing ? nil : rate.rounded(),
      secondsLeft: phase == .rows ? secondsLeft.map(thousandths) : nil)
  }
}
