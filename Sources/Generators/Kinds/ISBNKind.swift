import SchemaModel

/// The number of a book.
struct ISBNKind: CodeKind {
  static let family = CodeFamily.isbn
  static let syntax = family.syntax(
    "A number of a book (ISBN) with its check digit. It may be a book's: no range is kept free.")
  let codes: CodeSource
}
