/// Calls `body` for each number below `count` on some threads; gives the results in order.
///
/// Which thread does what never decides a result.
func concurrently<Value: Sendable>(
  _ count: Int, threads: Int, _ body: @escaping @Sendable (Int) -> Value
) async -> [Value] {
  let threads = max(1, min(threads, count))
  guard threads > 1 else { return (0..<count).map(body) }
  return await withTaskGroup(of: (Int, [Value]).self) { group in
    for thread in 0..<threads {
      group.addTask {
        (thread, stride(from: thread, to: count, by: threads).map(body))
      }
    }
    var parts = [[Value]](repeating: [], count: threads)
    for await (thread, part) in group { parts[thread] = part }
    return (0..<count).map { parts[$0 % threads][$0 / threads] }
  }
}
