import Numerics

/// Rows in lists of near ones, each around a centre: an inverted file.
struct VectorLists: Sendable {
  let centres: ListCentres
  /// Of each list where its rows end.
  let ends: [UInt32]
  /// The rows, list by list, ascending within a list.
  let rows: [UInt32]
  /// How far searches have to reach.
  private(set) var tuning = ReachTuning(steps: [])

  /// Lists for so many rows, about: one for each hundred, of very many fewer, since all centres are
  /// compared with a query.
  static func count(rowCount: Int) -> Int {
    let most = listsPerRoot * Double(rowCount).squareRoot()
    return max(1, min(rowCount / usualListCount, Int(most)))
  }

  private static let usualListCount = 96
  private static let listsPerRoot = 6.0

  /// The lists of rows; nil where the task is cancelled meanwhile.
  static func build(_ rows: CodedRows, threads: Int) async -> VectorLists? {
    let builder = ListBuilder(rows: rows, threads: threads)
    guard let centres = await builder.centres() else { return nil }
    let nearest = await builder.nearest(of: (0..<UInt32(rows.count)).map { $0 }, centres)
    guard !Task.isCancelled else { return nil }
    var lists = VectorLists(centres, nearest)
    lists.tuning = await ReachTuning(rows, lists, threads: threads)
    return Task.isCancelled ? nil : lists
  }

  /// - Parameter nearest: of each row its centre.
  private init(_ centres: ListCentres, _ nearest: [UInt32]) {
    self.centres = centres
    var places = [UInt32](repeating: 0, count: centres.count + 1)
    for centre in nearest { places[Int(centre) + 1] += 1 }
    for list in 0..<centres.count { places[list + 1] += places[list] }
    ends = Array(places.dropFirst())
    var rows = [UInt32](repeating: 0, count: nearest.count)
    for (row, centre) in nearest.enumerated() {
      rows[Int(places[Int(centre)])] = UInt32(row)
      places[Int(centre)] += 1
    }
    self.rows = rows
  }

  /// Rows that are kept for a closer look, where k are wanted.
  static func keptCount(k: Int) -> Int {
    let wanted = max(10, k)
    return wanted + max(2, wanted / 20)
  }

  /// The places of a list's rows.
  func places(of list: Int) -> Range<Int> {
    (list == 0 ? 0 : Int(ends[list - 1]))..<Int(ends[list])
  }
}
