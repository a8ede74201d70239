/// International bank account numbers of every country of the IBAN registry: the right length, the
/// characters of each place, and the check digits, also those within the number where a country has
/// them and publishes how they are made.
///
/// Places that may hold letters or digits hold digits. Numbers of banks are any, but where the list
/// of those given out is known (`NumberRanges`).
///
/// - Reference: SWIFT, *IBAN registry*, release 101; ISO 13616, ISO/IEC 7064 MOD 97-10. Check digits
///   within numbers: ECBS TR 201, *Register of European account numbers*.
extension CodeFamily {
  static let iban = CodeFamily(
    "iban", of: "country",
    [
      iban("AD", #"\d{20}"#, 24),
      iban("AE", #"\d{19}"#, 23),
      iban("AL", #"\d{24}"#, 28),
      iban("AT", #"\d{16}"#, 20),
      iban("AZ", #"[A-Z]{4}\d{20}"#, 28),
      iban("BA", #"\d{14}00"#, 20, .modulo97),
      iban("BE", NumberRanges.belgianBanks.pattern + #"\d{7}00"#, 16, .belgian),
      iban("BG", #"[A-Z]{4}\d{14}"#, 22),
      iban("BH", #"[A-Z]{4}\d{14}"#, 22),
      iban("BI", #"\d{23}"#, 27),
      iban("BR", #"\d{23}[CP]\d"#, 29),
      iban("BY", #"\d{24}"#, 28),
      iban("CH", #"\d{17}"#, 21),
      iban("CR", #"\d{18}"#, 22),
      iban("CY", #"\d{24}"#, 28),
      iban("CZ", #"\d{4}\d{4}[0-8]0\d{8}[0-8]0"#, 24, .czech),
      iban("DE", #"\d{18}"#, 22),
      iban("DJ", #"\d{23}"#, 27),
      iban("DK", #"\d{14}"#, 18),
      iban("DO", #"\d{24}"#, 28),
      iban("EE", #"\d{15}0"#, 20, .estonian),
      iban("EG", #"\d{25}"#, 29),
      iban("ES", #"\d{8}00\d{10}"#, 24, .spanish),
      iban("FI", #"\d{13}0"#, 18, .finnish),
      iban("FK", #"[A-Z]{2}\d{12}"#, 18),
      iban("FO", #"\d{14}"#, 18),
      iban("FR", #"\d{21}00"#, 27, .french),
      iban("GB", #"[A-Z]{4}\d{14}"#, 22),
      iban("GE", #"[A-Z]{2}\d{16}"#, 22),
      iban("GI", #"[A-Z]{4}\d{15}"#, 23),
      iban("GL", #"\d{14}"#, 18),
      iban("GR", #"\d{23}"#, 27),
      iban("GT", #"\d{24}"#, 28),
      iban("HN", #"[A-Z]{4}\d{20}"#, 28),
      iban("HR", #"\d{6}0\d{9}0"#, 21, .croatian),
      iban("HU", #"\d{7}0\d{15}0"#, 28, .hungarian),
      iban("IE", #"[A-Z]{4}\d{14}"#, 22),
      iban("IL", #"\d{19}"#, 23),
      iban("IQ", #"[A-Z]{4}\d{15}"#, 23),
      iban(
        "IS", #"\d{4}(05|26)\d{6}(0[1-9]|1\d|2[0-8])(0[1-9]|1[0-2])\d{2}[2-7][0-8]0[09]"#, 26,
        .icelandic),
      iban("IT", #"A\d{22}"#, 27, .italian),
      iban("JO", #"[A-Z]{4}\d{22}"#, 30),
      iban("KW", #"[A-Z]{4}\d{22}"#, 30),
      iban("KZ", #"\d{16}"#, 20),
      iban("LB", #"\d{24}"#, 28),
      iban("LC", #"[A-Z]{4}\d{24}"#, 32),
      iban("LI", #"\d{17}"#, 21),
      iban("LT", #"\d{16}"#, 20),
      iban("LU", #"\d{16}"#, 20),
      iban("LV", #"[A-Z]{4}\d{13}"#, 21),
      iban("LY", #"\d{21}"#, 25),
      iban("MC", #"\d{21}00"#, 27, .french),
      iban("MD", #"\d{20}"#, 24),
      iban("ME", #"\d{16}00"#, 22, .modulo97),
      iban("MK", #"\d{13}00"#, 19, .modulo97),
      iban("MN", #"\d{16}"#, 20),
      iban("MR", #"\d{21}00"#, 27, .key97),
      iban("MT", #"[A-Z]{4}\d{23}"#, 31),
      iban("MU", #"[A-Z]{4}\d{19}MUR"#, 30),
      iban("NI", #"[A-Z]{4}\d{20}"#, 28),
      iban("NL", #"[A-Z]{4}\d{10}"#, 18),
      iban("NO", #"[1-9]\d{3}[1-9]\d{3}[0-8]\d0"#, 15, .norwegian),
      iban("OM", #"\d{19}"#, 23),
      iban("PK", #"[A-Z]{4}\d{16}"#, 24),
      iban("PL", #"\d{7}0\d{16}"#, 28, .polish),
      iban("PS", #"[A-Z]{4}\d{21}"#, 29),
      iban("PT", #"\d{19}00"#, 25, .modulo97),
      iban("QA", #"[A-Z]{4}\d{21}"#, 29),
      iban("RO", #"[A-Z]{4}\d{16}"#, 24),
      iban("RS", #"\d{16}00"#, 22, .modulo97),
      iban("RU", #"\d{29}"#, 33),
      iban("SA", #"\d{20}"#, 24),
      iban("SC", #"[A-Z]{4}\d{20}SCR"#, 31),
      iban("SD", #"\d{14}"#, 18),
      iban("SE", #"\d{20}"#, 24),
      iban("SI", #"\d{13}00"#, 19, .modulo97),
      iban("SK", #"\d{4}\d{4}[0-8]0\d{8}[0-8]0"#, 24, .czech),
      iban("SM", #"A\d{22}"#, 27, .italian),
      iban("SO", #"\d{19}"#, 23),
      iban("ST", #"\d{21}"#, 25),
      iban("SV", #"[A-Z]{4}\d{20}"#, 28),
      iban("TL", #"\d{17}00"#, 23, .modulo97),
      iban("TN", #"\d{18}00"#, 24, .key97),
      iban("TR", #"\d{22}"#, 26),
      iban("UA", #"\d{25}"#, 29),
      iban("VA", #"\d{18}"#, 22),
      iban("VG", #"[A-Z]{4}\d{16}"#, 24),
      iban("XK", #"\d{16}"#, 20),
      iban("YE", #"[A-Z]{4}\d{22}"#, 30),
    ])

  /// - Parameters:
  ///   - pattern: of what stands behind the two check digits.
  ///   - length: of the whole number.
  private static func iban(
    _ country: String, _ pattern: String, _ length: Int, _ rule: BankCheck? = nil
  ) -> CodeForm {
    CodeForm(country, country + "00" + pattern) { code in
      rule?.complete(&code, length)
      // The country and two zeros go behind the rest.
      let rest = code.remainder(4..<length, by: 97)
      code.setTwo(2, to: 98 - code.remainder(0..<4, by: 97, before: rest))
    }
  }
}
