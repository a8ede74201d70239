import SchemaModel

/// A size as documents write it: `256MB`, `1.5 GiB`, `1_000_000`.
enum ByteSize {
  private static let units: [String: Double] = [
    "": 1, "b": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12, "kib": 0x1p10, "mib": 0x1p20,
    "gib": 0x1p30, "tib": 0x1p40,
  ]

  /// - Returns: bytes, at least 1; nil for any other text.
  static func read(_ text: String) -> Int? {
    let number = text.prefix { "0123456789._".contains($0) }
    var unit = text.dropFirst(number.count)
    while unit.first == " " { unit.removeFirst() }
    guard let scale = units[unit.lowercased()], let count = LiteralReader.number(String(number))
    else { return nil }
    let bytes = (count * scale).rounded()
    return (1...0x1p50).contains(bytes) ? Int(bytes) : nil
  }
}
