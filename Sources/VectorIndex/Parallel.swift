/// What `body` makes of each element, on some threads.
func inParallel<Element: Sendable, Result: Sendable>(
  _ elements: [Element], threads: Int, _ body: @escaping @Sendable (Element) -> Result
) async -> [Result] {
  await withTaskGroup(of: [(Int, Result)].self) { group in
    let count = max(1, min(threads, elements.count))
    for part in 0..<count {
      group.addTask {
        stride(from: part, to: elements.count, by: count).map { ($0, body(elements[$0])) }
      }
    }
    var results = [Result?](repeating: nil, count: elements.count)
    for await part in group {
      for (index, result) in part { results[index] = result }
    }
    return results.compactMap { $0 }
  }
}
