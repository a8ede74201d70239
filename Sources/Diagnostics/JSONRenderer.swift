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

  /// A JSON string (RFC 8259), control characters escaped.
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
        if scalar.value < 32 || scalar.value == 127 {
          result += "\\u00"
          result.append(digits[Int(scalar.value >> 4)])
          result.append(digits[Int(scalar.value & 15)])
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
