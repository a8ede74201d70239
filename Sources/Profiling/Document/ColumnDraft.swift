import Validation

/// The generator of a column, as a document writes it, by what was found of its values.
struct ColumnDraft {
  let profile: ColumnProfile
  /// What is said behind it.
  private(set) var comment = ""
  private(set) var entries: [(String, String)] = []

  /// - Parameters:
  ///   - isPlain: without what a document may have reasons to refuse.
  init(_ profile: ColumnProfile, isPlain: Bool) {
    self.profile = profile
    if profile.present == 0, profile.parts.isEmpty {
      entries = [("value", "null"), type ?? ("type", "text")]
      comment = profile.rows == 0 ? "" : "always missing"
      return
    }
    write(isPlain)
    guard !entries.isEmpty else {
      entries = [("value", "null"), ("type", "text")]
      comment = "\(profile.type): values of this kind are not made"
      return
    }
    if profile.missing > 0 {
      entries.append(("missing", YAMLText.percent(profile.missingShare)))
    }
  }

  private var type: (String, String)? {
    let known: Set<ValueKind> = [
      .whole, .number, .truth, .text, .date, .timestamp, .time, .uuid,
    ]
    guard known.contains(profile.kind) else { return nil }
    return ("type", profile.type.contains("(") ? YAMLText.quoted(profile.type) : profile.type)
  }

  private mutating func write(_ isPlain: Bool) {
    if profile.isConstant, let value = profile.frequent.first?.value, !profile.kind.isNested {
      entries = [("value", Self.literal(value, profile.kind))] + (type.map { [$0] } ?? [])
      return
    }
    switch profile.kind {
    case .truth:
      let share = profile.frequent.first { $0.value == "true" }?.share ?? 0.5
      entries = [("chance", YAMLText.percent(share))]
    case .uuid: entries = [("uuid", "v4")]
    case .text: writeText(isPlain)
    case .whole, .number: writeNumber(isPlain)
    case .date, .timestamp, .time: writeTime()
    case .list: writeList(isPlain)
    case .record: writeRecord(isPlain)
    case .json:
      entries = [("value", YAMLText.quoted("{}")), ("type", "text")]
      comment = "JSON; its form was not looked at"
    case .map, .other: break
    }
  }

  /// A value as a document writes it, whose type is stated beside it.
  private static func literal(_ value: String, _ kind: ValueKind) -> String {
    switch kind {
    case .whole, .number, .truth: value
    case .text: YAMLText.quoted(value.hasPrefix("=") ? "=" + value : value)
    default: YAMLText.quoted(value)
    }
  }

  // Numbers

  private static let mostCases = 20

  private mutating func writeNumber(_ isPlain: Bool) {
    if let step = profile.step, let least = profile.ends?.lowerBound, profile.missing == 0 {
      let start = step > 0 ? least : profile.ends?.upperBound ?? least
      entries = [
        ("sequence", YAMLText.map([("start", NumberText.plain(start)), ("step", "\(step)")]))
      ]
      if profile.type != "int64" { entries += type.map { [$0] } ?? [] }
      return
    }
    if !isPlain, isChoice {
      writeChoice()
    } else if !isPlain, let law = profile.law, law.fits {
      entries = LawDraft.entries(law, bounds: bounds(law))
      comment = "off by \(Wording.percent(law.distance))"
      writeGrid(law.word)
    } else if let sample = profile.sample, sample.greatest > sample.least {
      entries = [LawDraft.empirical(sample, kind: profile.kind)]
      comment = isPlain ? "" : "of no law that was tried"
      writeGrid("empirical")
    }
    if profile.notFinite > 0 {
      comment = "\(Wording.count(profile.notFinite, "value")) that are not finite were left out"
    }
  }

  /// Few values whose shares are no law's.
  private var isChoice: Bool {
    guard profile.listsAll, profile.frequent.count <= Self.mostCases,
      2 * profile.frequent.count <= profile.present
    else { return false }
    let counting: Set<String> = ["integer", "poisson", "geometric", "negative_binomial"]
    if profile.kind == .whole, let law = profile.law, law.fits, law.lower == nil, law.upper == nil,
      counting.contains(law.word)
    {
      return law.distance > 0.002 + 0.8 / Double(profile.present).squareRoot()
    }
    return true
  }

