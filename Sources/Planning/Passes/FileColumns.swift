import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// Reads which columns a file holds, as which types, and what its rows are parted by.
struct FileColumns {
  private let request: FileRequest
  private let resolver: Resolver
  private let table: TableState
  /// Where the next added column will stand.
  private var nextColumn: Int
  private(set) var columns: [FileColumn] = []
  private(set) var keys: [FileColumn] = []
  /// What each key can be in a path.
  private(set) var keyTexts: [FileKeyTexts] = []
  private(set) var added: [ColumnPlan] = []
  private(set) var sizeLimit: Int?
  private(set) var bloomRates: [Int: Double] = [:]
  private(set) var problems = DiagnosticList()
  /// Whether all columns are known; a mistake in one is reported where it stands.
  private(set) var isWhole = true
  /// Whether `columns` could be read; what the file holds is not known otherwise.
  private var areColumnsKnown = true
  /// Whether it is known what rows are parted by.
  private(set) var areKeysKnown = true
  /// The place of a column that has a mistake; no file is written then.
  private static let unknownColumn = -1

  var isHive: Bool { request.arguments?["hive"] != nil }
  /// Whether it is known if rows go to one file, or to which kind of several.
  var isPlaceKnown: Bool { request.arguments?.isUnread(anyOf: ["hive", "split"]) != true }
  var isSplit: Bool { request.arguments?["split"] != nil && !isHive }

  init(_ request: FileRequest, _ resolver: Resolver, addedCount: Int) {
    self.request = request
    self.resolver = resolver
    table = resolver.tables[request.table]
    nextColumn = table.columns.count + addedCount
  }

  mutating func read() {
    readColumns()
    areColumnsKnown =
      areColumnsKnown && !columns.isEmpty && !table.spec.hasUnreadNames
    isWhole = isWhole && areColumnsKnown
    guard let arguments = request.arguments else { return }
    isWhole = isWhole && !arguments.hasUnknownWords
    if isHive, arguments["split"] != nil {
      problems.report(.hiveAndSplit(arguments, pointer("split")))
    }
    readKeys(isHive ? "hive" : "split", arguments)
    if isHive { leaveOutKeys(arguments) }
    isWhole = isWhole && areKeysKnown
    readTypes(arguments["as"])
    readBlooms(arguments["bloom"], arguments)
    if let size = arguments.scalar("file_size") {
      sizeLimit = ByteSize.read(size.text)
      if sizeLimit == nil { problems.report(.badFileSize(size)) }
    }
  }

  /// Whether a word in braces may be meant for a column.
  func mayMean(_ word: String) -> Bool { table.column(word) != nil }

  /// The columns of the table.
  var names: [String] { table.columns.map(\.name) }

  /// Whether a word in braces is one that `split` names, or may name where that is not known.
  func mayBeKey(_ word: String) -> Bool {
    guard !areKeysKnown else { return false }
    if case .list(let items, _)? = request.arguments?["split"] {
      for case .literal(let name) in items where name.text == word { return true }
    }
    return mayMean(word) || table.spec.hasUnreadNames
  }

  // Columns

  private mutating func readColumns() {
    guard case .list(let items, let location)? = request.arguments?["columns"] else {
      if request.arguments?.isUnread("columns") == true { areColumnsKnown = false }
      for index in table.columns.indices where !isHidden(index) {
        columns.append(FileColumn(table.columns[index].name, index))
      }
      return
    }
    if items.isEmpty { problems.report(.noColumns(table, location, pointer("columns"))) }
    for item in items {
      guard case .literal(let name) = item else {
        areColumnsKnown = false
        continue
      }
      guard let index = column(name, mayBeHidden: false) else {
        areColumnsKnown = false
        continue
      }
      if isHidden(index) {
        problems.report(.hiddenColumn(name))
      } else if columns.contains(where: { $0.column == index }) {
        problems.report(.columnTwice(name))
      } else {
        columns.append(FileColumn(name.text, index))
      }
    }
  }

  /// Whether no file holds a column, whatever else is known of it.
  private mutating func isHidden(_ index: Int) -> Bool {
    let column = table.columns[index]
    if plan(index) == nil, column.spec?.modifiers.isUnread("hidden") ?? !column.isLiteral {
      areColumnsKnown = false
    }
    return column.isHidden
  }

  private mutating func column(_ name: Scalar, mayBeHidden: Bool = true) -> Int? {
    if let index = table.column(name.text) { return index }
    isWhole = false
    if !table.spec.hasUnreadNames {
      let names = table.columns.filter { column in
        mayBeHidden || column.spec?.modifiers.flag("hidden") != true
      }.map(\.name)
      problems.report(.unknownColumn(name, table, names))
    }
    return nil
  }

  /// Where a word of the file stands.
  private func pointer(_ word: String) -> String { "\(request.arguments?.pointer ?? "")/\(word)" }

  private mutating func plan(_ column: Int) -> ColumnPlan? {
    do throws(DiagnosticList) {
      return try resolver.column(ColumnID(table: request.table, column: column))
    } catch {
      isWhole = false
      return nil
    }
  }

  // What rows are parted by

  private mutating func readKeys(_ word: String, _ arguments: Arguments) {
    switch arguments[word] {
    case .list(let items, let location):
      if items.isEmpty { problems.report(.noKeys(word, location, pointer(word))) }
      for case .literal(let name) in items {
        guard let index = column(name) else {
          areKeysKnown = false
          continue
        }
        addKey(name, index, plan(index))
      }
      if items.contains(where: \.isUnread) { areKeysKnown = false }
    case .map(let entries, let location):
      if entries.isEmpty { problems.report(.noKeys(word, location, pointer(word))) }
      for case let entry in entries {
        guard case .expression(let text) = entry.value else {
          addKey(entry.key, nil, nil)
          continue
        }
        readKey(entry.key, text)
      }
    case .unread: areKeysKnown = false
    default: if arguments.isUnread(word) { areKeysKnown = false }
    }
  }

