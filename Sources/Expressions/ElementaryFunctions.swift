// Replaced by the elementary functions of Sampling when both modules meet.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum Elementary {
  static func exp(_ x: Double) -> Double { placeholderExp(x) }
  static func log(_ x: Double) -> Double { placeholderLog(x) }
  static func pow(_ x: Double, _ y: Double) -> Double { placeholderPow(x, y) }
  static func sin(_ x: Double) -> Double { placeholderSin(x) }
  static func cos(_ x: Double) -> Double { placeholderCos(x) }
}

private func placeholderExp(_ x: Double) -> Double { exp(x) }
private func placeholderLog(_ x: Double) -> Double { log(x) }
private func placeholderPow(_ x: Double, _ y: Double) -> Double { pow(x, y) }
private func placeholderSin(_ x: Double) -> Double { sin(x) }
private func placeholderCos(_ x: Double) -> Double { cos(x) }
