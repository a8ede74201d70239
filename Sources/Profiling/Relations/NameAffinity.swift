/// What the names of columns and tables say about keys.
enum NameAffinity {
  /// How much a column's name sounds like the key of its own table, 0 to 3.
  static func key(_ column: String, of table: String) -> Int {
    let (name, own) = (words(column), words(singular(table)))
    if name == ["id"] || name == ["key"] { return 3 }
    if name == own + ["id"] || name == own + ["key"] || name == own + ["code"] || name == own {
      return 3
    }
    guard let last = name.last else { return 0 }
    if ["id", "key", "uuid", "guid"].contains(last) {
      return own.last == name.dropLast().last ? 3 : 2
    }
    return ["code", "no", "nr", "number", "sku"].contains(last) ? 1 : 0
  }

  /// How much a column's name sounds like a reference to the key of another table, 0 to 3.
  static func reference(_ column: String, to table: String, key: String) -> Int {
    let (name, other, parent) = (words(column), words(singular(table)), words(key))
    let isPlain = parent == ["id"] || parent == ["key"] || parent == ["code"]
    if name == parent && !isPlain { return 3 }
    if name == other || name == other + parent { return 3 }
    // A customer_id may be called buyer_customer_id, or customer.
    if !isPlain, name.count > parent.count, Array(name.suffix(parent.count)) == parent { return 2 }
    let stem =
      ["id", "key", "code", "no", "uuid"].contains(name.last ?? "") ? Array(name.dropLast()) : name
    if !stem.isEmpty, Array(stem.suffix(other.count)) == other { return 2 }
    if let last = other.last, stem.last == last { return 1 }
    return 0
  }

  /// Words of a name: cut at `_`, blanks, `-` and before capitals.
  static func words(_ name: String) -> [String] {
    var words: [String] = []
    var open = ""
    var wasSmall = false
    for character in name {
      if !character.isLetter && !character.isNumber || character.isUppercase && wasSmall {
        if !open.isEmpty { words.append(open) }
        open = ""
      }
      if character.isLetter || character.isNumber { open += character.lowercased() }
      wasSmall = character.isLowercase || character.isNumber
    }
    return open.isEmpty ? words : words + [open]
  }

  static func singular(_ name: String) -> String {
    let lower = name.lowercased()
    if lower.hasSuffix("ies"), lower.count > 4 { return name.dropLast(3) + "y" }
    for ending in ["sses", "shes", "ches", "xes"] where lower.hasSuffix(ending) {
      return String(name.dropLast(2))
    }
    if lower.hasSuffix("s"), !lower.hasSuffix("ss"), !lower.hasSuffix("us") {
      return String(name.dropLast())
    }
    return name
  }
}
