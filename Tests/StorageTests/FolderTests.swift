import TestSupport
import Storage
import Testing

private func makeDraft(_ folder: TemporaryFolder) throws -> String {
  let draft = folder("draft")
  try Folder.make(draft)
  try OutputFile(creating: draft + "/new").append([1])
  return draft
}

@Test("A published folder has its new name and no longer the old one")
func publish() throws {
  let folder = try TemporaryFolder()
  let draft = try makeDraft(folder)
  try Folder.publish(draft, as: folder("an index — 索引/"))
  #expect(!Folder.exists(draft))
  #expect(try Folder.names(in: folder.path) == ["an index — 索引"])
  #expect(try Folder.names(in: folder("an index — 索引")) == ["new"])
}

@Test("Publishing replaces nothing: no file, no full folder, no empty one, no link")
func publishOntoSomething() throws {
  let folder = try TemporaryFolder()
  let draft = try makeDraft(folder)
  try Folder.make(folder("empty"))
  try Folder.make(folder("full"))
  _ = try folder.file("full/old", [2])
  _ = try folder.file("file", [3])
  try makeLink(folder("link"), to: folder("nothing"))
  let names = try Folder.names(in: folder.path)
  for name in ["empty", "full", "file", "link"] {
    #expect(
      throws: StorageError.system(
        operation: "make the folder", path: folder(name), code: ErrorCode.exists)
    ) { try Folder.publish(draft, as: folder(name)) }
  }
  #expect(try Folder.names(in: folder.path) == names)
  #expect(try Folder.names(in: folder("empty")) == [])
  #expect(try Folder.names(in: folder("full")) == ["old"])
  #expect(try Folder.names(in: draft) == ["new"])
}

@Test("A publication that fails leaves nothing under the new name")
func failedPublication() throws {
  let folder = try TemporaryFolder()
  #expect(throws: StorageError.self) {
    try Folder.publish(folder("absent"), as: folder("index"))
  }
  let file = try folder.file("file", [1])
  #expect(throws: StorageError.self) { try Folder.publish(file, as: folder("index")) }
  #expect(!Folder.exists(folder("index")))
  #expect(throws: StorageError.self) {
    try Folder.publish(file, as: folder("absent/index"))
  }
}

@Test("A folder is removed with its files and folders, and what a link leads to stays")
func removal() throws {
  let folder = try TemporaryFolder()
  try Folder.make(folder("outside"))
  _ = try folder.file("outside/kept", [1])
  try Folder.make(folder("index"))
  try Folder.make(folder("index/segment"))
  _ = try folder.file("index/segment/passages", [2])
  _ = try folder.file("index/file", [3])
  try makeLink(folder("index/link"), to: folder("outside"))
  try makeLink(folder("index/segment/link"), to: folder("outside"))
  try Folder.remove(folder("index"))
  #expect(try Folder.names(in: folder.path) == ["outside"])
  try makeLink(folder("link"), to: folder("outside"))
  try Folder.remove(folder("link"))
  #expect(try Folder.names(in: folder("outside")) == ["kept"])
}

@Test("A folder that is deeper than an index is not removed whole")
func removalOfDeepFolder() throws {
  let folder = try TemporaryFolder()
  for name in ["a", "a/b", "a/b/c"] { try Folder.make(folder(name)) }
  _ = try folder.file("a/b/c/kept", [1])
  #expect(throws: StorageError.self) { try Folder.remove(folder("a")) }
  #expect(try contents(of: folder("a/b/c/kept")) == [1])
  try Folder.removeFile(folder("a/b/c/kept"))
}

@Test("Names come in the order of their bytes")
func sortedNames() throws {
  let folder = try TemporaryFolder()
  let names = [".hidden", "B", "a", "a b", "é", "日本"]
  for name in names.reversed() { _ = try folder.file(name, []) }
  #expect(try Folder.names(in: folder.path) == names)
  #expect(throws: StorageError.self) { try Folder.names(in: folder("absent")) }
}

@Test("A path is taken apart at its slashes alone")
func pathParts() {
  #expect(Folder.trimmed("a/b//") == "a/b")
  #expect(Folder.trimmed("/") == "/")
  #expect(Folder.trimmed("") == "")
  #expect(Folder.parent(of: "a/b") == "a")
  #expect(Folder.parent(of: "/b") == "/")
  #expect(Folder.parent(of: "b") == ".")
  #expect(Folder.name(of: "a/b c/") == "b c")
  #expect(Folder.name(of: "b") == "b")
  // A combining mark after a slash makes one character of the two.
  #expect(Folder.parent(of: "a/\u{301}x") == "a")
  #expect(Array(Folder.name(of: "a/\u{301}x").utf8) == Array("\u{301}x".utf8))
}

@Test("The name of a draft stands beside the final place and differs from it")
func temporaryName() {
  #expect(Folder.temporaryName(for: "a/index/").hasPrefix("a/index.building-"))
  #expect(Folder.parent(of: Folder.temporaryName(for: "/index")) == "/")
}

@Test("Files and folders are told apart, and what is not there is neither")
func existence() throws {
  let folder = try TemporaryFolder()
  let file = try folder.file("file", [1, 2, 3])
  #expect(Folder.exists(file) && !Folder.isFolder(file))
  #expect(Folder.exists(folder.path) && Folder.isFolder(folder.path))
  #expect(!Folder.exists(folder("absent")) && !Folder.isFolder(folder("absent")))
  #expect(try Folder.byteCount(ofFile: file) == 3)
  #expect(throws: StorageError.self) { try Folder.byteCount(ofFile: folder("absent")) }
}
