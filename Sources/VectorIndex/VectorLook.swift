import Numerics
import Storage

/// How closely rows are looked at.
enum VectorLook: Sendable {
  /// By the bits in which their signs are equal to the query's.
  case equalSigns
  /// By the query's codes and one part of the rows'.
  case coarse(VectorPlane)
  /// By the query's codes, what these leave over, and one part of the rows' codes.
  case fine(VectorPlane)
  /// By the vectors themselves.
  case floats
}

extension VectorIndexReader {
  /// Offers to `best` the rows of a window whose scores are good enough.
  func look(
    _ look: VectorLook, at window: VectorWindows.Window, _ query: VectorQuery,
    _ sums: inout VectorWindowSums, _ selected: inout SelectedRows, _ best: inout BestRows
  ) {
    switch look {
    case .equalSigns:
      sumEqualSigns(query, window, &sums.sums)
      gatherScales(of: window, .signs, &sums)
      select(window, sums.sums.span, sums, scale: query.signScale, &selected, &best)
    case .coarse(let plane):
      sum(query.codes, plane, window, &sums.sums)
      gatherScales(of: window, plane, &sums)
      select(window, sums.sums.span, sums, scale: query.scale, &selected, &best)
    case .fine(let plane):
      sum(query.codes, plane, window, &sums.sums)
      sum(query.rest, plane, window, &sums.rests)
      gatherScales(of: window, plane, &sums)
      offerFine(window, query, sums, &best)
    case .floats:
      offerFloats(window, query, &best)
    }
  }

  /// Offers the rows of a window whose sums, the first of `sums`, are good enough.
  func select(
    _ window: VectorWindows.Window, _ sums: Span<Int32>, _ scales: VectorWindowSums, scale: Float,
    _ selected: inout SelectedRows, _ best: inout BestRows
  ) {
    select(window, sums, scales, offset: 0, scale: scale, &selected, atLeast: best.threshold)
    for index in 0..<selected.count {
      best.insert(
        row: UInt32(window.row(Int(selected.places[index]))), score: selected.scores[index])
    }
  }

  /// Selects the rows of a window whose sums, raised by an offset, are good enough.
  func select(
    _ window: VectorWindows.Window, _ sums: Span<Int32>, _ scales: VectorWindowSums,
    offset: Float, scale: Float, _ selected: inout SelectedRows, atLeast threshold: Float
  ) {
    let all = 0..<window.count
    selected.select(
      sums.extracting(all), factors: scales.factors.span.extracting(all),
      biases: scales.biases.span.extracting(biases.isEmpty ? 0..<0 : all), offset: offset,
      scale: scale, atLeast: threshold)
  }

  /// The same by the sums that are kept with the scales.
  func select(
    _ window: VectorWindows.Window, _ sums: VectorWindowSums, offset: Float, scale: Float,
    _ selected: inout SelectedRows, atLeast threshold: Float
  ) {
    select(
      window, sums.sums.span, sums, offset: offset, scale: scale, &selected, atLeast: threshold)
  }

  /// Where a plane lies, which is one of the code's.
  func range(of plane: VectorPlane) -> Range<Int> {
    code.planes.firstIndex(of: plane).map { planes[$0] } ?? 0..<0
  }

  func sum(
    _ numbers: [Int8], _ plane: VectorPlane, _ window: VectorWindows.Window, _ sums: inout [Int32]
  ) {
    let file = file
    let rows = VectorKernels.Rows(
      file.bytes(range(of: plane)), plane.width, dimensions: layout.padded,
      stride: layout.stride(plane))
    var target = sums.mutableSpan
    switch window {
    case .range(let range):
      VectorKernels.current.products(numbers.span, rows, .range(range), into: &target)
    case .listed(let listed):
      VectorKernels.current.products(numbers.span, rows, .listed(listed.span), into: &target)
    }
  }

  func sumEqualSigns(
    _ query: VectorQuery, _ window: VectorWindows.Window, _ sums: inout [Int32]
  ) {
    let file = file
    let rows = VectorKernels.Rows(
      file.bytes(range(of: .signs)), .sign, dimensions: layout.padded,
      stride: layout.stride(.signs))
    var target = sums.mutableSpan
    switch window {
    case .range(let range):
      VectorKernels.current.equalSigns(query.signs.span, rows, .range(range), into: &target)
    case .listed(let numbers):
      VectorKernels.current.equalSigns(query.signs.span, rows, .listed(numbers.span), into: &target)
    }
  }

  /// Copies the factors and biases of a window's rows.
  func gatherScales(
    of window: VectorWindows.Window, _ plane: VectorPlane, _ sums: inout VectorWindowSums
  ) {
    let file = file
    if plane == .signs {
      let slots = file.bytes(planes[0])
      let place = layout.padded / 8
      for index in 0..<window.count {
        let at = window.row(index) * layout.slotByteCount + place
        sums.factors[index] = Float(bitPattern: slots.integer(UInt32.self, at: at))
      }
    } else {
      window.gather(file.bytes(factors).floats, into: &sums.factors)
    }
    if !biases.isEmpty { window.gather(file.bytes(biases).floats, into: &sums.biases) }
  }

  private func offerFine(
    _ window: VectorWindows.Window, _ query: VectorQuery, _ sums: VectorWindowSums,
    _ best: inout BestRows
  ) {
    let unit = Double(query.scale)
    for index in 0..<window.count {
      let sum = Double(sums.sums[index]) + Double(sums.rests[index]) / VectorQuery.fineCount
      var score = sum * unit * Double(sums.factors[index])
      if !biases.isEmpty { score -= Double(sums.biases[index]) }
      best.insert(row: UInt32(window.row(index)), score: Float(score))
    }
  }

  /// Offers the rows of a window with the scores of their vectors themselves.
  private func offerFloats(
    _ window: VectorWindows.Window, _ query: VectorQuery, _ best: inout BestRows
  ) {
    let file = file
    let rows = VectorFloatRows(file.bytes(range(of: .floats)).floats, transform)
    for place in 0..<window.count {
      let row = window.row(place)
      let score = rows.score(of: row, query.values.span, middle: query.middle)
      best.insert(row: UInt32(row), score: score)
    }
  }
}
