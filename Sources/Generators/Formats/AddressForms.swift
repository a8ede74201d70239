/// Hardware addresses that no maker has: locally administered, of one device.
extension CodeFamily {
  /// - Reference: IEEE 802, the second bit of the first octet set, the first one not.
  static let mac = CodeFamily(
    "mac", of: "notation", mayMeet: true,
    [
      CodeForm("colons", #"[0-9a-f][26ae](:[0-9a-f]{2}){5}"#),
      CodeForm("dots", #"[0-9a-f][26ae][0-9a-f]{2}(\.[0-9a-f]{4}){2}"#),
      CodeForm("hyphens", #"[0-9A-F][26AE](-[0-9A-F]{2}){5}"#),
      CodeForm("plain", #"[0-9a-f][26ae][0-9a-f]{10}"#),
    ])
}
