import ArgumentParser

/// The reference of the command in Markdown, from its own help.
enum CommandReference {
  static let columns = 90

  static var text: String {
    var text = """
      # The command

      Written by `datagen docs --command` from the command's own help; do not edit.

          \(indented(Tool.helpMessage(columns: columns)))


      """
    for subcommand in Tool.configuration.subcommands {
      let help = Tool.helpMessage(for: subcommand, columns: columns)
      text += """
        ## \(subcommand._commandName)

            \(indented(help))


        """
    }
    return text + closing
  }

  /// As a block of code in Markdown, without spaces at the end of lines.
  private static func indented(_ help: String) -> String {
    help.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let text = String(line.reversed().drop { $0 == " " }.reversed())
      return text.isEmpty ? "" : "    " + text
    }
    .joined(separator: "\n")
    .trimmed
  }

  private static let closing = """
    ## Completion

    The command writes completion scripts for its words and options:

        datagen --generate-completion-script bash > datagen.bash
        datagen --generate-completion-script zsh > _datagen
        datagen --generate-completion-script fish > datagen.fish

    ## Streams

    Results go to standard output, messages and progress to standard error. With
    `--progress json` each line of standard error that begins with `{` is an object with `event`
    (`preparing`, `rows`, `done`), `done`, `total`, `seconds`, for rows also `table`,
    `rowsPerSecond` and `secondsLeft`. While preparing, steps are counted, and `part` (0 to 1) is of
    the rows gone through for all of them.

    ## Interruptions

    The first Ctrl-C (or SIGTERM, SIGHUP) lets the run clear its files away and end with 130
    (143, 129); a second one ends it at once, with the same result. What a killed process leaves
    beside the output folder is hidden by a dot in its name and removed by the next run there.

    A folder that is a mount point cannot be replaced, so its files are written into a hidden
    folder inside of it and moved out of that at the end, `manifest.json` last: a dataset is whole
    where it has its manifest. What a killed process was replacing there is back at the next run.

    """
}

extension String {
  fileprivate var trimmed: String {
    var text = self
    while text.first == " " || text.first == "\n" { text.removeFirst() }
    while text.last == " " || text.last == "\n" { text.removeLast() }
    return text
  }
}
