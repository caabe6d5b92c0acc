import TestSupport
import Testing

@testable import Embedding

@Suite("The order of passages in training")
struct TrainingOrderTests {
  @Test("goes through every passage once an epoch, neighbours together, each epoch anew")
  func shuffles() throws {
    var generator = SeededGenerator()
    for _ in 0..<20 {
      var options = smallOptions()
      options.seed = .random(in: 0...9, using: &generator)
      options.neighbourCount = .random(in: 1...7, using: &generator)
      let passages = (0..<UInt32.random(in: 200...400, using: &generator)).filter { $0 % 5 != 0 }
      let orders = (0..<3).map { TrainingOrder.shuffled(passages, options, epoch: $0) }
      #expect(orders.allSatisfy { $0.sorted() == passages })
      #expect(orders[0] != orders[1] && orders[1] != orders[2])
      for order in orders { checkGroups(order, in: passages, options.neighbourCount) }
    }
  }

  /// All but the first and the last group are as long as they are to be.
  private func checkGroups(_ order: [UInt32], in passages: [UInt32], _ length: Int) {
    let places = order.compactMap { passages.firstIndex(of: $0) }
    var groups: [Range<Int>] = []
    for place in places {
      if let last = groups.last, last.upperBound == place {
        groups[groups.count - 1] = last.lowerBound..<place + 1
      } else {
        groups.append(place..<place + 1)
      }
    }
    // Groups that happen to follow each other look like one.
    for group in groups where group.lowerBound > 0 && group.upperBound < passages.count {
      #expect(group.count % length == 0)
    }
  }

  @Test("gives steps of one size, the next epoch's after the last whole one")
  func givesBatches() {
    var options = smallOptions()
    options.neighbourCount = 4
    let passages = Array(0..<UInt32(100))
    var order = TrainingOrder(passages, options, batchCount: 30)
    let batches = (0..<6).map { order.batch($0) }
    #expect(batches.allSatisfy { $0.count == 30 })
    for epoch in [0, 1] {
      let seen = batches[3 * epoch..<3 * epoch + 3].flatMap(\.self)
      #expect(Set(seen).count == 90)
      #expect(seen == Array(TrainingOrder.shuffled(passages, options, epoch: epoch)[..<90]))
    }
    // Steps may be asked for in any order, as after a checkpoint.
    var resumed = TrainingOrder(passages, options, batchCount: 30)
    #expect(resumed.batch(4) == batches[4] && resumed.batch(1) == batches[1])
  }
}
