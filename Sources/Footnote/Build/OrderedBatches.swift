/// Batches that threads bring in any order and that are taken in the order of their numbers.
///
/// A thread that runs far ahead is held, so that few batches are in memory. For actors, which take
/// turns with it.
struct OrderedBatches<Batch> {
  private static var limit: Int { 8 }

  private var waiting: [Int: Batch] = [:]
  private var nextNumber = 0
  private var held: [CheckedContinuation<Void, Never>] = []
  private var isClosed = false

  /// Notes a batch; after ``close()`` drops it.
  mutating func add(_ batch: Batch, number: Int) {
    if !isClosed { waiting[number] = batch }
  }

  /// The next batch, where it has come.
  mutating func next() -> Batch? {
    guard let batch = waiting.removeValue(forKey: nextNumber) else { return nil }
    nextNumber += 1
    return batch
  }

  /// Whether the thread that brought the last batch is to wait.
  ///
  /// Some thread goes on: the one with the next batch has not brought it yet.
  var isFull: Bool { waiting.count >= Self.limit }

  /// Holds a thread until batches before its own have come.
  mutating func hold(_ thread: CheckedContinuation<Void, Never>) { held.append(thread) }

  /// Lets the threads go on that are held.
  mutating func release() {
    for thread in held { thread.resume() }
    held = []
  }

  /// Lets every thread go on, now and later: one has failed, so that its batch will never come.
  mutating func close() {
    isClosed = true
    waiting = [:]
    release()
  }
}
