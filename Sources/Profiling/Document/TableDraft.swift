import Validation

/// A table as a document writes it.
struct TableDraft {
  /// How little is said, where a document has reasons to refuse more.
  struct Plainness {
    var table = false
    var key = false
    /// By column: 1 without laws and choices, 2 nothing but that there is such a column; references
    /// are then values without reference, and only 3 is nothing.
    var columns: [String: Int] = [:]
  }

  private let table: TableProfile
  private let dataset: DatasetProfile
  private let names: DraftNames
  private let plain: Plainness
  /// Tables that stand before this one.
  private let earlier: Set<String>
  private let arrival: ArrivalDraft?
  /// Rows stand together by this one.
  private let per: ReferenceProfile?

  init(
    _ table: TableProfile, of dataset: DatasetProfile, _ names: DraftNames, _ plain: Plainness,
    earlier: Set<String>
  ) {
    self.table = table
    self.dataset = dataset
    self.names = names
    self.plain = plain
    self.earlier = earlier
    per =
      plain.table
      ? nil
      : table.references.first {
        $0.isGrouped && earlier.contains($0.table) && table.key != [$0.column]
      }
    arrival = plain.table ? nil : ArrivalDraft(table)
  }

  private func name(_ column: String) -> String { names.column(column, of: table.name) }

  var lines: [String] {
    var lines = ["  \(YAMLText.name(names.table(table.name))):\(heading)"]
    let key = KeyDraft(table, isPlain: plain.table)
    let columns = table.columns.map { column -> String in
      let (text, comment) = self.column(column, key)
      return "      \(YAMLText.name(name(column.name))): \(text)"
        + (comment.isEmpty ? "" : "  # \(YAMLText.comment(comment))")
    }
    if let literal = key.literal {
      lines.append("    literal: [[\(YAMLText.name(name(literal.column)))], \(literal.rows)]")
    } else {
      lines.append("    rows: \(rows)")
    }
    if !plain.key, let names = key.named ?? counted {
      let list = names.map { YAMLText.name(name($0)) }
      lines.append("    key: \(list.count == 1 ? list[0] : "[\(list.joined(separator: ", "))]")")
    }
    if let arrivals, key.literal == nil { lines.append("    arrivals: \(arrivals)") }
    lines.append(columns.isEmpty ? "    columns: {}" : "    columns:")
    return lines + columns
  }

  private var heading: String {
    var parts: [String] = []
    if names.table(table.name) != table.name { parts.append("in the files '\(table.name)'") }
    if table.key.count > 1 { parts.append("\(table.key.joined(separator: " and ")) are the key") }
    for reference in table.references where reference.orphans > 0 {
      parts.append(
        "\(Wording.count(reference.orphans, "row")) with no row of \(reference.table)")
    }
    return parts.isEmpty ? "" : "  # " + YAMLText.comment(parts.joined(separator: "; "))
  }

  private var rows: String {
    guard let per else { return "\(table.rows)" }
    return YAMLText.map(
      [("per", YAMLText.name(name(per.column)))] + LawDraft.children(per))
  }

  private var counted: [String]? {
    table.countsAnew && per?.column == table.key.first ? table.key : nil
  }

  private var since: (reference: ReferenceProfile, time: String)? {
    guard let since = arrival?.since, earlier.contains(since.reference.table) else { return nil }
    return since
  }

  private var arrivals: String? {
    guard let arrival else { return nil }
    let following = since.map { since in
      YAMLText.name(name(since.reference.column)) + "."
        + names.column(since.time, of: since.reference.table)
    }
    if let per {
      guard let since, since.reference.column == per.column else { return nil }
      return YAMLText.map(
        arrival.entries(per: nil, since: following).filter { $0.0 != "sorted" })
    }
    var entries = arrival.entries(
      per: since.map { YAMLText.name(name($0.reference.column)) }, since: following)
    if let shape = parentShape {
      let gamma = YAMLText.map([("shape", YAMLText.figure(shape))])
      entries.append(("heterogeneity", YAMLText.map([("gamma", gamma)])))
    }
    return YAMLText.map(entries)
  }

  private var parentShape: Double? {
    guard let since, let counts = since.reference.childrenSample, let arrival,
      let times = dataset.table(since.reference.table)?.column(since.time),
      let sample = times.sample, let ends = arrival.column.ends
    else { return nil }
    let unit = times.kind == arrival.column.kind ? 1 : times.kind == .date ? 1 / 86_400e6 : 86_400e6
    return ParentSpread.gammaShape(
      counts, times: sample, window: (ends.lowerBound * unit)...(ends.upperBound * unit))
  }

  // Columns

  private func column(_ column: ColumnProfile, _ key: KeyDraft) -> (String, String) {
    let level = plain.columns[column.name] ?? 0
    let renamed = name(column.name) == column.name ? "" : "in the files '\(column.name)'; "
    let reference = table.references.first { $0.column == column.name }
    if level > (reference == nil ? 1 : 2), key.column != column.name {
      let type = column.kind.isNested || column.kind == .other ? "text" : column.type
      return (
        YAMLText.map([("value", "null"), ("type", YAMLText.quoted(type))]),
        renamed + "what was found of it cannot be written"
      )
    }
    if key.column == column.name {
      let entries = level > 0 ? key.plainEntries : key.entries
      return (entries.isEmpty ? "{}" : YAMLText.map(entries), renamed + key.comment)
    }
    if let reference, level < 2 {
      return (
        YAMLText.map(refers(reference, column, isPlain: level > 0 || plain.table)),
        renamed + comment(reference)
      )
    }
    if arrival?.column.name == column.name, arrivals != nil, level == 0, key.literal == nil {
      var entries = [("arrival", column.kind == .date ? "date" : "timestamp")]
      if case .step(let step)? = column.grid { entries.append(("round", LawText.span(step))) }
      return (YAMLText.map(entries), renamed)
    }
    if table.countsAnew, table.key.last == column.name, per?.column == table.key.first, level == 0 {
      let counted = YAMLText.map([("per", YAMLText.name(name(table.key[0])))])
      let type = column.type == "int64" ? [] : [("type", column.type)]
      return (YAMLText.map([("sequence", counted)] + type), renamed)
    }
    let draft = ColumnDraft(column, isPlain: level > 0)
    return (YAMLText.map(draft.entries), renamed + draft.comment)
  }

  private func refers(
    _ reference: ReferenceProfile, _ column: ColumnProfile, isPlain: Bool
  ) -> [(String, String)] {
    var entries = [("ref", YAMLText.name(names.table(reference.table)))]
    let isWithin = reference.table == table.name
    if column.isUnique, !isWithin {
      entries.append(("unique", "true"))
    } else if !isPlain, !isWithin, earlier.contains(reference.table), per?.column != column.name,
      since?.reference.column != column.name
    {
      // Rows without a value are dealt out too, and lose it afterwards.
      let factor = 1 / max(1e-6, 1 - column.missingShare)
      let law = LawDraft.children(reference, factor: factor)
      if factor < 1.2 || law.first?.0 == "poisson" || law.first?.0 == "negative_binomial" {
        entries.append(("each", YAMLText.map(law)))
      }
    }
    if column.missing > 0, !isWithin {
      entries.append(("missing", YAMLText.percent(column.missingShare)))
    }
    return entries
  }

  private func comment(_ reference: ReferenceProfile) -> String {
    let evidence = reference.evidence.joined(separator: " and ")
    return "by its \(evidence); \(Wording.number(reference.childrenMean)) rows each"
  }
}
