/// Payment cards by brand: numbers begin with the six digits of cards that payment processors
/// publish for tests, and pass the check of Luhn.
///
/// - Reference: test cards as published by Stripe, Adyen and PayPal: 4111 11, 4242 42, 5555 55,
///   2223 00, 3782 82, 3714 49, 6011 11, 3056 93, 3566 00, 6200 00.
extension CodeFamily {
  static let card = CodeFamily(
    "card", of: "brand",
    [
      card("American Express", #"(378282|371449)\d{8}0"#, 15),
      card("Diners Club", #"305693\d{7}0"#, 14),
      card("Discover", #"601111\d{9}0"#, 16),
      card("JCB", #"356600\d{9}0"#, 16),
      card("Mastercard", #"(555555|222300)\d{9}0"#, 16),
      card("UnionPay", #"620000\d{9}0"#, 16),
      card("Visa", #"(411111|424242)\d{9}0"#, 16),
    ])

  /// About how many cards there are of each.
  static let cardWeights: [Double] = [4, 1, 3, 2, 30, 5, 55]

  private static func card(_ brand: String, _ pattern: String, _ length: Int) -> CodeForm {
    CodeForm(brand, pattern) { code in
      code[length - 1] = (10 - code.luhn(0..<length - 1) % 10) % 10
    }
  }
}
