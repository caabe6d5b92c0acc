import JSON
import Storage
import TestSupport
import Testing
import WikiModel

@testable import WikiIngest

/// What an input of events gave, up to its end or its fault.
struct ChangeReading {
  var changes: [PageChange] = []
  var counts = IngestCounts()
  var log = FaultLog()
  var progress = FeedProgress()
  var error: IngestError?

  var notices: [PageNotice] {
    changes.compactMap { change in
      if case .notice(let notice) = change.content { notice } else { nil }
    }
  }

  var articles: [Article] {
    changes.compactMap { change in
      if case .revision(let page) = change.content { page.article } else { nil }
    }
  }

  /// The fault of the line that ended the reading.
  var fault: LineFault? {
    if case .badLine(let fault) = error { fault } else { nil }
  }
}

func readChanges(_ path: String, _ options: IngestOptions = IngestOptions()) -> ChangeReading {
  var reading = ChangeReading()
  do throws(IngestError) {
    let input = try ArticleInput(path: path, options: options)
    do throws(IngestError) {
      while let change = try input.nextChange() { reading.changes.append(change) }
    } catch {
      reading.error = error
    }
    reading.counts = input.counts
    reading.log = input.log
    reading.progress = input.progress
  } catch {
    reading.error = error
  }
  return reading
}

/// The project's sample corpus.
func sampleData(_ name: String) -> String {
  let root = Folder.parent(of: Folder.parent(of: Folder.parent(of: #filePath)))
  return "\(root)/Data/\(name)"
}

/// Events that a test changes and writes into a file.
struct EventFile {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func path(_ lines: [JSONValue]) throws -> String {
    try folder.file(
      "events.jsonl",
      try lines.map { String(decoding: try $0.compactBytes(), as: UTF8.self) + "\n" }.joined())
  }

  func read(_ lines: JSONValue..., options: IngestOptions = IngestOptions()) throws
    -> ChangeReading
  { readChanges(try path(lines), options) }

  func path(_ text: String) throws -> String { try folder.file("events.jsonl", text) }
}

extension JSONValue {
  /// The value with another member at a path, or without it.
  func with(_ path: JSONPath, _ value: JSONValue?) -> JSONValue {
    with(path.names[...], value)
  }

  private func with(_ names: ArraySlice<String>, _ value: JSONValue?) -> JSONValue {
    guard let name = names.first else { return value ?? .null }
    let rest = names.dropFirst()
    var members = object ?? []
    let index = members.firstIndex { $0.name == name }
    if rest.isEmpty, value == nil {
      if let index { members.remove(at: index) }
    } else {
      let inner = (index.map { members[$0].value } ?? .object([])).with(rest, value)
      if let index {
        members[index].value = inner
      } else {
        members.append(Member(name, inner))
      }
    }
    return .object(members)
  }
}
