import Numerics

/// Finds the centres that rows are put into lists around: k-means over the codes of some of them.
///
/// Every step follows from the rows alone, whatever the number of threads.
struct ListBuilder {
  private static let roundCount = 8
  /// Rows that are looked at for a centre.
  private static let rowsPerCentre = 48
  /// The same for one of the first, few centres.
  private static let rowsPerCoarseCentre = 384
  /// Rows that a thread takes at a time.
  private static let partCount = 1_024

  let rows: CodedRows
  let threads: Int

  /// The centres; nil where the task is cancelled meanwhile.
  ///
  /// Rows are first cut around a few centres, and each part around as many as are its share: a
  /// round of k-means around all would take as many comparisons of a row as there are centres.
  func centres() async -> ListCentres? {
    let count = VectorLists.count(rowCount: rows.count)
    let sampleCount = min(rows.count, Self.rowsPerCentre * count)
    let sample = (0..<sampleCount).map { UInt32($0 * rows.count / sampleCount) }
    let partCount = Int(Double(count).squareRoot())
    let fewCount = min(sampleCount, Self.rowsPerCoarseCentre * partCount)
    let few = (0..<fewCount).map { sample[$0 * sampleCount / fewCount] }
    let coarse = await means(of: few, count: partCount)
    let nearest = await nearest(of: sample, coarse)
    var parts = [[UInt32]](repeating: [], count: partCount)
    for (row, part) in zip(sample, nearest) { parts[Int(part)].append(row) }
    var fine: [ListCentres] = []
    for part in parts where !part.isEmpty {
      let share = (count * part.count + sampleCount / 2) / sampleCount
      fine.append(await means(of: part, count: min(part.count, max(1, share))))
      if Task.isCancelled { return nil }
    }
    return ListCentres(fine)
  }

  /// The means of some rows; any, where the task is cancelled meanwhile.
  private func means(of sample: [UInt32], count: Int) async -> ListCentres {
    var centres = ListCentres(count: count, dimensions: rows.padded)
    for (centre, row) in start(count, of: sample).enumerated() {
      centres.set(centre, to: rows.numbers(of: row))
    }
    for _ in 0..<Self.roundCount where !Task.isCancelled {
      move(&centres, to: sample, await nearest(of: sample, centres))
    }
    return centres
  }

  /// Of each row the nearest centre.
  func nearest(of listed: [UInt32], _ centres: ListCentres) async -> [UInt32] {
    let parts = stride(from: 0, to: listed.count, by: Self.partCount).map {
      listed[$0..<min($0 + Self.partCount, listed.count)]
    }
    return await inParallel(parts, threads: threads) { [rows] part in
      var nearest = NearestCentres(rows, centres)
      return nearest.find(part)
    }.flatMap { $0 }
  }

  /// Rows that are centres at first, drawn by chance.
  private func start(_ count: Int, of sample: [UInt32]) -> [UInt32] {
    var drawn = sample
    var random = SplitMix64(seed: 0)
    for index in 0..<count {
      drawn.swapAt(index, index + Int(random.next() % UInt64(drawn.count - index)))
    }
    return Array(drawn[..<count])
  }

  /// Moves each centre to the mean of the rows that are nearest to it; one without stays.
  private func move(_ centres: inout ListCentres, to sample: [UInt32], _ nearest: [UInt32]) {
    var sums = [Float](repeating: 0, count: centres.count * rows.padded)
    var counts = [Float](repeating: 0, count: centres.count)
    var codes: [Int8] = []
    for (row, centre) in zip(sample, nearest) {
      codes.removeAll(keepingCapacity: true)
      rows.append(row, to: &codes)
      let factor = rows.factors[Int(row)]
      let start = Int(centre) * rows.padded
      for index in codes.indices { sums[start + index] += Float(codes[index]) * factor }
      counts[Int(centre)] += 1
    }
    for centre in 0..<centres.count where counts[centre] > 0 {
      let start = centre * rows.padded
      centres.set(
        centre, to: sums[start..<start + rows.padded].map { $0 / counts[centre] })
    }
  }
}
