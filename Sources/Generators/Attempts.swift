import Diagnostics

/// Several independent checks, of which each may fail.
package struct Attempts {
  package private(set) var problems = DiagnosticList()
  /// Also true where what failed has been reported elsewhere.
  package private(set) var hasFailed = false

  package init() {}

  @discardableResult
  package mutating func run<Value>(_ body: () throws(DiagnosticList) -> Value) -> Value? {
    do throws(DiagnosticList) {
      return try body()
    } catch {
      problems.all += error.all
      hasFailed = true
      return nil
    }
  }

  /// - Throws: what the checks found, if any of them failed.
  package func finish() throws(DiagnosticList) {
    if hasFailed { throw problems }
  }
}
