import ArgumentParser
import Engine
import SchemaModel

/// Reads the values of options; what they refuse is told with what would have been accepted.
enum OptionValues {
  static func seed(_ text: String) throws -> UInt64 {
    guard let seed = UInt64(text.replacing("_", with: "")) else {
      throw ValidationError("expected a whole number from 0 to \(UInt64.max)")
    }
    return seed
  }

  static func scale(_ text: String) throws -> Double {
    guard let scale = Double(text), scale > 0, scale.isFinite else {
      throw ValidationError("expected a number above 0, such as 0.1 or 100")
    }
    return scale
  }

  static func byteCount(_ text: String) throws -> Int {
    guard let count = Int(text.replacing("_", with: "")), count >= 0 else {
      throw ValidationError("expected a number of bytes, 0 or more")
    }
    return count
  }

  static func fraction(_ text: String) throws -> Double {
    guard let value = LiteralReader.number(text), value > 0, value < 1 else {
      throw ValidationError("expected a share above 0 and below 1, such as 1% or 0.01")
    }
    return value
  }

  static func threadCount(_ text: String) throws -> Int {
    guard let count = Int(text), (1...1024).contains(count) else {
      throw ValidationError("expected a whole number from 1 to 1024")
    }
    return count
  }

  static func assignment(_ text: String) throws -> Assignment {
    guard let assignment = Assignment(argument: text) else {
      throw ValidationError("expected name=value")
    }
    return assignment
  }

  /// `orders=5_000`
  static func rowCount(_ text: String) throws -> RowCountArgument {
    guard let assignment = Assignment(argument: text),
      let count = Int(assignment.value.replacing("_", with: "")),
      (0...Int(TableSpec.rowLimit)).contains(count)
    else {
      throw ValidationError(
        "expected table=count, the count a whole number from 0 to \(TableSpec.rowLimitText)")
    }
    return RowCountArgument(table: assignment.name, count: count)
  }

  static func rowNumber(from least: Int, to most: Int) -> @Sendable (String) throws -> RowNumber {
    { text in
      guard let number = RowNumber(argument: text), (least...most).contains(number.value) else {
        throw ValidationError("expected a whole number from \(least) to \(most)")
      }
      return number
    }
  }

  static func share(_ text: String) throws -> ShareArgument {
    guard let share = ShareArgument(argument: text) else {
      throw ValidationError(
        "expected i/n, the part i from 1 to n and n at most \(ShareArgument.countLimit)")
    }
    return share
  }
}

/// `--rows orders=5_000`
struct RowCountArgument {
  var table: String
  var count: Int
}

/// `name=value`
struct Assignment {
  var name: String
  var value: String

  init?(argument: String) {
    guard let split = argument.firstIndex(of: "="), split > argument.startIndex else { return nil }
    name = String(argument[..<split])
    value = String(argument[argument.index(after: split)...])
  }
}

/// `2/4`: the second of four parts.
struct ShareArgument {
  static let countLimit = 99_999

  var share: Share

  init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]),
      (1...Self.countLimit).contains(count), (1...count).contains(index)
    else { return nil }
    share = Share(index: index, count: count)
  }
}

/// A number that may hold `_`: `5_000`.
struct RowNumber: CustomStringConvertible {
  static let limit = Int(TableSpec.rowLimit)

  var value: Int

  init(_ value: Int) { self.value = value }

  init?(argument: String) {
    guard let value = Int(argument.replacing("_", with: "")), (0...Self.limit).contains(value)
    else { return nil }
    self.value = value
  }

  var description: String { String(value) }
}
