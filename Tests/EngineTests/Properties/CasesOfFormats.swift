/// The places where what a code, a record or a point is like may go by the row.
extension CasesAsValueTests {
  private static func text(
    _ name: String, _ column: String, _ first: String, _ second: String
  ) -> Place {
    Place(
      name: name, column: column, values: (first, second), written: ("'\(first)'", "'\(second)'"))
  }

  static let formats: [Place] = [
    text("card.brands", "{card: number, brands: $}", "Visa", "JCB"),
    text("color.among", "{color: hex, among: $}", "red", "blue"),
    text("currency.among", "{currency: name, among: $}", "EUR", "USD"),
    text("ean", "{ean: $}", "8", "13"),
    text("file.among", "{file: path, among: $}", "pdf", "png"),
    text("iban", "{iban: $}", "DE", "FR"),
    text("isbn", "{isbn: $}", "10", "13"),
    text("mac", "{mac: $}", "dots", "plain"),
    text("national_id", "{national_id: $}", "US", "GB"),
    text("plate", "{plate: $}", "SE", "NL"),
    text("vat", "{vat: $}", "DE", "AT"),
    column("geohash.latitude", "{geohash: 5, latitude: $, longitude: 3}", "10", "-50.5"),
    column("geohash.longitude", "{geohash: 5, latitude: 3, longitude: $}", "10", "-50.5"),
    column("point.around", "{point: latitude, around: [$, 3], radius: 5}", "10", "-50.5"),
    column("point.radius", "{point: longitude, around: [50, 3], radius: $}", "1", "200.5"),
  ]
}
