import Storage

/// What a file of vectors holds, as its start, its size or its lines tell.
struct VectorShape {
  let dimensions: Int
  let rowCount: Int
  let layout: VectorFile.Layout
}

/// What to do about most files that were cut off.
private let copyAgain = "The file was cut short or added to; write or copy it again."

extension VectorShape {
  /// Rows are numbered by 32 bits, as passages are.
  private static let rowLimit = Int(UInt32.max)

  private static func checkDimensions(
    _ dimensions: Int, _ path: String
  ) throws(VectorInputError) {
    let range = VectorFile.dimensionRange
    guard range.contains(dimensions) else {
      throw .refused(
        path: path, place: .file,
        expected: "vectors of \(range.lowerBound) to \(range.upperBound) dimensions",
        found: "\(dimensions)", advice: "Use a model, or leading dimensions of one, within these.")
    }
  }

  private static func bytes(
    _ file: RandomAccessFile, _ range: Range<Int>
  ) throws(VectorInputError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: range.count)
    do throws(StorageError) {
      try file.read(into: &bytes, at: range.lowerBound)
    } catch {
      throw .storage(error)
    }
    return bytes
  }

  private static func empty(_ path: String) -> VectorInputError {
    .refused(
      path: path, place: .file, expected: "vectors", found: "none",
      advice: "Check that the file was written whole.")
  }
}

extension VectorShape {
  /// The shape of a `.npy` file.
  init(numpy file: RandomAccessFile, allowsOne: Bool) throws(VectorInputError) {
    let start = try Self.bytes(file, 0..<min(NumpyHeader.startByteCount, file.byteCount))
    let header: NumpyHeader
    let text: Range<Int>
    do throws(NumpyHeader.Fault) {
      text = try NumpyHeader.text(in: start)
      guard text.upperBound <= file.byteCount else {
        throw NumpyHeader.Fault(
          offset: file.byteCount, expected: "a header up to byte \(text.upperBound)",
          found: "the end of the file")
      }
    } catch {
      throw Self.refusal(error, file.path)
    }
    let bytes = try Self.bytes(file, text)
    do throws(NumpyHeader.Fault) {
      header = try NumpyHeader(parsing: bytes, at: text.lowerBound)
    } catch {
      throw Self.refusal(error, file.path)
    }
    try self.init(header, file, first: text.upperBound, allowsOne: allowsOne)
  }

  private static func refusal(_ fault: NumpyHeader.Fault, _ path: String) -> VectorInputError {
    .refused(
      path: path, place: .byte(fault.offset), expected: fault.expected, found: fault.found,
      advice: "Write the file with numpy.save.")
  }

  private init(
    _ header: NumpyHeader, _ file: RandomAccessFile, first: Int, allowsOne: Bool
  ) throws(VectorInputError) {
    let scalar = try header.scalar(path: file.path)
    let shape = try header.matrix(path: file.path, allowsOne: allowsOne)
    try Self.checkDimensions(shape.columns, file.path)
    guard shape.rows > 0 else { throw Self.empty(file.path) }
    let (count, overflows) = shape.rows.multipliedReportingOverflow(
      by: shape.columns * scalar.byteCount)
    guard !overflows, shape.rows <= Self.rowLimit,
      count == file.byteCount - first
    else {
      throw .refused(
        path: file.path, place: .file,
        expected: "\(shape.rows) rows of \(shape.columns) numbers in \(scalar.byteCount) bytes "
          + "each behind the header",
        found: "\(file.byteCount - first) bytes", advice: copyAgain)
    }
    dimensions = shape.columns
    rowCount = shape.rows
    layout = .rows(first: first, scalar: scalar, haveCounts: false)
  }

  /// The shape of a `.fvecs` file; of each row the count is compared when it is read.
  init(fvecs file: RandomAccessFile) throws(VectorInputError) {
    guard file.byteCount > 0 else { throw Self.empty(file.path) }
    guard file.byteCount >= 4 else {
      throw .refused(
        path: file.path, place: .file, expected: "a count of 4 bytes",
        found: "\(file.byteCount) bytes", advice: copyAgain)
    }
    dimensions = fvecsCount(try Self.bytes(file, 0..<4))
    try Self.checkDimensions(dimensions, file.path)
    let stride = 4 + 4 * dimensions
    guard file.byteCount.isMultiple(of: stride), file.byteCount / stride <= Self.rowLimit else {
      throw .refused(
        path: file.path, place: .row(file.byteCount / stride + 1),
        expected: "rows of \(stride) bytes, which \(dimensions) dimensions take",
        found: "\(file.byteCount % stride) bytes at the end", advice: copyAgain)
    }
    rowCount = file.byteCount / stride
    layout = .rows(first: 0, scalar: .single, haveCounts: true)
  }
}

