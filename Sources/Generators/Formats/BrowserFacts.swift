/// Browsers as they call themselves to web servers: each family in its recent versions, the newer
/// the more.
///
/// - Reference: shares of families on systems from StatCounter Global Stats, rounded; version
///   numbers up to those of early 2025.
enum BrowserFacts {
  /// A family on a system: how it names itself, `@` standing for the version.
  struct Family {
    var browser: String
    var system: String
    var device: String
    var weight: Double
    var versions: ClosedRange<Int>
    var text: String
  }

  private static let webKit = "AppleWebKit/537.36 (KHTML, like Gecko)"
  private static let windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
  private static let apple = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"
  private static let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_7 like Mac OS X)"
  private static let tablet = "Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X)"
  private static let android = "Mozilla/5.0 (Linux; Android 10; K)"

  static let families: [Family] = [
    Family(
      browser: "Chrome", system: "Windows", device: "desktop", weight: 24, versions: 120...132,
      text: "\(windows) \(webKit) Chrome/@.0.0.0 Safari/537.36"),
    Family(
      browser: "Chrome", system: "Android", device: "phone", weight: 34, versions: 120...132,
      text: "\(android) \(webKit) Chrome/@.0.0.0 Mobile Safari/537.36"),
    Family(
      browser: "Chrome", system: "macOS", device: "desktop", weight: 6, versions: 120...132,
      text: "\(apple) \(webKit) Chrome/@.0.0.0 Safari/537.36"),
    Family(
      browser: "Edge", system: "Windows", device: "desktop", weight: 6, versions: 120...132,
      text: "\(windows) \(webKit) Chrome/@.0.0.0 Safari/537.36 Edg/@.0.0.0"),
    Family(
      browser: "Firefox", system: "Linux", device: "desktop", weight: 0.6, versions: 121...134,
      text: "Mozilla/5.0 (X11; Linux x86_64; rv:@.0) Gecko/20100101 Firefox/@.0"),
    Family(
      browser: "Firefox", system: "Windows", device: "desktop", weight: 2, versions: 121...134,
      text: "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:@.0) Gecko/20100101 Firefox/@.0"),
    Family(
      browser: "Opera", system: "Windows", device: "desktop", weight: 2, versions: 106...115,
      text: "\(windows) \(webKit) Chrome/131.0.0.0 Safari/537.36 OPR/@.0.0.0"),
    Family(
      browser: "Safari", system: "iOS", device: "phone", weight: 16, versions: 15...18,
      text:
        "\(phone) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/@.0 Mobile/15E148 Safari/604.1"),
    Family(
      browser: "Safari", system: "iPadOS", device: "tablet", weight: 1.5, versions: 15...18,
      text:
        "\(tablet) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/@.0 Mobile/15E148 Safari/604.1"),
    Family(
      browser: "Safari", system: "macOS", device: "desktop", weight: 5, versions: 15...18,
      text: "\(apple) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/@.0 Safari/605.1.15"),
    Family(
      browser: "Samsung Internet", system: "Android", device: "phone", weight: 3, versions: 20...27,
      text: "\(android) \(webKit) SamsungBrowser/@.0 Chrome/121.0.0.0 Mobile Safari/537.36"),
  ]
}

extension FactTable {
  /// A row for each family in each version; n versions back it weighs 1 of n² + 1.
  static let browser = FactTable(
    "user_agent", of: "id", fields: ["id", "text", "browser", "version", "system", "device"],
    rows: rows)

  private static var rows: String {
    var lines: [String] = []
    for (index, family) in BrowserFacts.families.enumerated() {
      let newest = family.versions.upperBound
      let shares = family.versions.map { 1 / Double((newest - $0) * (newest - $0) + 1) }
      let total = shares.reduce(0, +)
      for (version, share) in zip(family.versions, shares) {
        let text = family.text.split(separator: "@", omittingEmptySubsequences: false)
          .joined(separator: "\(version)")
        lines.append(
          "\(index)-\(version)|\(text)|\(family.browser)|\(version)|\(family.system)|\(family.device)|\(family.weight * share / total)"
        )
      }
    }
    return lines.joined(separator: "\n")
  }
}
