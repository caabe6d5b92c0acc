import Numerics

/// The rows that a search may find, in windows of at most a size.
struct VectorWindows: Sendable {
  enum Window {
    /// Rows that follow each other.
    case range(Range<Int>)
    /// Rows that lie apart.
    case listed([UInt32])

    var count: Int {
      switch self {
      case .range(let range): range.count
      case .listed(let rows): rows.count
      }
    }

    /// The row at a place of the window.
    func row(_ place: Int) -> Int {
      switch self {
      case .range(let range): range.lowerBound + place
      case .listed(let rows): Int(rows[place])
      }
    }

    /// Copies the rows' values.
    func gather(_ values: Span<Float>, into gathered: inout [Float]) {
      switch self {
      case .range(let range):
        let part = values.extracting(range)
        for index in part.indices { gathered[index] = part[index] }
      case .listed(let rows):
        for index in rows.indices { gathered[index] = values[Int(rows[index])] }
      }
    }
  }

  /// Rows that follow each other are read as they lie from this length on.
  private static let leastRangeCount = 64

  private let ranges: [Range<UInt32>]
  private let size: Int
  private var position = 0
  /// The next row of the range at `position`.
  private var next: UInt32 = 0

  init(_ allowed: DocumentRanges?, rowCount: Int, size: Int) {
    ranges = allowed?.ranges ?? (rowCount > 0 ? [0..<UInt32(rowCount)] : [])
    self.size = size
    next = ranges.first?.lowerBound ?? 0
  }

  mutating func nextWindow() -> Window? {
    var listed: [UInt32] = []
    while position < ranges.count {
      let rest = next..<ranges[position].upperBound
      if rest.count >= Self.leastRangeCount {
        if !listed.isEmpty { break }
        let part = rest.prefix(size)
        advance(to: part.endIndex)
        return .range(Int(part.startIndex)..<Int(part.endIndex))
      }
      if listed.count + rest.count > size { break }
      listed.append(contentsOf: rest)
      advance(to: rest.upperBound)
    }
    return listed.isEmpty ? nil : .listed(listed)
  }

  private mutating func advance(to row: UInt32) {
    next = row
    guard row == ranges[position].upperBound else { return }
    position += 1
    if position < ranges.count { next = ranges[position].lowerBound }
  }
}
