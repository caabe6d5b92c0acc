import Numerics
import Storage

extension VectorIndexReader {
  /// The best rows of each query by the lists near it; nil where there are none, all or very many
  /// are wanted or few allowed.
  func probe(
    _ queries: [VectorQuery], k: Int, recall: Double, among allowed: DocumentRanges?,
    _ scratch: VectorScratch
  ) -> [BestRows]? {
    // Where few are allowed, a look at these alone is faster.
    guard recall < 1, k <= Self.mostProbed, let lists,
      2 * (allowed?.count ?? vectorCount) > vectorCount,
      let effort = lists.tuning.effort(k: k, recall: Self.listRecall(recall))
    else { return nil }
    var prepared = CodedQueries(dimensions: layout.padded, capacity: queries.count)
    let deviations = Float(signDeviations(recall))
    for query in queries {
      let length = query.length
      prepared.append(
        codes: query.codes, scale: query.scale, slack: deviations * Self.slack(length: length),
        unit: length)
    }
    let extent = VectorListSearches.Extent(
      width: VectorLists.keptCount(k: k), reach: Float(effort.bound))
    search(lists, prepared, extent, among: allowed, &scratch.lists)
    return queries.enumerated().map { index, query in
      lookAgain(closestLook, at: scratch.lists.rows(of: index), query, k: k, scratch)
    }
  }

  private func search(
    _ lists: ListPlace, _ queries: CodedQueries, _ extent: VectorListSearches.Extent,
    among allowed: DocumentRanges?, _ searches: inout VectorListSearches
  ) {
    let file = file
    let codes = VectorListCodes(
      dimensions: layout.padded,
      centres: VectorListCodes.Part(
        file.bytes(lists.centres), factors: file.bytes(lists.centreFactors).floats,
        biases: file.bytes(lists.centreBiases).floats),
      ends: file.bytes(lists.ends).integers(UInt32.self),
      rows: file.bytes(lists.rows).integers(UInt32.self),
      signs: VectorListCodes.Part(
        file.bytes(lists.signs), factors: file.bytes(lists.factors).floats,
        biases: file.bytes(lists.biases).floats),
      bytes: VectorListCodes.Part(
        file.bytes(range(of: .bytes)), factors: file.bytes(factors).floats,
        biases: file.bytes(biases).floats))
    searches.search(codes, queries, extent, among: allowed)
  }

  /// Each row that is kept is put where it belongs among the others: too slow for more.
  private static let mostProbed = 1_000

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
}
