import JSON
import WikiModel

/// A packet as somebody handed it back: what it says of itself, whether or not it is true.
struct AnswerPacket {
  /// Where it stands in the document, as a JSON Pointer (RFC 6901).
  let place: String
  let value: JSONValue

  init(_ value: JSONValue, place: String) {
    self.value = value
    self.place = place
  }

  var text: String? { value["text"]?.string }
  var attribution: JSONValue? { value["attribution"] }
  var key: PassageKey? { attribution?["key"]?.string.flatMap { PassageKey($0) } }
  var generation: UInt64? { attribution?["index"]?["generation"]?.unsigned }
  var manifestDigest: String? { attribution?["index"]?["manifest_sha256"]?.string }

  /// Whether the packet is of the page or revision that an address leads to.
  func isAt(_ address: CitedAddress) -> Bool {
    let addresses = [
      attribution?["version"]?["permalink"], attribution?["text_fragment_url"],
      attribution?["url"],
    ]
    return addresses.contains { $0?.string.flatMap { CitedAddress($0) } == address }
  }

  /// The members of the attribution that are not as they should be, as JSON Pointers from the
  /// packet on; that of the index is not compared.
  func differences(from expected: JSONValue) -> [String] {
    var found: [String] = []
    Self.compare(attribution ?? .null, expected, "/attribution", &found)
    return found
  }

  private static func compare(
    _ value: JSONValue, _ expected: JSONValue, _ place: String, _ found: inout [String]
  ) {
    guard place != "/attribution/index" else { return }
    guard case .object(let wanted) = expected, let members = value.object else {
      if !isSame(value, expected) { found.append(place) }
      return
    }
    for member in wanted {
      compare(value[member.name] ?? .null, member.value, "\(place)/\(member.name)", &found)
    }
    for member in members where expected[member.name] == nil {
      found.append("\(place)/\(member.name)")
    }
  }

  /// Equal letter by letter, where Swift's strings are equal in more cases.
  private static func isSame(_ a: JSONValue, _ b: JSONValue) -> Bool {
    switch (a, b) {
    case (.string(let a), .string(let b)): a.hasBytes(of: b)
    case (.array(let a), .array(let b)):
      a.count == b.count && zip(a, b).allSatisfy { isSame($0, $1) }
    case (.object(let a), .object(let b)):
      a.count == b.count
        && a.allSatisfy { one in
          b.contains { $0.name == one.name && isSame($0.value, one.value) }
        }
    default: a == b
    }
  }
}
