import Columnar

/// Names as addresses of mail hold them: small letters from a to z and digits, nothing else.
///
/// Letters with marks lose them; where a language writes two letters for one, so does this: `ö` is
/// `oe` in German, `o` elsewhere. Other scripts have no letters here: their lists say how they are
/// written in Latin.
struct LatinFolding: Sendable {
  private let isGerman: Bool

  init(language: String) { isGerman = language == "de" }

  /// Letters and what they become, for U+00C0 and above.
  private static let groups: [(from: String, to: String)] = [
    ("ÀÁÂÃÄÅàáâãäåĀāĂăĄąǍǎẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặ", "a"), ("ÆæǼǽ", "ae"),
    ("ÇçĆćĈĉĊċČč", "c"), ("ÐðĎďĐđ", "d"), ("ÈÉÊËèéêëĒēĔĕĖėĘęĚěẸẹẺẻẼẽẾếỀềỂểỄễỆệ", "e"),
    ("ĜĝĞğĠġĢģ", "g"), ("ĤĥĦħ", "h"), ("ÌÍÎÏìíîïĨĩĪīĬĭĮįİıỈỉỊị", "i"), ("Ĵĵ", "j"), ("Ķķ", "k"),
    ("ĹĺĻļĽľĿŀŁł", "l"), ("ÑñŃńŅņŇň", "n"), ("ÒÓÔÕÖØòóôõöøŌōŎŏŐőƠơỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợ", "o"),
    ("Œœ", "oe"), ("ŔŕŖŗŘř", "r"), ("ŚśŜŝŞşŠšȘș", "s"), ("ẞß", "ss"), ("ŢţŤťŦŧȚț", "t"),
    ("Þþ", "th"), ("ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲųƯưỤụỦủỨứỪừỬửỮữỰự", "u"), ("Ŵŵ", "w"),
    ("ÝýŶŷŸÿỲỳỴỵỶỷỸỹ", "y"), ("ŹźŻżŽž", "z"),
  ]

  private static let letters: [Unicode.Scalar: [UInt8]] = {
    var letters: [Unicode.Scalar: [UInt8]] = [:]
    for (from, to) in groups {
      for scalar in from.unicodeScalars { letters[scalar] = Array(to.utf8) }
    }
    return letters
  }()

  private static let german: [Unicode.Scalar: [UInt8]] = [
    "Ä": Array("ae".utf8), "ä": Array("ae".utf8), "Ö": Array("oe".utf8), "ö": Array("oe".utf8),
    "Ü": Array("ue".utf8), "ü": Array("ue".utf8),
  ]

  func append(_ text: String, to bytes: inout [UInt8]) {
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 48...57, 97...122: bytes.append(UInt8(scalar.value))
      case 65...90: bytes.append(UInt8(scalar.value + 32))
      case 0..<0xC0: continue
      default:
        let folded = (isGerman ? LatinFolding.german[scalar] : nil) ?? LatinFolding.letters[scalar]
        if let folded { bytes.append(contentsOf: folded) }
      }
    }
  }

  func folded(_ texts: PlainText) -> PlainText {
    var result = PlainText(capacity: texts.count, bytes: texts.byteCount)
    for row in 0..<texts.count {
      append(texts.string(at: row), to: &result.bytes)
      result.offsets.append(Int32(result.bytes.count))
    }
    return result
  }
}
