import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the places that text goes to can show.
enum Terminal {
  enum Place {
    case standardOutput
    case standardError

    var descriptor: Int32 {
      switch self {
      case .standardOutput: 1
      case .standardError: 2
      }
    }
  }

  static func isTerminal(_ place: Place) -> Bool { isatty(place.descriptor) == 1 }

  /// Colours: on a terminal that can, unless NO_COLOR says no (<https://no-color.org>).
  static func isColored(_ place: Place) -> Bool {
    let environment = ProcessInfo.processInfo.environment
    return isTerminal(place) && (environment["NO_COLOR"] ?? "").isEmpty
      && environment["TERM"] != "dumb"
  }

  /// Columns of the terminal; nil where there is none, or it does not say.
  static func width(_ place: Place) -> Int? {
    guard isTerminal(place) else { return nil }
    var size = winsize()
    let request = UInt(TIOCGWINSZ)
    guard unsafe ioctl(place.descriptor, request, &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
