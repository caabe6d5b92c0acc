import Numerics
import Numerics
package import Storage

/// The constants of the byte layout that `Documentation/Format-vectors.md` gives for kind `VECT`.
package enum VectorFormat {
  package static let kind = SectionFile.Tag("VECT")
  static let version: UInt32 = 1
  /// Of files with a graph, whose walks have a reach.
  static let reachVersion: UInt32 = 2
  /// Of files with lists.
  static let listVersion: UInt32 = 3

  static let head = SectionFile.Tag("HEAD")
  static let mean = SectionFile.Tag("MEAN")
  static let factors = SectionFile.Tag("FACT")
  static let biases = SectionFile.Tag("BIAS")
  static let signs = SectionFile.Tag("SIGN")
  static let nibbles = SectionFile.Tag("NIBL")
  static let bytes = SectionFile.Tag("BYTE")
  static let floats = SectionFile.Tag("FULL")
  static let measurement = SectionFile.Tag("MEAS")
  static let links = SectionFile.Tag("LINK")
  static let levelRows = SectionFile.Tag("LROW")
  static let tuning = SectionFile.Tag("TUNE")
  static let centres = SectionFile.Tag("CENT")
  static let centreFactors = SectionFile.Tag("CFAC")
  static let centreBiases = SectionFile.Tag("CBIA")
  static let listEnds = SectionFile.Tag("LEND")
  static let listRows = SectionFile.Tag("LLRW")
  static let listSigns = SectionFile.Tag("LSGN")
  static let listFactors = SectionFile.Tag("LFAC")
  static let listBiases = SectionFile.Tag("LBIA")

  static let headByteCount = 64
  /// Lengths of vectors that an index takes.
  package static let dimensionsRange = 1...4_096
  /// Document numbers fit 31 bits, as in the other index.
  static let vectorCountLimit = 1 << 31
}

/// How many bits of each dimension an index keeps.
package enum VectorCode: UInt32, Sendable, CaseIterable {
  /// The sign alone: for vectors with very many dimensions.
  case bits1 = 1
  case bits4 = 4
  /// Eight bits, and the sign by itself for a first look.
  case bits8 = 8
  /// What ``bits8`` keeps, and the vectors themselves.
  case float32 = 32

  /// The parts of codes that are kept, each a section.
  var planes: [VectorPlane] {
    switch self {
    case .bits1: [.signs]
    case .bits4: [.nibbles]
    case .bits8: [.signs, .bytes]
    case .float32: [.signs, .bytes, .floats]
    }
  }

  /// The part that ranks most closely, but for the vectors themselves.
  var finest: VectorPlane {
    switch self {
    case .bits1: .signs
    case .bits4: .nibbles
    case .bits8, .float32: .bytes
    }
  }
}

/// One part of all rows' codes, a section of the file.
enum VectorPlane: Hashable, Sendable {
  case signs, nibbles, bytes, floats

  var tag: SectionFile.Tag {
    switch self {
    case .signs: VectorFormat.signs
    case .nibbles: VectorFormat.nibbles
    case .bytes: VectorFormat.bytes
    case .floats: VectorFormat.floats
    }
  }
}

extension VectorPlane {
  /// How the kernels see it.
  var width: VectorKernels.Width {
    switch self {
    case .signs: .sign
    case .nibbles: .nibble
    case .bytes, .floats: .byte
    }
  }
}

/// Where the parts of a row's code lie.
struct VectorLayout: Sendable {
  let dimensions: Int
  /// Dimensions of the codes: a multiple of 128, or of 64 where there are no nibbles.
  let padded: Int
  /// Bytes from one row's signs to the next: the signs, their factor, where rows have bytes the
  /// bytes' factor and the bias, and zeros.
  let slotByteCount: Int
  /// Whether slots hold what a walk needs: they then lie in as few lines of a cache as may be.
  let hasWalkableSlots: Bool

  init(dimensions: Int, code: VectorCode) {
    self.dimensions = dimensions
    let multiple = code == .bits4 ? 128 : 64
    padded = (dimensions + multiple - 1) / multiple * multiple
    hasWalkableSlots = code.finest == .bytes
    guard hasWalkableSlots else {
      slotByteCount = padded / 8 + 8
      return
    }
    let used = padded / 8 + VectorGraphCodes.slotFloatCount * MemoryLayout<Float>.size
    var lineShare = 32
    while lineShare < min(used, 64) { lineShare *= 2 }
    slotByteCount = (used + lineShare - 1) / lineShare * lineShare
  }

  func stride(_ plane: VectorPlane) -> Int {
    switch plane {
    case .signs: slotByteCount
    case .nibbles: padded / 2
    case .bytes: padded
    case .floats: dimensions * 4
    }
  }
}
