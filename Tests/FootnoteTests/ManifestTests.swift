import TestSupport
import Features
import JSON
import Storage
import Testing

@testable import Footnote

extension JSONValue {
  /// Changes a member by its path, in which numbers name array elements; nil takes it out.
  fileprivate mutating func set(_ path: [String], _ value: JSONValue?) {
    guard let name = path.first else { return }
    let rest = Array(path.dropFirst())
    switch self {
    case .object(var members):
      guard let index = members.firstIndex(where: { $0.name == name }) else { return }
      if !rest.isEmpty {
        members[index].value.set(rest, value)
      } else if let value {
        members[index].value = value
      } else {
        members.remove(at: index)
      }
      self = .object(members)
    case .array(var elements):
      guard let index = Int(name), elements.indices.contains(index) else { return }
      if rest.isEmpty { elements[index] = value ?? .null } else { elements[index].set(rest, value) }
      self = .array(elements)
    default: return
    }
  }

  fileprivate var paths: [[String]] {
    switch self {
    case .object(let members):
      members.flatMap { member in [[member.name]] + member.value.paths.map { [member.name] + $0 } }
    case .array(let elements):
      elements.enumerated().flatMap { index, element in
        element.paths.map { ["\(index)"] + $0 }
      }
    default: []
    }
  }
}

@Test("A manifest comes back from its bytes, which are canonical")
func manifestRoundTrip() async throws {
  let index = try await SampleIndex.shared().index
  let bytes = index.manifest.encoded
  #expect(try contents(of: "\(index.path)/\(SmallIndex.manifest)") == bytes)
  #expect(try Manifest(decoding: bytes, path: "manifest") == index.manifest)
  #expect(try JSONValue(parsing: bytes).canonicalBytes() == bytes)
  let embedder = Embedder(AnalyzerOptions())
  #expect(index.manifest.embedderDigest == embedder.digest)
  #expect(index.manifest.embedder == embedder.description)
}

@Test("The summary says what the index holds")
func summary() async throws {
  let sample = try await SampleIndex.shared()
  let summary = sample.index.summary
  #expect(summary.pageCount == UInt64(sample.report.pageCount))
  #expect(summary.passageCount == UInt64(sample.report.passageCount))
  #expect(summary.textByteCount == sample.report.textByteCount)
  #expect(summary.languages.values.reduce(0, +) == summary.passageCount)
  #expect(summary.wikis.values.reduce(0, +) == summary.passageCount)
  #expect(summary.inputs.map(\.name) == (try SampleCorpus.dumps).map { Folder.name(of: $0) })
  #expect(summary.identity == sample.index.identity)
  #expect(summary.files.map(\.name) == SmallIndex.segment)
  #expect(summary.files.reduce(0) { $0 + $1.byteCount } == sample.report.indexByteCount)
}

@Test("A newer pointer, manifest or segment file is too new, not damaged")
func tooNew() async throws {
  let files = try await SmallIndex.shared().files
  var pointer = files
  pointer[SmallIndex.pointer] = Array("footnote-index 2\nanything at all\n".utf8)
  var cases = [pointer]
  cases.append(try forged(files) { $0.set(["version"], .integer(6)) })
  cases.append(try forged(files) { $0 = ["format": "footnote-index", "version": 6] })
  for name in SmallIndex.segment {
    var newer = files
    newer[name] = try newerVersion(of: files[name] ?? [])
    cases.append(newer)
  }
  for files in cases {
    let error = try refusal(of: files)
    guard case .storage(.tooNew)? = error else {
      Issue.record("\(String(describing: error))")
      continue
    }
    #expect("\(String(describing: error))".contains("newer version of footnote"))
  }
}

/// A section file that says a version of its kind above its own, in a header that agrees.
private func newerVersion(of file: [UInt8]) throws -> [UInt8] {
  var bytes = file
  try #require(bytes.count > 64)
  bytes[12] += 1
  var sum: [UInt8] = []
  sum.append(integer: checksum(Array(bytes[..<56]).rawBytes))
  bytes.replaceSubrange(56..<64, with: sum)
  return bytes
}

@Test("An index of another embedder is refused with both digests")
func otherEmbedder() async throws {
  let files = try forged(await SmallIndex.shared().files) {
    $0.set(["embedder", "sha256"], .string(String(repeating: "0", count: 64)))
  }
  guard case .otherEmbedder(_, let expected, let found)? = try refusal(of: files) else {
    Issue.record("the index was opened")
    return
  }
  #expect(expected == Embedder(AnalyzerOptions()).digest)
  #expect(found == String(repeating: "0", count: 64))
}

@Test("A manifest that lacks a member, or has one of another type, is damaged and never a trap")
func forgedManifests() async throws {
  let files = try await SmallIndex.shared().files
  let manifest = try JSONValue(parsing: files[SmallIndex.manifest] ?? [])
  let values: [JSONValue?] = [
    nil, .null, .string("../../etc"), .integer(-1), .integer(.max), .double(1.5), .array([]),
    .object([]),
  ]
  for path in manifest.paths {
    for value in values {
      // Members that tell rather than lead may hold any value of their type.
      let error = try refusal(of: forged(files) { $0.set(path, value) })
      guard let error else {
        #expect(isFree(path, value), "\(path) \(String(describing: value))")
        continue
      }
      #expect("\(error)".hasSuffix("."), "\(error)")
    }
  }
}

@Test("A manifest of another generation than its name says is damaged")
func otherGeneration() async throws {
  let files = try forged(await SmallIndex.shared().files) { $0.set(["generation"], .integer(7)) }
  guard case .damagedManifest(_, let expected, let found)? = try refusal(of: files) else {
    Issue.record("the index was opened")
    return
  }
  #expect(expected == "the generation of its name" && found == "generation 7")
}

/// Whether a member may hold a value without harm: nothing is read or computed from it.
private func isFree(_ path: [String], _ value: JSONValue?) -> Bool {
  switch path.first {
  case "passages", "embedder": value?.string != nil
  case "as_of": value == nil
  case "feeds": value == .array([])
  case "inputs":
    path.last == "date" || value == .array([]) || path.last == "name" && value?.string != nil
  case "languages", "licenses", "wikis", "skipped": path.count > 1 || value == .object([])
  default: false
  }
}

@Test("Text that is no JSON, and JSON that is no manifest, are damaged manifests")
func manifestsThatAreNone() {
  for text in ["", "{", "[]", "null", "{}", "{\"format\":\"other\",\"version\":1}", "\u{0}"] {
    do throws(FootnoteError) {
      _ = try Manifest(decoding: Array(text.utf8), path: "manifest")
      Issue.record("\(text) was taken")
    } catch {
      guard case .damagedManifest = error else {
        Issue.record("\(error)")
        continue
      }
    }
  }
}

@Test("A pointer leads to no file outside of the index")
func pointersElsewhere() async throws {
  let files = try await SmallIndex.shared().files
  let sha256 = String(repeating: "a", count: 64)
  for name in [
    "../manifest-000001.json", "/etc/passwd", "manifest-.json", "manifest-1/../x.json",
    "manifest-00000١.json", "manifest-000001.json/", "", "manifest-000001",
  ] {
    var changed = files
    changed[SmallIndex.pointer] = Array("footnote-index 1\n\(name)\nsha256 \(sha256)\n".utf8)
    guard case .damagedManifest? = try refusal(of: changed) else {
      Issue.record("\(name)")
      continue
    }
  }
}
