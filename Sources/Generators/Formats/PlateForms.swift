/// Licence plates as countries write them today: the order of letters and digits, the letters left
/// out, and the marks between. Of plates with a district the largest are drawn alike.
///
/// - Reference: the rules of registration of each country, as Wikipedia's *Vehicle registration
///   plates of* … pages tell them.
extension CodeFamily {
  static let plate = CodeFamily(
    "plate", of: "country", mayMeet: true,
    [
      CodeForm("AT", #"(W|G|L|S|I|KS)-[1-9]\d{3,4}[A-HJ-NP-Z]"#),
      CodeForm("BE", #"[12]-[A-HJ-NPR-Z][A-Z]{2}-\d{3}"#),
      CodeForm("BR", #"[A-Z]{3}\d[A-J]\d{2}"#),
      CodeForm("CH", #"(ZH|BE|VD|AG|SG|GE|LU|TI) [1-9]\d{4,5}"#),
      CodeForm("CZ", #"[1-9][ABCEHJKLMPSTUZ]\d \d{4}"#),
      CodeForm("DE", #"(B|HH|M|K|F|S|D|L|DD|H|N|HB)-[A-Z]{1,2} [1-9]\d{0,3}"#),
      CodeForm("DK", #"[A-HJ-PR-Z]{2} [1-9]\d \d{3}"#),
      CodeForm("ES", #"\d{4} [BCDFGHJKLMNPRSTVWXYZ]{3}"#),
      CodeForm("FI", #"[A-Z]{3}-[1-9]\d{0,2}"#),
      CodeForm("FR", #"[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}"#),
      CodeForm("GB", #"[A-HJ-PR-Y]{2}(0[2-9]|[1257]\d) [A-HJ-PR-Z]{3}"#),
      CodeForm("HU", #"[A-Z]{2} [A-Z]{2}-\d{3}"#),
      CodeForm("IE", #"(1[3-9]|2[0-4])[12]-(C|CE|CN|D|G|KE|KY|L|LH|MH|W|WX)-[1-9]\d{0,4}"#),
      CodeForm(
        "IN", #"(DL|MH|KA|TN|GJ|UP|WB) (0[1-9]|[1-4]\d) [A-HJ-NP-Z]{2} [1-9]\d{3}"#),
      CodeForm("IT", #"[A-HJ-NPR-TV-Z]{2} \d{3} [A-HJ-NPR-TV-Z]{2}"#),
      CodeForm("NL", #"[BDFGHJKLNPRSTVXZ]{2}-\d{3}-[BDFGHJKLNPRSTVXZ]"#),
      CodeForm("NO", #"[A-FHJ-LNPR-VX-Z]{2} [1-9]\d{4}"#),
      CodeForm("PL", #"(WA|WB|WD|KR|KK|PO|DW|GD|LU) [1-9]\d{4}"#),
      CodeForm("PT", #"[A-Z]{2} \d{2} [A-Z]{2}"#),
      CodeForm("RO", #"(AB|AR|BV|CJ|CT|DJ|IS|TM) \d{2} [A-HJ-PR-Z]{3}"#),
      CodeForm("SE", #"[A-HJ-PR-UW-Z]{3} \d{2}[A-HJ-NPR-UW-Z0-9]"#),
      CodeForm("SK", #"(BA|BL|KE|NR|PO|TT|ZA) \d{3}[A-Z]{2}"#),
      CodeForm("TR", #"(06|16|34|35|07|01) [A-PR-VYZ]{2} [1-9]\d{2,3}"#),
      CodeForm("US", #"[1-9][A-HJ-NPR-Z]{3}\d{3}"#),
    ])
}
