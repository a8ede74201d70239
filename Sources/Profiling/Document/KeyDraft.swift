/// The key of a table, as a document writes it.
struct KeyDraft {
  /// The column that is the key; nil where the table has none of one column.
  private(set) var column: String?
  private(set) var entries: [(String, String)] = []
  /// What does in any case.
  private(set) var plainEntries: [(String, String)] = []
  /// The columns that the table has to call its key.
  private(set) var named: [String]?
  /// Rows that stand in the document: those of a few names that nothing forms.
  private(set) var literal: (column: String, rows: String)?
  private(set) var comment = "tells rows apart"

  init(_ table: TableProfile, isPlain: Bool) {
    guard table.key.count == 1, let name = table.key.first, let key = table.column(name) else {
      return
    }
    column = name
    let type = key.type == "int64" || key.kind != .whole ? [] : [("type", key.type)]
    let digits = "\(max(1, table.rows))".count
    plainEntries =
      key.kind == .whole
      ? [("key", "integer")] + type
      : key.kind == .uuid ? [("key", "uuid")] : [("key", YAMLText.quoted("{:0\(digits)}"))]
    if let reference = table.references.first(where: { $0.column == name }) {
      column = nil
      if reference.table != table.name { named = [name] }
      return
    }
    switch key.kind {
    case .uuid: entries = plainEntries
    case .whole: write(whole: key, table, type)
    default: write(text: key, table, isPlain)
    }
  }

  private mutating func write(
    whole key: ColumnProfile, _ table: TableProfile, _ type: [(String, String)]
  ) {
    guard let ends = key.ends else { return }
    if key.step == 1, ends.lowerBound == 1 {
      entries = plainEntries
    } else if let step = key.step, step > 0 {
      named = [key.name]
      entries =
        [
          (
            "sequence",
            YAMLText.map([("start", NumberText.plain(ends.lowerBound)), ("step", "\(step)")])
          )
        ] + type
    } else {
      named = [key.name]
      entries =
        [
          (
            "integer",
            YAMLText.map([
              ("from", NumberText.plain(ends.lowerBound)),
              ("to", NumberText.plain(ends.upperBound)),
            ])
          ), ("unique", "true"),
        ] + type
    }
  }

  private mutating func write(text key: ColumnProfile, _ table: TableProfile, _ isPlain: Bool) {
    if let numbered = key.text?.numbered, numbered.least == 1, numbered.greatest == table.rows,
      !(numbered.before + numbered.behind).contains(where: { "{}".contains($0) })
    {
      let digits = numbered.width > 1 ? "{:0\(numbered.width)}" : "{}"
      entries = [("key", YAMLText.quoted(numbered.before + digits + numbered.behind))]
    } else if let pattern = key.text?.pattern {
      named = [key.name]
      entries = [("pattern", YAMLText.quoted(pattern)), ("unique", "true")]
    } else if key.listsAll, !isPlain {
      let rows = key.frequent.map(\.value).sorted().map { "[\(YAMLText.quoted($0))]" }
      literal = (key.name, rows.joined(separator: ", "))
      entries = [("type", "text")]
    } else {
      entries = plainEntries
      comment = "tells rows apart; its texts are of no one form"
    }
  }
}
