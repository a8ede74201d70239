import Columnar
import Diagnostics
import Generators
import SchemaModel

/// Whether the columns that a table names as its key, or as unique, tell its rows apart: by how rows
/// are made, never by looking at them. Combinations of unique columns are dealt out where they can be.
enum KeysPass {
  /// - Parameter unknown: tables with a mistake that has been reported.
  static func run(
    _ tables: inout [TablePlan], unknown: Set<Int>, _ resolver: Resolver,
    _ problems: inout DiagnosticList
  ) {
    let identity = RowIdentity(tables: tables, resolver: resolver)
    for (index, state) in resolver.tables.enumerated() where !unknown.contains(index) {
      var dealt: [Int]?
      if let columns = resolved(state.spec.uniqueNames, state),
        CombinationsPass.applies(to: columns, of: tables[index]),
        !identity.tells(Set(columns), of: index)
      {
        do throws(DiagnosticList) {
          try CombinationsPass.combine(columns, in: &tables[index], state)
        } catch { problems.all += error.all }
        dealt = columns
      } else {
        check(state.spec.uniqueNames, isKey: false, of: index, identity, dealt: nil, &problems)
      }
      check(state.spec.keyNames, isKey: true, of: index, identity, dealt: dealt, &problems)
    }
  }

  /// The columns of these names; nil where one of them failed, which has been reported.
  private static func resolved(_ names: [Scalar], _ state: TableState) -> [Int]? {
    var columns: [Int] = []
    for name in names {
      guard let column = state.column(name.text), case .done = state.columns[column].progress,
        !columns.contains(column)
      else { return nil }
      columns.append(column)
    }
    return columns
  }

  /// - Parameter dealt: columns whose combinations are dealt out, so that no two rows agree in them.
  private static func check(
    _ names: [Scalar], isKey: Bool, of table: Int, _ identity: RowIdentity, dealt: [Int]?,
    _ problems: inout DiagnosticList
  ) {
    let state = identity.resolver.tables[table]
    var columns: [Int] = []
    var hasFailed = false
    for name in names {
      // What failed has been reported, and whether rows are told apart is not known without it.
      guard let column = state.column(name.text),
        case .done(let plan) = state.columns[column].progress
      else {
        hasFailed = true
        continue
      }
      if isKey, plan.isNullable {
        problems.report(.keyMayBeMissing(name))
        hasFailed = true
      }
      if !plan.type.isKeyType {
        problems.report(.keyType(name, plan.type))
        hasFailed = true
      }
      columns.append(column)
    }
    guard let first = names.first, !hasFailed else { return }
    if let dealt, Set(dealt).isSubset(of: columns) { return }
    if let (row, other) = identity.equalRows(in: columns, of: table) {
      problems.report(.literalTwice(names, row: row, other: other))
    } else if !identity.tells(Set(columns), of: table) {
      problems.report(.notToldApart(first, names, state, identity.advice(columns, of: table)))
    }
  }
}

extension LogicalType {
  /// Whether values are told apart by what files hold of them.
  fileprivate var isKeyType: Bool {
    switch storage {
    case .float64, .list, .structure: false
    case .boolean, .int64, .int128, .text, .uuid: true
    }
  }
}

extension Diagnostic {
  fileprivate static func keyMayBeMissing(_ name: Scalar) -> Diagnostic {
    Diagnostic(
      "key-may-be-missing", "'\(name.text)' of the key may be missing in some rows",
      at: name.location, pointer: name.pointer, expected: "columns that every row has")
  }

  fileprivate static func keyType(_ name: Scalar, _ type: LogicalType) -> Diagnostic {
    Diagnostic(
      "key-type", "'\(name.text)' is \(type.name), which does not tell rows apart",
      at: name.location, pointer: name.pointer,
      expected: type.isNested
        ? "columns of one value; of a 'ref' to a key of several columns, those it reads, such as "
          + "'= \(name.text).column'"
        : "a whole number, a decimal, a date or a text")
  }

  fileprivate static func literalTwice(_ names: [Scalar], row: Int, other: Int) -> Diagnostic {
    Diagnostic(
      "literal-key-twice",
      "rows \(row + 1) and \(other + 1) agree in \(names.map { "'\($0.text)'" }.joined(separator: ", "))",
      at: names[0].location, pointer: names[0].pointer,
      expected: "columns in which no two rows agree")
  }

  fileprivate static func notToldApart(
    _ name: Scalar, _ names: [Scalar], _ state: TableState, _ advice: String
  ) -> Diagnostic {
    let columns = names.map { "'\($0.text)'" }.joined(separator: ", ")
    return Diagnostic(
      "not-told-apart", "rows of '\(state.name)' may agree in \(columns)", at: name.location,
      pointer: name.pointer, expected: advice)
  }
}
