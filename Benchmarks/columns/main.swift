import Foundation
import Sinks

// Usage: ColumnRates columns DOCUMENT SECONDS | ColumnRates whole DOCUMENT THREADS
let words = CommandLine.arguments
guard words.count == 4, let number = Double(words[3]) else {
  FileHandle.standardError.write(
    Data("usage: ColumnRates columns DOCUMENT SECONDS | whole DOCUMENT THREADS\n".utf8))
  exit(64)
}
// As the tool does.
ProcessMemory.keepFreed()
let bytes = Array(try Data(contentsOf: URL(filePath: words[2])))
if words[1] == "whole" {
  try Rates.whole(try Rates.generator(bytes, name: words[2], threads: Int(number))) { print($0) }
} else {
  let generator = try Rates.generator(bytes, name: words[2], threads: 1)
  try Rates.columns(generator, seconds: number) { print($0) }
}
