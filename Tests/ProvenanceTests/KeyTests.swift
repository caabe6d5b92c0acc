import Testing

@testable import Provenance

@Suite("Keys and signatures")
struct KeyTests {
  /// Source: RFC 8032, section 7.1, TEST 1, 2, 3 and TEST SHA(abc).
  static let vectors: [(seed: String, key: String, message: String, signature: String)] = [
    (
      "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    ),
    (
      "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
      "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    ),
    (
      "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
      "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
      "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    ),
    (
      "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
      "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
      "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
      "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
        + "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"
    ),
  ]

  @Test("signatures are those of RFC 8032's test vectors", arguments: 0..<4)
  func standardVectors(number: Int) throws {
    let vector = Self.vectors[number]
    let key = try #require(SigningKey(seed: bytes(vector.seed)))
    #expect(key.verificationKey.bytes == bytes(vector.key))
    let message = bytes(vector.message)
    #expect(key.signature(of: message) == bytes(vector.signature))
    #expect(key.verificationKey.isValid(bytes(vector.signature), of: message))
  }

  @Test("a signature with any bit changed, or over another message, is not valid")
  func alteredSignatures() {
    let key = key(7)
    let message = Array("text never leaves without its attribution".utf8)
    let signature = key.signature(of: message)
    for bit in 0..<signature.count * 8 {
      var altered = signature
      altered[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(!key.verificationKey.isValid(altered, of: message))
    }
    #expect(!key.verificationKey.isValid(signature, of: message + [0]))
    #expect(!key.verificationKey.isValid(Array(signature.dropLast()), of: message))
    #expect(!key.verificationKey.isValid([], of: message))
  }

  @Test("keys come back from PEM, and generated ones differ")
  func textForm() throws {
    let key = SigningKey.generate()
    let again = try SigningKey(pem: key.pem)
    #expect(again.verificationKey == key.verificationKey)
    #expect(try VerificationKey(pem: key.verificationKey.pem) == key.verificationKey)
    #expect(SigningKey.generate().verificationKey != key.verificationKey)
  }

  @Test("a PEM that openssl writes with other line ends is read")
  func otherLineEnds() throws {
    let pem = key(3).verificationKey.pem
    let other = "\r\n" + pem.split(separator: "\n").joined(separator: "\r\n")
    #expect(try VerificationKey(pem: other) == key(3).verificationKey)
  }

  @Test(
    "what is no key of this kind is refused, without a byte of it in the error",
    arguments: ["", "SECRETSECRET", key(1).pem, "-----BEGIN PUBLIC KEY-----\n\n", "\u{0}"])
  func notKeys(text: String) {
    #expect {
      try VerificationKey(pem: text, source: "k.pub")
    } throws: { error in
      let description = "\(error)"
      let secret = key(1).pem.split(separator: "\n")[1]
      return description.hasPrefix("k.pub: expected an Ed25519 key")
        && !description.contains("SECRETSECRET") && !description.contains(secret)
    }
  }

  @Test("a key of another algorithm is refused")
  func otherAlgorithm() {
    let x25519 = bytes("302a300506032b656e032100") + [UInt8](repeating: 9, count: 32)
    #expect(throws: ProvenanceError.self) {
      try VerificationKey(pem: PEM.text(of: x25519, label: "PUBLIC KEY"))
    }
  }

  @Test("a threshold that cannot be reached is refused, and a key counts once")
  func thresholds() throws {
    let one = key(1).verificationKey
    #expect(try KeySet([one, one]).keys.count == 1)
    #expect(throws: ProvenanceError.self) { try KeySet([one, one], threshold: 2) }
    #expect(throws: ProvenanceError.self) { try KeySet([one], threshold: 0) }
    #expect(throws: ProvenanceError.self) { try KeySet([]) }
  }
}
