import TestSupport
import Testing

@testable import VectorInput

private func file(_ bytes: [UInt8]) throws -> [[Float]] {
  let folder = try TemporaryFolder()
  return try VectorFile(questions: try folder.file("a.npy", bytes)).rows
}

@Test("an array of singles, doubles or halves is read whole")
func types() throws {
  #expect(try file(npy("<f4", "(1, 8)", singles(eight))) == [eight])
  #expect(try file(npy("<f8", "(2, 8)", doubles((1...16).map(Double.init)))).count == 2)
  // 1, -2, 65504, 2^-24, 2^-14, 0.333251953125, 0, 1 in binary16.
  let bits: [UInt64] = [0x3C00, 0xC000, 0x7BFF, 0x0001, 0x0400, 0x3555, 0x8000, 0x3C00]
  let halves = bits.flatMap { littleEndian($0, 2) }
  #expect(
    try file(npy("<f2", "(1, 8)", halves))
      == [[1, -2, 65504, 0x1p-24, 0x1p-14, 0.333251953125, 0, 1]])
}

@Test("golden bytes: what numpy.save writes of a matrix of one row")
func golden() throws {
  let start = "\u{1}\u{0}v\u{0}{'descr': '<f4', 'fortran_order': False, 'shape': (1, 8), }"
  let padding = String(repeating: " ", count: 58) + "\n"
  let header = Array((start + padding).utf8)
  #expect(header.count + 6 == 128)
  #expect(try file([0x93] + Array("NUMPY".utf8) + header + singles(eight)) == [eight])
}

@Test("versions 1 to 3 are read, others refused", arguments: UInt8(0)...4)
func versions(version: UInt8) throws {
  let bytes = npy("<f4", "(1, 8)", version: version == 0 ? 1 : version, singles(eight))
  var changed = bytes
  changed[6] = version
  if (1...3).contains(version) {
    #expect(try file(changed) == [eight])
  } else {
    #expect(refusal { _ = try file(changed) }.contains("version 1, 2 or 3"))
  }
}

@Test("a single question's vector may be an array of one dimension, passages' may not")
func oneDimension() throws {
  let folder = try TemporaryFolder()
  let path = try folder.file("a.npy", npy("<f4", "(8,)", singles(eight)))
  #expect(try VectorFile(questions: path).rows == [eight])
  let text = refusal { _ = try PassageVectors(path: path, idsPath: nil) }
  #expect(text.contains("an array of 2 dimensions") && text.contains("(8)"))
}

@Test(
  "other types, orders and shapes are refused, saying what was found and how to convert it",
  arguments: [
    (">f4", "(1, 8)", false, ">f4, with the highest byte first"),
    ("<i4", "(1, 8)", false, "\"<i4\""),
    ("|S4", "(1, 8)", false, "\"|S4\""),
    ("<f4", "(2, 8)", true, "Fortran order"),
    ("<f4", "(1, 2, 4)", false, "(1, 2, 4)"),
    ("<f4", "()", false, "()"),
    ("<f4", "(1, 7)", false, "8 to 4096 dimensions"),
    ("<f4", "(1, 4097)", false, "found 4097"),
    ("<f4", "(0, 8)", false, "found none"),
    ("<f4", "(2, 8)", false, "32 bytes"),
    ("<f4", "(9223372036854775807, 8)", false, "cut short"),
    ("<f4", "(99999999999999999999, 8)", false, "whole numbers below 2^63"),
    ("<f4", "(-1, 8)", false, "whole numbers"),
    ("<f4", "(1, 8", false, "found \"}\""),
  ])
func otherArrays(type: String, shape: String, fortran: Bool, found: String) {
  let text = refusal { _ = try file(npy(type, shape, fortran: fortran, singles(eight))) }
  #expect(text.contains(found), "\(text)")
}

@Test("a structured type and a header without a member are refused")
func otherHeaders() throws {
  let texts = [
    "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1, 8)}",
    "{'descr': '<f4', 'shape': (1, 8)}", "{}", "", "[]",
    "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1, 8)}",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 8)} 1",
    "{'descr': '<f4', 'fortran_order': Fals", "{'descr': '<f4",
  ]
  for text in texts {
    let start = [0x93] + Array("NUMPY".utf8) + [1, 0] + littleEndian(UInt64(text.utf8.count), 2)
    let found = refusal { _ = try file(start + Array(text.utf8) + singles(eight)) }
    #expect(found.contains("numpy.save"), "\(found)")
  }
}

@Test("what Python may write otherwise is read: other quotes, orders of members, long numbers")
func otherSpellings() throws {
  let text = "{\"shape\":(1L,8L),'fortran_order' : False,'descr':'<f4'}"
  let start = [0x93] + Array("NUMPY".utf8) + [1, 0] + littleEndian(UInt64(text.utf8.count), 2)
  #expect(try file(start + Array(text.utf8) + singles(eight)) == [eight])
}
