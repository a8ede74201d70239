import Validation

/// Laws and grids as people read them.
package enum LawText {
  /// `lognormal median 31.2, p90 80.1 in 2 … 400, off by 0.8 %`.
  package static func line(_ law: FittedLaw, _ kind: ValueKind) -> String {
    let shown = { (value: Double) in
      kind.isInstant ? MeasureText.text(value, kind) : Wording.number(value)
    }
    let parameters = law.parameters.map { parameter in
      let hasUnit = ["from", "to", "location", "mean", "median", "p90"].contains(parameter.name)
      return
        "\(parameter.name) \(hasUnit ? shown(parameter.value) : Wording.number(parameter.value))"
    }
    let isEven = kind.isInstant && (law.word == "integer" || law.word == "uniform")
    var text = "\(isEven ? "evenly" : law.word) \(parameters.joined(separator: ", "))"
    if law.lower != nil || law.upper != nil {
      text += " in \(law.lower.map(shown) ?? "") … \(law.upper.map(shown) ?? "")"
    }
    if let zeros = law.zeros { text += ", \(Wording.percent(zeros)) more zeros" }
    return text + ", off by \(Wording.percent(law.distance))"
  }

  /// Nil where there is nothing to say.
  package static func grid(_ grid: ValueGrid, _ kind: ValueKind) -> String? {
    switch grid {
    case .digits(0): return "whole"
    case .digits(let count): return "\(count) digits"
    case .step(let step):
      guard kind == .timestamp || kind == .time else {
        return "in steps of \(NumberText.plain(step))"
      }
      return "in steps of \(span(step))"
    }
  }

  /// A length of time in microseconds as documents write it.
  package static func span(_ step: Double) -> String {
    let units: [(String, Double)] = [
      ("d", 86_400e6), ("h", 3600e6), ("min", 60e6), ("s", 1e6), ("ms", 1e3),
    ]
    for (unit, length) in units where (step / length).rounded() == step / length {
      return "\(Int(step / length))\(unit)"
    }
    return "\(step / 1e6)s"
  }
}
