import TestSupport
import PassageStore
import PostingIndex
import Rescoring
import Storage
import Testing
import VectorIndex

@testable import Footnote

/// The files below a folder with their bytes, by their paths inside it.
func tree(_ path: String, below prefix: String = "") throws -> [String: [UInt8]] {
  var files: [String: [UInt8]] = [:]
  for name in try Folder.names(in: path) {
    let child = "\(path)/\(name)"
    if Folder.isFolder(child) {
      files.merge(try tree(child, below: "\(prefix)\(name)/")) { $1 }
    } else {
      files["\(prefix)\(name)"] = try contents(of: child)
    }
  }
  return files
}

/// Copies an index's files into a new folder.
func write(_ files: [String: [UInt8]], to path: String) throws {
  try Folder.make(path)
  for (name, bytes) in files {
    let folder = Folder.parent(of: "\(path)/\(name)")
    if !Folder.exists(folder) { try Folder.make(folder) }
    let file = try OutputFile(creating: "\(path)/\(name)")
    try file.append(bytes)
  }
}

/// Puts other bytes into a file.
func overwrite(_ path: String, _ bytes: [UInt8]) throws {
  if Folder.exists(path) { try Folder.removeFile(path) }
  try OutputFile(creating: path).append(bytes)
}

extension [UInt8] {
  /// Where a text first occurs from a place on.
  func firstIndex(of text: String, from start: Int = 0) -> Int? {
    let wanted = Array(text.utf8)
    guard let first = wanted.first, count >= wanted.count else { return nil }
    var place = start
    while place <= count - wanted.count {
      if self[place] == first, self[place..<place + wanted.count].elementsEqual(wanted) {
        return place
      }
      place += 1
    }
    return nil
  }

  /// What stands between two marks, the second being the first one after the first.
  func between(_ open: String, _ close: String, from start: Int = 0) -> Range<Int>? {
    guard let opened = firstIndex(of: open, from: start) else { return nil }
    let lower = opened + open.utf8.count
    return firstIndex(of: close, from: lower).map { lower..<$0 }
  }

  var text: String { String(decoding: self, as: UTF8.self) }
}

extension ArraySlice<UInt8> {
  var text: String { String(decoding: self, as: UTF8.self) }
}

extension Index {
  /// The files of the oldest segment, which is all that a fresh build has.
  private var oldest: Segment { segments.parts[0].segment }

  var passages: PassageStoreReader { oldest.passages }
  var postings: PostingIndexReader { oldest.postings }
  var words: WordStoreReader { oldest.words }
  var vectors: VectorIndexReader? { oldest.vectors }

  /// The first stage among all passages.
  func firstStage(
    _ question: String, _ languages: [String], count: Int
  ) throws(StorageError) -> FirstStage {
    try firstStage(
      question, languages, count: count,
      in: try scope(of: SearchOptions(), [], in: ServedPassages(all: segments)))
  }
}
