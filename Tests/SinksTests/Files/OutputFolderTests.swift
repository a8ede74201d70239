import Columnar
import Foundation
import Testing

@testable import Sinks

@Suite struct OutputFolderTests {
  private let place: TemporaryFolder

  init() throws { place = try TemporaryFolder() }

  private func kind(_ body: () throws -> Void) -> SinkError.Kind? {
    do {
      try body()
      return nil
    } catch {
      return (error as? SinkError)?.kind
    }
  }

  @Test func `a dataset appears whole when it is published and not before`() throws {
    let folder = try OutputFolder(place.file("out"))
    try folder.write(Array("a".utf8), to: "customers/customers.csv")
    try folder.write(Array("b".utf8), to: "manifest.json")
    #expect(!FileManager.default.fileExists(atPath: place.file("out")))
    try folder.publish()
    #expect(
      place.tree() == ["out", "out/customers", "out/customers/customers.csv", "out/manifest.json"])
    #expect(StagingRegistry.shared.paths.allSatisfy { !$0.hasPrefix(place.path) })
  }

  @Test func `a discarded dataset leaves nothing, not even the parents it made`() throws {
    let folder = try OutputFolder(place.file("deep/er/out/"))
    try folder.write(Array("a".utf8), to: "x/y.csv")
    #expect(place.tree().contains { $0.hasPrefix("deep/er/.out.partial-") })
    folder.discard()
    #expect(place.tree() == [])
  }

  @Test func `refuses a folder that holds something`() throws {
    try place.write("mine", to: "out/notes.txt")
    #expect(
      throws: SinkError(
        .alreadyExists, path: place.file("out"),
        reason: "the folder exists and is not empty; --force replaces it")
    ) { _ = try OutputFolder(place.file("out")) }
    #expect(place.tree() == ["out", "out/notes.txt"])
  }

  @Test func `takes an empty folder`() throws {
    try FileManager.default.createDirectory(
      atPath: place.file("out"), withIntermediateDirectories: false)
    let folder = try OutputFolder(place.file("out"))
    try folder.write([], to: "a.csv")
    try folder.publish()
    #expect(place.tree() == ["out", "out/a.csv"])
  }

  /// A folder with a dataset of one file.
  private func writeDataset(_ name: String) throws {
    let manifest = Manifest(name: "d", documentHash: "", seed: 1, version: "1", tables: [])
    try place.write(String(decoding: manifest.json(), as: UTF8.self), to: "\(name)/manifest.json")
    try place.write("old", to: "\(name)/old.csv")
  }

  @Test func `force replaces everything at the end, and nothing before`() throws {
    try writeDataset("out")
    let folder = try OutputFolder(place.file("out"), force: true)
    try folder.write(Array("new".utf8), to: "new.csv")
    #expect(try place.text(of: "out/old.csv") == "old")
    try folder.publish()
    #expect(place.tree() == ["out", "out/new.csv"])
  }

  @Test(arguments: [nil, "{}", "{\"synthetic\": true}"])
  func `force replaces nothing but datasets`(manifest: String?) throws {
    try place.write("mine", to: "out/mine.txt")
    if let manifest { try place.write(manifest, to: "out/manifest.json") }
    do throws(SinkError) {
      _ = try OutputFolder(place.file("out"), force: true)
      Issue.record("a folder of other files was replaced")
    } catch {
      #expect(error.kind == .alreadyExists)
      #expect(error.reason.hasPrefix("the folder holds no dataset"))
    }
    #expect(try place.text(of: "out/mine.txt") == "mine")
  }

  @Test func `a run that another one is writing is refused at once`() throws {
    let parent = getppid()
    try place.write("x", to: ".out.partial-\(parent)/a.csv")
    let descriptor = unsafe open(place.file(".out.partial-\(parent)"), O_RDONLY)
    defer { close(descriptor) }
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    do throws(SinkError) {
      _ = try OutputFolder(place.file("out"))
      Issue.record("two runs write one folder")
    } catch {
      #expect(error.reason == "another run, process \(parent), is writing it")
    }
    #expect(place.tree() == [".out.partial-\(parent)", ".out.partial-\(parent)/a.csv"])
  }

  @Test func `a forced run that fails keeps the old dataset`() throws {
    try writeDataset("out")
    let folder = try OutputFolder(place.file("out"), force: true)
    try folder.write(Array("new".utf8), to: "new.csv")
    folder.discard()
    #expect(place.tree() == ["out", "out/manifest.json", "out/old.csv"])
  }

  @Test func `a folder filled while the run went on is not overwritten`() throws {
    let folder = try OutputFolder(place.file("out"))
    try folder.write([], to: "a.csv")
    try place.write("theirs", to: "out/theirs.txt")
    #expect(kind { try folder.publish() } == .alreadyExists)
    folder.discard()
    #expect(place.tree() == ["out", "out/theirs.txt"])
  }

  @Test func `refuses a file in the folder's place, even with force`() throws {
    try place.write("mine", to: "out")
    #expect(kind { _ = try OutputFolder(place.file("out"), force: true) } == .alreadyExists)
    #expect(try place.text(of: "out") == "mine")
  }

  @Test(arguments: [".", "/", FileManager.default.currentDirectoryPath])
  func `never replaces the folder one stands in`(path: String) {
    #expect(kind { _ = try OutputFolder(path, force: true) } == .alreadyExists)
  }

  @Test func `follows a link to the folder it stands for`() throws {
    try writeDataset("real")
    try FileManager.default.createSymbolicLink(
      atPath: place.file("link"), withDestinationPath: place.file("real"))
    let folder = try OutputFolder(place.file("link"), force: true)
    try folder.write([], to: "new.csv")
    try folder.publish()
    #expect(place.tree() == ["link", "real", "real/new.csv"])
  }

  @Test func `what differs by case is one where the file system overlooks case`() throws {
    let folder = try OutputFolder(place.file("out"), folding: .exact)
    defer { folder.discard() }
    _ = try folder.makeFile("orders/a.csv")
    #expect(kind { _ = try folder.makeFile("orders/a.csv") } == .alreadyExists)
    #expect(kind { _ = try folder.makeFile("orders/a.csv/b.csv") } == .alreadyExists)
    let isCaseless = try OutputFolder(place.file("other")).folding.isCaseless
    try place.write("x", to: "probe")
    #expect(isCaseless == FileManager.default.fileExists(atPath: place.file("PROBE")))
  }

  @Test func `two files of one path are refused, in other case too`() throws {
    let folder = try OutputFolder(place.file("out"), folding: .caseless)
    defer { folder.discard() }
    _ = try folder.makeFile("orders/a.csv")
    #expect(kind { _ = try folder.makeFile("orders/a.csv") } == .alreadyExists)
    #expect(kind { _ = try folder.makeFile("Orders/A.CSV") } == .alreadyExists)
    #expect(kind { _ = try folder.makeFile("orders") } == .alreadyExists)
    #expect(kind { _ = try folder.makeFile("orders/a.csv/b.csv") } == .alreadyExists)
    #expect(kind { _ = try folder.makeFile("orders/b.csv") } == nil)
  }

  @Test func `two runs of one process cannot write one target`() throws {
    let folder = try OutputFolder(place.file("out"))
    defer { folder.discard() }
    #expect(kind { _ = try OutputFolder(place.file("out")) } == .alreadyExists)
  }

  @Test func `leftovers of dead runs go, those of living runs stay`() throws {
    // No process has the largest identifier; the parent of this one lives.
    try place.write("x", to: ".out.partial-2147483646/a.csv")
    try place.write("x", to: ".out.replaced-2147483646/a.csv")
    try place.write("x", to: ".out.partial-\(getppid())/a.csv")
    try place.write("x", to: ".other.partial-2147483646/a.csv")
    try place.write("x", to: ".out.partial-me/a.csv")
    // A killed run that had the number this process has now, as happens in containers.
    try place.write("x", to: ".out.partial-\(getpid())/a.csv")
    try FileManager.default.createDirectory(
      atPath: place.file("out"), withIntermediateDirectories: true)
    let folder = try OutputFolder(place.file("out"))
    try folder.publish()
    let left = place.tree().filter { !$0.contains("/") }
    #expect(
      left
        == [
          ".other.partial-2147483646", ".out.partial-\(getppid())", ".out.partial-me", "out",
        ].sorted())
  }

  @Test func `data that a killed run was replacing are back at the next one`() throws {
    try place.write("old", to: ".out.replaced-2147483646/a.csv")
    #expect(throws: SinkError.self) { _ = try OutputFolder(place.file("out")) }
    #expect(place.tree() == ["out", "out/a.csv"])
    #expect(try place.text(of: "out/a.csv") == "old")
  }

  @Test func `an interrupt leaves alone what is being moved into place`() throws {
    let registry = StagingRegistry()
    try place.write("x", to: "moved/a.csv")
    try place.write("x", to: "staged/a.csv")
    try registry.add(place.file("moved"), shownAs: "out")
    try registry.add(place.file("staged"), shownAs: "out")
    #expect(registry.claim(place.file("moved")))
    registry.removeAll()
    #expect(place.tree() == ["moved", "moved/a.csv"])
    #expect(!registry.claim(place.file("moved")))
  }

  @Test func `names that are no Unicode are removed too`() throws {
    try writeDataset("out")
    let bytes = Array(place.file("out/").utf8) + [0x61, 0xFF, 0x62, 0]
    let name = bytes.map { CChar(bitPattern: $0) }
    let descriptor = unsafe open(name, O_CREAT | O_WRONLY, 0o600)
    // Some file systems take no such names.
    if descriptor >= 0 { close(descriptor) }
    let folder = try OutputFolder(place.file("out"), force: true)
    try folder.publish()
    #expect(place.tree() == ["out"])
  }

  @Test func `an interrupt removes what is staged and stops every writer`() throws {
    let registry = StagingRegistry()
    let folder = try OutputFolder(place.file("out"), registry: registry)
    let file = try folder.makeFile("a.csv", table: "a")
    try file.write([1, 2, 3])
    registry.removeAll()
    #expect(place.tree() == [])
    #expect(kind { try file.write([4]) } == .interrupted)
    #expect(kind { _ = try folder.makeFile("b.csv") } == .interrupted)
    #expect(kind { try folder.publish() } == .interrupted)
    #expect(kind { _ = try OutputFolder(place.file("x"), registry: registry) } == .interrupted)
    folder.discard()
    #expect(place.tree() == [])
  }

  @Test func `names the place where no folder can be made`() throws {
    try place.write("x", to: "file")
    #expect(
      throws: SinkError(
        .output, path: place.file("file/out"), reason: "a part of the path is not a folder")
    ) { _ = try OutputFolder(place.file("file/out")) }
    #expect(kind { _ = try OutputFolder("/proc/datagen/out") } == .output)
  }

  /// Only root may mount a small disk; `OutputFileTests` fills a device without it.
  @Test(.enabled(if: OutputFolderTests.canMount))
  func `a full disk is said in words and leaves nothing`() throws {
    let mount = place.file("small")
    try FileManager.default.createDirectory(atPath: mount, withIntermediateDirectories: false)
    try #require(Self.run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", mount) == 0)
    defer { _ = Self.run("umount", mount) }
    let folder = try OutputFolder(mount + "/out")
    let file = try folder.makeFile("big.csv", table: "big")
    #expect(
      throws: SinkError(
        .output, path: mount + "/out/big.csv", table: "big",
        reason: "no space is left on the disk")
    ) { for _ in 0..<100 { try file.write([UInt8](repeating: 7, count: 4096)) } }
    file.discard()
    folder.discard()
    #expect(try FileManager.default.contentsOfDirectory(atPath: mount) == [])
  }

  private static var canMount: Bool {
    let mount = FileManager.default.temporaryDirectory.path + "/datagen-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: mount) }
    do {
      try FileManager.default.createDirectory(atPath: mount, withIntermediateDirectories: false)
    } catch {
      return false
    }
    guard run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", mount) == 0 else { return false }
    return run("umount", mount) == 0
  }

  private static func run(_ arguments: String...) -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    do {
      try process.run()
    } catch {
      return -1
    }
    process.waitUntilExit()
    return process.terminationStatus
  }
}
