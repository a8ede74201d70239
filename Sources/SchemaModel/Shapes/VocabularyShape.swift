extension Shape {
  package static let vocabulary = Shape(
    "word list", "A list of words from a file in the folder of the document.",
    [
      Parameter(
        "file", .text, required: true,
        "A CSV file, whose columns are the fields of the list, or a text file (`.txt`) with a word "
          + "on each line, whose field is `word`."),
      Parameter(
        "weight", .text,
        "The column of the file that says how often each entry is drawn; without it, all alike."),
      Parameter(
        "extend", .boolean, default: "false",
        "True to join the locale's list of this name; else the file stands in its place."),
    ], shorthand: "file")
}
