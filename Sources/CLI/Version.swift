/// The version of the tool; what it generates is named by the contract beside it.
enum Version {
  static let text = "0.1.0"
  /// Documents and seeds give the same rows as long as this number stays.
  static let randomContract = 1
}
