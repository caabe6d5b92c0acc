/// Some rows and columns of a table of floats, as a matrix.
package struct FloatBlock {
  let table: FloatRows
  let rows: Range<Int>
  let columns: Range<Int>

  /// The block of these rows and columns, all columns where none are given.
  package init(_ table: FloatRows, rows: Range<Int>, columns: Range<Int>? = nil) {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= table.rowCount)
    self.table = table
    self.rows = rows
    self.columns = columns ?? 0..<table.dimensionCount
    precondition(
      self.columns.lowerBound >= 0 && self.columns.upperBound <= table.dimensionCount)
  }

  /// The first number; the next row's is `table.dimensionCount` numbers further.
  var address: UnsafeMutablePointer<Float> {
    unsafe table.address(rows) + columns.lowerBound
  }
}
