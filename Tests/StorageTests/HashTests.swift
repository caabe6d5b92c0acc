import TestSupport
import Storage
import Testing

private let million = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
private let twoBlocks = Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8)

@Test("SHA-256 gives the digests of FIPS 180-4's examples")
func sha256() {
  let vectors: [([UInt8], String)] = [
    ([], "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    (Array("abc".utf8), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (twoBlocks, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
    (million, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ]
  for (bytes, expected) in vectors {
    #expect(hexadecimal(digest(.sha256, of: bytes.rawBytes)) == expected)
  }
}

@Test("SHA-1 gives the digests of FIPS 180-4's examples")
func sha1() {
  let vectors: [([UInt8], String)] = [
    ([], "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
    (Array("abc".utf8), "a9993e364706816aba3e25717850c26c9cd0d89d"),
    (twoBlocks, "84983e441c3bd26ebaae4aa1f95129e5e54670f1"),
    (million, "34aa973cd4c4daa4f61eeb2bdbad27316534016f"),
  ]
  for (bytes, expected) in vectors {
    #expect(hexadecimal(digest(.sha1, of: bytes.rawBytes)) == expected)
  }
}

@Test("A digest does not depend on how its bytes came in pieces")
func digestInPieces() {
  var generator = SeededGenerator()
  for algorithm in [DigestAlgorithm.sha256, .sha1] {
    let bytes = generator.bytes(1_000)
    var digester = Digester(algorithm)
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = Array(rest.prefix(Int.random(in: 0...100, using: &generator)))
      digester.update(piece.rawBytes)
      rest = rest.dropFirst(piece.count)
    }
    let inPieces = digester.finish()
    #expect(inPieces == digest(algorithm, of: bytes.rawBytes))
    #expect(inPieces.count == algorithm.byteCount)
  }
}

@Test("XXH3 gives the values of xxHash's own sanity check, the one of no bytes included")
func xxh3() {
  // Source: xxHash, cli/xsum_sanity_check.c: its generator, and the XXH3-64 rows of seed 0.
  let vectors: [(Int, UInt64)] = [
    (0, 0x2D06_8005_38D3_94C2), (1, 0xC44B_DFF4_074E_ECDB), (6, 0x27B5_6A84_CD2D_7325),
    (12, 0xA713_DAF0_DFBB_77E7), (24, 0xA3FE_70BF_9D35_10EB), (48, 0x397D_A259_ECBA_1F11),
    (80, 0xBCDE_FBBB_2C47_C90A), (195, 0xCD94_217E_E362_EC3A), (403, 0xCDEB_804D_65C6_DEA4),
    (512, 0x617E_4959_9013_CB6B), (2_048, 0xDD59_E2C3_A5F0_38E0),
    (2_240, 0x6E73_A905_39CF_2948), (2_367, 0xCB37_AEB9_E5D3_61ED),
  ]
  var state: UInt64 = 2_654_435_761
  var bytes: [UInt8] = []
  for _ in 0..<2_367 {
    bytes.append(UInt8(state >> 56))
    state &*= 11_400_714_785_074_694_797
  }
  for (count, expected) in vectors {
    #expect(checksum(Array(bytes[..<count]).rawBytes) == expected, "\(count) bytes")
  }
}

@Test("A digest prints as its bytes do, and is read from its digits")
func digestDigits() throws {
  var bytes = (0..<256).map { UInt8($0) }
  while bytes.count >= SHA256Digest.byteCount {
    let digest = try #require(SHA256Digest(bytes.suffix(SHA256Digest.byteCount)))
    #expect(digest.hexadecimal == hexadecimal(digest.bytes))
    #expect(SHA256Digest(hexadecimal: digest.hexadecimal) == digest)
    bytes.removeLast()
  }
}

@Test("Bytes print as lower-case hexadecimal digits")
func hexadecimalDigits() {
  #expect(hexadecimal([0x00, 0x0F, 0xA0, 0xFF]) == "000fa0ff")
  #expect(hexadecimal([]) == "")
}
