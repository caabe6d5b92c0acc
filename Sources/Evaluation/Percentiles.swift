/// The value below which a share of the values lies, by the nearest rank; 0 of no values.
package func percentile(_ share: Double, ofSorted values: [Double]) -> Double {
  guard !values.isEmpty else { return 0 }
  let rank = Int((share * Double(values.count)).rounded(.up))
  return values[min(max(rank, 1), values.count) - 1]
}
