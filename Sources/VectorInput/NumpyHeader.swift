/// What the start of a `.npy` file says of the array behind it.
///
/// Source: NumPy Enhancement Proposal 1 and the module `numpy.lib.format`, versions 1.0 to 3.0.
struct NumpyHeader: Equatable {
  /// A longer header is no plain matrix's: that of one has some hundred bytes.
  static let byteLimit = 1 << 16
  /// Magic, version, and the longer of the two forms of the length.
  static let startByteCount = 12

  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// Such as `<f4`.
  var type: String
  var isFortranOrder: Bool
  var shape: [Int]

  /// Why a header cannot be read; the words are for `expected` and `found` of an error.
  struct Fault: Error, Equatable {
    var offset: Int
    var expected: String
    var found: String
  }

  /// Where the header's text stands in the file whose first bytes are given.
  static func text(in start: [UInt8]) throws(Fault) -> Range<Int> {
    guard start.starts(with: magic), start.count >= 10 else {
      throw Fault(offset: 0, expected: "\\x93NUMPY, as a .npy file starts", found: "other bytes")
    }
    guard (1...3).contains(start[6]) else {
      throw Fault(
        offset: 6, expected: "version 1, 2 or 3 of the .npy format",
        found: "version \(start[6]).\(start[7])")
    }
    let lengthByteCount = start[6] == 1 ? 2 : 4
    guard start.count >= 8 + lengthByteCount else {
      throw Fault(offset: 8, expected: "the length of the header", found: "the end of the file")
    }
    let count = start[8..<8 + lengthByteCount].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard count <= byteLimit else {
      throw Fault(
        offset: 8, expected: "a header of at most \(byteLimit) bytes", found: "\(count) bytes")
    }
    return 8 + lengthByteCount..<8 + lengthByteCount + count
  }

  /// Reads the header's text, which starts at an offset of the file.
  ///
  /// It is a literal of Python: a dictionary with the keys `descr`, `fortran_order` and `shape`.
  init(parsing text: [UInt8], at offset: Int) throws(Fault) {
    var scanner = PythonScanner(text, offset: offset)
    var type: String?
    var order: Bool?
    var shape: [Int]?
    try scanner.expect("{")
    while !scanner.skip("}") {
      let key = try scanner.string()
      try scanner.expect(":")
      switch key {
      case "descr" where type == nil: type = try scanner.string()
      case "fortran_order" where order == nil: order = try scanner.bool()
      case "shape" where shape == nil: shape = try scanner.tuple()
      default: throw scanner.fault("descr, fortran_order and shape, once each", "\"\(key)\"")
      }
      guard scanner.skip(",") else {
        try scanner.expect("}")
        break
      }
    }
    try scanner.expectEnd()
    guard let type, let order, let shape else {
      throw scanner.fault("descr, fortran_order and shape", "fewer")
    }
    self.type = type
    isFortranOrder = order
    self.shape = shape
  }
}

/// Reads the few literals of Python that a header has.
private struct PythonScanner {
  private let bytes: [UInt8]
  private let start: Int
  private var position = 0

  init(_ bytes: [UInt8], offset: Int) {
    self.bytes = bytes
    start = offset
  }

  func fault(_ expected: String, _ found: String) -> NumpyHeader.Fault {
    NumpyHeader.Fault(offset: start + position, expected: expected, found: found)
  }

  private mutating func skipSpace() {
    while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
      position += 1
    }
  }

  /// Passes over the character if it comes next.
  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  mutating func expect(_ character: Unicode.Scalar) throws(NumpyHeader.Fault) {
    guard skip(character) else { throw fault("\"\(character)\" in the header", next) }
  }

  mutating func expectEnd() throws(NumpyHeader.Fault) {
    skipSpace()
    guard position == bytes.count else { throw fault("the end of the header", next) }
  }

  /// What comes next, for an error.
  private var next: String {
    guard position < bytes.count else { return "its end" }
    let byte = bytes[position]
    return (0x21...0x7E).contains(byte)
      ? "\"\(Unicode.Scalar(byte))\"" : "the byte \(byte)"
  }

  mutating func string() throws(NumpyHeader.Fault) -> String {
    skipSpace()
    guard position < bytes.count, [0x27, 0x22].contains(bytes[position]) else {
      throw fault("a name or a type in quotation marks", next)
    }
    let quote = bytes[position]
    let rest = bytes[(position + 1)...]
    guard let end = rest.firstIndex(of: quote) else {
      throw fault("a closing quotation mark", "the end of the header")
    }
    position = end + 1
    return String(decoding: rest[..<end].prefix(64), as: UTF8.self)
  }

  mutating func bool() throws(NumpyHeader.Fault) -> Bool {
    skipSpace()
    for (word, value) in [("True", true), ("False", false)]
    where bytes[position...].starts(with: word.utf8) {
      position += word.utf8.count
      return value
    }
    throw fault("True or False", next)
  }

  /// Whole numbers between parentheses; Python 2 wrote an L behind large ones.
  mutating func tuple() throws(NumpyHeader.Fault) -> [Int] {
    var numbers: [Int] = []
    try expect("(")
    while !skip(")") {
      skipSpace()
      let digits = bytes[position...].prefix { (0x30...0x39).contains($0) }
      guard let number = Int(String(decoding: digits, as: UTF8.self)), numbers.count < 32 else {
        throw fault("a shape of whole numbers below 2^63", next)
      }
      position = digits.endIndex
      _ = skip("L")
      numbers.append(number)
      guard skip(",") else {
        try expect(")")
        break
      }
    }
    return numbers
  }
}