  /// Laws without ends keep to those of the values where a type or a sign asks for it.
  private func bounds(_ law: FittedLaw) -> ClosedRange<Double>? {
    guard let ends = profile.ends, law.lower == nil || law.upper == nil else { return nil }
    let isNarrow = !["float64", "int64"].contains(profile.type)
    let hasBothSides = ["normal", "logistic", "gumbel", "student_t"].contains(law.word)
    return isNarrow || hasBothSides ? ends : nil
  }

  private mutating func writeGrid(_ word: String) {
    let isWhole = ["integer", "poisson", "geometric", "negative_binomial", "log_series"]
      .contains(word)
    if let grid = profile.grid {
      switch grid {
      // A type of decimals says it too.
      case .digits(let count):
        if profile.type.hasPrefix("float"), !isWhole { entries.append(("round", "\(count)")) }
      case .step(let step):
        if !isWhole {
          entries.append(
            step >= 10
              ? ("round", NumberText.plain(step))
              : ("round", YAMLText.map([("step", NumberText.plain(step))])))
        }
      }
    }
    let isUsual = isWhole ? profile.type == "int64" : profile.type == "float64"
    if !isUsual { entries += type.map { [$0] } ?? [] }
  }

  private mutating func writeChoice() {
    let cases = profile.frequent.map {
      (
        profile.kind == .text ? YAMLText.text($0.value) : YAMLText.quoted($0.value),
        "\($0.count)"
      )
    }
    entries = [("choice", YAMLText.map(cases))]
    let isPlainText =
      profile.kind == .text && profile.frequent.allSatisfy { YAMLText.isWords($0.value) }
    if !isPlainText { entries += type.map { [$0] } ?? [] }
  }

  // Times

  private mutating func writeTime() {
    guard let ends = profile.ends, let sample = profile.sample else { return }
    let isEven = profile.law.map { $0.fits && ["integer", "uniform"].contains($0.word) } ?? false
    if profile.kind == .date, isEven {
      entries = [
        (
          "date",
          YAMLText.map([
            ("from", MeasureText.text(ends.lowerBound, .date)),
            ("to", MeasureText.text(ends.upperBound, .date)),
          ])
        )
      ]
      return
    }
    entries = [LawDraft.empirical(sample, kind: profile.kind)]
    if case .step(let step)? = profile.grid { entries.append(("round", LawText.span(step))) }
    entries += type.map { [$0] } ?? []
  }

  // Texts

  private mutating func writeText(_ isPlain: Bool) {
    guard let shape = profile.text else { return }
    let isFew = profile.listsAll && 2 * profile.frequent.count <= profile.present
    if !isPlain, isFew || profile.listsAll && !profile.isUnique && profile.frequent.count <= 3 {
      writeChoice()
    } else if !isPlain, let fact = TextFact(profile) {
      entries = [(fact.word, fact.fact)]
      if profile.isUnique, fact.mayBeUnique { entries.append(("unique", "true")) }
      comment = "guessed from the name of the column"
    } else if !isPlain, let pattern = shape.pattern {
      entries = [("pattern", YAMLText.quoted(pattern))]
      if profile.isUnique { entries.append(("unique", "true")) }
    } else {
      writeFiller(shape)
    }
  }

  /// Words of about the length of the texts.
  private mutating func writeFiller(_ shape: TextShape) {
    comment = "texts of \(shape.shortest) to \(shape.longest) characters"
    let words = max(1, Int(((profile.mean ?? 10) / 6.5).rounded()))
    let spread = max(1, words / 2)
    let length = YAMLText.map([
      (
        "integer",
        YAMLText.map([("from", "\(max(1, words - spread))"), ("to", "\(words + spread)")])
      )
    ])
    entries = [("lorem", "words"), ("length", length)]
  }

  // Values that hold others

  private mutating func writeList(_ isPlain: Bool) {
    guard let length = profile.parts.first(where: { $0.name == "length" }),
      let element = profile.parts.last, element.name == "element"
    else { return }
    let inner = ColumnDraft(element, isPlain: isPlain)
    let count = ColumnDraft(length, isPlain: isPlain)
    let isEmpty = length.present == 0
    entries = [
      ("list", YAMLText.map(inner.entries)),
      ("length", isEmpty ? "0" : YAMLText.map(count.entries.filter { $0.0 != "type" })),
    ]
  }

  private mutating func writeRecord(_ isPlain: Bool) {
    guard !profile.parts.isEmpty else { return }
    entries = [
      (
        "struct",
        YAMLText.map(
          profile.parts.map {
            (YAMLText.name($0.name), YAMLText.map(ColumnDraft($0, isPlain: isPlain).entries))
          })
      )
    ]
  }
}
