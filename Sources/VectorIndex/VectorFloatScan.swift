import Numerics

/// The exact best rows of many queries by the vectors themselves.
///
/// The system's BLAS multiplies rows with all queries at single precision. Libraries sum in
/// different orders, so these products only tell which rows cannot enter: they are within a known
/// error of the scores, and what is not below the worst row kept by more than that is scored by
/// ``VectorFloatRows``. Results therefore are the same for every library, thread count and batch.
///
/// Complexity: O(queries x rows x dimensions).
struct VectorFloatScan {
  /// Rows whose products are kept at a time.
  static let windowCount = 256
  /// Fewer queries are multiplied at double precision at once.
  private static let leastQueryCount = 4

  /// The queries' numbers, one query after the other; their lengths, and what is taken off
  /// products.
  private let matrix: [Float]
  private let lengths: [Double]
  private let middles: [Double]
  /// The numbers of rows that lie apart.
  private var gathered: [Float] = []
  /// Of each query the products with the rows of a window.
  private var products: [Float]
  /// Of each row of a window what is to be added to its product with a query to be at least its
  /// score: for each unit of the query's length, and besides.
  private var allowances: [(perLength: Double, fixed: Double)] = []
  private(set) var best: [BestRows]

  init(_ queries: [VectorQuery], count: Int) {
    matrix = queries.flatMap(\.values)
    lengths = queries.map {
      VectorKernels.current.product($0.values.span, $0.values.span).squareRoot()
    }
    middles = queries.map(\.middle)
    products = [Float](repeating: 0, count: queries.count * Self.windowCount)
    best = queries.map { _ in BestRows(k: count) }
  }

  /// Looks at the rows of a window, at most ``windowCount``.
  mutating func look(at window: VectorWindows.Window, of rows: borrowing VectorFloatRows) {
    guard best.count >= Self.leastQueryCount else {
      for query in best.indices {
        for place in 0..<window.count { offer(window.row(place), of: rows, to: query) }
      }
      return
    }
    allowances.removeAll(keepingCapacity: true)
    for place in 0..<window.count {
      allowances.append(Self.allowance(of: window.row(place), rows))
    }
    Self.multiply(matrix, by: rows, window, &gathered, into: &products)
    for query in best.indices { offer(window, of: rows, to: query) }
  }

  private static func multiply(
    _ queries: [Float], by rows: borrowing VectorFloatRows, _ window: VectorWindows.Window,
    _ gathered: inout [Float], into products: inout [Float]
  ) {
    switch window {
    case .range(let range):
      multiply(queries.span, by: rows[range], into: &products, rows.dimensions)
    case .listed(let listed):
      gathered.removeAll(keepingCapacity: true)
      for row in listed {
        let vector = rows[Int(row)..<Int(row) + 1]
        for index in vector.indices { gathered.append(vector[index]) }
      }
      multiply(queries.span, by: gathered.span, into: &products, rows.dimensions)
    }
  }

  private static func multiply(
    _ queries: Span<Float>, by rows: Span<Float>, into products: inout [Float], _ dimensions: Int
  ) {
    let queryCount = queries.count / dimensions
    let rowCount = rows.count / dimensions
    var target = products.mutableSpan
    var used = target._mutatingExtracting(0..<queryCount * rowCount)
    BLAS.multiply(
      queries, by: rows, into: &used, rows: queryCount, columns: rowCount, inner: dimensions,
      transposingRight: true)
  }

  /// Offers to a query the rows of a window that may enter.
  private mutating func offer(
    _ window: VectorWindows.Window, of rows: borrowing VectorFloatRows, to query: Int
  ) {
    let first = query * window.count
    let length = lengths[query]
    var least = leastGain(query)
    for place in 0..<window.count {
      let gain =
        Double(products[first + place]) + allowances[place].perLength * length
        + allowances[place].fixed
      if gain < least { continue }
      offer(window.row(place), of: rows, to: query)
      least = leastGain(query)
    }
  }

  private mutating func offer(_ row: Int, of rows: borrowing VectorFloatRows, to query: Int) {
    let values = query * rows.dimensions..<(query + 1) * rows.dimensions
    let score = rows.score(of: row, matrix.span.extracting(values), middle: middles[query])
    best[query].insert(row: UInt32(row), score: score)
  }

  /// What a row's product, less what is taken off it, must be for a score that is, rounded to a
  /// float, as good as the worst that is kept.
  private func leastGain(_ query: Int) -> Double {
    let threshold = Double(best[query].threshold)
    return threshold - threshold.magnitude * Self.rounding - Self.tiny + middles[query]
  }

  /// What a row's product may lack to its score.
  ///
  /// A sum of n products is within n roundings, times the lengths of both factors, of the true one
  /// in whatever order it is made (Higham, "Accuracy and Stability of Numerical Algorithms",
  /// section 3.1; the product of the lengths bounds that of the magnitudes). Twice of that is
  /// allowed.
  private static func allowance(
    of row: Int, _ rows: borrowing VectorFloatRows
  ) -> (perLength: Double, fixed: Double) {
    let square = rows.square(of: row)
    let roundings = 2 * Double(rows.dimensions + 2) * rounding
    return (
      roundings * square.squareRoot(),
      2 * Double(rows.dimensions) * tiny - rows.deduction(ofSquare: square)
    )
  }

  /// The greatest relative error of a float.
  private static let rounding = Double(Float.ulpOfOne) / 2
  /// What is lost at most where a product is too small for a float.
  private static let tiny = Double(Float.leastNormalMagnitude)
}
