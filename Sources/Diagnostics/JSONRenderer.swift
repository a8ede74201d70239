/// Diagnostics as a program reads them: a JSON array of objects, one for each problem.
///
/// Absent parts are left out: `pointer`, `expected`, `suggestion`, `edit`.
package enum JSONRenderer {
  package static func render(_ list: DiagnosticList) -> String {
    let all = list.sorted
    if all.isEmpty { return "[]\n" }
    return "[\n" + all.map { "  " + object(of: $0) }.joined(separator: ",\n") + "\n]\n"
  }

  private static func object(of diagnostic: Diagnostic) -> String {
    let place = diagnostic.location
    var fields = [
      "\"code\": " + quoted(diagnostic.code),
      "\"severity\": " + quoted(diagnostic.severity.rawValue),
      "\"message\": " + quoted(diagnostic.message),
      "\"file\": " + quoted(place.file),
      "\"line\": \(place.line)",
      "\"column\": \(place.column)",
      "\"offset\": \(place.offset)",
      "\"length\": \(place.length)",
    ]
    if !diagnostic.pointer.isEmpty { fields.append("\"pointer\": " + quoted(diagnostic.pointer)) }
    if let expectation = diagnostic.expectation {
      fields.append("\"expected\": " + quoted(expectation))
    }
    if let suggestion = diagnostic.suggestion {
      fields.append("\"suggestion\": " + quoted(suggestion))
    }
    if let edit = diagnostic.edit {
      fields.append(
        "\"edit\": {\"file\": \(quoted(edit.location.file)), \"offset\": \(edit.location.offset), "
          + "\"length\": \(edit.location.length), \"replacement\": \(quoted(edit.replacement))}")
    }
    return "{" + fields.joined(separator: ", ") + "}"
  }

  /// A JSON string (RFC 8259). Control characters of all kinds, line separators and marks that
  /// turn the direction of text are escaped, so that the string can stand in any text.
  package static func quoted(_ text: String) -> String {
    let digits = Array("0123456789abcdef")
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if isEscaped(scalar) {
          result += "\\u"
          for shift: UInt32 in [12, 8, 4, 0] {
            result.append(digits[Int(scalar.value >> shift & 15)])
          }
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }

  private static func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<32, 127..<160, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }
}
