import Columnar
import Diagnostics
import Expressions
import Generators
import SchemaModel

/// A path to a column, and on into its value.
struct PartPath {
  private(set) var path: InputPath
  private(set) var type: LogicalType
  private(set) var isNullable: Bool
  private(set) var interval: ValueInterval

  init(_ path: InputPath, _ plan: ColumnPlan, _ isOptional: Bool) {
    self.path = path
    type = plan.type
    isNullable = plan.isNullable || isOptional
    interval = plan.interval
  }

  /// - Returns: false where values of the type have no such part.
  mutating func take(_ part: PartReading) -> Bool {
    guard let read = part.type(in: type) else { return false }
    path = .part(path, part)
    type = read.type
    isNullable = isNullable || read.mayMiss
    // Bounds of parts are not kept; those of what lists can hold would make room for it all.
    interval = .unbounded
    return true
  }

  /// Goes on by names of fields, and of keys of maps.
  ///
  /// - Parameters:
  ///   - call: the generator of the value, which tells the keys of maps.
  ///   - parts: the whole path, for messages.
  mutating func follow(
    _ names: ArraySlice<String>, _ call: GeneratorCall?, of parts: ArraySlice<String>
  ) throws(NameProblem) {
    var call = call
    for (place, name) in zip(names.indices, names) {
      let before = parts[..<place].joined(separator: ".")
      let isTaken: Bool
      switch type {
      case .structure(let fields):
        guard let index = fields.firstIndex(where: { $0.name == name }) else {
          throw .noPart(name, in: before, fields.map(\.name), "fields", place)
        }
        isTaken = take(.field(index))
      case .map:
        let keys = call?.parts.map(\.key.text) ?? []
        guard keys.isEmpty || keys.contains(name) else {
          throw .noPart(name, in: before, keys, "keys", place)
        }
        isTaken = take(.entry(name))
      default: isTaken = false
      }
      guard isTaken else { throw .notNamed(before, type, place) }
      call = call?.parts.first { $0.key.text == name }.map { GeneratorCall(of: $0.value) }
    }
  }
}

extension GeneratorCall {
  /// The fields of a structure and the entries of a map.
  fileprivate var parts: [ArgumentValue.MapEntry] {
    guard word == "struct" || word == "map", case .map(let entries, _) = argument else { return [] }
    return entries
  }
}

extension NameProblem {
  fileprivate static func noPart(
    _ name: String, in whole: String, _ names: [String], _ what: String, _ place: Int
  ) -> NameProblem {
    let nearest = DidYouMean.nearest(to: name, in: names)
    return NameProblem(
      code: "no-such-part", message: "'\(whole)' has no '\(name)'",
      expectation: Diagnostic.oneOf(names, what),
      suggestion: nearest.map { "did you mean '\($0)'?" }, replacement: nearest, part: place)
  }

  fileprivate static func notNamed(
    _ whole: String, _ type: LogicalType, _ place: Int
  ) -> NameProblem {
    NameProblem(
      code: "no-such-part", message: "'\(whole)' is \(type.name), which has no parts by name",
      expectation: type.isNested
        ? "'element(\(whole), 1)' for the first of them" : "the column alone", part: place)
  }

  static func noSuchPart(
    _ part: PartReading, _ type: LogicalType, _ parts: ArraySlice<String>
  ) -> NameProblem {
    guard type.isNested else { return NameProblem(code: InputScope.oneValue, message: "") }
    return NameProblem(
      code: "no-such-part",
      message: "'\(parts.joined(separator: "."))' is \(type.name), which is not read so",
      expectation: part == .length ? "a list or a map" : "a list")
  }

  static func severalValues(_ type: LogicalType, _ parts: ArraySlice<String>) -> NameProblem {
    let path = parts.joined(separator: ".")
    let example: String
    switch type {
    case .structure(let fields): example = "'\(path).\(fields[0].name)'"
    case .map: example = "'\(path).key' or 'length(\(path))'"
    default: example = "'length(\(path))', 'element(\(path), 1)' or 'contains(\(path), …)'"
    }
    return NameProblem(
      code: "nested-not-read", message: "'\(path)' holds several values",
      expectation: "a column with one value in each row, or one of these values, such as \(example)"
    )
  }
}
