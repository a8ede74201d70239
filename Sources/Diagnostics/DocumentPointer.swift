/// Pointers to the elements of a document (RFC 6901).
package enum DocumentPointer {
  /// `~` becomes `~0`, `/` becomes `~1`.
  package static func escaped(_ key: String) -> String {
    var result = ""
    for scalar in key.unicodeScalars {
      switch scalar {
      case "~": result += "~0"
      case "/": result += "~1"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
