import Diagnostics
import SchemaModel

/// Weights written in % must sum to 100 %; % and plain weights are not mixed.
enum PercentWeights {
  /// - Parameters:
  ///   - weights: as written.
  ///   - what: what the weights belong to, as the document names it.
  static func problem(
    _ weights: [ArgumentValue], of what: String, at location: DocumentLocation,
    pointer: String
  ) -> Diagnostic? {
    var percent = 0
    var sum = 0.0
    for case .literal(let scalar) in weights {
      if scalar.text.hasSuffix("%") { percent += 1 }
      sum += LiteralReader.number(scalar.text) ?? 0
    }
    // A sum of which a part could not be read is not known.
    guard percent > 0, !weights.contains(where: { $0.isUnread }) else { return nil }
    guard percent == weights.count else {
      let isMixed = weights.contains { weight in
        if case .literal(let scalar) = weight { !scalar.text.hasSuffix("%") } else { false }
      }
      return isMixed ? .mixedWeights(what, location, pointer) : nil
    }
    return abs(sum - 1) > 1e-9 ? .notHundred(sum, what, location, pointer) : nil
  }
}

extension Diagnostic {
  fileprivate static func mixedWeights(
    _ what: String, _ location: DocumentLocation, _ pointer: String
  ) -> Diagnostic {
    Diagnostic(
      "mixed-weights", "'\(what)' mixes weights in % with plain ones", at: location,
      pointer: pointer, expected: "all in %, or none")
  }

  fileprivate static func notHundred(
    _ sum: Double, _ what: String, _ location: DocumentLocation, _ pointer: String
  ) -> Diagnostic {
    let percent = (sum * 100 * 1e6).rounded() / 1e6
    let written = Int(exactly: percent).map { "\($0)" } ?? "\(percent)"
    return Diagnostic(
      "not-100-percent", "the weights of '\(what)' sum to \(written)%", at: location,
      pointer: pointer, expected: "100%, or plain weights")
  }
}
