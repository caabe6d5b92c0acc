/// Rows of figures below a head: the first column to the left, the others to the right.
struct FigureTable {
  private var rows: [[String]]

  init(head: [String]) { rows = [head] }

  /// Adds a row with a cell for each column of the head.
  mutating func add(_ row: [String]) { rows.append(row) }

  /// The lines, indented by two, with a line feed at the end.
  var text: String {
    let widths = rows[0].indices.map { column in
      rows.map { $0[column].displayWidth }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - cell.displayWidth)
        return column == 0 ? cell + padding : padding + cell
      }
      return "  " + cells.joined(separator: "  ") + "\n"
    }.joined()
  }
}
