import Columnar
import Foundation
import Testing

@testable import Sinks

/// A folder that can be neither moved nor replaced. All but the last two tests say so of a
/// plain folder, so that they need no mount.
@Suite struct MountPointTests {
  private let place: TemporaryFolder
  private var out: String { place.file("out") }

  init() throws {
    place = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: false)
  }

  private func open(
    force: Bool = false, registry: StagingRegistry = .shared
  ) throws -> OutputFolder {
    let target = try SystemCalls.resolved(out)
    return try OutputFolder(
      out, force: force, registry: registry, isMountPoint: { $0 == target })
  }

  private func manifest(_ files: [String]) -> [UInt8] {
    let tables = files.map {
      Manifest.Table(
        layout: TableLayout(table: "t", fields: []), file: $0, format: "csv", compression: "none",
        byteCount: 0, hash: TableHash(), firstRow: 0, csv: CSVOptions())
    }
    return Manifest(name: "d", documentHash: "", seed: 1, version: "1", tables: tables).json()
  }

  private func fill(_ folder: OutputFolder, _ text: String, _ files: [String]) throws {
    for file in files { try folder.write(Array(text.utf8), to: file) }
    try folder.write(manifest(files), to: "manifest.json")
  }

  private func reason(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch { return (error as? SinkError)?.reason }
  }

  @Test func `the files are moved into it, and none is seen before`() throws {
    let folder = try open()
    let inode = try FileManager.default.attributesOfItem(atPath: out)[.systemFileNumber] as? Int
    try fill(folder, "new", ["a.csv", "b/c.csv"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: out)
        == [".out.partial-\(getpid())"])
    #expect(place.tree().filter { !$0.hasPrefix("out/") } == ["out"])
    try folder.publish()
    #expect(
      place.tree() == ["out", "out/a.csv", "out/b", "out/b/c.csv", "out/manifest.json"])
    // It is the same folder as before.
    #expect(
      try FileManager.default.attributesOfItem(atPath: out)[.systemFileNumber] as? Int == inode)
    #expect(StagingRegistry.shared.paths.allSatisfy { !$0.hasPrefix(place.path) })
  }

  @Test func `discarding leaves it as it was`() throws {
    try place.write("", to: "out/lost+found/x")
    let before = place.tree()
    let folder = try open()
    try fill(folder, "new", ["a.csv"])
    folder.discard()
    #expect(place.tree() == before)
  }

  @Test func `an interrupt leaves nothing`() throws {
    let registry = StagingRegistry()
    let folder = try open(registry: registry)
    try fill(folder, "new", ["a.csv"])
    registry.removeAll()
    #expect(place.tree() == ["out"])
    #expect(reason { try folder.publish() } == "the run was interrupted")
    #expect(place.tree() == ["out"])
  }

  @Test func `force exchanges a dataset at the end, and nothing before`() throws {
    let first = try open()
    try fill(first, "old", ["a.csv", "b/c.csv"])
    try first.publish()
    #expect(reason { _ = try open() } == "the folder exists and is not empty; --force replaces it")
    let folder = try open(force: true)
    try fill(folder, "new", ["a.csv", "d.csv"])
    #expect(try place.text(of: "out/a.csv") == "old")
    try folder.publish()
    #expect(place.tree() == ["out", "out/a.csv", "out/d.csv", "out/manifest.json"])
    #expect(try place.text(of: "out/a.csv") == "new")
  }

  @Test func `other files are neither replaced nor mixed with`() throws {
    try place.write("mine", to: "out/mine.txt")
    #expect(reason { _ = try open() } == "the folder exists and is not empty; --force replaces it")
    let refusal = reason { _ = try open(force: true) }
    #expect(refusal?.hasPrefix("the folder holds no dataset") == true)
    #expect(place.tree() == ["out", "out/mine.txt"])
  }

  @Test func `a folder filled while the run went on is left alone`() throws {
    let folder = try open()
    try fill(folder, "new", ["a.csv"])
    try place.write("theirs", to: "out/theirs.txt")
    #expect(
      reason { try folder.publish() }
        == "the folder exists and is not empty; --force replaces it")
    folder.discard()
    #expect(place.tree() == ["out", "out/theirs.txt"])
  }

  /// Where a run is killed after any number of its moves, the next one finds what was there before.
  @Test(arguments: [false, true], 0...7)
  func `a killed run is undone by the next`(hadData: Bool, moves: Int) throws {
    if hadData {
      let folder = try open()
      try fill(folder, "old", ["a.csv", "b.csv"])
      try folder.publish()
    }
    // The order in which entries are moved: what was there, its manifest first; then the new.
    let dead = 2_147_483_646
    let (staging, old) = ("out/.out.partial-\(dead)", "out/.out.replaced-\(dead)")
    for name in ["a.csv", "c.csv"] { try place.write("new", to: "\(staging)/\(name)") }
    let text = String(decoding: manifest(["a.csv", "c.csv"]), as: UTF8.self)
    try place.write(text, to: "\(staging)/manifest.json")
    var steps: [(String, String)] = []
    if hadData {
      try FileManager.default.createDirectory(
        atPath: place.file(old), withIntermediateDirectories: false)
      steps = ["manifest.json", "a.csv", "b.csv"].map { ("out/\($0)", "\(old)/\($0)") }
    }
    steps += ["c.csv", "a.csv", "manifest.json"].map { ("\(staging)/\($0)", "out/\($0)") }
    for (from, to) in steps.prefix(moves) {
      try FileManager.default.moveItem(atPath: place.file(from), toPath: place.file(to))
    }
    if hadData || moves >= steps.count {
      #expect(reason { _ = try open() }?.hasSuffix("--force replaces it") == true)
    } else {
      let folder = try open()
      folder.discard()
    }
    let isNew = moves >= steps.count
    let files = isNew ? ["a.csv", "c.csv"] : hadData ? ["a.csv", "b.csv"] : []
    #expect(
      place.tree()
        == ["out"] + files.map { "out/\($0)" } + (files.isEmpty ? [] : ["out/manifest.json"]))
    for file in files { #expect(try place.text(of: "out/\(file)") == (isNew ? "new" : "old")) }
  }

  @Test func `two runs that end at the same time do not mix their files`() throws {
    let folder = try open()
    try fill(folder, "new", ["a.csv"])
    let descriptor = try SystemCalls.openToRead(out)
    #expect(SystemCalls.lock(descriptor))
    #expect(reason { try folder.publish() }?.hasSuffix("--force replaces it") == true)
    try SystemCalls.close(descriptor)
    try folder.publish()
    #expect(place.tree() == ["out", "out/a.csv", "out/manifest.json"])
  }

  @Test func `what is mounted is told from what is not`() throws {
    #expect(try SystemCalls.isMountPoint("/"))
    #expect(try SystemCalls.isMountPoint("/dev"))
    #expect(try !SystemCalls.isMountPoint(try SystemCalls.resolved(out)))
    try place.write("", to: "out/file")
    #expect(try !SystemCalls.isMountPoint(try SystemCalls.resolved(place.file("out/file"))))
  }
}
