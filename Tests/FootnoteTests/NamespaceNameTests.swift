import Storage
import TestSupport
import Testing

@testable import Footnote

private func dump(_ page: Int, fileNamespace: String) -> String {
  """
  <mediawiki version="0.11" xml:lang="de"><siteinfo><dbname>dewiki</dbname>
  <base>https://de.wikipedia.org/wiki/Start</base><namespaces><namespace key="0" />
  <namespace key="6">\(fileNamespace)</namespace></namespaces></siteinfo>
  <page><title>Seite \(page)</title><ns>0</ns><id>\(page)</id><revision><id>\(page)0</id>
  <timestamp>2026-01-01T00:00:00Z</timestamp><model>wikitext</model>
  <text>Ein Hafen.</text></revision></page></mediawiki>
  """
}

@Test("Inputs of one file name leave the names of all of their namespaces")
func namespaceNamesOfEqualInputs() async throws {
  let folder = try TemporaryFolder()
  let files = try ["Datei", "Fichier", "Bild"].enumerated().map { number, name in
    try Folder.make(folder("\(number)"))
    return try folder.file("\(number)/pages.xml", dump(number + 1, fileNamespace: name))
  }
  let path = folder("index")
  func names() throws -> [String: [String]] { try Index(path: path).manifest.namespaceNames }
  _ = try await IndexBuilder().build(files: [files[0]], output: path)
  #expect(try names() == ["pages.xml": ["Datei"]])
  _ = try await IndexUpdater().update(index: path, files: [files[1]])
  #expect(try names() == ["pages.xml": ["Datei", "Fichier"]])
  let both = folder("both")
  _ = try await IndexBuilder().build(files: [files[1], files[2]], output: both)
  #expect(try Index(path: both).manifest.namespaceNames == ["pages.xml": ["Bild", "Fichier"]])
}
