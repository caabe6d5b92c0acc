import Numerics
import Storage

extension VectorIndexReader {
  /// The best rows of a query by the lists near it; nil where there are none, all are wanted or few
  /// allowed.
  ///
  /// - Parameter query: with signs.
  func probe(
    _ query: VectorQuery, k: Int, recall: Double, among allowed: DocumentRanges?,
    _ scratch: VectorScratch
  ) -> BestRows? {
    // Where few are allowed, a look at these alone is faster.
    guard recall < 1, let lists, 2 * (allowed?.count ?? vectorCount) > vectorCount,
      let effort = lists.tuning.effort(k: k, recall: Self.listRecall(recall))
    else { return nil }
    var sums: [Int32] = []
    swap(&sums, &scratch.listSums)
    sumCentres(lists, query, &sums)
    let reach = Float(effort.bound) * query.length
    var scan = ListScan(query, k: k, deviations: signDeviations(recall))
    look(at: lists, sums, query, reach: reach, among: allowed, &scan, scratch)
    swap(&sums, &scratch.listSums)
    return lookAgain(closestLook, at: scan.best.distinctRows(), query, k: k, scratch)
  }

  /// Looks at lists until the next best is out of reach.
  ///
  /// - Parameter sums: the query's products with the centres.
  private func look(
    at lists: ListPlace, _ sums: [Int32], _ query: VectorQuery, reach: Float,
    among allowed: DocumentRanges?, _ scan: inout ListScan, _ scratch: VectorScratch
  ) {
    let file = file
    let centres = ListProbe.Centres(
      sums: sums.span.extracting(0..<lists.count),
      factors: file.bytes(lists.centreFactors).floats,
      biases: file.bytes(lists.centreBiases).floats, scale: query.scale)
    var probe = ListProbe(centres, &scratch.selected)
    // Damaged lists may have more rows than there are.
    var left = vectorCount
    while left > 0,
      let list = probe.next(centres, atLeast: scan.best.threshold - reach, &scratch.selected)
    {
      let places = places(of: list, lists)
      scan.look(at: places, lists, self, query, among: allowed, scratch)
      left -= places.count
    }
    scan.lookCloser(self, query, scratch)
  }

  /// What lists have to find for a wanted recall, since rows that are passed over by their signs
  /// are lost as well.
  private static func listRecall(_ recall: Double) -> Double { 1 - 0.5 * (1 - recall) }

  private func signDeviations(_ recall: Double) -> Double {
    let wanted = 1 - 0.4 * (1 - recall)
    // Beyond what was measured, the tail of a normal distribution.
    let measured = VectorMeasurement.recalls[VectorMeasurement.recalls.count - 1]
    guard wanted > measured else { return measurement.deviations(recall: wanted) }
    return measurement.deviations(recall: measured) + (wanted - measured) / (1 - measured)
  }

  /// Multiplies a query with the centres.
  private func sumCentres(_ lists: ListPlace, _ query: VectorQuery, _ sums: inout [Int32]) {
    let file = file
    if sums.count < lists.count { sums = [Int32](repeating: 0, count: lists.count) }
    let centres = VectorKernels.Rows(
      file.bytes(lists.centres), .byte, dimensions: layout.padded, stride: layout.padded)
    var target = sums.mutableSpan
    VectorKernels.current.products(
      query.codes.span, centres, .range(0..<lists.count), into: &target)
  }

  /// Where a list's rows stand; within all rows, whatever the file says.
  func places(of list: Int, _ lists: ListPlace) -> Range<Int> {
    let file = file
    let ends = file.bytes(lists.ends).integers(UInt32.self)
    let end = min(Int(ends[list]), vectorCount)
    return min(list == 0 ? 0 : Int(ends[list - 1]), end)..<end
  }
}
