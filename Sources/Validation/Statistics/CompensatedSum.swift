/// A sum that keeps what additions round off.
///
/// - Reference: Neumaier, *Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen*
///   (1974).
struct CompensatedSum: Sendable {
  private var sum = 0.0
  private var lost = 0.0

  var value: Double { lost.isFinite ? sum + lost : sum }

  mutating func add(_ term: Double) {
    let next = sum + term
    lost += sum.magnitude >= term.magnitude ? (sum - next) + term : (term - next) + sum
    sum = next
  }
}