extension VectorShape {
  /// The places of JSON's vectors; blank lines are passed over.
  init(
    lines file: RandomAccessFile, needsIDs: Bool,
    note: (_ id: String, _ row: Int, _ line: Int) throws(VectorInputError) -> Void
  ) throws(VectorInputError) {
    var lines = VectorLines(file)
    var places: [VectorFile.LinePlace] = []
    var dimensions: Int?
    while let line = try lines.next() {
      guard !line.isBlank else { continue }
      let record = try VectorRecord(
        line.bytes, needsID: needsIDs, path: file.path, place: .line(line.number))
      if needsIDs {
        guard let id = record.id else {
          throw .refused(
            path: file.path, place: .line(line.number), expected: "a member id that is a string",
            found: "none", advice: "Give each vector the key of its passage.")
        }
        try note(id, places.count, line.number)
      }
      if dimensions == nil { try Self.checkDimensions(record.numbers.count, file.path) }
      dimensions = dimensions ?? record.numbers.count
      guard places.count < Self.rowLimit, line.number <= Int(UInt32.max) else {
        throw .refused(
          path: file.path, place: .line(line.number), expected: "fewer than 2^32 lines",
          found: "more", advice: "Split the passages between several indexes.")
      }
      places.append(
        VectorFile.LinePlace(
          offset: line.offset, byteCount: UInt32(line.bytes.count), number: UInt32(line.number)))
    }
    guard let dimensions else { throw Self.empty(file.path) }
    self.dimensions = dimensions
    rowCount = places.count
    layout = .lines(places)
  }

  /// The one vector of a JSON text.
  init(json file: RandomAccessFile) throws(VectorInputError) {
    guard file.byteCount <= VectorLines.byteLimit else {
      throw .refused(
        path: file.path, place: .file, expected: "one vector as JSON",
        found: "\(file.byteCount) bytes", advice: "Give a vector for each line in .jsonl.")
    }
    let bytes = try Self.bytes(file, 0..<file.byteCount)
    let record = try VectorRecord(bytes[...], needsID: false, path: file.path, place: .file)
    dimensions = record.numbers.count
    try Self.checkDimensions(dimensions, file.path)
    rowCount = 1
    layout = .lines([
      VectorFile.LinePlace(offset: 0, byteCount: UInt32(file.byteCount), number: 1)
    ])
  }
}

extension NumpyHeader {
  /// How the array's numbers are written.
  fileprivate func scalar(path: String) throws(VectorInputError) -> VectorScalar {
    switch type {
    case "<f2": return .half
    case "<f4": return .single
    case "<f8": return .double
    default:
      let isBigEndian = type.hasPrefix(">f")
      throw .refused(
        path: path, place: .file,
        expected: "numbers of type <f2, <f4 or <f8 (floats with the lowest byte first)",
        found: isBigEndian ? "\(type), with the highest byte first" : "\"\(type)\"",
        advice: "Convert them: numpy.save(path, array.astype(\"<f4\")).")
    }
  }

  /// The array's rows and columns.
  fileprivate func matrix(
    path: String, allowsOne: Bool
  ) throws(VectorInputError) -> (rows: Int, columns: Int) {
    if allowsOne, shape.count == 1 { return (1, shape[0]) }
    guard shape.count == 2 else {
      throw .refused(
        path: path, place: .file,
        expected: "an array of 2 dimensions: \(allowsOne ? "questions" : "passages") by numbers",
        found: "the shape (\(shape.map(String.init).joined(separator: ", ")))",
        advice: "Save a matrix with a row for each \(allowsOne ? "question" : "passage").")
    }
    guard !isFortranOrder || shape.contains(1) else {
      throw .refused(
        path: path, place: .file, expected: "rows one after the other (C order)",
        found: "columns one after the other (Fortran order)",
        advice: "Convert it: numpy.save(path, numpy.ascontiguousarray(array)).")
    }
    return (shape[0], shape[1])
  }
}