  private mutating func readKey(_ name: Scalar, _ text: LocatedText) {
    if let index = table.column(text.text.trimmed) {
      addKey(name, index, plan(index))
      return
    }
    let scope = InputScope(resolver)
    scope.place = .row(table: request.table)
    do throws(DiagnosticList) {
      let compiled = try scope.compile(text, expecting: nil)
      let plan = ColumnPlan.added(
        "\(name.text) of \(table.name)", FileExpression(compiled), inputs: scope.inputs)
      added.append(plan)
      addKey(name, nextColumn, plan)
      nextColumn += 1
    } catch {
      problems.all += error.all
      addKey(name, nil, nil)
    }
  }

  /// - Parameters:
  ///   - column: nil where it is not known, as are columns without `plan`.
  private mutating func addKey(_ name: Scalar, _ column: Int?, _ plan: ColumnPlan?) {
    if plan == nil { isWhole = false }
    if plan?.type == .duration { problems.report(.durationKey(name)) }
    if plan?.type.isNested ?? false { problems.report(.nestedKey(name)) }
    if keys.contains(where: { $0.name.lowercased() == name.text.lowercased() }) {
      problems.report(.keyTwice(name))
    }
    keys.append(FileColumn(name.text, column ?? Self.unknownColumn))
    if let plan { keyTexts.append(FileKeyTexts(name.text, plan)) }
    // Rows of one file must not part again by the same word with another value.
    if isHive, let column, let same = columns.first(where: { $0.name == name.text }),
      same.column != column
    {
      problems.report(.keyHidesColumn(name))
    }
  }

  /// Readers take the values of folders for columns of their own.
  private mutating func leaveOutKeys(_ arguments: Arguments) {
    let names = Set(keys.map(\.name))
    let rest = columns.filter { !names.contains($0.name) }
    if rest.isEmpty, !columns.isEmpty, isWhole {
      problems.report(
        .nothingInFiles(table, at: arguments.location(of: "hive"), pointer("hive")))
    }
    columns = rest
  }

  // Types

  private mutating func readTypes(_ value: ArgumentValue?) {
    guard case .map(let entries, _)? = value else { return }
    for entry in entries {
      guard let place = fileColumn(entry.key) else { continue }
      let (type, isLossy) = FileColumns.type(entry.value)
      guard let type else {
        isWhole = false
        continue
      }
      guard let plan = plan(columns[place].column), plan.type != type else { continue }
      if !Conversion.isPossible(from: plan.type, to: type) {
        problems.report(.cannotBecome(entry.key, plan.type, type, at: entry.value))
      } else if let isLossy, !isLossy, !ExactCast.isExact(plan.interval, from: plan.type, to: type)
      {
        problems.report(.lossyCast(entry.key, plan.type, type, at: entry.value))
      } else if let drawn = ModifierCheck.excess(plan.interval, plan.type, type) {
        problems.report(.castTooNarrow(entry.key, drawn, type, at: entry.value))
      }
      let cast = FileCast(type: type, isNullable: plan.isNullable)
      added.append(
        .added(
          "\(plan.name) as \(type.name)", cast, inputs: [.column(columns[place].column)]))
      columns[place].column = nextColumn
      nextColumn += 1
    }
  }

  /// The type, and whether it may lose digits: nil where that is not known.
  private static func type(_ value: ArgumentValue) -> (LogicalType?, isLossy: Bool?) {
    switch value {
    case .literal(let name): (LogicalType(name: name.text), false)
    case .record(let words):
      (
        words.text("type").flatMap { LogicalType(name: $0) },
        words.isUnread("lossy") ? nil : words.flag("lossy") ?? false
      )
    case .expression, .generator, .list, .map, .unread: (nil, false)
    }
  }

  /// The place of a column in the file.
  private mutating func fileColumn(_ name: Scalar) -> Int? {
    if let place = columns.firstIndex(where: { $0.name == name.text }) { return place }
    guard column(name, mayBeHidden: false) != nil, areColumnsKnown else { return nil }
    isWhole = false
    problems.report(.notInFile(name, columns.map(\.name)))
    return nil
  }

  // Bloom filters

  private mutating func readBlooms(_ value: ArgumentValue?, _ arguments: Arguments) {
    guard let value else { return }
    if request.format != "parquet" {
      if !request.isFormatForced, request.isFormatKnown {
        problems.report(.bloomOfFormat(arguments, request.format, pointer("bloom")))
      }
      return
    }
    switch value {
    case .list(let items, _):
      for case .literal(let name) in items { addBloom(name, 0.01) }
    case .map(let entries, _):
      for entry in entries {
        guard case .literal(let rate) = entry.value else {
          addBloom(entry.key, 0.01)
          continue
        }
        let share = LiteralReader.number(rate.text) ?? 0
        if !(0.000_001...0.5).contains(share) { problems.report(.bloomRate(rate)) }
        addBloom(entry.key, share)
      }
    default: return
    }
  }

  private mutating func addBloom(_ name: Scalar, _ rate: Double) {
    guard let place = fileColumn(name) else { return }
    let column = columns[place].column
    let first = nextColumn - added.count
    let type = column < table.columns.count ? plan(column)?.type : added[column - first].type
    if type == nil { isWhole = false }
    if type == .boolean { problems.report(.bloomOfBoolean(name)) }
    if type?.isNested ?? false { problems.report(.bloomOfNested(name)) }
    bloomRates[place] = rate
  }
}

extension String {
  /// Without blanks around it.
  fileprivate var trimmed: String {
    var rest = self[...]
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
