import Columnar
import Foundation
import Testing

@testable import Sinks

@Suite struct OutputFileTests {
  private let place: TemporaryFolder

  init() throws { place = try TemporaryFolder() }

  @Test func `a single file appears when it is published`() throws {
    let file = try OutputFile.single(place.file("a/b.csv"))
    try file.write(Array("hello ".utf8))
    try file.write(Array("world".utf8))
    #expect(!FileManager.default.fileExists(atPath: place.file("a/b.csv")))
    try file.finish()
    try file.publish()
    #expect(try place.text(of: "a/b.csv") == "hello world")
    #expect(file.byteCount == 11)
    #expect(place.tree() == ["a", "a/b.csv"])
  }

  @Test func `an existing file is kept without force and replaced with it`() throws {
    try place.write("old", to: "b.csv")
    #expect(
      throws: SinkError(
        .alreadyExists, path: place.file("b.csv"), reason: "it exists already")
    ) { _ = try OutputFile.single(place.file("b.csv")) }
    let file = try OutputFile.single(place.file("b.csv"), force: true)
    try file.write(Array("new".utf8))
    try file.finish()
    #expect(try place.text(of: "b.csv") == "old")
    try file.publish()
    #expect(try place.text(of: "b.csv") == "new")
  }

  @Test func `a file that appeared meanwhile is not overwritten`() throws {
    let file = try OutputFile.single(place.file("b.csv"))
    try file.finish()
    try place.write("theirs", to: "b.csv")
    #expect(throws: SinkError.self) { try file.publish() }
    file.discard()
    #expect(try place.text(of: "b.csv") == "theirs")
    #expect(place.tree() == ["b.csv"])
  }

  @Test func `a discarded file leaves nothing`() throws {
    let file = try OutputFile.single(place.file("b.csv"))
    try file.write([1])
    file.discard()
    #expect(place.tree() == [])
  }

  @Test func `a full device is said in words`() throws {
    let file = try OutputFile.existing("/dev/full", table: "orders")
    #expect(
      throws: SinkError(
        .output, path: "/dev/full", table: "orders", reason: "no space is left on the disk")
    ) { try file.write([1, 2, 3]) }
    file.discard()
  }

  @Test func `a reader that left closes the pipe`() throws {
    _ = signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [0, 0]
    #expect(unsafe pipe(&ends) == 0)
    close(ends[0])
    let file = OutputFile(
      path: "-", table: nil, descriptor: ends[1], stagingPath: nil, ownsDescriptor: true)
    #expect(throws: SinkError(.closedPipe, path: "-", reason: "the reader closed the pipe")) {
      try file.write([1])
    }
    file.discard()
  }

  @Test(arguments: [
    "", "/a.csv", "../a.csv", "a/../b.csv", "./a.csv", "a//b.csv", "a/", "a\\b.csv", "a\nb.csv",
    "a\u{0}b", String(repeating: "x", count: 256),
  ])
  func `a path out of the folder is refused`(path: String) {
    #expect(throws: SinkError.self) { _ = try RelativePath(path) }
  }

  @Test(arguments: [
    "a.csv", "customers/customers.parquet", "year=2024/month=1/part-0.parquet", "ä",
  ])
  func `a path inside the folder is taken`(path: String) throws {
    #expect(try RelativePath(path).text == path)
  }
}
