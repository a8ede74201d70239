import Sampling

/// A law that values are near to, as documents write it.
package struct FittedLaw: Encodable, Sendable {
  package struct Parameter: Encodable, Hashable, Sendable {
    package var name: String
    package var value: Double
  }

  package var word: String
  package var parameters: [Parameter]
  /// Where values end, and the law is cut; nil where it is not.
  package var lower: Double?
  package var upper: Double?
  /// The share of rows that are 0 whatever the law.
  package var zeros: Double?
  /// The largest distance of the distribution functions.
  package var distance: Double
  /// Akaike's criterion, of the cells that were looked at; less is nearer.
  package var aic: Double
  /// Whether the distance is small enough for the law to stand for the values.
  package var fits: Bool

  var law: (any Law)? {
    LawFamily.law(word, parameters.map(\.name), parameters.map(\.value))
  }
}
