/// Gives documents their final numbers and leaves some out.
struct Renumbering {
  /// Documents that are kept.
  let documentCount: Int
  private let order: [UInt32]
  private let isAscending: Bool

  /// Traps unless the kept documents' numbers are 0..<n in some order.
  init(_ order: [UInt32], documentCount: Int) {
    precondition(order.count == documentCount, "each document has a final number")
    let kept = order.filter { $0 != .max }
    var isTaken = [Bool](repeating: false, count: kept.count)
    var isAscending = true
    var least = 0
    for number in kept {
      precondition(number < kept.count && !isTaken[Int(number)], "final numbers are 0..<n, once")
      isTaken[Int(number)] = true
      if number < least { isAscending = false }
      least = Int(number)
    }
    self.order = order
    self.isAscending = isAscending
    self.documentCount = kept.count
  }

  /// Renumbers a list whose documents ascend; they ascend again afterwards.
  func apply(to documents: inout [UInt32], _ impacts: inout [UInt8]) {
    var count = 0
    for index in documents.indices {
      let number = order[Int(documents[index])]
      guard number != .max else { continue }
      documents[count] = number
      impacts[count] = impacts[index]
      count += 1
    }
    documents.removeLast(documents.count - count)
    impacts.removeLast(impacts.count - count)
    if isAscending { return }
    var postings = zip(documents, impacts).map { UInt64($0) << 8 | UInt64($1) }
    postings.sort()
    for (index, posting) in postings.enumerated() {
      documents[index] = UInt32(truncatingIfNeeded: posting >> 8)
      impacts[index] = UInt8(truncatingIfNeeded: posting)
    }
  }
}
