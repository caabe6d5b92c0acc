import JSON
import Testing

@testable import Provenance

@Suite("Envelopes")
struct EnvelopeTests {
  static let type = "application/vnd.footnote.test+json"

  static func envelope(_ keys: SigningKey...) -> Envelope {
    var envelope = Envelope(payloadType: type, payload: Array(#"{"a":1}"#.utf8))
    for key in keys { envelope.sign(with: key) }
    return envelope
  }

  static func keys(_ keys: SigningKey..., threshold: Int = 1) throws -> KeySet {
    try KeySet(keys.map(\.verificationKey), threshold: threshold)
  }

  @Test("the signature is over DSSE's encoding of type and payload")
  func encoding() throws {
    // Source: DSSE, protocol.md, "Test Vectors": the same payload and type.
    var envelope = Envelope(
      payloadType: "http://example.com/HelloWorld", payload: Array("hello world".utf8))
    envelope.sign(with: key(1))
    let signed = "DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    #expect(key(1).verificationKey.isValid(envelope.signatures[0].bytes, of: Array(signed.utf8)))
  }

  @Test("what was signed comes back from its bytes, whatever the order of signing")
  func roundTrip() throws {
    let envelope = Self.envelope(key(1), key(2))
    #expect(envelope.encoded == Self.envelope(key(2), key(1), key(1)).encoded)
    let again = try Envelope(decoding: envelope.encoded, document: "x")
    #expect(again == envelope)
    let payload = try again.verifiedPayload(
      type: Self.type, by: Self.keys(key(1), key(2), threshold: 2), document: "x")
    #expect(payload == envelope.payload)
  }

  @Test("a wrong key, too few keys, another type and an altered payload are refused, each by name")
  func refusals() throws {
    let envelope = Self.envelope(key(1))
    func refusal(_ envelope: Envelope, _ type: String, _ keys: KeySet) -> ProvenanceError? {
      do throws(ProvenanceError) {
        _ = try envelope.verifiedPayload(type: type, by: keys, document: "x")
        return nil
      } catch {
        return error
      }
    }
    #expect(
      refusal(envelope, Self.type, try Self.keys(key(2)))
        == .belowThreshold(document: "x", wanted: 1, found: 0))
    #expect(
      refusal(envelope, Self.type, try Self.keys(key(1), key(2), threshold: 2))
        == .belowThreshold(document: "x", wanted: 2, found: 1))
    #expect(
      refusal(envelope, "other", try Self.keys(key(1)))
        == .wrongType(document: "x", expected: "other", found: Self.type))
    let text = String(decoding: envelope.encoded, as: UTF8.self)
    let altered = text.replacing(Base64.encode(envelope.payload), with: Base64.encode([1, 2]))
    #expect(
      refusal(
        try Envelope(decoding: Array(altered.utf8), document: "x"), Self.type,
        try Self.keys(key(1)))
        == .badSignature(document: "x", key: key(1).verificationKey.identifier))
  }

  @Test("one key that signed twice counts once")
  func oneKeyTwice() throws {
    var value = try JSONValue(parsing: Self.envelope(key(1)).encoded)
    guard case .object(var members) = value,
      let place = members.firstIndex(where: { $0.name == "signatures" }),
      case .array(let signatures) = members[place].value
    else {
      Issue.record("an envelope is an object")
      return
    }
    members[place].value = .array(signatures + signatures)
    value = .object(members)
    let envelope = try Envelope(decoding: value.canonical, document: "x")
    #expect(throws: ProvenanceError.belowThreshold(document: "x", wanted: 2, found: 1)) {
      try envelope.verifiedPayload(
        type: Self.type, by: Self.keys(key(1), key(2), threshold: 2), document: "x")
    }
  }

  @Test(
    "what is no envelope is refused",
    arguments: [
      "", "[]", "{}", #"{"payload":"QQ==","payloadType":"t"}"#,
      #"{"payload":"QQ==","payload":"QQ==","payloadType":"t","signatures":[]}"#,
      #"{"payload":"Q Q=","payloadType":"t","signatures":[]}"#,
      #"{"payload":"QR==","payloadType":"t","signatures":[]}"#,
      #"{"payload":"QQ","payloadType":"t","signatures":[]}"#,
      #"{"payload":"QQ==","payloadType":7,"signatures":[]}"#,
      #"{"payload":"QQ==","payloadType":"t","signatures":[{"sig":"QQ=="}]}"#,
      #"{"payload":"QQ==","payloadType":"t","signatures":[7]}"#,
    ])
  func malformed(text: String) {
    #expect(throws: ProvenanceError.self) {
      try Envelope(decoding: Array(text.utf8), document: "x")
    }
  }

  @Test("Base64 comes back, and only in its one form")
  func base64() {
    for count in 0..<70 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
      #expect(Base64.decode(Base64.encode(bytes)) == bytes)
    }
    for text in ["A", "A===", "====", "QQ=A", " QQ==", "QQ==\n", "QQ-_", "QR=="] {
      #expect(Base64.decode(text) == nil, "\(text)")
    }
  }
}
